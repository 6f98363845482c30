/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "np-accounts-fixture.h"
#include "np-await.h"
#include "np-cancel-matrix.h"
#include "np-profile-list.h"

#define PROFILES "{\"current\":\"a\",\"profiles\":[{\"name\":\"a\",\"mode\":\"AK\"}]}"

typedef struct
{
  GSettings *settings;
  NpAccounts *accounts;
  NpAccount *account; /* one that is connected */
  NpAccount *other;   /* one that is not */
  NpCredentials *credentials;
  NpFixedCredentials *fixed;
  char *path; /* of a file with profiles */
} World;

/* There is no keyring: keys are kept for the session. */
static gpointer
world_new (void)
{
  World *self = g_new0 (World, 1);
  g_autoptr (GError) error = NULL;
  int fd = g_file_open_tmp ("nameplate-profiles-XXXXXX", &self->path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_file_set_contents (self->path, PROFILES, (gssize) strlen (PROFILES), &error);
  g_assert_no_error (error);
  self->settings = test_settings_new ();
  self->accounts = np_accounts_new (self->settings);
  self->account = test_account_new (NULL, TEST_KEY_ID);
  self->other = test_account_new (NULL, TEST_KEY_ID "2");
  self->credentials = test_credentials_new (TEST_KEY_ID, TEST_SECRET, NULL);
  self->fixed = np_fixed_credentials_new (self->credentials);
  g_assert_true (test_connect (self->accounts, self->account, self->credentials, &error));
  return self;
}

static void
world_free (gpointer world)
{
  World *self = world;

  np_cancel_matrix_drop (self->accounts);
  np_cancel_matrix_drop (self->fixed);
  g_clear_object (&self->account);
  g_clear_object (&self->other);
  np_credentials_unref (self->credentials);
  g_object_unref (self->settings);
  g_unlink (self->path);
  g_free (self->path);
  g_free (self);
}

#define WORLD    ((World *) world)
#define ACCOUNTS (WORLD->accounts)
#define START(name)                                                    \
  static void start_##name (gpointer world, GCancellable *cancellable, \
                            GAsyncReadyCallback callback, gpointer user_data)
#define FINISH(name) \
  static void finish_##name (gpointer world, GAsyncResult *result, GError **error)

START (connect)
{
  g_autoptr (NpCredentials)
      credentials = test_credentials_new (TEST_KEY_ID "2", TEST_SECRET, NULL);

  np_accounts_connect_async (ACCOUNTS, WORLD->other, credentials, cancellable, callback,
                             user_data);
}

FINISH (connect)
{
  gboolean is_done = np_accounts_connect_finish (ACCOUNTS, result, error);

  g_assert_true (is_done == (*error == NULL));
  g_assert_true (is_done == (np_accounts_get_account (ACCOUNTS) == WORLD->other));
}

START (change_key)
{
  np_accounts_change_key_async (ACCOUNTS, WORLD->account, WORLD->credentials, 0, cancellable,
                                callback, user_data);
}

FINISH (change_key)
{
  g_assert_true (np_accounts_change_key_finish (ACCOUNTS, result, error) == (*error == NULL));
}

START (forget)
{
  np_accounts_forget_async (ACCOUNTS, WORLD->account, cancellable, callback, user_data);
}

FINISH (forget)
{
  g_assert_true (np_accounts_forget_finish (ACCOUNTS, result, error) == (*error == NULL));
}

START (load)
{
  g_autoptr (GFile) file = g_file_new_for_path (WORLD->path);

  np_profile_list_load_async (file, cancellable, callback, user_data);
}

FINISH (load)
{
  g_autoptr (NpProfileList) list = np_profile_list_load_finish (result, error);

  g_assert_true ((list != NULL) == (*error == NULL));
}

START (get_credentials)
{
  np_credentials_provider_get_credentials_async (test_get_provider (ACCOUNTS), cancellable,
                                                 callback, user_data);
}

FINISH (get_credentials)
{
  g_autoptr (NpCredentials) credentials = np_credentials_provider_get_credentials_finish (
      test_get_provider (ACCOUNTS), result, error);

  g_assert_true ((credentials != NULL) == (*error == NULL));
}

START (get_fixed)
{
  np_credentials_provider_get_credentials_async (NP_CREDENTIALS_PROVIDER (WORLD->fixed),
                                                 cancellable, callback, user_data);
}

FINISH (get_fixed)
{
  g_autoptr (NpCredentials) credentials = np_credentials_provider_get_credentials_finish (
      NP_CREDENTIALS_PROVIDER (WORLD->fixed), result, error);

  g_assert_true ((credentials != NULL) == (*error == NULL));
}

static const NpCancelCase cases[] = {
  { "np_accounts_connect_async", start_connect, finish_connect, FALSE },
  { "np_accounts_change_key_async", start_change_key, finish_change_key, FALSE },
  { "np_accounts_forget_async", start_forget, finish_forget, TRUE },
  { "np_profile_list_load_async", start_load, finish_load, FALSE },
};

/* The interface stands in core; the first of the two stands for all accounts. */
static const NpCancelCase core_cases[] = {
  { "np_credentials_provider_get_credentials_async", start_get_credentials,
    finish_get_credentials, FALSE },
};

static const NpCancelCase fixed_case = { "np_fixed_credentials", start_get_fixed,
                                         finish_get_fixed, FALSE };

/* The keyring is never left in the middle of a write: nobody can cancel these. */
static const char *const without[] = {
  "np_keyring_guard_enter_async",
  "np_keyring_store_async",
  "np_keyring_lookup_async",
  "np_keyring_clear_async",
  NULL,
};

static void
test_case (gconstpointer data)
{
  static const NpCancelWorld kind = { world_new, world_free, NULL, 12, TRUE };

  np_cancel_matrix_run (&kind, data);
}

static void
test_complete (void)
{
  np_cancel_matrix_assert_complete ("accounts", cases, G_N_ELEMENTS (cases), without);
  np_cancel_matrix_assert_complete ("core", core_cases, G_N_ELEMENTS (core_cases), NULL);
}

static void
add (const NpCancelCase *item)
{
  g_autofree char *path = g_strconcat ("/cancel/accounts/", item->name, NULL);

  g_test_add_data_func (path, item, test_case);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    add (&cases[i]);
  add (&core_cases[0]);
  add (&fixed_case);
  g_test_add_func ("/cancel/accounts/complete", test_complete);
  return test_run_at_home ();
}
