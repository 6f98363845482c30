/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-accounts.h"

G_BEGIN_DECLS

#define NP_TYPE_ACCOUNT_CHECK (np_account_check_get_type ())
G_DECLARE_FINAL_TYPE (NpAccountCheck, np_account_check, NP, ACCOUNT_CHECK, AdwBin)

void np_account_check_set_account (NpAccountCheck *self,
                                   NpAccounts *accounts,
                                   NpAccount *account);

G_END_DECLS
