/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-draft-group.h"

G_BEGIN_DECLS

#define NP_TYPE_OPEN_DIALOG (np_open_dialog_get_type ())
G_DECLARE_FINAL_TYPE (NpOpenDialog, np_open_dialog, NP, OPEN_DIALOG, AdwWindow)

NpOpenDialog *np_open_dialog_new (GtkWindow *parent, const char *region);
void np_open_dialog_show_marks (NpOpenDialog *self, GListModel *recents, GListModel *stars);
NpDraftGroup *np_open_dialog_get_drafts (NpOpenDialog *self);

G_END_DECLS
