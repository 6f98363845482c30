/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-api-error.h"

G_BEGIN_DECLS

/* What to do when no page is on its way any more. */
typedef enum
{
  NP_LIST_END_COMPLETE, /* every page is there, and they fit together */
  NP_LIST_END_AGAIN,    /* the list changed meanwhile: read it once more */
  NP_LIST_END_FAILED,   /* see np_list_plan_dup_error() */
} NpListEnd;

/* Which pages of ListModels to ask for, and when to stop: arithmetic alone. */
typedef struct _NpListPlan NpListPlan;

NpListPlan *np_list_plan_new (void);
void np_list_plan_free (NpListPlan *self);
guint np_list_plan_get_page_size (NpListPlan *self);
void np_list_plan_begin_pass (NpListPlan *self);
gboolean np_list_plan_retry (NpListPlan *self);
guint np_list_plan_next (NpListPlan *self);
void np_list_plan_arrived (
    NpListPlan *self, guint page, guint n_items, guint n_new, gint64 total_count);
void np_list_plan_failed (NpListPlan *self, guint page, const GError *error);
NpListEnd np_list_plan_end (NpListPlan *self);
GError *np_list_plan_dup_error (NpListPlan *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpListPlan, np_list_plan_free)

G_END_DECLS
