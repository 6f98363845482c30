/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-request-log.h"

#include <string.h>

#include "client-rig.h"
#include "np-await.h"

#define HEADINGS "Time\tOperation\tHost\tAttempt\tms\tStatus\tOutcome\tCode\tRequestId\n"
#define UNAVAILABLE                                                \
  "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 49\r\n\r\n" \
  "{\"RequestId\":\"R-503\",\"Code\":\"ServiceUnavailable\"}"

static NpRequestLogEntry *
make_entry (guint i)
{
  g_autofree char *request_id = g_strdup_printf ("R-%u", i);
  const NpRequestLogFields fields = {
    .time = RIG_NOW * G_TIME_SPAN_SECOND + 7000,
    .operation = "GetModel",
    .host = "host.example",
    .attempt = 1,
    .duration = i,
    .status = 200,
    .request_id = request_id,
    .outcome = NP_REQUEST_SUCCEEDED,
  };

  return np_request_log_entry_new (&fields);
}

static NpRequestLogEntry *
get (NpRequestLog *log, guint i)
{
  g_autoptr (NpRequestLogEntry) entry = g_list_model_get_item (G_LIST_MODEL (log), i);

  return entry; /* the log holds it */
}

typedef struct
{
  guint n_calls;
  guint n_items;
} Changes;

static void
changed_cb (GListModel *model, guint position, guint removed, guint added, Changes *changes)
{
  changes->n_calls++;
  changes->n_items += added - removed;
  g_assert_cmpuint (changes->n_items, ==, g_list_model_get_n_items (model));
}

static void
test_order (void)
{
  g_autoptr (NpRequestLog) log = np_request_log_new ();
  Changes changes = { 0, 0 };

  g_signal_connect (log, "items-changed", G_CALLBACK (changed_cb), &changes);
  for (guint i = 0; i < NP_REQUEST_LOG_MAX + 3; i++)
    {
      g_autoptr (NpRequestLogEntry) entry = make_entry (i);

      np_request_log_add (log, entry);
      g_assert_true (get (log, 0) == entry);
    }
  g_assert_cmpuint (changes.n_calls, ==, NP_REQUEST_LOG_MAX + 6);
  g_assert_cmpuint (changes.n_items, ==, NP_REQUEST_LOG_MAX);
  g_assert_cmpstr (np_request_log_entry_get_request_id (get (log, NP_REQUEST_LOG_MAX - 1)), ==,
                   "R-3");
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (log), NP_REQUEST_LOG_MAX));
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (log)) == NP_TYPE_REQUEST_LOG_ENTRY);
  np_request_log_clear (log);
  g_assert_cmpuint (changes.n_items, ==, 0);
}

static void
test_text (void)
{
  g_autoptr (NpRequestLog) log = np_request_log_new ();
  g_autofree char *empty = np_request_log_dup_text (log);
  const NpRequestLogFields failed = {
    .time = RIG_NOW * G_TIME_SPAN_SECOND,
    .operation = "UpdateModel",
    .host = "host.example",
    .attempt = 2,
    .duration = 12,
    .code = "Throttling",
    .outcome = NP_API_ERROR_THROTTLED,
  };
  g_autoptr (NpRequestLogEntry) first = make_entry (5);
  g_autoptr (NpRequestLogEntry) second = np_request_log_entry_new (&failed);
  g_autofree char *text = NULL;

  g_assert_cmpstr (empty, ==, HEADINGS);
  np_request_log_add (log, first);
  np_request_log_add (log, second);
  text = np_request_log_dup_text (log);
  g_assert_cmpstr (text, ==,
                   HEADINGS
                   "2026-01-02T03:04:05.007Z\tGetModel\thost.example\t1\t5\t200\tok\t-\tR-5\n"
                   "2026-01-02T03:04:05.000Z\tUpdateModel\thost."
                   "example\t2\t12\t0\tthrottled\tThrottling\t-\n");
}

/* Every code has a word of its own. */
static void
test_outcomes (void)
{
  g_autoptr (GHashTable) words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int outcome = NP_REQUEST_CANCELLED; outcome <= NP_API_ERROR_FAILED; outcome++)
    {
      const NpRequestLogFields fields = { .outcome = outcome };
      g_autoptr (NpRequestLogEntry) entry = np_request_log_entry_new (&fields);
      g_autofree char *line = np_request_log_entry_dup_text (entry);
      g_auto (GStrv) cells = g_strsplit (line, "\t", -1);

      g_assert_cmpuint (g_strv_length (cells), ==, 9);
      g_assert_cmpint (np_request_log_entry_get_outcome (entry), ==, outcome);
      g_assert_true (g_hash_table_add (words, g_strdup (cells[6])));
    }
}

static void
test_properties (void)
{
  g_autoptr (NpRequestLogEntry) entry = make_entry (9);
  g_autofree char *operation = NULL;
  g_autofree char *host = NULL;
  g_autofree char *code = NULL;
  g_autofree char *request_id = NULL;
  gint64 time = 0;
  guint attempt = 0;
  guint duration = 0;
  guint status = 0;
  int outcome = 0;

  g_object_get (entry, "operation", &operation, "host", &host, "code", &code, "request-id",
                &request_id, "time", &time, "attempt", &attempt, "duration", &duration,
                "status", &status, "outcome", &outcome, NULL);
  g_assert_cmpstr (operation, ==, np_request_log_entry_get_operation (entry));
  g_assert_cmpstr (host, ==, np_request_log_entry_get_host (entry));
  g_assert_cmpstr (code, ==, np_request_log_entry_get_code (entry));
  g_assert_cmpstr (request_id, ==, "R-9");
  g_assert_cmpint (time, ==, np_request_log_entry_get_time (entry));
  g_assert_cmpuint (attempt, ==, np_request_log_entry_get_attempt (entry));
  g_assert_cmpuint (duration, ==, np_request_log_entry_get_duration (entry));
  g_assert_cmpuint (status, ==, np_request_log_entry_get_status (entry));
  g_assert_cmpint (outcome, ==, NP_REQUEST_SUCCEEDED);
}

