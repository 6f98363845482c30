/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-accounts-fixture.h"
#include "np-await.h"

/* K01: there is no bus to find a keyring on. The key is kept in memory, at once
 * and with the reason. */
static void
test_connect_account (void)
{
  g_autoptr (GSettings) settings = test_settings_new ();
  g_autoptr (NpAccounts) accounts = np_accounts_new (settings);
  g_autoptr (NpAccount) account = test_account_new (NULL, TEST_KEY_ID);
  g_autoptr (NpCredentials)
      credentials = test_credentials_new (TEST_KEY_ID, TEST_SECRET, TEST_TOKEN);
  g_autoptr (NpCredentials) held = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();

  g_assert_true (test_connect (accounts, account, credentials, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_TIME_SPAN_SECOND);

  g_assert_true (np_accounts_get_is_session_only (accounts));
  g_assert_cmpstr (
      np_accounts_get_keyring_problem (accounts), ==,
      "There is no keyring on this computer. The key will be kept until you close Nameplate.");
  held = test_get_credentials (accounts, NULL);
  test_assert_credentials (held, TEST_KEY_ID, TEST_SECRET, TEST_TOKEN);
  test_assert_settings_lack (settings, TEST_SECRET);
  test_assert_settings_lack (settings, TEST_TOKEN);
  g_assert_true (test_forget (accounts, NULL));
  g_assert_null (np_accounts_get_account (accounts));
  g_assert_false (np_accounts_get_is_session_only (accounts));
}

/* The keyring was there when the account was connected, and is not today. */
static void
test_known_account (void)
{
  g_autoptr (GSettings) settings = test_settings_new ();
  g_autoptr (NpAccounts) accounts = NULL;
  g_autoptr (NpCredentials) none = NULL;
  g_autoptr (NpCredentials) typed = test_credentials_new (TEST_KEY_ID, TEST_SECRET, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) forget_error = NULL;

  test_record (settings, "id-1", TRUE);
  accounts = np_accounts_new (settings);

  none = test_get_credentials (accounts, &error);
  g_assert_null (none);
  g_assert_error (error, NP_ACCOUNTS_ERROR, NP_ACCOUNTS_ERROR_KEYRING_MISSING);
  g_assert_cmpstr (np_accounts_get_keyring_problem (accounts), ==,
                   "There is no keyring on this computer. Enter the key again.");
  g_assert_nonnull (np_accounts_get_account (accounts));

  np_accounts_use_for_session (accounts, np_accounts_get_account (accounts), typed);
  g_assert_true (np_accounts_get_is_session_only (accounts));

  /* The key may still be in a keyring that is not running: that is not forgotten. */
  g_assert_false (test_forget (accounts, &forget_error));
  g_assert_error (forget_error, NP_ACCOUNTS_ERROR, NP_ACCOUNTS_ERROR_KEYRING_MISSING);
  g_assert_nonnull (np_accounts_get_account (accounts));
  g_assert_false (np_accounts_get_is_session_only (accounts));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/no-bus/connect", test_connect_account);
  g_test_add_func ("/no-bus/known-account", test_known_account);

  return g_test_run ();
}
