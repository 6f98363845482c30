/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-client-private.h"

#include "np-diagnosis-run.h"

/* TLS 1.2 or newer and keys of at least 2048 bits (RSA) or 224 (curves). Left to
 * itself the TLS library still takes TLS 1.0 and 1024 bits. */
#define TLS_PRIORITY "NORMAL:-VERS-TLS1.0:-VERS-TLS1.1:%PROFILE_MEDIUM"

enum
{
  PROP_0,
  PROP_CLOCK_OFFSET,
  N_PROPS
};

enum
{
  SIGNAL_RETRYING,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (NpClient, np_client, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static const NpClientDeadlines default_deadlines = {
  .connect = 5000,
  .first_byte = 10000,
  .idle = 10000,
  .read = 30000,
  .save = 45000,
};

/* The strict reader has passed the body already. What can still be wrong is
 * that it describes no model, or another one than was asked for. */
static gpointer
read_model (NpJson *json, gpointer model_id, char **out_problem)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NpModel) model = np_model_new_from_json (np_json_get_bytes (json), &error);

  if (model != NULL && g_strcmp0 (np_model_get_model_id (model), model_id) == 0)
    return g_steal_pointer (&model);
  *out_problem = g_strdup (error != NULL ? error->message : "the answer is not this model");
  return NULL;
}

static const NpClientReading model_reading = { read_model, g_object_unref, FALSE };

/* A connection that was made over another network may be dead without anybody
 * having been told. Calls under way keep theirs: they have deadlines. */
static void
network_changed_cb (GNetworkMonitor *monitor, gboolean is_available, gpointer user_data)
{
  NpClient *self = user_data;

  self->session = np_transport_renew_session (self->session);
}

