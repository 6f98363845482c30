/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>

#include "client-rig.h"
#include "np-await.h"
#include "np-client-private.h"
#include "np-transport-error.h"

#define HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

/* Long enough for a busy computer, short enough for a test. */
#define SHORT_MS 150
#define LONG_MS  15000

typedef enum
{
  END_CLOSE, /* the server closes */
  END_RESET, /* the server resets */
  END_KEEP,  /* the client has to end it */
} End;

typedef struct
{
  const char *name;
  const char *answer;
  End end;
  NpApiError read; /* what a read gets */
  NpApiError save; /* what a save gets */
} FaultCase;

/* Everything a server can do wrong between taking a request and the end of its
 * answer, in one piece. */
static const FaultCase fault_cases[] = {
  { "no-answer", "", END_CLOSE, NP_API_ERROR_UNREACHABLE, NP_API_ERROR_OUTCOME_UNKNOWN },
  { "reset", "", END_RESET, NP_API_ERROR_UNREACHABLE, NP_API_ERROR_OUTCOME_UNKNOWN },
  { "cut-status-line", "HTTP/1.", END_CLOSE, NP_API_ERROR_PROTOCOL,
    NP_API_ERROR_OUTCOME_UNKNOWN },
  { "cut-headers", "HTTP/1.1 200 OK\r\nContent-Le", END_CLOSE, NP_API_ERROR_PROTOCOL,
    NP_API_ERROR_OUTCOME_UNKNOWN },
  { "reset-in-headers", "HTTP/1.1 200 OK\r\nContent-Le", END_RESET, NP_API_ERROR_UNREACHABLE,
    NP_API_ERROR_OUTCOME_UNKNOWN },
  { "not-http", "SSH-2.0-OpenSSH_9.2\r\n\r\n", END_CLOSE, NP_API_ERROR_PROTOCOL,
    NP_API_ERROR_OUTCOME_UNKNOWN },
  { "cut-body", HEAD "Content-Length: 500\r\n\r\n" RIG_MODEL_JSON, END_CLOSE,
    NP_API_ERROR_PROTOCOL, NP_API_ERROR_OUTCOME_UNKNOWN },
  { "reset-in-body", HEAD "Content-Length: 500\r\n\r\n" RIG_MODEL_JSON, END_RESET,
    NP_API_ERROR_UNREACHABLE, NP_API_ERROR_OUTCOME_UNKNOWN },
  { "cut-chunk", HEAD "Transfer-Encoding: chunked\r\n\r\n40\r\n{\"RequestId\":\"R-1\"",
    END_CLOSE, NP_API_ERROR_PROTOCOL, NP_API_ERROR_OUTCOME_UNKNOWN },
  { "cut-between-chunks",
    HEAD "Transfer-Encoding: chunked\r\n\r\n12\r\n{\"RequestId\":\"R-1\"\r\n", END_CLOSE,
    NP_API_ERROR_PROTOCOL, NP_API_ERROR_OUTCOME_UNKNOWN },
  { "bad-chunk-size", HEAD "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n", END_CLOSE,
    NP_API_ERROR_PROTOCOL, NP_API_ERROR_OUTCOME_UNKNOWN },
  { "cut-without-length", HEAD "Connection: close\r\n\r\n{\"RequestId\":\"R-1", END_CLOSE,
    NP_API_ERROR_PROTOCOL, NP_API_ERROR_OUTCOME_UNKNOWN },
  { "empty", HEAD "Content-Length: 0\r\n\r\n", END_KEEP, NP_API_ERROR_PROTOCOL,
    NP_API_ERROR_OUTCOME_UNKNOWN },
  { "no-content", "HTTP/1.1 204 No Content\r\n\r\n", END_KEEP, NP_API_ERROR_PROTOCOL,
    NP_API_ERROR_OUTCOME_UNKNOWN },
  { "web-page",
    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 20\r\n\r\n"
    "<html>Sign in</html>",
    END_KEEP, NP_API_ERROR_PROTOCOL, NP_API_ERROR_OUTCOME_UNKNOWN },
  { "two-lengths",
    HEAD "Content-Length: 21\r\nContent-Length: 3\r\n\r\n{\"RequestId\":\"R-SAV\"}", END_KEEP,
    NP_API_ERROR_PROTOCOL, NP_API_ERROR_OUTCOME_UNKNOWN },
  { "two-equal-lengths",
    HEAD "Content-Length: 21\r\nContent-Length: 21\r\n\r\n{\"RequestId\":\"R-SAV\"}", END_KEEP,
    NP_API_ERROR_PROTOCOL, NP_API_ERROR_OUTCOME_UNKNOWN },
  { "length-and-chunked",
    HEAD "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
         "15\r\n{\"RequestId\":\"R-SAV\"}\r\n0\r\n\r\n",
    END_KEEP, NP_API_ERROR_PROTOCOL, NP_API_ERROR_OUTCOME_UNKNOWN },
  { "unknown-coding", HEAD "Content-Encoding: x-odd\r\nContent-Length: 2\r\n\r\n{}", END_KEEP,
    NP_API_ERROR_PROTOCOL, NP_API_ERROR_OUTCOME_UNKNOWN },
  { "gzip", HEAD "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n\x1f\x8b", END_KEEP,
    NP_API_ERROR_PROTOCOL, NP_API_ERROR_OUTCOME_UNKNOWN },
  { "redirect", "HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n",
    END_KEEP, NP_API_ERROR_REDIRECTED, NP_API_ERROR_REDIRECTED },
  { "redirect-307",
    "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: "
    "0\r\n\r\n",
    END_KEEP, NP_API_ERROR_REDIRECTED, NP_API_ERROR_REDIRECTED },
  { "not-modified", "HTTP/1.1 304 Not Modified\r\n\r\n", END_KEEP, NP_API_ERROR_REDIRECTED,
    NP_API_ERROR_REDIRECTED },
  { "error-without-body", "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n",
    END_KEEP, NP_API_ERROR_SERVER, NP_API_ERROR_SERVER },
  { "error-cut-body",
    "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 500\r\n\r\n{\"Code\":\"Throttling\"",
    END_CLOSE, NP_API_ERROR_SERVER, NP_API_ERROR_SERVER },
  { "error-reset-body", "HTTP/1.1 404 Not Found\r\nContent-Length: 500\r\n\r\n{\"Code\"",
    END_RESET, NP_API_ERROR_NOT_FOUND, NP_API_ERROR_NOT_FOUND },
  { "login-wanted",
    "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\n"
    "WWW-Authenticate: Digest realm=\"x\", nonce=\"n\"\r\nContent-Length: 0\r\n\r\n",
    END_KEEP, NP_API_ERROR_CREDENTIALS_REJECTED, NP_API_ERROR_CREDENTIALS_REJECTED },
  { "cookie", "HTTP/1.1 403 Forbidden\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n",
    END_KEEP, NP_API_ERROR_PERMISSION_DENIED, NP_API_ERROR_PERMISSION_DENIED },
};

