/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-accounts-fixture.h"

#include <time.h>

#include "np-await.h"
#include "np-keyring-rig.h"

/* A real gnome-keyring, on a bus of its own: see with-keyring. */

typedef struct
{
  GDBusConnection *bus;
  GSettings *settings;
  NpAccount *account;
  NpAccounts *accounts;
} Fixture;

/* A connected account as after a start, its key in the unlocked keyring. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NpAccounts) before = NULL;
  g_autoptr (NpCredentials)
      credentials = test_credentials_new (TEST_KEY_ID, TEST_SECRET, TEST_TOKEN);

  fixture->bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_assert_nonnull (fixture->bus);
  fixture->settings = test_settings_new ();
  fixture->account = test_account_new (NULL, TEST_KEY_ID);
  before = np_accounts_new (fixture->settings);
  g_assert_true (test_connect (before, fixture->account, credentials, NULL));
  g_assert_false (np_accounts_get_is_session_only (before));
  fixture->accounts = np_accounts_new (fixture->settings);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (np_accounts_get_account (fixture->accounts) != NULL)
    g_assert_true (test_forget (fixture->accounts, NULL));
  g_object_add_weak_pointer (G_OBJECT (fixture->accounts), (gpointer *) &fixture->accounts);
  g_object_unref (fixture->accounts);
  np_await_finalized (&fixture->accounts);
  g_object_unref (fixture->account);
  g_object_unref (fixture->settings);
  g_object_unref (fixture->bus);
}

static void
assert_key_is_there (NpAccounts *accounts)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NpCredentials) credentials = test_get_credentials (accounts, &error);

  g_assert_no_error (error);
  test_assert_credentials (credentials, TEST_KEY_ID, TEST_SECRET, TEST_TOKEN);
  g_assert_null (np_accounts_get_keyring_problem (accounts));
  g_assert_false (np_accounts_get_is_session_only (accounts));
}

static void
assert_get_fails (NpAccounts *accounts, NpAccountsError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NpCredentials) credentials = test_get_credentials (accounts, &error);

  g_assert_null (credentials);
  g_assert_error (error, NP_ACCOUNTS_ERROR, (int) code);
}

static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  assert_key_is_there (fixture->accounts);
  test_assert_settings_lack (fixture->settings, TEST_SECRET);
  test_assert_settings_lack (fixture->settings, TEST_TOKEN);
}

/* The process that comes after, with no memory but the keyring. */
static void
test_later_process (void)
{
  g_autoptr (GSettings) settings = test_settings_new ();
  g_autoptr (NpAccounts) accounts = NULL;

  test_record (settings, g_getenv ("NP_TEST_ACCOUNT"), TRUE);
  accounts = np_accounts_new (settings);
  assert_key_is_there (accounts);
}

static void
test_restart (Fixture *fixture, gconstpointer data)
{
  g_setenv ("NP_TEST_ACCOUNT", np_account_get_id (fixture->account), TRUE);
  g_test_trap_subprocess ("/keyring/restart/subprocess", 0, 0);
  g_test_trap_assert_passed ();
}

static void
test_forget_account (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NpAccounts) again = NULL;

  g_assert_true (test_forget (fixture->accounts, NULL));
  test_record (fixture->settings, np_account_get_id (fixture->account), TRUE);
  again = np_accounts_new (fixture->settings);
  assert_get_fails (again, NP_ACCOUNTS_ERROR_NOT_STORED);
}

/* T13: locked is not "not stored", and nothing is deleted or overwritten. */
static void
test_locked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  test_keyring_lock (fixture->bus);
  assert_get_fails (fixture->accounts, NP_ACCOUNTS_ERROR_KEYRING_LOCKED);
  g_assert_cmpstr (np_accounts_get_keyring_problem (fixture->accounts), ==,
                   "The keyring is locked. Unlock it, or enter the key again.");
  g_assert_nonnull (np_accounts_get_account (fixture->accounts));

  g_assert_false (test_forget (fixture->accounts, &error));
  g_assert_error (error, NP_ACCOUNTS_ERROR, NP_ACCOUNTS_ERROR_KEYRING_LOCKED);
  g_assert_nonnull (np_accounts_get_account (fixture->accounts));

  test_keyring_unlock (fixture->bus);
  assert_key_is_there (fixture->accounts);
}

