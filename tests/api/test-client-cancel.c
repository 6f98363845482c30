/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "client-rig.h"
#include "np-await.h"
#include "np-client-private.h"

#define N_STORM   150
#define N_DROPS   40
#define N_AT_ONCE 4

#define ANSWER_MODEL "HTTP/1.1 200 OK\r\nContent-Length: 56\r\n\r\n" RIG_MODEL_JSON

typedef struct
{
  ClientRig *rig;
  GCancellable *cancellable;
  GAsyncResult *result;
} Save;

static void
start (Save *save)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);

  np_client_update_model_async (save->rig->client, RIG_MODEL_ID, body, save->cancellable,
                                np_await_result_cb, &save->result);
}

static void
set_up (Save *save, gconstpointer data)
{
  save->rig = client_rig_new ();
  save->cancellable = g_cancellable_new ();
}

/* Freeing the rig asserts that the client went with its last reference. */
static void
tear_down (Save *save, gconstpointer data)
{
  g_clear_object (&save->cancellable);
  g_clear_pointer (&save->rig, client_rig_free);
}

static void
assert_cancelled (Save *save)
{
  g_autoptr (GAsyncResult) result = np_await_result (&save->result);
  g_autoptr (GError) error = NULL;
  g_autofree char *request_id = np_client_update_model_finish (save->rig->client, result,
                                                               &error);

  g_assert_null (request_id);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_before (Save *save, gconstpointer data)
{
  g_cancellable_cancel (save->cancellable);
  start (save);
  g_assert_null (save->result);
  assert_cancelled (save);
  g_assert_cmpuint (np_fault_server_get_n_bytes (save->rig->server), ==, 0);
}

static void
test_at_once (Save *save, gconstpointer data)
{
  start (save);
  g_cancellable_cancel (save->cancellable);
  g_assert_null (save->result);
  assert_cancelled (save);
  g_assert_cmpuint (np_fault_server_get_n_bytes (save->rig->server), ==, 0);
}

static void
test_while_waiting (Save *save, gconstpointer data)
{
  np_fault_server_read (save->rig->server);
  np_fault_server_wait (save->rig->server, "sent");
  np_fault_server_await_close (save->rig->server);
  start (save);
  np_await_true (np_fault_server_is_at (save->rig->server, "sent"));
  g_cancellable_cancel (save->cancellable);
  assert_cancelled (save);
  np_fault_server_open (save->rig->server, "sent");
  np_fault_server_assert_consumed (save->rig->server);
}

static void
test_while_reading (Save *save, gconstpointer data)
{
  np_fault_server_answer (save->rig->server, "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{");
  np_fault_server_wait (save->rig->server, "begun");
  np_fault_server_await_close (save->rig->server);
  start (save);
  np_await_true (np_fault_server_is_at (save->rig->server, "begun"));
  np_await_nothing_pending ();
  g_cancellable_cancel (save->cancellable);
  assert_cancelled (save);
  np_fault_server_open (save->rig->server, "begun");
  np_fault_server_assert_consumed (save->rig->server);
}

static void
test_while_connecting (Save *save, gconstpointer data)
{
  g_clear_pointer (&save->rig, client_rig_free);
  save->rig = client_rig_new_for (np_fault_server_new_silent (), "http");
  start (save);
  np_await_nothing_pending ();
  g_assert_null (save->result);
  g_cancellable_cancel (save->cancellable);
  assert_cancelled (save);
}

/* Between the answer and its reader. */
static void
test_after (Save *save, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *request_id = NULL;

  np_fault_server_answer (save->rig->server, RIG_SAVED);
  start (save);
  result = np_await_result (&save->result);
  g_cancellable_cancel (save->cancellable);
  request_id = np_client_update_model_finish (save->rig->client, result, &error);
  g_assert_null (request_id);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A cancellable that lives as long as a screen must not gather handlers. */
static void
test_nothing_left (Save *save, gconstpointer data)
{
  guint signal_id = g_signal_lookup ("cancelled", G_TYPE_CANCELLABLE);
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *request_id = NULL;

  np_fault_server_answer (save->rig->server, RIG_SAVED);
  start (save);
  result = np_await_result (&save->result);
  request_id = np_client_update_model_finish (save->rig->client, result, NULL);
  g_assert_cmpstr (request_id, ==, "R-SAV");
  g_clear_object (&result);
  np_await_nothing_pending ();
  g_assert_cmpuint (g_signal_handler_find (save->cancellable, G_SIGNAL_MATCH_ID, signal_id, 0,
                                           NULL, NULL, NULL),
                    ==, 0);
}

/* A deadline that passes is not the caller's cancel, and the other way round. */
static void
test_not_a_deadline (Save *save, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *request_id = NULL;

  client_rig_set_deadlines (save->rig, 5000, 50, 5000, 5000);
  np_fault_server_read (save->rig->server);
  np_fault_server_await_close (save->rig->server);
  start (save);
  result = np_await_result (&save->result);
  request_id = np_client_update_model_finish (save->rig->client, result, &error);
  g_assert_null (request_id);
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_OUTCOME_UNKNOWN);
  g_assert_false (g_cancellable_is_cancelled (save->cancellable));
}

/* The last reference of the caller goes while the call is under way. */
static void
test_client_dropped (Save *save, gconstpointer data)
{
  NpClient *client = save->rig->client;

  np_fault_server_read (save->rig->server);
  np_fault_server_wait (save->rig->server, "sent");
  start (save);
  np_await_true (np_fault_server_is_at (save->rig->server, "sent"));
  g_object_add_weak_pointer (G_OBJECT (client), (gpointer *) &client);
  g_object_unref (client);
  g_assert_nonnull (client);
  np_fault_server_open (save->rig->server, "sent");
  g_cancellable_cancel (save->cancellable);
  assert_cancelled (save);
  np_await_finalized (&client);
  client_rig_drop (g_steal_pointer (&save->rig));
}

static void
end_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  guint *n_left = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *request_id = np_client_update_model_finish (NP_CLIENT (source), result,
                                                               &error);

  if (error != NULL)
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  else
    g_assert_cmpstr (request_id, ==, "R-SAV");
  (*n_left)--;
}

