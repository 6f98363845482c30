/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "practice-fixture.h"

#include "np-await.h"

#include <string.h>

#define BODY      "{\"Origin\":\"新\"}"
#define N_STARTS  50
#define N_THREADS 4
#define N_ROUNDS  50

static void
assert_fault (Fixture *fixture, NpPracticeFault fault, guint status, const char *code)
{
  g_autoptr (Answer) answer = NULL;
  g_autoptr (Answer) next = NULL;

  np_practice_service_push_fault (fixture->service, "UpdateModel", fault);
  g_assert_cmpuint (np_practice_service_get_n_pending_faults (fixture->service), ==, 1);
  answer = fixture_update (fixture, FIRST_MODEL_PATH, BODY);
  assert_answer (answer, status, code);
  g_assert_cmpuint (np_practice_service_get_n_pending_faults (fixture->service), ==, 0);
  next = fixture_update (fixture, FIRST_MODEL_PATH, BODY);
  assert_answer (next, 200, NULL);
}

static void
test_faults (Fixture *fixture, gconstpointer data)
{
  assert_fault (fixture, NP_PRACTICE_FAULT_SIGNATURE_MISMATCH, 400, "SignatureDoesNotMatch");
  assert_fault (fixture, NP_PRACTICE_FAULT_KEY_NOT_FOUND, 404, "InvalidAccessKeyId.NotFound");
  assert_fault (fixture, NP_PRACTICE_FAULT_KEY_INACTIVE, 400, "InvalidAccessKeyId.Inactive");
  assert_fault (fixture, NP_PRACTICE_FAULT_DATE_EXPIRED, 400, "InvalidTimeStamp.Expired");
  assert_fault (fixture, NP_PRACTICE_FAULT_TOKEN_EXPIRED, 400, "InvalidSecurityToken.Expired");
  assert_fault (fixture, NP_PRACTICE_FAULT_NO_PERMISSION, 403, "NoPermission");
  assert_fault (fixture, NP_PRACTICE_FAULT_EXPLICIT_DENY, 403, "NoPermission");
  assert_fault (fixture, NP_PRACTICE_FAULT_MODEL_NOT_FOUND, 404, "201900002");
  assert_fault (fixture, NP_PRACTICE_FAULT_THROTTLED, 429, "Throttling.User");
  assert_fault (fixture, NP_PRACTICE_FAULT_INTERNAL_ERROR, 500, "InternalError");
  assert_fault (fixture, NP_PRACTICE_FAULT_UNAVAILABLE, 503, "ServiceUnavailable");
  assert_fault (fixture, NP_PRACTICE_FAULT_INVALID_PARAMETER, 400, "InvalidParameter");
}

static void
test_fault_none (Fixture *fixture, gconstpointer data)
{
  assert_fault (fixture, NP_PRACTICE_FAULT_NONE, 200, NULL);
}

static void
test_fault_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Answer) first = NULL;
  g_autoptr (Answer) other = NULL;
  g_autoptr (Answer) second = NULL;

  np_practice_service_push_fault (fixture->service, "UpdateModel", NP_PRACTICE_FAULT_THROTTLED);
  np_practice_service_push_fault (fixture->service, "UpdateModel",
                                  NP_PRACTICE_FAULT_UNAVAILABLE);
  first = fixture_update (fixture, FIRST_MODEL_PATH, BODY);
  other = fixture_get_model (fixture, FIRST_MODEL_PATH);
  second = fixture_update (fixture, FIRST_MODEL_PATH, BODY);
  assert_answer (first, 429, "Throttling.User");
  assert_answer (other, 200, NULL);
  assert_answer (second, 503, "ServiceUnavailable");
}

static void
test_fault_waits_for_good_signature (Fixture *fixture, gconstpointer data)
{
  const Request bad = { .method = "GET",
                        .action = "GetModel",
                        .path = FIRST_MODEL_PATH,
                        .access_key_secret = "wrong" };
  g_autoptr (Answer) refused = NULL;
  g_autoptr (Answer) faulty = NULL;

  np_practice_service_push_fault (fixture->service, "GetModel", NP_PRACTICE_FAULT_UNAVAILABLE);
  refused = fixture_call (fixture, &bad);
  assert_answer (refused, 400, "SignatureDoesNotMatch");
  g_assert_cmpuint (np_practice_service_get_n_pending_faults (fixture->service), ==, 1);
  faulty = fixture_get_model (fixture, FIRST_MODEL_PATH);
  assert_answer (faulty, 503, "ServiceUnavailable");
}

