/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-diagnosis.h"

#include <string.h>

#include "client-rig.h"
#include "np-await.h"
#include "np-client-private.h"
#include "np-fake-proxies.h"
#include "np-fake-resolver.h"

#define GOOD    NP_DIAGNOSIS_GOOD
#define BAD     NP_DIAGNOSIS_BAD
#define UNKNOWN NP_DIAGNOSIS_UNKNOWN
#define LOOK_MS 2

#define DATE      "Date: Fri, 02 Jan 2026 03:04:05 GMT\r\n"
#define DATE_LATE "Date: Fri, 02 Jan 2026 04:04:05 GMT\r\n"

static NpDiagnosisStep *
get (NpDiagnosis *diagnosis, NpDiagnosisStepId id)
{
  return np_diagnosis_get_step (diagnosis, id);
}

static NpDiagnosis *
diagnose (ClientRig *rig)
{
  NpDiagnosis *diagnosis = np_client_diagnose (rig->client, NULL);

  np_await_true (!np_diagnosis_get_is_running (diagnosis));
  return diagnosis;
}

/* STATES in the order of the steps. */
static void
assert_states (NpDiagnosis *diagnosis, const NpDiagnosisState *states)
{
  for (guint i = 0; i < NP_DIAGNOSIS_N_STEPS; i++)
    {
      NpDiagnosisStep *step = get (diagnosis, (NpDiagnosisStepId) i);

      g_test_message ("step %u", i);
      g_assert_cmpint (np_diagnosis_step_get_state (step), ==, states[i]);
      if (states[i] == BAD)
        g_assert_nonnull (np_diagnosis_step_get_error (step));
      if (states[i] == GOOD)
        g_assert_null (np_diagnosis_step_get_error (step));
    }
}

static void
answer (ClientRig *rig, const char *status, const char *headers, const char *body)
{
  g_autofree char *text = g_strdup_printf ("HTTP/1.1 %s\r\n%sContent-Length: %" G_GSIZE_FORMAT
                                           "\r\n\r\n%s",
                                           status, headers, strlen (body), body);

  np_fault_server_answer (rig->server, text);
}

static void
test_all_good (void)
{
  static const NpDiagnosisState states[] = { GOOD, GOOD, GOOD, UNKNOWN, GOOD, GOOD, GOOD };
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autoptr (NpDiagnosis) diagnosis = NULL;

  /* The question waits for the end of the connection that was looked at: there are
   * servers that serve one after the other. */
  np_fault_server_accept (rig->server);
  np_fault_server_await_close (rig->server);
  answer (rig, "200 OK", DATE, "{\"RequestId\":\"R-1\"}");
  diagnosis = diagnose (rig);
  assert_states (diagnosis, states);
  g_assert_null (np_diagnosis_step_get_detail (get (diagnosis, NP_DIAGNOSIS_PROXY)));
  g_assert_cmpstr (np_diagnosis_step_get_detail (get (diagnosis, NP_DIAGNOSIS_NAME)), ==,
                   "127.0.0.1");
  g_assert_true (g_str_has_prefix (
      np_diagnosis_step_get_detail (get (diagnosis, NP_DIAGNOSIS_CONNECT)), "127.0.0.1:"));
  g_assert_cmpstr (np_diagnosis_step_get_detail (get (diagnosis, NP_DIAGNOSIS_CLOCK)), ==, "0");
  g_assert_cmpstr (np_diagnosis_step_get_detail (get (diagnosis, NP_DIAGNOSIS_SIGNATURE)), ==,
                   "R-1");
  np_fault_server_assert_consumed (rig->server);
}

/* The model of the steps: what a list binds to. */
static void
test_model (void)
{
  g_autoptr (ClientRig) rig = client_rig_new_for (np_fault_server_new_refusing (), "http");
  g_autoptr (NpDiagnosis) diagnosis = np_client_diagnose (rig->client, NULL);
  g_autofree char *detail = NULL;
  gboolean is_running = FALSE;
  int id = -1;
  int state = -1;
  guint milliseconds = 99;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (diagnosis)), ==,
                    NP_DIAGNOSIS_N_STEPS);
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (diagnosis)) ==
                 NP_TYPE_DIAGNOSIS_STEP);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (diagnosis), NP_DIAGNOSIS_N_STEPS));
  for (guint i = 0; i < NP_DIAGNOSIS_N_STEPS; i++)
    {
      g_autoptr (NpDiagnosisStep) step = g_list_model_get_item (G_LIST_MODEL (diagnosis), i);

      g_assert_cmpint (np_diagnosis_step_get_id (step), ==, i);
    }
  g_object_get (diagnosis, "running", &is_running, NULL);
  g_assert_true (is_running);
  np_await_true (!np_diagnosis_get_is_running (diagnosis));
  g_object_get (get (diagnosis, NP_DIAGNOSIS_NAME), "id", &id, "state", &state, "milliseconds",
                &milliseconds, "detail", &detail, NULL);
  g_assert_cmpint (id, ==, NP_DIAGNOSIS_NAME);
  g_assert_cmpint (state, ==, GOOD);
  g_assert_cmpuint (milliseconds, ==,
                    np_diagnosis_step_get_milliseconds (get (diagnosis, NP_DIAGNOSIS_NAME)));
  g_assert_cmpstr (detail, ==, "127.0.0.1");
}

