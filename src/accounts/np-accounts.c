/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-accounts-private.h"

#include "np-keyring-guard-private.h"

struct _NpAccounts
{
  GObject parent_instance;

  /* Owned */
  GSettings *settings;
  GListStore *list;   /* of NpAccount */
  GPtrArray *keys;    /* of NpAccountKey, one for each account of the list */
  NpAccount *current; /* nullable, one of the list */

  /* State */
  int holds; /* while it is above 0, changes of an account are not written */
};

G_DEFINE_FINAL_TYPE (NpAccounts, np_accounts, G_TYPE_OBJECT)

enum
{
  PROP_ACCOUNT = 1,
  PROP_SESSION_ONLY,
  PROP_KEYRING_PROBLEM,
  N_PROPS
};

enum
{
  SIGNAL_FORGETTING,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static NpAccountKey *
get_key (NpAccounts *self, guint i)
{
  return g_ptr_array_index (self->keys, i);
}

static NpAccountKey *
find_key_by_id (NpAccounts *self, const char *id)
{
  guint i = 0;

  for (i = 0; i < self->keys->len; i++)
    if (g_str_equal (np_account_get_id (np_account_key_get_account (get_key (self, i))), id))
      return get_key (self, i);

  return NULL;
}

static void
session_only_cb (NpAccounts *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION_ONLY]);
}

static void
keyring_problem_cb (NpAccounts *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEYRING_PROBLEM]);
}

static void
set_current (NpAccounts *self, NpAccount *account)
{
  if (self->current != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->current, session_only_cb, self);
      g_signal_handlers_disconnect_by_func (self->current, keyring_problem_cb, self);
    }
  g_set_object (&self->current, account);
  if (account != NULL)
    {
      g_signal_connect_object (account, "notify::session-only", G_CALLBACK (session_only_cb),
                               self, G_CONNECT_SWAPPED);
      g_signal_connect_object (account, "notify::keyring-problem",
                               G_CALLBACK (keyring_problem_cb), self, G_CONNECT_SWAPPED);
    }
}

/* The first colour of the fewest accounts. */
static const char *
choose_colour (NpAccounts *self)
{
  const char *const *colours = np_account_get_colours ();
  const char *best = NULL;
  guint best_uses = G_MAXUINT;

  for (; *colours != NULL; colours++)
    {
      guint uses = 0;

      for (guint i = 0; i < self->keys->len; i++)
        if (g_str_equal (np_account_get_colour (np_account_key_get_account (get_key (self, i))),
                         *colours))
          uses++;
      if (uses < best_uses)
        {
          best = *colours;
          best_uses = uses;
        }
    }

  return best;
}

static void
account_changed_cb (NpAccount *account, GParamSpec *pspec, gpointer user_data)
{
  NpAccounts *self = user_data;

  if (self->holds == 0)
    np_accounts_record_write (self->settings, np_accounts_find_key (self, account));
}

static void
add_key (NpAccounts *self, NpAccountKey *key)
{
  NpAccount *account = np_account_key_get_account (key);

  if (*np_account_get_colour (account) == '\0')
    np_account_set_colour (account, choose_colour (self));
  g_ptr_array_add (self->keys, g_object_ref (key));
  g_signal_connect_object (account, "notify", G_CALLBACK (account_changed_cb), self, 0);
  g_list_store_append (self->list, account);
}

static gboolean
is_among (GPtrArray *entries, const char *id)
{
  guint i = 0;

  for (i = 0; i < entries->len; i++)
    if (g_str_equal (np_accounts_record_get_id (g_ptr_array_index (entries, i)), id))
      return TRUE;

  return FALSE;
}

static void
remove_vanished (NpAccounts *self, GPtrArray *entries)
{
  guint i = 0;

  for (i = self->keys->len; i > 0; i--)
    {
      g_autoptr (NpAccountKey) key = g_object_ref (get_key (self, i - 1));
      NpAccount *account = np_account_key_get_account (key);

      if (!np_account_key_get_is_recorded (key) ||
          is_among (entries, np_account_get_id (account)))
        continue;
      np_account_key_shut (key);
      np_accounts_announce_forgetting (self, account);
      np_accounts_remove_key (self, key);
    }
}

/* What the settings say counts: it may come from another process. */
static void
read_settings (NpAccounts *self)
{
  g_autoptr (GPtrArray) entries = np_accounts_record_read (self->settings);
  guint i = 0;

  self->holds++;
  for (i = 0; i < entries->len; i++)
    {
      GVariant *entry = g_ptr_array_index (entries, i);
      NpAccountKey *known = find_key_by_id (self, np_accounts_record_get_id (entry));
      g_autoptr (NpAccountKey) key = NULL;

      if (known != NULL)
        {
          np_accounts_record_update_key (entry, known);
          continue;
        }
      key = np_accounts_record_create_key (entry);
      add_key (self, key);
    }
  remove_vanished (self, entries);
  self->holds--;
}

