/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-accounts.h"

G_BEGIN_DECLS

#define NP_TYPE_ACCOUNT_BUTTON (np_account_button_get_type ())
G_DECLARE_FINAL_TYPE (NpAccountButton, np_account_button, NP, ACCOUNT_BUTTON, AdwBin)

GtkWidget *np_account_button_new (NpAccounts *accounts);
void np_account_button_set_accounts (NpAccountButton *self, NpAccounts *accounts);
void np_account_button_set_practice (NpAccountButton *self, gboolean is_practice);

G_END_DECLS
