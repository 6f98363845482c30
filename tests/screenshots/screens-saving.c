/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "screens-saving.h"

#include <string.h>

#include "np-api-error.h"
#include "np-app-drafts.h"
#include "np-app-steps.h"
#include "np-application.h"
#include "np-await.h"
#include "np-compare-dialog.h"
#include "np-conflict-dialog.h"
#include "np-history-dialog.h"
#include "np-history-row.h"
#include "np-library-private.h"
#include "np-outcome-card.h"
#include "np-open-dialog.h"
#include "np-preferences-dialog.h"
#include "np-receipt-dialog.h"
#include "np-review-dialog.h"
#include "np-save-outcome-private.h"
#include "np-window-private.h"
#include "np-workspace-private.h"

#define MODEL(members) \
  "{\"ModelId\":\"" RIG_MODEL_ID "\",\"ModelName\":\"新闻分类\"," members "}"

#define BEFORE                                                                    \
  MODEL ("\"ModelDescription\":\"Reads news and tells what they are about.\","    \
         "\"Task\":\"text-classification\",\"Domain\":\"nlp\",\"OrderNumber\":3," \
         "\"Origin\":\"ModelScope\",\"ExtraInfo\":{\"Rating\":4.90,\"Downloads\":7}")

/* A word that cannot be broken, as long as a value may be. */
#define LONG_WORD "AWordThatIsAsLongAsTheNamesOfSomeModelsAndCannotBeBrokenAnywhereAtAll"

static GtkWidget *
open_practice (AppRig *rig)
{
  np_app_activate (rig->window, "win.practice", NULL);
  app_rig_await_page (rig, "start");
  np_window_open_model (NP_WINDOW (rig->window), RIG_MODEL_ID);
  app_rig_await_page (rig, "model");
  return GTK_WIDGET (rig->window);
}

static NpModelPage *
get_page (AppRig *rig)
{
  return np_window_get_model_page (NP_WINDOW (rig->window));
}

static NpDocument *
get_document (AppRig *rig)
{
  return np_model_page_get_document (get_page (rig));
}

static void
edit (AppRig *rig, NpFieldId id, const char *text)
{
  np_model_form_set_text (np_document_get_form (get_document (rig)), id, text);
}

static GtkWidget *
await_review (AppRig *rig)
{
  np_app_activate (get_page (rig), "model.save", NULL);
  return np_app_await (NULL, NP_TYPE_REVIEW_DIALOG, NULL);
}

static void
expand (GtkWidget *root)
{
  adw_expander_row_set_expanded (
      ADW_EXPANDER_ROW (np_app_await (root, ADW_TYPE_EXPANDER_ROW, NULL)), TRUE);
}

static GtkWidget *
show_review (AppRig *rig)
{
  open_practice (rig);
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    edit (rig, id, app_rig_texts[id]);
  return await_review (rig);
}

/* Folded, with the request. */
static GtkWidget *
show_review_long (AppRig *rig)
{
  g_autoptr (GString) text = g_string_new (LONG_WORD "\n");
  GtkWidget *dialog = NULL;

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (text, "Line %u of a long description，第 %u 行。 ", i, i);
  open_practice (rig);
  edit (rig, NP_FIELD_MODEL_DESCRIPTION, text->str);
  edit (rig, NP_FIELD_TASK, LONG_WORD LONG_WORD);
  edit (rig, NP_FIELD_DOMAIN, " n\u200blp\t");
  dialog = await_review (rig);
  expand (dialog);
  return dialog;
}

static NpModel *
make_model (const char *json)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (json, strlen (json));
  g_autoptr (GError) error = NULL;
  NpModel *model = np_model_new_from_json (bytes, &error);

  g_assert_no_error (error);
  return model;
}

static void
decided_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (np_conflict_dialog_run_finish (result, &error));
}

static void
collect_choice_cb (GtkWidget *widget, gpointer user_data)
{
  if (GTK_IS_CHECK_BUTTON (widget))
    g_ptr_array_add (user_data, widget);
}

