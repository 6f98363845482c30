/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-diagnosis-run.h"

#include "np-client-private.h"
#include "np-clock.h"
#include "np-deadline.h"
#include "np-tls-error.h"
#include "np-transport-error.h"

#define HTTPS_PORT 443
#define HTTP_PORT  80

/* One diagnosis under way. The functions below stand in the order in which they
 * run; each one begins a step, and its callback settles it. */
typedef struct
{
  /* Owned */
  NpDiagnosis *diagnosis;
  NpClient *client; /* a client of its own, which tries once and notes what it sees */
  GCancellable *callers_cancellable;
  GCancellable *cancellable; /* its own: a deadline cancels it too */
  GUri *uri;
  NpDeadline *deadline;
  GSocketConnection *connection;
  GIOStream *tls;

  /* Borrowed: static or interned */
  const char *proxy_host;

  /* State */
  NpCall call; /* what the errors say of it */
  gint64 began;
  gulong cancelled_id;
  gboolean is_too_late;
} Run;

static void look_for_proxy (Run *run);
static void look_up_name (Run *run);
static void connect_to_service (Run *run);
static void protect (Run *run);
static void let_go (Run *run);
static void ask (Run *run);

/* Not g_cancellable_disconnect(): that would wait for a cancel that led here. */
static void
run_free (Run *run)
{
  if (run->cancelled_id != 0)
    g_signal_handler_disconnect (run->callers_cancellable, run->cancelled_id);
  g_clear_object (&run->callers_cancellable);
  g_clear_pointer (&run->deadline, np_deadline_free);
  g_clear_object (&run->tls);
  g_clear_object (&run->connection);
  g_object_unref (run->cancellable);
  g_object_unref (run->client);
  g_object_unref (run->diagnosis);
  g_uri_unref (run->uri);
  g_free (run);
}

static void
end (Run *run)
{
  np_diagnosis_end (run->diagnosis);
  run_free (run);
}

static void
expired_cb (NpApiPhase phase, guint limit_ms, gpointer user_data)
{
  Run *run = user_data;

  run->is_too_late = TRUE;
  g_cancellable_cancel (run->cancellable);
}

static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

/* Each step has as long as a call has to connect. */
static void
begin (Run *run, NpDiagnosisStepId id, NpApiPhase phase)
{
  run->began = np_seam_get_boot_time (&run->client->seam);
  run->call.phase = phase;
  np_deadline_enter (run->deadline, phase, run->client->deadlines.connect);
  np_diagnosis_begin (run->diagnosis, id);
}

static guint
get_milliseconds (Run *run)
{
  gint64 took = np_seam_get_boot_time (&run->client->seam) - run->began;

  return (guint) (MAX (took, 0) / G_TIME_SPAN_MILLISECOND);
}

static void
settle (Run *run,
        NpDiagnosisStepId id,
        NpDiagnosisState state,
        const char *detail,
        const GError *error)
{
  np_diagnosis_settle (run->diagnosis, id, state, get_milliseconds (run), detail, error);
}

/* Turns what a library said into the error that a call would have had. */
static GError *
convert (Run *run, const GError *cause)
{
  g_autoptr (SoupMessage) message = soup_message_new_from_uri (SOUP_METHOD_GET, run->uri);

  if (run->is_too_late)
    return np_transport_error_new_timeout (&run->call, message, run->call.phase,
                                           run->client->deadlines.connect);
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (cause);
  return np_transport_error_new (&run->call, message, cause);
}

/* A step that stands in the way of all others. */
static void
fail (Run *run, NpDiagnosisStepId id, const GError *cause)
{
  g_autoptr (GError) error = convert (run, cause);

  if (error->domain == NP_API_ERROR)
    settle (run, id, NP_DIAGNOSIS_BAD, NULL, error);
  end (run);
}

static void
note_proxy (Run *run, char **proxies)
{
  for (guint i = 0; proxies != NULL && proxies[i] != NULL; i++)
    {
      g_autoptr (GUri) uri = g_uri_parse (proxies[i], G_URI_FLAGS_NON_DNS, NULL);

      if (uri == NULL || g_str_equal (g_uri_get_scheme (uri), "direct"))
        continue;
      run->proxy_host = g_intern_string (g_uri_get_host (uri));
      run->call.proxy_host = run->proxy_host;
      run->call.is_proxy_only_way = proxies[1] == NULL;
      return;
    }
}

