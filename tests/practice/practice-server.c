/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-practice-service.h"

#include <stdio.h>
#include <string.h>
#include <gio/gunixinputstream.h>
#include <unistd.h>

/* The practice service as a program of its own, for tests that look at Nameplate from
 * outside. It says where it is and with which key, one a line: URL, AccessKey ID, secret.
 * Then it answers each ModelId on standard input with the model's JSON in one line, an
 * empty one if there is no such model, and ends with its input. "put ID JSON" is a change
 * by somebody else, "semantics NUMBER" sets NpPracticeSemantics; both answer "done". */

static void
say (const char *text)
{
  /* g_print() would turn it into the character set of the locale. */
  puts (text);
  fflush (stdout);
}

static void
answer (NpPracticeService *service, const char *model_id)
{
  g_autoptr (GBytes) json = np_practice_service_dup_model_json (service, model_id);
  g_autofree char *text = json != NULL ? g_strndup (g_bytes_get_data (json, NULL),
                                                    g_bytes_get_size (json))
                                       : g_strdup ("");

  say (g_strdelimit (text, "\n", ' '));
}

static void
put (NpPracticeService *service, const char *words)
{
  g_auto (GStrv) parts = g_strsplit (words, " ", 2);

  if (g_strv_length (parts) == 2 &&
      np_practice_service_put_model_json (service, parts[0], parts[1]))
    say ("done");
  else
    say ("");
}

static void
obey (NpPracticeService *service, const char *line)
{
  if (g_str_has_prefix (line, "put "))
    put (service, line + strlen ("put "));
  else if (g_str_has_prefix (line, "semantics "))
    {
      np_practice_service_set_semantics (service, (NpPracticeSemantics) g_ascii_strtoull (
                                                      line + strlen ("semantics "), NULL, 10));
      say ("done");
    }
  else
    answer (service, line);
}

static void
answer_all (NpPracticeService *service)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (input);
  char *line = NULL;

  while ((line = g_data_input_stream_read_line (lines, NULL, NULL, NULL)) != NULL)
    {
      obey (service, line);
      g_free (line);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (NpPracticeService) service = np_practice_service_new ();
  g_autoptr (GError) error = NULL;

  if (!np_practice_service_start (service, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  say (np_practice_service_get_url (service));
  say (np_practice_service_get_access_key_id (service));
  say (np_practice_service_get_access_key_secret (service));
  answer_all (service);
  np_practice_service_stop (service);
  return 0;
}