/* Cancels after one more turn of the main loop each time, so at every place
 * there is. */
static void
test_storm (Save *save, gconstpointer data)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  guint n_left = N_STORM;

  np_fault_server_answer_all (save->rig->server, RIG_SAVED);
  for (guint i = 0; i < N_STORM; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();

      np_client_update_model_async (save->rig->client, RIG_MODEL_ID, body, cancellable, end_cb,
                                    &n_left);
      for (guint turn = 0; turn < i % 30; turn++)
        g_main_context_iteration (NULL, FALSE);
      g_cancellable_cancel (cancellable);
    }
  np_await_true (n_left == 0);
}

/* Holds the main loop until the whole answer is there, so that its head is read
 * at once and the news of it has to wait. */
static void
wrote_headers_cb (SoupMessage *message, gpointer user_data)
{
  Save *save = user_data;

  while (!np_fault_server_is_at (save->rig->server, "answered"))
    g_thread_yield ();
}

static gboolean
cancel_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

/* Cancels before anything else in the main loop. */
static void
got_headers_cb (SoupMessage *message, gpointer user_data)
{
  Save *save = user_data;

  g_idle_add_full (G_PRIORITY_HIGH, cancel_cb, save->cancellable, NULL);
}

static void
request_queued_cb (SoupSession *session, SoupMessage *message, gpointer user_data)
{
  g_signal_connect (message, "wrote-headers", G_CALLBACK (wrote_headers_cb), user_data);
  g_signal_connect (message, "got-headers", G_CALLBACK (got_headers_cb), user_data);
}

/* Between the head of the answer and the news of it: libsoup 3.6 would free its
 * record of the request, and take that of the next one for it. */
static void
test_head_read (Save *save, gconstpointer data)
{
  SoupSession *session = np_client_get_session (save->rig->client);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (NpModel) model = NULL;

  np_fault_server_answer (save->rig->server, ANSWER_MODEL);
  np_fault_server_wait (save->rig->server, "answered");
  np_fault_server_answer_all (save->rig->server, ANSWER_MODEL);
  g_signal_connect (session, "request-queued", G_CALLBACK (request_queued_cb), save);
  np_client_get_model_async (save->rig->client, RIG_MODEL_ID, save->cancellable,
                             np_await_result_cb, &save->result);
  np_await_true (g_cancellable_is_cancelled (save->cancellable));
  g_signal_handlers_disconnect_by_data (session, save);
  np_fault_server_open (save->rig->server, "answered");
  model = client_rig_get (save->rig, RIG_MODEL_ID, &error);
  g_assert_no_error (error);
  g_assert_nonnull (model);

  result = np_await_result (&save->result);
  g_assert_null (np_client_get_model_finish (save->rig->client, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
end_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  guint *n_left = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NpModel) model = np_client_get_model_finish (NP_CLIENT (source), result, &error);

  if (model == NULL)
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  (*n_left)--;
}

/* A window that closes: the client goes, its calls are cancelled, one turn of
 * the main loop later each time. */
static void
drop (guint n_turns)
{
  ClientRig *rig = client_rig_new ();
  NpClient *client = rig->client;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  guint n_left = N_AT_ONCE;

  np_fault_server_answer_all (rig->server, ANSWER_MODEL);
  for (guint i = 0; i < N_AT_ONCE; i++)
    np_client_get_model_async (client, RIG_MODEL_ID, cancellable, end_read_cb, &n_left);
  for (guint turn = 0; turn < n_turns; turn++)
    g_main_context_iteration (NULL, FALSE);
  g_object_add_weak_pointer (G_OBJECT (client), (gpointer *) &client);
  g_object_unref (client);
  g_cancellable_cancel (cancellable);
  np_await_true (n_left == 0);
  np_await_finalized (&client);
  client_rig_drop (rig);
}

static void
test_drops (Save *save, gconstpointer data)
{
  for (guint n_turns = 0; n_turns < N_DROPS; n_turns++)
    drop (n_turns);
}

#define ADD(name, test) g_test_add ("/client-cancel/" name, Save, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  np_client_prepare_process ();
  g_test_init (&argc, &argv, NULL);
  ADD ("before", test_before);
  ADD ("at-once", test_at_once);
  ADD ("while-waiting", test_while_waiting);
  ADD ("while-reading", test_while_reading);
  ADD ("while-connecting", test_while_connecting);
  ADD ("after", test_after);
  ADD ("nothing-left", test_nothing_left);
  ADD ("not-a-deadline", test_not_a_deadline);
  ADD ("client-dropped", test_client_dropped);
  ADD ("storm", test_storm);
  ADD ("head-read", test_head_read);
  ADD ("drops", test_drops);
  return g_test_run ();
}
