/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define NP_TYPE_REGION_ROW (np_region_row_get_type ())
G_DECLARE_FINAL_TYPE (NpRegionRow, np_region_row, NP, REGION_ROW, AdwActionRow)

guint np_region_row_get_selected (NpRegionRow *self);
void np_region_row_set_selected (NpRegionRow *self, guint selected);

G_END_DECLS
