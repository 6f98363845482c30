/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>

#include "np-api-error.h"
#include "np-await.h"
#include "test-clock.h"
#include "workspace-rig.h"

/* Saving through the document, to a service that keeps what it is sent, or
 * keeps it in one of the ways that no document describes. */

static WorkspaceRig *
open_rig (void)
{
  WorkspaceRig *rig = workspace_rig_new ();
  g_autoptr (GError) error = NULL;

  workspace_rig_open (rig, RIG_MODEL_ID, &error);
  g_assert_no_error (error);
  return rig;
}

static NpSaveOutcome *
save (WorkspaceRig *rig)
{
  g_autoptr (GError) error = NULL;
  NpSaveOutcome *outcome = workspace_rig_save (rig, &error);

  g_assert_no_error (error);
  return outcome;
}

static void
test_all_fields (void)
{
  g_autoptr (WorkspaceRig) rig = open_rig ();
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autofree char *body = NULL;

  np_model_form_set_text (rig->form, NP_FIELD_MODEL_NAME, "新闻 \"A\\B\"");
  np_model_form_set_text (rig->form, NP_FIELD_MODEL_DESCRIPTION, "one\r\ntwo\n");
  np_model_form_set_text (rig->form, NP_FIELD_ACCESSIBILITY, "PUBLIC");
  np_model_form_set_text (rig->form, NP_FIELD_ORIGIN, "");
  np_model_form_set_text (rig->form, NP_FIELD_DOMAIN, "cv");
  np_model_form_set_text (rig->form, NP_FIELD_TASK, "/slash");
  np_model_form_set_text (rig->form, NP_FIELD_MODEL_TYPE, "LoRA");
  np_model_form_set_text (rig->form, NP_FIELD_PARAMETER_SIZE, "9223372036854775807");
  np_model_form_set_text (rig->form, NP_FIELD_MODEL_DOC, "https://example.com/?a=1&b=2");
  np_model_form_set_text (rig->form, NP_FIELD_ORDER_NUMBER, "-7");
  np_model_form_set_text (rig->form, NP_FIELD_EXTRA_INFO, "{ \"Rating\" : 4.90 }");
  outcome = save (rig);
  body = workspace_rig_dup_last_body (rig);

  g_assert_cmpstr (body, ==,
                   "{\"Accessibility\":\"PUBLIC\",\"Domain\":\"cv\","
                   "\"ExtraInfo\":{\"Rating\":4.90},"
                   "\"ModelDescription\":\"one\\r\\ntwo\\n\","
                   "\"ModelDoc\":\"https://example.com/?a=1&b=2\","
                   "\"ModelName\":\"新闻 \\\"A\\\\B\\\"\",\"ModelType\":\"LoRA\","
                   "\"OrderNumber\":-7,\"Origin\":\"\","
                   "\"ParameterSize\":9223372036854775807,\"Task\":\"/slash\"}");
  workspace_rig_assert_outcome (outcome, NP_SAVED_CONFIRMED, 11, 11);
  g_assert_nonnull (np_save_outcome_get_request_id (outcome));
  g_assert_false (np_model_form_get_is_dirty (rig->form));
  g_assert_cmpuint (workspace_rig_count (rig, "PUT"), ==, 1);
}

static void
test_only_changes (void)
{
  g_autoptr (WorkspaceRig) rig = open_rig ();
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GPtrArray) requests = NULL;
  NpPracticeRequest *put = NULL;
  g_autofree char *body = NULL;

  np_model_form_set_text (rig->form, NP_FIELD_ORIGIN, "typed and taken back");
  np_model_form_set_text (rig->form, NP_FIELD_ORIGIN, "ModelScope");
  np_model_form_set_text (rig->form, NP_FIELD_ORDER_NUMBER, "12");
  outcome = save (rig);
  body = workspace_rig_dup_last_body (rig);
  requests = np_practice_service_dup_requests (rig->service);
  put = requests->pdata[2];

  g_assert_cmpstr (body, ==, "{\"OrderNumber\":12}");
  g_assert_cmpstr (put->operation, ==, "UpdateModel");
  g_assert_cmpstr (np_save_outcome_get_request_id (outcome), ==, put->request_id);
  g_assert_cmpuint (requests->len, ==, 4);
}

