/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib-object.h>

#include "np-model-changes.h"
#include "np-model.h"

G_BEGIN_DECLS

typedef enum
{
  NP_MERGE_UNTOUCHED, /* the person did not change it, nor did anybody else */
  NP_MERGE_MINE,      /* only the person changed it */
  NP_MERGE_THEIRS,    /* only somebody else changed it, or the person has no wish for it */
  NP_MERGE_SAME,      /* both changed it to the same value */
  NP_MERGE_JOINED,    /* extra info: both changed it, in keys that do not collide */
  NP_MERGE_COLLISION, /* both changed it, differently (extra info: at least one key collides) */
} NpMergeState;

typedef enum
{
  NP_MERGE_SIDE_MINE,
  NP_MERGE_SIDE_THEIRS,
  NP_MERGE_SIDE_BASE,
  NP_MERGE_SIDE_TYPED,
} NpMergeSide;

#define NP_TYPE_MODEL_MERGE (np_model_merge_get_type ())
G_DECLARE_FINAL_TYPE (NpModelMerge, np_model_merge, NP, MODEL_MERGE, GObject)

NpModelMerge *np_model_merge_new (const char *const base[NP_N_FIELDS],
                                  NpModel *theirs,
                                  const char *const mine[NP_N_FIELDS]);
NpModelMerge *np_model_merge_new_for_model (NpModel *base,
                                            NpModel *theirs,
                                            const char *const mine[NP_N_FIELDS]);
NpModel *np_model_merge_get_theirs (NpModelMerge *self);
NpMergeState np_model_merge_get_state (NpModelMerge *self, NpFieldId id);
guint np_model_merge_get_n_joined (NpModelMerge *self);
const char *np_model_merge_get_base_text (NpModelMerge *self, NpFieldId id);
const char *np_model_merge_get_theirs_text (NpModelMerge *self, NpFieldId id);
const char *np_model_merge_get_mine_text (NpModelMerge *self, NpFieldId id);

guint np_model_merge_get_n_collisions (NpModelMerge *self);
guint np_model_merge_get_n_open (NpModelMerge *self);
NpFieldId np_model_merge_get_collision_field (NpModelMerge *self, guint i);
const char *np_model_merge_get_collision_key (NpModelMerge *self, guint i);
const char *np_model_merge_get_collision_text (NpModelMerge *self, guint i, NpMergeSide side);
gboolean np_model_merge_get_is_decided (NpModelMerge *self, guint i);
NpMergeSide np_model_merge_get_choice (NpModelMerge *self, guint i);
void np_model_merge_choose (NpModelMerge *self, guint i, NpMergeSide side, const char *typed);
char *np_model_merge_check_choice (NpModelMerge *self, guint i);
gboolean np_model_merge_get_is_settled (NpModelMerge *self);

char *np_model_merge_dup_text (NpModelMerge *self, NpFieldId id);
NpModelChanges *np_model_merge_dup_changes (NpModelMerge *self);

G_END_DECLS