/* Mine for the first, another value for the second, nothing yet for the third. */
static GtkWidget *
show_conflict (AppRig *rig)
{
  g_autoptr (NpModel) base = make_model (BEFORE);
  g_autoptr (NpModel)
      theirs = make_model (MODEL ("\"ModelDescription\":\"Tells what news are about.\","
                                  "\"Task\":\"" LONG_WORD "\",\"OrderNumber\":4,"
                                  "\"Origin\":\"HuggingFace\",\"Domain\":\"nlp\","
                                  "\"ExtraInfo\":{\"Rating\":4.95,\"Downloads\":8}"));
  const char *mine[NP_N_FIELDS] = {
    [NP_FIELD_MODEL_DESCRIPTION] =
        "Reads news and names their subject.\n\n读新闻，说出它的主题。",
    [NP_FIELD_TASK] = "",
    [NP_FIELD_EXTRA_INFO] = "{\"Rating\":4.85,\"Downloads\":7}",
  };
  g_autoptr (NpModelMerge) merge = np_model_merge_new_for_model (base, theirs, mine);
  g_autoptr (GPtrArray) choices = g_ptr_array_new ();
  GtkWidget *dialog = NULL;

  open_practice (rig);
  np_conflict_dialog_run_async (merge, rig->window, NULL, decided_cb, NULL);
  dialog = np_app_await (NULL, NP_TYPE_CONFLICT_DIALOG, NULL);
  expand (dialog);
  np_app_visit (dialog, collect_choice_cb, choices);
  gtk_widget_activate (choices->pdata[2]);
  gtk_widget_activate (choices->pdata[7]);
  return dialog;
}

/* What a save of three changes found. */
static GtkWidget *
show_outcome (AppRig *rig, const char *witness, const char *stored, const GError *error)
{
  const char *texts[NP_N_FIELDS] = {
    [NP_FIELD_TASK] = " news ", [NP_FIELD_DOMAIN] = "", [NP_FIELD_MODEL_DESCRIPTION] = LONG_WORD
  };
  g_autoptr (NpModel) before = make_model (BEFORE);
  g_autoptr (NpModel) witness_model = witness != NULL ? make_model (witness) : NULL;
  g_autoptr (NpModel) stored_model = stored != NULL ? make_model (stored) : NULL;
  g_autoptr (NpModelChanges) changes = np_model_changes_new (before, texts);
  NpSaveFindings found = { .before = before,
                           .witness = witness_model,
                           .stored = stored_model,
                           .changes = changes,
                           .saved_at = 1,
                           .error = (GError *) error,
                           .request_id = (char *) "3C85E634-7E0C-5B1E-9F4E-0A5E5B8F1D2C" };
  g_autoptr (NpSaveOutcome) outcome = NULL;

  if (g_error_matches (error, NP_API_ERROR, NP_API_ERROR_OUTCOME_UNKNOWN))
    {
      found.is_lost = TRUE;
      found.request_id = NULL;
    }
  open_practice (rig);
  found.workspace = np_document_get_workspace (get_document (rig));
  outcome = np_save_outcome_new (&found);
  np_window_set_outcome (NP_WINDOW (rig->window), outcome);
  np_model_page_show_outcome (get_page (rig), outcome);
  np_app_await (rig->window, NP_TYPE_OUTCOME_CARD, NULL);
  return GTK_WIDGET (rig->window);
}

static GtkWidget *
show_confirmed (AppRig *rig)
{
  return show_outcome (rig, NULL,
                       MODEL ("\"ModelDescription\":\"" LONG_WORD "\",\"Task\":\" news \","
                              "\"Domain\":\"\",\"OrderNumber\":3,\"Origin\":\"ModelScope\","
                              "\"ExtraInfo\":{\"Rating\":4.90,\"Downloads\":7}"),
                       NULL);
}

static GtkWidget *
show_stored_differently (AppRig *rig)
{
  return show_outcome (rig, NULL,
                       MODEL ("\"ModelDescription\":\"" LONG_WORD "\",\"Task\":\"news\","
                              "\"Domain\":\"\",\"OrderNumber\":3,\"Origin\":\"ModelScope\","
                              "\"ExtraInfo\":{\"Rating\":4.90,\"Downloads\":7}"),
                       NULL);
}

