/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-model-form.h"

G_BEGIN_DECLS

#define NP_TYPE_FIELD_ROW (np_field_row_get_type ())
G_DECLARE_FINAL_TYPE (NpFieldRow, np_field_row, NP, FIELD_ROW, AdwPreferencesRow)

NpFieldId np_field_row_get_field_id (NpFieldRow *self);
GtkWidget *np_field_row_get_editor (NpFieldRow *self);
void np_field_row_set_locked (NpFieldRow *self, gboolean is_locked);
void np_field_row_reveal (NpFieldRow *self);

G_END_DECLS
