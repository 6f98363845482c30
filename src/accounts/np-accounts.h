/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-account.h"
#include "np-accounts-error.h"
#include "np-credentials.h"

G_BEGIN_DECLS

/* The accounts: their records in GSettings, their keys in the keyring or, if that
 * cannot be used, in memory until the program ends. What is set on an account of
 * the list is remembered at once; what another process writes is taken over.
 *
 * Properties: "account" (NpAccount, nullable: the current one), "session-only" and
 * "keyring-problem" (of the current account).
 * Signal: "forgetting" (NpAccount): its key is gone, stop what still uses it. */
#define NP_TYPE_ACCOUNTS (np_accounts_get_type ())
G_DECLARE_FINAL_TYPE (NpAccounts, np_accounts, NP, ACCOUNTS, GObject)

NpAccounts *np_accounts_new (GSettings *settings);
GListModel *np_accounts_get_list (NpAccounts *self);
NpAccount *np_accounts_get_account (NpAccounts *self);
void np_accounts_set_current (NpAccounts *self, NpAccount *account);
gboolean np_accounts_get_is_session_only (NpAccounts *self);
const char *np_accounts_get_keyring_problem (NpAccounts *self);

/* Gives a client the key of this one account, and CANCELLED once it is forgotten. */
NpCredentialsProvider *np_accounts_get_provider (NpAccounts *self, NpAccount *account);

/* Remembers the account, stores its key and makes it the current one. An account
 * that is there already, with the same AccessKey ID at the same place, gets the
 * new key. It only fails when cancelled, or with a key that np-key-text would not let
 * through: a keyring that cannot be used makes the key session-only and says why in
 * "keyring-problem". */
void np_accounts_connect_async (NpAccounts *self,
                                NpAccount *account,
                                NpCredentials *credentials,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean np_accounts_connect_finish (NpAccounts *self, GAsyncResult *result, GError **error);

/* Gives an account another key, such as the next token. */
void np_accounts_change_key_async (NpAccounts *self,
                                   NpAccount *account,
                                   NpCredentials *credentials,
                                   gint64 token_expires,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean np_accounts_change_key_finish (NpAccounts *self, GAsyncResult *result, GError **error);

/* Gives the key of an account for this run only, when the keyring could not be
 * asked for it. */
void np_accounts_use_for_session (NpAccounts *self,
                                  NpAccount *account,
                                  NpCredentials *credentials);

/* Lets the accounts ask the keyring again that the last run stopped in. */
void np_accounts_retry_keyring (NpAccounts *self);

/* Removes the key from memory and the keyring and the record from GSettings. A
 * keyring that does not let go of the key is an error, and the record stays. */
void np_accounts_forget_async (NpAccounts *self,
                               NpAccount *account,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean np_accounts_forget_finish (NpAccounts *self, GAsyncResult *result, GError **error);

/* Forgets an account without its keyring, when that will never let go of the key. */
void np_accounts_abandon (NpAccounts *self, NpAccount *account);

G_END_DECLS
