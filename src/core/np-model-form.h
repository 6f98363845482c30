/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gio/gio.h>

#include "np-draft.h"
#include "np-field.h"
#include "np-model-changes.h"
#include "np-model.h"
#include "np-seam.h"

G_BEGIN_DECLS

#define NP_TYPE_MODEL_FORM (np_model_form_get_type ())
G_DECLARE_FINAL_TYPE (NpModelForm, np_model_form, NP, MODEL_FORM, GObject)

NpModelForm *np_model_form_new (void);
void np_model_form_set_seam (NpModelForm *self, const NpSeam *seam);
NpModel *np_model_form_get_model (NpModelForm *self);
void np_model_form_set_model (NpModelForm *self, NpModel *model);
void np_model_form_rebase (NpModelForm *self, NpModel *model);
const char *np_model_form_get_text (NpModelForm *self, NpFieldId id);
void np_model_form_set_text (NpModelForm *self, NpFieldId id, const char *text);
void np_model_form_set_texts (NpModelForm *self, const char *const texts[NP_N_FIELDS]);
const char *np_model_form_get_was (NpModelForm *self, NpFieldId id);
const char *np_model_form_get_problem (NpModelForm *self, NpFieldId id);
gboolean np_model_form_get_is_changed (NpModelForm *self, NpFieldId id);
gboolean np_model_form_get_is_editable (NpModelForm *self, NpFieldId id);
void np_model_form_put_back (NpModelForm *self, NpFieldId id);
void np_model_form_put_back_all (NpModelForm *self);
void np_model_form_undo (NpModelForm *self);
void np_model_form_redo (NpModelForm *self);
void np_model_form_break_undo (NpModelForm *self);
gboolean np_model_form_get_can_undo (NpModelForm *self);
gboolean np_model_form_get_can_redo (NpModelForm *self);
gboolean np_model_form_get_is_dirty (NpModelForm *self);
gboolean np_model_form_get_can_save (NpModelForm *self);
guint np_model_form_get_n_changes (NpModelForm *self);
guint np_model_form_get_n_problems (NpModelForm *self);
NpModelChanges *np_model_form_dup_changes (NpModelForm *self);
NpDraft *np_model_form_dup_draft (NpModelForm *self, gint64 edited_at);

G_END_DECLS
