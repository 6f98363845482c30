/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-document-private.h"

#include "np-api-error.h"
#include "np-library-private.h"

/* Opening a model, and reading it again. */

/* One read of one model. It fills the form only while the document still waits
 * for exactly this read. */
typedef struct
{
  NpWorkspace *workspace;
  char *model_id;
  GCancellable *reading;
  gulong cancelled_id;
  GCancellable *outer;
  gboolean is_reload;
  char *key;             /* nullable: what drafts are kept under */
  NpModel *model;        /* nullable: what was read */
  GError *error;         /* nullable: why it could not be */
  gboolean is_unwritten; /* the draft is newer than what the store has */
} ReadOperation;

static void
read_operation_free (gpointer data)
{
  ReadOperation *operation = data;

  g_cancellable_disconnect (operation->outer, operation->cancelled_id);
  g_object_unref (operation->workspace);
  g_free (operation->model_id);
  g_object_unref (operation->reading);
  g_clear_object (&operation->outer);
  g_free (operation->key);
  g_clear_object (&operation->model);
  g_clear_error (&operation->error);
  g_free (operation);
}

static void
fill (NpDocument *self, ReadOperation *operation, NpDraft *draft)
{
  np_document_end_review (self);
  np_document_set_conflict (self, NULL);
  np_document_leave_draft (self);
  g_set_object (&self->workspace, operation->workspace);
  np_document_set_model_id (self, operation->model_id);
  np_document_restore_draft (self, operation->model, draft, !operation->is_unwritten);
}

/* With the answer and the draft, if there is one. */
static void
finish_reading (GTask *task, NpDraft *draft)
{
  NpDocument *self = g_task_get_source_object (task);
  ReadOperation *operation = g_task_get_task_data (task);

  if (self->reading != operation->reading)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                               "Another model was opened meanwhile");
      return;
    }
  if (operation->model != NULL && operation->is_reload)
    np_document_take (self, operation->model);
  else if (operation->model != NULL)
    fill (self, operation, draft);
  else if (draft != NULL)
    np_document_set_orphan (self, draft);
  np_document_set_reading (self, NULL);

  if (operation->error != NULL)
    g_task_return_error (task, g_steal_pointer (&operation->error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
draft_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  NpDocument *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (NpDraft) draft = np_store_load_draft_finish (NP_STORE (source), result, &error);

  finish_reading (task, draft);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    np_document_emit_draft_failed (self, error);
}

/* Edits that were not saved last time; also those of a model that is gone. */
static void
look_for_draft (NpDocument *self, ReadOperation *operation, GTask *task)
{
  g_autoptr (GTask) owned = task;
  gboolean is_wanted = operation->model != NULL ||
                       g_error_matches (operation->error, NP_API_ERROR, NP_API_ERROR_NOT_FOUND);
  g_autoptr (NpDraft) draft = NULL;

  if (operation->key == NULL || operation->is_reload || !is_wanted)
    {
      finish_reading (task, NULL);
      return;
    }
  operation->is_unwritten = np_document_find_unwritten (self, operation->key,
                                                        operation->model_id, &draft);
  if (operation->is_unwritten)
    finish_reading (task, draft);
  else
    np_store_load_draft_async (np_library_get_store (self->library), operation->key,
                               operation->model_id, operation->reading, draft_cb,
                               g_steal_pointer (&owned));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  NpDocument *self = g_task_get_source_object (task);
  ReadOperation *operation = g_task_get_task_data (task);

  operation->model = np_client_get_model_finish (NP_CLIENT (source), result, &operation->error);
  if (self->reading == operation->reading)
    look_for_draft (self, operation, task);
  else
    {
      finish_reading (task, NULL);
      g_object_unref (task);
    }
}

static void
cancel_reading_cb (GCancellable *outer, gpointer reading)
{
  g_cancellable_cancel (reading);
}

static void
start_reading (NpDocument *self,
               NpWorkspace *workspace,
               const char *model_id,
               gboolean is_reload,
               GTask *task)
{
  ReadOperation *operation = g_new0 (ReadOperation, 1);

  operation->workspace = g_object_ref (workspace);
  operation->model_id = g_strdup (model_id);
  operation->reading = g_cancellable_new ();
  operation->is_reload = is_reload;
  operation->key = self->library != NULL ? np_workspace_dup_key (workspace) : NULL;
  g_set_object (&operation->outer, g_task_get_cancellable (task));
  if (operation->outer != NULL)
    operation->cancelled_id = g_cancellable_connect (
        operation->outer, G_CALLBACK (cancel_reading_cb), operation->reading, NULL);
  g_task_set_task_data (task, operation, read_operation_free);

  np_document_set_reading (self, operation->reading);
  self->is_reloading = is_reload;
  if (!is_reload)
    np_document_set_orphan (self, NULL);
  np_client_get_model_async (np_workspace_get_client (workspace), model_id, operation->reading,
                             read_cb, task);
}

/**
 * np_document_open_async:
 * @self: a document
 * @workspace: where the model lives
 * @model_id: the model
 * @cancellable: (nullable): ends the read
 * @callback: called when the form is filled, or could not be
 * @user_data: passed to @callback
 *
 * Reads a model with GetModel alone and puts it into the form, in place of what
 * the form holds. A later call wins over an earlier one, whichever answer comes
 * first; the earlier one ends as cancelled. The form changes only when the
 * answer is good. Edits of the model that were not saved come back with it:
 * NpDocument:draft-note says how.
 */
void
np_document_open_async (NpDocument *self,
                        NpWorkspace *workspace,
                        const char *model_id,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (NP_IS_DOCUMENT (self));
  g_return_if_fail (NP_IS_WORKSPACE (workspace));
  g_return_if_fail (model_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, np_document_open_async);
  start_reading (self, workspace, model_id, FALSE, task);
}

/**
 * np_document_open_finish:
 * @self: a document
 * @result: what the callback got
 * @error: set to an %NP_API_ERROR, an %NP_ACCOUNTS_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether the form now holds the model
 */
gboolean
np_document_open_finish (NpDocument *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * np_document_reload_async:
 * @self: a document with a model open
 * @cancellable: (nullable): ends the read
 * @callback: called when the form is up to date, or could not be brought so
 * @user_data: passed to @callback
 *
 * Reads the open model again. Fields that the user edited keep the edit; the
 * others follow the service. If somebody else changed what is edited here, the form
 * stays as it is and NpDocument:conflict says what collides. While a save is under way it ends
 * with %G_IO_ERROR_PENDING: the save reads the model itself.
 */
void
np_document_reload_async (NpDocument *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (NP_IS_DOCUMENT (self));
  g_return_if_fail (self->model_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, np_document_reload_async);
  if (self->is_saving)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING, "A save is under way");
  else
    start_reading (self, self->workspace, self->model_id, TRUE, g_steal_pointer (&task));
}

/**
 * np_document_reload_finish:
 * @self: a document
 * @result: what the callback got
 * @error: set as by np_document_open_finish(), or %G_IO_ERROR_PENDING
 *
 * Returns: whether the form is up to date
 */
gboolean
np_document_reload_finish (NpDocument *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
