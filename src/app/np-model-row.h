/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-model-summary.h"

G_BEGIN_DECLS

#define NP_TYPE_MODEL_ROW (np_model_row_get_type ())
G_DECLARE_FINAL_TYPE (NpModelRow, np_model_row, NP, MODEL_ROW, AdwBin)

GtkWidget *np_model_row_new (void);
void np_model_row_set_model (NpModelRow *self, NpModelSummary *model);
NpModelSummary *np_model_row_get_model (NpModelRow *self);
void np_model_row_set_unsaved (NpModelRow *self, gboolean is_unsaved);

G_END_DECLS