static void
proxies_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv)
      proxies = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, &error);

  if (proxies == NULL)
    {
      fail (run, NP_DIAGNOSIS_PROXY, error);
      return;
    }
  note_proxy (run, proxies);
  settle (run, NP_DIAGNOSIS_PROXY, NP_DIAGNOSIS_GOOD, run->proxy_host, NULL);
  look_up_name (run);
}

static void
look_for_proxy (Run *run)
{
  GProxyResolver *resolver = soup_session_get_proxy_resolver (run->client->session);

  begin (run, NP_DIAGNOSIS_PROXY, NP_API_PHASE_NAME_LOOKUP);
  if (resolver != NULL)
    {
      g_proxy_resolver_lookup_async (resolver, np_endpoint_get_base_uri (run->client->endpoint),
                                     run->cancellable, proxies_cb, run);
      return;
    }
  settle (run, NP_DIAGNOSIS_PROXY, NP_DIAGNOSIS_GOOD, NULL, NULL);
  look_up_name (run);
}

static char *
join_addresses (GList *addresses)
{
  GString *out = g_string_new (NULL);

  for (GList *l = addresses; l != NULL; l = l->next)
    {
      g_autofree char *address = g_inet_address_to_string (l->data);

      g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "", address);
    }
  return g_string_free (out, FALSE);
}

static void
name_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  GList *addresses = g_resolver_lookup_by_name_finish (G_RESOLVER (source), result, &error);

  if (addresses == NULL)
    {
      fail (run, NP_DIAGNOSIS_NAME, error);
      return;
    }
  text = join_addresses (addresses);
  g_resolver_free_addresses (addresses);
  settle (run, NP_DIAGNOSIS_NAME, NP_DIAGNOSIS_GOOD, text, NULL);
  connect_to_service (run);
}

/* Behind a proxy it is the proxy that has to be found; it looks up the service
 * itself. */
static void
look_up_name (Run *run)
{
  g_autoptr (GResolver) resolver = g_resolver_get_default ();
  const char *host = run->proxy_host != NULL ? run->proxy_host : g_uri_get_host (run->uri);

  begin (run, NP_DIAGNOSIS_NAME, NP_API_PHASE_NAME_LOOKUP);
  g_resolver_lookup_by_name_async (resolver, host, run->cancellable, name_cb, run);
}

static char *
dup_remote_address (GSocketConnection *connection)
{
  g_autoptr (GSocketAddress)
      address = g_socket_connection_get_remote_address (connection, NULL);

  return address != NULL ? g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (address))
                         : NULL;
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;

  run->connection = g_socket_client_connect_to_host_finish (G_SOCKET_CLIENT (source), result,
                                                            &error);
  if (run->connection == NULL)
    {
      fail (run, NP_DIAGNOSIS_CONNECT, error);
      return;
    }
  address = dup_remote_address (run->connection);
  settle (run, NP_DIAGNOSIS_CONNECT, NP_DIAGNOSIS_GOOD, address, NULL);
  protect (run);
}

static gboolean
is_https (Run *run)
{
  return g_str_equal (g_uri_get_scheme (run->uri), "https");
}

static guint16
get_port (Run *run)
{
  int port = g_uri_get_port (run->uri);

  if (port > 0)
    return (guint16) port;
  return is_https (run) ? HTTPS_PORT : HTTP_PORT;
}

static void
connect_to_service (Run *run)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  GProxyResolver *resolver = soup_session_get_proxy_resolver (run->client->session);

  begin (run, NP_DIAGNOSIS_CONNECT, NP_API_PHASE_CONNECT);
  g_socket_client_set_enable_proxy (client, resolver != NULL);
  if (resolver != NULL)
    g_socket_client_set_proxy_resolver (client, resolver);
  g_socket_client_connect_to_host_async (client, g_uri_get_host (run->uri), get_port (run),
                                         run->cancellable, connected_cb, run);
}

