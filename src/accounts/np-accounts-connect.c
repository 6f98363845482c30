/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-accounts-private.h"

#include "np-account-private.h"
#include "np-keyring-private.h"
#include "np-waiter-private.h"

/* An account gets a key: a new account its first, a known one another. */
typedef struct
{
  NpAccounts *accounts;
  NpWaiter *waiter;
  NpAccount *account;
  NpCredentials *credentials;
  char *workspace_id; /* nullable: to show from now on */
  gint64 token_expires;
  gboolean becomes_current;
} KeyOperation;

static void
key_operation_free (KeyOperation *op)
{
  g_object_unref (op->accounts);
  np_waiter_free (op->waiter);
  g_object_unref (op->account);
  np_credentials_unref (op->credentials);
  g_free (op->workspace_id);
  g_free (op);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KeyOperation, key_operation_free)

static void
removed_old_item_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  /* The new key is stored; that an old one is left over does not undo that. */
  np_keyring_clear_finish (result, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
take_over (KeyOperation *op, const GError *problem)
{
  NpAccounts *self = op->accounts;
  NpAccount *account = op->account;
  NpAccountKey *key = NULL;

  np_accounts_hold (self);
  key = np_accounts_ensure_key (self, account);
  np_account_set_access_key_id (account, np_credentials_get_access_key_id (op->credentials));
  np_account_set_has_token (account,
                            np_credentials_get_security_token (op->credentials) != NULL);
  np_account_set_token_expires (account, op->token_expires);
  if (op->workspace_id != NULL && *op->workspace_id != '\0')
    np_account_set_workspace_id (account, op->workspace_id);
  np_account_key_take_over (key, op->credentials,
                            problem != NULL ? problem->code : NP_NO_PROBLEM);
  np_accounts_release (self, key);
  if (op->becomes_current)
    np_accounts_set_current (self, account);
}

/* An item that nobody knows of must not stay; the one that an account goes on
 * with does. */
static void
remove_leftover (KeyOperation *op)
{
  NpAccountKey *key = np_accounts_find_key (op->accounts, op->account);
  const char *access_key_id = np_credentials_get_access_key_id (op->credentials);

  if (key == NULL || !np_account_key_get_in_keyring (key) ||
      !g_str_equal (np_account_get_access_key_id (op->account), access_key_id))
    np_keyring_clear_async (np_account_get_id (op->account), access_key_id, NULL, NULL);
}

static gboolean
is_unfit (const GError *error)
{
  return g_error_matches (error, NP_ACCOUNTS_ERROR, NP_ACCOUNTS_ERROR_INVALID_KEY);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KeyOperation) op = user_data;
  g_autoptr (GTask) task = np_waiter_claim (op->waiter);
  g_autofree char *old_id = g_strdup (np_account_get_access_key_id (op->account));
  const char *new_id = np_credentials_get_access_key_id (op->credentials);
  g_autoptr (GError) error = NULL;
  gboolean stored = np_keyring_store_finish (result, &error);

  /* A keyring that fails may have made the item all the same. */
  if ((stored && task == NULL) ||
      g_error_matches (error, NP_ACCOUNTS_ERROR, NP_ACCOUNTS_ERROR_KEYRING_FAILED))
    remove_leftover (op);
  if (task == NULL)
    return;

  if (is_unfit (error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  take_over (op, error);
  if (stored && !g_str_equal (old_id, new_id))
    np_keyring_clear_async (np_account_get_id (op->account), old_id, removed_old_item_cb,
                            g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

static KeyOperation *
key_operation_new (NpAccounts *self,
                   GTask *task,
                   NpAccount *account,
                   NpCredentials *credentials)
{
  KeyOperation *op = g_new0 (KeyOperation, 1);

  op->accounts = g_object_ref (self);
  op->waiter = np_waiter_new (task);
  op->account = g_object_ref (account);
  op->credentials = np_credentials_ref (credentials);

  return op;
}

/**
 * np_accounts_connect_async:
 * @self: the accounts
 * @account: the account; its `has-token` is set from @credentials
 * @credentials: its key, cleaned by np_key_text_clean_secret() and its siblings
 * @cancellable: (nullable): ends the waiting at once; nothing is changed then,
 *   and if the keyring takes the key later it is removed again
 * @callback: called when it is done
 * @user_data: passed to @callback
 *
 * Stores the key in the keyring, adds the account and makes it the current one.
 * When one with the same AccessKey ID, region and endpoint is there already, that
 * one gets the key, and the workspace if @account has one; its name and colour
 * stay. While the keyring asks the person for a password the account before stays
 * the current one. A keyring that cannot be used is no error: the key is then kept in
 * memory, the account's "session-only" is %TRUE and its "keyring-problem" says why.
 */
void
np_accounts_connect_async (NpAccounts *self,
                           NpAccount *account,
                           NpCredentials *credentials,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  NpAccount *same = NULL;
  KeyOperation *op = NULL;

  g_return_if_fail (NP_IS_ACCOUNTS (self));
  g_return_if_fail (NP_IS_ACCOUNT (account));
  g_return_if_fail (credentials != NULL);
  g_return_if_fail (g_str_equal (np_account_get_access_key_id (account),
                                 np_credentials_get_access_key_id (credentials)));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, np_accounts_connect_async);
  /* Cancelled in the last moment: the account is connected, and the answer says so. */
  g_task_set_check_cancellable (task, FALSE);
  same = np_accounts_find_same (self, account);
  op = key_operation_new (self, task, same, credentials);
  op->workspace_id = g_strdup (np_account_get_workspace_id (account));
  op->token_expires = np_account_get_token_expires (account);
  op->becomes_current = TRUE;
  np_keyring_store_async (same, credentials, stored_cb, op);
}

/**
 * np_accounts_connect_finish:
 * @self: the accounts
 * @result: the operation's result
 * @error: return location
 *
 * Returns: whether the account is connected; if not, with %G_IO_ERROR_CANCELLED, or
 *   with %NP_ACCOUNTS_ERROR_INVALID_KEY for a key that is empty or has a line break inside
 */
gboolean
np_accounts_connect_finish (NpAccounts *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * np_accounts_change_key_async:
 * @self: the accounts
 * @account: one of them
 * @credentials: its new key, cleaned by np_key_text_clean_secret() and its
 *   siblings, with or without a token, of the same or another AccessKey ID
 * @token_expires: when the security token ends, in seconds since 1970; 0 if nobody said
 * @cancellable: (nullable): ends the waiting at once; the account keeps its key then
 * @callback: called when it is done
 * @user_data: passed to @callback
 *
 * Stores another key for an account in the keyring and removes the old one. A
 * keyring that cannot be used is no error, as in np_accounts_connect_async().
 * Requests that wait for the keyring get the new key.
 */
void
np_accounts_change_key_async (NpAccounts *self,
                              NpAccount *account,
                              NpCredentials *credentials,
                              gint64 token_expires,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  KeyOperation *op = NULL;

  g_return_if_fail (NP_IS_ACCOUNTS (self));
  g_return_if_fail (np_accounts_find_key (self, account) != NULL);
  g_return_if_fail (credentials != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, np_accounts_change_key_async);
  g_task_set_check_cancellable (task, FALSE);
  op = key_operation_new (self, task, account, credentials);
  op->token_expires = token_expires;
  np_keyring_store_async (account, credentials, stored_cb, op);
}

/**
 * np_accounts_change_key_finish:
 * @self: the accounts
 * @result: the operation's result
 * @error: return location
 *
 * Returns: whether the account has the new key; if not, with the errors of
 *   np_accounts_connect_finish()
 */
gboolean
np_accounts_change_key_finish (NpAccounts *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