/* The item is gone and the keyring is locked: better one question too many. */
static void
test_locked_without_item (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSettings) settings = test_settings_new ();
  g_autoptr (NpAccounts) accounts = NULL;

  test_record (settings, "never-stored", TRUE);
  accounts = np_accounts_new (settings);

  assert_get_fails (accounts, NP_ACCOUNTS_ERROR_NOT_STORED);
  test_keyring_lock (fixture->bus);
  assert_get_fails (accounts, NP_ACCOUNTS_ERROR_KEYRING_LOCKED);
  test_keyring_unlock (fixture->bus);
}

/* K03 */
static void
test_connect_while_locked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NpCredentials) typed = test_credentials_new (TEST_KEY_ID, "typed", NULL);
  g_autoptr (NpCredentials) held = NULL;
  g_autoptr (NpAccounts) again = NULL;

  test_keyring_lock (fixture->bus);
  g_assert_true (test_connect (fixture->accounts, fixture->account, typed, NULL));
  g_assert_true (np_accounts_get_is_session_only (fixture->accounts));
  g_assert_cmpstr (np_accounts_get_keyring_problem (fixture->accounts), ==,
                   "The keyring is locked. The key will be kept until you close Nameplate.");
  held = test_get_credentials (fixture->accounts, NULL);
  g_assert_true (held == typed);
  test_assert_settings_lack (fixture->settings, "typed");

  test_keyring_unlock (fixture->bus);
  again = np_accounts_new (fixture->settings);
  assert_key_is_there (again);
}

static NpCredentials *
finish_get (NpAccounts *accounts, GAsyncResult **slot, GError **error)
{
  g_autoptr (GAsyncResult) result = np_await_result (slot);

  return np_credentials_provider_get_credentials_finish (test_get_provider (accounts), result,
                                                         error);
}

/* libsecret talks over the same connection. Called in the connection's thread. */
static GDBusMessage *
count_unlock_calls_cb (GDBusConnection *bus,
                       GDBusMessage *message,
                       gboolean incoming,
                       gpointer user_data)
{
  int *count = user_data;

  if (!incoming && g_strcmp0 (g_dbus_message_get_member (message), "Unlock") == 0)
    g_atomic_int_inc (count);

  return message;
}

/* K04: one prompt for all who ask, however long it is open. Who gives up goes at
 * once, and the prompt stays: closing it would bring gnome-keyring down. */
static void
test_prompt (Fixture *fixture, gconstpointer data)
{
  NpCredentialsProvider *provider = test_get_provider (fixture->accounts);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (NpCredentials) none = NULL;
  g_autoptr (NpCredentials) later = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) later_error = NULL;
  GAsyncResult *slots[2] = { NULL, NULL };
  TestPrompter prompter = { 0 };
  int unlock_calls = 0;
  guint filter = g_dbus_connection_add_filter (fixture->bus, count_unlock_calls_cb,
                                               &unlock_calls, NULL);

  test_prompter_start (&prompter, fixture->bus);
  test_keyring_lock (fixture->bus);
  np_credentials_provider_get_credentials_async (provider, cancellable, np_await_result_cb,
                                                 &slots[0]);
  np_await_true (prompter.begun > 0);
  g_assert_null (slots[0]);
  g_cancellable_cancel (cancellable);
  none = finish_get (fixture->accounts, &slots[0], &error);
  g_assert_null (none);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  np_credentials_provider_get_credentials_async (provider, NULL, np_await_result_cb, &slots[1]);
  np_await_nothing_pending ();
  g_assert_null (slots[1]);
  g_assert_cmpint (prompter.begun, ==, 1);

  /* The prompt goes away unanswered. */
  test_prompter_stop (&prompter);
  later = finish_get (fixture->accounts, &slots[1], &later_error);
  g_assert_null (later);
  g_assert_error (later_error, NP_ACCOUNTS_ERROR, NP_ACCOUNTS_ERROR_KEYRING_LOCKED);

  g_assert_cmpint (g_atomic_int_get (&unlock_calls), ==, 1);
  g_dbus_connection_remove_filter (fixture->bus, filter);

  test_keyring_unlock (fixture->bus);
  assert_key_is_there (fixture->accounts);
}

