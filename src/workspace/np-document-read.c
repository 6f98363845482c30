/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-document-private.h"

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
  g_free (operation);
}

static void
fill (NpDocument *self, ReadOperation *operation, NpModel *model)
{
  if (operation->is_reload)
    {
      np_document_take (self, model);
      return;
    }
  np_document_end_review (self);
  np_document_set_conflict (self, NULL);
  g_set_object (&self->workspace, operation->workspace);
  np_document_set_model_id (self, operation->model_id);
  np_model_form_set_model (self->form, model);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  NpDocument *self = g_task_get_source_object (task);
  ReadOperation *operation = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (NpModel) model = np_client_get_model_finish (NP_CLIENT (source), result, &error);

  if (self->reading != operation->reading)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                               "Another model was opened meanwhile");
      return;
    }
  if (model != NULL)
    fill (self, operation, model);
  np_document_set_reading (self, NULL);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
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
  g_set_object (&operation->outer, g_task_get_cancellable (task));
  if (operation->outer != NULL)
    operation->cancelled_id = g_cancellable_connect (
        operation->outer, G_CALLBACK (cancel_reading_cb), operation->reading, NULL);
  g_task_set_task_data (task, operation, read_operation_free);

  np_document_set_reading (self, operation->reading);
  self->is_reloading = is_reload;
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
 * answer is good.
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
