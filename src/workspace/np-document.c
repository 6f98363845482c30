/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-document.h"

#include "np-save-operation-private.h"
#include "np-workspace-private.h"

struct _NpDocument
{
  GObject parent_instance;

  /* Owned */
  NpModelForm *form;
  NpWorkspace *workspace;
  char *model_id;
  GCancellable *reading; /* the read that may still fill the form */

  /* State */
  gboolean is_reloading;
  gboolean is_saving;
};

G_DEFINE_FINAL_TYPE (NpDocument, np_document, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_MODEL_ID,
  PROP_LOADING,
  PROP_SAVING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

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
set_reading (NpDocument *self, GCancellable *reading)
{
  if (self->reading == reading)
    return;
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_set_object (&self->reading, reading);
  self->is_reloading = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
set_saving (NpDocument *self, gboolean is_saving)
{
  self->is_saving = is_saving;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SAVING]);
}

static void
set_model_id (NpDocument *self, const char *model_id)
{
  if (g_strcmp0 (self->model_id, model_id) == 0)
    return;
  g_free (self->model_id);
  self->model_id = g_strdup (model_id);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODEL_ID]);
}

static void
fill (NpDocument *self, ReadOperation *operation, NpModel *model)
{
  g_set_object (&self->workspace, operation->workspace);
  set_model_id (self, operation->model_id);
  if (operation->is_reload)
    np_model_form_rebase (self->form, model);
  else
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
  set_reading (self, NULL);

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

  set_reading (self, operation->reading);
  self->is_reloading = is_reload;
  np_client_get_model_async (np_workspace_get_client (workspace), model_id, operation->reading,
                             read_cb, task);
}

static void
save_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  NpDocument *self = g_task_get_source_object (task);
  const char *model_id = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (NpSaveOutcome) outcome = np_save_operation_run_finish (result, &error);
  NpModel *stored = outcome != NULL ? np_save_outcome_get_stored (outcome) : NULL;

  /* Another model may be open by now: its form has nothing to do with this. */
  if (stored != NULL && g_strcmp0 (self->model_id, model_id) == 0)
    np_model_form_rebase (self->form, stored);
  set_saving (self, FALSE);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_steal_pointer (&outcome),
                           (GDestroyNotify) np_save_outcome_unref);
}

static void
np_document_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  NpDocument *self = NP_DOCUMENT (object);

  switch (prop_id)
    {
    case PROP_MODEL_ID:
      g_value_set_string (value, self->model_id);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, np_document_get_is_loading (self));
      break;
    case PROP_SAVING:
      g_value_set_boolean (value, self->is_saving);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
np_document_finalize (GObject *object)
{
  NpDocument *self = NP_DOCUMENT (object);

  g_clear_object (&self->form);
  g_clear_object (&self->workspace);
  g_clear_object (&self->reading);
  g_free (self->model_id);

  G_OBJECT_CLASS (np_document_parent_class)->finalize (object);
}

