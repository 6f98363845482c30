/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-profile.h"

G_BEGIN_DECLS

#define NP_TYPE_PROFILE_ROW (np_profile_row_get_type ())
G_DECLARE_FINAL_TYPE (NpProfileRow, np_profile_row, NP, PROFILE_ROW, AdwActionRow)

GtkWidget *np_profile_row_new (NpProfile *profile);
NpProfile *np_profile_row_get_profile (NpProfileRow *self);
gboolean np_profile_row_get_is_chosen (NpProfileRow *self);
gboolean np_profile_row_get_needs_region (NpProfileRow *self);
void np_profile_row_lock (NpProfileRow *self);
void np_profile_row_show_result (NpProfileRow *self, gboolean is_good, const char *sentence);

G_END_DECLS
