/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>

#include "fault-calls.h"
#include "fault-cases.h"
#include "np-await.h"
#include "np-client-private.h"
#include "np-fake-proxies.h"

/* Every fault with every call: what the caller is told, how many requests went
 * out, and that the client is as good as new. Each fault is delivered, or the
 * test fails. */

#define N_TRIES     NP_CLIENT_MAX_ATTEMPTS
#define PIECE_BYTES (64u * 1024)
#define LOOK_MS     2
#define LIMIT_MS    60000 /* only ever passed by putting the clock forward */
#define WHOLE_MS    4000000000u
#define GOOD_ANSWER "HTTP/1.1 200 OK\r\nContent-Length: 158\r\n\r\n" FAULT_GOOD_JSON

typedef struct
{
  const FaultCall *operation;
  const FaultCase *fault;
  gboolean is_kept; /* the connection has answered once before */
} Case;

static guint n_done;

static gboolean
call (ClientRig *rig, const FaultCall *operation, GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  operation->send (rig->client, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  return operation->finish (rig->client, result, error);
}

static void
assert_works (ClientRig *rig, const FaultCall *operation)
{
  guint n = np_fault_server_get_n_requests (rig->server);
  g_autofree char *cookie = NULL;
  g_autoptr (GError) error = NULL;

  np_fault_server_answer (rig->server, GOOD_ANSWER);
  g_assert_true (call (rig, operation, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (np_fault_server_get_n_requests (rig->server), ==, n + 1);
  np_fault_server_assert_consumed (rig->server);
  cookie = client_rig_dup_header (rig, n, "Cookie");
  g_assert_null (cookie);
  client_rig_assert_signed (rig, n);
}

static gboolean
is_resent (const Case *item)
{
  return !item->operation->is_save &&
         (item->fault->resent == FAULT_RESENT_ALWAYS ||
          (item->fault->resent == FAULT_RESENT_KEPT && item->is_kept));
}

/* What libsoup sends again is one of the attempts that a call has. */
static guint
get_n_requests (const Case *item)
{
  guint n = item->fault->n_read;

  if (item->operation->is_save)
    n = item->fault->n_save;
  else if (item->operation->is_hint)
    n = item->fault->n_hint;
  return is_resent (item) ? MAX (n, 2) : n;
}

static char *
dup_gate (guint i)
{
  return g_strdup_printf ("gate-%u", i);
}

/* An attempt that the server leaves hanging. */
typedef struct
{
  ClientRig *rig;
  GAsyncResult **slot;
  guint n_waits; /* before it */
} Hang;

/* Lets time pass until nobody waits for the attempt any longer. */
static gboolean
is_over (gpointer user_data)
{
  Hang *hang = user_data;

  if (*hang->slot != NULL || hang->rig->waits->len > hang->n_waits)
    return TRUE;
  hang->rig->slept += (LIMIT_MS + 500) * G_TIME_SPAN_MILLISECOND;
  return FALSE;
}

static void
pass_time (ClientRig *rig, guint i, GAsyncResult **slot)
{
  g_autofree char *gate = dup_gate (i);
  Hang hang = { rig, slot, rig->waits->len };

  np_await_true (np_fault_server_is_at (rig->server, gate));
  np_await_condition (is_over, &hang, "the end of an attempt");
}

static void
got_headers_cb (SoupMessage *message, gpointer user_data)
{
  guint *n_heads = user_data;

  (*n_heads)++;
}

static void
request_queued_cb (SoupSession *session, SoupMessage *message, gpointer user_data)
{
  g_signal_connect (message, "got-headers", G_CALLBACK (got_headers_cb), user_data);
}

/* What the status of an answer says is worth more than that its rest is late: so
 * the head has to be there before time passes. */
static gboolean
has_head (const FaultCase *fault)
{
  return strstr (fault->answer, "\r\n\r\n") != NULL &&
         !g_str_has_prefix (fault->answer, "HTTP/1.1 100");
}

static void
open_gate (ClientRig *rig, guint i)
{
  g_autofree char *gate = dup_gate (i);

  np_fault_server_open (rig->server, gate);
}

static void
script_fault (NpFaultServer *server, const FaultCase *fault, guint i)
{
  g_autofree char *gate = dup_gate (i);
  g_autofree char *piece = g_strnfill (PIECE_BYTES, fault->end == FAULT_BLANK ? ' ' : 'x');

  np_fault_server_answer (server, fault->answer);
  switch (fault->end)
    {
    case FAULT_CLOSE:
      np_fault_server_close (server);
      break;

    case FAULT_RESET:
      np_fault_server_reset (server);
      break;

    case FAULT_HANG:
      np_fault_server_wait (server, gate);
      np_fault_server_await_close (server);
      break;

    case FAULT_BLANK:
      np_fault_server_send_times (server, piece, 320);
      break;

    case FAULT_FILL:
      np_fault_server_send_times (server, piece, 32);
      break;

    case FAULT_KEEP:
    default:
      break;
    }
}

static void
send_and_wait (ClientRig *rig, const Case *item, GAsyncResult **slot)
{
  SoupSession *session = np_client_get_session (rig->client);
  guint n_heads = 0;

  g_signal_connect (session, "request-queued", G_CALLBACK (request_queued_cb), &n_heads);
  item->operation->send (rig->client, np_await_result_cb, slot);
  for (guint i = 0; item->fault->end == FAULT_HANG && i < get_n_requests (item); i++)
    {
      if (has_head (item->fault))
        {
          np_await_true (n_heads > i);
          np_await_nothing_pending ();
        }
      pass_time (rig, i, slot);
      open_gate (rig, i);
    }
  np_await_true (*slot != NULL);
  g_signal_handlers_disconnect_by_data (session, &n_heads);
}

static void
assert_outcome (const Case *item, gboolean is_success, const GError *error)
{
  const NpApiErrorDetail *detail = np_api_error_get_detail (error);
  int expected = item->operation->is_save ? item->fault->save : item->fault->read;

  if (expected == FAULT_SUCCESS)
    {
      g_assert_no_error (error);
      g_assert_true (is_success);
      return;
    }
  g_assert_false (is_success);
  g_assert_error (error, NP_API_ERROR, expected);
  g_assert_cmpstr (detail->operation, ==, item->operation->name);
  g_assert_true (detail->maybe_sent);
  g_assert_cmpuint (detail->n_attempts, ==, get_n_requests (item));
  g_assert_null (strstr (error->message, RIG_SECRET));
}

static ClientRig *
rig_new (void)
{
  const NpClientDeadlines deadlines = { LIMIT_MS, LIMIT_MS, LIMIT_MS,
                                        WHOLE_MS, WHOLE_MS, LOOK_MS };
  ClientRig *rig = client_rig_new ();

  np_client_set_max_attempts (rig->client, N_TRIES);
  np_client_set_deadlines (rig->client, &deadlines);
  return rig;
}

static void
run (const Case *item)
{
  g_autoptr (ClientRig) rig = rig_new ();
  guint n_before = item->is_kept ? 1 : 0;
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_success = FALSE;

  g_test_message ("%s, %s%s", item->operation->name, item->fault->name,
                  item->is_kept ? ", on a kept connection" : "");
  /* Whatever happens, nobody is asked more often for one thing. */
  g_assert_cmpuint (get_n_requests (item), <=, N_TRIES);
  if (item->is_kept)
    assert_works (rig, item->operation);
  for (guint i = 0; i < get_n_requests (item); i++)
    script_fault (rig->server, item->fault, i);
  send_and_wait (rig, item, &slot);
  result = np_await_result (&slot);
  is_success = item->operation->finish (rig->client, result, &error);
  np_fault_server_assert_consumed (rig->server);
  assert_outcome (item, is_success, error);
  g_assert_cmpuint (np_fault_server_get_n_requests (rig->server), ==,
                    n_before + get_n_requests (item));
  assert_works (rig, item->operation);
  n_done++;
}

static void
run_with (const FaultCall *operation, const FaultCase *fault, gboolean is_kept)
{
  const Case item = { operation, fault, is_kept };

  run (&item);
}

static void
end (const FaultCall *operation, const char *kind, gsize expected)
{
  g_assert_cmpuint (n_done, ==, expected);
  g_test_message ("%u cases of %s, %s", n_done, operation->name, kind);
  n_done = 0;
}

static void
test_fresh (gconstpointer data)
{
  for (gsize i = 0; i < n_fault_cases; i++)
    run_with (data, &fault_cases[i], FALSE);
  end (data, "fresh connection", n_fault_cases);
}

static void
test_kept (gconstpointer data)
{
  for (gsize i = 0; i < n_fault_cases; i++)
    run_with (data, &fault_cases[i], TRUE);
  end (data, "kept connection", n_fault_cases);
}

static void
run_status (const FaultCall *operation, const FaultStatus *status, const FaultBody *body)
{
  g_autofree char *name = g_strdup_printf ("%s with %s", status->line, body->name);
  g_autofree char *answer =
      g_strdup_printf ("HTTP/1.1 %s\r\n%sContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
                       status->line, body->headers, strlen (body->body), body->body);
  const FaultCase fault = { name,          answer,         FAULT_KEEP,     status->read,
                            status->save,  status->n_read, status->n_save, 1,
                            status->resent };

  run_with (operation, &fault, FALSE);
}

static void
test_statuses (gconstpointer data)
{
  for (gsize i = 0; i < n_fault_statuses; i++)
    {
      for (gsize j = 0; j < n_fault_bodies; j++)
        run_status (data, &fault_statuses[i], &fault_bodies[j]);
    }
  end (data, "status and body", n_fault_statuses * n_fault_bodies);
}

static void
run_code (const FaultCall *operation, const FaultCode *code, const char *status)
{
  g_autofree char *name = g_strdup_printf ("%s with %s", status, code->code);
  g_autofree char *body = g_strdup_printf (
      "{\"RequestId\":\"R-1\",\"Message\":\"No.\",\"Code\":\"%s\"}", code->code);
  g_autofree char *answer = g_strdup_printf ("HTTP/1.1 %s\r\nContent-Length: %" G_GSIZE_FORMAT
                                             "\r\n\r\n%s",
                                             status, strlen (body), body);
  const FaultCase fault = { name,       answer,       FAULT_KEEP,   code->read,
                            code->save, code->n_read, code->n_save, 1 };

  run_with (operation, &fault, FALSE);
}

static void
test_codes (gconstpointer data)
{
  for (gsize i = 0; i < n_fault_codes; i++)
    {
      for (gsize j = 0; j < n_fault_code_statuses; j++)
        run_code (data, &fault_codes[i], fault_code_statuses[j]);
    }
  end (data, "code and status", n_fault_codes * n_fault_code_statuses);
}

/* Nobody is there: nothing can have been done. */
static void
test_refused (gconstpointer data)
{
  const FaultCall *operation = data;
  g_autoptr (ClientRig) rig = client_rig_new_for (np_fault_server_new_refusing (), "http");
  g_autoptr (GError) error = NULL;

  np_client_set_max_attempts (rig->client, N_TRIES);
  g_assert_false (call (rig, operation, &error));
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_UNREACHABLE);
  g_assert_false (np_api_error_get_detail (error)->maybe_sent);
  g_assert_cmpuint (np_api_error_get_detail (error)->n_attempts, ==,
                    operation->is_hint ? 1 : N_TRIES);
}

/* A kept connection ends before the next request: nobody notices. */
static void
test_idle (gconstpointer data)
{
  static void (*const ends[]) (NpFaultServer *) = { np_fault_server_close,
                                                    np_fault_server_reset };

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autoptr (ClientRig) rig = rig_new ();

      assert_works (rig, data);
      ends[i](rig->server);
      np_fault_server_assert_consumed (rig->server);
      np_await_nothing_pending ();
      assert_works (rig, data);
      g_assert_cmpuint (np_fault_server_get_n_connections (rig->server), ==, 2);
    }
}

/* The right answer, after nobody waits for it any more, and half of it byte by
 * byte. */
static void
test_late (gconstpointer data)
{
  const FaultCall *operation = data;
  guint n_attempts = operation->is_save || operation->is_hint ? 1 : N_TRIES;
  int code = operation->is_save ? NP_API_ERROR_OUTCOME_UNKNOWN : NP_API_ERROR_TIMED_OUT;
  g_autoptr (ClientRig) rig = rig_new ();
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n_attempts; i++)
    {
      g_autofree char *gate = dup_gate (i);

      np_fault_server_read (rig->server);
      np_fault_server_wait (rig->server, gate);
      np_fault_server_send (rig->server, GOOD_ANSWER, -1);
      np_fault_server_await_close (rig->server);
    }
  operation->send (rig->client, np_await_result_cb, &slot);
  for (guint i = 0; i < n_attempts; i++)
    {
      pass_time (rig, i, &slot);
      open_gate (rig, i);
    }
  result = np_await_result (&slot);
  g_assert_false (operation->finish (rig->client, result, &error));
  g_assert_error (error, NP_API_ERROR, code);
  np_fault_server_assert_consumed (rig->server);
  assert_works (rig, operation);
}

