/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-accounts.h"

G_BEGIN_DECLS

#define NP_TYPE_ACCOUNT_PAGE (np_account_page_get_type ())
G_DECLARE_FINAL_TYPE (NpAccountPage, np_account_page, NP, ACCOUNT_PAGE, AdwBin)

GtkWidget *np_account_page_new (NpAccounts *accounts, NpAccount *account);
NpAccount *np_account_page_get_account (NpAccountPage *self);

G_END_DECLS
