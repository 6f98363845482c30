/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-accounts-private.h"

#include "np-keyring-private.h"
#include "np-waiter-private.h"

static void workspace_changed_cb (NpAccount *account, GParamSpec *pspec, gpointer user_data);

G_DEFINE_FINAL_TYPE_WITH_CODE (NpAccounts,
                               np_accounts,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (NP_TYPE_CREDENTIALS_PROVIDER,
                                                      np_accounts_provider_iface_init))

enum
{
  PROP_ACCOUNT = 1,
  PROP_SESSION_ONLY,
  PROP_KEYRING_PROBLEM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
notify (NpAccounts *self, guint prop_id)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);
}

static void
set_credentials (NpAccounts *self, NpCredentials *credentials)
{
  if (credentials != NULL)
    np_credentials_ref (credentials);
  g_clear_pointer (&self->credentials, np_credentials_unref);
  self->credentials = credentials;
}

/**
 * np_accounts_set_key_state:
 * @self: the accounts
 * @credentials: (nullable): the key to keep in memory; %NULL for none
 * @session_only: whether it is in memory only
 * @problem: an `NpAccountsError` that says what is wrong with the keyring, or %NP_NO_PROBLEM
 */
void
np_accounts_set_key_state (NpAccounts *self,
                           NpCredentials *credentials,
                           gboolean session_only,
                           int problem)
{
  GObject *object = G_OBJECT (self);
  gboolean was_session_only = self->session_only;
  const char *old_problem = np_accounts_get_keyring_problem (self);

  g_object_freeze_notify (object);
  set_credentials (self, credentials);
  self->session_only = session_only;
  self->problem = problem;
  if (was_session_only != session_only)
    notify (self, PROP_SESSION_ONLY);
  if (g_strcmp0 (old_problem, np_accounts_get_keyring_problem (self)) != 0)
    notify (self, PROP_KEYRING_PROBLEM);
  g_object_thaw_notify (object);
}

static void
adopt_account (NpAccounts *self, NpAccount *account)
{
  if (self->account != NULL)
    g_signal_handlers_disconnect_by_func (self->account, workspace_changed_cb, self);
  g_set_object (&self->account, account);
  if (account != NULL)
    g_signal_connect_object (account, "notify::workspace-id", G_CALLBACK (workspace_changed_cb),
                             self, 0);
}

static void
remember (NpAccounts *self, NpAccount *account, gboolean in_keyring)
{
  adopt_account (self, account);
  self->in_keyring = in_keyring;
  np_accounts_record_write (self->record, account, in_keyring);
  notify (self, PROP_ACCOUNT);
}

static void
workspace_changed_cb (NpAccount *account, GParamSpec *pspec, gpointer user_data)
{
  NpAccounts *self = user_data;

  np_accounts_record_write (self->record, account, self->in_keyring);
}

