/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-list-pane.h"

G_BEGIN_DECLS

#define NP_TYPE_WORK_PAGE (np_work_page_get_type ())
G_DECLARE_FINAL_TYPE (NpWorkPage, np_work_page, NP, WORK_PAGE, AdwBin)

GtkWidget *np_work_page_new (void);
AdwLeaflet *np_work_page_get_leaflet (NpWorkPage *self);
NpListPane *np_work_page_get_list_pane (NpWorkPage *self);
GtkStack *np_work_page_get_content (NpWorkPage *self);

G_END_DECLS
