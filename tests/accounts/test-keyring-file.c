/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-accounts-fixture.h"

#include <signal.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "np-await.h"

/* T14: libsecret aborts, crashes or hangs on most damaged files. The program must
 * start with every one of them, so each is met by a process of its own. */

#define ACCOUNT_ID    "damaged"
#define N_TRUNCATIONS 222
#define N_FLIPS       444

/* With this one libsecret would count for an hour. */
#define TOP_BIT_OF_ROUNDS (57 * 8 + 7)

/* Without NP_TEST_FULL only every so manieth is tried. */
#define SAMPLE 11

static void
run_process (const char *test)
{
  g_test_trap_subprocess (test, 30 * G_USEC_PER_SEC, 0);
  g_test_trap_assert_passed ();
}

/* What a process met that was started with a damaged file. */
static void
test_start_process (void)
{
  g_autoptr (GSettings) settings = test_settings_new ();
  g_autoptr (NpAccounts) accounts = NULL;
  g_autoptr (NpCredentials) found = NULL;
  g_autoptr (NpCredentials) typed = test_credentials_new (TEST_KEY_ID, "typed", NULL);
  g_autoptr (NpCredentials) held = NULL;
  const char *expected = g_getenv ("NP_TEST_EXPECTED");
  g_autoptr (GError) error = NULL;

  test_record (settings, ACCOUNT_ID, TRUE);
  accounts = np_accounts_new (settings);
  found = test_get_credentials (accounts, &error);
  if (found != NULL)
    test_assert_credentials (found, TEST_KEY_ID, TEST_SECRET, TEST_TOKEN);
  else
    g_assert_cmpint (error->domain, ==, (int) NP_ACCOUNTS_ERROR);
  if (expected != NULL)
    g_assert_cmpstr (found != NULL ? "found" : error->message, ==, expected);
  g_assert_nonnull (np_accounts_get_account (accounts));

  /* The key typed again is one to work with, whatever the file does to it. */
  g_assert_true (test_connect (accounts, np_accounts_get_account (accounts), typed, NULL));
  held = test_get_credentials (accounts, NULL);
  g_assert_true (held == typed);
  g_assert_cmpuint (g_list_model_get_n_items (np_accounts_get_list (accounts)), ==, 1);
}

static void
test_make_process (void)
{
  g_autoptr (GSettings) settings = test_settings_new ();
  g_autoptr (NpAccounts) accounts = np_accounts_new (settings);
  g_autoptr (NpAccount) account = test_account_new (ACCOUNT_ID, TEST_KEY_ID);
  g_autoptr (NpCredentials)
      credentials = test_credentials_new (TEST_KEY_ID, TEST_SECRET, TEST_TOKEN);

  g_assert_true (test_connect (accounts, account, credentials, NULL));
  g_assert_false (np_accounts_get_is_session_only (accounts));
}

static GBytes *
read_keyring (void)
{
  char *contents = NULL;
  gsize length = 0;

  g_assert_true (
      g_file_get_contents (g_getenv ("SECRET_FILE_TEST_PATH"), &contents, &length, NULL));
  return g_bytes_new_take (contents, length);
}

/* A real file, made by libsecret in a process of its own. */
static GBytes *
make_keyring (void)
{
  g_unlink (g_getenv ("SECRET_FILE_TEST_PATH"));
  run_process ("/keyring-file/subprocess/make");

  return read_keyring ();
}

static void
write_keyring (const char *bytes, gsize length)
{
  g_autofree char *mark = g_strconcat (g_getenv ("SECRET_FILE_TEST_PATH"), ".nameplate-reading",
                                       NULL);

  g_assert_true (
      g_file_set_contents (g_getenv ("SECRET_FILE_TEST_PATH"), bytes, (gssize) length, NULL));
  g_assert_false (g_file_test (mark, G_FILE_TEST_EXISTS));
}

static void
assert_starts (const char *bytes, gsize length, const char *what, guint i)
{
  write_keyring (bytes, length);
  g_test_trap_subprocess ("/keyring-file/subprocess/start", 30 * G_USEC_PER_SEC, 0);
  if (!g_test_trap_has_passed ())
    g_test_message ("%s %u ended the program", what, i);
  g_test_trap_assert_passed ();
}

static guint
get_step (void)
{
  return g_getenv ("NP_TEST_FULL") != NULL ? 1 : SAMPLE;
}

static void
test_truncations (void)
{
  g_autoptr (GBytes) whole = make_keyring ();
  gsize length = 0;
  const char *bytes = g_bytes_get_data (whole, &length);
  guint i = 0;

  g_assert_cmpuint (length, >=, N_TRUNCATIONS);
  for (i = 0; i < N_TRUNCATIONS; i += get_step ())
    assert_starts (bytes, length * i / N_TRUNCATIONS, "truncation", i);
}

static void
assert_starts_with_flip (const char *bytes, gsize length, guint bit)
{
  g_autofree char *copy = g_memdup2 (bytes, length);

  copy[bit / 8] = (char) (copy[bit / 8] ^ (1 << bit % 8));
  assert_starts (copy, length, "flipped bit", bit);
}