static void
assert_nothing_to_save (WorkspaceRig *rig)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NpSaveOutcome) outcome = workspace_rig_save (rig, &error);

  g_assert_null (outcome);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_false (np_document_get_is_saving (rig->document));
  g_assert_cmpuint (workspace_rig_count (rig, "PUT"), ==, 0);
}

static void
test_nothing_to_save (void)
{
  g_autoptr (WorkspaceRig) rig = workspace_rig_new ();
  g_autoptr (GError) error = NULL;

  assert_nothing_to_save (rig);
  workspace_rig_open (rig, RIG_MODEL_ID, &error);
  g_assert_no_error (error);
  assert_nothing_to_save (rig);
  np_model_form_set_text (rig->form, NP_FIELD_ORDER_NUMBER, "twelve");
  np_model_form_set_text (rig->form, NP_FIELD_TASK, "valid");
  assert_nothing_to_save (rig);
}

static void
test_many_saves_one_request (void)
{
  g_autoptr (WorkspaceRig) rig = open_rig ();
  GAsyncResult *slots[10] = { NULL };
  g_autoptr (GError) error = NULL;

  np_model_form_set_text (rig->form, NP_FIELD_TASK, "typed");
  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    {
      np_document_save_async (rig->document, NULL, np_await_result_cb, &slots[i]);
      g_assert_true (np_document_get_is_saving (rig->document));
    }
  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    {
      g_autoptr (NpSaveOutcome) outcome = workspace_rig_finish_save (rig, &slots[i], &error);

      if (i == 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PENDING);
      g_assert_true ((outcome != NULL) == (i == 0));
      g_clear_error (&error);
    }
  g_assert_false (np_document_get_is_saving (rig->document));
  g_assert_cmpuint (workspace_rig_count (rig, "PUT"), ==, 1);
}

static void
test_edits_while_saving (void)
{
  g_autoptr (WorkspaceRig) rig = open_rig ();
  GAsyncResult *slot = NULL;
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (NpSaveOutcome) next = NULL;
  g_autofree char *first_body = NULL;
  g_autofree char *next_body = NULL;
  g_autoptr (GError) error = NULL;

  np_model_form_set_text (rig->form, NP_FIELD_TASK, "sent");
  np_model_form_set_text (rig->form, NP_FIELD_ORIGIN, "sent");
  np_document_save_async (rig->document, NULL, np_await_result_cb, &slot);
  np_model_form_set_text (rig->form, NP_FIELD_TASK, "typed while saving");
  np_model_form_set_text (rig->form, NP_FIELD_DOMAIN, "cv");
  outcome = workspace_rig_finish_save (rig, &slot, &error);
  g_assert_no_error (error);
  first_body = workspace_rig_dup_last_body (rig);
  g_assert_cmpstr (first_body, ==, "{\"Origin\":\"sent\",\"Task\":\"sent\"}");
  workspace_rig_assert_outcome (outcome, NP_SAVED_CONFIRMED, 2, 2);

  workspace_rig_assert_text (rig, NP_FIELD_TASK, "typed while saving");
  g_assert_cmpstr (np_model_form_get_was (rig->form, NP_FIELD_TASK), ==, "sent");
  g_assert_cmpuint (np_model_form_get_n_changes (rig->form), ==, 2);
  next = save (rig);
  next_body = workspace_rig_dup_last_body (rig);
  g_assert_cmpstr (next_body, ==, "{\"Domain\":\"cv\",\"Task\":\"typed while saving\"}");
  g_assert_false (np_model_form_get_is_dirty (rig->form));
}

/* Fields that were not sent may be emptied: the form then shows it, and does not
 * take it for an edit. */
static void
test_omitted_cleared (void)
{
  g_autoptr (WorkspaceRig) rig = open_rig ();
  g_autoptr (NpSaveOutcome) outcome = NULL;

  np_practice_service_set_semantics (rig->service, NP_PRACTICE_OMITTED_FIELD_CLEARED);
  np_model_form_set_text (rig->form, NP_FIELD_TASK, "typed");
  outcome = save (rig);
  workspace_rig_assert_outcome (outcome, NP_SAVED_CONFIRMED, 1, 1);
  workspace_rig_assert_text (rig, NP_FIELD_TASK, "typed");
  workspace_rig_assert_text (rig, NP_FIELD_ORIGIN, "");
  workspace_rig_assert_text (rig, NP_FIELD_MODEL_NAME, RIG_MODEL_NAME);
  g_assert_false (np_model_form_get_is_dirty (rig->form));
}

