/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-accounts.h"

G_BEGIN_DECLS

#define NP_TYPE_CONNECT_DIALOG (np_connect_dialog_get_type ())
G_DECLARE_FINAL_TYPE (NpConnectDialog, np_connect_dialog, NP, CONNECT_DIALOG, AdwWindow)

NpConnectDialog *np_connect_dialog_new (GtkWindow *parent, NpAccounts *accounts);
NpConnectDialog *np_connect_dialog_new_for_key (GtkWindow *parent,
                                                NpAccounts *accounts,
                                                NpAccount *account);

G_END_DECLS
