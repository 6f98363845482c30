/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-model-view.h"

G_BEGIN_DECLS

/* What searching, filtering and sorting need to know of a list of models, made
 * once in a thread. Counted and immutable. A model is named by its place in the
 * list. */
typedef struct _NpModelIndex NpModelIndex;

NpModelIndex *np_model_index_new (GPtrArray *models,
                                  NpModelIndex *previous,
                                  guint max_collations);
NpModelIndex *np_model_index_ref (NpModelIndex *self);
void np_model_index_unref (NpModelIndex *self);
GPtrArray *np_model_index_get_models (NpModelIndex *self);
gboolean np_model_index_get_is_collated (NpModelIndex *self);
NpModelSummary *np_model_index_find (NpModelIndex *self, const char *model_id);
guint32 *np_model_index_sort (NpModelIndex *self, NpSortKey key, gboolean is_descending);
void np_model_index_search (
    NpModelIndex *self, char *const *words, guint8 *hits, guint8 bit, gboolean is_among_hits);
const char *const *np_model_index_get_values (NpModelIndex *self, NpFilterKind kind);

/* In np-model-view-sort.c. Sorts TEXTS by their bytes. */
guint32 *np_sort_texts (const char *const *texts, guint n);

/* In np-model-view-filter.c. */
gboolean np_filter_matches (NpModelSummary *model, NpFilterKind kind, const char *value);
void np_filter_count_values (GPtrArray *models, char **values[NP_N_FILTERS]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpModelIndex, np_model_index_unref)

G_END_DECLS
