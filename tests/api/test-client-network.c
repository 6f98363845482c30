/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>

#include "client-rig.h"
#include "np-await.h"
#include "np-client-private.h"
#include "np-fake-proxies.h"
#include "np-fake-resolver.h"

#define LOOK_MS   2
#define N_FILLERS 4

#define SERVICE "https://service.test"
#define PROXY   "proxy.test"

/* Limits that no test reaches by itself: the clock is put forward instead. */
static void
set_long_deadlines (ClientRig *rig)
{
  const NpClientDeadlines deadlines = { 5000, 10000, 10000, 30000, 45000, LOOK_MS };

  np_client_set_deadlines (rig->client, &deadlines);
}

static void
start_put (ClientRig *rig, GAsyncResult **slot)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);

  np_client_update_model_async (rig->client, RIG_MODEL_ID, body, NULL, np_await_result_cb,
                                slot);
}

static GError *
finish_put (ClientRig *rig, GAsyncResult **slot)
{
  g_autoptr (GAsyncResult) result = np_await_result (slot);
  GError *error = NULL;
  g_autofree char *request_id = np_client_update_model_finish (rig->client, result, &error);

  g_assert_null (request_id);
  g_assert_nonnull (error);
  return error;
}

static GError *
put_and_fail (ClientRig *rig)
{
  GAsyncResult *slot = NULL;

  start_put (rig, &slot);
  return finish_put (rig, &slot);
}

/* The computer slept in the middle of a request. */
static void
test_sleep (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  set_long_deadlines (rig);
  np_fault_server_read (rig->server);
  np_fault_server_wait (rig->server, "sent");
  np_fault_server_await_close (rig->server);
  start_put (rig, &slot);
  np_await_true (np_fault_server_is_at (rig->server, "sent"));
  rig->slept = G_TIME_SPAN_HOUR;
  error = finish_put (rig, &slot);
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_OUTCOME_UNKNOWN);
  g_assert_cmpint (np_api_error_get_detail (error)->phase, ==, NP_API_PHASE_WHOLE);
  np_fault_server_open (rig->server, "sent");
  np_fault_server_assert_consumed (rig->server);
}

/* The computer slept while a call waited to be tried again: there is no time
 * left for that. */
static void
test_sleep_in_wait (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (NpModel) model = NULL;

  set_long_deadlines (rig);
  np_client_set_max_attempts (rig->client, 3);
  np_fault_server_answer (rig->server, "HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n");
  np_fault_server_answer (rig->server, "HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n");
  g_signal_connect_swapped (rig->client, "retrying", G_CALLBACK (client_rig_sleep), rig);
  model = client_rig_get (rig, RIG_MODEL_ID, &error);
  g_assert_null (model);
  g_assert_true (g_error_matches (error, NP_API_ERROR, NP_API_ERROR_TIMED_OUT) ||
                 g_error_matches (error, NP_API_ERROR, NP_API_ERROR_SERVER));
  g_assert_cmpuint (np_api_error_get_detail (error)->n_attempts, ==, 2);
}

/* A resolver that never answers. */
static void
test_silent_resolver (void)
{
  NpFakeResolver *resolver = np_fake_resolver_install ();
  ClientRig *rig = client_rig_new_at (SERVICE);
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  np_fake_resolver_set_is_silent (resolver);
  set_long_deadlines (rig);
  start_put (rig, &slot);
  np_await_true (np_fake_resolver_get_n_lookups (resolver) > 0);
  rig->slept = 5 * G_TIME_SPAN_SECOND;
  error = finish_put (rig, &slot);
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_TIMED_OUT);
  g_assert_cmpint (np_api_error_get_detail (error)->phase, ==, NP_API_PHASE_NAME_LOOKUP);
  g_assert_false (np_api_error_get_detail (error)->maybe_sent);
  client_rig_free (rig);
  np_fake_resolver_remove (resolver);
}

static GSocket *
listen_on (const char *host, guint16 port)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string (host, port);
  GSocket *socket = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM,
                                  G_SOCKET_PROTOCOL_TCP, NULL);

  g_socket_set_listen_backlog (socket, 0);
  if (g_socket_bind (socket, address, FALSE, NULL) && g_socket_listen (socket, NULL))
    return socket;
  g_object_unref (socket);
  return NULL;
}

