/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>
#include <time.h>

#include "client-rig.h"
#include "np-await.h"
#include "np-model-summary.h"
#include "np-workspace-info.h"

#define N_ITEMS_OF_1_MB 1000

static const NpListModelsQuery first_page = { "234", NULL, 1, 50 };

static NpBatch *
list_models (ClientRig *rig, const NpListModelsQuery *query, GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  np_client_list_models_async (rig->client, query, NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  return np_client_list_models_finish (rig->client, result, error);
}

static NpBatch *
list_workspaces (ClientRig *rig, guint number, guint size, GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  np_client_list_workspaces_async (rig->client, number, size, NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  return np_client_list_workspaces_finish (rig->client, result, error);
}

static void
assert_target (ClientRig *rig, guint i, const char *expected)
{
  g_autofree char *head = np_fault_server_dup_head (rig->server, i);
  g_auto (GStrv) words = g_strsplit (head, " ", 3);

  g_assert_cmpstr (words[0], ==, "GET");
  g_assert_cmpstr (words[1], ==, expected);
  client_rig_assert_signed (rig, i);
}

static const char *
get_id (NpBatch *batch, guint i)
{
  return np_model_summary_get_text (np_batch_get_item (batch, i), NP_SUMMARY_MODEL_ID);
}

static void
test_models (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (NpBatch) batch = NULL;
  g_autofree char *action = NULL;

  client_rig_answer (
      rig, "200 OK",
      "{\"RequestId\":\"R-1\",\"TotalCount\":70,\"Models\":[{\"ModelId\":\"m-2\"},"
      "{\"ModelId\":\"m-1\",\"ModelName\":\"铭牌\"}]}");
  batch = list_models (rig, &first_page, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (np_batch_get_length (batch), ==, 2);
  g_assert_cmpuint (np_batch_get_n_sent (batch), ==, 2);
  g_assert_cmpint (np_batch_get_total_count (batch), ==, 70);
  g_assert_cmpstr (get_id (batch, 0), ==, "m-2");
  g_assert_cmpstr (get_id (batch, 1), ==, "m-1");
  g_assert_null (np_batch_get_item (batch, 2));
  assert_target (rig, 0,
                 "/api/v1/models?Order=ASC&PageNumber=1&PageSize=50&SortBy=GmtCreateTime"
                 "&WorkspaceId=234");
  action = client_rig_dup_header (rig, 0, "x-acs-action");
  g_assert_cmpstr (action, ==, "ListModels");
}

/* What goes over the wire is what was signed, whatever is in it. */
static void
test_query (void)
{
  static const struct
  {
    NpListModelsQuery query;
    const char *target;
  } cases[] = {
    { { "铭 \"牌\"", NULL, 2, 10 },
      "/api/v1/models?Order=ASC&PageNumber=2&PageSize=10&SortBy=GmtCreateTime"
      "&WorkspaceId=%E9%93%AD%20%22%E7%89%8C%22" },
    { { "a+b&c=d#e?f/g%20h~*'()", "pai&x", 4294967295u, 1 },
      "/api/v1/models?Order=ASC&PageNumber=4294967295&PageSize=1&Provider=pai%26x"
      "&SortBy=GmtCreateTime&WorkspaceId=a%2Bb%26c%3Dd%23e%3Ff%2Fg%2520h~%2A%27%28%29" },
    { { NULL, "pai", 1, 50 },
      "/api/v1/models?Order=ASC&PageNumber=1&PageSize=50&Provider=pai&SortBy=GmtCreateTime" },
    { { "", "", 1, 50 },
      "/api/v1/models?Order=ASC&PageNumber=1&PageSize=50&SortBy=GmtCreateTime" },
  };
  g_autoptr (ClientRig) rig = client_rig_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (NpBatch) batch = NULL;

      client_rig_answer (rig, "200 OK", "{\"RequestId\":\"R-1\",\"Models\":[]}");
      batch = list_models (rig, &cases[i].query, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (np_batch_get_length (batch), ==, 0);
      g_assert_cmpint (np_batch_get_total_count (batch), ==, -1);
      assert_target (rig, i, cases[i].target);
    }
}

/* The texts of a query are needed for the call only. */
static void
test_query_is_copied (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();
  char *workspace_id = g_strdup ("234");
  NpListModelsQuery query = { workspace_id, NULL, 1, 50 };
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (NpBatch) batch = NULL;

  client_rig_answer (rig, "200 OK", "{\"RequestId\":\"R-1\",\"Models\":[]}");
  np_client_list_models_async (rig->client, &query, NULL, np_await_result_cb, &slot);
  memset (workspace_id, 'x', 3);
  g_free (workspace_id);
  result = np_await_result (&slot);
  batch = np_client_list_models_finish (rig->client, result, NULL);
  g_assert_nonnull (batch);
  assert_target (rig, 0,
                 "/api/v1/models?Order=ASC&PageNumber=1&PageSize=50&SortBy=GmtCreateTime"
                 "&WorkspaceId=234");
}

static void
test_workspaces (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (NpBatch) batch = NULL;
  g_autofree char *action = NULL;

  client_rig_answer (
      rig, "200 OK",
      "{\"RequestId\":\"R-1\",\"TotalCount\":1,\"Workspaces\":[{\"WorkspaceId\":\"234\","
      "\"WorkspaceName\":\"shop\",\"resourceGroupId\":\"rg-1\",\"Status\":\"FROZEN\"}],"
      "\"ResourceLimits\":{}}");
  batch = list_workspaces (rig, 3, 20, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (np_batch_get_length (batch), ==, 1);
  g_assert_cmpint (np_batch_get_total_count (batch), ==, 1);
  g_assert_cmpstr (np_workspace_info_get_name (np_batch_get_item (batch, 0)), ==, "shop");
  assert_target (rig, 0, "/api/v1/workspaces?PageNumber=3&PageSize=20");
  action = client_rig_dup_header (rig, 0, "x-acs-action");
  g_assert_cmpstr (action, ==, "ListWorkspaces");
}

/* An item that can't be opened is left out, but counted. */
static void
test_odd_items (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (NpBatch) batch = NULL;

  client_rig_answer (rig, "200 OK",
                     "{\"RequestId\":\"R-1\",\"TotalCount\":\"many\",\"Models\":[null,7,{},[],"
                     "{\"ModelId\":\"m-1\"},{\"ModelId\":\"\"}]}");
  batch = list_models (rig, &first_page, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (np_batch_get_length (batch), ==, 1);
  g_assert_cmpuint (np_batch_get_n_sent (batch), ==, 6);
  g_assert_cmpint (np_batch_get_total_count (batch), ==, -1);
  g_assert_cmpstr (get_id (batch, 0), ==, "m-1");
}

static void
test_total_count (void)
{
  static const struct
  {
    const char *raw;
    gint64 total;
  } cases[] = {
    { "0", 0 },    { "9223372036854775807", G_MAXINT64 },
    { "-5", -1 },  { "9223372036854775808", -1 },
    { "1.5", -1 }, { "null", -1 },
  };
  g_autoptr (ClientRig) rig = client_rig_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdup_printf (
          "{\"RequestId\":\"R-1\",\"Workspaces\":[],\"TotalCount\":%s}", cases[i].raw);
      g_autoptr (NpBatch) batch = NULL;

      client_rig_answer (rig, "200 OK", body);
      batch = list_workspaces (rig, 1, 20, NULL);
      g_assert_cmpint (np_batch_get_total_count (batch), ==, cases[i].total);
    }
}

static void
assert_failed (NpBatch *batch, GError **error, const char *operation, NpApiError code)
{
  g_assert_null (batch);
  g_assert_nonnull (*error);
  g_assert_nonnull (np_api_error_get_detail (*error));
  g_assert_cmpstr (np_api_error_get_detail (*error)->operation, ==, operation);
  client_rig_assert_error (error, code);
}

static void
test_errors (void)
{
  static const struct
  {
    const char *status;
    const char *body;
    NpApiError code;
  } cases[] = {
    { "200 OK", "{\"RequestId\":\"R-1\"}", NP_API_ERROR_PROTOCOL },
    { "200 OK", "{\"RequestId\":\"R-1\",\"Models\":null,\"Workspaces\":null}",
      NP_API_ERROR_PROTOCOL },
    { "200 OK", "{\"RequestId\":\"R-1\",\"Models\":{},\"Workspaces\":\"\"}",
      NP_API_ERROR_PROTOCOL },
    { "200 OK", "{\"Models\":[],\"Workspaces\":[]}", NP_API_ERROR_PROTOCOL },
    { "200 OK", "{\"RequestId\":\"R-1\",\"Models\":[],\"Workspaces\":[",
      NP_API_ERROR_PROTOCOL },
    { "200 OK", "[]", NP_API_ERROR_PROTOCOL },
    { "200 OK", "<html></html>", NP_API_ERROR_PROTOCOL },
    { "200 OK", "", NP_API_ERROR_PROTOCOL },
    { "200 OK", "{\"RequestId\":\"R-1\",\"Code\":\"NoPermission\",\"Message\":\"No\"}",
      NP_API_ERROR_PERMISSION_DENIED },
    { "400 Bad Request", "{\"RequestId\":\"R-1\",\"Code\":\"InvalidParameter\"}",
      NP_API_ERROR_INVALID_ARGUMENT },
    { "403 Forbidden", "{\"RequestId\":\"R-1\",\"Code\":\"NoPermission\"}",
      NP_API_ERROR_PERMISSION_DENIED },
    { "429 Too Many", "{\"RequestId\":\"R-1\",\"Code\":\"Throttling\"}",
      NP_API_ERROR_THROTTLED },
    { "500 Oh", "{\"RequestId\":\"R-1\",\"Models\":[]}", NP_API_ERROR_SERVER },
  };
  g_autoptr (ClientRig) rig = client_rig_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (NpBatch) models = NULL;
      g_autoptr (NpBatch) workspaces = NULL;

      client_rig_answer (rig, cases[i].status, cases[i].body);
      models = list_models (rig, &first_page, &error);
      assert_failed (models, &error, "ListModels", cases[i].code);
      client_rig_answer (rig, cases[i].status, cases[i].body);
      workspaces = list_workspaces (rig, 1, 20, &error);
      assert_failed (workspaces, &error, "ListWorkspaces", cases[i].code);
    }
}

static void
test_error_detail (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (NpBatch) batch = NULL;

  client_rig_answer (rig, "200 OK", "{\"RequestId\":\"R-1\",\"Models\":7}");
  batch = list_models (rig, &first_page, &error);
  g_assert_null (batch);
  g_assert_cmpstr (np_api_error_get_detail (error)->request_id, ==, "R-1");
  g_assert_cmpuint (np_api_error_get_detail (error)->status, ==, 200);
  client_rig_assert_error (&error, NP_API_ERROR_PROTOCOL);
}

/* Large answers. */

static char *
make_page (guint n_items, const char *tail)
{
  g_autofree char *filler = g_strnfill (900, 'x');
  GString *body = g_string_new ("{\"RequestId\":\"R-1\",\"TotalCount\":100000,\"Models\":[");

  for (guint i = 0; i < n_items; i++)
    g_string_append_printf (
        body,
        "%s{\"ModelId\":\"m-%u\",\"ModelName\":\"铭牌 %u\",\"Domain\":\"nlp\","
        "\"ExtraInfo\":{\"a\":[1,2,3],\"b\":\"%s\"}}",
        i > 0 ? "," : "", i, i, filler);
  g_string_append (body, tail);
  return g_string_free (body, FALSE);
}

static void
test_large (void)
{
  g_autofree char *body = make_page (200, "]}");
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (NpBatch) batch = NULL;

  client_rig_answer (rig, "200 OK", body);
  batch = list_models (rig, &first_page, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (np_batch_get_length (batch), ==, 200);
  g_assert_cmpint (np_batch_get_total_count (batch), ==, 100000);
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *id = g_strdup_printf ("m-%u", i);

      g_assert_cmpstr (get_id (batch, i), ==, id);
    }
}

static void
test_large_errors (void)
{
  static const struct
  {
    const char *status;
    const char *tail;
    NpApiError code;
  } cases[] = {
    { "200 OK", "]", NP_API_ERROR_PROTOCOL },
    { "200 OK", "],\"Models\":1}", NP_API_ERROR_PROTOCOL },
    { "200 OK", "],\"Code\":\"Throttling\",\"Message\":\"Slow\"}", NP_API_ERROR_THROTTLED },
    { "503 Busy", "]}", NP_API_ERROR_SERVER },
  };
  g_autoptr (ClientRig) rig = client_rig_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = make_page (200, cases[i].tail);
      g_autoptr (GError) error = NULL;
      g_autoptr (NpBatch) batch = NULL;

      client_rig_answer (rig, cases[i].status, body);
      batch = list_models (rig, &first_page, &error);
      assert_failed (batch, &error, "ListModels", cases[i].code);
    }
}

/* Processor time of this thread: what else the computer does plays no part. */
static gint64
get_thread_time (void)
{
  struct timespec now = { 0, 0 };

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_TIME_SPAN_SECOND + now.tv_nsec / 1000;
}

static gint64
measure_reading (const char *body)
{
  gint64 best = G_MAXINT64;

  for (guint round = 0; round < 3; round++)
    {
      gint64 begin = get_thread_time ();
      g_autoptr (NpJson) json = np_json_parse_text (body, NULL);
      gint64 spent = 0;

      g_assert_nonnull (json);
      spent = get_thread_time () - begin;
      best = MIN (best, spent);
    }
  return best;
}

/* The longest turn of the main loop until a page is there. */
static gint64
measure_longest_turn (ClientRig *rig)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (NpBatch) batch = NULL;
  g_autoptr (GError) error = NULL;
  gint64 longest = 0;

  np_client_list_models_async (rig->client, &first_page, NULL, np_await_result_cb, &slot);
  while (slot == NULL)
    {
      gint64 begin = get_thread_time ();
      gint64 spent = 0;

      np_await_step (G_MAXINT64, "a page");
      spent = get_thread_time () - begin;
      longest = MAX (longest, spent);
    }
  result = g_steal_pointer (&slot);
  batch = np_client_list_models_finish (rig->client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (np_batch_get_length (batch), ==, N_ITEMS_OF_1_MB);
  return longest;
}

/* A page of 1 MB is read in another thread: no turn of the main loop takes
 * nearly as long as reading it does. */
static void
test_off_the_loop (void)
{
  g_autofree char *body = make_page (N_ITEMS_OF_1_MB, "]}");
  g_autoptr (ClientRig) rig = client_rig_new ();
  gint64 reading = measure_reading (body);
  gint64 longest = G_MAXINT64;

  for (guint round = 0; round < 3; round++)
    {
      gint64 turn = 0;

      client_rig_answer (rig, "200 OK", body);
      turn = measure_longest_turn (rig);
      longest = MIN (longest, turn);
    }
  g_test_message ("longest turn %" G_GINT64_FORMAT " us, reading %" G_GINT64_FORMAT " us",
                  longest, reading);
  g_assert_cmpint (longest, <, reading / 2);
}

/* Cancelling. */

typedef struct
{
  ClientRig *rig;
  GCancellable *cancellable;
  GAsyncResult *slot;
} Call;

static void
set_up (Call *call, gconstpointer data)
{
  call->rig = client_rig_new ();
  call->cancellable = g_cancellable_new ();
}

static void
tear_down (Call *call, gconstpointer data)
{
  g_clear_object (&call->cancellable);
  g_clear_pointer (&call->rig, client_rig_free);
}

static void
start (Call *call)
{
  np_client_list_models_async (call->rig->client, &first_page, call->cancellable,
                               np_await_result_cb, &call->slot);
}

static void
assert_cancelled (Call *call)
{
  g_autoptr (GAsyncResult) result = np_await_result (&call->slot);
  g_autoptr (GError) error = NULL;
  g_autoptr (NpBatch) batch = np_client_list_models_finish (call->rig->client, result, &error);

  g_assert_null (batch);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_cancelled_before (Call *call, gconstpointer data)
{
  g_cancellable_cancel (call->cancellable);
  start (call);
  g_assert_null (call->slot);
  assert_cancelled (call);
  g_assert_cmpuint (np_fault_server_get_n_bytes (call->rig->server), ==, 0);
}

static void
test_cancelled_on_the_way (Call *call, gconstpointer data)
{
  np_fault_server_answer (call->rig->server, "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{");
  np_fault_server_wait (call->rig->server, "begun");
  np_fault_server_await_close (call->rig->server);
  start (call);
  np_await_true (np_fault_server_is_at (call->rig->server, "begun"));
  g_cancellable_cancel (call->cancellable);
  assert_cancelled (call);
  np_fault_server_open (call->rig->server, "begun");
  np_fault_server_assert_consumed (call->rig->server);
}

/* Whether the thread has begun or is done: the page comes to nobody. */
static void
test_cancelled_late (Call *call, gconstpointer data)
{
  g_autofree char *body = make_page (200, "]}");

  client_rig_answer (call->rig, "200 OK", body);
  start (call);
  while (call->slot == NULL)
    np_await_step (G_MAXINT64, "a page");
  g_cancellable_cancel (call->cancellable);
  assert_cancelled (call);
}

int
main (int argc, char **argv)
{
  np_client_prepare_process ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lists/models", test_models);
  g_test_add_func ("/lists/query", test_query);
  g_test_add_func ("/lists/query-is-copied", test_query_is_copied);
  g_test_add_func ("/lists/workspaces", test_workspaces);
  g_test_add_func ("/lists/odd-items", test_odd_items);
  g_test_add_func ("/lists/total-count", test_total_count);
  g_test_add_func ("/lists/errors", test_errors);
  g_test_add_func ("/lists/error-detail", test_error_detail);
  g_test_add_func ("/lists/large", test_large);
  g_test_add_func ("/lists/large-errors", test_large_errors);
  g_test_add_func ("/lists/off-the-loop", test_off_the_loop);
  g_test_add ("/lists/cancelled-before", Call, NULL, set_up, test_cancelled_before, tear_down);
  g_test_add ("/lists/cancelled-on-the-way", Call, NULL, set_up, test_cancelled_on_the_way,
              tear_down);
  g_test_add ("/lists/cancelled-late", Call, NULL, set_up, test_cancelled_late, tear_down);
  return g_test_run ();
}
