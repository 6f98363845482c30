/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-history-entry.h"
#include "np-model-changes.h"
#include "np-model.h"

G_BEGIN_DECLS

/* What a save came to: counted and immutable. It says what was seen, and nothing
 * that was not. */
typedef struct _NpSaveOutcome NpSaveOutcome;

#define NP_TYPE_SAVE_OUTCOME (np_save_outcome_get_type ())
GType np_save_outcome_get_type (void);

NpSaveOutcome *np_save_outcome_ref (NpSaveOutcome *self);
void np_save_outcome_unref (NpSaveOutcome *self);

NpSavedResult np_save_outcome_get_result (NpSaveOutcome *self);
gboolean np_save_outcome_get_is_already_there (NpSaveOutcome *self);
gboolean np_save_outcome_get_is_undo (NpSaveOutcome *self);
const char *np_save_outcome_get_model_id (NpSaveOutcome *self);
const char *np_save_outcome_get_request_id (NpSaveOutcome *self);
gint64 np_save_outcome_get_saved_at (NpSaveOutcome *self);
const GError *np_save_outcome_get_error (NpSaveOutcome *self);
NpModel *np_save_outcome_get_before (NpSaveOutcome *self);
NpModel *np_save_outcome_get_stored (NpSaveOutcome *self);
guint np_save_outcome_get_n_joined (NpSaveOutcome *self);

/* What was sent, and what became of each. */
NpModelChanges *np_save_outcome_get_changes (NpSaveOutcome *self);
guint np_save_outcome_get_n_changes (NpSaveOutcome *self);
guint np_save_outcome_get_n_kept (NpSaveOutcome *self);
NpChangeFate np_save_outcome_get_fate (NpSaveOutcome *self, guint i);
char *np_save_outcome_dup_stored_text (NpSaveOutcome *self, guint i);

/* Fields that nobody here touched and that differ after the PUT. */
guint np_save_outcome_get_n_lost (NpSaveOutcome *self);
NpFieldId np_save_outcome_get_lost_field (NpSaveOutcome *self, guint i);
const char *np_save_outcome_get_lost_text (NpSaveOutcome *self, guint i);

/* Values that somebody else wrote in the last moment and that ours replaced. */
guint np_save_outcome_get_n_overwritten (NpSaveOutcome *self);
NpFieldId np_save_outcome_get_overwritten_field (NpSaveOutcome *self, guint i);
const char *np_save_outcome_get_overwritten_text (NpSaveOutcome *self, guint i);

NpModelChanges *np_save_outcome_dup_give_back (NpSaveOutcome *self);

/* Old values that an undo cannot send: the API has no way to say "none". */
guint np_save_outcome_get_n_unsendable (NpSaveOutcome *self);
NpFieldId np_save_outcome_get_unsendable_field (NpSaveOutcome *self, guint i);

NpHistoryEntry *np_save_outcome_dup_history_entry (NpSaveOutcome *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpSaveOutcome, np_save_outcome_unref)

G_END_DECLS
