/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-accounts-fixture.h"

#define G_SETTINGS_ENABLE_BACKEND
#include <gio/gsettingsbackend.h>

#include <string.h>

#include "np-await.h"
#include "np-keyring-private.h"

/* Several accounts, with libsecret's file for a keyring. */

#define OTHER_KEY_ID "LTAI5tAnother"

static NpAccount *
add_account (NpAccounts *accounts,
             const char *name,
             const char *access_key_id,
             const char *secret)
{
  g_autoptr (NpAccount)
      account = np_account_new (NULL, name, access_key_id, "cn-hangzhou", NULL);
  g_autoptr (NpCredentials) credentials = test_credentials_new (access_key_id, secret, NULL);

  g_assert_true (test_connect (accounts, account, credentials, NULL));
  g_assert_null (np_accounts_get_keyring_problem (accounts));

  return np_accounts_get_account (accounts);
}

static void
forget_account (NpAccounts *accounts, NpAccount *account)
{
  np_accounts_set_current (accounts, account);
  g_assert_true (test_forget (accounts, NULL));
}

static void
forget_all (NpAccounts *accounts)
{
  GListModel *list = np_accounts_get_list (accounts);

  while (g_list_model_get_n_items (list) > 0)
    {
      g_autoptr (NpAccount) account = g_list_model_get_item (list, 0);

      forget_account (accounts, account);
    }
}

static guint
count_accounts (NpAccounts *accounts)
{
  return g_list_model_get_n_items (np_accounts_get_list (accounts));
}

static NpAccount *
get_account (NpAccounts *accounts, guint i)
{
  g_autoptr (NpAccount) account = g_list_model_get_item (np_accounts_get_list (accounts), i);

  return account;
}

static void
assert_key (NpCredentialsProvider *provider, const char *access_key_id, const char *secret)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NpCredentials) credentials = test_get_credentials_of (provider, &error);

  g_assert_no_error (error);
  test_assert_credentials (credentials, access_key_id, secret, NULL);
}

static void
assert_key_of (NpAccounts *accounts, NpAccount *account, const char *secret)
{
  assert_key (np_accounts_get_provider (accounts, account),
              np_account_get_access_key_id (account), secret);
}

static void
assert_cancelled (NpCredentialsProvider *provider)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NpCredentials) credentials = test_get_credentials_of (provider, &error);

  g_assert_null (credentials);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gboolean
