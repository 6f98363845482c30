/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-client-private.h"

#include "np-api-error-private.h"
#include "np-clock.h"
#include "np-response-error.h"
#include "np-response-headers.h"

/* A larger body is read in a thread: this much takes a tenth of a millisecond,
 * and many answers can come in one turn of the main loop. */
#define MAX_BODY_IN_LOOP (16u * 1024)

/* One call, from asking for the AccessKey to its result, with all its attempts.
 * While a thread reads an answer, nothing else touches it. */
typedef struct
{
  /* Owned */
  char *path;
  GBytes *body;
  NpSignPair *query; /* the values alone are owned */
  gpointer data;     /* of the reading */
  GDestroyNotify free_data;
  NpCredentials *credentials;

  /* Owned, of the attempt that runs */
  NpRequest *request;
  NpResponse *response;
  gpointer result; /* NULL if it is not what was asked for */
  char *problem;   /* why, NULL if there is no more to say */

  /* Borrowed: all static */
  const NpClientReading *reading; /* NULL: the RequestId is the result */
  const char *method;
  const char *operation;
  const char *version; /* NULL for that of the AIWorkSpace API */

  /* State */
  NpTransportTime time;
  gint64 began;      /* the attempt, in microseconds since 1970 */
  gint64 began_boot; /* the same in boot time, which nobody sets */
  gsize n_query;
  guint n_attempts;
  guint n_retries;
  NpRetryKind last_kind;
  gboolean is_clock_corrected;
} ClientCall;

static void attempt (GTask *task);

static void
clear_attempt (ClientCall *call)
{
  if (call->result != NULL && call->reading->free_result != NULL)
    call->reading->free_result (call->result);
  call->result = NULL;
  g_clear_pointer (&call->problem, g_free);
  g_clear_pointer (&call->response, np_response_free);
  g_clear_pointer (&call->request, np_request_free);
}

static void
client_call_free (ClientCall *call)
{
  clear_attempt (call);
  g_clear_pointer (&call->credentials, np_credentials_unref);
  g_clear_pointer (&call->body, g_bytes_unref);
  if (call->free_data != NULL)
    call->free_data (call->data);
  for (gsize i = 0; i < call->n_query; i++)
    g_free ((char *) call->query[i].value);
  g_free (call->query);
  g_free (call->path);
  g_free (call);
}

static ClientCall *
client_call_new (const NpRequestSpec *spec)
{
  ClientCall *call = g_new0 (ClientCall, 1);

  call->method = spec->method;
  call->operation = spec->operation;
  call->version = spec->version;
  call->path = g_strdup (spec->path);
  call->body = spec->body != NULL ? g_bytes_ref (spec->body) : NULL;
  call->query = g_new0 (NpSignPair, spec->n_query);
  call->n_query = spec->n_query;
  for (gsize i = 0; i < spec->n_query; i++)
    call->query[i] = (NpSignPair){ spec->query[i].name, g_strdup (spec->query[i].value) };
  return call;
}

static gint64
get_real_seconds (NpClient *self)
{
  return np_seam_get_real_time (&self->seam) / G_TIME_SPAN_SECOND;
}

static int
get_outcome (const GError *error)
{
  if (error == NULL)
    return NP_REQUEST_SUCCEEDED;
  return error->domain == NP_API_ERROR ? error->code : NP_REQUEST_CANCELLED;
}

/* Notes an attempt that is over. */
static void
note_attempt (NpClient *self, ClientCall *call, const char *request_id, const GError *error)
{
  const NpApiErrorDetail *detail = np_api_error_get_detail (error);
  gint64 took = np_seam_get_boot_time (&call->time.seam) - call->began_boot;
  const NpRequestLogFields fields = {
    .time = call->began,
    .operation = call->operation,
    .host = np_endpoint_get_authority (self->endpoint),
    .attempt = call->n_attempts,
    .duration = (guint) (MAX (took, 0) / G_TIME_SPAN_MILLISECOND),
    .status = call->response != NULL ? call->response->status
              : detail != NULL       ? detail->status
                                     : 0,
    .code = detail != NULL ? detail->code : NULL,
    .request_id = detail != NULL ? detail->request_id : request_id,
    .outcome = get_outcome (error),
  };
  g_autoptr (NpRequestLogEntry) entry = np_request_log_entry_new (&fields);

  np_request_log_add (self->log, entry);
}

/* What the service's clock is ahead of ours, as far as an answer tells. */
static void
note_clock (NpClient *self, ClientCall *call, GError *error)
{
  NpApiErrorDetail *detail = np_api_error_edit_detail (error);

  if (call->response == NULL || !call->response->is_verified || detail == NULL ||
      detail->server_time == 0)
    return;
  detail->has_clock_offset = TRUE;
  detail->clock_offset_s = detail->server_time - get_real_seconds (self);
}

/* A clock is corrected once in a call: a service whose own goes back and forth
 * is not run after. */
