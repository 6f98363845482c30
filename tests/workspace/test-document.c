/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-api-error.h"
#include "np-await.h"
#include "test-clock.h"
#include "workspace-rig.h"

#define JSON_A "{\"RequestId\":\"R-A\",\"ModelId\":\"" RIG_MODEL_ID "\",\"ModelName\":\"A\"}"
#define JSON_B "{\"RequestId\":\"R-B\",\"ModelId\":\"" RIG_OTHER_ID "\",\"ModelName\":\"B\"}"

static void
count_cb (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  guint *n = user_data;

  (*n)++;
}

static void
open_model (WorkspaceRig *rig, const char *model_id)
{
  g_autoptr (GError) error = NULL;

  workspace_rig_open (rig, model_id, &error);
  g_assert_no_error (error);
}

static void
test_open (void)
{
  g_autoptr (WorkspaceRig) rig = workspace_rig_new ();
  GAsyncResult *slot = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (np_document_get_model_id (rig->document));
  g_assert_null (np_document_get_workspace (rig->document));
  np_document_open_async (rig->document, rig->workspace, RIG_MODEL_ID, NULL, np_await_result_cb,
                          &slot);
  g_assert_true (np_document_get_is_loading (rig->document));
  g_assert_null (np_document_get_model_id (rig->document));
  g_assert_true (workspace_rig_finish_open (rig, &slot, &error));
  g_assert_no_error (error);

  g_assert_false (np_document_get_is_loading (rig->document));
  g_assert_cmpstr (np_document_get_model_id (rig->document), ==, RIG_MODEL_ID);
  g_assert_true (np_document_get_workspace (rig->document) == rig->workspace);
  workspace_rig_assert_text (rig, NP_FIELD_MODEL_NAME, RIG_MODEL_NAME);
  workspace_rig_assert_text (rig, NP_FIELD_ACCESSIBILITY, "PRIVATE");
  workspace_rig_assert_text (rig, NP_FIELD_ORIGIN, "ModelScope");
  workspace_rig_assert_text (rig, NP_FIELD_DOMAIN, "nlp");
  workspace_rig_assert_text (rig, NP_FIELD_TASK, "text-classification");
  workspace_rig_assert_text (rig, NP_FIELD_MODEL_TYPE, "Checkpoint");
  workspace_rig_assert_text (rig, NP_FIELD_PARAMETER_SIZE, "110");
  workspace_rig_assert_text (rig, NP_FIELD_ORDER_NUMBER, "0");
  g_assert_false (np_model_form_get_is_dirty (rig->form));
}

