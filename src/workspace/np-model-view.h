/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-model-list.h"

G_BEGIN_DECLS

typedef enum
{
  NP_SORT_NAME,
  NP_SORT_ORDER_NUMBER,
  NP_SORT_CREATED,
  NP_SORT_MODIFIED,
  NP_SORT_PARAMETER_SIZE,
} NpSortKey;

/* What can be asked of a list besides the search text. */
typedef enum
{
  NP_FILTER_ACCESSIBILITY,
  NP_FILTER_DOMAIN,
  NP_FILTER_TASK,
  NP_FILTER_ORIGIN,
  NP_FILTER_MODEL_TYPE,
  NP_FILTER_LABEL,
  NP_FILTER_NO_DESCRIPTION, /* any value switches it on, NULL off */
  NP_FILTER_NO_DOCUMENT,
} NpFilterKind;

#define NP_N_FILTERS (NP_FILTER_NO_DOCUMENT + 1)

/* A GListModel of the NpModelSummary that match, in order. Properties:
 * "n-matches" (guint), "search" (string), "is-filtered" (gboolean). */
#define NP_TYPE_MODEL_VIEW (np_model_view_get_type ())
G_DECLARE_FINAL_TYPE (NpModelView, np_model_view, NP, MODEL_VIEW, GObject)

NpModelView *np_model_view_new (NpModelList *list);
void np_model_view_set_search (NpModelView *self, const char *text);
void np_model_view_set_filter (NpModelView *self, NpFilterKind kind, const char *value);
const char *np_model_view_get_filter (NpModelView *self, NpFilterKind kind);
void np_model_view_clear_filters (NpModelView *self);
void np_model_view_set_sort (NpModelView *self, NpSortKey key, gboolean is_descending);
char **np_model_view_dup_filter_values (NpModelView *self, NpFilterKind kind);
guint np_model_view_find (
    NpModelView *self,
    const char *model_id); /* position, or GTK's invalid position G_MAXUINT */

G_END_DECLS