static void
note_cb (NpDiagnosisStep *step, GParamSpec *pspec, GString *order)
{
  g_string_append_printf (order, "%u%c ", (guint) np_diagnosis_step_get_id (step),
                          "wrgbu"[np_diagnosis_step_get_state (step)]);
}

/* One after the other, each told when it begins and when it is over. */
static void
test_order (void)
{
  g_autoptr (ClientRig) rig = client_rig_new_for (np_fault_server_new_refusing (), "http");
  g_autoptr (NpDiagnosis) diagnosis = np_client_diagnose (rig->client, NULL);
  g_autoptr (GString) order = g_string_new (NULL);

  for (guint i = 0; i < NP_DIAGNOSIS_N_STEPS; i++)
    g_signal_connect (get (diagnosis, (NpDiagnosisStepId) i), "notify::state",
                      G_CALLBACK (note_cb), order);
  np_await_true (!np_diagnosis_get_is_running (diagnosis));
  g_assert_cmpstr (order->str, ==, "1g 2r 2b 3u 4u 5u 6u ");
}

static const GError *
get_error (NpDiagnosis *diagnosis, NpDiagnosisStepId id)
{
  return np_diagnosis_step_get_error (get (diagnosis, id));
}

static void
test_refused (void)
{
  static const NpDiagnosisState states[] = {
    GOOD, GOOD, BAD, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN
  };
  g_autoptr (ClientRig) rig = client_rig_new_for (np_fault_server_new_refusing (), "http");
  g_autoptr (NpDiagnosis) diagnosis = diagnose (rig);
  const GError *error = get_error (diagnosis, NP_DIAGNOSIS_CONNECT);

  assert_states (diagnosis, states);
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_UNREACHABLE);
  g_assert_cmpint (np_api_error_get_detail (error)->net_problem, ==,
                   NP_API_NET_PROBLEM_REFUSED);
}

static void
test_unknown_name (void)
{
  static const NpDiagnosisState states[] = { GOOD,    BAD,     UNKNOWN, UNKNOWN,
                                             UNKNOWN, UNKNOWN, UNKNOWN };
  NpFakeResolver *resolver = np_fake_resolver_install ();
  ClientRig *rig = client_rig_new_at ("https://service.test");
  g_autoptr (NpDiagnosis) diagnosis = diagnose (rig);
  const GError *error = get_error (diagnosis, NP_DIAGNOSIS_NAME);

  assert_states (diagnosis, states);
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_UNREACHABLE);
  g_assert_cmpint (np_api_error_get_detail (error)->net_problem, ==,
                   NP_API_NET_PROBLEM_NAME_UNKNOWN);
  client_rig_free (rig);
  np_fake_resolver_remove (resolver);
}

/* Nobody answers for the name: the step ends in its time. */
static void
test_silent_name (void)
{
  static const NpDiagnosisState states[] = { GOOD,    BAD,     UNKNOWN, UNKNOWN,
                                             UNKNOWN, UNKNOWN, UNKNOWN };
  const NpClientDeadlines deadlines = { 5000, 10000, 10000, 30000, 45000, LOOK_MS };
  NpFakeResolver *resolver = np_fake_resolver_install ();
  ClientRig *rig = client_rig_new_at ("https://service.test");
  g_autoptr (NpDiagnosis) diagnosis = NULL;

  np_fake_resolver_set_is_silent (resolver);
  np_client_set_deadlines (rig->client, &deadlines);
  diagnosis = np_client_diagnose (rig->client, NULL);
  np_await_true (np_fake_resolver_get_n_lookups (resolver) > 0);
  rig->slept = 5 * G_TIME_SPAN_SECOND;
  np_await_true (!np_diagnosis_get_is_running (diagnosis));
  assert_states (diagnosis, states);
  g_assert_error (get_error (diagnosis, NP_DIAGNOSIS_NAME), NP_API_ERROR,
                  NP_API_ERROR_TIMED_OUT);
  g_assert_cmpuint (np_diagnosis_step_get_milliseconds (get (diagnosis, NP_DIAGNOSIS_NAME)), >=,
                    5000);
  client_rig_free (rig);
  np_fake_resolver_remove (resolver);
}

