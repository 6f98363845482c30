/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-transport.h"

#include "np-deadline.h"
#include "np-proxy-watch.h"
#include "np-response-headers.h"
#include "np-transport-error.h"

#define MAX_BODY_BYTES ((gsize) NP_JSON_MAX_BYTES)
#define PIECE_BYTES    ((gsize) 16 * 1024)

/* One message on its way: the data of a task. */
typedef struct
{
  /* Owned: the message too, for the caller may drop its request in the callback */
  SoupMessage *message;
  GCancellable *cancellable; /* its own: a deadline or a fault cancels it too */
  GInputStream *stream;
  GByteArray *body;
  NpDeadline *deadline;
  GError *failure; /* why it was cancelled, if not by the caller */

  /* Borrowed */
  NpRequest *request;
  GCancellable *callers_cancellable;
  NpProxyWatch *proxies; /* of the session; NULL if there can be none */

  /* State */
  NpClientDeadlines deadlines;
  gulong cancelled_id;
  gboolean is_head_read; /* of the answer */
  guint8 piece[PIECE_BYTES];
} Exchange;

static void
exchange_free (Exchange *self)
{
  g_signal_handlers_disconnect_by_data (self->message, self);
  g_object_unref (self->message);
  g_cancellable_disconnect (self->callers_cancellable, self->cancelled_id);
  g_clear_object (&self->callers_cancellable);
  g_clear_pointer (&self->deadline, np_deadline_free);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->body, g_byte_array_unref);
  g_clear_error (&self->failure);
  g_object_unref (self->cancellable);
  g_free (self);
}

static gboolean
stop_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

/* Cancelling also closes the connection: nothing that still arrives on it can be
 * taken for the answer to another request.
 *
 * From 3.4 to 3.6.5 libsoup frees its own record of a request too early if it is
 * cancelled between the reading of the head and the news of it. That news waits
 * in the main loop then: let it pass first. */
static void
stop (Exchange *self)
{
  g_autoptr (GSource) later = NULL;

  if (!self->is_head_read || self->stream != NULL)
    {
      g_cancellable_cancel (self->cancellable);
      return;
    }
  later = g_idle_source_new ();
  g_source_set_priority (later, G_PRIORITY_DEFAULT);
  g_source_set_static_name (later, "NpTransport stop");
  g_source_set_callback (later, stop_cb, g_object_ref (self->cancellable), g_object_unref);
  g_source_attach (later, g_main_context_get_thread_default ());
}

/* Ends the exchange for a reason of our own. */
static void
fail (Exchange *self, GError *failure)
{
  if (self->failure == NULL)
    self->failure = failure;
  else
    g_error_free (failure);
  stop (self);
}

/* Begins a phase with a limit of its own. */
static void
enter (Exchange *self, NpApiPhase phase, guint limit_ms)
{
  np_request_get_call (self->request)->phase = phase;
  np_deadline_enter (self->deadline, phase, limit_ms);
}

/* Begins a phase that shares its limit with the one before. */
static void
go_on (Exchange *self, NpApiPhase phase)
{
  np_request_get_call (self->request)->phase = phase;
  np_deadline_go_on (self->deadline, phase);
}

/* The proxies are asked for while the name is looked up: after that it is known
 * which one is on the way. */
static void
note_proxy (Exchange *self)
{
  NpCall *call = np_request_get_call (self->request);

  if (self->proxies == NULL)
    return;
  call->proxy_host = np_proxy_watch_get_host (self->proxies);
  call->is_proxy_only_way = np_proxy_watch_get_is_only_way (self->proxies);
}

static void
expired_cb (NpApiPhase phase, guint limit_ms, gpointer user_data)
{
  Exchange *self = user_data;

  note_proxy (self);
  fail (self, np_transport_error_new_timeout (np_request_get_call (self->request),
                                              self->message, phase, limit_ms));
}

static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  stop (user_data);
}

static void
network_event_cb (SoupMessage *message,
                  GSocketClientEvent event,
                  GIOStream *connection,
                  gpointer user_data)
{
  Exchange *self = user_data;

  switch (event)
    {
    case G_SOCKET_CLIENT_RESOLVING:
      enter (self, NP_API_PHASE_NAME_LOOKUP, self->deadlines.connect);
      break;

    case G_SOCKET_CLIENT_CONNECTING:
      note_proxy (self);
      go_on (self, NP_API_PHASE_CONNECT);
      break;

    case G_SOCKET_CLIENT_TLS_HANDSHAKING:
      go_on (self, NP_API_PHASE_TLS);
      break;

    case G_SOCKET_CLIENT_RESOLVED:
    case G_SOCKET_CLIENT_CONNECTED:
    case G_SOCKET_CLIENT_PROXY_NEGOTIATING:
    case G_SOCKET_CLIENT_PROXY_NEGOTIATED:
    case G_SOCKET_CLIENT_TLS_HANDSHAKED:
    case G_SOCKET_CLIENT_COMPLETE:
    default:
      break;
    }
}