static void
test_fault_retry_after (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Answer) throttled = NULL;
  g_autoptr (Answer) good = NULL;

  np_practice_service_push_fault (fixture->service, "GetModel", NP_PRACTICE_FAULT_THROTTLED);
  throttled = fixture_get_model (fixture, FIRST_MODEL_PATH);
  good = fixture_get_model (fixture, FIRST_MODEL_PATH);
  g_assert_cmpstr (throttled->retry_after, ==, "30000");
  g_assert_null (good->retry_after);
}

static void
assert_denied (Fixture *fixture,
               const char *operation,
               NpPracticeFault fault,
               const char *action,
               const char *type)
{
  const Request request = { .method = "GET",
                            .action = operation,
                            .path = g_str_equal (operation, "GetModel")
                                        ? FIRST_MODEL_PATH
                                        : "/api/v1/workspaces" };
  g_autoptr (Answer) answer = NULL;
  const NpJsonValue *detail = NULL;
  g_autofree char *auth_action = NULL;
  g_autofree char *no_permission_type = NULL;

  np_practice_service_push_fault (fixture->service, operation, fault);
  answer = fixture_call (fixture, &request);
  assert_answer (answer, 403, "NoPermission");
  detail = answer_get_member (answer, "AccessDeniedDetail");
  g_assert_nonnull (detail);
  auth_action = np_json_value_dup_string (np_json_value_get_member (detail, "AuthAction"));
  no_permission_type = np_json_value_dup_string (
      np_json_value_get_member (detail, "NoPermissionType"));
  g_assert_cmpstr (auth_action, ==, action);
  g_assert_cmpstr (no_permission_type, ==, type);
}

static void
test_fault_denied_detail (Fixture *fixture, gconstpointer data)
{
  assert_denied (fixture, "GetModel", NP_PRACTICE_FAULT_NO_PERMISSION, "paimodel:GetModel",
                 "ImplicitDeny");
  assert_denied (fixture, "GetModel", NP_PRACTICE_FAULT_EXPLICIT_DENY, "paimodel:GetModel",
                 "ExplicitDeny");
  assert_denied (fixture, "ListWorkspaces", NP_PRACTICE_FAULT_NO_PERMISSION,
                 "paiworkspace:ListWorkspaces", "ImplicitDeny");
}

static void
test_fault_ignored (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;
  g_autoptr (Answer) answer = NULL;

  before = np_practice_service_dup_model_json (fixture->service, FIRST_MODEL_ID);
  np_practice_service_push_fault (fixture->service, "UpdateModel", NP_PRACTICE_FAULT_IGNORED);
  answer = fixture_update (fixture, FIRST_MODEL_PATH, BODY);
  assert_answer (answer, 200, NULL);
  after = np_practice_service_dup_model_json (fixture->service, FIRST_MODEL_ID);
  g_assert_true (g_bytes_equal (before, after));
}

static void
test_error_host (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Answer) answer = fixture_get_model (fixture, MODELS_PATH "/none");
  g_autofree char *host = answer_dup_string (answer, "HostId");
  g_autofree char *recommend = answer_dup_string (answer, "Recommend");
  const char *url = np_practice_service_get_url (fixture->service);

  g_assert_cmpstr (host, ==, url + strlen ("http://"));
  g_assert_true (
      g_str_has_prefix (recommend, "https://api.aliyun.com/troubleshoot?q=201900002&"));
  g_assert_true (g_str_has_suffix (recommend, answer->request_id));
}

/* A send that is waited for by hand. */
static void
start_send (Fixture *fixture,
            SoupMessage *message,
            GCancellable *cancellable,
            GAsyncResult **slot)
{
  soup_session_send_and_read_async (fixture->session, message, G_PRIORITY_DEFAULT, cancellable,
                                    (GAsyncReadyCallback) np_await_result_cb, slot);
}