static void
assert_answered (const char *status,
                 const char *headers,
                 const char *body,
                 NpDiagnosisState clock,
                 NpDiagnosisState signature,
                 NpDiagnosisState right)
{
  const NpDiagnosisState states[] = { GOOD, GOOD, GOOD, UNKNOWN, clock, signature, right };
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autoptr (NpDiagnosis) diagnosis = NULL;

  np_fault_server_accept (rig->server);
  answer (rig, status, headers, body);
  diagnosis = diagnose (rig);
  assert_states (diagnosis, states);
  np_fault_server_assert_consumed (rig->server);
}

static void
test_answers (void)
{
  assert_answered ("200 OK", "", "{\"RequestId\":\"R-1\"}", UNKNOWN, GOOD, GOOD);
  assert_answered ("400 No", DATE, "{\"Code\":\"SignatureDoesNotMatch\"}", GOOD, BAD, UNKNOWN);
  assert_answered ("404 No", DATE, "{\"Code\":\"InvalidAccessKeyId.NotFound\"}", GOOD, BAD,
                   UNKNOWN);
  assert_answered ("400 No", DATE, "{\"Code\":\"InvalidSecurityToken.Expired\"}", GOOD, BAD,
                   UNKNOWN);
  assert_answered ("400 No", DATE, "{\"Code\":\"InvalidTimeStamp.Expired\"}", GOOD, UNKNOWN,
                   UNKNOWN);
  assert_answered ("503 No", DATE, "", GOOD, UNKNOWN, UNKNOWN);
  assert_answered ("503 No", DATE_LATE, "", BAD, UNKNOWN, UNKNOWN);
  assert_answered ("200 OK", DATE "Content-Type: text/html\r\n", "<html>", GOOD, UNKNOWN,
                   UNKNOWN);
}

static void
test_denied (void)
{
  static const NpDiagnosisState states[] = { GOOD, GOOD, GOOD, UNKNOWN, GOOD, GOOD, BAD };
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autoptr (NpDiagnosis) diagnosis = NULL;

  np_fault_server_accept (rig->server);
  answer (rig, "403 No", DATE,
          "{\"RequestId\":\"R-1\",\"Code\":\"NoPermission\",\"AccessDeniedDetail\":{"
          "\"AuthAction\":\"paiworkspace:ListWorkspaces\"}}");
  diagnosis = diagnose (rig);
  assert_states (diagnosis, states);
  g_assert_cmpstr (np_diagnosis_step_get_detail (get (diagnosis, NP_DIAGNOSIS_RIGHT)), ==,
                   "paiworkspace:ListWorkspaces");
}

/* The clock is wrong, and all that comes after it is still looked at. */
static void
test_wrong_clock (void)
{
  static const NpDiagnosisState states[] = { GOOD, GOOD, GOOD, UNKNOWN, BAD, GOOD, GOOD };
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autoptr (NpDiagnosis) diagnosis = NULL;

  np_fault_server_accept (rig->server);
  answer (rig, "400 No", DATE_LATE, "{\"Code\":\"InvalidTimeStamp.Expired\"}");
  answer (rig, "200 OK", DATE_LATE, "{\"RequestId\":\"R-1\"}");
  diagnosis = diagnose (rig);
  assert_states (diagnosis, states);
  g_assert_cmpstr (np_diagnosis_step_get_detail (get (diagnosis, NP_DIAGNOSIS_CLOCK)), ==,
                   "3600");
  g_assert_error (get_error (diagnosis, NP_DIAGNOSIS_CLOCK), NP_API_ERROR,
                  NP_API_ERROR_CLOCK_SKEW);
  /* It was looked, nothing was changed. */
  g_assert_cmpint (np_client_get_clock_offset (rig->client), ==, 0);
}

