/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-account-key-private.h"

#include "np-account-private.h"
#include "np-accounts-private.h"
#include "np-keyring-private.h"
#include "np-waiter-private.h"

/* A lookup in the keyring. All who ask while it runs wait for the same one: the
 * keyring may have a prompt open, and a second prompt upon the first would only
 * confuse. It also outlives those who give up, as long as the account stays. */
typedef struct
{
  NpAccountKey *key; /* owned */
} Lookup;

struct _NpAccountKey
{
  GObject parent_instance;

  /* Owned */
  NpAccount *account;
  NpCredentials *credentials; /* nullable: the key, once it was given or looked up */
  GPtrArray *waiters;         /* of NpWaiter: those the lookup is for */

  /* Borrowed */
  Lookup *lookup; /* nullable: the one lookup in the keyring */

  /* State */
  gboolean in_keyring;  /* the keyring was given a key of the account */
  gboolean is_recorded; /* the account was seen in the settings */
  gboolean is_shut;     /* the account is forgotten, or about to be */
  int problem;          /* an NpAccountsError, or NP_NO_PROBLEM */
};

static void np_account_key_provider_init (NpCredentialsProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NpAccountKey,
                               np_account_key,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (NP_TYPE_CREDENTIALS_PROVIDER,
                                                      np_account_key_provider_init))

static void
lookup_free (Lookup *lookup)
{
  g_object_unref (lookup->key);
  g_free (lookup);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Lookup, lookup_free)

static void
set_state (NpAccountKey *self, NpCredentials *credentials, gboolean session_only, int problem)
{
  if (credentials != NULL)
    np_credentials_ref (credentials);
  g_clear_pointer (&self->credentials, np_credentials_unref);
  self->credentials = credentials;
  self->problem = problem;
  np_account_set_key_state (self->account, session_only,
                            np_accounts_describe_problem (problem, session_only));
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

/* Gives everyone who waits for the lookup the same answer, and pays no more heed
 * to the lookup. Who is told may well ask again at once, so the list is taken
 * away first. */
static void
settle_lookup (NpAccountKey *self, NpCredentials *credentials, const GError *error)
{
  g_autoptr (GPtrArray) waiters = g_steal_pointer (&self->waiters);
  guint i = 0;

  self->lookup = NULL;
  self->waiters = g_ptr_array_new_with_free_func ((GDestroyNotify) np_waiter_free);
  for (i = 0; i < waiters->len; i++)
    {
      g_autoptr (GTask) task = np_waiter_claim (g_ptr_array_index (waiters, i));

      if (task != NULL)
        answer (task, credentials, error);
    }
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Lookup) lookup = user_data;
  NpAccountKey *self = lookup->key;
  g_autoptr (GError) error = NULL;
  g_autoptr (NpCredentials) credentials = np_keyring_lookup_finish (result, &error);

  /* Its answer may be a key that was replaced or forgotten meanwhile. */
  if (self->lookup != lookup)
    return;

  set_state (self, credentials, FALSE, credentials != NULL ? NP_NO_PROBLEM : error->code);
  settle_lookup (self, credentials, error);
}

static void
start_lookup (NpAccountKey *self)
{
  self->lookup = g_new0 (Lookup, 1);
  self->lookup->key = g_object_ref (self);
  np_keyring_lookup_async (self->account, looked_up_cb, self->lookup);
}

static void
return_not_stored (NpAccountKey *self, GTask *task)
{
  set_state (self, NULL, FALSE, NP_ACCOUNTS_ERROR_NOT_STORED);
  g_task_return_new_error (task, NP_ACCOUNTS_ERROR, NP_ACCOUNTS_ERROR_NOT_STORED,
                           "There is no key that the keyring was given");
}

static void
return_forgotten (GTask *task)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The account was forgotten");
}

/* The key in memory, else the keyring's. Whatever the keyring says, nothing is
 * deleted: "not stored" and "locked" ask for the key again. */
static void
np_account_key_get_credentials_async (NpCredentialsProvider *provider,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  NpAccountKey *self = NP_ACCOUNT_KEY (provider);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, np_account_key_get_credentials_async);
  if (self->is_shut)
    return_forgotten (task);
  else if (self->credentials != NULL)
    answer (task, self->credentials, NULL);
  else if (!self->in_keyring)
    return_not_stored (self, task);
  else
    {
      g_ptr_array_add (self->waiters, np_waiter_new (task));
      if (self->lookup == NULL)
        start_lookup (self);
    }
}

static NpCredentials *
np_account_key_get_credentials_finish (NpCredentialsProvider *provider,
                                       GAsyncResult *result,
                                       GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, provider), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
np_account_key_provider_init (NpCredentialsProviderInterface *iface)
{
  iface->get_credentials_async = np_account_key_get_credentials_async;
  iface->get_credentials_finish = np_account_key_get_credentials_finish;
}

