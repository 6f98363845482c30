/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-json-checks.h"

/* A text that is good JSON. */
NpJson *
json_checks_parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  NpJson *json = np_json_parse_text (text, &error);

  g_assert_no_error (error);
  g_assert_nonnull (json);
  return json;
}

/* A text that is refused, at that place and with that sentence. */
void
json_checks_assert_refused (
    const char *text, NpJsonErrorCode code, guint line, guint column, const char *sentence)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (np_json_parse_text (text, &error));
  g_assert_error (error, NP_JSON_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, sentence);
  g_assert_cmpuint (np_json_error_get_line (error), ==, line);
  g_assert_cmpuint (np_json_error_get_column (error), ==, column);
}