static void
fill (GSocket *listener, GPtrArray *fillers)
{
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (listener, NULL);

  for (guint i = 0; i < N_FILLERS; i++)
    {
      GSocket *filler = g_socket_new (G_SOCKET_FAMILY_IPV6, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL);

      g_socket_set_blocking (filler, FALSE);
      g_socket_connect (filler, address, NULL, NULL);
      g_ptr_array_add (fillers, filler);
    }
}

/* The first address, IPv6, answers neither with yes nor with no: the second one
 * is tried before the time for connecting is over. */
static void
test_dead_ipv6 (void)
{
  NpFaultServer *server = np_fault_server_new ();
  g_autofree char *uri = np_fault_server_dup_uri (server, "http");
  guint16 port = (guint16) g_ascii_strtoull (strrchr (uri, ':') + 1, NULL, 10);
  g_autofree char *local = g_strdup_printf ("http://localhost:%u", port);
  g_autoptr (GSocket) dead = listen_on ("::1", port);
  g_autoptr (GPtrArray) fillers = g_ptr_array_new_with_free_func (g_object_unref);
  ClientRig *rig = NULL;
  gint64 start = 0;

  if (dead == NULL)
    {
      g_test_skip ("there is no IPv6 here");
      np_fault_server_free (server);
      return;
    }
  fill (dead, fillers);
  rig = client_rig_new_at (local);
  rig->server = server;
  np_fault_server_answer (server, RIG_SAVED);
  start = g_get_monotonic_time ();
  client_rig_assert_saves (rig);
  g_test_message ("%d ms", (int) ((g_get_monotonic_time () - start) / G_TIME_SPAN_MILLISECOND));
  client_rig_free (rig);
}

static void
change_network (gboolean is_available)
{
  g_signal_emit_by_name (g_network_monitor_get_default (), "network-changed", is_available);
}

/* Another network: what was connected over the old one may be dead. */
static void
test_network_changes (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();

  np_fault_server_answer_all (rig->server, RIG_SAVED);
  client_rig_assert_saves (rig);
  client_rig_assert_saves (rig);
  g_assert_cmpuint (np_fault_server_get_n_connections (rig->server), ==, 1);
  change_network (TRUE);
  client_rig_assert_saves (rig);
  client_rig_assert_saves (rig);
  g_assert_cmpuint (np_fault_server_get_n_connections (rig->server), ==, 2);
  /* What the system says of being offline blocks nothing. */
  change_network (FALSE);
  client_rig_assert_saves (rig);
  g_assert_cmpuint (np_fault_server_get_n_connections (rig->server), ==, 3);
}

static void
test_network_changes_under_way (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *request_id = NULL;
  GAsyncResult *slot = NULL;

  np_fault_server_read (rig->server);
  np_fault_server_wait (rig->server, "sent");
  np_fault_server_send (rig->server, RIG_SAVED, -1);
  start_put (rig, &slot);
  np_await_true (np_fault_server_is_at (rig->server, "sent"));
  change_network (TRUE);
  np_fault_server_open (rig->server, "sent");
  result = np_await_result (&slot);
  request_id = np_client_update_model_finish (rig->client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (request_id, ==, "R-SAV");
}

/* What the old session was told, the new one knows. */
static void
test_session_renewed (void)
{
  g_autoptr (ClientRig) rig = client_rig_new_at (SERVICE);
  SoupSession *before = np_client_get_session (rig->client);
  g_autoptr (GTlsDatabase)
      database = g_tls_backend_get_default_database (g_tls_backend_get_default ());
  GProxyResolver *resolver = soup_session_get_proxy_resolver (before);
  SoupSession *after = NULL;

  soup_session_set_tls_database (before, database);
  g_object_ref (before);
  change_network (TRUE);
  after = np_client_get_session (rig->client);
  g_assert_true (after != before);
  g_assert_true (soup_session_get_tls_database (after) == database);
  g_assert_true (soup_session_get_proxy_resolver (after) == resolver);
  g_assert_false (soup_session_has_feature (after, SOUP_TYPE_AUTH_MANAGER));
  g_assert_finalize_object (before);
}

/* There is no way to an address of this kind: as on a computer without a network. */
static void
test_no_route (void)
{
  static const char *const addresses[] = { "224.0.0.1", NULL };
  NpFakeResolver *resolver = np_fake_resolver_install ();
  ClientRig *rig = client_rig_new_at (SERVICE);
  g_autoptr (GError) error = NULL;

  np_fake_resolver_set_addresses (resolver, addresses);
  error = put_and_fail (rig);
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_UNREACHABLE);
  g_assert_cmpint (np_api_error_get_detail (error)->net_problem, ==,
                   NP_API_NET_PROBLEM_NO_ROUTE);
  g_assert_cmpint (np_api_error_get_detail (error)->phase, ==, NP_API_PHASE_CONNECT);
  g_assert_false (np_api_error_get_detail (error)->maybe_sent);
  client_rig_free (rig);
  np_fake_resolver_remove (resolver);
}

