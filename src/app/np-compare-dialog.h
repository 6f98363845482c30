/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-history-entry.h"
#include "np-workspace.h"

G_BEGIN_DECLS

#define NP_TYPE_COMPARE_DIALOG (np_compare_dialog_get_type ())
G_DECLARE_FINAL_TYPE (NpCompareDialog, np_compare_dialog, NP, COMPARE_DIALOG, AdwWindow)

NpCompareDialog *np_compare_dialog_new (GtkWindow *parent,
                                        NpWorkspace *workspace,
                                        NpHistoryEntry *entry);

G_END_DECLS
