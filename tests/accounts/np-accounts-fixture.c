/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-accounts-fixture.h"

#define G_SETTINGS_ENABLE_BACKEND
#include <gio/gsettingsbackend.h>
#include <glib/gstdio.h>

#include "np-await.h"
#include "np-keyring-private.h"

/* Settings of their own for each test: the memory backend of the environment is
 * one for the whole process. */
GSettings *
test_settings_new (void)
{
  g_autoptr (GSettingsBackend) backend = g_memory_settings_backend_new ();

  return g_settings_new_with_backend ("io.github.nameplate.Nameplate", backend);
}

/* Settings in a file of the home, for several processes. */
GSettings *
test_settings_new_at_home (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("NP_TEST_HOME"), "settings.ini", NULL);
  g_autoptr (GSettingsBackend) backend = g_keyfile_settings_backend_new (path, "/", NULL);

  return g_settings_new_with_backend ("io.github.nameplate.Nameplate", backend);
}

NpAccount *
test_account_new (const char *id, const char *access_key_id)
{
  return np_account_new (id, "Work", access_key_id, "cn-hangzhou", NULL);
}

NpCredentials *
test_credentials_new (const char *access_key_id, const char *secret, const char *token)
{
  g_autoptr (NpSecret) held_secret = np_secret_new (secret, -1);
  g_autoptr (NpSecret) held_token = token != NULL ? np_secret_new (token, -1) : NULL;

  return np_credentials_new (access_key_id, held_secret, held_token);
}

void
test_assert_credentials (NpCredentials *credentials,
                         const char *access_key_id,
                         const char *secret,
                         const char *token)
{
  NpSecret *held_token = NULL;

  g_assert_nonnull (credentials);
  held_token = np_credentials_get_security_token (credentials);
  g_assert_cmpstr (np_credentials_get_access_key_id (credentials), ==, access_key_id);
  g_assert_cmpstr (np_secret_peek (np_credentials_get_secret (credentials), NULL), ==, secret);
  g_assert_cmpstr (held_token != NULL ? np_secret_peek (held_token, NULL) : NULL, ==, token);
}

