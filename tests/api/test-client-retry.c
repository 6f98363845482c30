/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "client-rig.h"
#include "np-await.h"
#include "np-fake-resolver.h"

#define HEAD         "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
#define ANSWER_MODEL HEAD "Content-Length: 56\r\n\r\n" RIG_MODEL_JSON
#define UNAVAILABLE  "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"
#define THROTTLED    "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n"
#define N_ACTIONS    1000

/* What the signal told. */
typedef struct
{
  guint n;
  char *operation;
  guint attempt;
  guint wait_ms;
  int code;
  GCancellable *cancel; /* cancelled when the signal comes; may be NULL */
} Told;

static void
retrying_cb (NpClient *client,
             const char *operation,
             guint attempt,
             guint wait_ms,
             const GError *reason,
             Told *told)
{
  told->n++;
  g_free (told->operation);
  told->operation = g_strdup (operation);
  told->attempt = attempt;
  told->wait_ms = wait_ms;
  told->code = reason->code;
  if (told->cancel != NULL)
    g_cancellable_cancel (told->cancel);
}

/* A rig whose calls are tried as often as in the program. */
static ClientRig *
rig_new (Told *told)
{
  ClientRig *rig = client_rig_new ();

  np_client_set_max_attempts (rig->client, NP_CLIENT_MAX_ATTEMPTS);
  if (told != NULL)
    g_signal_connect (rig->client, "retrying", G_CALLBACK (retrying_cb), told);
  return rig;
}

static void
assert_reads (ClientRig *rig)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NpModel) model = client_rig_get (rig, RIG_MODEL_ID, &error);

  g_assert_no_error (error);
  g_assert_nonnull (model);
}

static void
assert_read_fails (ClientRig *rig, NpApiError code, guint n_attempts)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NpModel) model = client_rig_get (rig, RIG_MODEL_ID, &error);

  g_assert_null (model);
  g_assert_error (error, NP_API_ERROR, (int) code);
  g_assert_cmpuint (np_api_error_get_detail (error)->n_attempts, ==, n_attempts);
}

static void
assert_save_fails (ClientRig *rig, NpApiError code, guint n_attempts)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *request_id = client_rig_put (rig, RIG_MODEL_ID, "{}", &error);

  g_assert_null (request_id);
  g_assert_error (error, NP_API_ERROR, (int) code);
  g_assert_cmpuint (np_api_error_get_detail (error)->n_attempts, ==, n_attempts);
}

/* Every attempt is a request of its own: another nonce, a signature that fits. */
static void
test_read_again (void)
{
  Told told = { 0 };
  g_autoptr (ClientRig) rig = rig_new (&told);

  rig->chance = 0.5;
  np_fault_server_answer (rig->server, "HTTP/1.1 503 No\r\nConnection: close\r\n\r\n");
  np_fault_server_close (rig->server);
  np_fault_server_read (rig->server);
  np_fault_server_close (rig->server);
  np_fault_server_answer (rig->server, ANSWER_MODEL);
  assert_reads (rig);
  np_fault_server_assert_consumed (rig->server);
  g_assert_cmpuint (rig->waits->len, ==, 2);
  g_assert_cmpuint (g_array_index (rig->waits, guint, 0), ==, 25);
  g_assert_cmpuint (g_array_index (rig->waits, guint, 1), ==, 50);
  g_assert_cmpuint (told.n, ==, 2);
  g_assert_cmpstr (told.operation, ==, "GetModel");
  g_assert_cmpuint (told.attempt, ==, 3);
  g_assert_cmpuint (told.wait_ms, ==, 50);
  g_assert_cmpint (told.code, ==, NP_API_ERROR_UNREACHABLE);
  for (guint i = 0; i < np_fault_server_get_n_requests (rig->server); i++)
    {
      g_autofree char *nonce = client_rig_dup_header (rig, i, "x-acs-signature-nonce");
      g_autofree char *expected = g_strdup_printf ("nonce-%u", i);

      g_assert_cmpstr (nonce, ==, expected);
      client_rig_assert_signed (rig, i);
    }
  g_free (told.operation);
}

