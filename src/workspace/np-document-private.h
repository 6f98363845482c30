/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-document.h"

#include "np-draft-keeper.h"
#include "np-review-private.h"
#include "np-save-operation-private.h"
#include "np-workspace-private.h"

G_BEGIN_DECLS

struct _NpDocument
{
  GObject parent_instance;

  /* Owned, nullable but for the form */
  NpModelForm *form;
  NpWorkspace *workspace; /* of the open model */
  NpWorkspace *home;      /* where an undo goes while no model is open */
  NpLibrary *library;
  char *model_id;
  GCancellable *reading; /* the read that may still fill the form */
  NpModelMerge *conflict;
  NpReview *review;      /* while a review is open */
  GPtrArray *late_looks; /* of NpLateLook */
  NpDraftKeeper *keeper;
  GPtrArray *left_keepers; /* of NpDraftKeeper: of models that were open, still writing */
  NpDraft *orphan;         /* of a model that is gone */

  /* State */
  gboolean is_reloading;
  gboolean is_saving;
  NpReviewState review_state;
  guint review_n_joined;
  NpDraftNote draft_note;
  gint64 draft_edited_at;
  guint draft_n_joined;
};

void np_document_set_reading (NpDocument *self, GCancellable *reading);
void np_document_set_saving (NpDocument *self, gboolean is_saving);
void np_document_set_model_id (NpDocument *self, const char *model_id);
void np_document_set_conflict (NpDocument *self, NpModelMerge *conflict);
void np_document_set_review_state (NpDocument *self, NpReviewState state, guint n_joined);
void np_document_emit_changed_after_save (NpDocument *self,
                                          NpSaveOutcome *outcome,
                                          NpModelChanges *undone);

/* What others changed meanwhile, and the edits in the form. */
NpModelMerge *np_document_merge (NpDocument *self, NpModel *theirs);
void np_document_join (NpDocument *self, NpModelMerge *merge, char **texts);
void np_document_take (NpDocument *self, NpModel *theirs);
void np_document_drop_unneeded_conflict (NpDocument *self);
void np_document_pause_review (NpDocument *self, gboolean is_paused);

/* Saves. */
GTask *np_document_new_save (NpDocument *self,
                             gpointer tag,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
void np_document_run_save (NpDocument *self, NpSaveWish *wish, GTask *task);

/* What is typed and not saved. */
void np_document_set_draft_note (NpDocument *self,
                                 NpDraftNote note,
                                 gint64 edited_at,
                                 guint n_joined);
void np_document_emit_draft_failed (NpDocument *self, const GError *error);
gboolean np_document_find_unwritten (NpDocument *self,
                                     const char *key,
                                     const char *model_id,
                                     NpDraft **out_draft);
void np_document_set_orphan (NpDocument *self, NpDraft *orphan);
void np_document_leave_draft (NpDocument *self);
void np_document_restore_draft (NpDocument *self,
                                NpModel *model,
                                NpDraft *draft,
                                gboolean is_stored);

G_END_DECLS
