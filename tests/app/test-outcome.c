/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>

#include "np-api-error.h"
#include "np-app-dialog.h"
#include "np-app-problem.h"
#include "np-await.h"
#include "np-fact-row.h"
#include "np-outcome-card.h"
#include "np-outcome-text.h"
#include "np-save-outcome-private.h"
#include "np-window.h"

/* What is said after a save, for each way in which a service may treat it. */

#define FULL RIG_MODEL_JSON ("\"Task\":\"old\",\"Domain\":\"nlp\",\"Origin\":\"ModelScope\"")

static GtkWidget *
await_card (AppRig *rig)
{
  return np_app_await (rig->window, NP_TYPE_OUTCOME_CARD, NULL);
}

static gboolean
has_card (AppRig *rig)
{
  return np_app_find (rig->window, NP_TYPE_OUTCOME_CARD, NULL) != NULL;
}

static void
assert_line (GtkWidget *card, const char *name, const char *sentence)
{
  GtkWidget *row = np_app_find (card, ADW_TYPE_ACTION_ROW, name);

  g_assert_nonnull (row);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, sentence);
  g_assert_true (np_app_has_text (row, sentence));
}

static void
assert_stored (AppRig *rig, const char *member, const char *raw)
{
  g_autofree char *stored = app_rig_dup_stored (rig, member);

  g_assert_cmpstr (stored, ==, raw);
}

/* All is there: a toast says so, with the RequestId and a way back; the card is in
 * the menu for who wants to know more. */
static void
test_confirmed (void)
{
  g_autoptr (AppRig) rig = app_rig_new_with_model (FULL);
  GtkWidget *card = NULL;

  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  app_rig_save (rig);
  app_rig_await_toast (rig, "Saved. 1 of 1 change confirmed.");
  g_assert_false (has_card (rig));
  g_assert_true (np_app_is_enabled (rig->window, "win.undo-save"));
  g_assert_false (np_app_is_enabled (rig->window, "win.give-back"));
  np_app_activate (rig->window, "win.show-outcome", NULL);
  card = await_card (rig);
  g_assert_true (np_app_has_text (card, "Saved. 1 of 1 change confirmed."));
  assert_line (card, "Task", "Confirmed: “typed”");
  g_assert_nonnull (np_app_find (card, NP_TYPE_FACT_ROW, "RequestId"));
  np_app_click (card, "Close");
  g_assert_false (has_card (rig));
}

/* Somebody else typed the same: there is nothing to send, and nothing of ours to undo. */
static void
test_already_there (void)
{
  g_autoptr (AppRig) rig = app_rig_new_with_model (FULL);

  app_rig_set_reviews_harmless (FALSE);
  app_rig_edit (rig, NP_FIELD_DOMAIN, "cv");
  app_rig_put_model (rig, RIG_MODEL_JSON ("\"Task\":\"old\",\"Domain\":\"cv\""));
  app_rig_save (rig);
  app_rig_await_toast (rig, "Nothing had to be sent.");
  g_assert_cmpuint (app_rig_count (rig, "UpdateModel"), ==, 0);
  g_assert_false (np_app_is_enabled (rig->window, "win.undo-save"));
  g_assert_false (app_rig_is_marked (rig, NP_FIELD_DOMAIN));
}

static void
test_undo (void)
{
  g_autoptr (AppRig) rig = app_rig_new_with_model (FULL);
  g_autofree char *body = NULL;

  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  app_rig_edit (rig, NP_FIELD_MODEL_DESCRIPTION, "typed");
  app_rig_save (rig);
  app_rig_await_toast (rig, "Saved. 2 of 2 changes confirmed.");
  app_rig_click_toast (rig, "Undo");
  app_rig_await_toast (rig, "The old values of 2 fields are back, and confirmed.");
  body = app_rig_dup_body (rig);
  g_assert_cmpstr (body, ==, "{\"ModelDescription\":\"\",\"Task\":\"old\"}");
  app_rig_assert_shown (rig, NP_FIELD_TASK, "old");
  app_rig_assert_shown (rig, NP_FIELD_MODEL_DESCRIPTION, "");
  g_assert_false (app_rig_can_save (rig));
}

