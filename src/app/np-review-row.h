/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-model-changes.h"

G_BEGIN_DECLS

#define NP_TYPE_REVIEW_ROW (np_review_row_get_type ())
G_DECLARE_FINAL_TYPE (NpReviewRow, np_review_row, NP, REVIEW_ROW, AdwPreferencesRow)

GtkWidget *np_review_row_new (NpModelChanges *changes, guint i);
NpFieldId np_review_row_get_field_id (NpReviewRow *self);
gboolean np_review_row_get_shows (NpReviewRow *self, NpModelChanges *changes);

G_END_DECLS