is_in_keyring (const char *account_id, const char *access_key_id)
{
  g_autoptr (NpAccount) account = test_account_new (account_id, access_key_id);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (NpCredentials) credentials = NULL;

  np_keyring_lookup_async (account, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  credentials = np_keyring_lookup_finish (result, NULL);

  return credentials != NULL;
}

static void
test_restart (void)
{
  g_autoptr (GSettings) settings = test_settings_new ();
  g_autoptr (NpAccounts) accounts = np_accounts_new (settings);
  g_autoptr (NpAccounts) again = NULL;
  NpAccount *first = add_account (accounts, "First", TEST_KEY_ID, "one");
  NpAccount *second = add_account (accounts, "Second", OTHER_KEY_ID, "two");

  np_account_set_workspace_id (first, "1234");
  np_account_set_name (first, "Renamed");
  np_account_set_colour (second, "brown");
  np_account_set_is_main_account_warned (second, TRUE);
  np_account_set_token_expires (second, 42);
  np_accounts_set_current (accounts, first);

  again = np_accounts_new (settings);
  g_assert_cmpuint (count_accounts (again), ==, 2);
  g_assert_true (np_accounts_get_account (again) == get_account (again, 0));
  g_assert_cmpstr (np_account_get_name (get_account (again, 0)), ==, "Renamed");
  g_assert_cmpstr (np_account_get_workspace_id (get_account (again, 0)), ==, "1234");
  g_assert_cmpstr (np_account_get_colour (get_account (again, 0)), ==, "blue");
  g_assert_false (np_account_get_is_main_account_warned (get_account (again, 0)));
  g_assert_cmpstr (np_account_get_colour (get_account (again, 1)), ==, "brown");
  g_assert_true (np_account_get_is_main_account_warned (get_account (again, 1)));
  g_assert_cmpint (np_account_get_token_expires (get_account (again, 1)), ==, 42);
  assert_key_of (again, get_account (again, 0), "one");
  assert_key_of (again, get_account (again, 1), "two");
  test_assert_settings_lack (settings, "one");
  forget_all (again);
}

static void
test_colours (void)
{
  g_autoptr (GSettings) settings = test_settings_new ();
  g_autoptr (NpAccounts) accounts = np_accounts_new (settings);
  const char *const *colours = np_account_get_colours ();
  guint n_colours = g_strv_length ((char **) colours);
  guint i = 0;

  for (i = 0; i < n_colours + 1; i++)
    {
      g_autofree char *id = g_strdup_printf ("LTAI5tColour%u", i);

      g_assert_cmpstr (np_account_get_colour (add_account (accounts, NULL, id, "s")), ==,
                       colours[i % n_colours]);
    }
  forget_account (accounts, get_account (accounts, 2));
  g_assert_cmpstr (np_account_get_colour (add_account (accounts, NULL, "LTAI5tColourNew", "s")),
                   ==, colours[2]);
  forget_all (accounts);
}

/* The same AccessKey at the same place is the same account, and nothing is asked. */
static void
test_same_key (void)
{
  g_autoptr (GSettings) settings = test_settings_new ();
  g_autoptr (NpAccounts) accounts = np_accounts_new (settings);
  NpAccount *first = add_account (accounts, "First", TEST_KEY_ID, "one");
  g_autoptr (NpAccount) same = np_account_new (NULL, "Again", TEST_KEY_ID, "cn-hangzhou", NULL);
  g_autoptr (NpAccount)
      elsewhere = np_account_new (NULL, "Elsewhere", TEST_KEY_ID, "cn-beijing", NULL);
  g_autoptr (NpCredentials) typed = test_credentials_new (TEST_KEY_ID, "new", NULL);

  add_account (accounts, "Second", OTHER_KEY_ID, "two");
  np_account_set_workspace_id (same, "5678");
  g_assert_true (test_connect (accounts, same, typed, NULL));
  g_assert_cmpuint (count_accounts (accounts), ==, 2);
  g_assert_true (np_accounts_get_account (accounts) == first);
  g_assert_cmpstr (np_account_get_name (first), ==, "First");
  g_assert_cmpstr (np_account_get_workspace_id (first), ==, "5678");
  assert_key_of (accounts, first, "new");
  g_assert_false (is_in_keyring (np_account_get_id (same), TEST_KEY_ID));

  g_assert_true (test_connect (accounts, elsewhere, typed, NULL));
  g_assert_cmpuint (count_accounts (accounts), ==, 3);
  g_assert_true (np_accounts_get_account (accounts) == elsewhere);
  forget_all (accounts);
}

static void
test_change_key_of_account (void)
{
  g_autoptr (GSettings) settings = test_settings_new ();
  g_autoptr (NpAccounts) accounts = np_accounts_new (settings);
  NpAccount *first = add_account (accounts, "First", TEST_KEY_ID, "one");
  NpAccount *second = add_account (accounts, "Second", OTHER_KEY_ID, "two");
  g_autoptr (NpCredentials) next = test_credentials_new ("STS.next", "three", TEST_TOKEN);
  g_autoptr (NpCredentials) unfit = test_credentials_new ("STS.next", "two\nlines", NULL);
  g_autoptr (NpCredentials) held = NULL;
  g_autoptr (NpAccounts) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (test_change_key (accounts, first, next, 1000, NULL));
  g_assert_true (np_accounts_get_account (accounts) == second);
  g_assert_cmpstr (np_account_get_access_key_id (first), ==, "STS.next");
  g_assert_true (np_account_get_has_token (first));
  g_assert_cmpint (np_account_get_token_expires (first), ==, 1000);
  g_assert_cmpint (np_account_get_token_state (first, 999), ==, NP_TOKEN_STATE_ENDS_SOON);
  g_assert_false (is_in_keyring (np_account_get_id (first), TEST_KEY_ID));
  assert_key_of (accounts, second, "two");

  again = np_accounts_new (settings);
  held = test_get_credentials_of (np_accounts_get_provider (again, get_account (again, 0)),
                                  NULL);
  test_assert_credentials (held, "STS.next", "three", TEST_TOKEN);

  g_assert_false (test_change_key (accounts, first, unfit, 0, &error));
  g_assert_error (error, NP_ACCOUNTS_ERROR, NP_ACCOUNTS_ERROR_INVALID_KEY);
  g_assert_cmpint (np_account_get_token_expires (first), ==, 1000);
  forget_all (accounts);
}

/* A09: whoever holds the provider of an account gets its key and no other,
 * however often the current account changes meanwhile. */
static void
test_never_mixed (void)
{
  g_autoptr (GSettings) settings = test_settings_new ();
  g_autoptr (NpAccounts) before = np_accounts_new (settings);
  g_autoptr (NpAccounts) accounts = NULL;
  g_autoptr (GRand) random = g_rand_new_with_seed (9);
  NpCredentialsProvider *providers[2] = { NULL, NULL };
  const char *const ids[] = { TEST_KEY_ID, OTHER_KEY_ID };
  const char *const secrets[] = { "one", "two" };
  GAsyncResult *slots[200] = { NULL };
  guint asked[200] = { 0 };
  guint i = 0;

  for (i = 0; i < 2; i++)
    add_account (before, NULL, ids[i], secrets[i]);
  accounts = np_accounts_new (settings);
  for (i = 0; i < 2; i++)
    providers[i] = np_accounts_get_provider (accounts, get_account (accounts, i));

  for (i = 0; i < G_N_ELEMENTS (slots); i++)
    {
      asked[i] = (guint) g_rand_int_range (random, 0, 2);
      np_accounts_set_current (accounts,
                               get_account (accounts, (guint) g_rand_int_range (random, 0, 2)));
      np_credentials_provider_get_credentials_async (providers[asked[i]], NULL,
                                                     np_await_result_cb, &slots[i]);
      if (g_rand_int_range (random, 0, 4) == 0)
        g_main_context_iteration (NULL, FALSE);
    }
  for (i = 0; i < G_N_ELEMENTS (slots); i++)
    {
      g_autoptr (GAsyncResult) result = np_await_result (&slots[i]);
      g_autoptr (NpCredentials) credentials =
          np_credentials_provider_get_credentials_finish (providers[asked[i]], result, NULL);

      test_assert_credentials (credentials, ids[asked[i]], secrets[asked[i]], NULL);
    }
  forget_all (accounts);
}

static void
count_forgetting_cb (NpAccounts *accounts, NpAccount *account, gpointer user_data)
{
  GPtrArray *forgotten = user_data;

  g_ptr_array_add (forgotten, g_object_ref (account));
}

/* K11: the key is gone from memory and the keyring within a second, and the
 * other account is as it was. */
static void
test_forget_one (void)
{
  g_autoptr (GSettings) settings = test_settings_new ();
  g_autoptr (NpAccounts) accounts = np_accounts_new (settings);
  NpAccount *first = add_account (accounts, "First", TEST_KEY_ID, "one");
  NpAccount *second = add_account (accounts, "Second", OTHER_KEY_ID, "two");
  g_autoptr (NpCredentialsProvider)
      provider = g_object_ref (np_accounts_get_provider (accounts, first));
  g_autoptr (GPtrArray) forgotten = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *id = g_strdup (np_account_get_id (first));
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  gint64 start = g_get_monotonic_time ();

  g_signal_connect (accounts, "forgetting", G_CALLBACK (count_forgetting_cb), forgotten);
  np_accounts_set_current (accounts, second);
  np_accounts_forget_async (accounts, first, NULL, np_await_result_cb, &slot);
  g_assert_cmpuint (forgotten->len, ==, 1);
  g_assert_true (g_ptr_array_index (forgotten, 0) == first);
  assert_cancelled (provider);
  result = np_await_result (&slot);
  g_assert_true (np_accounts_forget_finish (accounts, result, NULL));
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_TIME_SPAN_SECOND);

  g_assert_false (is_in_keyring (id, TEST_KEY_ID));
  assert_cancelled (provider);
  g_assert_cmpuint (count_accounts (accounts), ==, 1);
  g_assert_true (np_accounts_get_account (accounts) == second);
  assert_key_of (accounts, second, "two");

  /* The same account again is a new beginning, but not for the old provider. */
  add_account (accounts, "First", TEST_KEY_ID, "other");
  assert_cancelled (provider);
  forget_all (accounts);
  g_assert_null (np_accounts_get_account (accounts));
}

