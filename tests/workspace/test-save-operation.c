/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>

#include "np-api-error.h"
#include "np-await.h"
#include "np-history-list.h"
#include "test-clock.h"
#include "workspace-rig.h"

/* Saves whose answer is lost: only a look at the model tells what they came to,
 * and no case may send a second PUT.
 *
 * The answers before the PUT close their connection, so that it goes out on a new
 * one: a kept connection that turns out to be gone has its own test. */

#define MODEL(task, domain)                                                       \
  "{\"RequestId\":\"R-GET\",\"ModelId\":\"" RIG_MODEL_ID "\",\"ModelName\":\"A\"" \
  ",\"Task\":\"" task "\",\"Domain\":\"" domain "\"}"
#define OLD       MODEL ("old", "old")
#define NEW       MODEL ("new", "new")
#define HALF      MODEL ("new", "old")
#define OTHER     MODEL ("new", "NEW")
#define SAVED     "{\"RequestId\":\"R-PUT\"}"
#define FORBIDDEN "{\"Code\":\"NoPermission\",\"Message\":\"No.\",\"RequestId\":\"R-403\"}"

typedef struct
{
  const char *name;
  const char *answer; /* to the PUT, byte for byte */
  gboolean is_reset;
} Loss;

static const Loss losses[] = {
  { "closed", "", FALSE },
  { "reset", "", TRUE },
  { "cut-head", "HTTP/1.1 200 OK\r\nContent-Le", FALSE },
  { "cut-body", RIG_HEAD "Content-Length: 500\r\n\r\n{\"RequestId\":", FALSE },
  { "cut-chunk", RIG_HEAD "Transfer-Encoding: chunked\r\n\r\n40\r\n{\"RequestId\"", FALSE },
  { "empty", RIG_HEAD "Content-Length: 0\r\nConnection: close\r\n\r\n", FALSE },
  { "web-page",
    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 20\r\n"
    "Connection: close\r\n\r\n<html>Sign in</html>",
    FALSE },
};

typedef struct
{
  const char *name;
  const char *looks[RIG_N_GET_MODEL]; /* what each look gets; NULL ends the list */
  guint n_kept;
  NpSavedResult result;
} Truth;

static const Truth truths[] = {
  { "written", { NEW }, 2, NP_SAVED_CONFIRMED },
  { "written-late", { OLD, OLD, NEW }, 2, NP_SAVED_CONFIRMED },
  { "half-written", { HALF, HALF, HALF }, 1, NP_SAVED_PARTLY },
  { "written-otherwise", { OTHER, OTHER, OTHER }, 1, NP_SAVED_STORED_DIFFERENTLY },
  { "not-written", { OLD, OLD, OLD }, 0, NP_SAVED_NOT_APPLIED },
};

typedef struct
{
  const Loss *loss;
  const Truth *truth;
} LossCase;

/* The read that every save begins with. */
static void
script_check (WorkspaceRig *rig, gboolean is_kept)
{
  workspace_rig_answer (rig, is_kept ? "200 OK" : "200 OK\r\nConnection: close", OLD);
  if (!is_kept)
    np_fault_server_close (rig->server);
}

static WorkspaceRig *
open_rig (gboolean is_kept)
{
  WorkspaceRig *rig = workspace_rig_new_scripted ();
  g_autoptr (GError) error = NULL;

  script_check (rig, FALSE);
  script_check (rig, is_kept);
  workspace_rig_open (rig, RIG_MODEL_ID, &error);
  g_assert_no_error (error);
  np_model_form_set_text (rig->form, NP_FIELD_TASK, "new");
  np_model_form_set_text (rig->form, NP_FIELD_DOMAIN, "new");
  return rig;
}

static WorkspaceRig *
open_scripted_rig (void)
{
  return open_rig (FALSE);
}

static void
script_loss (WorkspaceRig *rig, const Loss *loss)
{
  np_fault_server_answer (rig->server, loss->answer);
  if (loss->is_reset)
    np_fault_server_reset (rig->server);
  else
    np_fault_server_close (rig->server);
}

