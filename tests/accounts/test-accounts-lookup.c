/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-accounts-fixture.h"

#include "np-await.h"

/* Run twice, as test-accounts.c: the key of an account that is looked up in the
 * keyring when a request needs it, and is not there, or comes late. */

/* K06: somebody removed the item with another program. */
static void
test_item_gone (void)
{
  g_autoptr (GSettings) settings = test_settings_new ();
  g_autoptr (NpAccounts) accounts = np_accounts_new (settings);
  g_autoptr (NpAccount) account = test_account_new (NULL, TEST_KEY_ID);
  g_autoptr (NpCredentials) typed = test_credentials_new (TEST_KEY_ID, "typed", NULL);
  g_autoptr (NpAccounts) again = NULL;
  g_autoptr (NpCredentials) none = NULL;
  g_autoptr (NpCredentials) held = NULL;
  g_autoptr (GError) error = NULL;

  test_connect_with_test_key (accounts, account, NULL);
  test_clear_keyring (account);

  again = np_accounts_new (settings);
  none = test_get_credentials (again, &error);
  g_assert_null (none);
  g_assert_error (error, NP_ACCOUNTS_ERROR, NP_ACCOUNTS_ERROR_NOT_STORED);
  g_assert_nonnull (np_accounts_get_account (again));
  g_assert_cmpstr (np_accounts_get_keyring_problem (again), ==,
                   "The keyring does not hold the key of this account. Enter the key again.");

  np_accounts_use_for_session (again, np_accounts_get_account (again), typed);
  g_assert_true (np_accounts_get_is_session_only (again));
  held = test_get_credentials (again, NULL);
  g_assert_true (held == typed);
  test_assert_not_in_keyring (account);
}

/* The keyring was never given the key: it is not even asked. */
static void
test_session_only_record (void)
{
  g_autoptr (GSettings) settings = test_settings_new ();
  g_autoptr (NpAccounts) accounts = NULL;
  g_autoptr (NpCredentials) none = NULL;
  g_autoptr (GError) error = NULL;

  test_record (settings, "id-1", FALSE);
  accounts = np_accounts_new (settings);
  none = test_get_credentials (accounts, &error);
  g_assert_null (none);
  g_assert_error (error, NP_ACCOUNTS_ERROR, NP_ACCOUNTS_ERROR_NOT_STORED);
  g_assert_nonnull (np_accounts_get_keyring_problem (accounts));
  g_assert_true (test_forget (accounts, NULL));
  test_assert_record_is_empty (settings);
}

static NpCredentials *
finish_get (NpCredentialsProvider *provider, GAsyncResult **slot, GError **error)
{
  g_autoptr (GAsyncResult) result = np_await_result (slot);

  return np_credentials_provider_get_credentials_finish (provider, result, error);
}

typedef struct
{
  GSettings *settings;
  NpAccount *account;
  NpAccounts *accounts;
} Restarted;

/* Accounts as after a start: the key is in the keyring, not in memory. */
static void
restarted_set_up (Restarted *fixture, gconstpointer data)
{
  g_autoptr (NpAccounts) before = NULL;

  fixture->settings = test_settings_new ();
  fixture->account = test_account_new (NULL, TEST_KEY_ID);
  before = np_accounts_new (fixture->settings);
  test_connect_with_test_key (before, fixture->account, NULL);
  fixture->accounts = np_accounts_new (fixture->settings);
}

static void
restarted_tear_down (Restarted *fixture, gconstpointer data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->accounts), (gpointer *) &fixture->accounts);
  g_object_unref (fixture->accounts);
  np_await_finalized (&fixture->accounts);
  test_clear_keyring (fixture->account);
  g_object_unref (fixture->account);
  g_object_unref (fixture->settings);
}

/* K04: one lookup for all; one who gives up does not take it from the others. */
static void
test_shared_lookup (Restarted *fixture, gconstpointer data)
{
  NpCredentialsProvider *provider = test_get_provider (fixture->accounts);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (NpCredentials) first = NULL;
  g_autoptr (NpCredentials) second = NULL;
  g_autoptr (NpCredentials) third = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slots[3] = { NULL, NULL, NULL };

  np_credentials_provider_get_credentials_async (provider, NULL, np_await_result_cb, &slots[0]);
  np_credentials_provider_get_credentials_async (provider, cancellable, np_await_result_cb,
                                                 &slots[1]);
  np_credentials_provider_get_credentials_async (provider, NULL, np_await_result_cb, &slots[2]);
  g_cancellable_cancel (cancellable);

  second = finish_get (provider, &slots[1], &error);
  g_assert_null (second);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  first = finish_get (provider, &slots[0], NULL);
  third = finish_get (provider, &slots[2], NULL);
  test_assert_credentials (first, TEST_KEY_ID, TEST_SECRET, NULL);
  g_assert_true (first == third);
}

static void
test_cancelled_lookup (Restarted *fixture, gconstpointer data)
{
  NpCredentialsProvider *provider = test_get_provider (fixture->accounts);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (NpCredentials) none = NULL;
  g_autoptr (NpCredentials) later = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  np_credentials_provider_get_credentials_async (provider, cancellable, np_await_result_cb,
                                                 &slot);
  g_cancellable_cancel (cancellable);
  none = finish_get (provider, &slot, &error);
  g_assert_null (none);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (np_accounts_get_keyring_problem (fixture->accounts));

  later = test_get_credentials (fixture->accounts, NULL);
  test_assert_credentials (later, TEST_KEY_ID, TEST_SECRET, NULL);
}

static void
test_forget_during_lookup (Restarted *fixture, gconstpointer data)
{
  g_autoptr (NpCredentialsProvider)
      provider = g_object_ref (test_get_provider (fixture->accounts));
  g_autoptr (NpCredentials) none = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  np_credentials_provider_get_credentials_async (provider, NULL, np_await_result_cb, &slot);
  g_assert_true (test_forget (fixture->accounts, NULL));
  none = finish_get (provider, &slot, &error);
  g_assert_null (none);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  test_assert_not_in_keyring (fixture->account);
}

static void
test_typed_during_lookup (Restarted *fixture, gconstpointer data)
{
  NpCredentialsProvider *provider = test_get_provider (fixture->accounts);
  g_autoptr (NpCredentials) typed = test_credentials_new (TEST_KEY_ID, "typed", NULL);
  g_autoptr (NpCredentials) held = NULL;
  GAsyncResult *slot = NULL;

  np_credentials_provider_get_credentials_async (provider, NULL, np_await_result_cb, &slot);
  np_accounts_use_for_session (fixture->accounts, np_accounts_get_account (fixture->accounts),
                               typed);
  held = finish_get (provider, &slot, NULL);
  g_assert_true (held == typed);
  np_await_nothing_pending ();
  g_assert_true (np_accounts_get_is_session_only (fixture->accounts));
}

#define ADD_RESTARTED(path, test) \
  g_test_add (path, Restarted, NULL, restarted_set_up, test, restarted_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/accounts/item-gone", test_item_gone);
  g_test_add_func ("/accounts/session-only-record", test_session_only_record);
  ADD_RESTARTED ("/accounts/shared-lookup", test_shared_lookup);
  ADD_RESTARTED ("/accounts/cancelled-lookup", test_cancelled_lookup);
  ADD_RESTARTED ("/accounts/forget-during-lookup", test_forget_during_lookup);
  ADD_RESTARTED ("/accounts/typed-during-lookup", test_typed_during_lookup);
  if (g_strcmp0 (g_getenv ("SECRET_BACKEND"), "file") != 0)
    test_await_keyring ();
  return test_run_at_home ();
}
