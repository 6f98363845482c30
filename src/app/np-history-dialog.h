/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-history-view.h"

G_BEGIN_DECLS

#define NP_TYPE_HISTORY_DIALOG (np_history_dialog_get_type ())
G_DECLARE_FINAL_TYPE (NpHistoryDialog, np_history_dialog, NP, HISTORY_DIALOG, AdwWindow)

NpHistoryDialog *np_history_dialog_new (GtkWindow *parent, NpLibrary *library);
NpHistoryView *np_history_dialog_get_view (NpHistoryDialog *self);

G_END_DECLS