static void
np_accounts_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  NpAccounts *self = NP_ACCOUNTS (object);

  switch (prop_id)
    {
    case PROP_ACCOUNT:
      g_value_set_object (value, self->current);
      break;
    case PROP_SESSION_ONLY:
      g_value_set_boolean (value, np_accounts_get_is_session_only (self));
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

  set_current (self, NULL);
  np_keyring_guard_close ();
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  g_clear_object (&self->list);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (np_accounts_parent_class)->dispose (object);
}

static void
np_accounts_class_init (NpAccountsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = np_accounts_get_property;
  object_class->dispose = np_accounts_dispose;

  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, NP_TYPE_ACCOUNT,
                                                  flags);
  properties[PROP_SESSION_ONLY] = g_param_spec_boolean ("session-only", NULL, NULL, FALSE,
                                                        flags);
  properties[PROP_KEYRING_PROBLEM] = g_param_spec_string ("keyring-problem", NULL, NULL, NULL,
                                                          flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * NpAccounts::forgetting:
   * @self: the accounts
   * @account: one of them
   *
   * The key of @account is gone from memory, and its provider gives none any more.
   * A request that was signed before still holds it: stop what uses the account.
   */
  signals[SIGNAL_FORGETTING] = g_signal_new ("forgetting", G_TYPE_FROM_CLASS (klass),
                                             G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                             G_TYPE_NONE, 1, NP_TYPE_ACCOUNT);
}

