/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model-id.h"

#include "np-region.h"
#include "np-text-private.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_ID_LENGTH 128

/* A link in a link is encoded once more each time. */
#define MAX_DECODINGS 3

/* What stands around an ID in a sentence, a mail or a JSON text. */
#define AROUND "'\"`“”‘’«»「」『』<>()[]{}（）【】《》.,;:。，；：、"

/* The form that the API's documentation shows, as in "model-rbvg5wzks92". A
 * star after it would mean that a part was masked, a percent sign that a part
 * could not be decoded. */
#define ID_IN_TEXT "(?<![A-Za-z0-9_-])model-[a-z0-9]+(?![A-Za-z0-9_*%-])"

#define REGION_IN_TEXT                                                                 \
  "(?i)(?:(?<![A-Za-z0-9])region(?:_?id)?=|(?<![A-Za-z0-9.-])aiworkspace(?:-vpc)?\\.)" \
  "([a-z0-9-]+)"

/* Mail programs break long lines after a hyphen. */
#define BREAK_IN_ID "(?<=model-)[ \\t]*\\R[ \\t>]*"

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, message);
  return FALSE;
}

static char *
dup_without_invisible (const char *text)
{
  GString *kept = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_type (c) != G_UNICODE_FORMAT)
        g_string_append_unichar (kept, c);
    }

  return g_string_free (kept, FALSE);
}

/* Only as far as the result is text: "100 %" is not an encoding. */
static char *
dup_decoded (const char *text)
{
  char *decoded = g_strdup (text);

  for (guint i = 0; i < MAX_DECODINGS && strchr (decoded, '%') != NULL; i++)
    {
      g_autofree char *next = g_uri_unescape_string (decoded, NULL);

      if (next == NULL || !g_utf8_validate (next, -1, NULL))
        break;
      g_free (decoded);
      decoded = g_steal_pointer (&next);
    }

  return decoded;
}

static char *
dup_joined (const char *text)
{
  g_autoptr (GRegex) regex = g_regex_new (BREAK_IN_ID, G_REGEX_OPTIMIZE, 0, NULL);

  return g_regex_replace_literal (regex, text, -1, 0, "", 0, NULL);
}

/* An ID of any form the service may use, as long as it is harmless in a path. */
static gboolean
is_id (const char *text)
{
  gsize length = strlen (text);
  gboolean has_letter_or_digit = FALSE;

  if (length == 0 || length > MAX_ID_LENGTH || strstr (text, "..") != NULL)
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (g_ascii_isalnum (text[i]))
        has_letter_or_digit = TRUE;
      else if (strchr ("-_.", text[i]) == NULL)
        return FALSE;
    }

  /* A host on its own looks like an ID with dots in it, and a hyphen at the end
   * means that the rest was not copied. */
  return has_letter_or_digit && !g_str_has_suffix (text, ".com") &&
         !g_str_has_suffix (text, "-");
}

static GPtrArray *
find_ids (const char *text)
{
  g_autoptr (GRegex) regex = g_regex_new (ID_IN_TEXT, G_REGEX_OPTIMIZE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  g_regex_match (regex, text, 0, &match);
  while (g_match_info_matches (match))
    {
      g_autofree char *id = g_match_info_fetch (match, 0);

      if (is_id (id) && !g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL))
        g_ptr_array_add (ids, g_steal_pointer (&id));
      g_match_info_next (match, NULL);
    }

  return g_steal_pointer (&ids);
}

/* The console may name its pages "model-something" too. Nearly every ID has
 * digits in it, so beside one that has, those without are taken for pages. */
static void
drop_pages (GPtrArray *ids)
{
  gboolean some_has_digit = FALSE;

  for (guint i = 0; i < ids->len; i++)
    some_has_digit |= strpbrk (g_ptr_array_index (ids, i), "0123456789") != NULL;

  for (guint i = ids->len; some_has_digit && i > 0; i--)
    {
      if (strpbrk (g_ptr_array_index (ids, i - 1), "0123456789") == NULL)
        g_ptr_array_remove_index (ids, i - 1);
    }
}

static char *
find_one_id (const char *text, GError **error)
{
  g_autoptr (GPtrArray) ids = find_ids (text);

  if (strstr (text, "://") != NULL || strstr (text, ".com/") != NULL)
    drop_pages (ids);

  if (ids->len == 0)
    {
      refuse (error,
              _ ("There is no model ID in this text. It looks like “model-rbvg5wzks92”."));
      return NULL;
    }
  if (ids->len > 1)
    {
      refuse (error, _ ("There are several model IDs in this text. Paste only one."));
      return NULL;
    }

  return g_strdup (g_ptr_array_index (ids, 0));
}

static char *
find_region (const char *text)
{
  g_autoptr (GRegex) regex = g_regex_new (REGION_IN_TEXT, G_REGEX_OPTIMIZE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  g_regex_match (regex, text, 0, &match);
  while (g_match_info_matches (match))
    {
      g_autofree char *region = g_match_info_fetch (match, 1);

      if (np_region_find (region, NULL))
        return g_steal_pointer (&region);
      g_match_info_next (match, NULL);
    }

  return NULL;
}

/**
 * np_model_id_parse:
 * @text: what the user typed or pasted
 * @out_model_id: (out): the model ID
 * @out_region: (out) (optional) (nullable): the ID of the region that the text
 *   names, or %NULL if it names none of the table
 * @error: (nullable): where to put %G_IO_ERROR_INVALID_ARGUMENT, with a sentence
 *   in the user's language
 *
 * Finds the one model ID in a text. The text may be the ID, also in quotes,
 * with blanks or invisible characters or broken by a mail program; or a link
 * to the console or the service, also percent-encoded; or a sentence with the
 * ID in it. An ID has up to 128 letters, digits, hyphens, underscores and dots,
 * and so never a slash or "..": the API's documentation shows only IDs like
 * "model-rbvg5wzks92" and gives no rule.
 *
 * Returns: %TRUE if there is exactly one
 */
gboolean
np_model_id_parse (const char *text, char **out_model_id, char **out_region, GError **error)
{
  g_autofree char *visible = NULL;
  g_autofree char *decoded = NULL;
  g_autofree char *joined = NULL;
  g_autofree char *trimmed = NULL;
  char *model_id = NULL;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (out_model_id != NULL, FALSE);

  if (!g_utf8_validate (text, -1, NULL))
    return refuse (error, _ ("This is not a text."));

  visible = dup_without_invisible (text);
  decoded = dup_decoded (visible);
  joined = dup_joined (decoded);
  trimmed = np_text_dup_trimmed (joined, AROUND);
  if (*trimmed == '\0')
    return refuse (error, _ ("Type or paste a model ID."));

  model_id = is_id (trimmed) ? g_strdup (trimmed) : find_one_id (joined, error);
  if (model_id == NULL)
    return FALSE;

  *out_model_id = model_id;
  if (out_region != NULL)
    *out_region = find_region (joined);

  return TRUE;
}
