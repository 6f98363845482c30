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

/* A type is given as a pointer, which must not be %NULL. */
static gpointer
read_identity (NpJson *json, gpointer data, char **out_problem)
{
  return GUINT_TO_POINTER ((guint) read_type (np_json_get_root (json)) + 1);
}

static const NpClientReading identity_reading = { read_identity, NULL, FALSE };

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
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, np_client_get_identity_async);
  np_client_call (self, task, &spec, &identity_reading, NULL, NULL);
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
  gpointer type = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), NP_IDENTITY_UNKNOWN);

  type = g_task_propagate_pointer (G_TASK (result), error);
  return type != NULL ? (NpIdentityType) (GPOINTER_TO_UINT (type) - 1) : NP_IDENTITY_UNKNOWN;
}