static void
test_pieces (gconstpointer data)
{
  g_autoptr (ClientRig) rig = rig_new ();
  g_autoptr (GError) error = NULL;

  np_fault_server_read (rig->server);
  np_fault_server_drip (rig->server, GOOD_ANSWER, 0);
  g_assert_true (call (rig, data, &error));
  g_assert_no_error (error);
  np_fault_server_assert_consumed (rig->server);
}

static void
test_flood (gconstpointer data)
{
  g_autoptr (ClientRig) rig = rig_new ();
  g_autoptr (GError) error = NULL;

  np_fault_server_read (rig->server);
  np_fault_server_send_times (rig->server, "HTTP/1.1 100 Continue\r\n\r\n", 50);
  np_fault_server_send (rig->server, GOOD_ANSWER, -1);
  g_assert_true (call (rig, data, &error));
  g_assert_no_error (error);
  np_fault_server_assert_consumed (rig->server);
}

#define ESTABLISHED "HTTP/1.1 200 Connection established\r\n\r\n"

/* A proxy that opens no way, or what looks like one. */
typedef struct
{
  const char *name;
  const char *answer;
  FaultEnd end;
  int code;
  const char *later; /* once the client has begun with TLS; NULL for nothing */
} ProxyCase;

static const ProxyCase proxy_cases[] = {
  { "close", "", FAULT_CLOSE, NP_API_ERROR_PROXY },
  { "reset", "", FAULT_RESET, NP_API_ERROR_PROXY },
  { "cut", "HTTP/1.1 200 Conn", FAULT_CLOSE, NP_API_ERROR_PROXY },
  { "garbage", "SSH-2.0-OpenSSH_9.2\r\n\r\n", FAULT_CLOSE, NP_API_ERROR_PROXY },
  { "login",
    "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n",
    FAULT_KEEP, NP_API_ERROR_PROXY },
  { "login-ntlm", "HTTP/1.1 407 No\r\nProxy-Authenticate: NTLM\r\nContent-Length: 0\r\n\r\n",
    FAULT_KEEP, NP_API_ERROR_PROXY },
  { "forbidden", "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n", FAULT_KEEP,
    NP_API_ERROR_PROXY },
  { "bad-gateway", "HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n", FAULT_KEEP,
    NP_API_ERROR_PROXY },
  { "unavailable", "HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n", FAULT_KEEP,
    NP_API_ERROR_PROXY },
  { "gateway-timeout", "HTTP/1.1 504 No\r\nContent-Length: 0\r\n\r\n", FAULT_KEEP,
    NP_API_ERROR_PROXY },
  { "web-page", "HTTP/1.1 404 No\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>",
    FAULT_KEEP, NP_API_ERROR_PROXY },
  { "redirect",
    "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n",
    FAULT_KEEP, NP_API_ERROR_PROXY },
  { "tunnel-to-nothing", ESTABLISHED, FAULT_CLOSE, NP_API_ERROR_TLS, "" },
  { "tunnel-to-http", ESTABLISHED, FAULT_KEEP, NP_API_ERROR_TLS,
    "HTTP/1.1 400 Bad Request\r\n\r\n" },
};