static void
script (NpFaultServer *server, const FaultCase *fault)
{
  np_fault_server_answer (server, fault->answer);
  if (fault->end == END_CLOSE)
    np_fault_server_close (server);
  else if (fault->end == END_RESET)
    np_fault_server_reset (server);
}

/* After any fault the client is as good as new, and no later answer is taken
 * from the connection that had it. */
static void
assert_works_again (ClientRig *rig)
{
  guint n = np_fault_server_get_n_requests (rig->server);
  g_autofree char *request_id = NULL;
  g_autofree char *cookie = NULL;
  g_autoptr (GError) error = NULL;

  np_fault_server_answer (rig->server, RIG_SAVED);
  request_id = client_rig_put (rig, RIG_MODEL_ID, "{}", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (request_id, ==, "R-SAV");
  g_assert_cmpuint (np_fault_server_get_n_requests (rig->server), ==, n + 1);
  cookie = client_rig_dup_header (rig, n, "Cookie");
  g_assert_null (cookie);
}

static void
test_read_fault (gconstpointer data)
{
  const FaultCase *fault = data;
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autoptr (NpModel) model = NULL;
  g_autoptr (GError) error = NULL;

  script (rig->server, fault);
  model = client_rig_get (rig, RIG_MODEL_ID, &error);
  g_assert_null (model);
  g_assert_true (np_api_error_get_detail (error)->maybe_sent);
  client_rig_assert_error (&error, fault->read);
  np_fault_server_assert_consumed (rig->server);
  g_assert_cmpuint (np_fault_server_get_n_requests (rig->server), ==, 1);
  assert_works_again (rig);
}

static void
test_save_fault (gconstpointer data)
{
  const FaultCase *fault = data;
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autofree char *request_id = NULL;
  g_autoptr (GError) error = NULL;

  script (rig->server, fault);
  request_id = client_rig_put (rig, RIG_MODEL_ID, "{}", &error);
  g_assert_null (request_id);
  g_assert_true (np_api_error_get_detail (error)->maybe_sent);
  client_rig_assert_error (&error, fault->save);
  np_fault_server_assert_consumed (rig->server);
  g_assert_cmpuint (np_fault_server_get_n_requests (rig->server), ==, 1);
  assert_works_again (rig);
}

static void
assert_save_fails (ClientRig *rig, NpApiError code, gboolean maybe_sent, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *request_id = client_rig_put (rig, RIG_MODEL_ID, "{}", &error);

  g_assert_null (request_id);
  g_assert_nonnull (error);
  g_assert_cmpint (np_api_error_get_detail (error)->maybe_sent, ==, maybe_sent);
  if (strstr (error->message, words) == NULL)
    g_error ("\"%s\" is not in: %s", words, error->message);
  client_rig_assert_error (&error, code);
}

static void
assert_read_fails (ClientRig *rig, NpApiError code, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NpModel) model = client_rig_get (rig, RIG_MODEL_ID, &error);

  g_assert_null (model);
  g_assert_nonnull (error);
  if (strstr (error->message, words) == NULL)
    g_error ("\"%s\" is not in: %s", words, error->message);
  client_rig_assert_error (&error, code);
}