/* Somebody changed it since: it is said which field, and nothing is sent. */
static void
test_undo_too_late (void)
{
  g_autoptr (AppRig) rig = app_rig_new_with_model (FULL);

  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  app_rig_save (rig);
  app_rig_await_toast (rig, "Saved. 1 of 1 change confirmed.");
  g_assert_false (app_rig_toast_stays (rig));
  app_rig_put_model (rig, RIG_MODEL_JSON ("\"Task\":\"theirs\""));
  app_rig_click_toast (rig, "Undo");
  app_rig_await_toast (rig, "Task");
  g_assert_true (app_rig_toast_stays (rig)); /* it stands nowhere else */
  g_assert_cmpuint (app_rig_count (rig, "UpdateModel"), ==, 1);
  assert_stored (rig, "Task", "\"theirs\"");
}

static void
test_partly (void)
{
  g_autoptr (AppRig) rig = app_rig_new_with_model (FULL);
  GtkWidget *card = NULL;

  np_practice_service_set_semantics (rig->service, NP_PRACTICE_EMPTY_STRING_IGNORED);
  app_rig_edit (rig, NP_FIELD_DOMAIN, "");
  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  app_rig_save (rig);
  card = await_card (rig);
  g_assert_true (np_app_has_text (card, "Saved in part: the service kept 1 of 2 changes."));
  assert_line (card, "Domain", "Not kept. You took it out, and the service still has “nlp”.");
  assert_line (card, "Task", "Confirmed: “typed”");
  g_assert_true (app_rig_is_marked (rig, NP_FIELD_DOMAIN));
  g_assert_false (app_rig_is_marked (rig, NP_FIELD_TASK));
  g_assert_true (app_rig_can_save (rig));
}

static void
test_nothing_kept (void)
{
  g_autoptr (AppRig) rig = app_rig_new_with_model (FULL);
  GtkWidget *card = NULL;

  np_practice_service_push_fault (rig->service, "UpdateModel", NP_PRACTICE_FAULT_IGNORED);
  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  app_rig_save (rig);
  card = await_card (rig);
  g_assert_true (np_app_has_text (card, "kept nothing of 1 change"));
  assert_line (card, "Task", "Not kept. You sent “typed”, and the service has “old”.");
  app_rig_assert_shown (rig, NP_FIELD_TASK, "typed");
}

/* A service that replaces the model: what was lost is named, and one click gives
 * it back. */
static void
test_lost (void)
{
  g_autoptr (AppRig) rig = app_rig_new_with_model (FULL);
  GtkWidget *card = NULL;

  np_practice_service_set_semantics (rig->service, NP_PRACTICE_OMITTED_FIELD_CLEARED);
  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  app_rig_save (rig);
  card = await_card (rig);
  g_assert_true (np_app_has_text (card, "fields that you did not touch."));
  assert_line (card, "Domain", "It was “nlp” and is empty now, though you did not change it.");
  assert_line (card, "Origin",
               "It was “ModelScope” and is empty now, though you did not change it.");
  np_practice_service_set_semantics (rig->service, NP_PRACTICE_SEMANTICS_DEFAULT);
  np_app_click (card, "Give Back");
  app_rig_await_toast (rig, "are back, and confirmed.");
  np_await_true (!has_card (rig));
  assert_stored (rig, "Domain", "\"nlp\"");
  assert_stored (rig, "Origin", "\"ModelScope\"");
  assert_stored (rig, "Task", "\"typed\"");
  app_rig_assert_shown (rig, NP_FIELD_DOMAIN, "nlp");
}

/* A service that merges extra info keeps a key that was taken out. */
static void
test_extra_info_merged (void)
{
  g_autoptr (AppRig) rig = app_rig_new_with_model (
      RIG_MODEL_JSON ("\"ExtraInfo\":{\"kept\":1,\"removed\":2}"));
  GtkWidget *card = NULL;

  np_practice_service_set_semantics (rig->service, NP_PRACTICE_EXTRA_INFO_MERGED);
  app_rig_edit (rig, NP_FIELD_EXTRA_INFO, "{\"kept\":1}");
  app_rig_save (rig);
  card = await_card (rig);
  assert_line (card, "Extra info: removed",
               "Not kept. You took it out, and the service still has “2”.");
}

