/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-rights.h"

G_BEGIN_DECLS

#define NP_TYPE_RIGHTS_DIALOG (np_rights_dialog_get_type ())
G_DECLARE_FINAL_TYPE (NpRightsDialog, np_rights_dialog, NP, RIGHTS_DIALOG, AdwWindow)

NpRightsDialog *np_rights_dialog_new (GtkWindow *parent, const NpRights *rights);

G_END_DECLS