static void
test_refused (void)
{
  g_autoptr (ClientRig) rig = client_rig_new_for (np_fault_server_new_refusing (), "http");

  assert_save_fails (rig, NP_API_ERROR_UNREACHABLE, FALSE, "refused");
  assert_read_fails (rig, NP_API_ERROR_UNREACHABLE, "refused");
}

static void
test_connect_deadline (void)
{
  g_autoptr (ClientRig) rig = client_rig_new_for (np_fault_server_new_silent (), "http");

  client_rig_set_deadlines (rig, SHORT_MS, LONG_MS, LONG_MS, LONG_MS);
  assert_save_fails (rig, NP_API_ERROR_TIMED_OUT, FALSE, "connecting took longer than 150 ms");
}

static void
test_handshake_deadline (void)
{
  g_autoptr (ClientRig) rig = client_rig_new_for (np_fault_server_new (), "https");

  client_rig_set_deadlines (rig, SHORT_MS, LONG_MS, LONG_MS, LONG_MS);
  np_fault_server_accept (rig->server);
  np_fault_server_await_close (rig->server);
  assert_save_fails (rig, NP_API_ERROR_TIMED_OUT, FALSE,
                     "protecting the connection took longer than 150 ms");
  np_fault_server_assert_consumed (rig->server);
}

static void
test_plain_http_on_tls_port (void)
{
  g_autoptr (ClientRig) rig = client_rig_new_for (np_fault_server_new (), "https");

  np_fault_server_accept (rig->server);
  np_fault_server_send (rig->server, "HTTP/1.1 400 Bad Request\r\n\r\n", -1);
  np_fault_server_await_close (rig->server);
  assert_save_fails (rig, NP_API_ERROR_TLS, FALSE, "no protected connection");
  np_fault_server_assert_consumed (rig->server);
}

static void
test_handshake_cut (void)
{
  g_autoptr (ClientRig) rig = client_rig_new_for (np_fault_server_new (), "https");
  g_autoptr (GError) error = NULL;
  g_autofree char *request_id = NULL;

  np_fault_server_accept (rig->server);
  np_fault_server_close (rig->server);
  request_id = client_rig_put (rig, RIG_MODEL_ID, "{}", &error);
  g_assert_null (request_id);
  g_assert_false (np_api_error_get_detail (error)->maybe_sent);
  g_assert_true (g_error_matches (error, NP_API_ERROR, NP_API_ERROR_TLS) ||
                 g_error_matches (error, NP_API_ERROR, NP_API_ERROR_UNREACHABLE));
  np_fault_server_assert_consumed (rig->server);
}

