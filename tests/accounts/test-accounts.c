/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-accounts-fixture.h"

#include <string.h>

#define G_SETTINGS_ENABLE_BACKEND
#include <gio/gsettingsbackend.h>

#include "np-await.h"

/* Run twice: with libsecret's file for a keyring, in a folder of this run, and
 * with a real one. What is about the file itself is left out of the second. */

static gboolean
is_gone (gpointer account)
{
  g_autoptr (NpCredentials) credentials = test_look_in_keyring (account, NULL);

  return credentials == NULL;
}

static void
test_empty (void)
{
  g_autoptr (GSettings) settings = test_settings_new ();
  g_autoptr (NpAccounts) accounts = np_accounts_new (settings);

  g_assert_null (np_accounts_get_account (accounts));
  g_assert_cmpuint (g_list_model_get_n_items (np_accounts_get_list (accounts)), ==, 0);
  g_assert_false (np_accounts_get_is_session_only (accounts));
  g_assert_null (np_accounts_get_keyring_problem (accounts));
}

static void
count_cb (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  int *count = user_data;

  *count += 1;
}

static void
test_connect_account (void)
{
  g_autoptr (GSettings) settings = test_settings_new ();
  g_autoptr (NpAccounts) accounts = np_accounts_new (settings);
  g_autoptr (NpAccount) account = test_account_new (NULL, TEST_KEY_ID);
  g_autoptr (NpCredentials) held = NULL;
  g_autoptr (NpCredentials) stored = NULL;
  g_autoptr (GVariant) record = NULL;
  g_autofree char *text = NULL;
  int count = 0;

  g_signal_connect (accounts, "notify::account", G_CALLBACK (count_cb), &count);
  test_connect_with_test_key (accounts, account, NULL);

  g_assert_cmpint (count, ==, 1);
  g_assert_true (np_accounts_get_account (accounts) == account);
  g_assert_false (np_accounts_get_is_session_only (accounts));
  g_assert_null (np_accounts_get_keyring_problem (accounts));
  g_assert_false (np_account_get_has_token (account));
  record = g_settings_get_value (settings, "accounts");
  text = g_variant_print (record, FALSE);
  g_assert_nonnull (strstr (text, "'region': <'cn-hangzhou'>"));
  g_assert_nonnull (strstr (text, "'key-in-keyring': <true>"));
  test_assert_settings_lack (settings, TEST_SECRET);
  held = test_get_credentials (accounts, NULL);
  test_assert_credentials (held, TEST_KEY_ID, TEST_SECRET, NULL);
  stored = test_look_in_keyring (account, NULL);
  test_assert_credentials (stored, TEST_KEY_ID, TEST_SECRET, NULL);
  g_assert_true (test_forget (accounts, NULL));
}

static void
test_security_token (void)
{
  g_autoptr (GSettings) settings = test_settings_new ();
  g_autoptr (NpAccounts) accounts = np_accounts_new (settings);
  g_autoptr (NpAccount) account = test_account_new (NULL, TEST_KEY_ID);
  g_autoptr (NpAccounts) again = NULL;
  g_autoptr (NpCredentials) with_token = NULL;
  g_autoptr (NpCredentials) without_token = NULL;

  test_connect_with_test_key (accounts, account, TEST_TOKEN);
  g_assert_true (np_account_get_has_token (account));
  test_assert_settings_lack (settings, TEST_TOKEN);
  test_assert_settings_lack (settings, TEST_SECRET);

  again = np_accounts_new (settings);
  g_assert_true (np_account_get_has_token (np_accounts_get_account (again)));
  with_token = test_get_credentials (again, NULL);
  test_assert_credentials (with_token, TEST_KEY_ID, TEST_SECRET, TEST_TOKEN);

  /* A key without a token leaves no old token behind. */
  test_connect_with_test_key (accounts, account, NULL);
  without_token = test_look_in_keyring (account, NULL);
  test_assert_credentials (without_token, TEST_KEY_ID, TEST_SECRET, NULL);
  g_assert_false (np_account_get_has_token (account));
  g_assert_true (test_forget (accounts, NULL));
}

static void
test_restart_first (void)
{
  g_autoptr (GSettings) settings = test_settings_new_at_home ();
  g_autoptr (NpAccounts) accounts = np_accounts_new (settings);
  g_autoptr (NpAccount) account = test_account_new ("restart", TEST_KEY_ID);

  np_account_set_workspace_id (account, "1234");
  test_connect_with_test_key (accounts, account, TEST_TOKEN);
  np_account_set_workspace_id (account, "5678");
  g_settings_sync ();
}