static void
test_abandon (void)
{
  g_autoptr (GSettings) settings = test_settings_new ();
  g_autoptr (NpAccounts) accounts = np_accounts_new (settings);
  g_autoptr (NpAccount)
      first = g_object_ref (add_account (accounts, "First", TEST_KEY_ID, "one"));
  g_autoptr (NpCredentialsProvider)
      provider = g_object_ref (np_accounts_get_provider (accounts, first));

  np_accounts_abandon (accounts, first);
  g_assert_cmpuint (count_accounts (accounts), ==, 0);
  assert_cancelled (provider);
  g_assert_true (is_in_keyring (np_account_get_id (first), TEST_KEY_ID));
}

static void
set_record (GSettings *settings, const char *text)
{
  g_autoptr (GError) error = NULL;
  GVariant *record = g_variant_parse (G_VARIANT_TYPE ("aa{sv}"), text, NULL, NULL, &error);

  g_assert_no_error (error);
  g_settings_set_value (settings, "accounts", record);
  g_variant_unref (record);
}

/* What is damaged is left out and left alone, and what is unknown is kept. */
static void
test_odd_record (void)
{
  g_autoptr (GSettings) settings = test_settings_new ();
  g_autoptr (NpAccounts) accounts = NULL;
  g_autoptr (GVariant) record = NULL;
  g_autofree char *text = NULL;

  set_record (
      settings,
      "[{}, {'id': <'a'>}, {'access-key-id': <'LTAI1'>}, {'id': <7>, 'access-key-id': "
      "<'LTAI2'>}, {'id': <''>, 'access-key-id': <'LTAI3'>}, {'id': <'b'>, "
      "'access-key-id': <'LTAI4'>, 'region': <true>, 'colour': <'pink'>, "
      "'token-expires': <'soon'>, 'has-token': <int64 1>, 'future': <(1, 'x')>}, {'id': "
      "<'b'>, 'access-key-id': <'LTAI5'>}]");
  g_settings_set_string (settings, "current-account", "nobody");
  accounts = np_accounts_new (settings);
  g_assert_cmpuint (count_accounts (accounts), ==, 1);
  g_assert_null (np_accounts_get_account (accounts));
  g_assert_cmpstr (np_account_get_access_key_id (get_account (accounts, 0)), ==, "LTAI4");
  g_assert_cmpstr (np_account_get_region (get_account (accounts, 0)), ==, "");
  g_assert_cmpstr (np_account_get_colour (get_account (accounts, 0)), ==, "blue");
  g_assert_false (np_account_get_has_token (get_account (accounts, 0)));

  np_account_set_name (get_account (accounts, 0), "Kept");
  record = g_settings_get_value (settings, "accounts");
  text = g_variant_print (record, FALSE);
  g_assert_nonnull (strstr (text, "'name': <'Kept'>"));
  g_assert_nonnull (strstr (text, "'future': <(1, 'x')>"));
  g_assert_nonnull (strstr (text, "{'id': <7>, 'access-key-id': <'LTAI2'>}"));
}