static const char *
get_version_name (GTlsProtocolVersion version)
{
  switch (version)
    {
    case G_TLS_PROTOCOL_VERSION_TLS_1_2:
      return "TLS 1.2";

    case G_TLS_PROTOCOL_VERSION_TLS_1_3:
      return "TLS 1.3";

    case G_TLS_PROTOCOL_VERSION_UNKNOWN:
    case G_TLS_PROTOCOL_VERSION_SSL_3_0:
    case G_TLS_PROTOCOL_VERSION_TLS_1_0:
    case G_TLS_PROTOCOL_VERSION_TLS_1_1:
    case G_TLS_PROTOCOL_VERSION_DTLS_1_0:
    case G_TLS_PROTOCOL_VERSION_DTLS_1_2:
    default:
      return NULL;
    }
}

static void
fail_tls (Run *run, const GError *cause)
{
  GTlsConnection *tls = G_TLS_CONNECTION (run->tls);
  g_autoptr (GError) error = NULL;

  if (cause->domain != G_TLS_ERROR || run->is_too_late)
    {
      fail (run, NP_DIAGNOSIS_TLS, cause);
      return;
    }
  error = np_tls_error_new (&run->call, g_tls_connection_get_peer_certificate (tls),
                            g_tls_connection_get_peer_certificate_errors (tls), cause);
  settle (run, NP_DIAGNOSIS_TLS, NP_DIAGNOSIS_BAD, NULL, error);
  end (run);
}

static void
protected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;
  g_autoptr (GError) error = NULL;
  const char *version = NULL;

  if (!g_tls_connection_handshake_finish (G_TLS_CONNECTION (source), result, &error))
    {
      fail_tls (run, error);
      return;
    }
  version = get_version_name (
      g_tls_connection_get_protocol_version (G_TLS_CONNECTION (source)));
  if (version == NULL)
    error = np_transport_error_new_old_protocol (&run->call);
  settle (run, NP_DIAGNOSIS_TLS, version != NULL ? NP_DIAGNOSIS_GOOD : NP_DIAGNOSIS_BAD,
          version, error);
  if (version != NULL)
    let_go (run);
  else
    end (run);
}

static void
protect (Run *run)
{
  g_autoptr (GSocketConnectable)
      identity = g_network_address_new (g_uri_get_host (run->uri), get_port (run));
  g_autoptr (GError) error = NULL;
  GTlsDatabase *database = soup_session_get_tls_database (run->client->session);

  if (!is_https (run))
    {
      np_diagnosis_settle (run->diagnosis, NP_DIAGNOSIS_TLS, NP_DIAGNOSIS_UNKNOWN, 0, NULL,
                           NULL);
      let_go (run);
      return;
    }
  begin (run, NP_DIAGNOSIS_TLS, NP_API_PHASE_TLS);
  run->tls = g_tls_client_connection_new (G_IO_STREAM (run->connection), identity, &error);
  if (run->tls == NULL)
    {
      fail (run, NP_DIAGNOSIS_TLS, error);
      return;
    }
  if (database != NULL)
    g_tls_connection_set_database (G_TLS_CONNECTION (run->tls), database);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (run->tls), G_PRIORITY_DEFAULT,
                                    run->cancellable, protected_cb, run);
}

static void
let_go_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;

  g_io_stream_close_finish (G_IO_STREAM (source), result, NULL);
  g_clear_object (&run->tls);
  g_clear_object (&run->connection);
  ask (run);
}

/* The question goes over a connection of its own. This one has told what it can,
 * and a server that serves one after the other waits for its end. */
static void
let_go (Run *run)
{
  GIOStream *stream = run->tls != NULL ? run->tls : G_IO_STREAM (run->connection);

  g_io_stream_close_async (stream, G_PRIORITY_DEFAULT, run->cancellable, let_go_cb, run);
}

static void
settle_clock (Run *run)
{
  gint64 offset = 0;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_off = FALSE;

  if (!np_client_get_seen_offset (run->client, &offset))
    {
      np_diagnosis_settle (run->diagnosis, NP_DIAGNOSIS_CLOCK, NP_DIAGNOSIS_UNKNOWN, 0, NULL,
                           NULL);
      return;
    }
  text = g_strdup_printf ("%" G_GINT64_FORMAT, offset);
  is_off = np_clock_is_off (NP_SOURCE_TIME + offset, NP_SOURCE_TIME);
  if (is_off)
    error = np_call_new_error (&run->call, NP_API_ERROR_CLOCK_SKEW, NULL,
                               "the clock differs by %s s", text);
  np_diagnosis_settle (run->diagnosis, NP_DIAGNOSIS_CLOCK,
                       is_off ? NP_DIAGNOSIS_BAD : NP_DIAGNOSIS_GOOD, 0, text, error);
}