static void
test_bit_flips (void)
{
  g_autoptr (GBytes) whole = make_keyring ();
  gsize length = 0;
  const char *bytes = g_bytes_get_data (whole, &length);
  guint i = 0;

  assert_starts_with_flip (bytes, length, TOP_BIT_OF_ROUNDS);
  for (i = 0; i < N_FLIPS; i += get_step ())
    assert_starts_with_flip (bytes, length, (guint) (length * 8 * i / N_FLIPS));
}

static void
assert_keyring_is (GBytes *expected)
{
  g_autoptr (GBytes) contents = read_keyring ();

  g_assert_true (g_bytes_equal (contents, expected));
}

static void
assert_start_says (const char *expected)
{
  g_setenv ("NP_TEST_EXPECTED", expected, TRUE);
  run_process ("/keyring-file/subprocess/start");
  g_unsetenv ("NP_TEST_EXPECTED");
}

/* Nothing in a file that cannot be read is touched: it may be read elsewhere. */
static void
test_untouched (void)
{
  g_autoptr (GBytes) whole = make_keyring ();
  g_autoptr (GBytes) cut_off = g_bytes_new_from_bytes (whole, 0, g_bytes_get_size (whole) - 1);

  write_keyring (g_bytes_get_data (cut_off, NULL), g_bytes_get_size (cut_off));
  assert_start_says ("The keyring's file is damaged");
  assert_keyring_is (cut_off);

  write_keyring (g_bytes_get_data (whole, NULL), g_bytes_get_size (whole));
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "other", TRUE);
  assert_start_says ("The keyring's file was made with another password");
  assert_keyring_is (whole);

  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
  assert_start_says ("found");
}

static gboolean
is_marked (gpointer user_data)
{
  g_autofree char *mark = g_strconcat (g_getenv ("SECRET_FILE_TEST_PATH"), ".nameplate-reading",
                                       NULL);

  return g_file_test (mark, G_FILE_TEST_EXISTS);
}

/* Ends as libsecret's abort would end it: within the first call. */
static void
test_die_process (void)
{
  g_autoptr (GSettings) settings = test_settings_new ();
  g_autoptr (NpAccounts) accounts = NULL;
  GAsyncResult *slot = NULL;

  test_record (settings, ACCOUNT_ID, TRUE);
  accounts = np_accounts_new (settings);
  np_credentials_provider_get_credentials_async (test_get_provider (accounts), NULL,
                                                 np_await_result_cb, &slot);
  np_await_condition (is_marked, NULL, "the mark");
  raise (SIGKILL);
}

static void
test_after_death_process (void)
{
  g_autoptr (GSettings) settings = test_settings_new ();
  g_autoptr (NpAccounts) accounts = NULL;
  g_autoptr (NpCredentials) none = NULL;
  g_autoptr (NpCredentials) found = NULL;
  g_autoptr (GError) error = NULL;

  test_record (settings, ACCOUNT_ID, TRUE);
  accounts = np_accounts_new (settings);
  none = test_get_credentials (accounts, &error);
  g_assert_null (none);
  g_assert_error (error, NP_ACCOUNTS_ERROR, NP_ACCOUNTS_ERROR_KEYRING_SUSPENDED);
  g_assert_true (g_str_has_suffix (np_accounts_get_keyring_problem (accounts),
                                   "Try again, or enter the key."));
  g_assert_true (is_marked (NULL));

  np_accounts_retry_keyring (accounts);
  g_assert_null (np_accounts_get_keyring_problem (accounts));
  found = test_get_credentials (accounts, NULL);
  test_assert_credentials (found, TEST_KEY_ID, TEST_SECRET, TEST_TOKEN);
  g_assert_false (is_marked (NULL));
}

/* The program is closed while it waits for the keyring: that is no accident. */
static void
test_close_process (void)
{
  g_autoptr (GSettings) settings = test_settings_new ();
  g_autoptr (NpAccounts) accounts = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  test_record (settings, ACCOUNT_ID, TRUE);
  accounts = np_accounts_new (settings);
  np_credentials_provider_get_credentials_async (test_get_provider (accounts), NULL,
                                                 np_await_result_cb, &slot);
  np_await_condition (is_marked, NULL, "the mark");
  g_clear_object (&accounts);
  g_assert_false (is_marked (NULL));
  result = np_await_result (&slot);
}

static void
test_death (void)
{
  g_autoptr (GBytes) whole = make_keyring ();

  g_test_trap_subprocess ("/keyring-file/subprocess/die", 30 * G_USEC_PER_SEC, 0);
  g_assert_false (g_test_trap_has_passed ());
  g_assert_true (is_marked (NULL));
  run_process ("/keyring-file/subprocess/after-death");
  run_process ("/keyring-file/subprocess/close");
  assert_keyring_is (whole);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/keyring-file/truncations", test_truncations);
  g_test_add_func ("/keyring-file/bit-flips", test_bit_flips);
  g_test_add_func ("/keyring-file/untouched", test_untouched);
  g_test_add_func ("/keyring-file/death", test_death);
  g_test_add_func ("/keyring-file/subprocess/make", test_make_process);
  g_test_add_func ("/keyring-file/subprocess/start", test_start_process);
  g_test_add_func ("/keyring-file/subprocess/die", test_die_process);
  g_test_add_func ("/keyring-file/subprocess/after-death", test_after_death_process);
  g_test_add_func ("/keyring-file/subprocess/close", test_close_process);
  return test_run_at_home ();
}