/* Two that write at once do not lose each other's accounts. */
static void
test_two_writers (void)
{
  g_autoptr (GSettingsBackend) backend = g_memory_settings_backend_new ();
  g_autoptr (GSettings)
      here_settings = g_settings_new_with_backend ("io.github.nameplate.Nameplate", backend);
  g_autoptr (GSettings)
      there_settings = g_settings_new_with_backend ("io.github.nameplate.Nameplate", backend);
  g_autoptr (NpAccounts) here = np_accounts_new (here_settings);
  g_autoptr (NpAccounts) there = np_accounts_new (there_settings);
  NpAccount *first = add_account (here, "First", TEST_KEY_ID, "one");
  NpAccount *second = add_account (there, "Second", OTHER_KEY_ID, "two");
  g_autoptr (NpCredentialsProvider) provider = NULL;
  g_autoptr (NpCredentials) next = test_credentials_new (TEST_KEY_ID, "three", TEST_TOKEN);
  g_autoptr (NpCredentials) held = NULL;

  np_await_true (count_accounts (here) == 2 && count_accounts (there) == 2);
  g_assert_true (np_accounts_get_account (here) == first);
  g_assert_true (np_accounts_get_account (there) == second);
  assert_key_of (there, get_account (there, 0), "one");

  np_account_set_name (first, "Renamed here");
  np_account_set_colour (second, "red");
  np_await_true (g_str_equal (np_account_get_name (get_account (there, 0)), "Renamed here"));
  np_await_true (g_str_equal (np_account_get_colour (get_account (here, 1)), "red"));

  /* A key that was changed there is not the one that is in memory here. */
  g_assert_true (test_change_key (there, get_account (there, 0), next, 99, NULL));
  np_await_true (np_account_get_token_expires (first) == 99);
  held = test_get_credentials_of (np_accounts_get_provider (here, first), NULL);
  test_assert_credentials (held, TEST_KEY_ID, "three", TEST_TOKEN);

  provider = g_object_ref (np_accounts_get_provider (here, first));
  forget_account (there, get_account (there, 0));
  np_await_true (count_accounts (here) == 1);
  assert_cancelled (provider);
  g_assert_null (np_accounts_get_account (here));
  forget_all (here);
  np_await_true (count_accounts (there) == 0);
}