static void
np_client_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  NpClient *self = NP_CLIENT (object);

  switch (prop_id)
    {
    case PROP_CLOCK_OFFSET:
      g_value_set_int64 (value, self->clock_offset);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
np_client_finalize (GObject *object)
{
  NpClient *self = NP_CLIENT (object);

  g_clear_object (&self->session);
  g_clear_object (&self->log);
  g_clear_object (&self->credentials);
  g_clear_pointer (&self->endpoint, np_endpoint_unref);

  G_OBJECT_CLASS (np_client_parent_class)->finalize (object);
}

static void
np_client_class_init (NpClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = np_client_get_property;
  object_class->finalize = np_client_finalize;

  /**
   * NpClient:clock-offset:
   *
   * How far the clock of the service is ahead of this computer's, in seconds; 0
   * while there was no reason to think that this computer's is wrong.
   */
  properties[PROP_CLOCK_OFFSET] =
      g_param_spec_int64 ("clock-offset", NULL, NULL, G_MININT64, G_MAXINT64, 0,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * NpClient::retrying:
   * @operation: the operation of the service
   * @attempt: which attempt comes next, from 2
   * @wait_ms: how long it waits for that, in milliseconds
   * @reason: why the last one failed
   *
   * A call waits to be tried again. Its #GCancellable ends the wait at once.
   */
  signals[SIGNAL_RETRYING] = g_signal_new ("retrying", NP_TYPE_CLIENT, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 4, G_TYPE_STRING,
                                           G_TYPE_UINT, G_TYPE_UINT, G_TYPE_ERROR);
}

static void
np_client_init (NpClient *self)
{
  self->deadlines = default_deadlines;
  self->max_attempts = NP_CLIENT_MAX_ATTEMPTS;
  np_retry_bucket_init (&self->bucket);
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
  self->log = g_object_ref (np_request_log_get_default ());
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                           G_CALLBACK (network_changed_cb), self, 0);
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
 * 30 s for a whole read and 45 s for a whole save, retries included.
 */
void
np_client_set_deadlines (NpClient *self, const NpClientDeadlines *deadlines)
{
  g_return_if_fail (NP_IS_CLIENT (self));

  self->deadlines = *deadlines;
}

/**
 * np_client_set_log:
 * @self: a client
 * @log: where to note each request
 *
 * Without it: np_request_log_get_default().
 */
void
np_client_set_log (NpClient *self, NpRequestLog *log)
{
  g_return_if_fail (NP_IS_CLIENT (self));
  g_return_if_fail (NP_IS_REQUEST_LOG (log));

  g_set_object (&self->log, log);
}

/**
 * np_client_set_max_attempts:
 * @self: a client
 * @max_attempts: how often a call may be tried, the first time included; at most
 *   %NP_CLIENT_MAX_ATTEMPTS, which it is without this
 */
void
np_client_set_max_attempts (NpClient *self, guint max_attempts)
{
  g_return_if_fail (NP_IS_CLIENT (self));

  self->max_attempts = CLAMP (max_attempts, 1, NP_CLIENT_MAX_ATTEMPTS);
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
 * np_client_new_probe:
 * @self: a client
 *
 * Makes a client of the same service with connections of its own, which tries
 * each call once.
 *
 * Returns: (transfer full): the client
 */
NpClient *
np_client_new_probe (NpClient *self)
{
  NpClient *probe = np_client_new (self->endpoint, self->credentials, &self->seam);

  g_object_unref (probe->session);
  probe->session = np_transport_renew_session (g_object_ref (self->session));
  probe->deadlines = self->deadlines;
  probe->max_attempts = 1;
  np_client_set_log (probe, self->log);
  return probe;
}

/*< private >
 * np_client_get_seen_offset:
 * @self: a client
 * @out_seconds: (out): how far the service's clock is ahead
 *
 * Returns: %FALSE if no answer told
 */
gboolean
np_client_get_seen_offset (NpClient *self, gint64 *out_seconds)
{
  *out_seconds = self->seen_offset;
  return self->has_seen_offset;
}

/**
 * np_client_diagnose:
 * @self: a client
 * @cancellable: (nullable): ends it
 *
 * Looks at the steps to the service in turn: the proxy, the name, the connection,
 * TLS, the clock, the signature and the right to list workspaces. It changes
 * nothing and sends one signed question, two if the clock is wrong.
 *
 * Returns: (transfer full): the steps, which tell when they have come to something
 */
NpDiagnosis *
np_client_diagnose (NpClient *self, GCancellable *cancellable)
{
  NpDiagnosis *diagnosis = NULL;

  g_return_val_if_fail (NP_IS_CLIENT (self), NULL);

  diagnosis = np_diagnosis_new ();
  np_diagnosis_run (diagnosis, self, cancellable);
  return diagnosis;
}

/**
 * np_client_get_clock_offset:
 * @self: a client
 *
 * Returns: how far the clock of the service is ahead of this computer's, in
 *   seconds; 0 if this computer's is as good as right
 */
gint64
np_client_get_clock_offset (NpClient *self)
{
  g_return_val_if_fail (NP_IS_CLIENT (self), 0);

  return self->clock_offset;
}

/*< private >
 * np_client_set_clock_offset:
 * @self: a client
 * @seconds: how far the service's clock is ahead
 *
 * What is signed from now on carries the time of the service. It is kept in
 * memory alone: the next start finds the clock as it is then.
 */
void
np_client_set_clock_offset (NpClient *self, gint64 seconds)
{
  if (self->clock_offset == seconds)
    return;
  self->clock_offset = seconds;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CLOCK_OFFSET]);
}

/*< private >
 * np_client_emit_retrying:
 * @self: a client
 * @operation: the operation of the service
 * @attempt: which attempt comes next
 * @wait_ms: how long it waits for that
 * @reason: why the last one failed
 */
void
np_client_emit_retrying (
    NpClient *self, const char *operation, guint attempt, guint wait_ms, const GError *reason)
{
  g_signal_emit (self, signals[SIGNAL_RETRYING], 0, operation, attempt, wait_ms, reason);
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
  g_autofree char *path = NULL;
  GError *error = NULL;
  NpRequestSpec spec = { .method = SOUP_METHOD_GET, .operation = "GetModel" };

  g_task_set_source_tag (task, np_client_get_model_async);
  spec.path = path = np_request_encode_model_path (model_id, &error);
  if (path == NULL)
    g_task_return_error (task, error);
  else
    np_client_call (self, g_steal_pointer (&task), &spec, &model_reading, g_strdup (model_id),
                    g_free);
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
  g_autofree char *path = NULL;
  GError *error = NULL;
  NpRequestSpec spec = { .method = SOUP_METHOD_PUT, .operation = "UpdateModel", .body = body };

  g_task_set_source_tag (task, np_client_update_model_async);
  spec.path = path = np_request_encode_model_path (model_id, &error);
  if (path == NULL)
    g_task_return_error (task, error);
  else
    np_client_call (self, g_steal_pointer (&task), &spec, NULL, NULL, NULL);
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
  const NpRequestSpec spec = {
    .method = SOUP_METHOD_GET,
    .operation = "ListWorkspaces",
    .path = NP_CLIENT_WORKSPACES_PATH,
    .query = one_workspace,
    .n_query = G_N_ELEMENTS (one_workspace),
  };
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, np_client_check_async);
  np_client_call (self, task, &spec, NULL, NULL, NULL);
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