/* A client of a service that only a proxy leads to. */
static ClientRig *
rig_new_behind (const char *proxy_uri, NpFaultServer *proxy)
{
  ClientRig *rig = client_rig_new_at (SERVICE);
  g_autoptr (GProxyResolver) resolver = g_simple_proxy_resolver_new (proxy_uri, NULL);

  rig->server = proxy;
  np_transport_set_proxy_resolver (np_client_get_session (rig->client), resolver);
  return rig;
}

static void
assert_proxy_fails (ClientRig *rig, const char *proxy_host, NpApiNetProblem problem)
{
  g_autoptr (GError) error = put_and_fail (rig);
  const NpApiErrorDetail *detail = np_api_error_get_detail (error);

  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_PROXY);
  g_assert_cmpstr (detail->proxy_host, ==, proxy_host);
  g_assert_cmpint (detail->net_problem, ==, problem);
  g_assert_false (detail->maybe_sent);
  g_assert_nonnull (strstr (error->message, proxy_host));
}

static void
test_unknown_proxy (void)
{
  NpFakeResolver *resolver = np_fake_resolver_install ();
  ClientRig *rig = rig_new_behind ("http://" PROXY ":3128", NULL);

  assert_proxy_fails (rig, PROXY, NP_API_NET_PROBLEM_NAME_UNKNOWN);
  client_rig_free (rig);
  np_fake_resolver_remove (resolver);
}

static void
test_refusing_proxy (void)
{
  NpFaultServer *proxy = np_fault_server_new_refusing ();
  g_autofree char *uri = np_fault_server_dup_uri (proxy, "http");
  ClientRig *rig = rig_new_behind (uri, proxy);

  assert_proxy_fails (rig, "127.0.0.1", NP_API_NET_PROBLEM_REFUSED);
  client_rig_free (rig);
}

/* Connected, and then nothing. */
static void
test_silent_proxy (void)
{
  NpFaultServer *proxy = np_fault_server_new ();
  g_autofree char *uri = np_fault_server_dup_uri (proxy, "http");
  ClientRig *rig = rig_new_behind (uri, proxy);
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  set_long_deadlines (rig);
  np_fault_server_read (proxy);
  np_fault_server_wait (proxy, "asked");
  start_put (rig, &slot);
  np_await_true (np_fault_server_is_at (proxy, "asked"));
  rig->slept = 5 * G_TIME_SPAN_SECOND;
  error = finish_put (rig, &slot);
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_PROXY);
  g_assert_cmpstr (np_api_error_get_detail (error)->proxy_host, ==, "127.0.0.1");
  np_fault_server_open (proxy, "asked");
  client_rig_free (rig);
}

/* The proxy answers for itself: a login, a page, the way to another place. None
 * of it is the service's, and nothing of the request is in what it got. */