static void
test_first_byte_deadline (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();

  client_rig_set_deadlines (rig, LONG_MS, SHORT_MS, LONG_MS, LONG_MS);
  np_fault_server_read (rig->server);
  np_fault_server_await_close (rig->server);
  np_fault_server_read (rig->server);
  np_fault_server_await_close (rig->server);
  assert_read_fails (rig, NP_API_ERROR_TIMED_OUT,
                     "waiting for the answer took longer than 150 ms");
  assert_save_fails (rig, NP_API_ERROR_OUTCOME_UNKNOWN, TRUE,
                     "waiting for the answer took longer than 150 ms");
  np_fault_server_assert_consumed (rig->server);
}

/* A server that takes the head and never the body. */
static void
test_upload_deadline (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autofree char *body = g_strnfill (7 * 1024 * 1024, ' ');
  g_autofree char *request_id = NULL;
  g_autoptr (GError) error = NULL;

  client_rig_set_deadlines (rig, LONG_MS, SHORT_MS, LONG_MS, LONG_MS);
  np_fault_server_read_head (rig->server);
  np_fault_server_wait (rig->server, "deadline");
  request_id = client_rig_put (rig, RIG_MODEL_ID, body, &error);
  g_assert_null (request_id);
  g_assert_nonnull (strstr (error->message, "sending took longer than 150 ms"));
  client_rig_assert_error (&error, NP_API_ERROR_OUTCOME_UNKNOWN);
  np_fault_server_open (rig->server, "deadline");
  np_fault_server_assert_consumed (rig->server);
}

static void
test_idle_deadline (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();

  client_rig_set_deadlines (rig, LONG_MS, LONG_MS, SHORT_MS, LONG_MS);
  for (guint i = 0; i < 2; i++)
    {
      np_fault_server_answer (rig->server, HEAD "Content-Length: 50\r\n\r\n{\"RequestId\":");
      np_fault_server_await_close (rig->server);
    }
  assert_read_fails (rig, NP_API_ERROR_TIMED_OUT, "next piece of the answer took longer");
  assert_save_fails (rig, NP_API_ERROR_OUTCOME_UNKNOWN, TRUE, "next piece of the answer");
  np_fault_server_assert_consumed (rig->server);
}

/* Each byte comes in time, the whole never. */
static void
test_dripping_body (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autofree char *blanks = g_strnfill (100000, ' ');

  client_rig_set_deadlines (rig, LONG_MS, LONG_MS, LONG_MS, SHORT_MS * 2);
  np_fault_server_answer (rig->server, HEAD "Content-Length: 100000\r\n\r\n");
  np_fault_server_drip (rig->server, blanks, 5);
  assert_save_fails (rig, NP_API_ERROR_OUTCOME_UNKNOWN, TRUE,
                     "the time for the whole call is over");
  np_fault_server_assert_consumed (rig->server);
}

static void
test_dripping_headers (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autofree char *filler = g_strnfill (100000, 'x');
  g_autofree char *head = g_strconcat ("HTTP/1.1 200 OK\r\nX-Filler: ", filler, NULL);

  client_rig_set_deadlines (rig, LONG_MS, SHORT_MS, LONG_MS, LONG_MS);
  np_fault_server_read (rig->server);
  np_fault_server_drip (rig->server, head, 5);
  assert_read_fails (rig, NP_API_ERROR_TIMED_OUT, "waiting for the answer took longer");
  np_fault_server_assert_consumed (rig->server);
}

/* A stalled error is still that error. */
static void
test_stalled_error_body (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();

  client_rig_set_deadlines (rig, LONG_MS, LONG_MS, SHORT_MS, LONG_MS);
  np_fault_server_answer (rig->server, "HTTP/1.1 409 Conflict\r\nContent-Length: 50\r\n\r\n{");
  np_fault_server_await_close (rig->server);
  assert_save_fails (rig, NP_API_ERROR_CONFLICT, TRUE, "HTTP 409");
  np_fault_server_assert_consumed (rig->server);
}

static void
script_huge (NpFaultServer *server, const char *head)
{
  g_autofree char *piece = g_strnfill (64 * 1024, ' ');

  np_fault_server_answer (server, head);
  np_fault_server_send_times (server, piece, 20 * 16);
}

