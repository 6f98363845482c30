/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-history-entry.h"

G_BEGIN_DECLS

#define NP_TYPE_RECEIPT_DIALOG (np_receipt_dialog_get_type ())
G_DECLARE_FINAL_TYPE (NpReceiptDialog, np_receipt_dialog, NP, RECEIPT_DIALOG, AdwWindow)

NpReceiptDialog *np_receipt_dialog_new (GtkWindow *parent, NpHistoryEntry *entry);

G_END_DECLS
