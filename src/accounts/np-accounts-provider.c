/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-accounts-private.h"

#include "np-keyring-private.h"

/* One who waits for the lookup in the keyring. All who ask meanwhile wait for
 * the same one: the keyring may have a prompt open, and a second prompt upon
 * the first would only confuse. */
typedef struct
{
  GTask *task;
  GSource *cancelled; /* nullable */
} Waiter;

static void
waiter_free (gpointer data)
{
  Waiter *waiter = data;

  if (waiter->cancelled != NULL)
    {
      g_source_destroy (waiter->cancelled);
      g_source_unref (waiter->cancelled);
    }
  g_object_unref (waiter->task);
  g_free (waiter);
}

/**
 * np_accounts_create_waiters:
 *
 * Returns: (transfer full): an empty list of those who wait for the lookup
 */
GPtrArray *
np_accounts_create_waiters (void)
{
  return g_ptr_array_new_with_free_func (waiter_free);
}

static gboolean
waiter_has_task (gconstpointer waiter, gconstpointer task)
{
  return ((const Waiter *) waiter)->task == task;
}

/* One waiter gave up. The others still want the key; with the last one the
 * lookup ends, and with it a prompt that is open. */
static gboolean
waiter_cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  NpAccounts *self = g_task_get_source_object (task);
  guint i = 0;

  if (g_ptr_array_find_with_equal_func (self->waiters, task, waiter_has_task, &i))
    g_ptr_array_remove_index (self->waiters, i);
  if (self->waiters->len == 0)
    np_accounts_drop_lookup (self);
  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

static void
add_waiter (NpAccounts *self, GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  Waiter *waiter = g_new0 (Waiter, 1);

  waiter->task = g_object_ref (task);
  if (cancellable != NULL)
    {
      waiter->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (waiter->cancelled, G_SOURCE_FUNC (waiter_cancelled_cb),
                             g_object_ref (task), g_object_unref);
      g_source_attach (waiter->cancelled, g_task_get_context (task));
    }
  g_ptr_array_add (self->waiters, waiter);
}

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
 * np_accounts_answer_waiters:
 * @self: the accounts
 * @credentials: (nullable): the key
 * @error: (nullable): why there is none, if @credentials is %NULL
 *
 * Gives everyone who waits for the lookup the same answer. Who is told may
 * well ask again at once, so the list is taken away first.
 */
void
np_accounts_answer_waiters (NpAccounts *self, NpCredentials *credentials, const GError *error)
{
  g_autoptr (GPtrArray) waiters = g_steal_pointer (&self->waiters);
  guint i = 0;

  self->waiters = np_accounts_create_waiters ();
  for (i = 0; i < waiters->len; i++)
    answer (((Waiter *) g_ptr_array_index (waiters, i))->task, credentials, error);
}

/**
 * np_accounts_drop_lookup:
 * @self: the accounts
 *
 * Ends the lookup that is under way, if any. Who still waits for it learns that
 * it was cancelled.
 */
void
np_accounts_drop_lookup (NpAccounts *self)
{
  g_autoptr (GCancellable) lookup = g_steal_pointer (&self->lookup);
  g_autoptr (GError)
      error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "The account was changed");

  g_cancellable_cancel (lookup);
  np_accounts_answer_waiters (self, NULL, error);
}

typedef struct
{
  NpAccounts *accounts;
  GCancellable *lookup;
} LookupOperation;

static void
lookup_operation_free (LookupOperation *op)
{
  g_object_unref (op->accounts);
  g_object_unref (op->lookup);
  g_free (op);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LookupOperation, lookup_operation_free)

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LookupOperation) op = user_data;
  NpAccounts *self = op->accounts;
  g_autoptr (GError) error = NULL;
  g_autoptr (NpCredentials) credentials = np_keyring_lookup_finish (result, &error);

  /* Dropped: its answer may be the key of an account that is gone. */
  if (self->lookup != op->lookup)
    return;

  g_clear_object (&self->lookup);
  np_accounts_set_key_state (self, credentials, FALSE,
                             credentials != NULL ? NP_NO_PROBLEM : error->code);
  np_accounts_answer_waiters (self, credentials, error);
}

static void
start_lookup (NpAccounts *self)
{
  LookupOperation *op = g_new0 (LookupOperation, 1);

  self->lookup = g_cancellable_new ();
  op->accounts = g_object_ref (self);
  op->lookup = g_object_ref (self->lookup);
  np_keyring_lookup_async (self->account, self->lookup, looked_up_cb, op);
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
  if (g_task_return_error_if_cancelled (task))
    return;

  if (self->credentials != NULL)
    answer (task, self->credentials, NULL);
  else if (self->account == NULL || !self->in_keyring)
    return_not_stored (self, task);
  else
    {
      add_waiter (self, task);
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