/* A service that merges keeps the keys that were taken out. */
static void
test_extra_info_merged (void)
{
  g_autoptr (WorkspaceRig) rig = open_rig ();
  g_autoptr (NpSaveOutcome) outcome = NULL;

  np_practice_service_set_semantics (rig->service, NP_PRACTICE_EXTRA_INFO_MERGED);
  np_model_form_set_text (rig->form, NP_FIELD_TASK, "typed");
  np_model_form_set_text (rig->form, NP_FIELD_EXTRA_INFO, "{\"Mine\":1}");
  outcome = save (rig);
  workspace_rig_assert_outcome (outcome, NP_SAVED_PARTLY, 1, 2);
  workspace_rig_assert_text (rig, NP_FIELD_EXTRA_INFO, "{\"Mine\":1}");
  g_assert_true (np_model_form_get_is_changed (rig->form, NP_FIELD_EXTRA_INFO));
  g_assert_nonnull (
      strstr (np_model_form_get_was (rig->form, NP_FIELD_EXTRA_INFO), "RatingCount"));
  g_assert_cmpuint (np_model_form_get_n_changes (rig->form), ==, 1);
}

static void
test_empty_ignored (void)
{
  g_autoptr (WorkspaceRig) rig = open_rig ();
  g_autoptr (NpSaveOutcome) outcome = NULL;

  np_practice_service_set_semantics (rig->service, NP_PRACTICE_EMPTY_STRING_IGNORED);
  np_model_form_set_text (rig->form, NP_FIELD_DOMAIN, "");
  np_model_form_set_text (rig->form, NP_FIELD_TASK, "typed");
  outcome = save (rig);
  workspace_rig_assert_outcome (outcome, NP_SAVED_PARTLY, 1, 2);
  workspace_rig_assert_text (rig, NP_FIELD_DOMAIN, "");
  g_assert_cmpstr (np_model_form_get_was (rig->form, NP_FIELD_DOMAIN), ==, "nlp");
  g_assert_false (np_model_form_get_is_changed (rig->form, NP_FIELD_TASK));
  g_assert_true (np_model_form_get_can_save (rig->form));
}

/* The service says yes and keeps nothing: it is looked more than once, and sent
 * never again. */
static void
test_ignored (void)
{
  g_autoptr (WorkspaceRig) rig = open_rig ();
  g_autoptr (NpSaveOutcome) outcome = NULL;

  np_practice_service_push_fault (rig->service, "UpdateModel", NP_PRACTICE_FAULT_IGNORED);
  np_model_form_set_text (rig->form, NP_FIELD_TASK, "typed");
  np_model_form_set_text (rig->form, NP_FIELD_DOMAIN, "cv");
  outcome = save (rig);
  workspace_rig_assert_outcome (outcome, NP_SAVED_NOT_APPLIED, 0, 2);
  g_assert_nonnull (np_save_outcome_get_request_id (outcome));
  g_assert_cmpuint (np_model_form_get_n_changes (rig->form), ==, 2);
  workspace_rig_assert_text (rig, NP_FIELD_TASK, "typed");
  g_assert_cmpuint (workspace_rig_count (rig, "PUT"), ==, 1);
  g_assert_cmpuint (workspace_rig_count (rig, "GET"), ==, 2 + RIG_N_GET_MODEL);
}

/* A refusal is an answer: nothing is looked at, nothing is sent again, and
 * nothing typed is lost. */
static void
test_refused (void)
{
  g_autoptr (WorkspaceRig) rig = open_rig ();
  g_autoptr (NpSaveOutcome) refused = NULL;
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  np_practice_service_push_fault (rig->service, "UpdateModel", NP_PRACTICE_FAULT_NO_PERMISSION);
  np_model_form_set_text (rig->form, NP_FIELD_TASK, "typed");
  refused = workspace_rig_save (rig, &error);
  g_assert_null (refused);
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_PERMISSION_DENIED);
  g_assert_cmpstr (np_api_error_get_detail (error)->action, ==, "paimodel:UpdateModel");
  g_assert_cmpuint (workspace_rig_count (rig, "PUT"), ==, 1);
  g_assert_cmpuint (workspace_rig_count (rig, "GET"), ==, 2);
  g_assert_true (np_model_form_get_can_save (rig->form));
  workspace_rig_assert_text (rig, NP_FIELD_TASK, "typed");

  outcome = save (rig);
  workspace_rig_assert_outcome (outcome, NP_SAVED_CONFIRMED, 1, 1);
}