/* The key is typed while the prompt is open: who waits gets it. */
static void
test_typed_during_prompt (Fixture *fixture, gconstpointer data)
{
  NpCredentialsProvider *provider = test_get_provider (fixture->accounts);
  g_autoptr (NpCredentials) typed = test_credentials_new (TEST_KEY_ID, "typed", NULL);
  g_autoptr (NpCredentials) held = NULL;
  GAsyncResult *slot = NULL;
  TestPrompter prompter = { 0 };

  test_prompter_start (&prompter, fixture->bus);
  test_keyring_lock (fixture->bus);
  np_credentials_provider_get_credentials_async (provider, NULL, np_await_result_cb, &slot);
  np_await_true (prompter.begun > 0);
  np_accounts_use_for_session (fixture->accounts, np_accounts_get_account (fixture->accounts),
                               typed);
  held = finish_get (fixture->accounts, &slot, NULL);
  g_assert_true (held == typed);

  test_prompter_stop (&prompter);
  test_keyring_unlock (fixture->bus);
}

static void
test_cancelled_connect (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NpAccount) other = test_account_new ("other", "LTAI5tAnother");
  g_autoptr (NpCredentials) typed = test_credentials_new ("LTAI5tAnother", "typed", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  TestPrompter prompter = { 0 };

  test_prompter_start (&prompter, fixture->bus);
  test_keyring_lock (fixture->bus);
  np_accounts_connect_async (fixture->accounts, other, typed, cancellable, np_await_result_cb,
                             &slot);
  np_await_true (prompter.begun > 0);
  g_cancellable_cancel (cancellable);
  result = np_await_result (&slot);
  g_assert_false (np_accounts_connect_finish (fixture->accounts, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpstr (np_account_get_id (np_accounts_get_account (fixture->accounts)), ==,
                   np_account_get_id (fixture->account));

  test_prompter_stop (&prompter);
  test_keyring_unlock (fixture->bus);
  assert_key_is_there (fixture->accounts);
}

/* K07: the newest of two counts, and forgetting removes both. The keyring
 * counts in seconds, so the second one has to wait for the next. */
static void
test_two_items (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NpCredentials) credentials = NULL;
  time_t then = time (NULL);

  np_await_true (time (NULL) > then);
  test_keyring_create_item (fixture->bus, TEST_KEYRING_COLLECTION,
                            np_account_get_id (fixture->account), "newer");
  credentials = test_get_credentials (fixture->accounts, NULL);
  test_assert_credentials (credentials, TEST_KEY_ID, "newer", NULL);
  test_forget_account (fixture, data);
}

static char *
create_collection (GDBusConnection *bus)
{
  g_autoptr (GVariant)
      session = test_keyring_call (bus, TEST_KEYRING_PATH, TEST_KEYRING_IFACE, "OpenSession",
                                   g_variant_new ("(sv)", "plain", g_variant_new_string ("")));
  const char *session_path = NULL;
  g_autoptr (GVariant) reply = NULL;
  GVariantBuilder properties;
  char *path = NULL;

  g_variant_get_child (session, 1, "&o", &session_path);
  g_variant_builder_init (&properties, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&properties, "{sv}", "org.freedesktop.Secret.Collection.Label",
                         g_variant_new_string ("second"));
  reply = test_keyring_call (
      bus, TEST_KEYRING_PATH, "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface",
      "CreateWithMasterPassword",
      g_variant_new ("(a{sv}(o@ay@ays))", &properties, session_path,
                     g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, NULL, 0, 1),
                     g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, "other", 5, 1),
                     "text/plain"));
  g_variant_get (reply, "(o)", &path);

  return path;
}