/* Whoever waits, and the lookup itself, hold a reference: none is left here. */
static void
np_account_key_finalize (GObject *object)
{
  NpAccountKey *self = NP_ACCOUNT_KEY (object);

  g_clear_pointer (&self->credentials, np_credentials_unref);
  g_clear_object (&self->account);
  g_ptr_array_unref (self->waiters);

  G_OBJECT_CLASS (np_account_key_parent_class)->finalize (object);
}

static void
np_account_key_class_init (NpAccountKeyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = np_account_key_finalize;
}

static void
np_account_key_init (NpAccountKey *self)
{
  self->problem = NP_NO_PROBLEM;
  self->waiters = g_ptr_array_new_with_free_func ((GDestroyNotify) np_waiter_free);
}

/**
 * np_account_key_new:
 * @account: an account
 * @in_keyring: whether the keyring was given its key
 *
 * Returns: (transfer full): the key of @account, not asked for yet
 */
NpAccountKey *
np_account_key_new (NpAccount *account, gboolean in_keyring)
{
  NpAccountKey *self = g_object_new (NP_TYPE_ACCOUNT_KEY, NULL);

  self->account = g_object_ref (account);
  self->in_keyring = in_keyring;

  return self;
}

/**
 * np_account_key_get_account:
 * @self: a key
 *
 * Returns: (transfer none): whose key it is
 */
NpAccount *
np_account_key_get_account (NpAccountKey *self)
{
  return self->account;
}

/**
 * np_account_key_get_in_keyring:
 * @self: a key
 *
 * Returns: whether the keyring was given a key of the account; if not, there is
 *   nothing to look for and nothing to remove there
 */
gboolean
np_account_key_get_in_keyring (NpAccountKey *self)
{
  return self->in_keyring;
}

/**
 * np_account_key_set_in_keyring:
 * @self: a key
 * @in_keyring: whether the keyring was given a key of the account
 */
void
np_account_key_set_in_keyring (NpAccountKey *self, gboolean in_keyring)
{
  self->in_keyring = in_keyring;
}

/**
 * np_account_key_get_is_recorded:
 * @self: a key
 *
 * Returns: whether the account was seen in the settings: if it is not there any
 *   more, somebody forgot it
 */
gboolean
np_account_key_get_is_recorded (NpAccountKey *self)
{
  return self->is_recorded;
}

/**
 * np_account_key_set_is_recorded:
 * @self: a key
 * @is_recorded: whether the account was seen in the settings
 */
void
np_account_key_set_is_recorded (NpAccountKey *self, gboolean is_recorded)
{
  self->is_recorded = is_recorded;
}

/**
 * np_account_key_take_over:
 * @self: a key
 * @credentials: the new key
 * @problem: an `NpAccountsError` that says why the keyring did not take it, or %NP_NO_PROBLEM
 *
 * Whoever waits for the keyring gets the new key. An item that the keyring was
 * given earlier stays one to look for and to forget, also when it did not take
 * the new key.
 */
void
np_account_key_take_over (NpAccountKey *self, NpCredentials *credentials, int problem)
{
  gboolean stored = problem == NP_NO_PROBLEM;

  self->in_keyring = self->in_keyring || stored;
  self->is_shut = FALSE;
  set_state (self, credentials, !stored, problem);
  settle_lookup (self, credentials, NULL);
}

/**
 * np_account_key_use_for_session:
 * @self: a key
 * @credentials: the key to use until the program ends
 *
 * Whoever waits for the keyring gets this key.
 */
void
np_account_key_use_for_session (NpAccountKey *self, NpCredentials *credentials)
{
  set_state (self, credentials, TRUE, self->problem);
  settle_lookup (self, credentials, NULL);
}

/**
 * np_account_key_calm:
 * @self: a key
 *
 * Says nothing of the keyring any more until it was asked again; a key in memory
 * stays.
 */
void
np_account_key_calm (NpAccountKey *self)
{
  if (self->credentials == NULL)
    set_state (self, NULL, FALSE, NP_NO_PROBLEM);
}

/**
 * np_account_key_drop:
 * @self: a key
 *
 * Forgets the key in memory, because another process put a new one into the
 * keyring. Whoever waits is told that it was cancelled.
 */
void
np_account_key_drop (NpAccountKey *self)
{
  g_autoptr (GError)
      error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "The account was changed");

  set_state (self, NULL, FALSE, NP_NO_PROBLEM);
  settle_lookup (self, NULL, error);
}

/**
 * np_account_key_shut:
 * @self: a key
 *
 * Forgets the key in memory and gives none any more: who asks or waits is told
 * that it was cancelled.
 */
void
np_account_key_shut (NpAccountKey *self)
{
  self->is_shut = TRUE;
  np_account_key_drop (self);
}

/**
 * np_account_key_reopen:
 * @self: a key that was shut
 * @problem: an `NpAccountsError` that says why it could not be forgotten
 */
void
np_account_key_reopen (NpAccountKey *self, int problem)
{
  self->is_shut = FALSE;
  set_state (self, NULL, FALSE, problem);
}