static gboolean
is_protected_enough (SoupMessage *message)
{
  GTlsProtocolVersion version = soup_message_get_tls_protocol_version (message);

  return soup_message_get_tls_peer_certificate (message) == NULL ||
         version >= G_TLS_PROTOCOL_VERSION_TLS_1_2;
}

/* A connection is ready and not one byte of the request has left. */
static void
starting_cb (SoupMessage *message, gpointer user_data)
{
  Exchange *self = user_data;
  NpCall *call = np_request_get_call (self->request);

  self->is_head_read = FALSE;
  note_proxy (self);
  if (!is_protected_enough (message))
    {
      fail (self, np_transport_error_new_old_protocol (call));
      return;
    }
  call->maybe_sent = TRUE;
  enter (self, NP_API_PHASE_SEND, self->deadlines.first_byte);
}

static void
wrote_body_data_cb (SoupMessage *message, guint chunk_size, gpointer user_data)
{
  Exchange *self = user_data;

  enter (self, NP_API_PHASE_SEND, self->deadlines.first_byte);
}

static void
wrote_body_cb (SoupMessage *message, gpointer user_data)
{
  Exchange *self = user_data;

  enter (self, NP_API_PHASE_FIRST_BYTE, self->deadlines.first_byte);
}

static void
got_headers_cb (SoupMessage *message, gpointer user_data)
{
  Exchange *self = user_data;

  self->is_head_read = TRUE;
}

/* Nobody can stand between on this computer; elsewhere TLS has checked who
 * answers. */
static gboolean
is_verified (SoupMessage *message)
{
  return soup_message_get_tls_peer_certificate (message) != NULL ||
         np_transport_is_loopback_host (g_uri_get_host (soup_message_get_uri (message)));
}

static void
return_response (GTask *task)
{
  Exchange *self = g_task_get_task_data (task);
  SoupMessage *message = np_request_get_message (self->request);
  g_autoptr (GBytes) body = NULL;
  NpResponse *response = NULL;

  if (self->body != NULL)
    body = g_byte_array_free_to_bytes (g_steal_pointer (&self->body));
  response = np_response_new (soup_message_get_status (message),
                              soup_message_get_response_headers (message), body);
  response->is_verified = is_verified (message);
  g_task_return_pointer (task, response, (GDestroyNotify) np_response_free);
}

static void
return_failure (GTask *task, const GError *cause)
{
  Exchange *self = g_task_get_task_data (task);
  NpCall *call = np_request_get_call (self->request);

  if (g_task_return_error_if_cancelled (task))
    return;
  note_proxy (self);
  if (self->failure != NULL)
    g_task_return_error (task, g_steal_pointer (&self->failure));
  else
    g_task_return_error (
        task, np_transport_error_new (call, np_request_get_message (self->request), cause));
}

/* The body is lost. A status that already says what went wrong is worth more
 * than that: the answer is given without a body. */
static void
return_without_body (GTask *task, const GError *cause)
{
  Exchange *self = g_task_get_task_data (task);

  if (SOUP_STATUS_IS_SUCCESSFUL (
          soup_message_get_status (np_request_get_message (self->request))))
    {
      return_failure (task, cause);
      return;
    }
  g_clear_pointer (&self->body, g_byte_array_unref);
  g_cancellable_cancel (self->cancellable);
  return_response (task);
}

static void
return_too_large (GTask *task)
{
  Exchange *self = g_task_get_task_data (task);
  NpCall *call = np_request_get_call (self->request);
  g_autoptr (NpApiErrorDetail) detail = np_transport_error_new_detail (call, self->message);

  fail (self, np_call_new_error (call, NP_API_ERROR_TOO_LARGE, detail,
                                 "%s: the answer is larger than 8 MiB", call->host));
  return_without_body (task, NULL);
}

static void read_piece (GTask *task);

static void
piece_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  if (n < 0)
    {
      return_without_body (task, error);
      return;
    }
  if (n == 0)
    {
      return_response (task);
      return;
    }
  if (self->body->len + (gsize) n > MAX_BODY_BYTES)
    {
      return_too_large (task);
      return;
    }
  g_byte_array_append (self->body, self->piece, (guint) n);
  read_piece (g_steal_pointer (&task));
}

static void
read_piece (GTask *task)
{
  Exchange *self = g_task_get_task_data (task);

  enter (self, NP_API_PHASE_BODY, self->deadlines.idle);
  g_input_stream_read_async (self->stream, self->piece, PIECE_BYTES, g_task_get_priority (task),
                             self->cancellable, piece_cb, task);
}

/* A proxy that refuses a tunnel answers in the place of the service: nothing
 * was sent, yet there is a status. */
static GError *
check_sender (Exchange *self)
{
  NpCall *call = np_request_get_call (self->request);
  guint status = soup_message_get_status (np_request_get_message (self->request));
  g_autoptr (NpApiErrorDetail) detail = NULL;

  if (call->maybe_sent)
    return NULL;
  detail = np_call_new_detail (call);
  detail->status = status;
  return np_call_new_error (call, NP_API_ERROR_PROXY, detail,
                            "the proxy %s opened no way to %s, HTTP %u",
                            call->proxy_host != NULL ? call->proxy_host : "of this network",
                            call->host, status);
}

