/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-model-view.h"

#include "np-model-view-index-private.h"

G_BEGIN_DECLS

/* Bits of a model's hits: it is shown with all of them. */
#define NP_HIT_SEARCH 1
#define NP_HIT_FILTER 2
#define NP_HIT_ALL    (NP_HIT_SEARCH | NP_HIT_FILTER)

struct _NpModelView
{
  GObject parent_instance;

  /* Owned */
  NpModelList *list;
  NpModelIndex *index;
  guint32 *order;     /* all places of the index, sorted */
  guint8 *hits;       /* of each place */
  GPtrArray *visible; /* borrowed from the index */
  char *search;
  char *folded; /* the search, as it is compared */
  char **words;
  char *filters[NP_N_FILTERS]; /* NULL: off */

  /* State */
  NpSortKey sort_key;
  gboolean is_descending;
  gboolean is_working; /* a thread makes another index or order */
  guint serial;        /* of what is wanted */
  guint shown_serial;  /* of what is shown */
};

void np_model_view_notify_n_matches (NpModelView *self);

/* In np-model-view-work.c. */
void np_model_view_filter (NpModelView *self);
void np_model_view_show (NpModelView *self);
void np_model_view_refresh (NpModelView *self);

G_END_DECLS