static gboolean
correct_clock (NpClient *self, ClientCall *call, const GError *error)
{
  const NpApiErrorDetail *detail = np_api_error_get_detail (error);

  if (call->is_clock_corrected || !np_clock_may_be_reason (error) ||
      !detail->has_clock_offset ||
      !np_clock_is_off (detail->server_time, np_request_get_signed_at (call->request)))
    return FALSE;
  call->is_clock_corrected = TRUE;
  np_client_set_clock_offset (self, detail->clock_offset_s);
  return TRUE;
}

static gboolean
wait_over (gpointer user_data)
{
  GTask *task = user_data;

  if (!g_task_return_error_if_cancelled (task))
    attempt (task);
  return G_SOURCE_REMOVE;
}

/* A cancel ends the wait at once. */
static void
start_wait (GTask *task, guint wait_ms)
{
  ClientCall *call = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GSource) timer = np_seam_make_timer (&call->time.seam, wait_ms);
  g_autoptr (GSource) cancel = NULL;

  if (cancellable != NULL)
    {
      cancel = g_cancellable_source_new (cancellable);
      g_source_set_dummy_callback (cancel);
      g_source_add_child_source (timer, cancel);
    }
  g_task_attach_source (task, timer, wait_over);
}

/* Gives how long to wait before the call is tried again, -1 if it is not. The
 * bucket pays last, when nothing else speaks against it. */
static gint64
plan_retry (NpClient *self, ClientCall *call, const GError *error)
{
  gboolean is_save = np_request_get_call (call->request)->is_save;
  NpRetryKind kind = np_retry_classify (error, is_save);
  gint64 now = np_seam_get_boot_time (&call->time.seam);
  gint64 wait = -1;

  if (kind == NP_RETRY_NONE || (call->reading != NULL && call->reading->is_hint) ||
      call->n_attempts >= self->max_attempts ||
      call->n_attempts >= np_retry_get_max_attempts (error))
    return -1;
  wait = np_retry_get_wait (kind, call->n_retries, np_seam_get_chance (&call->time.seam),
                            np_api_error_get_detail (error)->retry_after_ms);
  if (wait < 0 || now + wait * G_TIME_SPAN_MILLISECOND >= call->time.end ||
      !np_retry_bucket_take (&self->bucket, kind))
    return -1;
  call->n_retries++;
  call->last_kind = kind;
  return wait;
}

/* An attempt failed: is there another one? Takes ERROR. */
static void
fail_attempt (GTask *task, GError *error)
{
  NpClient *self = g_task_get_source_object (task);
  ClientCall *call = g_task_get_task_data (task);
  NpApiErrorDetail *detail = np_api_error_edit_detail (error);
  gint64 wait = -1;

  note_attempt (self, call, NULL, error);
  /* What libsoup sends again is one of the attempts that a call has. */
  call->n_attempts += np_request_get_call (call->request)->n_resent;
  if (detail != NULL)
    detail->n_attempts = call->n_attempts;
  note_clock (self, call, error);
  if (correct_clock (self, call, error))
    {
      g_error_free (error);
      attempt (task);
      return;
    }
  wait = plan_retry (self, call, error);
  if (wait < 0)
    {
      g_task_return_error (task, error);
      return;
    }
  np_client_emit_retrying (self, call->operation, call->n_attempts + 1, (guint) wait, error);
  g_error_free (error);
  start_wait (task, (guint) wait);
}

static GError *
new_other_answer (const ClientCall *call)
{
  NpCall *about = np_request_get_call (call->request);
  g_autoptr (NpApiErrorDetail) detail = np_response_error_new_detail (about, call->response);

  return np_call_new_error (about, NP_API_ERROR_PROTOCOL, detail, "%s", call->problem);
}

static void
return_result (GTask *task, char *request_id)
{
  NpClient *self = g_task_get_source_object (task);
  ClientCall *call = g_task_get_task_data (task);

  note_attempt (self, call, request_id, NULL);
  np_retry_bucket_give (&self->bucket, call->last_kind);
  if (call->reading != NULL)
    g_task_return_pointer (task, g_steal_pointer (&call->result), call->reading->free_result);
  else
    g_task_return_pointer (task, g_strdup (request_id), g_free);
}

/* An offset of a clock that was set right in the meantime would be wrong. */
static void
review_clock (NpClient *self, const NpResponse *response)
{
  gint64 server_time = np_response_headers_get_server_time (response->headers);
  gint64 own_time = get_real_seconds (self);

  if (!response->is_verified || server_time == 0)
    return;
  self->seen_offset = server_time - own_time;
  self->has_seen_offset = TRUE;
  if (self->clock_offset != 0 && !np_clock_is_off (server_time, own_time))
    np_client_set_clock_offset (self, 0);
}

