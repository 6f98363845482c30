/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-client.h"

#include "np-client-private.h"
#include "np-response.h"
#include "np-transport.h"

/* TLS 1.2 or newer and keys of at least 2048 bits (RSA) or 224 (curves). Left to
 * itself the TLS library still takes TLS 1.0 and 1024 bits. */
#define TLS_PRIORITY "NORMAL:-VERS-TLS1.0:-VERS-TLS1.1:%PROFILE_MEDIUM"

struct _NpClient
{
  GObject parent_instance;

  /* Owned */
  NpEndpoint *endpoint;
  NpCredentialsProvider *credentials;
  SoupSession *session;

  /* State */
  NpSeam seam;
  NpClientDeadlines deadlines;
};

G_DEFINE_FINAL_TYPE (NpClient, np_client, G_TYPE_OBJECT)

static const NpClientDeadlines default_deadlines = {
  .connect = 5000,
  .first_byte = 10000,
  .idle = 10000,
  .read = 30000,
  .save = 45000,
};

/* One call, from asking for the AccessKey to reading the answer. */
typedef struct
{
  /* Owned */
  char *path;
  char *model_id;
  GBytes *body;
  NpSignPair *query; /* the values alone are owned */
  NpRequest *request;

  /* Borrowed: all static */
  const char *method;
  const char *operation;
  const char *version; /* NULL for that of the AIWorkSpace API */

  /* State */
  gsize n_query;
  gboolean returns_model;
  gboolean returns_response;
} ClientCall;

static void
client_call_free (ClientCall *call)
{
  g_clear_pointer (&call->request, np_request_free);
  g_clear_pointer (&call->body, g_bytes_unref);
  for (gsize i = 0; i < call->n_query; i++)
    g_free ((char *) call->query[i].value);
  g_free (call->query);
  g_free (call->path);
  g_free (call->model_id);
  g_free (call);
}

static void
copy_query (ClientCall *call, const NpSignPair *query, gsize n_query)
{
  call->query = g_new0 (NpSignPair, n_query);
  call->n_query = n_query;
  for (gsize i = 0; i < n_query; i++)
    call->query[i] = (NpSignPair){ query[i].name, g_strdup (query[i].value) };
}

static void
np_client_finalize (GObject *object)
{
  NpClient *self = NP_CLIENT (object);

  g_clear_object (&self->session);
  g_clear_object (&self->credentials);
  g_clear_pointer (&self->endpoint, np_endpoint_unref);

  G_OBJECT_CLASS (np_client_parent_class)->finalize (object);
}

static void
np_client_class_init (NpClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = np_client_finalize;
}

static void
np_client_init (NpClient *self)
{
  self->deadlines = default_deadlines;
}

/* The strict reader has passed the body already. What can still be wrong is
 * that it describes no model, or another one than was asked for. */
static NpModel *
open_model (ClientCall *call, const NpResponse *response, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (NpModel) model = np_model_new_from_json (response->body, &cause);

  if (model != NULL && g_strcmp0 (np_model_get_model_id (model), call->model_id) == 0)
    return g_steal_pointer (&model);
  g_propagate_error (error, np_call_new_error (np_request_get_call (call->request),
                                               NP_API_ERROR_PROTOCOL, NULL, "%s",
                                               cause != NULL ? cause->message
                                                             : "the answer is not this model"));
  return NULL;
}

static void
interpret (GTask *task, const NpResponse *response)
{
  ClientCall *call = g_task_get_task_data (task);
  g_autofree char *request_id = NULL;
  g_autoptr (NpModel) model = NULL;
  GError *error = NULL;

  request_id = np_response_open (response, np_request_get_call (call->request), &error);
  if (request_id != NULL && call->returns_model)
    model = open_model (call, response, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else if (call->returns_model)
    g_task_return_pointer (task, g_steal_pointer (&model), g_object_unref);
  else
    g_task_return_pointer (task, g_steal_pointer (&request_id), g_free);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ClientCall *call = g_task_get_task_data (task);
  g_autoptr (NpResponse) response = NULL;
  GError *error = NULL;

  response = np_transport_send_finish (SOUP_SESSION (source), result, &error);
  if (response == NULL)
    g_task_return_error (task, error);
  else if (call->returns_response)
    g_task_return_pointer (task, g_steal_pointer (&response),
                           (GDestroyNotify) np_response_free);
  else
    interpret (task, response);
}

/* One attempt: everything in it, the date and the nonce too, is made anew. */
static void
attempt (GTask *task, NpCredentials *credentials)
{
  NpClient *self = g_task_get_source_object (task);
  ClientCall *call = g_task_get_task_data (task);
  GError *error = NULL;
  NpRequestSpec spec = {
    .method = call->method,
    .operation = call->operation,
    .version = call->version,
    .path = call->path,
    .query = call->query,
    .n_query = call->n_query,
    .body = call->body,
  };

  call->request = np_request_new (&spec, self->endpoint, credentials, &self->seam, &error);
  if (call->request == NULL)
    g_task_return_error (task, error);
  else
    np_transport_send_async (self->session, call->request, &self->deadlines,
                             g_task_get_cancellable (task), answered_cb, g_object_ref (task));
}

/* The AccessKey is taken once: a call never mixes the parts of two. */
static void
credentials_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (NpCredentials) credentials = NULL;
  GError *error = NULL;

  credentials = np_credentials_provider_get_credentials_finish (
      NP_CREDENTIALS_PROVIDER (source), result, &error);
  if (credentials != NULL)
    attempt (task, credentials);
  else
    g_task_return_error (task, error);
}