static GtkWidget *
show_partly (AppRig *rig)
{
  return show_outcome (rig, NULL,
                       MODEL ("\"ModelDescription\":\"" LONG_WORD "\",\"Task\":\" news \","
                              "\"Domain\":\"nlp\",\"OrderNumber\":3,\"Origin\":\"ModelScope\","
                              "\"ExtraInfo\":{\"Rating\":4.90,\"Downloads\":7}"),
                       NULL);
}

static GtkWidget *
show_lost (AppRig *rig)
{
  return show_outcome (rig, NULL,
                       MODEL ("\"ModelDescription\":\"" LONG_WORD "\",\"Task\":\" news \","
                              "\"Domain\":\"\""),
                       NULL);
}

static GtkWidget *
show_overwritten (AppRig *rig)
{
  return show_outcome (rig,
                       MODEL (
                           "\"ModelDescription\":\"Reads news and tells what they are about.\","
                           "\"Task\":\"theirs\",\"Domain\":\"nlp\",\"OrderNumber\":3,"
                           "\"Origin\":\"ModelScope\","
                           "\"ExtraInfo\":{\"Rating\":4.90,\"Downloads\":7}"),
                       MODEL ("\"ModelDescription\":\"" LONG_WORD "\",\"Task\":\" news \","
                              "\"Domain\":\"\",\"OrderNumber\":3,\"Origin\":\"ModelScope\","
                              "\"ExtraInfo\":{\"Rating\":4.90,\"Downloads\":7}"),
                       NULL);
}

static GtkWidget *
show_unconfirmed (AppRig *rig)
{
  g_autoptr (GError) error = g_error_new_literal (NP_API_ERROR, NP_API_ERROR_PERMISSION_DENIED,
                                                  "GetModel: it may not be read");

  return show_outcome (rig, NULL, NULL, error);
}

static GtkWidget *
show_unknown (AppRig *rig)
{
  g_autoptr (GError) error = g_error_new_literal (NP_API_ERROR, NP_API_ERROR_OUTCOME_UNKNOWN,
                                                  "UpdateModel: the answer was lost");

  return show_outcome (rig, NULL, NULL, error);
}

static GtkWidget *
show_later (AppRig *rig)
{
  const char *texts[NP_N_FIELDS] = { [NP_FIELD_TASK] = "mine", [NP_FIELD_DOMAIN] = "" };
  g_autoptr (NpModel) now = make_model (BEFORE);
  g_autoptr (NpModelChanges) undone = np_model_changes_new (now, texts);

  open_practice (rig);
  np_model_page_show_later (get_page (rig), undone);
  np_app_await (rig->window, NP_TYPE_OUTCOME_CARD, NULL);
  return GTK_WIDGET (rig->window);
}

static NpHistoryEntry *
make_entry (AppRig *rig, gint64 day, NpSavedResult result)
{
  NpWorkspace *workspace = np_document_get_workspace (get_document (rig));
  NpHistoryEntry *entry = np_history_entry_new (
      g_get_real_time () - day * G_TIME_SPAN_DAY, np_workspace_get_account_id (workspace),
      "Practice", np_workspace_get_key_host (workspace), "cn-hangzhou", RIG_MODEL_ID,
      RIG_MODEL_NAME, result, "3C85E634-7E0C-5B1E-9F4E-0A5E5B8F1D2C", NULL, FALSE);

  np_history_entry_take_change (entry, NP_FIELD_MODEL_DESCRIPTION,
                                "Reads news and tells what they are about.",
                                "Reads news，说出它的主题。 " LONG_WORD, NULL, NP_FATE_KEPT);
  np_history_entry_take_change (entry, NP_FIELD_ACCESSIBILITY, "PRIVATE", "PUBLIC", NULL,
                                result == NP_SAVED_PARTLY ? NP_FATE_NOT_KEPT : NP_FATE_KEPT);
  np_history_entry_take_change (entry, NP_FIELD_TASK, "", "text-classification", NULL,
                                NP_FATE_KEPT);
  return entry;
}