/* What an error says of the signature: an answer that comes after it was checked
 * proves it. */
static NpDiagnosisState
judge_signature (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return NP_DIAGNOSIS_UNKNOWN;
  if (error->domain != NP_API_ERROR)
    return NP_DIAGNOSIS_BAD; /* there is no key to sign with */
  switch (error->code)
    {
    case NP_API_ERROR_CREDENTIALS_REJECTED:
    case NP_API_ERROR_TOKEN_EXPIRED:
      return NP_DIAGNOSIS_BAD;

    case NP_API_ERROR_PERMISSION_DENIED:
      return NP_DIAGNOSIS_GOOD;

    default:
      return NP_DIAGNOSIS_UNKNOWN;
    }
}

static void
settle_failure (Run *run, const GError *error)
{
  const NpApiErrorDetail *detail = np_api_error_get_detail (error);
  NpDiagnosisState signature = judge_signature (error);
  gboolean is_denied = g_error_matches (error, NP_API_ERROR, NP_API_ERROR_PERMISSION_DENIED);

  settle (run, NP_DIAGNOSIS_SIGNATURE, signature, detail != NULL ? detail->request_id : NULL,
          signature != NP_DIAGNOSIS_GOOD ? error : NULL);
  if (detail != NULL && is_denied)
    np_diagnosis_settle (run->diagnosis, NP_DIAGNOSIS_RIGHT, NP_DIAGNOSIS_BAD, 0,
                         detail->action, error);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *request_id = np_client_check_finish (NP_CLIENT (source), result, &error);

  settle_clock (run);
  if (error != NULL)
    {
      settle_failure (run, error);
      end (run);
      return;
    }
  settle (run, NP_DIAGNOSIS_SIGNATURE, NP_DIAGNOSIS_GOOD, request_id, NULL);
  np_diagnosis_settle (run->diagnosis, NP_DIAGNOSIS_RIGHT, NP_DIAGNOSIS_GOOD, 0, NULL, NULL);
  end (run);
}

/* One signed question tells of all the rest. It has the deadlines of a call. */
static void
ask (Run *run)
{
  g_clear_pointer (&run->deadline, np_deadline_free);
  run->began = np_seam_get_boot_time (&run->client->seam);
  run->call.phase = NP_API_PHASE_NONE;
  np_diagnosis_begin (run->diagnosis, NP_DIAGNOSIS_CLOCK);
  np_diagnosis_begin (run->diagnosis, NP_DIAGNOSIS_SIGNATURE);
  np_diagnosis_begin (run->diagnosis, NP_DIAGNOSIS_RIGHT);
  np_client_check_async (run->client, run->cancellable, asked_cb, run);
}

static void
watch_cancellable (Run *run, GCancellable *cancellable)
{
  if (cancellable == NULL)
    return;
  run->callers_cancellable = g_object_ref (cancellable);
  run->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                             g_object_ref (run->cancellable), g_object_unref);
}

/**
 * np_diagnosis_run:
 * @self: a diagnosis all of whose steps wait
 * @client: the client whose way to the service is looked at
 * @cancellable: (nullable): ends it; what was not looked at is unknown then
 *
 * Looks at one step after the other, as far as they lead.
 */
void
np_diagnosis_run (NpDiagnosis *self, NpClient *client, GCancellable *cancellable)
{
  Run *run = g_new0 (Run, 1);

  run->diagnosis = g_object_ref (self);
  run->client = np_client_new_probe (client);
  run->cancellable = g_cancellable_new ();
  run->uri = g_uri_parse (np_endpoint_get_base_uri (client->endpoint), SOUP_HTTP_URI_FLAGS,
                          NULL);
  run->call.host = np_endpoint_get_authority (run->client->endpoint);
  run->call.operation = "Diagnosis";
  run->deadline = np_deadline_new (&client->seam, G_MAXINT64 / 2, client->deadlines.look,
                                   expired_cb, run);
  watch_cancellable (run, cancellable);
  look_for_proxy (run);
}