static gboolean
has_log (gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GPtrArray) requests = np_practice_service_dup_requests (fixture->service);

  return requests->len > 0;
}

static const Request get_request = { .method = "GET",
                                     .action = "GetModel",
                                     .path = FIRST_MODEL_PATH };
static const Request put_request = {
  .method = "PUT", .action = "UpdateModel", .path = FIRST_MODEL_PATH, .body = BODY
};

static void
test_latency (Fixture *fixture, gconstpointer data)
{
  gint64 start = 0;
  g_autoptr (Answer) slow = NULL;

  np_practice_service_set_latency (fixture->service, 300);
  start = g_get_monotonic_time ();
  slow = fixture_get_model (fixture, FIRST_MODEL_PATH);
  assert_answer (slow, 200, NULL);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 290 * G_TIME_SPAN_MILLISECOND);
}

/* The request takes effect when it arrives, and a client that went away leaves
 * nothing behind. */
static void
test_latency_client_gone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SoupMessage) message = fixture_sign (fixture, &put_request);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (Answer) next = NULL;

  np_practice_service_set_latency (fixture->service, 200);
  start_send (fixture, message, cancellable, &result);
  np_await_condition (has_log, fixture, "the request in the log");
  g_cancellable_cancel (cancellable);
  np_await_true (result != NULL);
  bytes = soup_session_send_and_read_finish (fixture->session, result, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  soup_session_abort (fixture->session);
  /* Before this one is answered the other's time is over, too. */
  next = fixture_get_model (fixture, FIRST_MODEL_PATH);
  g_assert_nonnull (strstr (g_bytes_get_data (next->body, NULL), "\"Origin\":\"新\""));
}

static void
test_latency_stopped (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SoupMessage) message = fixture_sign (fixture, &get_request);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  np_practice_service_set_latency (fixture->service, 60 * 60 * 1000);
  start_send (fixture, message, NULL, &result);
  np_await_condition (has_log, fixture, "the request in the log");
  np_practice_service_stop (fixture->service);
  np_await_true (result != NULL);
  bytes = soup_session_send_and_read_finish (fixture->session, result, &error);
  g_assert_null (bytes);
  g_assert_nonnull (error);
}

static void
assert_logged (GPtrArray *requests,
               guint i,
               const char *method,
               const char *target,
               const char *operation,
               gboolean is_accepted,
               Answer *answer)
{
  const NpPracticeRequest *request = requests->pdata[i];

  g_assert_cmpstr (request->method, ==, method);
  g_assert_cmpstr (request->target, ==, target);
  g_assert_cmpstr (request->operation, ==, operation);
  g_assert_cmpint (request->is_accepted, ==, is_accepted);
  g_assert_cmpuint (request->status, ==, answer->status);
  g_assert_cmpstr (request->request_id, ==, answer->request_id);
}

static void
test_log (Fixture *fixture, gconstpointer data)
{
  const Request bad = { .method = "GET",
                        .action = "GetModel",
                        .path = MODELS_PATH "/a%2Fb",
                        .access_key_id = "nobody" };
  g_autoptr (Answer) first = fixture_update (fixture, FIRST_MODEL_PATH, BODY);
  g_autoptr (Answer) second = fixture_call (fixture, &bad);
  g_autoptr (Answer) third = fixture_list (fixture, "Query", "a b/新");
  g_autoptr (GPtrArray) requests = np_practice_service_dup_requests (fixture->service);
  const NpPracticeRequest *request = requests->pdata[0];

  g_assert_cmpuint (requests->len, ==, 3);
  assert_logged (requests, 0, "PUT", FIRST_MODEL_PATH, "UpdateModel", TRUE, first);
  assert_logged (requests, 1, "GET", MODELS_PATH "/a%2Fb", "GetModel", FALSE, second);
  assert_logged (requests, 2, "GET", MODELS_PATH "?PageSize=100&Query=a%20b%2F%E6%96%B0",
                 "ListModels", TRUE, third);
  g_assert_cmpmem (g_bytes_get_data (request->body, NULL), g_bytes_get_size (request->body),
                   BODY, strlen (BODY));
}

