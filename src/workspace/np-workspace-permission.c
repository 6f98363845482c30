/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-workspace-private.h"

/* What a denial of the permission itself looks like, rather than one of the
 * question: both are a 403. */
static gboolean
is_denied (const GError *error, const char *code)
{
  const NpApiErrorDetail *detail = np_api_error_get_detail (error);

  return g_error_matches (error, NP_API_ERROR, NP_API_ERROR_PERMISSION_DENIED) &&
         detail != NULL && detail->action != NULL &&
         g_ascii_strcasecmp (detail->action, code) == 0;
}

static void
permission_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const char *code = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  NpPermission *permission = np_client_get_permission_finish (NP_CLIENT (source), result,
                                                              &error);

  if (permission == NULL)
    permission = np_permission_new (code, is_denied (error, code) ? NP_PERMISSION_DENIED
                                                                  : NP_PERMISSION_UNKNOWN);
  g_task_return_pointer (task, permission, (GDestroyNotify) np_permission_unref);
}

/**
 * np_workspace_get_permission_async:
 * @self: a workspace
 * @code: what somebody wants to do, for example %NP_PERMISSION_UPDATE_MODEL
 * @model: with what
 * @cancellable: (nullable): ends the question
 * @callback: called when the answer is there
 * @user_data: passed to @callback
 *
 * Asks whether the key may do something with a model, before anybody tries.
 * Nothing is sent for a model of which it is not known in which workspace it is.
 */
void
np_workspace_get_permission_async (NpWorkspace *self,
                                   const char *code,
                                   NpModel *model,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *resource = NULL;

  g_return_if_fail (NP_IS_WORKSPACE (self));
  g_return_if_fail (code != NULL);
  g_return_if_fail (NP_IS_MODEL (model));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, np_workspace_get_permission_async);
  if (np_model_get_workspace_id (model) == NULL)
    {
      g_task_return_pointer (task, np_permission_new (code, NP_PERMISSION_UNKNOWN),
                             (GDestroyNotify) np_permission_unref);
      return;
    }
  g_task_set_task_data (task, g_strdup (code), g_free);
  resource = g_strconcat ("model/", np_model_get_model_id (model), NULL);
  np_client_get_permission_async (
      np_workspace_get_client (self),
      &(const NpPermissionQuery){
          .workspace_id = np_model_get_workspace_id (model),
          .code = code,
          .accessibility = np_model_get_text (model, NP_FIELD_ACCESSIBILITY),
          .creator = np_model_get_user_id (model),
          .resource = resource,
      },
      cancellable, permission_cb, g_steal_pointer (&task));
}

/**
 * np_workspace_get_permission_finish:
 * @self: a workspace
 * @result: what the callback got
 * @error: set to %G_IO_ERROR_CANCELLED, and to nothing else
 *
 * Returns: (transfer full) (nullable): what the service said; an answer that is
 *   %NP_PERMISSION_UNKNOWN if nobody was asked or nobody could tell
 */
NpPermission *
np_workspace_get_permission_finish (NpWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
