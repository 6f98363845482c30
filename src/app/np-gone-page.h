/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-draft.h"

G_BEGIN_DECLS

#define NP_TYPE_GONE_PAGE (np_gone_page_get_type ())
G_DECLARE_FINAL_TYPE (NpGonePage, np_gone_page, NP, GONE_PAGE, AdwBin)

GtkWidget *np_gone_page_new (void);
void np_gone_page_set_draft (NpGonePage *self, NpDraft *draft);
void np_gone_page_set_can_look_elsewhere (NpGonePage *self, gboolean can_look);
NpDraft *np_gone_page_get_draft (NpGonePage *self);

G_END_DECLS
