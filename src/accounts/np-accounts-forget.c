/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-accounts-private.h"

#include "np-keyring-private.h"
#include "np-waiter-private.h"

typedef struct
{
  NpAccounts *accounts;
  NpWaiter *waiter;
  NpAccountKey *key;
} ForgetOperation;

static void
forget_operation_free (ForgetOperation *op)
{
  g_object_unref (op->accounts);
  np_waiter_free (op->waiter);
  g_object_unref (op->key);
  g_free (op);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ForgetOperation, forget_operation_free)

/* Also when nobody waits for it any more: a record without its key would ask for
 * a key that the person wanted gone. */
static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ForgetOperation) op = user_data;
  g_autoptr (GTask) task = np_waiter_claim (op->waiter);
  g_autoptr (GError) error = NULL;

  if (np_keyring_clear_finish (result, &error))
    np_accounts_remove_key (op->accounts, op->key);
  else if (np_accounts_find_key (op->accounts, np_account_key_get_account (op->key)) == op->key)
    np_account_key_reopen (op->key, error->code);

  if (task != NULL && error == NULL)
    g_task_return_boolean (task, TRUE);
  else if (task != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * np_accounts_forget_async:
 * @self: the accounts
 * @account: one of them
 * @cancellable: (nullable): ends the waiting at once; a prompt stays open, and
 *   with the answer to it the account is still forgotten
 * @callback: called when it is done
 * @user_data: passed to @callback
 *
 * Forgets an account. When this returns the key in memory is gone, "forgetting" was
 * emitted, and who asks the account's provider is told that it was cancelled. Then
 * the keyring's items are removed, and last the record. If the keyring does not let
 * go of a key that it was given, the record stays, so that forgetting can be tried
 * again, and the provider asks the keyring again.
 */
void
np_accounts_forget_async (NpAccounts *self,
                          NpAccount *account,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  NpAccountKey *key = NULL;
  ForgetOperation *op = NULL;

  g_return_if_fail (NP_IS_ACCOUNTS (self));
  key = np_accounts_find_key (self, account);
  g_return_if_fail (key != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, np_accounts_forget_async);
  /* Cancelled in the last moment: the key is gone, and the answer says so. */
  g_task_set_check_cancellable (task, FALSE);

  op = g_new0 (ForgetOperation, 1);
  op->accounts = g_object_ref (self);
  op->waiter = np_waiter_new (task);
  op->key = g_object_ref (key);
  np_account_key_shut (key);
  np_accounts_announce_forgetting (self, account);
  if (np_account_key_get_in_keyring (key))
    {
      np_keyring_clear_async (np_account_get_id (account), NULL, cleared_cb, op);
      return;
    }

  np_accounts_remove_key (self, key);
  forget_operation_free (op);
  g_task_return_boolean (task, TRUE);
}

/**
 * np_accounts_forget_finish:
 * @self: the accounts
 * @result: the operation's result
 * @error: return location
 *
 * Returns: whether nothing is left of the account; if not, with an error of the
 *   `NP_ACCOUNTS_ERROR` domain or %G_IO_ERROR_CANCELLED
 */
gboolean
np_accounts_forget_finish (NpAccounts *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * np_accounts_abandon:
 * @self: the accounts
 * @account: one of them
 *
 * Forgets an account at once and leaves the keyring alone, for when that is damaged
 * or gone for good and np_accounts_forget_async() fails each time. The key may still
 * be in there: ask the person first.
 */
void
np_accounts_abandon (NpAccounts *self, NpAccount *account)
{
  NpAccountKey *key = NULL;

  g_return_if_fail (NP_IS_ACCOUNTS (self));
  key = np_accounts_find_key (self, account);
  g_return_if_fail (key != NULL);

  np_account_key_shut (key);
  np_accounts_announce_forgetting (self, account);
  np_accounts_remove_key (self, key);
}