static void
np_accounts_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  NpAccounts *self = NP_ACCOUNTS (object);

  switch (prop_id)
    {
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;
    case PROP_SESSION_ONLY:
      g_value_set_boolean (value, self->session_only);
      break;
    case PROP_KEYRING_PROBLEM:
      g_value_set_string (value, np_accounts_get_keyring_problem (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
np_accounts_dispose (GObject *object)
{
  NpAccounts *self = NP_ACCOUNTS (object);

  adopt_account (self, NULL);
  g_clear_pointer (&self->credentials, np_credentials_unref);
  g_clear_object (&self->record);

  G_OBJECT_CLASS (np_accounts_parent_class)->dispose (object);
}

/* Whoever waits, and the lookup itself, hold a reference: none is left here. */
static void
np_accounts_finalize (GObject *object)
{
  NpAccounts *self = NP_ACCOUNTS (object);

  g_ptr_array_unref (self->waiters);

  G_OBJECT_CLASS (np_accounts_parent_class)->finalize (object);
}

static void
np_accounts_class_init (NpAccountsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = np_accounts_get_property;
  object_class->dispose = np_accounts_dispose;
  object_class->finalize = np_accounts_finalize;

  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, NP_TYPE_ACCOUNT,
                                                  flags);
  properties[PROP_SESSION_ONLY] = g_param_spec_boolean ("session-only", NULL, NULL, FALSE,
                                                        flags);
  properties[PROP_KEYRING_PROBLEM] = g_param_spec_string ("keyring-problem", NULL, NULL, NULL,
                                                          flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
np_accounts_init (NpAccounts *self)
{
  self->problem = NP_NO_PROBLEM;
  np_accounts_settle_lookup (self, NULL, NULL);
}

/**
 * np_accounts_new:
 * @settings: the program's settings
 *
 * Reads the remembered account. The keyring is not asked before a request needs
 * the key, so that starting the program never waits for it.
 *
 * Returns: (transfer full): the accounts
 */
NpAccounts *
np_accounts_new (GSettings *settings)
{
  NpAccounts *self = NULL;
  g_autoptr (NpAccount) account = NULL;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (NP_TYPE_ACCOUNTS, NULL);
  self->record = np_accounts_record_open (settings);
  account = np_accounts_record_read (self->record, &self->in_keyring);
  adopt_account (self, account);

  return self;
}

/**
 * np_accounts_get_account:
 * @self: the accounts
 *
 * Returns: (transfer none) (nullable): the connected account
 */
NpAccount *
np_accounts_get_account (NpAccounts *self)
{
  g_return_val_if_fail (NP_IS_ACCOUNTS (self), NULL);

  return self->account;
}

/**
 * np_accounts_get_is_session_only:
 * @self: the accounts
 *
 * Returns: whether the key is in memory and nowhere else
 */
gboolean
np_accounts_get_is_session_only (NpAccounts *self)
{
  g_return_val_if_fail (NP_IS_ACCOUNTS (self), FALSE);

  return self->session_only;
}

/**
 * np_accounts_get_keyring_problem:
 * @self: the accounts
 *
 * Returns: (nullable): what is wrong with the keyring, as a translated
 *   sentence; %NULL if nothing is, or if it was not asked yet
 */
const char *
np_accounts_get_keyring_problem (NpAccounts *self)
{
  g_return_val_if_fail (NP_IS_ACCOUNTS (self), NULL);

  return np_accounts_describe_problem (self->problem, self->session_only);
}

typedef struct
{
  NpAccounts *accounts;
  NpWaiter *waiter;
  NpAccount *account;
  NpCredentials *credentials;
  NpAccount *replaced; /* nullable: whose item in the keyring nobody will look for again */
} ConnectOperation;

static void
connect_operation_free (ConnectOperation *op)
{
  g_object_unref (op->accounts);
  np_waiter_free (op->waiter);
  g_object_unref (op->account);
  np_credentials_unref (op->credentials);
  g_clear_object (&op->replaced);
  g_free (op);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ConnectOperation, connect_operation_free)

static gboolean
have_one_item (NpAccount *account, NpAccount *other)
{
  return g_str_equal (np_account_get_id (account), np_account_get_id (other)) &&
         g_str_equal (np_account_get_access_key_id (account),
                      np_account_get_access_key_id (other));
}

static void
removed_replaced_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  /* The new key is stored; that an old one is left over does not undo that. */
  np_keyring_clear_finish (result, NULL);
  g_task_return_boolean (task, TRUE);
}

/* An item that is there already stays one to look for and to forget, also when
 * the keyring did not take the new key. */
static void
take_over (ConnectOperation *op, const GError *problem)
{
  NpAccounts *self = op->accounts;
  gboolean stored = problem == NULL;
  gboolean renewed = self->in_keyring && have_one_item (op->account, self->account);

  if (stored && self->in_keyring && !renewed)
    op->replaced = g_object_ref (self->account);
  np_account_set_has_token (op->account,
                            np_credentials_get_security_token (op->credentials) != NULL);

  g_object_freeze_notify (G_OBJECT (self));
  np_accounts_set_key_state (self, op->credentials, !stored,
                             stored ? NP_NO_PROBLEM : problem->code);
  remember (self, op->account, stored || renewed);
  g_object_thaw_notify (G_OBJECT (self));
  np_accounts_drop_lookup (self);
}

/* An item that nobody knows of must not stay; the connected account's own does. */
static void
remove_leftover (NpAccounts *self, NpAccount *account)
{
  if (self->account != NULL && have_one_item (account, self->account))
    return;

  np_keyring_clear_async (np_account_get_id (account), np_account_get_access_key_id (account),
                          NULL, NULL);
}

static gboolean
is_unfit (const GError *error)
{
  return g_error_matches (error, NP_ACCOUNTS_ERROR, NP_ACCOUNTS_ERROR_INVALID_KEY);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ConnectOperation) op = user_data;
  g_autoptr (GTask) task = np_waiter_claim (op->waiter);
  g_autoptr (GError) error = NULL;
  gboolean stored = np_keyring_store_finish (result, &error);

  /* A keyring that fails may have made the item all the same. */
  if ((stored && task == NULL) ||
      g_error_matches (error, NP_ACCOUNTS_ERROR, NP_ACCOUNTS_ERROR_KEYRING_FAILED))
    remove_leftover (op->accounts, op->account);
  if (task == NULL)
    return;

  if (is_unfit (error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  take_over (op, error);
  if (op->replaced == NULL)
    g_task_return_boolean (task, TRUE);
  else
    np_keyring_clear_async (np_account_get_id (op->replaced),
                            np_account_get_access_key_id (op->replaced), removed_replaced_cb,
                            g_steal_pointer (&task));
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
 * Stores the key in the keyring and remembers the account in place of the one
 * before, whose key is removed. While the keyring asks the person for a password
 * the account before stays connected. A keyring that cannot be used is no error:
 * the key is then kept in memory, "session-only" is %TRUE and "keyring-problem" says why.
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
  ConnectOperation *op = NULL;

  g_return_if_fail (NP_IS_ACCOUNTS (self));
  g_return_if_fail (NP_IS_ACCOUNT (account));
  g_return_if_fail (credentials != NULL);
  g_return_if_fail (g_str_equal (np_account_get_access_key_id (account),
                                 np_credentials_get_access_key_id (credentials)));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, np_accounts_connect_async);
  /* Cancelled in the last moment: the account is connected, and the answer says so. */
  g_task_set_check_cancellable (task, FALSE);
  op = g_new0 (ConnectOperation, 1);
  op->accounts = g_object_ref (self);
  op->waiter = np_waiter_new (task);
  op->account = g_object_ref (account);
  op->credentials = np_credentials_ref (credentials);

  np_accounts_drop_lookup (self);
  np_keyring_store_async (account, credentials, stored_cb, op);
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
 * np_accounts_use_for_session:
 * @self: the accounts, with a connected account
 * @credentials: the key
 *
 * Keeps a key in memory until the program ends, for when the keyring could not
 * be asked for it. What the keyring holds stays as it is. Requests that wait
 * for the keyring get this key.
 */
void
np_accounts_use_for_session (NpAccounts *self, NpCredentials *credentials)
{
  g_return_if_fail (NP_IS_ACCOUNTS (self));
  g_return_if_fail (self->account != NULL);
  g_return_if_fail (credentials != NULL);

  np_accounts_set_key_state (self, credentials, TRUE, self->problem);
  np_accounts_settle_lookup (self, credentials, NULL);
}

typedef struct
{
  NpAccounts *accounts;
  NpWaiter *waiter;
  NpAccount *account;
} ForgetOperation;

static void
forget_operation_free (ForgetOperation *op)
{
  g_object_unref (op->accounts);
  np_waiter_free (op->waiter);
  g_object_unref (op->account);
  g_free (op);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ForgetOperation, forget_operation_free)

static void
forget_record (NpAccounts *self)
{
  g_object_freeze_notify (G_OBJECT (self));
  np_accounts_set_key_state (self, NULL, FALSE, NP_NO_PROBLEM);
  remember (self, NULL, FALSE);
  g_object_thaw_notify (G_OBJECT (self));
  np_accounts_drop_lookup (self);
}

/* Also when nobody waits for it any more: a record without its key would ask for
 * a key that the person wanted gone. But another account may be there by now. */
static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ForgetOperation) op = user_data;
  g_autoptr (GTask) task = np_waiter_claim (op->waiter);
  NpAccounts *self = op->accounts;
  g_autoptr (GError) error = NULL;
  gboolean cleared = np_keyring_clear_finish (result, &error);

  if (op->account == self->account && cleared)
    forget_record (self);
  else if (op->account == self->account)
    np_accounts_set_key_state (self, self->credentials, self->session_only, error->code);

  if (task != NULL && cleared)
    g_task_return_boolean (task, TRUE);
  else if (task != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * np_accounts_forget_async:
 * @self: the accounts
 * @cancellable: (nullable): ends the waiting at once; a prompt stays open, and
 *   with the answer to it the account is still forgotten
 * @callback: called when it is done
 * @user_data: passed to @callback
 *
 * Forgets the connected account. The key in memory is gone when this returns;
 * then the keyring's items are removed, and last the record. If the keyring
 * does not let go of a key that it was given, the record stays, so that
 * forgetting can be tried again.
 */
void
np_accounts_forget_async (NpAccounts *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  ForgetOperation *op = NULL;

  g_return_if_fail (NP_IS_ACCOUNTS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, np_accounts_forget_async);
  /* Cancelled in the last moment: the key is gone, and the answer says so. */
  g_task_set_check_cancellable (task, FALSE);

  np_accounts_set_key_state (self, NULL, FALSE, self->problem);
  np_accounts_drop_lookup (self);
  if (self->account == NULL || !self->in_keyring)
    {
      forget_record (self);
      g_task_return_boolean (task, TRUE);
      return;
    }

  op = g_new0 (ForgetOperation, 1);
  op->accounts = g_object_ref (self);
  op->waiter = np_waiter_new (task);
  op->account = g_object_ref (self->account);
  np_keyring_clear_async (np_account_get_id (self->account), NULL, cleared_cb, op);
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