static void
test_restart_second (void)
{
  g_autoptr (GSettings) settings = test_settings_new_at_home ();
  g_autoptr (NpAccounts) accounts = np_accounts_new (settings);
  NpAccount *account = np_accounts_get_account (accounts);
  g_autoptr (NpCredentials) credentials = test_get_credentials (accounts, NULL);

  test_assert_credentials (credentials, TEST_KEY_ID, TEST_SECRET, TEST_TOKEN);
  g_assert_cmpstr (np_account_get_name (account), ==, "Work");
  g_assert_cmpstr (np_account_get_region (account), ==, "cn-hangzhou");
  g_assert_cmpstr (np_account_get_workspace_id (account), ==, "5678");
  g_assert_false (np_accounts_get_is_session_only (accounts));
  g_assert_true (test_forget (accounts, NULL));
  g_settings_sync ();
}

static void
test_restart_third (void)
{
  g_autoptr (GSettings) settings = test_settings_new_at_home ();
  g_autoptr (NpAccounts) accounts = np_accounts_new (settings);
  g_autoptr (NpAccount) account = test_account_new ("restart", TEST_KEY_ID);

  g_assert_null (np_accounts_get_account (accounts));
  test_assert_not_in_keyring (account);
}

static void
assert_file_lacks (const char *name, const char *secret)
{
  g_autofree char *path = g_build_filename (g_getenv ("NP_TEST_HOME"), name, NULL);
  g_autofree char *contents = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_null (g_strstr_len (contents, (gssize) length, secret));
}

/* A keyring of their own: libsecret refuses to write a file that another
 * process changed meanwhile. */
static void
run_processes (const char *keyring, const char *const *tests)
{
  g_autofree char *own = g_strdup (g_getenv ("SECRET_FILE_TEST_PATH"));
  g_autofree char *path = g_build_filename (g_getenv ("NP_TEST_HOME"), keyring, NULL);
  gsize i = 0;

  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  for (i = 0; tests[i] != NULL; i++)
    {
      g_test_trap_subprocess (tests[i], 0, 0);
      g_test_trap_assert_passed ();
      if (i == 0 && g_str_equal (keyring, "keyring-restart"))
        {
          assert_file_lacks (keyring, TEST_SECRET);
          assert_file_lacks ("settings.ini", TEST_SECRET);
          assert_file_lacks ("settings.ini", TEST_TOKEN);
        }
    }
  g_setenv ("SECRET_FILE_TEST_PATH", own, TRUE);
}

/* Three processes: the second finds what the first left, the third nothing. */
static void
test_restart (void)
{
  const char *const tests[] = { "/accounts/restart/subprocess/first",
                                "/accounts/restart/subprocess/second",
                                "/accounts/restart/subprocess/third", NULL };

  run_processes ("keyring-restart", tests);
}

static void
test_forget_account (void)
{
  g_autoptr (GSettings) settings = test_settings_new ();
  g_autoptr (NpAccounts) accounts = np_accounts_new (settings);
  g_autoptr (NpAccount) account = test_account_new (NULL, TEST_KEY_ID);
  g_autoptr (NpCredentialsProvider) provider = NULL;
  g_autoptr (NpCredentials) credentials = NULL;
  g_autoptr (GError) error = NULL;

  test_connect_with_test_key (accounts, account, NULL);
  provider = g_object_ref (test_get_provider (accounts));
  g_assert_true (test_forget (accounts, &error));
  g_assert_no_error (error);

  g_assert_null (np_accounts_get_account (accounts));
  test_assert_record_is_empty (settings);
  test_assert_not_in_keyring (account);
  credentials = test_get_credentials_of (provider, &error);
  g_assert_null (credentials);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  /* Nobody listens to the forgotten account any more. */
  np_account_set_workspace_id (account, "1234");
  test_assert_record_is_empty (settings);
}

static void
assert_round_trip (const char *secret, const char *token)
{
  g_autoptr (GSettings) settings = test_settings_new ();
  g_autoptr (NpAccounts) accounts = np_accounts_new (settings);
  g_autoptr (NpAccount) account = test_account_new (NULL, TEST_KEY_ID);
  g_autoptr (NpCredentials) credentials = test_credentials_new (TEST_KEY_ID, secret, token);
  g_autoptr (NpCredentials) stored = NULL;

  g_assert_true (test_connect (accounts, account, credentials, NULL));
  stored = test_look_in_keyring (account, NULL);
  test_assert_credentials (stored, TEST_KEY_ID, secret, token);
  g_assert_true (test_forget (accounts, NULL));
}

static void
test_odd_values (void)
{
  g_autofree char *long_secret = g_strnfill (4096, 's');
  g_autofree char *long_token = g_strnfill (8192, 't');

  assert_round_trip ("x", NULL);
  assert_round_trip ("x", "y");
  assert_round_trip (long_secret, NULL);
  assert_round_trip (long_secret, long_token);
  assert_round_trip ("密钥 \" \\ \t é", "令牌");
}

