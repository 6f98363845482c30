/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model-search.h"

#include "np-workspace-private.h"

/* One search, asking one workspace after the other: whoever has the model is
 * most often the first or second. */
typedef struct
{
  GPtrArray *workspaces;
  char *model_id;
  guint i;
} SearchOperation;

static void ask_next (GTask *task);

static void
search_operation_free (gpointer data)
{
  SearchOperation *operation = data;

  g_ptr_array_unref (operation->workspaces);
  g_free (operation->model_id);
  g_free (operation);
}

static void
model_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SearchOperation *operation = g_task_get_task_data (task);
  g_autoptr (NpModel) model = np_client_get_model_finish (NP_CLIENT (source), result, NULL);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (model != NULL)
    g_task_return_pointer (
        task, g_object_ref (g_ptr_array_index (operation->workspaces, operation->i)),
        g_object_unref);
  else
    {
      operation->i++;
      ask_next (g_steal_pointer (&task));
    }
}

static void
ask_next (GTask *task)
{
  SearchOperation *operation = g_task_get_task_data (task);
  NpWorkspace *workspace = NULL;

  if (operation->i == operation->workspaces->len)
    {
      g_task_return_new_error (task, NP_API_ERROR, NP_API_ERROR_NOT_FOUND,
                               "None of the workspaces has the model");
      g_object_unref (task);
      return;
    }
  workspace = g_ptr_array_index (operation->workspaces, operation->i);
  np_client_get_model_async (np_workspace_get_client (workspace), operation->model_id,
                             g_task_get_cancellable (task), model_cb, task);
}

/**
 * np_model_search_async:
 * @workspaces: (element-type NpWorkspace): where to look
 * @model_id: the model
 * @cancellable: (nullable): ends the search
 * @callback: called when it is found, or nowhere
 * @user_data: passed to @callback
 *
 * Looks for a model in several workspaces: its ID does not tell the region.
 */
void
np_model_search_async (GPtrArray *workspaces,
                       const char *model_id,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  SearchOperation *operation = NULL;
  GTask *task = NULL;

  g_return_if_fail (workspaces != NULL);
  g_return_if_fail (model_id != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, np_model_search_async);
  operation = g_new0 (SearchOperation, 1);
  operation->workspaces = g_ptr_array_ref (workspaces);
  operation->model_id = g_strdup (model_id);
  g_task_set_task_data (task, operation, search_operation_free);
  ask_next (task);
}

/**
 * np_model_search_finish:
 * @result: what the callback got
 * @error: set to %NP_API_ERROR_NOT_FOUND when no workspace gave the model, for
 *   whatever reason, or to %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the workspace that has the model
 */
NpWorkspace *
np_model_search_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