static void
test_two_processes_other (void)
{
  g_autoptr (GSettings) settings = test_settings_new_at_home ();
  g_autoptr (NpAccounts) accounts = np_accounts_new (settings);

  g_assert_cmpuint (count_accounts (accounts), ==, 1);
  add_account (accounts, "Second", OTHER_KEY_ID, "two");
  g_settings_sync ();
}

/* The other one has a keyring of its own: libsecret refuses to write a file that
 * another process changed meanwhile. */
static void
test_two_processes (void)
{
  g_autofree char *own = g_strdup (g_getenv ("SECRET_FILE_TEST_PATH"));
  g_autofree char *other = g_strconcat (own, "-other", NULL);
  g_autoptr (GSettings) settings = test_settings_new_at_home ();
  g_autoptr (NpAccounts) accounts = np_accounts_new (settings);

  add_account (accounts, "First", TEST_KEY_ID, "one");
  g_settings_sync ();
  g_setenv ("SECRET_FILE_TEST_PATH", other, TRUE);
  g_test_trap_subprocess ("/accounts-several/two-processes/subprocess", 0, 0);
  g_setenv ("SECRET_FILE_TEST_PATH", own, TRUE);
  g_test_trap_assert_passed ();
  np_await_true (count_accounts (accounts) == 2);
  add_account (accounts, "Third", "LTAI5tThird", "three");
  g_assert_cmpuint (count_accounts (accounts), ==, 3);
  assert_key_of (accounts, get_account (accounts, 0), "one");
  forget_all (accounts);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/accounts-several/restart", test_restart);
  g_test_add_func ("/accounts-several/colours", test_colours);
  g_test_add_func ("/accounts-several/same-key", test_same_key);
  g_test_add_func ("/accounts-several/change-key", test_change_key_of_account);
  g_test_add_func ("/accounts-several/never-mixed", test_never_mixed);
  g_test_add_func ("/accounts-several/forget-one", test_forget_one);
  g_test_add_func ("/accounts-several/odd-record", test_odd_record);
  g_test_add_func ("/accounts-several/two-writers", test_two_writers);
  g_test_add_func ("/accounts-several/two-processes", test_two_processes);
  g_test_add_func ("/accounts-several/two-processes/subprocess", test_two_processes_other);
  g_test_add_func ("/accounts-several/abandon", test_abandon);
  return test_run_at_home ();
}