static void
test_gives_up (void)
{
  g_autoptr (ClientRig) rig = rig_new (NULL);

  for (guint i = 0; i < 3; i++)
    np_fault_server_answer (rig->server, UNAVAILABLE);
  assert_read_fails (rig, NP_API_ERROR_SERVER, 3);
  np_fault_server_assert_consumed (rig->server);
  g_assert_cmpuint (np_fault_server_get_n_requests (rig->server), ==, 3);
}

static void
test_never_again (void)
{
  static const guint statuses[] = { 302, 400, 401, 403, 404, 407, 409, 412, 413, 501, 511 };
  g_autoptr (ClientRig) rig = rig_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *answer = g_strdup_printf ("HTTP/1.1 %u No\r\nContent-Length: 0\r\n\r\n",
                                                 statuses[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (NpModel) model = NULL;

      g_test_message ("%u", statuses[i]);
      np_fault_server_answer (rig->server, answer);
      model = client_rig_get (rig, RIG_MODEL_ID, &error);
      g_assert_null (model);
      g_assert_cmpuint (np_api_error_get_detail (error)->status, ==, statuses[i]);
      g_assert_cmpuint (np_fault_server_get_n_requests (rig->server), ==, i + 1);
    }
  g_assert_cmpuint (rig->waits->len, ==, 0);
}

/* A list is read as a page, and its answer may be cut as well. */
static void
test_list_again (void)
{
  const NpListModelsQuery query = { NULL, NULL, 1, 50 };
  g_autoptr (ClientRig) rig = rig_new (NULL);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (NpBatch) batch = NULL;

  np_fault_server_answer (rig->server,
                          HEAD "Connection: close\r\n\r\n{\"RequestId\":\"R-1\",\"Mo");
  np_fault_server_close (rig->server);
  np_fault_server_answer (rig->server, HEAD
                          "Content-Length: 31\r\n\r\n{\"RequestId\":\"R-1\",\"Models\":[]}");
  np_client_list_models_async (rig->client, &query, NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  batch = np_client_list_models_finish (rig->client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (np_batch_get_length (batch), ==, 0);
  g_assert_cmpuint (np_fault_server_get_n_requests (rig->server), ==, 2);
}

/* A save is sent again only when it surely did nothing. */
static void
test_save_throttled (void)
{
  g_autoptr (ClientRig) rig = rig_new (NULL);

  rig->chance = 0.25;
  np_fault_server_answer (rig->server, THROTTLED "x-acs-retry-after: 700\r\n\r\n");
  np_fault_server_answer (rig->server, THROTTLED "Retry-After: 2\r\n\r\n");
  np_fault_server_answer (rig->server, RIG_SAVED);
  client_rig_assert_saves (rig);
  g_assert_cmpuint (g_array_index (rig->waits, guint, 0), ==, 700);
  g_assert_cmpuint (g_array_index (rig->waits, guint, 1), ==, 2000);
}

static void
test_save_refused (void)
{
  g_autoptr (ClientRig) rig = client_rig_new_for (np_fault_server_new_refusing (), "http");

  np_client_set_max_attempts (rig->client, 3);
  assert_save_fails (rig, NP_API_ERROR_UNREACHABLE, 3);
  g_assert_cmpuint (rig->waits->len, ==, 2);
}

static void
test_save_once (void)
{
  g_autoptr (ClientRig) rig = rig_new (NULL);

  np_fault_server_answer (rig->server, UNAVAILABLE);
  assert_save_fails (rig, NP_API_ERROR_SERVER, 1);
  np_fault_server_read (rig->server);
  np_fault_server_close (rig->server);
  assert_save_fails (rig, NP_API_ERROR_OUTCOME_UNKNOWN, 1);
  np_fault_server_answer (rig->server, HEAD "Content-Length: 1\r\n\r\n{");
  assert_save_fails (rig, NP_API_ERROR_OUTCOME_UNKNOWN, 1);
  np_fault_server_assert_consumed (rig->server);
  g_assert_cmpuint (rig->waits->len, ==, 0);
}

/* A nonce that the service has seen before: the first request had arrived. */
static void
test_save_nonce_used (void)
{
  g_autoptr (ClientRig) rig = rig_new (NULL);
  const char used[] = "HTTP/1.1 400 Bad Request\r\nContent-Length: 29\r\n\r\n"
                      "{\"Code\":\"SignatureNonceUsed\"}";

  np_fault_server_answer (rig->server, used);
  assert_save_fails (rig, NP_API_ERROR_OUTCOME_UNKNOWN, 1);
  np_fault_server_answer (rig->server, used);
  np_fault_server_answer (rig->server, ANSWER_MODEL);
  assert_reads (rig);
}

static void
assert_asked (const char *header, gint64 retry_after_ms)
{
  g_autoptr (ClientRig) rig = rig_new (NULL);
  g_autofree char *answer = g_strconcat (THROTTLED, header, "\r\n", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (NpModel) model = NULL;

  np_fault_server_answer (rig->server, answer);
  model = client_rig_get (rig, RIG_MODEL_ID, &error);
  g_assert_null (model);
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_THROTTLED);
  g_assert_cmpint (np_api_error_get_detail (error)->retry_after_ms, ==, retry_after_ms);
  g_assert_cmpuint (rig->waits->len, ==, 0);
  g_assert_cmpuint (np_fault_server_get_n_requests (rig->server), ==, 1);
}

/* Nobody waits that long without having been asked. */
static void
test_long_wait (void)
{
  assert_asked ("x-acs-retry-after: 20001\r\n", 20001);
  assert_asked ("Retry-After: 21\r\n", 21000);
  assert_asked ("Date: Fri, 02 Jan 2026 03:04:05 GMT\r\n"
                "Retry-After: Fri, 02 Jan 2026 03:05:05 GMT\r\n",
                60000);
  assert_asked ("Retry-After: 99999999999\r\n", 3600000);
}

/* What is no wait is none. */
static void
test_odd_wait (void)
{
  static const char *const headers[] = {
    "",
    "x-acs-retry-after: 0\r\n",
    "x-acs-retry-after: -5\r\n",
    "x-acs-retry-after: soon\r\n",
    "x-acs-retry-after: 1, 2\r\n",
    "x-acs-retry-after: 1\r\nx-acs-retry-after: 2\r\n",
    "Retry-After: 99999999999999999999999\r\n",
    "Retry-After: -1\r\n",
    "Retry-After: 1.5\r\n",
    "Retry-After: Fri, 02 Jan 2026 03:04:15 GMT\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      g_autoptr (ClientRig) rig = rig_new (NULL);
      g_autofree char *answer = g_strconcat (THROTTLED, headers[i], "\r\n", NULL);

      rig->chance = 0.3;
      np_fault_server_answer (rig->server, answer);
      np_fault_server_answer (rig->server, ANSWER_MODEL);
      assert_reads (rig);
      g_assert_cmpuint (rig->waits->len, ==, 1);
      g_assert_cmpuint (g_array_index (rig->waits, guint, 0), ==, 300);
    }
}

/* A Code that nobody knows, with the gateway's own wait. */
static void
test_gateway_wait (void)
{
  g_autoptr (ClientRig) rig = rig_new (NULL);

  np_fault_server_answer (rig->server, "HTTP/1.1 400 No\r\nx-acs-retry-after: 40\r\n"
                                       "Content-Length: 14\r\n\r\n{\"Code\":\"New\"}");
  np_fault_server_answer (rig->server, RIG_SAVED);
  client_rig_assert_saves (rig);
  g_assert_cmpuint (g_array_index (rig->waits, guint, 0), ==, 40);
}

/* The time of a call is that of all its attempts and waits. */
static void
test_no_time_left (void)
{
  g_autoptr (ClientRig) rig = rig_new (NULL);

  client_rig_set_deadlines (rig, 5000, 5000, 5000, 4000);
  np_fault_server_answer (rig->server, THROTTLED "x-acs-retry-after: 4000\r\n\r\n");
  assert_read_fails (rig, NP_API_ERROR_THROTTLED, 1);
  g_assert_cmpuint (rig->waits->len, ==, 0);
}

static void
start_get (ClientRig *rig, GCancellable *cancellable, GAsyncResult **slot)
{
  np_client_get_model_async (rig->client, RIG_MODEL_ID, cancellable, np_await_result_cb, slot);
}

static void
assert_cancelled (ClientRig *rig, GAsyncResult **slot)
{
  g_autoptr (GAsyncResult) result = np_await_result (slot);
  g_autoptr (GError) error = NULL;

  g_assert_null (np_client_get_model_finish (rig->client, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_cancel_wait (void)
{
  g_autoptr (ClientRig) rig = rig_new (NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *slot = NULL;

  rig->holds_waits = TRUE;
  np_fault_server_answer (rig->server, UNAVAILABLE);
  start_get (rig, cancellable, &slot);
  np_await_true (rig->waits->len == 1);
  np_await_nothing_pending ();
  g_assert_null (slot);
  g_cancellable_cancel (cancellable);
  np_await_nothing_pending ();
  g_assert_nonnull (slot);
  assert_cancelled (rig, &slot);
  g_assert_cmpuint (np_fault_server_get_n_requests (rig->server), ==, 1);
}

/* Who hears of the wait may not want it. */
static void
test_cancel_when_told (void)
{
  Told told = { .cancel = g_cancellable_new () };
  g_autoptr (ClientRig) rig = rig_new (&told);
  GAsyncResult *slot = NULL;

  rig->holds_waits = TRUE;
  np_fault_server_answer (rig->server, UNAVAILABLE);
  start_get (rig, told.cancel, &slot);
  assert_cancelled (rig, &slot);
  g_assert_cmpuint (told.n, ==, 1);
  g_assert_cmpuint (np_fault_server_get_n_requests (rig->server), ==, 1);
  g_object_unref (told.cancel);
  g_free (told.operation);
}

/* A cancel of one's own is no failure to be tried again. */
static void
test_cancel_attempt (void)
{
  g_autoptr (ClientRig) rig = rig_new (NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *slot = NULL;

  np_fault_server_read (rig->server);
  np_fault_server_wait (rig->server, "sent");
  start_get (rig, cancellable, &slot);
  np_await_true (np_fault_server_is_at (rig->server, "sent"));
  g_cancellable_cancel (cancellable);
  assert_cancelled (rig, &slot);
  np_fault_server_open (rig->server, "sent");
  g_assert_cmpuint (rig->waits->len, ==, 0);
}

/* A service that is down is hardly asked more often than one that is up. */
static void
test_outage (void)
{
  g_autoptr (ClientRig) rig = rig_new (NULL);
  guint n_before = 0;

  np_fault_server_answer_all (rig->server, UNAVAILABLE);
  for (guint i = 0; i < N_ACTIONS; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (NpModel) model = client_rig_get (rig, RIG_MODEL_ID, &error);
      guint n = np_fault_server_get_n_requests (rig->server);

      g_assert_error (error, NP_API_ERROR, NP_API_ERROR_SERVER);
      g_assert_cmpuint (n - n_before, <=, 3);
      n_before = n;
    }
  g_test_message ("%u requests", n_before);
  g_assert_cmpuint (n_before, ==, N_ACTIONS + 35);
}

/* After 35 retries without a success there are none until one comes. */
static void
test_success_pays_back (void)
{
  g_autoptr (ClientRig) rig = rig_new (NULL);

  for (guint i = 0; i < 53; i++)
    np_fault_server_answer (rig->server, UNAVAILABLE);
  for (guint i = 0; i < 18; i++)
    assert_read_fails (rig, NP_API_ERROR_SERVER, i < 17 ? 3 : 2);
  np_fault_server_assert_consumed (rig->server);
  np_fault_server_answer (rig->server, UNAVAILABLE);
  assert_read_fails (rig, NP_API_ERROR_SERVER, 1);
  for (guint i = 0; i < 4; i++)
    {
      np_fault_server_answer (rig->server, ANSWER_MODEL);
      assert_reads (rig);
    }
  np_fault_server_answer (rig->server, UNAVAILABLE);
  np_fault_server_answer (rig->server, ANSWER_MODEL);
  assert_reads (rig);
  np_fault_server_assert_consumed (rig->server);
}

static void
assert_lookups (GResolverError code, guint n_lookups)
{
  NpFakeResolver *resolver = np_fake_resolver_install ();
  ClientRig *rig = client_rig_new_at ("https://service.test");
  g_autoptr (GError) error = NULL;
  g_autofree char *request_id = NULL;
  NpApiNetProblem expected = code == G_RESOLVER_ERROR_NOT_FOUND
                                 ? NP_API_NET_PROBLEM_NAME_UNKNOWN
                                 : NP_API_NET_PROBLEM_NAME_LOOKUP_FAILED;

  np_client_set_max_attempts (rig->client, 3);
  np_fake_resolver_set_error (resolver, code);
  request_id = client_rig_put (rig, RIG_MODEL_ID, "{}", &error);
  g_assert_null (request_id);
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_UNREACHABLE);
  g_assert_cmpint (np_api_error_get_detail (error)->net_problem, ==, expected);
  g_assert_cmpint (np_api_error_get_detail (error)->phase, ==, NP_API_PHASE_NAME_LOOKUP);
  g_assert_cmpuint (rig->waits->len, ==, n_lookups - 1);
  client_rig_free (rig);
  np_fake_resolver_remove (resolver);
}

static void
test_names (void)
{
  assert_lookups (G_RESOLVER_ERROR_NOT_FOUND, 2);
  assert_lookups (G_RESOLVER_ERROR_TEMPORARY_FAILURE, 3);
}

int
main (int argc, char **argv)
{
  np_client_prepare_process ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client-retry/read-again", test_read_again);
  g_test_add_func ("/client-retry/gives-up", test_gives_up);
  g_test_add_func ("/client-retry/never-again", test_never_again);
  g_test_add_func ("/client-retry/list-again", test_list_again);
  g_test_add_func ("/client-retry/save-throttled", test_save_throttled);
  g_test_add_func ("/client-retry/save-refused", test_save_refused);
  g_test_add_func ("/client-retry/save-once", test_save_once);
  g_test_add_func ("/client-retry/save-nonce-used", test_save_nonce_used);
  g_test_add_func ("/client-retry/long-wait", test_long_wait);
  g_test_add_func ("/client-retry/odd-wait", test_odd_wait);
  g_test_add_func ("/client-retry/gateway-wait", test_gateway_wait);
  g_test_add_func ("/client-retry/no-time-left", test_no_time_left);
  g_test_add_func ("/client-retry/cancel-wait", test_cancel_wait);
  g_test_add_func ("/client-retry/cancel-when-told", test_cancel_when_told);
  g_test_add_func ("/client-retry/cancel-attempt", test_cancel_attempt);
  g_test_add_func ("/client-retry/outage", test_outage);
  g_test_add_func ("/client-retry/success-pays-back", test_success_pays_back);
  g_test_add_func ("/client-retry/names", test_names);
  return g_test_run ();
}
