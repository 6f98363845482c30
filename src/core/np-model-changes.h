/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib-object.h>

#include "np-model.h"

G_BEGIN_DECLS

/* What the user changed in one model: a counted, immutable list of (field, old
 * text, new text) in the order of the field table. */
typedef struct _NpModelChanges NpModelChanges;

/* Why a person should look twice before a change is sent. */
typedef enum
{
  NP_CHANGE_RISK_NONE,
  NP_CHANGE_RISK_PUBLIC,  /* the whole workspace will see the model */
  NP_CHANGE_RISK_EMPTIED, /* something was there, and nothing will be */
  NP_CHANGE_RISK_RENAMED,
} NpChangeRisk;

#define NP_TYPE_MODEL_CHANGES (np_model_changes_get_type ())
GType np_model_changes_get_type (void);

NpModelChanges *np_model_changes_new (NpModel *base, const char *const texts[NP_N_FIELDS]);
NpModelChanges *np_model_changes_new_reverse (NpModelChanges *self, NpModel *stored);
NpModelChanges *np_model_changes_ref (NpModelChanges *self);
void np_model_changes_unref (NpModelChanges *self);
guint np_model_changes_get_length (NpModelChanges *self);
NpFieldId np_model_changes_get_field (NpModelChanges *self, guint i);
const char *np_model_changes_get_old_text (NpModelChanges *self, guint i);
const char *np_model_changes_get_new_text (NpModelChanges *self, guint i);
gboolean np_model_changes_has_field (NpModelChanges *self, NpFieldId id, guint *out_i);
NpChangeRisk np_model_changes_get_risk (NpModelChanges *self, guint i);
gboolean np_model_changes_get_is_harmless (NpModelChanges *self);
GBytes *np_model_changes_dup_body (NpModelChanges *self, GError **error);
gboolean np_model_changes_is_kept (NpModelChanges *self, guint i, NpModel *stored);
guint np_model_changes_count_kept (NpModelChanges *self, NpModel *stored);

gboolean np_model_texts_equal (NpFieldId id, const char *a, const char *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpModelChanges, np_model_changes_unref)

G_END_DECLS
