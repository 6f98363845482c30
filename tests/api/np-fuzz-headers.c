/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

/* What the fuzz targets of this room share. */

#include "config.h"

#include "np-fuzz-headers.h"

#include <string.h>

/* Reads header lines as the library reads them from the network. What it takes for
 * no header at all gives none. */
SoupMessageHeaders *
np_fuzz_headers_new (const char *lines, gsize length)
{
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  g_autoptr (GString) text = g_string_new ("HTTP/1.1 200 OK\r\n");

  g_string_append_len (text, lines, (gssize) length);
  g_string_append (text, "\r\n");
  if (!soup_headers_parse_response (text->str, (int) text->len, headers, NULL, NULL, NULL))
    soup_message_headers_clear (headers);
  return headers;
}

/* What the program shows of what others sent. */
void
np_fuzz_assert_plain (const char *text, glong max_characters)
{
  if (text == NULL)
    return;
  g_assert_true (*text != '\0');
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (text, -1), <=, max_characters);
  g_assert_null (strstr (text, "  "));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      g_assert_cmpint (g_unichar_type (g_utf8_get_char (p)), !=, G_UNICODE_CONTROL);
      g_assert_cmpint (g_unichar_type (g_utf8_get_char (p)), !=, G_UNICODE_FORMAT);
    }
}
