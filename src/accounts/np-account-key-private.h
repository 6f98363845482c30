/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-account.h"
#include "np-credentials.h"

G_BEGIN_DECLS

/* No keyring problem: not a value of NpAccountsError. */
#define NP_NO_PROBLEM (-1)

/* The key of one account: in memory once it was given or looked up, else in the
 * keyring. It is the NpCredentialsProvider of that account and never gives the
 * key of another one. When the account is forgotten, who asks is told CANCELLED. */
#define NP_TYPE_ACCOUNT_KEY (np_account_key_get_type ())
G_DECLARE_FINAL_TYPE (NpAccountKey, np_account_key, NP, ACCOUNT_KEY, GObject)

NpAccountKey *np_account_key_new (NpAccount *account, gboolean in_keyring);
NpAccount *np_account_key_get_account (NpAccountKey *self);
gboolean np_account_key_get_in_keyring (NpAccountKey *self);
void np_account_key_set_in_keyring (NpAccountKey *self, gboolean in_keyring);
gboolean np_account_key_get_is_recorded (NpAccountKey *self);
void np_account_key_set_is_recorded (NpAccountKey *self, gboolean is_recorded);
void np_account_key_take_over (NpAccountKey *self, NpCredentials *credentials, int problem);
void np_account_key_use_for_session (NpAccountKey *self, NpCredentials *credentials);
void np_account_key_calm (NpAccountKey *self);
void np_account_key_drop (NpAccountKey *self);
void np_account_key_shut (NpAccountKey *self);
void np_account_key_reopen (NpAccountKey *self, int problem);

G_END_DECLS
