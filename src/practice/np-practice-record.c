/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-practice-record.h"

typedef struct
{
  char *key;
  char *raw;
} Member;

struct _NpPracticeRecord
{
  /* Owned */
  GPtrArray *members;
};

static void
member_free (Member *member)
{
  g_free (member->key);
  g_free (member->raw);
  g_free (member);
}

static Member *
find_member (NpPracticeRecord *self, const char *key)
{
  for (guint i = 0; i < self->members->len; i++)
    {
      Member *member = self->members->pdata[i];

      if (g_str_equal (member->key, key))
        return member;
    }
  return NULL;
}

/**
 * np_practice_record_new:
 * @object: an object
 *
 * Copies an object. White space between its tokens is dropped, the tokens stay
 * as they are. Of a key that stands twice the last value counts.
 *
 * Returns: (transfer full): the record
 */
NpPracticeRecord *
np_practice_record_new (const NpJsonValue *object)
{
  NpPracticeRecord *self = g_new0 (NpPracticeRecord, 1);

  self->members = g_ptr_array_new_with_free_func ((GDestroyNotify) member_free);
  for (guint i = 0; i < np_json_value_get_length (object); i++)
    np_practice_record_set_value (self, np_json_value_get_key (object, i),
                                  np_json_value_get_element (object, i));
  return self;
}

/**
 * np_practice_record_free:
 *
 * Frees the record.
 */
void
np_practice_record_free (NpPracticeRecord *self)
{
  g_ptr_array_unref (self->members);
  g_free (self);
}

/**
 * np_practice_record_get_raw:
 *
 * Returns: (nullable) (transfer none): the member's value as JSON, or %NULL
 *   when the record has no such member
 */
const char *
np_practice_record_get_raw (NpPracticeRecord *self, const char *key)
{
  const Member *member = find_member (self, key);

  return member != NULL ? member->raw : NULL;
}

/**
 * np_practice_record_parse:
 *
 * Returns: (nullable) (transfer full): the member's value, or %NULL when the
 *   record has no such member
 */
NpJson *
np_practice_record_parse (NpPracticeRecord *self, const char *key)
{
  const char *raw = np_practice_record_get_raw (self, key);

  return raw != NULL ? np_json_parse_text (raw, NULL) : NULL;
}

/**
 * np_practice_record_dup_string:
 *
 * Returns: (nullable) (transfer full): the member's text, or %NULL when it is
 *   absent or no string
 */
char *
np_practice_record_dup_string (NpPracticeRecord *self, const char *key)
{
  g_autoptr (NpJson) json = np_practice_record_parse (self, key);
  const NpJsonValue *value = json != NULL ? np_json_get_root (json) : NULL;

  if (value == NULL || np_json_value_get_kind (value) != NP_JSON_KIND_STRING)
    return NULL;
  return np_json_value_dup_string (value);
}

/**
 * np_practice_record_set_raw:
 * @raw: a valid JSON value
 *
 * Sets a member; a new one goes to the end.
 */
void
np_practice_record_set_raw (NpPracticeRecord *self, const char *key, const char *raw)
{
  Member *member = find_member (self, key);

  if (member == NULL)
    {
      member = g_new0 (Member, 1);
      member->key = g_strdup (key);
      g_ptr_array_add (self->members, member);
    }
  g_free (member->raw);
  member->raw = g_strdup (raw);
}

/**
 * np_practice_record_set_value:
 *
 * Sets a member to a value of a document, token for token.
 */
void
np_practice_record_set_value (NpPracticeRecord *self, const char *key, const NpJsonValue *value)
{
  g_autoptr (GString) raw = g_string_new (NULL);

  np_json_value_append_compact (value, raw);
  np_practice_record_set_raw (self, key, raw->str);
}

/**
 * np_practice_record_set_string:
 *
 * Sets a member to a text.
 */
void
np_practice_record_set_string (NpPracticeRecord *self, const char *key, const char *text)
{
  g_autoptr (GString) raw = g_string_new (NULL);

  np_json_append_string (raw, text);
  np_practice_record_set_raw (self, key, raw->str);
}

/**
 * np_practice_record_remove:
 *
 * Removes a member if it is there.
 */
void
np_practice_record_remove (NpPracticeRecord *self, const char *key)
{
  Member *member = find_member (self, key);

  if (member != NULL)
    g_ptr_array_remove (self->members, member);
}

/**
 * np_practice_record_append_members:
 * @except: (nullable): a key to leave out
 *
 * Appends the members, without the braces around them.
 */
void
np_practice_record_append_members (NpPracticeRecord *self, const char *except, GString *out)
{
  gboolean is_first = TRUE;

  for (guint i = 0; i < self->members->len; i++)
    {
      const Member *member = self->members->pdata[i];

      if (g_strcmp0 (member->key, except) == 0)
        continue;
      if (!is_first)
        g_string_append_c (out, ',');
      np_json_append_string (out, member->key);
      g_string_append_printf (out, ":%s", member->raw);
      is_first = FALSE;
    }
}