static void
start (NpClient *self, GTask *task, ClientCall *call)
{
  g_task_set_task_data (task, call, (GDestroyNotify) client_call_free);
  np_credentials_provider_get_credentials_async (
      self->credentials, g_task_get_cancellable (task), credentials_cb, g_object_ref (task));
}

static ClientCall *
client_call_new_for_model (const char *method,
                           const char *operation,
                           const char *model_id,
                           GError **error)
{
  ClientCall *call = NULL;
  char *path = np_request_encode_model_path (model_id, error);

  if (path == NULL)
    return NULL;
  call = g_new0 (ClientCall, 1);
  call->method = method;
  call->operation = operation;
  call->path = path;
  call->model_id = g_strdup (model_id);
  return call;
}

/**
 * np_client_prepare_process:
 *
 * Sets what the network libraries read from the environment: HTTP/1.1 only,
 * TLS 1.2 or newer, and no short keys. What stood there before is overwritten:
 * nobody can weaken it from outside. Call it first in main(), before any thread
 * and any other library.
 */
void
np_client_prepare_process (void)
{
  g_setenv ("SOUP_FORCE_HTTP1", "1", TRUE);
  g_setenv ("G_TLS_GNUTLS_PRIORITY", TLS_PRIORITY, TRUE);
}

/**
 * np_client_new:
 * @endpoint: (transfer none): where the service answers
 * @credentials: (transfer none): who gives the AccessKey, asked once for each
 *   call
 * @seam: (nullable): where time and nonces come from; is copied; %NULL for the
 *   real ones
 *
 * Makes a client of the AIWorkSpace API, version 2021-02-04. Use it from the
 * thread that made it.
 *
 * Returns: (transfer full): the client
 */
NpClient *
np_client_new (NpEndpoint *endpoint, NpCredentialsProvider *credentials, const NpSeam *seam)
{
  NpClient *self = g_object_new (NP_TYPE_CLIENT, NULL);

  self->endpoint = np_endpoint_ref (endpoint);
  self->credentials = g_object_ref (credentials);
  self->seam = seam != NULL ? *seam : *np_seam_get_default ();
  self->session = np_transport_new_session (endpoint);
  return self;
}

/**
 * np_client_get_endpoint:
 * @self: a client
 *
 * Returns: (transfer none): where its service answers
 */
NpEndpoint *
np_client_get_endpoint (NpClient *self)
{
  g_return_val_if_fail (NP_IS_CLIENT (self), NULL);

  return self->endpoint;
}

/**
 * np_client_set_deadlines:
 * @self: a client
 * @deadlines: how long calls made from now on may take
 *
 * Without it: 5 s to connect, 10 s for the first byte and between two pieces,
 * 30 s for a whole read and 45 s for a whole save.
 */
void
np_client_set_deadlines (NpClient *self, const NpClientDeadlines *deadlines)
{
  g_return_if_fail (NP_IS_CLIENT (self));

  self->deadlines = *deadlines;
}

/**
 * np_client_get_session:
 * @self: a client
 *
 * For tests, which give it the certificate authority of their own server.
 *
 * Returns: (transfer none): the session of its requests
 */
SoupSession *
np_client_get_session (NpClient *self)
{
  g_return_val_if_fail (NP_IS_CLIENT (self), NULL);

  return self->session;
}

/*< private >
 * np_client_read_async:
 * @self: a client
 * @spec: what to ask for; no body. The names of its query, its method, its
 *   operation and its version must be static.
 * @cancellable: (nullable): a #GCancellable
 * @callback: (scope async): called when the answer is there
 * @user_data: passed to @callback
 *
 * Signs and sends a reading call whose answer the caller interprets.
 */
