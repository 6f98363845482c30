/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-model-summary.h"

G_BEGIN_DECLS

/* Models by ModelId, in the order in which they came. A model can be marked as
 * seen, so that the others can be swept out at the end. */
typedef struct _NpModelSet NpModelSet;

NpModelSet *np_model_set_new (void);
void np_model_set_free (NpModelSet *self);
guint np_model_set_get_size (NpModelSet *self);
gboolean np_model_set_put (NpModelSet *self, NpModelSummary *model);
void np_model_set_put_old (NpModelSet *self, NpModelSummary *model);
gboolean np_model_set_replace (NpModelSet *self, NpModelSummary *model);
void np_model_set_unmark (NpModelSet *self);
void np_model_set_sweep (NpModelSet *self);
gboolean np_model_set_has_changed (NpModelSet *self);
GPtrArray *np_model_set_take_snapshot (NpModelSet *self);

void np_models_unref_aside (GPtrArray *models);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpModelSet, np_model_set_free)

G_END_DECLS
