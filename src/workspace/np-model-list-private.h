/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-model-list.h"

#include "np-model-list-load-private.h"
#include "np-model-list-set-private.h"

G_BEGIN_DECLS

struct _NpModelList
{
  GObject parent_instance;

  /* Owned */
  NpWorkspace *workspace;
  char *workspace_id;
  char *provider;
  NpListLoad *load;  /* the last one, NULL before it */
  NpModelSet *set;   /* everything known */
  GPtrArray *shown;  /* what was told of it; never changed, only replaced */
  GHashTable *saved; /* ModelId -> NpModelSummary: newer than what the load brings */
  GPtrArray *cached; /* models of the cache that are not taken yet */
  GError *error;

  /* State */
  gboolean is_loading;
  gboolean is_complete;
  gboolean was_complete; /* once, of this source */
  gint64 total_count;
  gint64 fetched_at;
  gint64 load_began;
  gint64 shown_at; /* monotonic */
  guint show_source;
  guint cached_source;
  guint n_cached_taken;
};

void np_model_list_set_loading (NpModelList *self, gboolean is_loading);
void np_model_list_set_complete (NpModelList *self, gboolean is_complete);
void np_model_list_set_error (NpModelList *self, const GError *error);
void np_model_list_set_total_count (NpModelList *self, gint64 total_count);
void np_model_list_set_fetched_at (NpModelList *self, gint64 fetched_at);
void np_model_list_notify_n_models (NpModelList *self);
void np_model_list_show_now (NpModelList *self);
void np_model_list_show_soon (NpModelList *self);

/* In np-model-list-source.c. */
void np_model_list_forget_source (NpModelList *self);

G_END_DECLS
