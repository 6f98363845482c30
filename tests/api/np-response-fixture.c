/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-response-fixture.h"

#include <string.h>

/* An answer as it arrives. HEADERS holds lines such as `Name: value`, parted by `|`. */
NpResponse *
test_response_new (guint status, const char *headers_text, const char *body)
{
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  g_auto (GStrv) lines = g_strsplit (headers_text, "|", -1);
  NpResponse *response = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (lines[i], ": ", 2);

      if (pair[0] != NULL && pair[1] != NULL)
        soup_message_headers_append (headers, pair[0], pair[1]);
    }
  response = np_response_new (status, headers, bytes);
  soup_message_headers_unref (headers);
  return response;
}