static void
test_secret (void)
{
  g_autoptr (NpSecret) secret = np_secret_new ("Kx7TestKeySecret", -1);
  const NpRequestLogFields fields = { .code = "Kx7TestKeySecret",
                                      .request_id = "x Kx7TestKeySecret" };
  g_autoptr (NpRequestLogEntry) entry = np_request_log_entry_new (&fields);
  g_autofree char *line = np_request_log_entry_dup_text (entry);

  g_assert_null (strstr (line, "Kx7"));
}

static void
assert_entry (NpRequestLogEntry *entry,
              const char *operation,
              guint attempt,
              guint status,
              const char *code,
              const char *request_id,
              int outcome)
{
  g_assert_cmpstr (np_request_log_entry_get_operation (entry), ==, operation);
  g_assert_true (g_str_has_prefix (np_request_log_entry_get_host (entry), "127.0.0.1:"));
  g_assert_cmpint (np_request_log_entry_get_time (entry), ==, RIG_NOW * G_TIME_SPAN_SECOND);
  g_assert_cmpuint (np_request_log_entry_get_attempt (entry), ==, attempt);
  g_assert_cmpuint (np_request_log_entry_get_status (entry), ==, status);
  g_assert_cmpstr (np_request_log_entry_get_code (entry), ==, code);
  g_assert_cmpstr (np_request_log_entry_get_request_id (entry), ==, request_id);
  g_assert_cmpint (np_request_log_entry_get_outcome (entry), ==, outcome);
}

static void
put (ClientRig *rig, const char *body, NpApiError code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *request_id = client_rig_put (rig, RIG_MODEL_ID, body, &error);

  if (code != NP_API_ERROR_FAILED)
    g_assert_error (error, NP_API_ERROR, (int) code);
  else
    g_assert_cmpstr (request_id, ==, "R-SAV");
}

/* A client notes each of its attempts, and nothing of what they carried. */
static void
test_client (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autoptr (NpRequestLog) log = np_request_log_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (NpModel) model = NULL;
  g_autofree char *text = NULL;

  np_client_set_log (rig->client, log);
  np_client_set_max_attempts (rig->client, 3);
  np_fault_server_answer (rig->server, UNAVAILABLE);
  np_fault_server_answer (rig->server,
                          "HTTP/1.1 200 OK\r\nContent-Length: 56\r\n\r\n" RIG_MODEL_JSON);
  model = client_rig_get (rig, RIG_MODEL_ID, &error);
  g_assert_no_error (error);
  np_fault_server_answer (rig->server, RIG_SAVED);
  put (rig, "{\"Task\":\"body-of-the-request\"}", NP_API_ERROR_FAILED);
  np_fault_server_read (rig->server);
  np_fault_server_close (rig->server);
  put (rig, "{}", NP_API_ERROR_OUTCOME_UNKNOWN);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (log)), ==, 4);
  assert_entry (get (log, 3), "GetModel", 1, 503, "ServiceUnavailable", "R-503",
                NP_API_ERROR_SERVER);
  assert_entry (get (log, 2), "GetModel", 2, 200, NULL, "R-GET", NP_REQUEST_SUCCEEDED);
  assert_entry (get (log, 1), "UpdateModel", 1, 200, NULL, "R-SAV", NP_REQUEST_SUCCEEDED);
  assert_entry (get (log, 0), "UpdateModel", 1, 0, NULL, NULL, NP_API_ERROR_OUTCOME_UNKNOWN);
  text = np_request_log_dup_text (log);
  g_assert_null (strstr (text, "body-of-the-request"));
  g_assert_null (strstr (text, RIG_KEY_ID));
  g_assert_null (strstr (text, "nonce-"));
}

static void
test_cancelled (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autoptr (NpRequestLog) log = np_request_log_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *slot = NULL;

  np_client_set_log (rig->client, log);
  np_fault_server_read (rig->server);
  np_fault_server_wait (rig->server, "sent");
  np_client_get_model_async (rig->client, RIG_MODEL_ID, cancellable, np_await_result_cb, &slot);
  np_await_true (np_fault_server_is_at (rig->server, "sent"));
  g_cancellable_cancel (cancellable);
  g_object_unref (np_await_result (&slot));
  np_fault_server_open (rig->server, "sent");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (log)), ==, 1);
  assert_entry (get (log, 0), "GetModel", 1, 0, NULL, NULL, NP_REQUEST_CANCELLED);
}

/* Who is given no log writes into that of the program. */
static void
test_default (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();
  NpRequestLog *log = np_request_log_get_default ();
  guint n = g_list_model_get_n_items (G_LIST_MODEL (log));

  np_fault_server_answer (rig->server, RIG_SAVED);
  put (rig, "{}", NP_API_ERROR_FAILED);
  g_assert_true (np_request_log_get_default () == log);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (log)), ==, n + 1);
}

int
main (int argc, char **argv)
{
  np_client_prepare_process ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/request-log/order", test_order);
  g_test_add_func ("/request-log/text", test_text);
  g_test_add_func ("/request-log/outcomes", test_outcomes);
  g_test_add_func ("/request-log/properties", test_properties);
  g_test_add_func ("/request-log/secret", test_secret);
  g_test_add_func ("/request-log/client", test_client);
  g_test_add_func ("/request-log/cancelled", test_cancelled);
  g_test_add_func ("/request-log/default", test_default);
  return g_test_run ();
}
