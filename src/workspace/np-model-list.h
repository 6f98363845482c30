/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-model-summary.h"
#include "np-workspace.h"

G_BEGIN_DECLS

/* The models of one source (a workspace, or a provider's public models): loads
 * all pages, keeps what it has when one fails, and never shows a model twice.
 *
 * Properties: "loading" (gboolean), "n-models" (guint), "total-count" (gint64,
 * -1 unknown), "complete" (gboolean: every page of the last load arrived),
 * "error" (GError boxed, nullable), "fetched-at" (gint64, microseconds since 1970
 * of the oldest part on show, 0 if never). Signal "models-changed" (no arguments):
 * the set of models is another one. */
#define NP_TYPE_MODEL_LIST (np_model_list_get_type ())
G_DECLARE_FINAL_TYPE (NpModelList, np_model_list, NP, MODEL_LIST, GObject)

NpModelList *np_model_list_new (void);
void np_model_list_set_source (NpModelList *self,
                               NpWorkspace *workspace,
                               const char *workspace_id,
                               const char *provider);
void np_model_list_take_cached (NpModelList *self, GPtrArray *models, gint64 fetched_at);
void np_model_list_load (NpModelList *self);
void np_model_list_load_rest (NpModelList *self);
void np_model_list_stop (NpModelList *self);
void np_model_list_update_model (NpModelList *self, NpModelSummary *model);
GPtrArray *np_model_list_get_models (
    NpModelList *self); /* transfer none, of NpModelSummary; valid until "models-changed" */
gboolean np_model_list_get_is_loading (NpModelList *self);
gboolean np_model_list_get_is_complete (NpModelList *self);
guint np_model_list_get_n_models (NpModelList *self);
gint64 np_model_list_get_total_count (NpModelList *self);
const GError *np_model_list_get_error (NpModelList *self);
gint64 np_model_list_get_fetched_at (NpModelList *self);

G_END_DECLS