gboolean
test_connect (NpAccounts *accounts,
              NpAccount *account,
              NpCredentials *credentials,
              GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  np_accounts_connect_async (accounts, account, credentials, NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  return np_accounts_connect_finish (accounts, result, error);
}

/* Connects it with the key of the tests. */
void
test_connect_with_test_key (NpAccounts *accounts, NpAccount *account, const char *token)
{
  g_autoptr (NpCredentials)
      credentials = test_credentials_new (TEST_KEY_ID, TEST_SECRET, token);
  g_autoptr (GError) error = NULL;

  g_assert_true (test_connect (accounts, account, credentials, &error));
  g_assert_no_error (error);
}

gboolean
test_change_key (NpAccounts *accounts,
                 NpAccount *account,
                 NpCredentials *credentials,
                 gint64 token_expires,
                 GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  np_accounts_change_key_async (accounts, account, credentials, token_expires, NULL,
                                np_await_result_cb, &slot);
  result = np_await_result (&slot);
  return np_accounts_change_key_finish (accounts, result, error);
}

gboolean
test_forget (NpAccounts *accounts, GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  NpAccount *account = np_accounts_get_account (accounts);

  g_assert_nonnull (account);
  np_accounts_forget_async (accounts, account, NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  return np_accounts_forget_finish (accounts, result, error);
}

/* Who gives the key of the current account. */
NpCredentialsProvider *
test_get_provider (NpAccounts *accounts)
{
  return np_accounts_get_provider (accounts, np_accounts_get_account (accounts));
}

NpCredentials *
test_get_credentials (NpAccounts *accounts, GError **error)
{
  return test_get_credentials_of (test_get_provider (accounts), error);
}

NpCredentials *
test_get_credentials_of (NpCredentialsProvider *provider, GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  np_credentials_provider_get_credentials_async (provider, NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  return np_credentials_provider_get_credentials_finish (provider, result, error);
}

NpCredentials *
test_look_in_keyring (NpAccount *account, GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  np_keyring_lookup_async (account, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  return np_keyring_lookup_finish (result, error);
}

void
test_assert_not_in_keyring (NpAccount *account)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NpCredentials) credentials = test_look_in_keyring (account, &error);

  g_assert_null (credentials);
  g_assert_error (error, NP_ACCOUNTS_ERROR, NP_ACCOUNTS_ERROR_NOT_STORED);
}

void
test_clear_keyring (NpAccount *account)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  np_keyring_clear_async (np_account_get_id (account), NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  g_assert_true (np_keyring_clear_finish (result, &error));
  g_assert_no_error (error);
}

/* A record as an earlier run left it, and the only one. */
void
test_record (GSettings *settings, const char *id, gboolean in_keyring)
{
  GVariantBuilder all;
  GVariantBuilder entry;

  g_variant_builder_init (&entry, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&entry, "{sv}", "id", g_variant_new_string (id));
  g_variant_builder_add (&entry, "{sv}", "access-key-id", g_variant_new_string (TEST_KEY_ID));
  g_variant_builder_add (&entry, "{sv}", "region", g_variant_new_string ("cn-hangzhou"));
  g_variant_builder_add (&entry, "{sv}", "key-in-keyring", g_variant_new_boolean (in_keyring));
  g_variant_builder_init (&all, G_VARIANT_TYPE ("aa{sv}"));
  g_variant_builder_add_value (&all, g_variant_builder_end (&entry));
  g_settings_set_value (settings, "accounts", g_variant_builder_end (&all));
  g_settings_set_string (settings, "current-account", id);
}

/* No value of any key of the schema holds @secret. */
void
test_assert_settings_lack (GSettings *settings, const char *secret)
{
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv) keys = NULL;
  gsize i = 0;

  g_object_get (settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  g_assert_cmpuint (g_strv_length (keys), >, 1);
  for (i = 0; keys[i] != NULL; i++)
    {
      g_autoptr (GVariant) value = g_settings_get_value (settings, keys[i]);
      g_autofree char *text = g_variant_print (value, FALSE);

      g_assert_null (strstr (text, secret));
    }
}

/* No key of the schema has a value. */
void
test_assert_record_is_empty (GSettings *settings)
{
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv) keys = NULL;
  gsize i = 0;

  g_object_get (settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (i = 0; keys[i] != NULL; i++)
    {
      g_autoptr (GVariant) value = g_settings_get_user_value (settings, keys[i]);

      g_assert_null (value);
    }
}

/* The folder of this run, with the file that stands for a keyring; the processes
 * it starts find it in the environment. */
char *
test_enter_home (void)
{
  char *home = g_dir_make_tmp ("nameplate-accounts-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (home, "keyring", NULL);

  g_assert_nonnull (home);
  g_setenv ("NP_TEST_HOME", home, TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);

  return home;
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_remove (path);
    }
  g_rmdir (folder);
}

void
test_leave_home (char *home)
{
  remove_folder (home);
  g_free (home);
}

/* Instead of g_test_run(): in a home, which the processes that it starts share. */
int
test_run_at_home (void)
{
  char *home = g_test_subprocess () ? NULL : test_enter_home ();
  int status = g_test_run ();

  if (home != NULL)
    test_leave_home (home);
  return status;
}

static void
appeared_cb (GDBusConnection *bus, const char *name, const char *owner, gpointer user_data)
{
  gboolean *is_there = user_data;

  *is_there = TRUE;
}

/* The daemon was started a moment ago. */
void
test_await_keyring (void)
{
  gboolean is_there = FALSE;
  guint watch = g_bus_watch_name (G_BUS_TYPE_SESSION, TEST_KEYRING_NAME,
                                  G_BUS_NAME_WATCHER_FLAGS_NONE, appeared_cb, NULL, &is_there,
                                  NULL);

  np_await_true (is_there);
  g_bus_unwatch_name (watch);
}
