/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-client-private.h"

#include "np-response-error.h"

#define STS_VERSION "2015-04-01"
#define OPERATION   "GetCallerIdentity"

static NpIdentityType
read_type (const NpJsonValue *root)
{
  g_autofree char *text = np_response_error_dup_text (root, "IdentityType", "identityType");

  return np_identity_type_parse (text);
}

static void
interpret (GTask *task, const NpResponse *response)
{
  NpClient *self = g_task_get_source_object (task);
  const NpCall about = { .host = np_endpoint_get_authority (np_client_get_endpoint (self)),
                         .operation = OPERATION,
                         .maybe_sent = TRUE };
  g_autoptr (NpJson) json = NULL;
  g_autofree char *request_id = NULL;
  GError *error = NULL;

  if (SOUP_STATUS_IS_SUCCESSFUL (response->status) && response->body != NULL)
    json = np_json_parse (response->body, NULL);
  request_id = np_response_open_json (response, &about, json, &error);
  if (request_id == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, read_type (np_json_get_root (json)));
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (NpResponse) response = NULL;
  GError *error = NULL;

  response = np_client_read_finish (NP_CLIENT (source), result, &error);
  if (response == NULL)
    g_task_return_error (task, error);
  else
    interpret (task, response);
}

/**
 * np_client_get_identity_async:
 * @self: a client of an endpoint of the Security Token Service, see
 *   np_endpoint_dup_sts()
 * @cancellable: (nullable): a #GCancellable
 * @callback: (scope async): called when the answer is there
 * @user_data: passed to @callback
 *
 * Calls GetCallerIdentity of the STS API, version 2015-04-01: whose AccessKey is
 * this? By the STS API's documentation it takes GET or POST on `/` and no
 * parameters, and needs no permission of its own. By the signature's
 * documentation the action and version stand in the headers for this kind of API
 * too.
 */
void
np_client_get_identity_async (NpClient *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  const NpRequestSpec spec = {
    .method = SOUP_METHOD_GET,
    .operation = OPERATION,
    .version = STS_VERSION,
    .path = "/",
  };
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, np_client_get_identity_async);
  np_client_read_async (self, &spec, cancellable, answered_cb, g_object_ref (task));
}

/**
 * np_client_get_identity_finish:
 * @self: a client
 * @result: the result
 * @error: set to an %NP_API_ERROR, to %G_IO_ERROR_CANCELLED, or to what the
 *   credentials provider said
 *
 * Returns: whose AccessKey it is; %NP_IDENTITY_UNKNOWN with @error set, and
 *   without it for an answer that has no IdentityType or a new one
 */
NpIdentityType
np_client_get_identity_finish (NpClient *self, GAsyncResult *result, GError **error)
{
  gssize type = -1;

  g_return_val_if_fail (g_task_is_valid (result, self), NP_IDENTITY_UNKNOWN);

  type = g_task_propagate_int (G_TASK (result), error);
  return type >= 0 ? (NpIdentityType) type : NP_IDENTITY_UNKNOWN;
}
