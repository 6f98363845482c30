/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-accounts.h"

G_BEGIN_DECLS

#define NP_TYPE_ACCOUNTS_DIALOG (np_accounts_dialog_get_type ())
G_DECLARE_FINAL_TYPE (NpAccountsDialog, np_accounts_dialog, NP, ACCOUNTS_DIALOG, AdwWindow)

NpAccountsDialog *np_accounts_dialog_new (GtkWindow *parent, NpAccounts *accounts);

G_END_DECLS
