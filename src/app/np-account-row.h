/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gtk/gtk.h>

#include "np-account.h"

G_BEGIN_DECLS

#define NP_TYPE_ACCOUNT_ROW (np_account_row_get_type ())
G_DECLARE_FINAL_TYPE (NpAccountRow, np_account_row, NP, ACCOUNT_ROW, GtkListBoxRow)

GtkWidget *np_account_row_new (NpAccount *account, const char *icon_name);
NpAccount *np_account_row_get_account (NpAccountRow *self);
void np_account_row_set_is_marked (NpAccountRow *self, gboolean is_marked);
void np_account_row_update (NpAccountRow *self);

G_END_DECLS