static void
judge_answer (GTask *task)
{
  NpClient *self = g_task_get_source_object (task);
  ClientCall *call = g_task_get_task_data (task);
  GError *error = NULL;
  g_autofree char *request_id = np_response_open (call->response,
                                                  np_request_get_call (call->request), &error);

  review_clock (self, call->response);
  if (request_id != NULL && call->reading != NULL && call->result == NULL)
    error = new_other_answer (call);
  if (error != NULL)
    fail_attempt (task, error);
  else
    return_result (task, request_id);
}

/* Only the body is read here: the headers are not for another thread. */
static void
read_body (ClientCall *call)
{
  NpResponse *response = call->response;

  np_response_read (response);
  if (SOUP_STATUS_IS_SUCCESSFUL (response->status) && response->json != NULL &&
      call->reading != NULL)
    call->result = call->reading->read (response->json, call->data, &call->problem);
}

static void
read_body_in_thread (GTask *task,
                     gpointer source_object,
                     gpointer task_data,
                     GCancellable *cancellable)
{
  read_body (task_data);
  g_task_return_boolean (task, TRUE);
}

static void
body_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  judge_answer (task);
}

static void
start_thread (GTask *task)
{
  g_autoptr (GTask) reading = g_task_new (NULL, NULL, body_read_cb, g_object_ref (task));

  g_task_set_source_tag (reading, start_thread);
  g_task_set_task_data (reading, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (reading, read_body_in_thread);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ClientCall *call = g_task_get_task_data (task);
  GBytes *body = NULL;
  GError *error = NULL;

  call->response = np_transport_send_finish (SOUP_SESSION (source), result, &error);
  if (call->response == NULL)
    {
      fail_attempt (task, error);
      return;
    }
  body = call->response->body;
  if (body != NULL && g_bytes_get_size (body) > MAX_BODY_IN_LOOP)
    {
      start_thread (task);
      return;
    }
  read_body (call);
  judge_answer (task);
}

/* One attempt: everything in it, the date and the nonce too, is made anew. */
static void
attempt (GTask *task)
{
  NpClient *self = g_task_get_source_object (task);
  ClientCall *call = g_task_get_task_data (task);
  GError *error = NULL;
  const NpRequestSpec spec = {
    .method = call->method,
    .operation = call->operation,
    .version = call->version,
    .path = call->path,
    .query = call->query,
    .n_query = call->n_query,
    .body = call->body,
  };

  clear_attempt (call);
  call->request = np_request_new (&spec, self->endpoint, call->credentials, &self->seam,
                                  self->clock_offset, &error);
  if (call->request == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  call->n_attempts++;
  call->began = np_seam_get_real_time (&self->seam);
  call->began_boot = np_seam_get_boot_time (&self->seam);
  np_transport_send_async (self->session, call->request, &call->time,
                           g_task_get_cancellable (task), answered_cb, g_object_ref (task));
}

/* The time of the call begins here: a person may have had to unlock the keyring
 * first. */
static void
start_time (NpClient *self, ClientCall *call)
{
  gboolean is_save = !g_str_equal (call->method, SOUP_METHOD_GET);
  guint whole_ms = is_save ? self->deadlines.save : self->deadlines.read;

  call->time.seam = self->seam;
  call->time.deadlines = self->deadlines;
  call->time.end = np_seam_get_boot_time (&self->seam) + whole_ms * G_TIME_SPAN_MILLISECOND;
}

/* The AccessKey is taken once: a call never mixes the parts of two. */
static void
credentials_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ClientCall *call = g_task_get_task_data (task);
  GError *error = NULL;

  call->credentials = np_credentials_provider_get_credentials_finish (
      NP_CREDENTIALS_PROVIDER (source), result, &error);
  if (call->credentials == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  start_time (g_task_get_source_object (task), call);
  attempt (task);
}

/*< private >
 * np_client_call:
 * @self: a client
 * @task: (transfer full): the task of the caller, whose source is @self
 * @spec: what to ask for. The names of its query, its method, its operation and
 *   its version must be static.
 * @reading: (nullable): a static record of what to make of the answer; %NULL if
 *   the RequestId is the result
 * @data: (nullable): what @reading gets besides
 * @free_data: (nullable): frees @data when the call is over
 *
 * Makes a call with everything that belongs to it: the AccessKey, the signature,
 * the correction of the clock, and further attempts where they do no harm. Ends
 * @task with the result, or with an %NP_API_ERROR, %G_IO_ERROR_CANCELLED, or what
 * the credentials provider said.
 */
void
np_client_call (NpClient *self,
                GTask *task,
                const NpRequestSpec *spec,
                const NpClientReading *reading,
                gpointer data,
                GDestroyNotify free_data)
{
  ClientCall *call = client_call_new (spec);

  call->reading = reading;
  call->data = data;
  call->free_data = free_data;
  g_task_set_task_data (task, call, (GDestroyNotify) client_call_free);
  np_credentials_provider_get_credentials_async (
      self->credentials, g_task_get_cancellable (task), credentials_cb, task);
}