static void
test_huge_body (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();

  script_huge (rig->server, HEAD "Content-Length: 20971520\r\n\r\n");
  assert_read_fails (rig, NP_API_ERROR_TOO_LARGE, "larger than 8 MiB");
  script_huge (rig->server, HEAD "Connection: close\r\n\r\n");
  assert_save_fails (rig, NP_API_ERROR_OUTCOME_UNKNOWN, TRUE, "larger than 8 MiB");
  script_huge (rig->server, "HTTP/1.1 500 Oops\r\nConnection: close\r\n\r\n");
  assert_save_fails (rig, NP_API_ERROR_SERVER, TRUE, "HTTP 500");
  np_fault_server_assert_consumed (rig->server);
  assert_works_again (rig);
}

/* The largest body that is let through. */
static void
test_body_at_limit (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autofree char *piece = g_strnfill (1024 * 1024, ' ');
  g_autoptr (NpModel) model = NULL;
  g_autoptr (GError) error = NULL;
  const char json[] = RIG_MODEL_JSON;

  np_fault_server_answer (rig->server, HEAD "Content-Length: 8388608\r\n\r\n" RIG_MODEL_JSON);
  np_fault_server_send_times (rig->server, piece, 7);
  np_fault_server_send (rig->server, piece, (gssize) (1024 * 1024 - strlen (json)));
  model = client_rig_get (rig, RIG_MODEL_ID, &error);
  g_assert_no_error (error);
  g_assert_nonnull (model);
  np_fault_server_assert_consumed (rig->server);
}

/* libsoup stops reading, with the code of a connection that broke. */
static void
test_huge_headers (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autofree char *piece = g_strnfill (64 * 1024, 'x');

  np_fault_server_answer (rig->server, "HTTP/1.1 200 OK\r\nX-Filler: ");
  np_fault_server_send_times (rig->server, piece, 160);
  assert_read_fails (rig, NP_API_ERROR_PROTOCOL, "Header too big");
  np_fault_server_assert_consumed (rig->server);
  assert_works_again (rig);
}

/* A header that ends where the library's texts end, and 2000 kinds of login. */
static void
test_odd_headers (void)
{
  static const char nul[] =
      "HTTP/1.1 200 OK\r\nX-Odd: a\0b\r\nContent-Length: 56\r\n\r\n" RIG_MODEL_JSON;
  g_autoptr (ClientRig) rig = client_rig_new ();

  np_fault_server_read (rig->server);
  np_fault_server_send (rig->server, nul, sizeof nul - 1);
  assert_read_fails (rig, NP_API_ERROR_PROTOCOL, "");
  np_fault_server_answer (rig->server, "HTTP/1.1 401 No\r\nContent-Length: 0\r\n");
  np_fault_server_send_times (rig->server, "WWW-Authenticate: Digest x=\"y\"\r\n", 2000);
  np_fault_server_send (rig->server, "\r\n", -1);
  assert_read_fails (rig, NP_API_ERROR_CREDENTIALS_REJECTED, "HTTP 401");
  np_fault_server_assert_consumed (rig->server);
  assert_works_again (rig);
}

/* A name that no server of names is asked for: its first part is too long. */
#define UNKNOWN_HOST "nobody-has-a-name-of-more-than-sixty-three-characters-in-one-part.test"

static void
test_unknown_proxy (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autoptr (GProxyResolver)
      resolver = g_simple_proxy_resolver_new ("http://" UNKNOWN_HOST ":3128", NULL);

  np_transport_set_proxy_resolver (np_client_get_session (rig->client), resolver);
  assert_read_fails (rig, NP_API_ERROR_PROXY, UNKNOWN_HOST);
  assert_save_fails (rig, NP_API_ERROR_PROXY, FALSE, UNKNOWN_HOST);
  g_assert_cmpuint (np_fault_server_get_n_connections (rig->server), ==, 0);
}

/* Real names are not asked for here: what is said of them is. */
static void
test_unknown_service (void)
{
  const NpCall call = { "host.test:8443", "GetModel", FALSE, FALSE };
  g_autoptr (SoupMessage) message = soup_message_new ("GET", "https://host.test:8443/");
  g_autoptr (GError) cause = g_error_new_literal (G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND,
                                                  "Error resolving \"host.test\": Not known");
  g_autoptr (GError) error = np_transport_error_new (&call, message, cause);

  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_UNREACHABLE);
}