static void
script_proxy (NpFaultServer *proxy, const ProxyCase *item)
{
  np_fault_server_answer (proxy, item->answer);
  if (item->later != NULL)
    {
      np_fault_server_receive (proxy);
      np_fault_server_send (proxy, item->later, -1);
    }
  if (item->end == FAULT_CLOSE)
    np_fault_server_close (proxy);
  else if (item->end == FAULT_RESET)
    np_fault_server_reset (proxy);
}

static void
run_proxy (const FaultCall *operation, const ProxyCase *item)
{
  NpFaultServer *proxy = np_fault_server_new ();
  g_autofree char *uri = np_fault_server_dup_uri (proxy, "http");
  const char *const uris[] = { uri, NULL };
  g_autoptr (NpFakeProxies) proxies = np_fake_proxies_new (uris);
  ClientRig *rig = client_rig_new_at ("https://service.test");
  g_autoptr (GError) error = NULL;

  g_test_message ("%s, proxy: %s", operation->name, item->name);
  rig->server = proxy;
  np_transport_set_proxy_resolver (np_client_get_session (rig->client),
                                   G_PROXY_RESOLVER (proxies));
  script_proxy (proxy, item);
  g_assert_false (call (rig, operation, &error));
  np_fault_server_assert_consumed (proxy);
  g_assert_error (error, NP_API_ERROR, item->code);
  g_assert_false (np_api_error_get_detail (error)->maybe_sent);
  g_assert_cmpstr (np_api_error_get_detail (error)->proxy_host, ==, "127.0.0.1");
  g_assert_cmpuint (np_fault_server_get_n_requests (proxy), ==, 1);
  g_assert_false (np_fault_server_has_received (proxy, "x-acs"));
  g_assert_false (np_fault_server_has_received (proxy, "Authorization"));
  client_rig_free (rig);
  n_done++;
}