/* Accepted, but it cannot be said whether it is there. */
static void
test_unconfirmed (void)
{
  g_autoptr (AppRig) rig = app_rig_new_with_model (FULL);
  GtkWidget *card = NULL;

  app_rig_set_reviews_harmless (FALSE);
  np_practice_service_push_fault (rig->service, "GetModel", NP_PRACTICE_FAULT_NONE);
  np_practice_service_push_fault (rig->service, "GetModel", NP_PRACTICE_FAULT_NO_PERMISSION);
  app_rig_edit (rig, NP_FIELD_DOMAIN, "cv");
  app_rig_save (rig);
  card = await_card (rig);
  g_assert_true (np_app_has_text (
      card, "The service accepted the changes, but they could not be read back."));
  assert_line (card, "Domain", "You sent “cv”. What the service has is not known.");
  g_assert_true (app_rig_is_marked (rig, NP_FIELD_DOMAIN));
  app_rig_assert_shown (rig, NP_FIELD_DOMAIN, "cv");
  g_assert_false (np_app_is_enabled (rig->window, "win.undo-save"));
  np_app_click (card, "Why");
  app_problem_await (rig, "may not");
  np_app_click (card, "Look Again");
  np_await_true (!app_rig_is_marked (rig, NP_FIELD_DOMAIN));
}

/* Outcomes that no practice service makes, from what a save may have found. */
static NpModel *
make_model (const char *json)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (json, strlen (json));
  g_autoptr (GError) error = NULL;
  NpModel *model = np_model_new_from_json (bytes, &error);

  g_assert_no_error (error);
  return model;
}

static NpSaveOutcome *
make_outcome (AppRig *rig, const char *witness, const char *stored, const GError *error)
{
  NpDocument *document = np_model_page_get_document (
      np_window_get_model_page (NP_WINDOW (rig->window)));
  const char *texts[NP_N_FIELDS] = { [NP_FIELD_TASK] = " typed " };
  NpSaveFindings found = { .workspace = np_document_get_workspace (document),
                           .saved_at = 1,
                           .request_id = (char *) "R-1" };
  g_autoptr (NpModel) before = make_model (FULL);
  g_autoptr (NpModel) witness_model = witness != NULL ? make_model (witness) : NULL;
  g_autoptr (NpModel) stored_model = stored != NULL ? make_model (stored) : NULL;
  g_autoptr (NpModelChanges) changes = np_model_changes_new (before, texts);

  found.before = before;
  found.witness = witness_model;
  found.stored = stored_model;
  found.changes = changes;
  found.error = (GError *) error;
  return np_save_outcome_new (&found);
}

static GtkWidget *
show (AppRig *rig, NpSaveOutcome *outcome)
{
  np_model_page_show_outcome (np_window_get_model_page (NP_WINDOW (rig->window)), outcome);
  return await_card (rig);
}

/* The service made something else of a value. */
static void
test_stored_differently (void)
{
  g_autoptr (AppRig) rig = app_rig_new_with_model (FULL);
  g_autoptr (NpSaveOutcome) outcome = make_outcome (
      rig, NULL,
      RIG_MODEL_JSON ("\"Task\":\"typed\",\"Domain\":\"nlp\",\"Origin\":\"ModelScope\""), NULL);
  GtkWidget *card = show (rig, outcome);

  g_assert_true (np_app_has_text (card, "Saved, but the service stored it differently."));
  assert_line (card, "Task", "Stored as “typed”. You sent “ typed ”.");
}