static GError *
check_framing (Exchange *self)
{
  NpCall *call = np_request_get_call (self->request);
  SoupMessage *message = np_request_get_message (self->request);
  const char *fault = np_response_headers_get_fault (
      soup_message_get_response_headers (message));
  g_autoptr (NpApiErrorDetail) detail = NULL;

  if (fault == NULL)
    return NULL;
  detail = np_transport_error_new_detail (call, message);
  return np_call_new_error (call, NP_API_ERROR_PROTOCOL, detail, "%s: %s", call->host, fault);
}

static void
headers_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GError *fault = NULL;

  self->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (self->stream == NULL)
    {
      return_failure (task, error);
      return;
    }
  fault = check_sender (self);
  if (fault == NULL)
    fault = check_framing (self);
  if (fault != NULL)
    {
      fail (self, fault);
      return_failure (task, NULL);
      return;
    }
  self->body = g_byte_array_new ();
  read_piece (g_steal_pointer (&task));
}

static GError *
new_not_sent_again (Exchange *self)
{
  NpCall *call = np_request_get_call (self->request);
  guint status = soup_message_get_status (self->message);
  g_autoptr (NpApiErrorDetail) detail = np_transport_error_new_detail (call, self->message);

  if (status == SOUP_STATUS_NONE)
    return np_call_new_error (call, NP_API_ERROR_UNREACHABLE, detail,
                              "%s: the connection was closed before an answer came",
                              call->host);
  return np_call_new_error (call, NP_API_ERROR_INVALID_ARGUMENT, detail, "HTTP %u", status);
}

/* libsoup is about to send the message once more: a kept connection turned out to be
 * closed, or the server said that it is not the one to ask (421). In the first case
 * nobody knows whether a save was done before. Sending it again could overwrite what
 * somebody wrote since; it is looked at instead. */
static void
restarted_cb (SoupMessage *message, gpointer user_data)
{
  Exchange *self = user_data;
  NpCall *call = np_request_get_call (self->request);

  if (call->is_save)
    fail (self, new_not_sent_again (self));
  else
    call->n_resent++;
}

static void
watch (Exchange *self)
{
  SoupMessage *message = np_request_get_message (self->request);

  g_signal_connect (message, "restarted", G_CALLBACK (restarted_cb), self);
  g_signal_connect (message, "network-event", G_CALLBACK (network_event_cb), self);
  g_signal_connect (message, "starting", G_CALLBACK (starting_cb), self);
  g_signal_connect (message, "wrote-body-data", G_CALLBACK (wrote_body_data_cb), self);
  g_signal_connect (message, "wrote-body", G_CALLBACK (wrote_body_cb), self);
  g_signal_connect (message, "got-headers", G_CALLBACK (got_headers_cb), self);
}

static Exchange *
exchange_new (SoupSession *session,
              NpRequest *request,
              const NpTransportTime *time,
              GCancellable *cancellable)
{
  Exchange *self = g_new0 (Exchange, 1);
  GProxyResolver *resolver = soup_session_get_proxy_resolver (session);

  self->request = request;
  self->message = g_object_ref (np_request_get_message (request));
  self->proxies = NP_IS_PROXY_WATCH (resolver) ? NP_PROXY_WATCH (resolver) : NULL;
  self->deadlines = time->deadlines;
  self->cancellable = g_cancellable_new ();
  self->deadline = np_deadline_new (&time->seam, time->end, time->deadlines.look, expired_cb,
                                    self);
  if (cancellable != NULL)
    {
      self->callers_cancellable = g_object_ref (cancellable);
      self->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), self,
                                                  NULL);
    }
  watch (self);
  return self;
}

/**
 * np_transport_send_async:
 * @session: a session of np_transport_new_session()
 * @request: (transfer none): what to send; must outlive the operation
 * @time: how long it may take; needed for this call only
 * @cancellable: (nullable): a #GCancellable
 * @callback: (scope async): called when the answer is there, whole
 * @user_data: passed to @callback
 *
 * Sends one request and reads its answer, of at most 8 MiB.
 */
void
np_transport_send_async (SoupSession *session,
                         NpRequest *request,
                         const NpTransportTime *time,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (session, cancellable, callback, user_data);
  Exchange *self = exchange_new (session, request, time, cancellable);

  g_task_set_source_tag (task, np_transport_send_async);
  g_task_set_task_data (task, self, (GDestroyNotify) exchange_free);
  soup_session_send_async (session, np_request_get_message (request), G_PRIORITY_DEFAULT,
                           self->cancellable, headers_cb, g_steal_pointer (&task));
}

/**
 * np_transport_send_finish:
 * @session: the session
 * @result: the result
 * @error: set to an %NP_API_ERROR, or to %G_IO_ERROR_CANCELLED
 *
 * An answer is not yet a success: its status may be any, and its body is
 * missing if it could not be read and the status is no success.
 *
 * Returns: (transfer full) (nullable): the answer
 */
NpResponse *
np_transport_send_finish (SoupSession *session, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
