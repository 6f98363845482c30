/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-account.h"
#include "np-accounts-error.h"
#include "np-credentials.h"

G_BEGIN_DECLS

/* The connected account: its record in GSettings, its key in the keyring or, if
 * that cannot be used, in memory until the program ends. Gives clients their
 * credentials (it implements NpCredentialsProvider for the current account).
 *
 * Properties: "account" (NpAccount, nullable), "session-only" (the key is in
 * memory only), "keyring-problem" (nullable, a translated sentence). */
#define NP_TYPE_ACCOUNTS (np_accounts_get_type ())
G_DECLARE_FINAL_TYPE (NpAccounts, np_accounts, NP, ACCOUNTS, GObject)

NpAccounts *np_accounts_new (GSettings *settings);
NpAccount *np_accounts_get_account (NpAccounts *self);
gboolean np_accounts_get_is_session_only (NpAccounts *self);
const char *np_accounts_get_keyring_problem (NpAccounts *self);

/* Remembers the account and stores its key. It only fails when cancelled, or
 * with a key that np-key-text would not let through: a keyring that cannot be
 * used makes the key session-only and says why in "keyring-problem". */
void np_accounts_connect_async (NpAccounts *self,
                                NpAccount *account,
                                NpCredentials *credentials,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean np_accounts_connect_finish (NpAccounts *self, GAsyncResult *result, GError **error);

/* Gives the key of the remembered account for this run only, when the keyring
 * could not be asked for it. */
void np_accounts_use_for_session (NpAccounts *self, NpCredentials *credentials);

/* Removes the key from memory and the keyring and the record from GSettings. A
 * keyring that does not let go of the key is an error, and the record stays. */
void np_accounts_forget_async (NpAccounts *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean np_accounts_forget_finish (NpAccounts *self, GAsyncResult *result, GError **error);

G_END_DECLS
