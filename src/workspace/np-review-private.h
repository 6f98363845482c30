/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-model.h"
#include "np-workspace.h"

G_BEGIN_DECLS

/* How often an open review reads the model, and when a read is too old to save
 * by, in milliseconds. */
#define NP_REVIEW_INTERVAL_MS 5000
#define NP_REVIEW_MAX_AGE_MS  10000

/* Reads a model again and again while its changes are reviewed, so that a save
 * need not read it first. Signals: "answered". */
#define NP_TYPE_REVIEW (np_review_get_type ())
G_DECLARE_FINAL_TYPE (NpReview, np_review, NP, REVIEW, GObject)

NpReview *np_review_new (NpWorkspace *workspace, const char *model_id);
void np_review_start (NpReview *self);
void np_review_stop (NpReview *self);
NpModel *np_review_get_model (NpReview *self);
NpModel *np_review_get_fresh_model (NpReview *self);
gboolean np_review_get_has_failed (NpReview *self);

G_END_DECLS