static void
np_accounts_init (NpAccounts *self)
{
  self->list = g_list_store_new (NP_TYPE_ACCOUNT);
  self->keys = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * np_accounts_find_key:
 * @self: the accounts
 * @account: an account
 *
 * Returns: (transfer none) (nullable): its key, %NULL if it is not one of @self
 */
NpAccountKey *
np_accounts_find_key (NpAccounts *self, NpAccount *account)
{
  guint i = 0;

  for (i = 0; i < self->keys->len; i++)
    if (np_account_key_get_account (get_key (self, i)) == account)
      return get_key (self, i);

  return NULL;
}

static gboolean
are_same (NpAccount *account, NpAccount *other)
{
  return g_str_equal (np_account_get_access_key_id (account),
                      np_account_get_access_key_id (other)) &&
         g_str_equal (np_account_get_region (account), np_account_get_region (other)) &&
         g_str_equal (np_account_get_custom_endpoint (account),
                      np_account_get_custom_endpoint (other));
}

/**
 * np_accounts_find_same:
 * @self: the accounts
 * @account: an account
 *
 * Returns: (transfer none): the account that is there already, with the same
 *   AccessKey ID at the same place; else @account
 */
NpAccount *
np_accounts_find_same (NpAccounts *self, NpAccount *account)
{
  guint i = 0;

  for (i = 0; i < self->keys->len; i++)
    {
      NpAccount *other = np_account_key_get_account (get_key (self, i));

      if (are_same (account, other))
        return other;
    }

  return account;
}

/**
 * np_accounts_hold:
 * @self: the accounts
 *
 * Until np_accounts_release() changes of an account are not written, so that
 * nobody reads one that is half done.
 */
void
np_accounts_hold (NpAccounts *self)
{
  self->holds++;
}

/**
 * np_accounts_release:
 * @self: the accounts
 * @key: the key of the account that was changed
 */
void
np_accounts_release (NpAccounts *self, NpAccountKey *key)
{
  self->holds--;
  np_accounts_record_write (self->settings, key);
}

/**
 * np_accounts_ensure_key:
 * @self: the accounts
 * @account: an account
 *
 * Returns: (transfer none): its key; @account is added if it is not one of @self
 */
NpAccountKey *
np_accounts_ensure_key (NpAccounts *self, NpAccount *account)
{
  NpAccountKey *known = np_accounts_find_key (self, account);
  g_autoptr (NpAccountKey) key = NULL;

  if (known != NULL)
    return known;

  key = np_account_key_new (account, FALSE);
  add_key (self, key);

  return key;
}

/**
 * np_accounts_remove_key:
 * @self: the accounts
 * @key: the key of an account to remove from the list and the settings
 */
void
np_accounts_remove_key (NpAccounts *self, NpAccountKey *key)
{
  g_autoptr (NpAccount) account = g_object_ref (np_account_key_get_account (key));
  guint position = 0;

  if (!g_ptr_array_find (self->keys, key, &position))
    return;

  if (self->current == account)
    np_accounts_set_current (self, NULL);
  g_signal_handlers_disconnect_by_func (account, account_changed_cb, self);
  g_ptr_array_remove_index (self->keys, position);
  g_list_store_remove (self->list, position);
  np_accounts_record_remove (self->settings, np_account_get_id (account));
}

/**
 * np_accounts_announce_forgetting:
 * @self: the accounts
 * @account: whose key is gone
 */
void
np_accounts_announce_forgetting (NpAccounts *self, NpAccount *account)
{
  g_signal_emit (self, signals[SIGNAL_FORGETTING], 0, account);
}

/**
 * np_accounts_new:
 * @settings: the program's settings
 *
 * Reads the remembered accounts. The keyring is not asked before a request needs
 * a key, so that starting the program never waits for it.
 *
 * Returns: (transfer full): the accounts
 */
NpAccounts *
np_accounts_new (GSettings *settings)
{
  NpAccounts *self = NULL;
  NpAccountKey *current = NULL;
  g_autofree char *current_id = NULL;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (NP_TYPE_ACCOUNTS, NULL);
  self->settings = g_object_ref (settings);
  read_settings (self);
  current_id = np_accounts_record_dup_current (settings);
  current = find_key_by_id (self, current_id);
  if (current != NULL)
    set_current (self, np_account_key_get_account (current));
  g_signal_connect_object (settings, "changed::accounts", G_CALLBACK (read_settings), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * np_accounts_get_list:
 * @self: the accounts
 *
 * Returns: (transfer none): a list of `NpAccount`, in the order they were connected in
 */
GListModel *
np_accounts_get_list (NpAccounts *self)
{
  g_return_val_if_fail (NP_IS_ACCOUNTS (self), NULL);

  return G_LIST_MODEL (self->list);
}

/**
 * np_accounts_get_account:
 * @self: the accounts
 *
 * Returns: (transfer none) (nullable): the current account, which the next start
 *   begins with; %NULL when none was chosen or it was forgotten
 */
NpAccount *
np_accounts_get_account (NpAccounts *self)
{
  g_return_val_if_fail (NP_IS_ACCOUNTS (self), NULL);

  return self->current;
}

/**
 * np_accounts_set_current:
 * @self: the accounts
 * @account: (nullable): one of them
 *
 * Makes an account the current one. Requests that are under way keep theirs.
 */
void
np_accounts_set_current (NpAccounts *self, NpAccount *account)
{
  g_return_if_fail (NP_IS_ACCOUNTS (self));
  g_return_if_fail (account == NULL || np_accounts_find_key (self, account) != NULL);

  if (self->current == account)
    return;

  set_current (self, account);
  np_accounts_record_write_current (self->settings,
                                    account != NULL ? np_account_get_id (account) : NULL);
  g_object_freeze_notify (G_OBJECT (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
  session_only_cb (self);
  keyring_problem_cb (self);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * np_accounts_get_is_session_only:
 * @self: the accounts
 *
 * Returns: whether the key of the current account is in memory and nowhere else
 */
gboolean
np_accounts_get_is_session_only (NpAccounts *self)
{
  g_return_val_if_fail (NP_IS_ACCOUNTS (self), FALSE);

  return self->current != NULL && np_account_get_is_session_only (self->current);
}

/**
 * np_accounts_get_keyring_problem:
 * @self: the accounts
 *
 * Returns: (nullable): what is wrong with the keyring for the current account,
 *   as a translated sentence; %NULL if nothing is, or if it was not asked yet
 */
const char *
np_accounts_get_keyring_problem (NpAccounts *self)
{
  g_return_val_if_fail (NP_IS_ACCOUNTS (self), NULL);

  return self->current != NULL ? np_account_get_keyring_problem (self->current) : NULL;
}

/**
 * np_accounts_get_provider:
 * @self: the accounts
 * @account: one of them
 *
 * Returns: (transfer none): who gives a client the key of @account and never
 *   that of another one. It answers %G_IO_ERROR_CANCELLED when the account is
 *   forgotten.
 */
NpCredentialsProvider *
np_accounts_get_provider (NpAccounts *self, NpAccount *account)
{
  NpAccountKey *key = NULL;

  g_return_val_if_fail (NP_IS_ACCOUNTS (self), NULL);

  key = np_accounts_find_key (self, account);
  g_return_val_if_fail (key != NULL, NULL);

  return NP_CREDENTIALS_PROVIDER (key);
}

/**
 * np_accounts_use_for_session:
 * @self: the accounts
 * @account: one of them
 * @credentials: its key, with the AccessKey ID that the account has
 *
 * Keeps a key in memory until the program ends, for when the keyring could not
 * be asked for it. What the keyring holds stays as it is. Requests that wait
 * for the keyring get this key.
 */
void
np_accounts_use_for_session (NpAccounts *self, NpAccount *account, NpCredentials *credentials)
{
  NpAccountKey *key = NULL;

  g_return_if_fail (NP_IS_ACCOUNTS (self));
  g_return_if_fail (credentials != NULL);

  key = np_accounts_find_key (self, account);
  g_return_if_fail (key != NULL);
  g_return_if_fail (g_str_equal (np_account_get_access_key_id (account),
                                 np_credentials_get_access_key_id (credentials)));

  np_account_key_use_for_session (key, credentials);
}

/**
 * np_accounts_retry_keyring:
 * @self: the accounts
 *
 * When the program ended while it read the keyring, the next run leaves the keyring
 * alone. This is the person's wish to try all the same. The accounts without a key in
 * memory ask the keyring with the next request.
 */
void
np_accounts_retry_keyring (NpAccounts *self)
{
  guint i = 0;

  g_return_if_fail (NP_IS_ACCOUNTS (self));

  np_keyring_guard_retry ();
  for (i = 0; i < self->keys->len; i++)
    np_account_key_calm (get_key (self, i));
}