/* A proxy is named, and looked up in the place of the service. */
static void
test_proxy (void)
{
  static const char *const proxies_of[] = { "http://proxy.test:3128", NULL };
  static const NpDiagnosisState states[] = { GOOD,    BAD,     UNKNOWN, UNKNOWN,
                                             UNKNOWN, UNKNOWN, UNKNOWN };
  NpFakeResolver *resolver = np_fake_resolver_install ();
  ClientRig *rig = client_rig_new_at ("https://service.test");
  g_autoptr (NpFakeProxies) proxies = np_fake_proxies_new (proxies_of);
  g_autoptr (NpDiagnosis) diagnosis = NULL;

  np_transport_set_proxy_resolver (np_client_get_session (rig->client),
                                   G_PROXY_RESOLVER (proxies));
  diagnosis = diagnose (rig);
  assert_states (diagnosis, states);
  g_assert_cmpstr (np_diagnosis_step_get_detail (get (diagnosis, NP_DIAGNOSIS_PROXY)), ==,
                   "proxy.test");
  g_assert_error (get_error (diagnosis, NP_DIAGNOSIS_NAME), NP_API_ERROR, NP_API_ERROR_PROXY);
  client_rig_free (rig);
  np_fake_resolver_remove (resolver);
}

static void
test_refusing_proxy (void)
{
  static const NpDiagnosisState states[] = {
    GOOD, GOOD, BAD, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN
  };
  NpFaultServer *server = np_fault_server_new_refusing ();
  g_autofree char *uri = np_fault_server_dup_uri (server, "http");
  const char *const proxies_of[] = { uri, NULL };
  ClientRig *rig = client_rig_new_at ("https://service.test");
  g_autoptr (NpFakeProxies) proxies = np_fake_proxies_new (proxies_of);
  g_autoptr (NpDiagnosis) diagnosis = NULL;

  rig->server = server;
  np_transport_set_proxy_resolver (np_client_get_session (rig->client),
                                   G_PROXY_RESOLVER (proxies));
  diagnosis = diagnose (rig);
  assert_states (diagnosis, states);
  g_assert_error (get_error (diagnosis, NP_DIAGNOSIS_CONNECT), NP_API_ERROR,
                  NP_API_ERROR_PROXY);
  client_rig_free (rig);
}

/* Cancelled, it leaves the rest unknown and holds nothing. */
static void
test_cancel (void)
{
  static const NpDiagnosisState states[] = { GOOD,    GOOD,    GOOD,   UNKNOWN,
                                             UNKNOWN, UNKNOWN, UNKNOWN };
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (NpDiagnosis) diagnosis = NULL;

  np_fault_server_accept (rig->server);
  np_fault_server_read (rig->server);
  np_fault_server_wait (rig->server, "asked");
  diagnosis = np_client_diagnose (rig->client, cancellable);
  np_await_true (np_fault_server_is_at (rig->server, "asked"));
  g_cancellable_cancel (cancellable);
  np_await_true (!np_diagnosis_get_is_running (diagnosis));
  assert_states (diagnosis, states);
  np_fault_server_open (rig->server, "asked");
}

static void
test_cancel_early (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (NpDiagnosis) diagnosis = NULL;

  g_cancellable_cancel (cancellable);
  diagnosis = np_client_diagnose (rig->client, cancellable);
  np_await_true (!np_diagnosis_get_is_running (diagnosis));
  g_assert_cmpint (np_diagnosis_step_get_state (get (diagnosis, NP_DIAGNOSIS_CONNECT)), ==,
                   UNKNOWN);
  g_assert_cmpuint (np_fault_server_get_n_bytes (rig->server), ==, 0);
}

/* Whoever asked may be gone before the answer. */
static void
test_dropped (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();
  NpDiagnosis *diagnosis = np_client_diagnose (rig->client, NULL);

  np_fault_server_accept (rig->server);
  answer (rig, "200 OK", DATE, "{\"RequestId\":\"R-1\"}");
  g_object_add_weak_pointer (G_OBJECT (diagnosis), (gpointer *) &diagnosis);
  g_object_unref (diagnosis);
  np_await_finalized (&diagnosis);
}

int
main (int argc, char **argv)
{
  np_client_prepare_process ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagnosis/all-good", test_all_good);
  g_test_add_func ("/diagnosis/model", test_model);
  g_test_add_func ("/diagnosis/order", test_order);
  g_test_add_func ("/diagnosis/refused", test_refused);
  g_test_add_func ("/diagnosis/unknown-name", test_unknown_name);
  g_test_add_func ("/diagnosis/silent-name", test_silent_name);
  g_test_add_func ("/diagnosis/answers", test_answers);
  g_test_add_func ("/diagnosis/denied", test_denied);
  g_test_add_func ("/diagnosis/wrong-clock", test_wrong_clock);
  g_test_add_func ("/diagnosis/proxy", test_proxy);
  g_test_add_func ("/diagnosis/refusing-proxy", test_refusing_proxy);
  g_test_add_func ("/diagnosis/cancel", test_cancel);
  g_test_add_func ("/diagnosis/cancel-early", test_cancel_early);
  g_test_add_func ("/diagnosis/dropped", test_dropped);
  return g_test_run ();
}