static void
assert_one_put (WorkspaceRig *rig, guint n_looks)
{
  np_fault_server_assert_consumed (rig->server);
  g_assert_cmpuint (workspace_rig_count (rig, "PUT"), ==, 1);
  g_assert_cmpuint (workspace_rig_count (rig, "GET"), ==, 2 + n_looks);
}

static void
test_lost_answer (gconstpointer data)
{
  const LossCase *test = data;
  g_autoptr (WorkspaceRig) rig = open_scripted_rig ();
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;
  guint n_looks = 0;

  script_loss (rig, test->loss);
  for (; n_looks < RIG_N_GET_MODEL && test->truth->looks[n_looks] != NULL; n_looks++)
    workspace_rig_answer (rig, "200 OK", test->truth->looks[n_looks]);
  outcome = workspace_rig_save (rig, &error);
  assert_one_put (rig, n_looks);

  g_assert_no_error (error);
  workspace_rig_assert_outcome (outcome, test->truth->result, test->truth->n_kept, 2);
  g_assert_null (np_save_outcome_get_request_id (outcome));
  g_assert_cmpuint (np_model_form_get_n_changes (rig->form), ==, 2 - test->truth->n_kept);
  if (test->truth->result == NP_SAVED_NOT_APPLIED)
    g_assert_error (np_save_outcome_get_error (outcome), NP_API_ERROR,
                    NP_API_ERROR_NOT_APPLIED);
  else
    g_assert_no_error (np_save_outcome_get_error (outcome));
}

/* Nothing tells whether the service has it: that is what is said. */
static void
test_lost_and_look_fails (gconstpointer data)
{
  const Loss *loss = data;
  g_autoptr (WorkspaceRig) rig = open_scripted_rig ();
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  script_loss (rig, loss);
  workspace_rig_answer (rig, "403 Forbidden", FORBIDDEN);
  outcome = workspace_rig_save (rig, &error);
  g_assert_no_error (error);
  assert_one_put (rig, 1);
  workspace_rig_assert_outcome (outcome, NP_SAVED_UNKNOWN, 0, 2);
  g_assert_null (np_save_outcome_get_stored (outcome));
  g_assert_cmpint (np_save_outcome_get_fate (outcome, 0), ==, NP_FATE_NOT_KNOWN);
  g_assert_error (np_save_outcome_get_error (outcome), NP_API_ERROR,
                  NP_API_ERROR_OUTCOME_UNKNOWN);
  g_assert_cmpuint (np_model_form_get_n_changes (rig->form), ==, 2);
}

/* An answer that says "failed" may still have been written by a service that
 * has a problem of its own. */
static void
test_server_error (void)
{
  g_autoptr (WorkspaceRig) rig = open_scripted_rig ();
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  workspace_rig_answer (rig, "500 Internal Server Error", "<html>oops</html>");
  workspace_rig_answer (rig, "200 OK", NEW);
  outcome = workspace_rig_save (rig, &error);
  g_assert_no_error (error);
  workspace_rig_assert_outcome (outcome, NP_SAVED_CONFIRMED, 2, 2);
  assert_one_put (rig, 1);
}

/* It had not: then its own answer is what counts. */
static void
test_server_error_not_written (void)
{
  g_autoptr (WorkspaceRig) rig = open_scripted_rig ();
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  workspace_rig_answer (rig, "503 Service Unavailable",
                        "{\"Code\":\"ServiceUnavailable\",\"RequestId\":\"R-503\"}");
  for (guint i = 0; i < RIG_N_GET_MODEL; i++)
    workspace_rig_answer (rig, "200 OK", OLD);
  outcome = workspace_rig_save (rig, &error);
  g_assert_null (outcome);
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_SERVER);
  g_assert_cmpstr (np_api_error_get_detail (error)->request_id, ==, "R-503");
  assert_one_put (rig, RIG_N_GET_MODEL);
}

