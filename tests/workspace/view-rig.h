/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-model-view.h"

G_BEGIN_DECLS

/* A view, and a mirror that knows of it only what items-changed says. */
typedef struct
{
  /* Owned */
  NpModelList *list;
  NpModelView *view;
  GPtrArray *mirror;
  GPtrArray *all; /* the models of the list */

  /* State, what the view was told */
  char *search;
  char *filters[NP_N_FILTERS];
  NpSortKey sort_key;
  gboolean is_descending;
  guint n_emissions;
} ViewRig;

ViewRig *view_rig_new (void);
void view_rig_free (ViewRig *self);
void view_rig_add (ViewRig *self, const char *json);
void view_rig_put (ViewRig *self);
void view_rig_assert_mirror (ViewRig *self);
void view_rig_assert_ids (ViewRig *self, const char *ids);
int view_rig_compare_names (gconstpointer a, gconstpointer b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ViewRig, view_rig_free)

G_END_DECLS