static void
test_body_too_large (Fixture *fixture, gconstpointer data)
{
  gsize length = 20 * 1024 * 1024;
  g_autofree char *body = g_malloc (length);
  const Request request = { .method = "PUT",
                            .action = "UpdateModel",
                            .path = FIRST_MODEL_PATH,
                            .body = body,
                            .body_length = length };
  g_autoptr (Answer) answer = NULL;
  g_autoptr (Answer) next = NULL;

  memset (body, ' ', length);
  answer = fixture_call (fixture, &request);
  assert_answer (answer, 413, "RequestEntityTooLarge");
  next = fixture_get_model (fixture, FIRST_MODEL_PATH);
  assert_answer (next, 200, NULL);
}

static void
test_start_and_stop (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NpPracticeService) service = np_practice_service_new ();

  g_assert_null (np_practice_service_get_url (service));
  np_practice_service_stop (service);
  for (guint i = 0; i < N_STARTS; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (np_practice_service_start (service, &error));
      g_assert_no_error (error);
      g_assert_true (
          g_str_has_prefix (np_practice_service_get_url (service), "http://127.0.0.1:"));
      np_practice_service_stop (service);
    }
}

static void
test_new_and_free (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < N_STARTS; i++)
    {
      NpPracticeService *service = np_practice_service_new ();

      g_assert_true (np_practice_service_start (service, NULL));
      g_assert_finalize_object (service);
    }
}

static void
test_restart_keeps_models (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Answer) before = fixture_update (fixture, FIRST_MODEL_PATH, BODY);
  g_autoptr (Answer) after = NULL;
  g_autofree char *origin = NULL;

  assert_answer (before, 200, NULL);
  np_practice_service_stop (fixture->service);
  g_assert_true (np_practice_service_start (fixture->service, NULL));
  after = fixture_get_model (fixture, FIRST_MODEL_PATH);
  origin = answer_dup_string (after, "Origin");
  g_assert_cmpstr (origin, ==, "新");
}

static void
test_two_services (Fixture *fixture, gconstpointer data)
{
  Fixture other = { NULL };
  g_autoptr (Answer) changed = NULL;
  g_autoptr (Answer) answer = NULL;
  g_autofree char *origin = NULL;

  fixture_set_up (&other, NULL);
  g_assert_cmpstr (np_practice_service_get_url (other.service), !=,
                   np_practice_service_get_url (fixture->service));
  g_assert_cmpstr (np_practice_service_get_access_key_secret (other.service), !=,
                   np_practice_service_get_access_key_secret (fixture->service));
  changed = fixture_update (fixture, FIRST_MODEL_PATH, BODY);
  answer = fixture_get_model (&other, FIRST_MODEL_PATH);
  origin = answer_dup_string (answer, "Origin");
  g_assert_cmpstr (origin, ==, "ModelScope");
  fixture_tear_down (&other, NULL);
}

static gpointer
disturb_thread (gpointer data)
{
  NpPracticeService *service = data;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autoptr (GPtrArray) requests = np_practice_service_dup_requests (service);
      g_autoptr (GBytes) model = np_practice_service_dup_model_json (service, FIRST_MODEL_ID);
      g_auto (GStrv) ids = np_practice_service_dup_model_ids (service);

      g_assert_cmpuint (requests->len, <=, N_ROUNDS);
      g_assert_nonnull (model);
      g_assert_cmpuint (g_strv_length (ids), >=, 31);
      np_practice_service_add_key (service, "another", "secret", NULL);
      np_practice_service_set_semantics (service, NP_PRACTICE_EXTRA_INFO_MERGED);
      np_practice_service_set_latency (service, 0);
      np_practice_service_set_clock_offset (service, i % 5);
      np_practice_service_push_fault (service, "DeleteModel", NP_PRACTICE_FAULT_NONE);
      g_assert_cmpuint (np_practice_service_get_n_pending_faults (service), >, 0);
      np_practice_service_put_model_json (service, "model-thread", "{\"ModelName\":\"t\"}");
    }
  return NULL;
}

