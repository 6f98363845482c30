/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib-object.h>

#include "np-model.h"

G_BEGIN_DECLS

/* What a person typed into one model and has not saved, with what it was typed
 * upon: counted, immutable, safe to hand to another thread. */
typedef struct _NpDraft NpDraft;

#define NP_TYPE_DRAFT (np_draft_get_type ())
GType np_draft_get_type (void);

NpDraft *np_draft_new (const char *model_id,
                       GBytes *base_json,
                       const char *const texts[NP_N_FIELDS],
                       gint64 edited_at);
NpDraft *np_draft_new_for_model (NpModel *base,
                                 const char *const texts[NP_N_FIELDS],
                                 gint64 edited_at);
NpDraft *np_draft_new_from_json (const char *model_id,
                                 GBytes *base_json,
                                 const char *edits_json,
                                 gint64 edited_at,
                                 GError **error);
NpDraft *np_draft_ref (NpDraft *self);
void np_draft_unref (NpDraft *self);
const char *np_draft_get_model_id (NpDraft *self);
const char *np_draft_get_model_name (NpDraft *self);
GBytes *np_draft_get_base_json (NpDraft *self);
NpModel *np_draft_dup_base (NpDraft *self);
const char *np_draft_get_text (NpDraft *self, NpFieldId id);
guint np_draft_get_n_edits (NpDraft *self);
gint64 np_draft_get_edited_at (NpDraft *self);
char *np_draft_dup_edits_json (NpDraft *self);
char *np_draft_dup_export (NpDraft *self);
gboolean np_draft_equal (NpDraft *a, NpDraft *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpDraft, np_draft_unref)

G_END_DECLS
