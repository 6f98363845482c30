/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-accounts.h"

G_BEGIN_DECLS

/* No keyring problem: not a value of NpAccountsError. */
#define NP_NO_PROBLEM (-1)

typedef struct _NpLookup NpLookup;

struct _NpAccounts
{
  GObject parent_instance;

  /* Owned */
  GSettings *record;          /* written as one change, see np-accounts-record.c */
  NpAccount *account;         /* nullable */
  NpCredentials *credentials; /* nullable: the key, once it was given or looked up */
  GPtrArray *waiters;         /* of NpWaiter: those the lookup is for */

  /* Borrowed */
  NpLookup *lookup; /* nullable: the one lookup in the keyring */

  /* State */
  gboolean in_keyring; /* the keyring was given the key of the account */
  gboolean session_only;
  int problem; /* an NpAccountsError, or NP_NO_PROBLEM */
};

void np_accounts_set_key_state (NpAccounts *self,
                                NpCredentials *credentials,
                                gboolean session_only,
                                int problem);

/* np-accounts-provider.c */
void np_accounts_provider_iface_init (NpCredentialsProviderInterface *iface);
void np_accounts_settle_lookup (NpAccounts *self,
                                NpCredentials *credentials,
                                const GError *error);
void np_accounts_drop_lookup (NpAccounts *self);

/* np-accounts-record.c */
GSettings *np_accounts_record_open (GSettings *settings);
NpAccount *np_accounts_record_read (GSettings *record, gboolean *out_in_keyring);
void np_accounts_record_write (GSettings *record, NpAccount *account, gboolean in_keyring);

/* np-accounts-problem.c */
const char *np_accounts_describe_problem (int problem, gboolean session_only);

G_END_DECLS