static void
fill_history (AppRig *rig)
{
  NpLibrary *library = np_application_get_library (NP_APPLICATION (rig->application));

  open_practice (rig);
  for (gint64 i = 6; i >= 0; i--)
    {
      g_autoptr (NpHistoryEntry) entry = make_entry (rig, i, (NpSavedResult) i);

      np_library_add_history (library, entry);
    }
}

static void
unfold_first (GtkWidget *root)
{
  g_signal_emit_by_name (np_app_await (root, NP_TYPE_HISTORY_ROW, NULL), "asked", "unfold");
}

static void
turn_to_history (AppRig *rig)
{
  adw_view_stack_set_visible_child_name (
      ADW_VIEW_STACK (np_app_find (rig->window, ADW_TYPE_VIEW_STACK, NULL)), "history");
}

static GtkWidget *
show_history (AppRig *rig)
{
  fill_history (rig);
  turn_to_history (rig);
  unfold_first (GTK_WIDGET (rig->window));
  return GTK_WIDGET (rig->window);
}

static GtkWidget *
show_history_empty (AppRig *rig)
{
  open_practice (rig);
  turn_to_history (rig);
  return GTK_WIDGET (rig->window);
}

static GtkWidget *
show_history_all (AppRig *rig)
{
  GtkWidget *dialog = NULL;

  fill_history (rig);
  np_app_activate (rig->window, "win.history", NULL);
  dialog = np_app_await (NULL, NP_TYPE_HISTORY_DIALOG, NULL);
  unfold_first (dialog);
  return dialog;
}

static GtkWidget *
show_compare (AppRig *rig)
{
  g_autoptr (NpHistoryEntry) entry = NULL;
  NpCompareDialog *dialog = NULL;

  open_practice (rig);
  entry = make_entry (rig, 1, NP_SAVED_CONFIRMED);
  dialog = np_compare_dialog_new (rig->window, np_document_get_workspace (get_document (rig)),
                                  entry);
  gtk_window_present (GTK_WINDOW (dialog));
  np_await_true (np_app_has_text (dialog, "text-classification"));
  return GTK_WIDGET (dialog);
}

static GtkWidget *
show_receipt (AppRig *rig)
{
  g_autoptr (NpHistoryEntry) entry = NULL;

  open_practice (rig);
  entry = make_entry (rig, 1, NP_SAVED_PARTLY);
  gtk_window_present (GTK_WINDOW (np_receipt_dialog_new (rig->window, entry)));
  return np_app_await (NULL, NP_TYPE_RECEIPT_DIALOG, NULL);
}

static GtkWidget *
show_preferences (AppRig *rig)
{
  g_action_group_activate_action (G_ACTION_GROUP (rig->application), "preferences", NULL);
  return np_app_await (NULL, NP_TYPE_PREFERENCES_DIALOG, NULL);
}

/* What is typed, closed and opened again. */
static GtkWidget *
show_draft (AppRig *rig)
{
  open_practice (rig);
  edit (rig, NP_FIELD_TASK, LONG_WORD);
  edit (rig, NP_FIELD_ACCESSIBILITY, "PUBLIC");
  app_drafts_restart (rig);
  np_app_activate (rig->window, "win.practice", NULL);
  app_rig_await_page (rig, "model");
  np_await_true (np_document_get_draft_note (get_document (rig)) != NP_DRAFT_NOTE_NONE);
  return GTK_WIDGET (rig->window);
}

static void
keep_draft (AppRig *rig, NpDraft *draft)
{
  NpLibrary *library = np_application_get_library (NP_APPLICATION (rig->application));
  g_autofree char *key = np_workspace_dup_key (np_document_get_workspace (get_document (rig)));
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  np_store_save_draft_async (np_library_get_store (library), key, draft, NULL,
                             np_await_result_cb, &slot);
  result = np_await_result (&slot);
  g_assert_true (np_store_save_draft_finish (np_library_get_store (library), result, NULL));
}

