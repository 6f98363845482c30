/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-account-key-private.h"
#include "np-accounts.h"

G_BEGIN_DECLS

/* np-accounts.c */
NpAccountKey *np_accounts_find_key (NpAccounts *self, NpAccount *account);
NpAccount *np_accounts_find_same (NpAccounts *self, NpAccount *account);
void np_accounts_hold (NpAccounts *self);
void np_accounts_release (NpAccounts *self, NpAccountKey *key);
NpAccountKey *np_accounts_ensure_key (NpAccounts *self, NpAccount *account);
void np_accounts_remove_key (NpAccounts *self, NpAccountKey *key);
void np_accounts_announce_forgetting (NpAccounts *self, NpAccount *account);

/* np-accounts-record.c */
GPtrArray *np_accounts_record_read (GSettings *settings);
const char *np_accounts_record_get_id (GVariant *entry);
NpAccountKey *np_accounts_record_create_key (GVariant *entry);
void np_accounts_record_update_key (GVariant *entry, NpAccountKey *key);
void np_accounts_record_write (GSettings *settings, NpAccountKey *key);
void np_accounts_record_remove (GSettings *settings, const char *id);
char *np_accounts_record_dup_current (GSettings *settings);
void np_accounts_record_write_current (GSettings *settings, const char *id);

/* np-accounts-problem.c */
const char *np_accounts_describe_problem (int problem, gboolean session_only);

G_END_DECLS