void
np_client_read_async (NpClient *self,
                      const NpRequestSpec *spec,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  ClientCall *call = g_new0 (ClientCall, 1);

  g_task_set_source_tag (task, np_client_read_async);
  call->method = spec->method;
  call->operation = spec->operation;
  call->version = spec->version;
  call->path = g_strdup (spec->path);
  copy_query (call, spec->query, spec->n_query);
  call->returns_response = TRUE;
  start (self, task, call);
}

/*< private >
 * np_client_read_finish:
 * @self: a client
 * @result: the result
 * @error: set like the error of np_client_get_model_finish()
 *
 * Returns: (transfer full) (nullable): the answer, whatever its status
 */
NpResponse *
np_client_read_finish (NpClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * np_client_get_model_async:
 * @self: a client
 * @model_id: the ID of a model
 * @cancellable: (nullable): a #GCancellable
 * @callback: (scope async): called when the model is there
 * @user_data: passed to @callback
 *
 * Calls GetModel.
 */
void
np_client_get_model_async (NpClient *self,
                           const char *model_id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  ClientCall *call = NULL;
  GError *error = NULL;

  g_task_set_source_tag (task, np_client_get_model_async);
  call = client_call_new_for_model (SOUP_METHOD_GET, "GetModel", model_id, &error);
  if (call == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  call->returns_model = TRUE;
  start (self, task, call);
}

/**
 * np_client_get_model_finish:
 * @self: a client
 * @result: the result
 * @error: set to an %NP_API_ERROR, to %G_IO_ERROR_CANCELLED, or to what the
 *   credentials provider said
 *
 * Returns: (transfer full) (nullable): the model as the service has it
 */
NpModel *
np_client_get_model_finish (NpClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * np_client_update_model_async:
 * @self: a client
 * @model_id: the ID of a model
 * @body: (transfer none): the JSON object of what to change, in UTF-8
 * @cancellable: (nullable): a #GCancellable
 * @callback: (scope async): called when the service has answered
 * @user_data: passed to @callback
 *
 * Calls UpdateModel. By the API's documentation every field is optional; what
 * happens to a field that is left out or empty is not documented, so read the
 * model again after it.
 */
void
np_client_update_model_async (NpClient *self,
                              const char *model_id,
                              GBytes *body,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  ClientCall *call = NULL;
  GError *error = NULL;

  g_task_set_source_tag (task, np_client_update_model_async);
  call = client_call_new_for_model (SOUP_METHOD_PUT, "UpdateModel", model_id, &error);
  if (call == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  call->body = g_bytes_ref (body);
  start (self, task, call);
}

/**
 * np_client_update_model_finish:
 * @self: a client
 * @result: the result
 * @error: set to an %NP_API_ERROR, to %G_IO_ERROR_CANCELLED, or to what the
 *   credentials provider said
 *
 * %NP_API_ERROR_OUTCOME_UNKNOWN, and %NP_API_ERROR_SERVER with `maybe_sent` in
 * its detail, mean that the change may have been made all the same: read the
 * model again before anything else.
 *
 * Returns: (transfer full) (nullable): the RequestId of the answer
 */
char *
np_client_update_model_finish (NpClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * np_client_check_async:
 * @self: a client
 * @cancellable: (nullable): a #GCancellable
 * @callback: (scope async): called when the service has answered
 * @user_data: passed to @callback
 *
 * Calls ListWorkspaces with one workspace a page: a signed read that changes
 * nothing and shows whether the service takes the AccessKey.
 */
void
np_client_check_async (NpClient *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  static const NpSignPair one_workspace[] = { { "PageNumber", "1" }, { "PageSize", "1" } };
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  ClientCall *call = g_new0 (ClientCall, 1);

  g_task_set_source_tag (task, np_client_check_async);
  call->method = SOUP_METHOD_GET;
  call->operation = "ListWorkspaces";
  call->path = g_strdup (NP_CLIENT_WORKSPACES_PATH);
  copy_query (call, one_workspace, G_N_ELEMENTS (one_workspace));
  start (self, task, call);
}

/**
 * np_client_check_finish:
 * @self: a client
 * @result: the result
 * @error: set to an %NP_API_ERROR, to %G_IO_ERROR_CANCELLED, or to what the
 *   credentials provider said
 *
 * Returns: (transfer full) (nullable): the RequestId of the answer
 */
char *
np_client_check_finish (NpClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
