/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-model-merge.h"

G_BEGIN_DECLS

#define NP_TYPE_CONFLICT_ROW (np_conflict_row_get_type ())
G_DECLARE_FINAL_TYPE (NpConflictRow, np_conflict_row, NP, CONFLICT_ROW, AdwPreferencesRow)

GtkWidget *np_conflict_row_new (NpModelMerge *merge, guint i);

G_END_DECLS
