/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-client-private.h"

#define MAX_QUERY 3

static gpointer
read_permission (NpJson *json, gpointer code, char **out_problem)
{
  return np_permission_new_from_json (code, np_json_get_root (json));
}

/* Nobody waits for a hint. */
static const NpClientReading permission_reading = {
  .read = read_permission,
  .free_result = (GDestroyNotify) np_permission_unref,
  .is_hint = TRUE,
};

static void
add_pair (NpSignPair *query, gsize *n_query, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    query[(*n_query)++] = (NpSignPair){ name, value };
}

/**
 * np_client_get_permission_async:
 * @self: a client
 * @query: (transfer none): which permission, and with what; needed for this call
 *   only
 * @cancellable: (nullable): a #GCancellable
 * @callback: (scope async): called when the answer is there
 * @user_data: passed to @callback
 *
 * Calls GetPermission: may this AccessKey do something in a workspace? By the
 * API's documentation Accessibility, Creator and Resource say with what. It is
 * asked once: the answer is worth no second try.
 */
void
np_client_get_permission_async (NpClient *self,
                                const NpPermissionQuery *query,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  NpSignPair pairs[MAX_QUERY];
  NpRequestSpec spec = { .method = SOUP_METHOD_GET, .operation = "GetPermission" };
  g_autofree char *path = NULL;
  GError *error = NULL;

  g_task_set_source_tag (task, np_client_get_permission_async);
  path = np_request_encode_permission_path (query->workspace_id, query->code, &error);
  if (path == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  add_pair (pairs, &spec.n_query, "Accessibility", query->accessibility);
  add_pair (pairs, &spec.n_query, "Creator", query->creator);
  add_pair (pairs, &spec.n_query, "Resource", query->resource);
  spec.path = path;
  spec.query = pairs;
  np_client_call (self, task, &spec, &permission_reading, g_strdup (query->code), g_free);
}

/**
 * np_client_get_permission_finish:
 * @self: a client
 * @result: the result
 * @error: set to an %NP_API_ERROR, to %G_IO_ERROR_CANCELLED, or to what the
 *   credentials provider said
 *
 * Returns: (transfer full) (nullable): what the service said, which may be
 *   nothing that is understood here
 */
NpPermission *
np_client_get_permission_finish (NpClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