/* 50 interim answers before the real one. */
static void
test_continue_flood (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autofree char *request_id = NULL;
  g_autoptr (GError) error = NULL;

  np_fault_server_read (rig->server);
  np_fault_server_send_times (rig->server, "HTTP/1.1 100 Continue\r\n\r\n", 50);
  np_fault_server_send (rig->server, RIG_SAVED, -1);
  request_id = client_rig_put (rig, RIG_MODEL_ID, "{}", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (request_id, ==, "R-SAV");
  np_fault_server_assert_consumed (rig->server);
}

/* A second answer behind the first one answers nothing. */
static void
test_two_answers (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autofree char *request_id = NULL;
  g_autoptr (NpModel) model = NULL;
  g_autoptr (GError) error = NULL;

  np_fault_server_answer (rig->server,
                          RIG_SAVED "HTTP/1.1 200 OK\r\nContent-Length: 42\r\n\r\n"
                                    "{\"RequestId\":\"R-X\",\"ModelId\":\"model-evil\"}");
  np_fault_server_answer (rig->server, HEAD "Content-Length: 56\r\n\r\n" RIG_MODEL_JSON);
  request_id = client_rig_put (rig, RIG_MODEL_ID, "{}", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (request_id, ==, "R-SAV");
  model = client_rig_get (rig, RIG_MODEL_ID, &error);
  g_assert_true (model == NULL || g_str_equal (np_model_get_model_id (model), RIG_MODEL_ID));
}

/* Bytes that come in pieces are as good as bytes that come at once. */
static void
test_small_pieces (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autofree char *request_id = NULL;
  g_autoptr (GError) error = NULL;

  np_fault_server_read (rig->server);
  np_fault_server_drip (rig->server,
                        HEAD "Transfer-Encoding: chunked\r\n\r\n"
                             "8\r\n{\"Reques\r\nd\r\ntId\":\"R-SAV\"}\r\n0\r\n\r\n",
                        1);
  request_id = client_rig_put (rig, RIG_MODEL_ID, "{}", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (request_id, ==, "R-SAV");
  np_fault_server_assert_consumed (rig->server);
}

static void
add_fault_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (fault_cases); i++)
    {
      g_autofree char *read = g_strconcat ("/client-faults/read/", fault_cases[i].name, NULL);
      g_autofree char *save = g_strconcat ("/client-faults/save/", fault_cases[i].name, NULL);

      g_test_add_data_func (read, &fault_cases[i], test_read_fault);
      g_test_add_data_func (save, &fault_cases[i], test_save_fault);
    }
}

int
main (int argc, char **argv)
{
  np_client_prepare_process ();
  g_test_init (&argc, &argv, NULL);
  add_fault_cases ();
  g_test_add_func ("/client-faults/refused", test_refused);
  g_test_add_func ("/client-faults/connect-deadline", test_connect_deadline);
  g_test_add_func ("/client-faults/handshake-deadline", test_handshake_deadline);
  g_test_add_func ("/client-faults/handshake-cut", test_handshake_cut);
  g_test_add_func ("/client-faults/plain-http-on-tls-port", test_plain_http_on_tls_port);
  g_test_add_func ("/client-faults/first-byte-deadline", test_first_byte_deadline);
  g_test_add_func ("/client-faults/upload-deadline", test_upload_deadline);
  g_test_add_func ("/client-faults/idle-deadline", test_idle_deadline);
  g_test_add_func ("/client-faults/dripping-body", test_dripping_body);
  g_test_add_func ("/client-faults/dripping-headers", test_dripping_headers);
  g_test_add_func ("/client-faults/stalled-error-body", test_stalled_error_body);
  g_test_add_func ("/client-faults/huge-body", test_huge_body);
  g_test_add_func ("/client-faults/body-at-limit", test_body_at_limit);
  g_test_add_func ("/client-faults/huge-headers", test_huge_headers);
  g_test_add_func ("/client-faults/odd-headers", test_odd_headers);
  g_test_add_func ("/client-faults/unknown-proxy", test_unknown_proxy);
  g_test_add_func ("/client-faults/unknown-service", test_unknown_service);
  g_test_add_func ("/client-faults/continue-flood", test_continue_flood);
  g_test_add_func ("/client-faults/two-answers", test_two_answers);
  g_test_add_func ("/client-faults/small-pieces", test_small_pieces);
  return g_test_run ();
}
