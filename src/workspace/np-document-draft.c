/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-document-private.h"

/* What is typed and not saved, as it survives the end of the program. */

/**
 * np_document_get_draft_note:
 * @self: a document
 *
 * Returns: what became of edits that were not saved last time
 */
NpDraftNote
np_document_get_draft_note (NpDocument *self)
{
  g_return_val_if_fail (NP_IS_DOCUMENT (self), NP_DRAFT_NOTE_NONE);

  return self->draft_note;
}

/**
 * np_document_get_draft_edited_at:
 * @self: a document
 *
 * Returns: when they were typed, in microseconds since 1970; 0 when there are none
 */
gint64
np_document_get_draft_edited_at (NpDocument *self)
{
  g_return_val_if_fail (NP_IS_DOCUMENT (self), 0);

  return self->draft_edited_at;
}

/**
 * np_document_get_orphan_draft:
 * @self: a document
 *
 * Returns: (transfer none) (nullable): after a model could not be opened because it is
 *   gone, the edits that were kept for it
 */
NpDraft *
np_document_get_orphan_draft (NpDocument *self)
{
  g_return_val_if_fail (NP_IS_DOCUMENT (self), NULL);

  return self->orphan;
}

/**
 * np_document_discard_draft:
 * @self: a document
 *
 * Puts all edits back, those that came out of a draft and all others.
 */
void
np_document_discard_draft (NpDocument *self)
{
  g_return_if_fail (NP_IS_DOCUMENT (self));

  np_model_form_put_back_all (self->form);
}

/**
 * np_document_flush_async:
 * @self: a document
 * @cancellable: (nullable): stops waiting
 * @callback: called when the edits are written down, or could not be
 * @user_data: passed to @callback
 *
 * Writes down at once what is typed and not saved.
 */
void
np_document_flush_async (NpDocument *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (NP_IS_DOCUMENT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, np_document_flush_async);
  g_task_return_boolean (task, TRUE);
}

/**
 * np_document_flush_finish:
 * @self: a document
 * @result: what the callback got
 * @error: set to a %G_IO_ERROR
 *
 * Returns: whether nothing is left that only the form holds
 */
gboolean
np_document_flush_finish (NpDocument *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