/* A service whose copies are not all up to date at once. */
static void
test_shown_late (void)
{
  g_autoptr (WorkspaceRig) rig = open_scripted_rig ();
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  workspace_rig_answer (rig, "200 OK", SAVED);
  workspace_rig_answer (rig, "200 OK", OLD);
  workspace_rig_answer (rig, "200 OK", NEW);
  outcome = workspace_rig_save (rig, &error);
  g_assert_no_error (error);
  workspace_rig_assert_outcome (outcome, NP_SAVED_CONFIRMED, 2, 2);
  g_assert_cmpstr (np_save_outcome_get_request_id (outcome), ==, "R-PUT");
  g_assert_false (np_model_form_get_is_dirty (rig->form));
  assert_one_put (rig, 2);
}

/* A look that breaks does not take back what the service said. */
static void
test_accepted_and_look_breaks (void)
{
  g_autoptr (WorkspaceRig) rig = open_scripted_rig ();
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  workspace_rig_answer (rig, "200 OK", SAVED);
  np_fault_server_answer (rig->server, RIG_HEAD "Content-Length: 500\r\n\r\n{");
  np_fault_server_close (rig->server);
  outcome = workspace_rig_save (rig, &error);
  g_assert_no_error (error);
  workspace_rig_assert_outcome (outcome, NP_SAVED_UNCONFIRMED, 0, 2);
  g_assert_cmpstr (np_save_outcome_get_request_id (outcome), ==, "R-PUT");
  g_assert_nonnull (np_save_outcome_get_error (outcome));
  assert_one_put (rig, 1);
}

/* A kept connection that the server has given up: libsoup would send the PUT once
 * more by itself. It is looked instead, for nobody knows what was done before. */
static void
test_stale_connection (gconstpointer data)
{
  gboolean is_written = GPOINTER_TO_INT (data);
  g_autoptr (WorkspaceRig) rig = open_rig (TRUE);
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  np_fault_server_read (rig->server);
  np_fault_server_close (rig->server);
  for (guint i = 0; i < (is_written ? 1 : RIG_N_GET_MODEL); i++)
    workspace_rig_answer (rig, "200 OK", is_written ? NEW : OLD);
  outcome = workspace_rig_save (rig, &error);
  g_assert_no_error (error);
  workspace_rig_assert_outcome (outcome, is_written ? NP_SAVED_CONFIRMED : NP_SAVED_NOT_APPLIED,
                                is_written ? 2 : 0, 2);
  g_assert_null (np_save_outcome_get_request_id (outcome));
  assert_one_put (rig, is_written ? 1 : RIG_N_GET_MODEL);
}

/* Nobody answers at all: it is known that nothing was written, and nothing is looked at. */
static void
test_never_sent (void)
{
  g_autoptr (WorkspaceRig) rig = workspace_rig_new ();
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  workspace_rig_open (rig, RIG_MODEL_ID, &error);
  g_assert_no_error (error);
  np_model_form_set_text (rig->form, NP_FIELD_TASK, "typed");
  np_practice_service_stop (rig->service);
  outcome = workspace_rig_save (rig, &error);
  g_assert_null (outcome);
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_UNREACHABLE);
  workspace_rig_assert_text (rig, NP_FIELD_TASK, "typed");
  g_assert_true (np_model_form_get_can_save (rig->form));
}

/* Answers the read before the PUT, and is gone before anybody can connect again. */
static void
script_last_answer (WorkspaceRig *rig)
{
  g_autofree char *answer = g_strdup_printf (
      RIG_HEAD "Connection: close\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n" OLD,
      strlen (OLD));

  np_fault_server_read (rig->server);
  np_fault_server_wait (rig->server, "asked");
  np_fault_server_send (rig->server, answer, -1);
  np_fault_server_close (rig->server);
  np_fault_server_wait (rig->server, "answered");
}

/* Nothing is told of before the server is gone: the main loop stands still. */
static void
stop_after_answer (WorkspaceRig *rig)
{
  np_await_true (np_fault_server_is_at (rig->server, "asked"));
  np_fault_server_open (rig->server, "asked");
  while (!np_fault_server_is_at (rig->server, "answered"))
    g_thread_yield ();
  g_clear_pointer (&rig->server, np_fault_server_free);
}