/* What is typed comes back to a model that others changed in the same field. */
static GtkWidget *
show_draft_conflict (AppRig *rig)
{
  const char *texts[NP_N_FIELDS] = {
    [NP_FIELD_MODEL_DESCRIPTION] = "Reads news and names their subject.",
    [NP_FIELD_ACCESSIBILITY] = "PUBLIC",
  };
  g_autoptr (NpModel) base = make_model (BEFORE);
  g_autoptr (NpDraft) draft = np_draft_new_for_model (base, texts, g_get_real_time ());

  open_practice (rig);
  keep_draft (rig, draft);
  np_window_open_model (NP_WINDOW (rig->window), RIG_OTHER_ID);
  np_await_true (np_app_has_text (rig->window, RIG_OTHER_ID));
  np_window_open_model (NP_WINDOW (rig->window), RIG_MODEL_ID);
  np_await_true (np_document_get_draft_note (get_document (rig)) == NP_DRAFT_NOTE_CONFLICT);
  return GTK_WIDGET (rig->window);
}

/* Those of a model that is not open. */
static GtkWidget *
show_drafts (AppRig *rig)
{
  GtkWidget *dialog = NULL;

  open_practice (rig);
  edit (rig, NP_FIELD_MODEL_NAME, LONG_WORD);
  edit (rig, NP_FIELD_TASK, "typed");
  np_window_open_model (NP_WINDOW (rig->window), RIG_OTHER_ID);
  np_await_true (np_app_has_text (rig->window, RIG_OTHER_ID));
  np_app_activate (rig->window, "win.open-model", NULL);
  dialog = np_app_await (NULL, NP_TYPE_OPEN_DIALOG, NULL);
  np_await_true (np_app_has_text (dialog, RIG_MODEL_NAME));
  return dialog;
}

static GtkWidget *
show_gone (AppRig *rig)
{
  const char *texts[NP_N_FIELDS] = {
    [NP_FIELD_TASK] = LONG_WORD, [NP_FIELD_ACCESSIBILITY] = "PUBLIC", [NP_FIELD_DOMAIN] = ""
  };
  g_autoptr (NpModel) base = make_model (BEFORE);
  g_autoptr (NpDraft) draft = np_draft_new_for_model (base, texts, g_get_real_time ());

  open_practice (rig);
  np_window_show_gone (NP_WINDOW (rig->window), draft);
  np_await_true (app_rig_shows_page (rig, "gone"));
  return GTK_WIDGET (rig->window);
}

static const Screen screens[] = {
  { "review", show_review, SCREEN_DIALOG },
  { "review-long", show_review_long, SCREEN_DIALOG },
  { "conflict", show_conflict, SCREEN_DIALOG },
  { "outcome-confirmed", show_confirmed, SCREEN_WINDOW },
  { "outcome-stored-differently", show_stored_differently, SCREEN_WINDOW },
  { "outcome-partly", show_partly, SCREEN_WINDOW },
  { "outcome-lost", show_lost, SCREEN_WINDOW },
  { "outcome-overwritten", show_overwritten, SCREEN_WINDOW },
  { "outcome-unconfirmed", show_unconfirmed, SCREEN_WINDOW },
  { "outcome-unknown", show_unknown, SCREEN_WINDOW },
  { "outcome-later", show_later, SCREEN_WINDOW },
  { "history", show_history, SCREEN_WINDOW },
  { "history-empty", show_history_empty, SCREEN_WINDOW },
  { "history-all", show_history_all, SCREEN_DIALOG },
  { "compare", show_compare, SCREEN_DIALOG },
  { "receipt", show_receipt, SCREEN_DIALOG },
  { "preferences", show_preferences, SCREEN_DIALOG },
  { "draft", show_draft, SCREEN_WINDOW },
  { "draft-conflict", show_draft_conflict, SCREEN_WINDOW },
  { "drafts", show_drafts, SCREEN_DIALOG },
  { "gone", show_gone, SCREEN_WINDOW },
};

const Screen *
screens_saving_get (gsize *out_n_screens)
{
  *out_n_screens = G_N_ELEMENTS (screens);
  return screens;
}
