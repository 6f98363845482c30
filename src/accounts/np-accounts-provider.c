/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-accounts-private.h"

#include "np-keyring-private.h"
#include "np-waiter-private.h"

/* A lookup in the keyring. All who ask while it runs wait for the same one: the
 * keyring may have a prompt open, and a second prompt upon the first would only
 * confuse. It also outlives those who give up, as long as the account stays. */
struct _NpLookup
{
  NpAccounts *accounts; /* owned */
};

static void
lookup_free (NpLookup *lookup)
{
  g_object_unref (lookup->accounts);
  g_free (lookup);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpLookup, lookup_free)

static void
answer (GTask *task, NpCredentials *credentials, const GError *error)
{
  if (credentials != NULL)
    g_task_return_pointer (task, np_credentials_ref (credentials),
                           (GDestroyNotify) np_credentials_unref);
  else
    g_task_return_error (task, g_error_copy (error));
}

/**
 * np_accounts_settle_lookup:
 * @self: the accounts
 * @credentials: (nullable): the key
 * @error: (nullable): why there is none, if @credentials is %NULL
 *
 * Gives everyone who waits for the lookup the same answer, and pays no more
 * heed to the lookup. Who is told may well ask again at once, so the list is
 * taken away first.
 */
void
np_accounts_settle_lookup (NpAccounts *self, NpCredentials *credentials, const GError *error)
{
  g_autoptr (GPtrArray) waiters = g_steal_pointer (&self->waiters);
  guint i = 0;

  self->lookup = NULL;
  self->waiters = g_ptr_array_new_with_free_func ((GDestroyNotify) np_waiter_free);
  for (i = 0; waiters != NULL && i < waiters->len; i++)
    {
      g_autoptr (GTask) task = np_waiter_claim (g_ptr_array_index (waiters, i));

      if (task != NULL)
        answer (task, credentials, error);
    }
}

/**
 * np_accounts_drop_lookup:
 * @self: the accounts
 *
 * Pays no more heed to the lookup that is under way, if any. Who still waits for
 * it learns that it was cancelled.
 */
void
np_accounts_drop_lookup (NpAccounts *self)
{
  g_autoptr (GError)
      error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "The account was changed");

  np_accounts_settle_lookup (self, NULL, error);
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpLookup) lookup = user_data;
  NpAccounts *self = lookup->accounts;
  g_autoptr (GError) error = NULL;
  g_autoptr (NpCredentials) credentials = np_keyring_lookup_finish (result, &error);

  /* Its answer may be the key of an account that is gone. */
  if (self->lookup != lookup)
    return;

  np_accounts_set_key_state (self, credentials, FALSE,
                             credentials != NULL ? NP_NO_PROBLEM : error->code);
  np_accounts_settle_lookup (self, credentials, error);
}

static void
start_lookup (NpAccounts *self)
{
  self->lookup = g_new0 (NpLookup, 1);
  self->lookup->accounts = g_object_ref (self);
  np_keyring_lookup_async (self->account, looked_up_cb, self->lookup);
}

static void
return_not_stored (NpAccounts *self, GTask *task)
{
  np_accounts_set_key_state (
      self, NULL, FALSE, self->account != NULL ? NP_ACCOUNTS_ERROR_NOT_STORED : NP_NO_PROBLEM);
  g_task_return_new_error (task, NP_ACCOUNTS_ERROR, NP_ACCOUNTS_ERROR_NOT_STORED,
                           "There is no key that the keyring was given");
}

/* The key in memory, else the keyring's. Whatever the keyring says, nothing is
 * deleted: "not stored" and "locked" ask for the key again. */
static void
np_accounts_get_credentials_async (NpCredentialsProvider *provider,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  NpAccounts *self = NP_ACCOUNTS (provider);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, np_accounts_get_credentials_async);
  if (self->credentials != NULL)
    answer (task, self->credentials, NULL);
  else if (self->account == NULL || !self->in_keyring)
    return_not_stored (self, task);
  else
    {
      g_ptr_array_add (self->waiters, np_waiter_new (task));
      if (self->lookup == NULL)
        start_lookup (self);
    }
}

static NpCredentials *
np_accounts_get_credentials_finish (NpCredentialsProvider *provider,
                                    GAsyncResult *result,
                                    GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, provider), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * np_accounts_provider_iface_init:
 * @iface: the interface of `NpAccounts`
 */
void
np_accounts_provider_iface_init (NpCredentialsProviderInterface *iface)
{
  iface->get_credentials_async = np_accounts_get_credentials_async;
  iface->get_credentials_finish = np_accounts_get_credentials_finish;
}