/* The read before it was answered, and the PUT found nobody: that is no save, and the
 * history has nothing of it. */
static void
test_put_never_left (void)
{
  g_autoptr (WorkspaceRig) rig = workspace_rig_new_scripted ();
  GAsyncResult *slot = NULL;
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (NpHistoryList) list = NULL;
  g_autoptr (GError) error = NULL;

  workspace_rig_keep (rig);
  script_check (rig, FALSE);
  script_last_answer (rig);
  workspace_rig_open (rig, RIG_MODEL_ID, &error);
  g_assert_no_error (error);
  np_model_form_set_text (rig->form, NP_FIELD_TASK, "typed");
  np_document_save_async (rig->document, NULL, np_await_result_cb, &slot);
  stop_after_answer (rig);
  outcome = workspace_rig_finish_save (rig, &slot, &error);
  g_assert_null (outcome);
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_UNREACHABLE);
  g_assert_true (np_model_form_get_can_save (rig->form));
  list = np_history_list_new (rig->library, NULL, NULL);
  np_await_true (!np_history_list_get_is_loading (list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
}

/* The operation holds what it needs: the document may go before it ends. */
static void
test_drop_while_saving (void)
{
  g_autoptr (WorkspaceRig) rig = open_scripted_rig ();
  NpDocument *document = rig->document;
  GAsyncResult *slot = NULL;

  np_fault_server_read (rig->server);
  np_fault_server_wait (rig->server, "dropped");
  np_fault_server_send (rig->server, RIG_HEAD "Content-Length: 21\r\n\r\n" SAVED, -1);
  workspace_rig_answer (rig, "200 OK", NEW);
  np_document_save_async (rig->document, NULL, np_await_result_cb, &slot);
  np_await_true (np_fault_server_is_at (rig->server, "dropped"));
  g_object_add_weak_pointer (G_OBJECT (document), (gpointer *) &document);
  g_object_unref (rig->document);
  rig->document = np_document_new (rig->form);
  np_fault_server_open (rig->server, "dropped");
  np_await_true (slot != NULL);
  g_clear_object (&slot);
  np_await_finalized (&document);
}

static void
add_loss (const Loss *loss, const Truth *truth)
{
  g_autofree char *path = g_strdup_printf ("/save-operation/%s/%s", loss->name, truth->name);
  LossCase *test = g_new0 (LossCase, 1);

  *test = (LossCase){ loss, truth };
  g_test_add_data_func_full (path, test, test_lost_answer, g_free);
}

static void
add_losses (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (losses); i++)
    {
      g_autofree char *unknown = g_strdup_printf ("/save-operation/%s/look-fails",
                                                  losses[i].name);

      for (gsize n = 0; n < G_N_ELEMENTS (truths); n++)
        add_loss (&losses[i], &truths[n]);
      g_test_add_data_func (unknown, &losses[i], test_lost_and_look_fails);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  test_clock_install ();

  add_losses ();
  g_test_add_func ("/save-operation/server-error/written", test_server_error);
  g_test_add_func ("/save-operation/server-error/not-written", test_server_error_not_written);
  g_test_add_func ("/save-operation/shown-late", test_shown_late);
  g_test_add_func ("/save-operation/look-breaks", test_accepted_and_look_breaks);
  g_test_add_data_func ("/save-operation/stale-connection/written", GINT_TO_POINTER (TRUE),
                        test_stale_connection);
  g_test_add_data_func ("/save-operation/stale-connection/not-written", GINT_TO_POINTER (FALSE),
                        test_stale_connection);
  g_test_add_func ("/save-operation/never-sent", test_never_sent);
  g_test_add_func ("/save-operation/put-never-left", test_put_never_left);
  g_test_add_func ("/save-operation/drop-while-saving", test_drop_while_saving);

  return g_test_run ();
}