static void
test_threads (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NpPracticeService) service = np_practice_service_new ();
  g_autoptr (SoupSession) session = soup_session_new ();
  Fixture own = { service, session };
  GThread *threads[N_THREADS] = { NULL };

  g_assert_true (np_practice_service_start (service, NULL));
  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("disturb", disturb_thread, service);
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autoptr (Answer) answer = fixture_update (&own, FIRST_MODEL_PATH, BODY);

      assert_answer (answer, 200, NULL);
    }
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);
  g_assert_cmpuint (np_practice_service_get_n_pending_faults (service), ==,
                    N_THREADS * N_ROUNDS);
}

static char *
dup_time (NpPracticeService *service, const char *id)
{
  g_autoptr (GBytes) bytes = np_practice_service_dup_model_json (service, id);
  g_autoptr (NpJson) json = np_json_parse (bytes, NULL);
  const NpJsonValue *root = np_json_get_root (json);

  return np_json_value_dup_string (np_json_value_get_member (root, "GmtModifiedTime"));
}

static void
test_put_model_moves_time (Fixture *fixture, gconstpointer data)
{
  NpPracticeService *service = fixture->service;
  g_autoptr (GBytes) bytes = np_practice_service_dup_model_json (service, FIRST_MODEL_ID);
  g_autofree char *before = dup_time (service, FIRST_MODEL_ID);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autofree char *moved = NULL;
  g_autofree char *missing = NULL;
  g_autofree char *given = NULL;

  g_assert_true (np_practice_service_put_model_json (service, FIRST_MODEL_ID, text));
  moved = dup_time (service, FIRST_MODEL_ID);
  g_assert_cmpint (strcmp (before, moved), <, 0);
  g_assert_true (np_practice_service_put_model_json (service, FIRST_MODEL_ID, "{}"));
  missing = dup_time (service, FIRST_MODEL_ID);
  g_assert_cmpint (strcmp (moved, missing), <, 0);
  g_assert_true (np_practice_service_put_model_json (
      service, FIRST_MODEL_ID, "{\"GmtModifiedTime\":\"2021-01-21T17:12:35Z\"}"));
  given = dup_time (service, FIRST_MODEL_ID);
  g_assert_cmpstr (given, ==, "2021-01-21T17:12:35Z");
}

static void
test_put_model_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) none = NULL;

  g_assert_false (np_practice_service_put_model_json (fixture->service, "model-x", "[]"));
  g_assert_false (np_practice_service_put_model_json (fixture->service, "model-x", "{"));
  none = np_practice_service_dup_model_json (fixture->service, "model-x");
  g_assert_null (none);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/practice/service/faults", test_faults);
  fixture_add ("/practice/service/fault/none", test_fault_none);
  fixture_add ("/practice/service/fault/order", test_fault_order);
  fixture_add ("/practice/service/fault/waits-for-good-signature",
               test_fault_waits_for_good_signature);
  fixture_add ("/practice/service/fault/retry-after", test_fault_retry_after);
  fixture_add ("/practice/service/fault/denied-detail", test_fault_denied_detail);
  fixture_add ("/practice/service/fault/ignored", test_fault_ignored);
  fixture_add ("/practice/service/error-host", test_error_host);
  fixture_add ("/practice/service/latency", test_latency);
  fixture_add ("/practice/service/latency/client-gone", test_latency_client_gone);
  fixture_add ("/practice/service/latency/stopped", test_latency_stopped);
  fixture_add ("/practice/service/log", test_log);
  fixture_add ("/practice/service/body-too-large", test_body_too_large);
  fixture_add ("/practice/service/start-and-stop", test_start_and_stop);
  fixture_add ("/practice/service/new-and-free", test_new_and_free);
  fixture_add ("/practice/service/restart-keeps-models", test_restart_keeps_models);
  fixture_add ("/practice/service/two-services", test_two_services);
  fixture_add ("/practice/service/threads", test_threads);
  fixture_add ("/practice/service/put-model/moves-time", test_put_model_moves_time);
  fixture_add ("/practice/service/put-model/refused", test_put_model_refused);
  return g_test_run ();
}
