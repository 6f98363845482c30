/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-value-text.h"

#include <glib/gi18n.h>

#include "np-json.h"
#include "np-text-visible.h"

/* Of a value within a sentence, in characters. */
#define MAX_SHORT 60

static void
pair_free (gpointer data)
{
  NpValuePair *pair = data;

  g_free (pair->key);
  g_free (pair->old_text);
  g_free (pair->new_text);
  g_free (pair);
}

static void
add_pair (GPtrArray *pairs, const char *key, const char *old_text, const char *new_text)
{
  NpValuePair *pair = g_new0 (NpValuePair, 1);

  pair->key = g_strdup (key);
  pair->old_text = g_strdup (old_text);
  pair->new_text = g_strdup (new_text);
  g_ptr_array_add (pairs, pair);
}

/* A JSON object whose keys tell its members apart. */
static NpJson *
parse_unambiguous (const char *text)
{
  g_autoptr (NpJson) json = np_json_parse_object (text);

  if (json == NULL || np_json_value_has_duplicate_keys (np_json_get_root (json)))
    return NULL;
  return g_steal_pointer (&json);
}

static char *
dup_member (NpJson *json, const char *key)
{
  const NpJsonValue *member = np_json_value_get_member (np_json_get_root (json), key);
  GString *text = NULL;

  if (member == NULL)
    return NULL;
  text = g_string_new (NULL);
  np_json_value_append_pretty (member, text);
  return g_string_free (text, FALSE);
}

/* The keys of LISTED, each with what both sides have there if that differs. */
static void
add_members (GPtrArray *pairs, NpJson *listed, NpJson *old_json, NpJson *new_json)
{
  const NpJsonValue *root = np_json_get_root (listed);

  for (guint i = 0; i < np_json_value_get_length (root); i++)
    {
      const char *key = np_json_value_get_key (root, i);
      g_autofree char *old_member = dup_member (old_json, key);
      g_autofree char *new_member = dup_member (new_json, key);

      /* What is on both sides is listed once. */
      if (listed == new_json && old_member != NULL)
        continue;
      if (g_strcmp0 (old_member, new_member) != 0)
        add_pair (pairs, key, old_member, new_member);
    }
}

/**
 * np_value_text_split:
 * @id: a field
 * @old_text: what it was
 * @new_text: what it is to be
 *
 * Returns: (transfer container) (element-type NpValuePair): what changed: the
 *   keys of extra info that differ, where both sides are objects that are not
 *   both the same; otherwise the field itself
 */
GPtrArray *
np_value_text_split (NpFieldId id, const char *old_text, const char *new_text)
{
  GPtrArray *pairs = g_ptr_array_new_with_free_func (pair_free);
  g_autoptr (NpJson) old_json = NULL;
  g_autoptr (NpJson) new_json = NULL;

  if (np_field_get_kind (id) == NP_FIELD_KIND_JSON_OBJECT)
    {
      old_json = parse_unambiguous (old_text);
      new_json = parse_unambiguous (new_text);
    }
  if (old_json != NULL && new_json != NULL)
    {
      add_members (pairs, old_json, old_json, new_json);
      add_members (pairs, new_json, old_json, new_json);
    }
  if (pairs->len == 0)
    add_pair (pairs, NULL, old_text, new_text);
  return pairs;
}

/**
 * np_value_text_dup_name:
 * @id: a field
 * @key: (nullable): a key of it
 *
 * Returns: (transfer full): how a person calls it
 */
char *
np_value_text_dup_name (NpFieldId id, const char *key)
{
  if (key == NULL)
    return g_strdup (np_field_get_label (id));
  /* Translators: a field that holds several facts, then the name of one of them */
  return g_strdup_printf (_ ("%s: %s"), np_field_get_label (id), key);
}

/**
 * np_value_text_dup:
 * @id: a field
 * @text: its text
 *
 * Returns: (transfer full): the value as a person reads it: a visibility by its
 *   name, any other text as it is
 */
char *
np_value_text_dup (NpFieldId id, const char *text)
{
  if (np_field_get_kind (id) == NP_FIELD_KIND_CHOICE && g_str_equal (text, "PRIVATE"))
    return g_strdup (C_ ("visibility", "Private"));
  if (np_field_get_kind (id) == NP_FIELD_KIND_CHOICE && g_str_equal (text, "PUBLIC"))
    return g_strdup (C_ ("visibility", "Public"));
  return g_strdup (text);
}

/**
 * np_value_text_dup_short:
 * @id: a field
 * @text: (nullable): its text, or %NULL for a key that is not there
 *
 * Returns: (transfer full): the value within a sentence: in one line, quoted, its
 *   beginning alone if it is long, and with names for what cannot be seen
 */
char *
np_value_text_dup_short (NpFieldId id, const char *text)
{
  g_autofree char *value = NULL;
  g_autofree char *start = NULL;
  g_autofree char *visible = NULL;
  const char *shown = NULL;

  if (text == NULL || *text == '\0')
    return g_strdup (C_ ("value", "empty"));
  value = np_value_text_dup (id, text);
  if (g_utf8_strlen (value, -1) <= MAX_SHORT)
    start = g_steal_pointer (&value);
  else
    {
      g_autofree char *cut = g_utf8_substring (value, 0, MAX_SHORT);

      start = g_strconcat (cut, "…", NULL);
    }
  if (np_text_has_invisible (start))
    visible = np_text_dup_visible (start, FALSE);
  shown = g_strdelimit (visible != NULL ? visible : start, "\n\r\t", ' ');
  /* Translators: a value within a sentence, in quotation marks */
  return g_strdup_printf (_ ("“%s”"), shown);
}

/**
 * np_value_text_dup_start:
 * @text: a text
 * @max_chars: how many characters of it to show at most
 * @max_lines: and how many lines, as far as line ends make them
 *
 * Bounds what a label gets: it lays out all of its text at once, and ellipsizes each
 * line for itself.
 *
 * Returns: (transfer full): the text, or its beginning with dots behind it
 */
char *
np_value_text_dup_start (const char *text, guint max_chars, guint max_lines)
{
  const char *end = text;
  guint n_lines = 1;

  for (guint n_chars = 0; n_chars < max_chars && *end != '\0'; n_chars++)
    {
      if (*end == '\n' && ++n_lines > max_lines)
        break;
      end = g_utf8_next_char (end);
    }
  return *end == '\0' ? g_strdup (text) : g_strdup_printf ("%.*s…", (int) (end - text), text);
}

static gboolean
is_ideograph (gunichar c)
{
  GUnicodeScript script = g_unichar_get_script (c);

  return script == G_UNICODE_SCRIPT_HAN || script == G_UNICODE_SCRIPT_HIRAGANA ||
         script == G_UNICODE_SCRIPT_KATAKANA;
}

/**
 * np_value_text_count_words:
 * @text: a text
 *
 * Returns: how many words it has; each ideograph is one
 */
guint
np_value_text_count_words (const char *text)
{
  gboolean is_in_word = FALSE;
  guint n = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean is_word = g_unichar_isalnum (c) || g_unichar_ismark (c);

      if (is_ideograph (c) || (is_word && !is_in_word))
        n++;
      is_in_word = is_word && !is_ideograph (c);
    }
  return n;
}