static void
test_proxies (gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (proxy_cases); i++)
    run_proxy (data, &proxy_cases[i]);
  end (data, "proxy", G_N_ELEMENTS (proxy_cases));
}

/* All in all, with every operation. */
#define N_OTHERS 6
static void
test_total (void)
{
  gsize n = 2 * n_fault_cases + n_fault_statuses * n_fault_bodies +
            n_fault_codes * n_fault_code_statuses + G_N_ELEMENTS (proxy_cases) + N_OTHERS;

  g_test_message ("%" G_GSIZE_FORMAT " cases with each of %" G_GSIZE_FORMAT
                  " operations, %" G_GSIZE_FORMAT " in all",
                  n, n_fault_calls, n * n_fault_calls);
  g_assert_cmpuint (n * n_fault_calls, >=, 400);
}

static void
add (const FaultCall *operation, const char *kind, GTestDataFunc test)
{
  g_autofree char *path = g_strdup_printf ("/faults/%s/%s", operation->name, kind);

  g_test_add_data_func (path, operation, test);
}

int
main (int argc, char **argv)
{
  np_client_prepare_process ();
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < n_fault_calls; i++)
    {
      add (&fault_calls[i], "fresh", test_fresh);
      add (&fault_calls[i], "kept", test_kept);
      add (&fault_calls[i], "statuses", test_statuses);
      add (&fault_calls[i], "codes", test_codes);
      add (&fault_calls[i], "proxies", test_proxies);
      add (&fault_calls[i], "refused", test_refused);
      add (&fault_calls[i], "idle", test_idle);
      add (&fault_calls[i], "late", test_late);
      add (&fault_calls[i], "pieces", test_pieces);
      add (&fault_calls[i], "flood", test_flood);
    }
  g_test_add_func ("/faults/total", test_total);
  return g_test_run ();
}
