/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

/* Extra info: merged key by key, one level deep. That is what people understand,
 * and no value is ever put together from two. */

#include "config.h"

#include "np-model-merge-private.h"

#include "np-json-private.h"

typedef struct
{
  const NpJsonValue *base;
  const NpJsonValue *theirs;
  const NpJsonValue *mine;
} Sides;

static void
free_member (gpointer data)
{
  NpMergeMember *member = data;

  g_free (member->key);
  g_free (member->value);
  g_free (member);
}

/* The key of a member with its quotes, as it is written. */
static char *
dup_key_token (const NpJsonValue *object, guint i)
{
  const NpJsonValue *before = i > 0 ? np_json_value_get_element (object, i - 1) : NULL;
  const char *text = object->json->text;
  const char *end = text + object->start + object->length;
  const char *at = before != NULL ? text + before->start + before->length
                                  : text + object->start;
  const char *start = NULL;
  NpJsonFault fault = { 0 };

  /* Behind the value before stands a comma, at the start a bracket. */
  np_json_scan_space (&at, end);
  at++;
  np_json_scan_space (&at, end);
  start = at;
  np_json_scan_string (&at, end, &fault);

  return g_strndup (start, (gsize) (at - start));
}

static char *
dup_compact (const NpJsonValue *value)
{
  GString *out = NULL;

  if (value == NULL)
    return NULL;
  out = g_string_new (NULL);
  np_json_value_append_compact (value, out);
  return g_string_free (out, FALSE);
}

static char *
dup_pretty (const NpJsonValue *value)
{
  GString *out = NULL;

  if (value == NULL)
    return NULL;
  out = g_string_new (NULL);
  np_json_value_append_pretty (value, out);
  return g_string_free (out, FALSE);
}

static NpMergeCollision *
make_collision (const char *key,
                const NpJsonValue *base,
                const NpJsonValue *theirs,
                const NpJsonValue *mine)
{
  NpMergeCollision *collision = np_merge_collision_new (NP_FIELD_EXTRA_INFO, key);

  collision->texts[NP_MERGE_SIDE_BASE] = dup_pretty (base);
  collision->texts[NP_MERGE_SIDE_THEIRS] = dup_pretty (theirs);
  collision->texts[NP_MERGE_SIDE_MINE] = dup_pretty (mine);
  return collision;
}

/* The I-th member of OWNER, one of the sides. */
static NpMergeMember *
merge_member (const Sides *sides, const NpJsonValue *owner, guint i)
{
  const char *key = np_json_value_get_key (owner, i);
  const NpJsonValue *base = np_json_value_get_member (sides->base, key);
  const NpJsonValue *theirs = np_json_value_get_member (sides->theirs, key);
  const NpJsonValue *mine = np_json_value_get_member (sides->mine, key);
  g_autofree char *base_text = dup_compact (base);
  g_autofree char *theirs_text = dup_compact (theirs);
  g_autofree char *mine_text = dup_compact (mine);
  NpMergeMember *member = g_new0 (NpMergeMember, 1);

  member->key = dup_key_token (owner, i);
  if (g_strcmp0 (mine_text, base_text) == 0 || g_strcmp0 (mine_text, theirs_text) == 0)
    member->value = g_steal_pointer (&theirs_text);
  else if (g_strcmp0 (theirs_text, base_text) == 0)
    member->value = g_steal_pointer (&mine_text);
  else
    member->collision = make_collision (key, base, theirs, mine);

  return member;
}

/* Where a key comes twice, nobody can say which of its values is meant. */
static NpJson *
parse_unambiguous (const char *text)
{
  g_autoptr (NpJson) json = np_json_parse_object (text);

  if (json == NULL || np_json_get_duplicate_key (json) != NULL)
    return NULL;

  return g_steal_pointer (&json);
}

/*< private >
 * np_merge_members_new:
 * @base: the extra info that both started from; may be empty
 * @theirs: the extra info that the service has now; may be empty
 * @mine: the extra info that the person wants
 *
 * Merges by key, without looking into values. The keys come in the order of
 * @theirs; those that only @mine has follow.
 *
 * Returns: (transfer full) (nullable): the members; %NULL if one of the texts is
 *   no object, or has a key twice
 */
GPtrArray *
np_merge_members_new (const char *base, const char *theirs, const char *mine)
{
  g_autoptr (NpJson) base_json = parse_unambiguous (base);
  g_autoptr (NpJson) theirs_json = parse_unambiguous (theirs);
  /* What the person left empty is not to be an object without keys: that would
   * take away what is there. */
  g_autoptr (NpJson) mine_json = *mine != '\0' ? parse_unambiguous (mine) : NULL;
  GPtrArray *members = NULL;
  Sides sides;

  if (base_json == NULL || theirs_json == NULL || mine_json == NULL)
    return NULL;

  sides = (Sides){ np_json_get_root (base_json), np_json_get_root (theirs_json),
                   np_json_get_root (mine_json) };
  members = g_ptr_array_new_with_free_func (free_member);
  for (guint i = 0; i < np_json_value_get_length (sides.theirs); i++)
    g_ptr_array_add (members, merge_member (&sides, sides.theirs, i));
  for (guint i = 0; i < np_json_value_get_length (sides.mine); i++)
    {
      const char *key = np_json_value_get_key (sides.mine, i);

      if (np_json_value_get_member (sides.theirs, key) == NULL)
        g_ptr_array_add (members, merge_member (&sides, sides.mine, i));
    }

  return members;
}

static void
append_member (GString *out, const NpMergeMember *member)
{
  const char *value = member->collision != NULL
                          ? np_merge_collision_get_text (member->collision)
                          : member->value;

  if (value == NULL)
    return;

  g_string_append (out, out->len > 1 ? "," : "");
  g_string_append_printf (out, "%s:%s", member->key, value);
}

/*< private >
 * np_merge_members_dup_text:
 * @members: the merged members
 *
 * Writes them as they are chosen now.
 *
 * Returns: (transfer full): indented JSON; without indentation if a typed value
 *   is none
 */
char *
np_merge_members_dup_text (GPtrArray *members)
{
  g_autoptr (GString) out = g_string_new ("{");
  g_autoptr (NpJson) json = NULL;

  for (guint i = 0; i < members->len; i++)
    append_member (out, g_ptr_array_index (members, i));
  g_string_append_c (out, '}');

  json = np_json_parse_text (out->str, NULL);
  return json != NULL ? dup_pretty (np_json_get_root (json)) : g_strdup (out->str);
}