/* Accepted, but the look that follows is refused. */
static void
test_unconfirmed (void)
{
  g_autoptr (WorkspaceRig) rig = open_rig ();
  g_autoptr (NpSaveOutcome) outcome = NULL;

  np_practice_service_push_fault (rig->service, "GetModel", NP_PRACTICE_FAULT_NONE);
  np_practice_service_push_fault (rig->service, "GetModel", NP_PRACTICE_FAULT_NO_PERMISSION);
  np_model_form_set_text (rig->form, NP_FIELD_TASK, "typed");
  outcome = save (rig);
  workspace_rig_assert_outcome (outcome, NP_SAVED_UNCONFIRMED, 0, 1);
  g_assert_nonnull (np_save_outcome_get_request_id (outcome));
  g_assert_error (np_save_outcome_get_error (outcome), NP_API_ERROR,
                  NP_API_ERROR_PERMISSION_DENIED);
  g_assert_null (np_save_outcome_get_stored (outcome));
  workspace_rig_assert_text (rig, NP_FIELD_TASK, "typed");
  g_assert_true (np_model_form_get_is_dirty (rig->form));
}

static void
test_cancelled_before_answer (void)
{
  g_autoptr (WorkspaceRig) rig = open_rig ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *slot = NULL;
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  np_practice_service_set_latency (rig->service, 60);
  np_model_form_set_text (rig->form, NP_FIELD_TASK, "typed");
  np_document_save_async (rig->document, cancellable, np_await_result_cb, &slot);
  np_await_true (workspace_rig_count (rig, "PUT") == 1);
  g_cancellable_cancel (cancellable);
  outcome = workspace_rig_finish_save (rig, &slot, &error);
  g_assert_null (outcome);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (np_document_get_is_saving (rig->document));
  workspace_rig_assert_text (rig, NP_FIELD_TASK, "typed");
  g_assert_true (np_model_form_get_can_save (rig->form));
}

/* What the service has answered stays true when the look is cancelled. */
static void
test_cancelled_after_answer (void)
{
  g_autoptr (WorkspaceRig) rig = open_rig ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *slot = NULL;
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  np_practice_service_set_latency (rig->service, 40);
  np_model_form_set_text (rig->form, NP_FIELD_TASK, "typed");
  np_document_save_async (rig->document, cancellable, np_await_result_cb, &slot);
  np_await_true (workspace_rig_count (rig, "GET") == 3);
  g_cancellable_cancel (cancellable);
  outcome = workspace_rig_finish_save (rig, &slot, &error);
  g_assert_no_error (error);
  workspace_rig_assert_outcome (outcome, NP_SAVED_UNCONFIRMED, 0, 1);
  g_assert_nonnull (np_save_outcome_get_request_id (outcome));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  test_clock_install ();

  g_test_add_func ("/save/all-fields", test_all_fields);
  g_test_add_func ("/save/only-changes", test_only_changes);
  g_test_add_func ("/save/nothing-to-save", test_nothing_to_save);
  g_test_add_func ("/save/many-saves-one-request", test_many_saves_one_request);
  g_test_add_func ("/save/edits-while-saving", test_edits_while_saving);
  g_test_add_func ("/save/omitted-cleared", test_omitted_cleared);
  g_test_add_func ("/save/extra-info-merged", test_extra_info_merged);
  g_test_add_func ("/save/empty-ignored", test_empty_ignored);
  g_test_add_func ("/save/ignored", test_ignored);
  g_test_add_func ("/save/refused", test_refused);
  g_test_add_func ("/save/unconfirmed", test_unconfirmed);
  g_test_add_func ("/save/cancelled-before-answer", test_cancelled_before_answer);
  g_test_add_func ("/save/cancelled-after-answer", test_cancelled_after_answer);

  return g_test_run ();
}