static void
test_answering_proxy (void)
{
  static const struct
  {
    const char *answer;
    guint status;
  } cases[] = {
    { "HTTP/1.1 407 Proxy Authentication Required\r\n"
      "Proxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n",
      407 },
    { "HTTP/1.1 403 Forbidden\r\nContent-Length: 6\r\n\r\n<html>", 403 },
    { "HTTP/1.1 302 Found\r\nLocation: http://portal.test/\r\nContent-Length: 0\r\n\r\n", 302 },
    { "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n", 502 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NpFaultServer *proxy = np_fault_server_new ();
      g_autofree char *uri = np_fault_server_dup_uri (proxy, "http");
      ClientRig *rig = rig_new_behind (uri, proxy);
      g_autoptr (GError) error = NULL;
      g_autofree char *head = NULL;

      np_fault_server_answer (proxy, cases[i].answer);
      error = put_and_fail (rig);
      g_assert_error (error, NP_API_ERROR, NP_API_ERROR_PROXY);
      g_assert_cmpuint (np_api_error_get_detail (error)->status, ==, cases[i].status);
      g_assert_cmpstr (np_api_error_get_detail (error)->proxy_host, ==, "127.0.0.1");
      g_assert_cmpuint (np_fault_server_get_n_requests (proxy), ==, 1);
      head = np_fault_server_dup_head (proxy, 0);
      g_assert_true (g_str_has_prefix (head, "CONNECT service.test:443 HTTP/1."));
      g_assert_false (np_fault_server_has_received (proxy, "x-acs"));
      g_assert_false (np_fault_server_has_received (proxy, "Authorization"));
      client_rig_free (rig);
    }
}

/* Behind the proxy it is TLS again, and a fault there is not the proxy's. */
static void
test_through_proxy (void)
{
  NpFaultServer *proxy = np_fault_server_new ();
  g_autofree char *uri = np_fault_server_dup_uri (proxy, "http");
  ClientRig *rig = rig_new_behind (uri, proxy);
  g_autoptr (GError) error = NULL;

  np_fault_server_answer (proxy, "HTTP/1.1 200 Connection established\r\n\r\n");
  np_fault_server_receive (proxy);
  np_fault_server_send (proxy, "HTTP/1.1 400 Bad Request\r\n\r\n", -1);
  error = put_and_fail (rig);
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_TLS);
  g_assert_cmpstr (np_api_error_get_detail (error)->proxy_host, ==, "127.0.0.1");
  g_assert_cmpint (np_api_error_get_detail (error)->tls_problem, ==, NP_API_TLS_PROBLEM_NO_TLS);
  client_rig_free (rig);
}

/* The settings name a proxy and a way around it: what fails there is not the
 * proxy's fault, but it is still named. */
static void
test_way_around (void)
{
  static const char *const ways[] = { "http://127.0.0.1:1", "direct://", NULL };
  NpFakeResolver *resolver = np_fake_resolver_install ();
  ClientRig *rig = client_rig_new_at (SERVICE);
  g_autoptr (NpFakeProxies) proxies = np_fake_proxies_new (ways);
  g_autoptr (GError) error = NULL;

  np_transport_set_proxy_resolver (np_client_get_session (rig->client),
                                   G_PROXY_RESOLVER (proxies));
  error = put_and_fail (rig);
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_UNREACHABLE);
  g_assert_cmpstr (np_api_error_get_detail (error)->proxy_host, ==, "127.0.0.1");
  client_rig_free (rig);
  np_fake_resolver_remove (resolver);
}

/* Settings that come from a script which never ends. */
static void
test_silent_proxies (void)
{
  ClientRig *rig = client_rig_new_at (SERVICE);
  g_autoptr (NpFakeProxies) proxies = np_fake_proxies_new (NULL);
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  set_long_deadlines (rig);
  np_transport_set_proxy_resolver (np_client_get_session (rig->client),
                                   G_PROXY_RESOLVER (proxies));
  start_put (rig, &slot);
  np_await_true (np_fake_proxies_get_n_lookups (proxies) > 0);
  rig->slept = 5 * G_TIME_SPAN_SECOND;
  error = finish_put (rig, &slot);
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_TIMED_OUT);
  g_assert_cmpint (np_api_error_get_detail (error)->phase, ==, NP_API_PHASE_NAME_LOOKUP);
  client_rig_free (rig);
}

int
main (int argc, char **argv)
{
  np_client_prepare_process ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client-network/sleep", test_sleep);
  g_test_add_func ("/client-network/sleep-in-wait", test_sleep_in_wait);
  g_test_add_func ("/client-network/silent-resolver", test_silent_resolver);
  g_test_add_func ("/client-network/dead-ipv6", test_dead_ipv6);
  g_test_add_func ("/client-network/network-changes", test_network_changes);
  g_test_add_func ("/client-network/network-changes-under-way", test_network_changes_under_way);
  g_test_add_func ("/client-network/session-renewed", test_session_renewed);
  g_test_add_func ("/client-network/no-route", test_no_route);
  g_test_add_func ("/client-network/unknown-proxy", test_unknown_proxy);
  g_test_add_func ("/client-network/refusing-proxy", test_refusing_proxy);
  g_test_add_func ("/client-network/silent-proxy", test_silent_proxy);
  g_test_add_func ("/client-network/answering-proxy", test_answering_proxy);
  g_test_add_func ("/client-network/through-proxy", test_through_proxy);
  g_test_add_func ("/client-network/way-around", test_way_around);
  g_test_add_func ("/client-network/silent-proxies", test_silent_proxies);
  return g_test_run ();
}
