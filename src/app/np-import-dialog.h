/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-accounts.h"

G_BEGIN_DECLS

#define NP_TYPE_IMPORT_DIALOG (np_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (NpImportDialog, np_import_dialog, NP, IMPORT_DIALOG, AdwWindow)

NpImportDialog *np_import_dialog_new (GtkWindow *parent, NpAccounts *accounts);
void np_import_dialog_load (NpImportDialog *self, GFile *file);

G_END_DECLS