static void
test_overwritten (void)
{
  g_autoptr (AppRig) rig = app_rig_new_with_model (FULL);
  g_autoptr (NpSaveOutcome) outcome = make_outcome (
      rig, RIG_MODEL_JSON ("\"Task\":\"theirs\",\"Domain\":\"nlp\",\"Origin\":\"ModelScope\""),
      RIG_MODEL_JSON ("\"Task\":\" typed \",\"Domain\":\"nlp\",\"Origin\":\"ModelScope\""),
      NULL);
  GtkWidget *card = show (rig, outcome);

  /* So a toast, which goes away, is not enough. */
  g_assert_true (np_outcome_text_needs_look (outcome));
  g_assert_true (
      np_app_has_text (card, "Saved, over 1 value that somebody else had just set."));
  assert_line (card, "Task",
               "Somebody else had just set it to “theirs”. Your “ typed ” replaced that.");
  g_assert_nonnull (np_app_find (card, GTK_TYPE_BUTTON, "Give Back"));
}

static void
test_not_known (void)
{
  g_autoptr (GError)
      error = g_error_new_literal (NP_API_ERROR, NP_API_ERROR_OUTCOME_UNKNOWN, "lost");
  g_autoptr (AppRig) rig = app_rig_new_with_model (FULL);
  g_autoptr (NpSaveOutcome) outcome = make_outcome (rig, NULL, NULL, error);
  GtkWidget *card = show (rig, outcome);

  assert_line (card, "Task", "You sent “ typed ”. What the service has is not known.");
  g_assert_nonnull (np_app_find (card, GTK_TYPE_BUTTON, "Look Again"));
  g_assert_null (np_app_find (card, GTK_TYPE_BUTTON, "Undo the Save"));
}

/* Somebody wrote over it a moment later. */
static void
test_changed_after_save (void)
{
  g_autoptr (AppRig) rig = app_rig_new_with_model (FULL);
  NpDocument *document = np_model_page_get_document (
      np_window_get_model_page (NP_WINDOW (rig->window)));
  const char *texts[NP_N_FIELDS] = { [NP_FIELD_TASK] = "mine" };
  g_autoptr (NpSaveOutcome) outcome = make_outcome (rig, NULL, FULL, NULL);
  g_autoptr (NpModel) now = make_model (RIG_MODEL_JSON ("\"Task\":\"theirs\""));
  g_autoptr (NpModelChanges) undone = np_model_changes_new (now, texts);
  GtkWidget *card = NULL;

  g_signal_emit_by_name (document, "changed-after-save", outcome, undone);
  app_rig_await_toast (rig, "Somebody else changed what you have just saved.");
  card = await_card (rig);
  g_assert_true (np_app_has_text (card, "Somebody else changed what you have just saved."));
  assert_line (card, "Task", "You saved “mine”. It is “theirs” now.");
}

/* Another model is no place for it. */
static void
test_other_model (void)
{
  g_autoptr (AppRig) rig = app_rig_new_with_model (FULL);

  np_practice_service_push_fault (rig->service, "UpdateModel", NP_PRACTICE_FAULT_IGNORED);
  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  app_rig_save (rig);
  await_card (rig);
  np_app_activate (app_rig_get_editor (rig, NP_FIELD_TASK), "model.put-back-all", NULL);
  app_rig_open (rig, RIG_OTHER_ID);
  np_await_true (np_app_has_text (rig->window, RIG_OTHER_NAME));
  g_assert_false (has_card (rig));
}

int
main (int argc, char **argv)
{
  app_rig_init (&argc, &argv);

  g_test_add_func ("/outcome/confirmed", test_confirmed);
  g_test_add_func ("/outcome/already-there", test_already_there);
  g_test_add_func ("/outcome/undo", test_undo);
  g_test_add_func ("/outcome/undo/too-late", test_undo_too_late);
  g_test_add_func ("/outcome/partly", test_partly);
  g_test_add_func ("/outcome/nothing-kept", test_nothing_kept);
  g_test_add_func ("/outcome/lost", test_lost);
  g_test_add_func ("/outcome/extra-info-merged", test_extra_info_merged);
  g_test_add_func ("/outcome/unconfirmed", test_unconfirmed);
  g_test_add_func ("/outcome/stored-differently", test_stored_differently);
  g_test_add_func ("/outcome/overwritten", test_overwritten);
  g_test_add_func ("/outcome/not-known", test_not_known);
  g_test_add_func ("/outcome/changed-after-save", test_changed_after_save);
  g_test_add_func ("/outcome/other-model", test_other_model);

  return app_rig_run ();
}