static void
np_document_class_init (NpDocumentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = np_document_get_property;
  object_class->finalize = np_document_finalize;

  /**
   * NpDocument:model-id:
   *
   * The model that the form holds, %NULL when none is open.
   */
  properties[PROP_MODEL_ID] = g_param_spec_string ("model-id", NULL, NULL, NULL, flags);
  /**
   * NpDocument:loading:
   *
   * Whether a model is being read.
   */
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  /**
   * NpDocument:saving:
   *
   * Whether a save is under way.
   */
  properties[PROP_SAVING] = g_param_spec_boolean ("saving", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
np_document_init (NpDocument *self)
{
}

/**
 * np_document_new:
 * @form: the form that the screen is bound to
 *
 * The open document: which model the form holds, and the way in and out of it.
 *
 * Returns: (transfer full): a document with no model open
 */
NpDocument *
np_document_new (NpModelForm *form)
{
  NpDocument *self = NULL;

  g_return_val_if_fail (NP_IS_MODEL_FORM (form), NULL);

  self = g_object_new (NP_TYPE_DOCUMENT, NULL);
  self->form = g_object_ref (form);
  return self;
}

/**
 * np_document_get_form:
 * @self: a document
 *
 * Returns: (transfer none): the form
 */
NpModelForm *
np_document_get_form (NpDocument *self)
{
  g_return_val_if_fail (NP_IS_DOCUMENT (self), NULL);

  return self->form;
}

/**
 * np_document_get_workspace:
 * @self: a document
 *
 * Returns: (transfer none) (nullable): where the open model lives
 */
NpWorkspace *
np_document_get_workspace (NpDocument *self)
{
  g_return_val_if_fail (NP_IS_DOCUMENT (self), NULL);

  return self->workspace;
}

/**
 * np_document_get_model_id:
 * @self: a document
 *
 * Returns: (transfer none) (nullable): the model that is open
 */
const char *
np_document_get_model_id (NpDocument *self)
{
  g_return_val_if_fail (NP_IS_DOCUMENT (self), NULL);

  return self->model_id;
}

/**
 * np_document_get_is_loading:
 * @self: a document
 *
 * Returns: whether a model is being read
 */
gboolean
np_document_get_is_loading (NpDocument *self)
{
  g_return_val_if_fail (NP_IS_DOCUMENT (self), FALSE);

  return self->reading != NULL;
}

/**
 * np_document_get_is_saving:
 * @self: a document
 *
 * Returns: whether a save is under way
 */
gboolean
np_document_get_is_saving (NpDocument *self)
{
  g_return_val_if_fail (NP_IS_DOCUMENT (self), FALSE);

  return self->is_saving;
}

/**
 * np_document_close:
 * @self: a document
 *
 * Closes the model: the form is empty afterwards, and a read under way fills
 * nothing. Unsaved edits are gone; asking first is for the caller.
 */
void
np_document_close (NpDocument *self)
{
  g_return_if_fail (NP_IS_DOCUMENT (self));

  set_reading (self, NULL);
  set_model_id (self, NULL);
  np_model_form_set_model (self->form, NULL);
  g_clear_object (&self->workspace);
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
 * others follow the service. While a save is under way it ends with
 * %G_IO_ERROR_PENDING: the save reads the model itself.
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

/**
 * np_document_save_async:
 * @self: a document
 * @cancellable: (nullable): ends the save
 * @callback: called when the outcome is known
 * @user_data: passed to @callback
 *
 * Sends what the user changed and reads back what the service kept. The form
 * stays usable: what is edited meanwhile stays an unsaved edit. A second call
 * while a save is under way, or one when there is nothing valid to save, ends
 * with %G_IO_ERROR_PENDING or %G_IO_ERROR_INVALID_DATA and sends nothing.
 */
void
np_document_save_async (NpDocument *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (NpModelChanges) changes = NULL;

  g_return_if_fail (NP_IS_DOCUMENT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, np_document_save_async);
  g_task_set_check_cancellable (task, FALSE);

  if (self->is_saving)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING, "A save is under way");
      return;
    }
  if (self->model_id == NULL || !np_model_form_get_can_save (self->form))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "Nothing to save");
      return;
    }

  /* A reload that began before the PUT may answer after it, with older values. */
  if (self->is_reloading)
    set_reading (self, NULL);

  changes = np_model_form_dup_changes (self->form);
  g_task_set_task_data (task, g_strdup (self->model_id), g_free);
  set_saving (self, TRUE);
  np_save_operation_run_async (np_workspace_get_client (self->workspace), self->model_id,
                               changes, cancellable, save_cb, g_steal_pointer (&task));
}

/**
 * np_document_save_finish:
 * @self: a document
 * @result: what the callback got
 * @error: set as by np_save_operation_run_finish(), or %G_IO_ERROR_PENDING
 *
 * Returns: (transfer full) (nullable): what the save came to, or %NULL with @error set
 */
NpSaveOutcome *
np_document_save_finish (NpDocument *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