/* The item was moved to a second keyring, and only that one is locked. */
static void
test_second_keyring (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSettings) settings = test_settings_new ();
  g_autoptr (NpAccounts) accounts = NULL;
  g_autofree char *collection = create_collection (fixture->bus);

  test_keyring_create_item (fixture->bus, collection, "moved", TEST_SECRET);
  test_record (settings, "moved", TRUE);
  accounts = np_accounts_new (settings);

  test_keyring_lock_collection (fixture->bus, collection);
  assert_get_fails (accounts, NP_ACCOUNTS_ERROR_KEYRING_LOCKED);
}

/* K05: the daemon dies, first with a prompt open. Comes last, as there is no
 * keyring afterwards. */
static void
test_daemon_gone (void)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GSettings) settings = test_settings_new ();
  g_autoptr (NpAccounts) accounts = np_accounts_new (settings);
  g_autoptr (NpAccount) account = test_account_new (NULL, TEST_KEY_ID);
  g_autoptr (NpCredentials) credentials = test_credentials_new (TEST_KEY_ID, TEST_SECRET, NULL);
  g_autoptr (NpCredentials) none = NULL;
  g_autoptr (NpCredentials) held = NULL;
  g_autoptr (NpAccounts) again = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  TestPrompter prompter = { 0 };
  GLogLevelFlags fatal = 0;

  g_assert_true (test_connect (accounts, account, credentials, NULL));
  again = np_accounts_new (settings);
  test_prompter_start (&prompter, bus);
  test_keyring_lock (bus);
  np_credentials_provider_get_credentials_async (test_get_provider (again), NULL,
                                                 np_await_result_cb, &slot);
  np_await_true (prompter.begun > 0);
  /* libsecret 0.20 complains about itself when a prompt vanishes, sooner or later. */
  fatal = g_log_set_always_fatal (G_LOG_FATAL_MASK);
  test_keyring_kill (bus);
  none = finish_get (again, &slot, &error);
  g_assert_null (none);
  g_assert_error (error, NP_ACCOUNTS_ERROR, NP_ACCOUNTS_ERROR_KEYRING_FAILED);
  test_prompter_stop (&prompter);

  assert_get_fails (again, NP_ACCOUNTS_ERROR_KEYRING_MISSING);
  g_assert_true (test_connect (again, account, credentials, NULL));
  g_assert_true (np_accounts_get_is_session_only (again));
  g_assert_nonnull (np_accounts_get_keyring_problem (again));
  held = test_get_credentials (again, NULL);
  g_assert_true (held == credentials);
  g_log_set_always_fatal (fatal);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/keyring/round-trip", test_round_trip);
  ADD ("/keyring/restart", test_restart);
  g_test_add_func ("/keyring/restart/subprocess", test_later_process);
  ADD ("/keyring/forget", test_forget_account);
  ADD ("/keyring/locked", test_locked);
  ADD ("/keyring/locked-without-item", test_locked_without_item);
  ADD ("/keyring/connect-while-locked", test_connect_while_locked);
  ADD ("/keyring/prompt", test_prompt);
  ADD ("/keyring/typed-during-prompt", test_typed_during_prompt);
  ADD ("/keyring/cancelled-connect", test_cancelled_connect);
  ADD ("/keyring/two-items", test_two_items);
  ADD ("/keyring/second-keyring", test_second_keyring);
  g_test_add_func ("/keyring/daemon-gone", test_daemon_gone);

  test_await_keyring ();
  return g_test_run ();
}