/* The first model is asked for and answered late; the second wins at once. */
static void
test_second_open_wins (void)
{
  g_autoptr (WorkspaceRig) rig = workspace_rig_new ();
  GAsyncResult *first = NULL;
  GAsyncResult *second = NULL;
  guint n_fills = 0;
  g_autoptr (GError) error = NULL;

  g_signal_connect (rig->form, "notify::model", G_CALLBACK (count_cb), &n_fills);
  np_practice_service_set_latency (rig->service, 60);
  np_document_open_async (rig->document, rig->workspace, RIG_MODEL_ID, NULL, np_await_result_cb,
                          &first);
  np_await_true (workspace_rig_count (rig, "GET") == 1);
  np_practice_service_set_latency (rig->service, 0);
  np_document_open_async (rig->document, rig->workspace, RIG_OTHER_ID, NULL, np_await_result_cb,
                          &second);
  g_assert_true (workspace_rig_finish_open (rig, &second, &error));
  g_assert_no_error (error);
  g_assert_false (workspace_rig_finish_open (rig, &first, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  g_assert_cmpuint (n_fills, ==, 1);
  g_assert_cmpstr (np_document_get_model_id (rig->document), ==, RIG_OTHER_ID);
  workspace_rig_assert_text (rig, NP_FIELD_MODEL_NAME, RIG_OTHER_NAME);
}

/* The answer of the first is already here, only not read yet, when the second
 * is asked for: it still must not get in. */
static void
test_answered_first_open_loses (void)
{
  g_autoptr (WorkspaceRig) rig = workspace_rig_new_scripted ();
  GAsyncResult *first = NULL;
  GAsyncResult *second = NULL;
  g_autoptr (GError) error = NULL;

  workspace_rig_answer (rig, "200 OK", JSON_A);
  np_fault_server_wait (rig->server, "answered");
  workspace_rig_answer (rig, "200 OK", JSON_B);
  np_document_open_async (rig->document, rig->workspace, RIG_MODEL_ID, NULL, np_await_result_cb,
                          &first);
  np_await_true (np_fault_server_get_n_requests (rig->server) == 1);
  while (!np_fault_server_is_at (rig->server, "answered"))
    g_thread_yield ();
  np_document_open_async (rig->document, rig->workspace, RIG_OTHER_ID, NULL, np_await_result_cb,
                          &second);
  np_fault_server_open (rig->server, "answered");

  g_assert_false (workspace_rig_finish_open (rig, &first, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpstr (np_model_form_get_text (rig->form, NP_FIELD_MODEL_NAME), !=, "A");
  g_assert_true (workspace_rig_finish_open (rig, &second, &error));
  g_assert_no_error (error);
  workspace_rig_assert_text (rig, NP_FIELD_MODEL_NAME, "B");
  g_assert_cmpstr (np_document_get_model_id (rig->document), ==, RIG_OTHER_ID);
}

/* The second answers first, then the first one fails: nobody hears of it. */
static void
test_first_open_fails_late (void)
{
  g_autoptr (WorkspaceRig) rig = workspace_rig_new_scripted ();
  GAsyncResult *first = NULL;
  GAsyncResult *second = NULL;
  g_autoptr (GError) error = NULL;

  np_fault_server_read (rig->server);
  workspace_rig_answer (rig, "200 OK", JSON_B);
  np_document_open_async (rig->document, rig->workspace, RIG_MODEL_ID, NULL, np_await_result_cb,
                          &first);
  np_await_true (np_fault_server_get_n_requests (rig->server) == 1);
  np_document_open_async (rig->document, rig->workspace, RIG_OTHER_ID, NULL, np_await_result_cb,
                          &second);
  g_assert_true (workspace_rig_finish_open (rig, &second, &error));
  g_assert_false (workspace_rig_finish_open (rig, &first, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (np_document_get_is_loading (rig->document));
  workspace_rig_assert_text (rig, NP_FIELD_MODEL_NAME, "B");
}

static void
test_failed_open_keeps_form (void)
{
  g_autoptr (WorkspaceRig) rig = workspace_rig_new ();
  g_autoptr (GError) error = NULL;

  open_model (rig, RIG_MODEL_ID);
  np_model_form_set_text (rig->form, NP_FIELD_TASK, "typed");
  np_practice_service_push_fault (rig->service, "GetModel", NP_PRACTICE_FAULT_MODEL_NOT_FOUND);
  g_assert_false (workspace_rig_open (rig, RIG_OTHER_ID, &error));
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_NOT_FOUND);

  g_assert_false (np_document_get_is_loading (rig->document));
  g_assert_cmpstr (np_document_get_model_id (rig->document), ==, RIG_MODEL_ID);
  workspace_rig_assert_text (rig, NP_FIELD_MODEL_NAME, RIG_MODEL_NAME);
  workspace_rig_assert_text (rig, NP_FIELD_TASK, "typed");
  g_assert_true (np_model_form_get_can_save (rig->form));
}

static void
test_cancelled_open (void)
{
  g_autoptr (WorkspaceRig) rig = workspace_rig_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *slot = NULL;
  g_autoptr (GError) error = NULL;

  np_practice_service_set_latency (rig->service, 60);
  np_document_open_async (rig->document, rig->workspace, RIG_MODEL_ID, cancellable,
                          np_await_result_cb, &slot);
  np_await_true (workspace_rig_count (rig, "GET") == 1);
  g_cancellable_cancel (cancellable);
  g_assert_false (workspace_rig_finish_open (rig, &slot, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (np_document_get_is_loading (rig->document));
  g_assert_null (np_document_get_model_id (rig->document));
  g_assert_null (np_model_form_get_model (rig->form));
}

/* A cancellable that was cancelled before it was given. */
static void
test_open_with_cancelled (void)
{
  g_autoptr (WorkspaceRig) rig = workspace_rig_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *slot = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  np_document_open_async (rig->document, rig->workspace, RIG_MODEL_ID, cancellable,
                          np_await_result_cb, &slot);
  g_assert_false (workspace_rig_finish_open (rig, &slot, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (workspace_rig_count (rig, "GET"), ==, 0);
}

static void
reload_with (WorkspaceRig *rig, const char *members)
{
  g_autoptr (GError) error = NULL;

  workspace_rig_put_model (rig, RIG_MODEL_ID, members);
  g_assert_true (workspace_rig_reload (rig, &error));
  g_assert_no_error (error);
}

static void
test_reload_keeps_edits (void)
{
  g_autoptr (WorkspaceRig) rig = workspace_rig_new ();

  open_model (rig, RIG_MODEL_ID);
  np_model_form_set_text (rig->form, NP_FIELD_TASK, "mine");
  reload_with (rig, "\"ModelName\":\"theirs\",\"Task\":\"text-classification\","
                    "\"Domain\":\"cv\"");

  workspace_rig_assert_text (rig, NP_FIELD_TASK, "mine");
  workspace_rig_assert_text (rig, NP_FIELD_MODEL_NAME, "theirs");
  workspace_rig_assert_text (rig, NP_FIELD_DOMAIN, "cv");
  g_assert_cmpuint (np_model_form_get_n_changes (rig->form), ==, 1);
  g_assert_null (np_document_get_conflict (rig->document));
}

/* Keys of extra info that others added do not look like keys that were taken out
 * here. */
static void
test_reload_joins_keys (void)
{
  g_autoptr (WorkspaceRig) rig = workspace_rig_new ();

  workspace_rig_put_model (rig, RIG_MODEL_ID,
                           "\"ModelName\":\"A\",\"ExtraInfo\":{\"a\":1,\"b\":2}");
  open_model (rig, RIG_MODEL_ID);
  np_model_form_set_text (rig->form, NP_FIELD_EXTRA_INFO, "{\"a\":1,\"b\":3}");
  reload_with (rig, "\"ModelName\":\"A\",\"ExtraInfo\":{\"a\":1,\"b\":2,\"c\":4}");
  g_assert_true (np_model_texts_equal (NP_FIELD_EXTRA_INFO,
                                       np_model_form_get_text (rig->form, NP_FIELD_EXTRA_INFO),
                                       "{\"a\":1,\"b\":3,\"c\":4}"));
  g_assert_cmpuint (np_model_form_get_n_changes (rig->form), ==, 1);
}

static void
count_conflict_cb (guint *n)
{
  ++*n;
}

/* What both changed is told, and the form stays as it is until that is settled. */
static void
test_reload_collides (void)
{
  g_autoptr (WorkspaceRig) rig = workspace_rig_new ();
  guint n_told = 0;
  NpModelMerge *conflict = NULL;

  open_model (rig, RIG_MODEL_ID);
  g_signal_connect_swapped (rig->document, "notify::conflict", G_CALLBACK (count_conflict_cb),
                            &n_told);
  np_model_form_set_text (rig->form, NP_FIELD_TASK, "mine");
  reload_with (rig, "\"ModelName\":\"theirs\",\"Task\":\"theirs\"");
  conflict = np_document_get_conflict (rig->document);
  g_assert_nonnull (conflict);
  g_assert_cmpuint (n_told, ==, 1);
  g_assert_cmpuint (np_model_merge_get_n_collisions (conflict), ==, 1);
  workspace_rig_assert_text (rig, NP_FIELD_MODEL_NAME, RIG_MODEL_NAME);
  workspace_rig_assert_text (rig, NP_FIELD_TASK, "mine");

  np_model_merge_choose (conflict, 0, NP_MERGE_SIDE_MINE, NULL);
  np_document_settle_conflict (rig->document, conflict);
  g_assert_null (np_document_get_conflict (rig->document));
  workspace_rig_assert_text (rig, NP_FIELD_MODEL_NAME, "theirs");
  workspace_rig_assert_text (rig, NP_FIELD_TASK, "mine");
  g_assert_cmpstr (np_model_form_get_was (rig->form, NP_FIELD_TASK), ==, "theirs");
}

/* With no edit left there is nothing to decide. */
static void
test_conflict_goes_with_edits (void)
{
  g_autoptr (WorkspaceRig) rig = workspace_rig_new ();

  open_model (rig, RIG_MODEL_ID);
  np_model_form_set_text (rig->form, NP_FIELD_TASK, "mine");
  reload_with (rig, "\"ModelName\":\"theirs\",\"Task\":\"theirs\"");
  g_assert_nonnull (np_document_get_conflict (rig->document));
  np_model_form_put_back_all (rig->form);
  g_assert_null (np_document_get_conflict (rig->document));
  workspace_rig_assert_text (rig, NP_FIELD_MODEL_NAME, "theirs");
  workspace_rig_assert_text (rig, NP_FIELD_TASK, "theirs");
  g_assert_false (np_model_form_get_is_dirty (rig->form));
}

static void
test_failed_reload_keeps_form (void)
{
  g_autoptr (WorkspaceRig) rig = workspace_rig_new ();
  g_autoptr (GError) error = NULL;

  open_model (rig, RIG_MODEL_ID);
  np_model_form_set_text (rig->form, NP_FIELD_TASK, "mine");
  np_practice_service_push_fault (rig->service, "GetModel", NP_PRACTICE_FAULT_UNAVAILABLE);
  g_assert_false (workspace_rig_reload (rig, &error));
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_SERVER);
  workspace_rig_assert_text (rig, NP_FIELD_TASK, "mine");
  workspace_rig_assert_text (rig, NP_FIELD_MODEL_NAME, RIG_MODEL_NAME);
}

/* A reload that began before a save knows the older values only. */
static void
test_save_drops_reload (void)
{
  g_autoptr (WorkspaceRig) rig = workspace_rig_new ();
  GAsyncResult *reload = NULL;
  GAsyncResult *save = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  open_model (rig, RIG_MODEL_ID);
  np_model_form_set_text (rig->form, NP_FIELD_TASK, "mine");
  np_practice_service_set_latency (rig->service, 40);
  np_document_reload_async (rig->document, NULL, np_await_result_cb, &reload);
  np_document_save_async (rig->document, NULL, np_await_result_cb, &save);
  outcome = workspace_rig_finish_save (rig, &save, &error);
  g_assert_no_error (error);
  result = np_await_result (&reload);
  g_assert_false (np_document_reload_finish (rig->document, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  workspace_rig_assert_outcome (outcome, NP_SAVED_CONFIRMED, 1, 1);
  g_assert_false (np_model_form_get_is_dirty (rig->form));
  workspace_rig_assert_text (rig, NP_FIELD_TASK, "mine");
}

static void
test_no_reload_while_saving (void)
{
  g_autoptr (WorkspaceRig) rig = workspace_rig_new ();
  GAsyncResult *save = NULL;
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  open_model (rig, RIG_MODEL_ID);
  np_model_form_set_text (rig->form, NP_FIELD_TASK, "mine");
  np_document_save_async (rig->document, NULL, np_await_result_cb, &save);
  g_assert_false (workspace_rig_reload (rig, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PENDING);
  g_clear_error (&error);
  outcome = workspace_rig_finish_save (rig, &save, &error);
  g_assert_no_error (error);
  workspace_rig_assert_outcome (outcome, NP_SAVED_CONFIRMED, 1, 1);
}

static void
test_close_while_reading (void)
{
  g_autoptr (WorkspaceRig) rig = workspace_rig_new ();
  GAsyncResult *slot = NULL;
  g_autoptr (GError) error = NULL;

  np_practice_service_set_latency (rig->service, 40);
  np_document_open_async (rig->document, rig->workspace, RIG_MODEL_ID, NULL, np_await_result_cb,
                          &slot);
  np_await_true (workspace_rig_count (rig, "GET") == 1);
  np_document_close (rig->document);
  g_assert_false (np_document_get_is_loading (rig->document));
  g_assert_false (workspace_rig_finish_open (rig, &slot, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (np_document_get_model_id (rig->document));
  g_assert_null (np_model_form_get_model (rig->form));
}

static void
test_close_empties (void)
{
  g_autoptr (WorkspaceRig) rig = workspace_rig_new ();

  open_model (rig, RIG_MODEL_ID);
  np_model_form_set_text (rig->form, NP_FIELD_TASK, "typed");
  np_document_close (rig->document);
  g_assert_null (np_document_get_model_id (rig->document));
  g_assert_null (np_document_get_workspace (rig->document));
  g_assert_false (np_model_form_get_is_dirty (rig->form));
  workspace_rig_assert_text (rig, NP_FIELD_TASK, "");
}

/* The save goes to its end, and the form that is empty now stays so. */
static void
test_close_while_saving (void)
{
  g_autoptr (WorkspaceRig) rig = workspace_rig_new ();
  GAsyncResult *slot = NULL;
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  open_model (rig, RIG_MODEL_ID);
  np_model_form_set_text (rig->form, NP_FIELD_TASK, "typed");
  np_document_save_async (rig->document, NULL, np_await_result_cb, &slot);
  np_document_close (rig->document);
  outcome = workspace_rig_finish_save (rig, &slot, &error);
  g_assert_no_error (error);
  workspace_rig_assert_outcome (outcome, NP_SAVED_CONFIRMED, 1, 1);
  g_assert_false (np_document_get_is_saving (rig->document));
  g_assert_null (np_document_get_model_id (rig->document));
  g_assert_null (np_model_form_get_model (rig->form));
}

/* What the save of one model reads back is nothing for the form of another. */
static void
test_open_another_while_saving (void)
{
  g_autoptr (WorkspaceRig) rig = workspace_rig_new ();
  GAsyncResult *slot = NULL;
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  open_model (rig, RIG_MODEL_ID);
  np_model_form_set_text (rig->form, NP_FIELD_TASK, "typed");
  np_practice_service_set_latency (rig->service, 40);
  np_document_save_async (rig->document, NULL, np_await_result_cb, &slot);
  np_await_true (workspace_rig_count (rig, "PUT") == 1);
  np_practice_service_set_latency (rig->service, 0);
  open_model (rig, RIG_OTHER_ID);
  np_model_form_set_text (rig->form, NP_FIELD_DOMAIN, "other");
  outcome = workspace_rig_finish_save (rig, &slot, &error);
  g_assert_no_error (error);
  workspace_rig_assert_outcome (outcome, NP_SAVED_CONFIRMED, 1, 1);

  workspace_rig_assert_text (rig, NP_FIELD_MODEL_NAME, RIG_OTHER_NAME);
  workspace_rig_assert_text (rig, NP_FIELD_DOMAIN, "other");
  g_assert_cmpuint (np_model_form_get_n_changes (rig->form), ==, 1);
}

/* A document that nobody holds any more lives until its call is answered, and
 * not longer. */
static void
test_drop_while_reading (void)
{
  g_autoptr (WorkspaceRig) rig = workspace_rig_new ();
  g_autoptr (NpModelForm) form = np_model_form_new ();
  NpDocument *document = np_document_new (form);
  GAsyncResult *slot = NULL;

  g_object_add_weak_pointer (G_OBJECT (document), (gpointer *) &document);
  np_document_open_async (document, rig->workspace, RIG_MODEL_ID, NULL, np_await_result_cb,
                          &slot);
  g_object_unref (document);
  np_await_true (slot != NULL);
  g_clear_object (&slot);
  np_await_finalized (&document);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  test_clock_install ();

  g_test_add_func ("/document/open", test_open);
  g_test_add_func ("/document/open/second-wins", test_second_open_wins);
  g_test_add_func ("/document/open/answered-first-loses", test_answered_first_open_loses);
  g_test_add_func ("/document/open/first-fails-late", test_first_open_fails_late);
  g_test_add_func ("/document/open/failed-keeps-form", test_failed_open_keeps_form);
  g_test_add_func ("/document/open/cancelled", test_cancelled_open);
  g_test_add_func ("/document/open/with-cancelled", test_open_with_cancelled);
  g_test_add_func ("/document/reload/keeps-edits", test_reload_keeps_edits);
  g_test_add_func ("/document/reload/joins-keys", test_reload_joins_keys);
  g_test_add_func ("/document/reload/collides", test_reload_collides);
  g_test_add_func ("/document/reload/conflict-goes-with-edits", test_conflict_goes_with_edits);
  g_test_add_func ("/document/reload/failed-keeps-form", test_failed_reload_keeps_form);
  g_test_add_func ("/document/reload/dropped-by-save", test_save_drops_reload);
  g_test_add_func ("/document/reload/not-while-saving", test_no_reload_while_saving);
  g_test_add_func ("/document/close/while-reading", test_close_while_reading);
  g_test_add_func ("/document/close/empties", test_close_empties);
  g_test_add_func ("/document/close/while-saving", test_close_while_saving);
  g_test_add_func ("/document/open-another-while-saving", test_open_another_while_saving);
  g_test_add_func ("/document/drop-while-reading", test_drop_while_reading);

  return g_test_run ();
}