static void
assert_unfit (const char *secret, gssize length, const char *token)
{
  g_autoptr (GSettings) settings = test_settings_new ();
  g_autoptr (NpAccounts) accounts = np_accounts_new (settings);
  g_autoptr (NpAccount) account = test_account_new (NULL, TEST_KEY_ID);
  g_autoptr (NpSecret) held_secret = np_secret_new (secret, length);
  g_autoptr (NpSecret) held_token = token != NULL ? np_secret_new (token, -1) : NULL;
  g_autoptr (NpCredentials)
      credentials = np_credentials_new (TEST_KEY_ID, held_secret, held_token);
  g_autoptr (GError) error = NULL;

  g_assert_false (test_connect (accounts, account, credentials, &error));
  g_assert_error (error, NP_ACCOUNTS_ERROR, NP_ACCOUNTS_ERROR_INVALID_KEY);
  g_assert_null (np_accounts_get_account (accounts));
  test_assert_record_is_empty (settings);
  test_assert_not_in_keyring (account);
}

static void
test_unfit_values (void)
{
  assert_unfit ("", 0, NULL);
  assert_unfit ("two\nlines", -1, NULL);
  assert_unfit ("nul\0inside", 10, NULL);
  assert_unfit ("secret", -1, "");
  assert_unfit ("secret", -1, "two\nlines");
}

/* A process of its own: the removal may still be writing the file at the end. */
static void
test_cancelled_connect_process (void)
{
  g_autoptr (GSettings) settings = test_settings_new ();
  g_autoptr (NpAccounts) accounts = np_accounts_new (settings);
  g_autoptr (NpAccount) account = test_account_new (NULL, TEST_KEY_ID);
  g_autoptr (NpCredentials) credentials = test_credentials_new (TEST_KEY_ID, TEST_SECRET, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  np_accounts_connect_async (accounts, account, credentials, cancellable, np_await_result_cb,
                             &slot);
  g_cancellable_cancel (cancellable);
  result = np_await_result (&slot);

  g_assert_false (np_accounts_connect_finish (accounts, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (np_accounts_get_account (accounts));
  test_assert_record_is_empty (settings);
  np_await_condition (is_gone, account, "the removal of what was stored too late");
}

static void
test_cancelled_connect (void)
{
  const char *const tests[] = { "/accounts/cancelled-connect/subprocess", NULL };

  run_processes ("keyring-cancelled", tests);
}

/* K08: a folder where the keyring's file should be. */
static void
test_broken_keyring_process (void)
{
  g_autoptr (GSettings) settings = test_settings_new ();
  g_autoptr (NpAccounts) accounts = np_accounts_new (settings);
  g_autoptr (NpAccount) account = test_account_new (NULL, TEST_KEY_ID);
  g_autoptr (NpCredentials) held = NULL;

  test_connect_with_test_key (accounts, account, NULL);
  g_assert_true (np_accounts_get_is_session_only (accounts));
  g_assert_cmpstr (
      np_accounts_get_keyring_problem (accounts), ==,
      "The keyring does not work. The key will be kept until you close Nameplate.");
  held = test_get_credentials (accounts, NULL);
  test_assert_credentials (held, TEST_KEY_ID, TEST_SECRET, NULL);
  test_assert_settings_lack (settings, TEST_SECRET);
  g_assert_true (test_forget (accounts, NULL));
}

static void
test_broken_keyring (void)
{
  const char *const tests[] = { "/accounts/broken-keyring/subprocess", NULL };

  run_processes ("", tests);
}

static void
add_file_tests (void)
{
  g_test_add_func ("/accounts/restart", test_restart);
  g_test_add_func ("/accounts/restart/subprocess/first", test_restart_first);
  g_test_add_func ("/accounts/restart/subprocess/second", test_restart_second);
  g_test_add_func ("/accounts/restart/subprocess/third", test_restart_third);
  g_test_add_func ("/accounts/broken-keyring", test_broken_keyring);
  g_test_add_func ("/accounts/broken-keyring/subprocess", test_broken_keyring_process);
}

static void
add_tests (void)
{
  g_test_add_func ("/accounts/empty", test_empty);
  g_test_add_func ("/accounts/connect", test_connect_account);
  g_test_add_func ("/accounts/security-token", test_security_token);
  g_test_add_func ("/accounts/forget", test_forget_account);
  g_test_add_func ("/accounts/odd-values", test_odd_values);
  g_test_add_func ("/accounts/unfit-values", test_unfit_values);
  g_test_add_func ("/accounts/cancelled-connect", test_cancelled_connect);
  g_test_add_func ("/accounts/cancelled-connect/subprocess", test_cancelled_connect_process);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_tests ();
  if (g_strcmp0 (g_getenv ("SECRET_BACKEND"), "file") == 0)
    add_file_tests ();
  else
    test_await_keyring ();
  return test_run_at_home ();
}
