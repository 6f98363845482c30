/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-text-private.h"

#include <string.h>

/*< private >
 * np_text_is_blank_char:
 * @c: a character
 *
 * Tells if a character shows nothing: white space of any script, or one of the
 * invisible marks (zero width, direction, byte order) that copying from a web
 * page or a chat brings along.
 *
 * Returns: %TRUE if nobody could see it
 */
gboolean
np_text_is_blank_char (gunichar c)
{
  return g_unichar_isspace (c) || g_unichar_type (c) == G_UNICODE_FORMAT;
}

static gboolean
may_go (const char *at, const char *also)
{
  gunichar c = g_utf8_get_char (at);

  return np_text_is_blank_char (c) || g_utf8_strchr (also, -1, c) != NULL;
}

/*< private >
 * np_text_dup_trimmed:
 * @text: a text in UTF-8
 * @also: characters to take away besides blank ones; may be empty
 *
 * Takes blank characters, and those of @also, away from both ends.
 *
 * Returns: (transfer full): what is left
 */
char *
np_text_dup_trimmed (const char *text, const char *also)
{
  const char *end = text + strlen (text);

  while (*text != '\0' && may_go (text, also))
    text = g_utf8_next_char (text);
  while (end > text && may_go (g_utf8_prev_char (end), also))
    end = g_utf8_prev_char (end);

  return g_strndup (text, (gsize) (end - text));
}

/*< private >
 * np_text_get_int64:
 * @text: a text
 * @out_value: (out) (optional): the number
 *
 * Reads a whole number in decimal digits, the same in every locale.
 *
 * Returns: %TRUE if @text is nothing but a number that fits
 */
gboolean
np_text_get_int64 (const char *text, gint64 *out_value)
{
  if (*text != '-' && !g_ascii_isdigit (*text))
    return FALSE;

  return g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, out_value, NULL);
}
