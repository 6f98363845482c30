/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

/* Every file in tests/data/profile, against verdicts.txt: what is in it, what can
 * be imported, and each sentence about the rest. `test-profile-samples --print`
 * writes the verdicts as they are now. Every secret in the files has the word
 * CANARY in it. */

#include "config.h"

#include "np-profile-list.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

#define MIN_SAMPLES 80
#define CANARY      "CANARY"
#define NOW         G_GINT64_CONSTANT (1800000000)

static const char *const error_names[] = {
  [NP_PROFILE_ERROR_UNREADABLE] = "unreadable", [NP_PROFILE_ERROR_NOT_A_FILE] = "not-a-file",
  [NP_PROFILE_ERROR_TOO_LARGE] = "too-large",   [NP_PROFILE_ERROR_NOT_TEXT] = "not-text",
  [NP_PROFILE_ERROR_SYNTAX] = "syntax",         [NP_PROFILE_ERROR_NO_PROFILES] = "no-profiles",
};

static const char *const format_names[] = {
  [NP_PROFILE_FORMAT_CLI] = "cli",
  [NP_PROFILE_FORMAT_SDK] = "sdk",
  [NP_PROFILE_FORMAT_OLD_CLI] = "old-cli",
};

static const char *const kind_names[] = {
  [NP_PROFILE_KIND_ACCESS_KEY] = "access-key",
  [NP_PROFILE_KIND_STS_TOKEN] = "sts-token",
  [NP_PROFILE_KIND_CACHED_TOKEN] = "cached-token",
  [NP_PROFILE_KIND_OTHER] = "other",
};

static const char *const locales[] = { "C.UTF-8", "tr_TR.UTF-8", "zh_CN.UTF-8", "ar_EG.UTF-8" };

/* Everything that was logged. */
static GString *logged;

static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  for (gsize i = 0; i < n_fields; i++)
    {
      if (fields[i].length < 0)
        g_string_append (logged, fields[i].value);
      else
        g_string_append_len (logged, fields[i].value, fields[i].length);
    }

  return level > G_LOG_LEVEL_WARNING ? G_LOG_WRITER_HANDLED
                                     : g_log_writer_default (level, fields, n_fields, NULL);
}

static char *
build_path (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "data", "profile", name, NULL);
}

