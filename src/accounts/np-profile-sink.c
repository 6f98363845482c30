/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

/* Where the profiles of a file are gathered and named. */

#include "config.h"

#include "np-profile-private.h"

#include <glib/gi18n-lib.h>

#define MAX_NAME_CHARS 64

/* Controls, direction marks and other things nobody sees can make one name look
 * like another, or turn the line it stands in around. */
static gboolean
is_hidden (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_UNASSIGNED:
    case G_UNICODE_PRIVATE_USE:
      return TRUE;
    default:
      return FALSE;
    }
}

/*< private >
 * np_profile_text_dup_shown:
 * @text: (nullable): a text of the file, in UTF-8
 * @max_chars: how many characters to keep
 *
 * Makes a text fit for one line on the screen: nothing invisible, one space for
 * all white space, and an ellipsis for what is too much.
 *
 * Returns: (transfer full): the text, which may be empty
 */
char *
np_profile_text_dup_shown (const char *text, guint max_chars)
{
  g_autoptr (GString) shown = g_string_new (NULL);
  gboolean is_space_due = FALSE;
  guint n = 0;

  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        is_space_due = n > 0;
      if (g_unichar_isspace (c) || is_hidden (c))
        continue;
      if (n + is_space_due >= max_chars)
        {
          g_string_append (shown, "…");
          break;
        }
      if (is_space_due)
        g_string_append_c (shown, ' ');
      g_string_append_unichar (shown, c);
      n += 1 + (guint) is_space_due;
      is_space_due = FALSE;
    }

  return g_string_free (g_steal_pointer (&shown), FALSE);
}

static char *
dup_shown_name (const NpProfileSink *sink, const NpProfileDraft *draft)
{
  g_autofree char *name = np_profile_text_dup_shown (draft->name, MAX_NAME_CHARS);

  if (*name == '\0')
    {
      g_free (name);
      name = np_profile_text_dup_shown (sink->file_name, MAX_NAME_CHARS);
    }
  if (*name == '\0')
    /* Translators: a profile in a file without a name */
    return g_strdup (_ ("Unnamed"));

  return g_steal_pointer (&name);
}

static char *
dup_unique_name (NpProfileSink *sink, const NpProfileDraft *draft)
{
  g_autofree char *name = dup_shown_name (sink, draft);
  g_autofree char *numbered = g_strdup (name);
  guint number = MAX (GPOINTER_TO_UINT (g_hash_table_lookup (sink->names, name)), 1);

  while (g_hash_table_contains (sink->names, numbered))
    {
      g_free (numbered);
      number++;
      numbered = g_strdup_printf ("%s (%u)", name, number);
    }

  g_hash_table_insert (sink->names, g_strdup (name), GUINT_TO_POINTER (number));
  if (!g_str_equal (name, numbered))
    g_hash_table_insert (sink->names, g_strdup (numbered), GUINT_TO_POINTER (1));
  return g_steal_pointer (&numbered);
}

/*< private >
 * np_profile_sink_add:
 * @sink: a sink
 * @draft: what stands in the file
 *
 * Adds a profile, or only counts it once there are enough.
 */
void
np_profile_sink_add (NpProfileSink *sink, const NpProfileDraft *draft)
{
  g_autofree char *name = NULL;
  NpProfile *profile = NULL;

  sink->n_found++;
  if (sink->profiles->len >= NP_PROFILE_LIST_MAX_PROFILES)
    return;

  name = dup_unique_name (sink, draft);
  profile = np_profile_new (draft, sink->format, name, sink->now);
  g_ptr_array_add (sink->profiles, profile);
  if (draft->region != NULL && *draft->region != '\0' &&
      *np_profile_get_region (profile) == '\0')
    sink->n_bad_regions++;
  if (draft->endpoint != NULL && *draft->endpoint != '\0' &&
      *np_profile_get_custom_endpoint (profile) == '\0')
    sink->n_bad_endpoints++;
}
