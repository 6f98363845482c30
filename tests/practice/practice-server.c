/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-practice-service.h"

#include <stdio.h>
#include <gio/gunixinputstream.h>
#include <unistd.h>

/* The practice service as a program of its own, for tests that look at Nameplate from
 * outside. It says where it is and with which key, one a line: URL, AccessKey ID, secret.
 * Then it answers each ModelId on standard input with the model's JSON in one line, an
 * empty one if there is no such model, and ends with its input. */

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
answer_all (NpPracticeService *service)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (input);
  char *model_id = NULL;

  while ((model_id = g_data_input_stream_read_line (lines, NULL, NULL, NULL)) != NULL)
    {
      answer (service, model_id);
      g_free (model_id);
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