static GBytes *
load_sample (const char *name)
{
  g_autofree char *path = build_path (name);
  g_autoptr (GError) error = NULL;
  char *data = NULL;
  gsize length = 0;

  g_file_get_contents (path, &data, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, length);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
list_samples (void)
{
  g_autofree char *path = build_path (NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (!g_str_equal (name, "verdicts.txt"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return names;
}

static const char *
or_dash (const char *text)
{
  return *text != '\0' ? text : "-";
}

static void
assert_no_secret_in_properties (GObject *object)
{
  guint n = 0;
  g_autofree GParamSpec **pspecs = g_object_class_list_properties (G_OBJECT_GET_CLASS (object),
                                                                   &n);

  for (guint i = 0; i < n; i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;
      g_autofree char *text = NULL;

      g_object_get_property (object, pspecs[i]->name, &value);
      text = g_strdup_value_contents (&value);
      g_assert_null (strstr (text, CANARY));
    }
}

/* The keys are whole and of this file, and nobody but their owner has them. */
static void
check_credentials (NpProfile *profile)
{
  g_autoptr (NpCredentials) credentials = np_profile_dup_credentials (profile);
  NpSecret *token = NULL;

  g_assert_cmpint (credentials != NULL, ==, np_profile_get_can_import (profile));
  g_assert_cmpint (credentials != NULL, ==, *np_profile_get_reason (profile) == '\0');
  if (credentials == NULL)
    {
      g_assert_cmpstr (np_profile_get_access_key_id (profile), ==, "");
      return;
    }

  g_assert_cmpstr (np_credentials_get_access_key_id (credentials), ==,
                   np_profile_get_access_key_id (profile));
  g_assert_cmpstr (np_secret_peek (np_credentials_get_secret (credentials), NULL), ==,
                   "CANARYsecretCANARYsecret001");
  token = np_credentials_get_security_token (credentials);
  g_assert_cmpint (token == NULL, ==,
                   np_profile_get_kind (profile) == NP_PROFILE_KIND_ACCESS_KEY);
  if (token != NULL)
    g_assert_cmpstr (np_secret_peek (token, NULL), ==, "CANARY/token+CANARY=token==");
}

static void
append_profile (GString *out, NpProfile *profile)
{
  assert_no_secret_in_properties (G_OBJECT (profile));
  check_credentials (profile);
  g_assert_cmpstr (np_profile_get_name (profile), !=, "");
  g_assert_cmpint (np_profile_get_is_expired (profile, NOW), ==,
                   np_profile_get_expires (profile) != 0 &&
                       np_profile_get_expires (profile) <= NOW);

  g_string_append_printf (out, "%s%s | %s | %s | %s | %s | %s",
                          np_profile_get_is_current (profile) ? "* " : "",
                          np_profile_get_name (profile),
                          or_dash (np_profile_get_mode (profile)),
                          kind_names[np_profile_get_kind (profile)],
                          or_dash (np_profile_get_access_key_id (profile)),
                          or_dash (np_profile_get_region (profile)),
                          or_dash (np_profile_get_custom_endpoint (profile)));
  if (np_profile_get_expires (profile) != 0)
    g_string_append_printf (out, " | until %" G_GINT64_FORMAT,
                            np_profile_get_expires (profile));
  g_string_append_printf (out, " | %s\n",
                          np_profile_get_can_import (profile)
                              ? "can be imported"
                              : np_profile_get_reason (profile));
}

static void
append_list (GString *out, NpProfileList *list)
{
  const char *const *notices = np_profile_list_get_notices (list);

  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (list)) == NP_TYPE_PROFILE);
  g_string_append_printf (out, "%s\n", format_names[np_profile_list_get_format (list)]);
  for (guint i = 0; notices[i] != NULL; i++)
    g_string_append_printf (out, "notice: %s\n", notices[i]);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr (NpProfile) profile = g_list_model_get_item (G_LIST_MODEL (list), i);

      append_profile (out, profile);
    }
}

static char *
dup_verdict (const char *name)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GBytes) content = load_sample (name);
  g_autoptr (GError) error = NULL;
  g_autoptr (NpProfileList) list = np_profile_list_parse (content, name, NOW, &error);

  g_string_append_printf (out, "== %s: ", name);
  if (list != NULL)
    append_list (out, list);
  else
    {
      g_assert_true (error->domain == NP_PROFILE_ERROR);
      g_string_append_printf (out, "%s\n%s\n", error_names[error->code], error->message);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
dup_verdicts (void)
{
  g_autoptr (GPtrArray) names = list_samples ();
  g_autoptr (GString) out = g_string_new (NULL);

  g_assert_cmpuint (names->len, >=, MIN_SAMPLES);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *verdict = dup_verdict (g_ptr_array_index (names, i));

      g_string_append (out, verdict);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
test_verdicts (gconstpointer data)
{
  const char *locale = data;
  g_autofree char *path = build_path ("verdicts.txt");
  g_autofree char *expected = NULL;
  g_autofree char *verdicts = NULL;
  g_auto (GStrv) expected_lines = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;

  if (setlocale (LC_ALL, locale) == NULL)
    {
      g_test_skip ("this locale is not installed");
      return;
    }

  g_file_get_contents (path, &expected, NULL, &error);
  g_assert_no_error (error);
  verdicts = dup_verdicts ();
  setlocale (LC_ALL, "C.UTF-8");
  expected_lines = g_strsplit (expected, "\n", -1);
  lines = g_strsplit (verdicts, "\n", -1);
  for (guint i = 0; lines[i] != NULL && expected_lines[i] != NULL; i++)
    g_assert_cmpstr (lines[i], ==, expected_lines[i]);
  g_assert_cmpuint (g_strv_length (lines), ==, g_strv_length (expected_lines));
}

/* Names, modes, reasons, notices, errors, log: all that anybody can see. */
static void
test_no_secrets (void)
{
  g_autofree char *verdicts = NULL;

  g_log_set_debug_enabled (TRUE);
  verdicts = dup_verdicts ();
  g_log_set_debug_enabled (FALSE);

  g_assert_null (strstr (verdicts, CANARY));
  g_assert_null (strstr (logged->str, CANARY));
}

/* Wherever a file is cut off, it is read or refused, and says no secret. */
static void
test_truncated (void)
{
  g_autoptr (GPtrArray) names = list_samples ();

  for (guint i = 0; i < names->len; i++)
    {
      g_autoptr (GBytes) whole = load_sample (g_ptr_array_index (names, i));

      for (gsize length = 0; length < MIN (g_bytes_get_size (whole), 600); length++)
        {
          g_autoptr (GBytes) part = g_bytes_new_from_bytes (whole, 0, length);
          g_autoptr (GError) error = NULL;
          g_autoptr (NpProfileList) list = np_profile_list_parse (part, NULL, NOW, &error);

          g_assert_cmpint (list == NULL, ==, error != NULL);
          if (error != NULL)
            g_assert_null (strstr (error->message, CANARY));
        }
    }
}

int
main (int argc, char *argv[])
{
  int result = 0;

  g_test_init (&argc, &argv, NULL);
  if (argc > 1 && g_str_equal (argv[1], "--print"))
    {
      g_autofree char *verdicts = dup_verdicts ();

      fputs (verdicts, stdout);
      return 0;
    }

  logged = g_string_new (NULL);
  g_log_set_writer_func (write_log, NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (locales); i++)
    {
      g_autofree char *path = g_strconcat ("/profile/samples/", locales[i], NULL);

      g_test_add_data_func (path, locales[i], test_verdicts);
    }
  g_test_add_func ("/profile/samples/no-secrets", test_no_secrets);
  g_test_add_func ("/profile/samples/truncated", test_truncated);
  result = g_test_run ();

  g_string_free (logged, TRUE);
  return result;
}
