/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-draft.h"
#include "np-library.h"
#include "np-model-form.h"
#include "np-model-merge.h"
#include "np-save-outcome.h"
#include "np-workspace.h"

G_BEGIN_DECLS

/* What is known of the model on the service while the changes are reviewed. */
typedef enum
{
  NP_REVIEW_NONE,      /* no review is open */
  NP_REVIEW_LOOKING,   /* the first read has not answered yet */
  NP_REVIEW_CLEAR,     /* it is as it was when the model was opened */
  NP_REVIEW_JOINED,    /* somebody else changed it, and nothing collides */
  NP_REVIEW_COLLISION, /* somebody else changed what is to be saved: see "conflict" */
  NP_REVIEW_FAILED,    /* it could not be read; the save will try again */
} NpReviewState;

/* What became of edits that were not saved last time. */
typedef enum
{
  NP_DRAFT_NOTE_NONE,
  NP_DRAFT_NOTE_RESTORED, /* they are in the form again */
  NP_DRAFT_NOTE_JOINED,   /* likewise; others changed the model meanwhile, elsewhere */
  NP_DRAFT_NOTE_CONFLICT, /* likewise; others changed the same: see "conflict" */
} NpDraftNote;

/* The open model: its form, and the way in and out of it.
 *
 * Properties: "model-id" (string, nullable), "loading", "saving" (booleans),
 * "review-state" (int, NpReviewState), "conflict" (NpModelMerge, nullable),
 * "draft-note" (int, NpDraftNote), "draft-edited-at" (int64, microseconds since
 * 1970). Signals: "draft-failed" (GError), "changed-after-save" (NpSaveOutcome,
 * NpModel). */
#define NP_TYPE_DOCUMENT (np_document_get_type ())
G_DECLARE_FINAL_TYPE (NpDocument, np_document, NP, DOCUMENT, GObject)

NpDocument *np_document_new (NpModelForm *form);
void np_document_set_library (NpDocument *self, NpLibrary *library);
void np_document_set_workspace (NpDocument *self, NpWorkspace *workspace);
NpModelForm *np_document_get_form (NpDocument *self);
NpWorkspace *np_document_get_workspace (NpDocument *self);
const char *np_document_get_model_id (NpDocument *self);
gboolean np_document_get_is_loading (NpDocument *self);
gboolean np_document_get_is_saving (NpDocument *self);
void np_document_close (NpDocument *self);

void np_document_open_async (NpDocument *self,
                             NpWorkspace *workspace,
                             const char *model_id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean np_document_open_finish (NpDocument *self, GAsyncResult *result, GError **error);

void np_document_reload_async (NpDocument *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean np_document_reload_finish (NpDocument *self, GAsyncResult *result, GError **error);

/* Reading ahead, and what others changed. */
void np_document_begin_review (NpDocument *self);
void np_document_end_review (NpDocument *self);
NpReviewState np_document_get_review_state (NpDocument *self);
guint np_document_get_n_joined (NpDocument *self);
NpModelMerge *np_document_get_conflict (NpDocument *self);
void np_document_settle_conflict (NpDocument *self, NpModelMerge *merge);
void np_document_drop_conflict (NpDocument *self);

/* Saving, and taking a save back. One at a time. */
void np_document_save_async (NpDocument *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
NpSaveOutcome *np_document_save_finish (NpDocument *self, GAsyncResult *result, GError **error);
void np_document_undo_save_async (NpDocument *self,
                                  NpHistoryEntry *entry,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
NpSaveOutcome *np_document_undo_save_finish (NpDocument *self,
                                             GAsyncResult *result,
                                             GError **error);
void np_document_give_back_async (NpDocument *self,
                                  NpSaveOutcome *outcome,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
NpSaveOutcome *np_document_give_back_finish (NpDocument *self,
                                             GAsyncResult *result,
                                             GError **error);
void np_document_restore_entry (NpDocument *self, NpHistoryEntry *entry);

/* Drafts: what is typed and not saved. */
NpDraftNote np_document_get_draft_note (NpDocument *self);
gint64 np_document_get_draft_edited_at (NpDocument *self);
guint np_document_get_draft_n_joined (NpDocument *self);
NpDraft *np_document_get_orphan_draft (NpDocument *self);
void np_document_discard_draft (NpDocument *self);
void np_document_flush_async (NpDocument *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean np_document_flush_finish (NpDocument *self, GAsyncResult *result, GError **error);

G_END_DECLS
