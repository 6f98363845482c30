/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>

#include "np-app-drafts.h"
#include "np-app-steps.h"
#include "np-await.h"
#include "np-compare-dialog.h"
#include "np-fault-server.h"
#include "np-history-dialog.h"
#include "np-history-row.h"
#include "np-preferences-dialog.h"
#include "np-receipt-dialog.h"

/* The history of saves: what it shows, and what can be done with a save of the past. */

#define MODEL_JSON(members) \
  "{\"ModelId\":\"" RIG_MODEL_ID "\",\"ModelName\":\"" RIG_MODEL_NAME "\"," members "}"

static AppRig *
open_rig (void)
{
  AppRig *rig = app_rig_new ();

  g_assert_true (np_practice_service_put_model_json (
      rig->service, RIG_MODEL_ID, MODEL_JSON ("\"Task\":\"first\",\"Domain\":\"nlp\"")));
  app_rig_connect_and_open (rig);
  return rig;
}

static guint
count_saves (AppRig *rig)
{
  return app_rig_count (rig, "UpdateModel");
}

static void
await_saved (AppRig *rig, guint n)
{
  np_await_true (count_saves (rig) == n);
  np_await_true (np_app_find (rig->window, GTK_TYPE_SPINNER, NULL) == NULL);
}

static void
save (AppRig *rig, NpFieldId id, const char *text)
{
  guint n = count_saves (rig);

  app_rig_edit (rig, id, text);
  app_rig_save (rig);
  await_saved (rig, n + 1);
  np_await_true (!app_rig_is_marked (rig, id));
}

/* Turns to a page of the model, as the switcher does. GTK holds the page that has gone
 * until the next frame, and for good where the window ends before. */
static void
turn_to (AppRig *rig, const char *page)
{
  AdwViewStack *pages = ADW_VIEW_STACK (np_app_find (rig->window, ADW_TYPE_VIEW_STACK, NULL));

  adw_view_stack_set_visible_child_name (pages, page);
  np_await_true (gtk_widget_get_mapped (adw_view_stack_get_visible_child (pages)));
  np_app_await_frames (GTK_WIDGET (rig->window), 2);
}

static GtkWidget *
show_history (AppRig *rig)
{
  turn_to (rig, "history");
  return np_app_await (rig->window, NP_TYPE_HISTORY_VIEW, NULL);
}

static GtkWidget *
open_all (AppRig *rig)
{
  np_app_activate (rig->window, "win.history", NULL);
  return np_app_await (NULL, NP_TYPE_HISTORY_DIALOG, NULL);
}

static void
collect_row_cb (GtkWidget *widget, gpointer user_data)
{
  if (NP_IS_HISTORY_ROW (widget))
    g_ptr_array_add (user_data, widget);
}

/* The rows on the screen, from top to bottom. */
static GPtrArray *
get_rows (gpointer root)
{
  GPtrArray *rows = g_ptr_array_new ();

  np_app_visit (root, collect_row_cb, rows);
  return rows;
}

static guint
count_rows (gpointer root)
{
  g_autoptr (GPtrArray) rows = get_rows (root);

  return rows->len;
}

static GtkWidget *
get_row (gpointer root, guint position)
{
  g_autoptr (GPtrArray) rows = get_rows (root);

  g_assert_cmpuint (position, <, rows->len);
  return rows->pdata[position];
}

/* Enter on a row. */
static void
unfold (GtkWidget *row)
{
  g_signal_emit_by_name (row, "asked", "unfold");
  np_app_await (row, GTK_TYPE_BUTTON, "Undo");
}

static void
test_each_save (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkWidget *view = NULL;
  GtkWidget *row = NULL;

  save (rig, NP_FIELD_TASK, "second");
  save (rig, NP_FIELD_TASK, "");
  app_rig_edit (rig, NP_FIELD_DOMAIN, "cv");
  save (rig, NP_FIELD_TASK, "third");
  view = show_history (rig);
  np_await_true (count_rows (view) == 3);
  row = get_row (view, 0);
  g_assert_true (np_app_has_text (row, "2 fields: Domain, Task"));
  g_assert_true (np_app_has_text (row, "Saved and confirmed"));
  unfold (row);
  g_assert_true (np_app_has_text (row, "third"));
  g_assert_true (np_app_has_text (row, "empty"));
  g_assert_true (np_app_has_text (row, "nlp"));
  g_assert_true (np_app_has_text (row, "cv"));
  g_assert_true (np_app_has_text (get_row (view, 1), "1 field: Task"));

  /* The history is there at the next start, too. */
  app_drafts_restart (rig);
  app_rig_await_page (rig, "start");
  app_rig_open (rig, RIG_MODEL_ID);
  app_rig_await_page (rig, "model");
  view = show_history (rig);
  np_await_true (count_rows (view) == 3);
}

/* What cannot be shown is said, and hides nothing else. */
static void
test_damaged (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkWidget *view = NULL;

  save (rig, NP_FIELD_TASK, "second");
  save (rig, NP_FIELD_TASK, "third");
  view = show_history (rig);
  np_await_true (count_rows (view) == 2);
  g_assert_null (np_app_find (view, GTK_TYPE_LABEL, "1 save is damaged and cannot be shown."));
  app_drafts_damage_save (1);
  app_drafts_restart (rig);
  app_rig_await_page (rig, "start");
  app_rig_open (rig, RIG_MODEL_ID);
  app_rig_await_page (rig, "model");
  view = show_history (rig);
  np_app_await (view, GTK_TYPE_LABEL, "1 save is damaged and cannot be shown.");
  g_assert_cmpuint (count_rows (view), ==, 1);
}

static char *
dup_last_request_id (AppRig *rig)
{
  g_autoptr (GPtrArray) requests = np_practice_service_dup_requests (rig->service);

  return g_strdup (app_rig_get_last (requests, "UpdateModel")->request_id);
}

static void
test_request_id (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  g_autofree char *request_id = NULL;
  g_autofree char *copied = NULL;
  GtkWidget *row = NULL;

  save (rig, NP_FIELD_TASK, "second");
  request_id = dup_last_request_id (rig);
  np_await_true (count_rows (show_history (rig)) == 1);
  row = get_row (rig->window, 0);
  unfold (row);
  g_assert_true (np_app_has_text (row, request_id));
  np_app_click (row, "Copy RequestId");
  copied = np_app_dup_clipboard ();
  g_assert_cmpstr (copied, ==, request_id);
}

static void
test_undo (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkWidget *view = NULL;

  app_rig_edit (rig, NP_FIELD_DOMAIN, "cv");
  save (rig, NP_FIELD_TASK, "");
  view = show_history (rig);
  np_await_true (count_rows (view) == 1);
  unfold (get_row (view, 0));
  np_app_click (get_row (view, 0), "Undo");
  await_saved (rig, 2);
  np_await_true (count_rows (view) == 2);
  g_assert_true (np_app_has_text (get_row (view, 0), "2 fields undone: Domain, Task"));
  turn_to (rig, "edit");
  app_rig_assert_shown (rig, NP_FIELD_TASK, "first");
  app_rig_assert_shown (rig, NP_FIELD_DOMAIN, "nlp");
  g_assert_false (app_rig_can_save (rig));
}

/* Somebody changed it since: nothing is sent, and the save says which field. */
static void
test_undo_refused (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkWidget *view = NULL;

  save (rig, NP_FIELD_TASK, "second");
  g_assert_true (np_practice_service_put_model_json (rig->service, RIG_MODEL_ID,
                                                     MODEL_JSON ("\"Task\":\"theirs\"")));
  view = show_history (rig);
  np_await_true (count_rows (view) == 1);
  unfold (get_row (view, 0));
  np_app_click (get_row (view, 0), "Undo");
  np_await_true (np_app_find (view, GTK_TYPE_SPINNER, NULL) == NULL);
  np_await_true (app_rig_has_error (get_row (view, 0), "Task"));
  g_assert_cmpuint (count_saves (rig), ==, 1);
  g_assert_cmpuint (count_rows (view), ==, 1);
}

static void
test_restore (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkWidget *view = NULL;

  save (rig, NP_FIELD_TASK, "second");
  save (rig, NP_FIELD_TASK, "third");
  view = show_history (rig);
  np_await_true (count_rows (view) == 2);
  unfold (get_row (view, 1));
  np_app_click (get_row (view, 1), "Restore");
  np_await_true (app_rig_shows_page (rig, "model"));
  np_await_true (np_app_find (rig->window, NP_TYPE_HISTORY_VIEW, NULL) == NULL);
  app_rig_assert_shown (rig, NP_FIELD_TASK, "first");
  g_assert_true (app_rig_is_marked (rig, NP_FIELD_TASK));
  g_assert_cmpuint (count_saves (rig), ==, 2);
  np_app_activate (app_rig_get_editor (rig, NP_FIELD_TASK), "model.undo", NULL);
  app_rig_assert_shown (rig, NP_FIELD_TASK, "third");
  g_assert_false (app_rig_can_save (rig));
}

static void
test_compare (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkWidget *dialog = NULL;

  app_rig_edit (rig, NP_FIELD_DOMAIN, "cv");
  save (rig, NP_FIELD_TASK, "second");
  g_assert_true (np_practice_service_put_model_json (
      rig->service, RIG_MODEL_ID, MODEL_JSON ("\"Task\":\"theirs\",\"Domain\":\"cv\"")));
  np_await_true (count_rows (show_history (rig)) == 1);
  unfold (get_row (rig->window, 0));
  np_app_click (get_row (rig->window, 0), "Compare");
  dialog = np_app_await (NULL, NP_TYPE_COMPARE_DIALOG, NULL);
  np_await_true (np_app_has_text (dialog, "1 field is not as it was saved."));
  g_assert_true (np_app_has_text (dialog, "theirs"));
  g_assert_true (np_app_has_text (dialog, "second"));
  g_assert_true (np_app_has_text (dialog, "first"));
  g_assert_true (np_app_has_text (dialog, "Changed since."));
  g_assert_true (np_app_has_text (dialog, "As it was saved."));
}

static void
test_compare_fails (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkWidget *dialog = NULL;

  save (rig, NP_FIELD_TASK, "second");
  np_await_true (count_rows (show_history (rig)) == 1);
  unfold (get_row (rig->window, 0));
  np_practice_service_push_fault (rig->service, "GetModel", NP_PRACTICE_FAULT_MODEL_NOT_FOUND);
  np_app_click (get_row (rig->window, 0), "Compare");
  dialog = np_app_await (NULL, NP_TYPE_COMPARE_DIALOG, NULL);
  np_await_true (np_app_has_text (dialog, "Cannot compare"));
}

static NpWorkspace *
connect_to (NpFaultServer *server)
{
  g_autofree char *url = np_fault_server_dup_uri (server, "http");
  g_autoptr (NpEndpoint) endpoint = np_endpoint_new_custom (url, NULL);
  g_autoptr (NpSecret) secret = np_secret_new (RIG_SECRET, -1);
  g_autoptr (NpCredentials) credentials = np_credentials_new (RIG_KEY_ID, secret, NULL);
  g_autoptr (NpFixedCredentials) provider = np_fixed_credentials_new (credentials);

  return np_workspace_new ("Odd", endpoint, NP_CREDENTIALS_PROVIDER (provider), FALSE);
}

/* What the service sends back is text, also where libadwaita reads markup. */
static void
test_compare_with_markup (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();
  g_autoptr (NpFaultServer) server = np_fault_server_new ();
  g_autoptr (NpWorkspace) workspace = connect_to (server);
  g_autoptr (NpHistoryEntry)
      entry = np_history_entry_new (1, "account", "Odd", "127.0.0.1", NULL, RIG_MODEL_ID, "",
                                    NP_SAVED_CONFIRMED, NULL, NULL, FALSE);
  GtkWidget *dialog = GTK_WIDGET (np_compare_dialog_new (rig->window, workspace, entry));

  app_rig_watch (rig, dialog);
  np_fault_server_accept (server);
  np_fault_server_answer (server, "HTTP/1.1 400 Bad Request\r\n"
                                  "Content-Type: application/json\r\n"
                                  "Content-Length: 25\r\n\r\n"
                                  "{\"Code\":\"<b>Odd & odder\"}");
  gtk_window_present (GTK_WINDOW (dialog));
  np_await_true (np_app_has_text (dialog, "“<b>Odd & odder”"));
}

static void
test_receipt (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  g_autofree char *request_id = NULL;
  g_autofree char *copied = NULL;
  GtkWidget *dialog = NULL;

  save (rig, NP_FIELD_TASK, "second | `third`");
  request_id = dup_last_request_id (rig);
  np_await_true (count_rows (show_history (rig)) == 1);
  unfold (get_row (rig->window, 0));
  np_app_click (get_row (rig->window, 0), "Receipt");
  dialog = np_app_await (NULL, NP_TYPE_RECEIPT_DIALOG, NULL);
  np_app_click (dialog, "Copy");
  copied = np_app_dup_clipboard ();
  g_assert_nonnull (strstr (copied, request_id));
  g_assert_nonnull (strstr (copied, RIG_MODEL_ID));
  g_assert_null (strstr (copied, RIG_SECRET));
  g_assert_null (strstr (copied, RIG_KEY_ID));
}

/* All models stand in a window of their own, and can be opened from there. */
static void
test_all (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkWidget *dialog = NULL;
  GtkWidget *row = NULL;

  save (rig, NP_FIELD_TASK, "second");
  app_rig_open (rig, RIG_OTHER_ID);
  app_drafts_await_open (rig, RIG_OTHER_NAME);
  save (rig, NP_FIELD_TASK, "other");
  dialog = open_all (rig);
  np_await_true (count_rows (dialog) == 2);
  g_assert_true (np_app_has_text (get_row (dialog, 0), RIG_OTHER_NAME));
  g_assert_true (np_app_has_text (get_row (dialog, 1), RIG_MODEL_NAME));

  /* A save that comes now is seen at once. */
  save (rig, NP_FIELD_TASK, "other again");
  np_await_true (count_rows (dialog) == 3);

  row = get_row (dialog, 2);
  unfold (row);
  np_app_click (row, "Undo");
  await_saved (rig, 4);
  np_await_true (count_rows (dialog) == 4);
  np_app_click (get_row (dialog, 3), "Open Model");
  app_drafts_await_open (rig, RIG_MODEL_NAME);
  app_rig_assert_shown (rig, NP_FIELD_TASK, "first");
}

static void
test_restore_other (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkWidget *dialog = NULL;

  save (rig, NP_FIELD_TASK, "second");
  app_rig_open (rig, RIG_OTHER_ID);
  app_drafts_await_open (rig, RIG_OTHER_NAME);
  dialog = open_all (rig);
  np_await_true (count_rows (dialog) == 1);
  unfold (get_row (dialog, 0));
  np_app_click (get_row (dialog, 0), "Restore");
  app_drafts_await_open (rig, RIG_MODEL_NAME);
  np_await_true (app_rig_is_shown (rig, NP_FIELD_TASK, "first"));
  g_assert_true (app_rig_is_marked (rig, NP_FIELD_TASK));
  g_assert_cmpuint (count_saves (rig), ==, 1);
}

static void
type_search (GtkWidget *root, const char *text)
{
  GtkWidget *search = np_app_await (root, GTK_TYPE_SEARCH_ENTRY, NULL);

  gtk_editable_set_text (GTK_EDITABLE (search), text);
}

static void
test_search (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkWidget *dialog = NULL;

  save (rig, NP_FIELD_TASK, "Übersetzung");
  app_rig_open (rig, RIG_OTHER_ID);
  app_drafts_await_open (rig, RIG_OTHER_NAME);
  save (rig, NP_FIELD_TASK, "other");
  dialog = open_all (rig);
  np_await_true (count_rows (dialog) == 2);
  type_search (dialog, "übersetz");
  np_await_true (count_rows (dialog) == 1);
  g_assert_true (np_app_has_text (get_row (dialog, 0), RIG_MODEL_NAME));
  type_search (dialog, "no such words");
  np_await_true (np_app_has_text (dialog, "Nothing matches “no such words”"));
  np_app_click (dialog, "Clear Search");
  np_await_true (count_rows (dialog) == 2);
}

/* A model without a save, and one with: each shows its own. */
static void
test_empty (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkWidget *view = show_history (rig);

  np_await_true (np_app_has_text (view, "No saves yet"));
  g_assert_null (np_app_find (view, GTK_TYPE_SEARCH_ENTRY, NULL));
  turn_to (rig, "edit");
  save (rig, NP_FIELD_TASK, "second");
  view = show_history (rig);
  np_await_true (count_rows (view) == 1);
  app_rig_open (rig, RIG_OTHER_ID);
  app_drafts_await_open (rig, RIG_OTHER_NAME);
  view = show_history (rig);
  np_await_true (np_app_has_text (view, "No saves yet"));
}

static void
test_failed_save (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkWidget *view = NULL;
  GtkWidget *row = NULL;

  np_practice_service_push_fault (rig->service, "UpdateModel", NP_PRACTICE_FAULT_NO_PERMISSION);
  app_rig_edit (rig, NP_FIELD_TASK, "second");
  app_rig_save (rig);
  await_saved (rig, 1);
  view = show_history (rig);
  np_await_true (count_rows (view) == 1);
  row = get_row (view, 0);
  g_assert_true (np_app_has_text (row, "Not saved"));
  g_signal_emit_by_name (row, "asked", "unfold");
  np_await_true (np_app_has_text (row, "so there is nothing to undo"));
  g_assert_false (np_app_can_click (row, "Undo"));
  g_assert_true (np_app_can_click (row, "Receipt"));
}

/* Practice has a history of its own, though its models have the same IDs; a save of
 * another account can be read and not be undone. */
static void
test_other_account (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkWidget *view = NULL;
  GtkWidget *dialog = NULL;
  GtkWidget *row = NULL;

  save (rig, NP_FIELD_TASK, "second");
  np_app_activate (rig->window, "win.practice", NULL);
  app_rig_await_page (rig, "start");
  app_rig_open (rig, RIG_MODEL_ID);
  app_rig_await_page (rig, "model");
  view = show_history (rig);
  np_await_true (np_app_has_text (view, "No saves yet"));
  dialog = open_all (rig);
  np_await_true (count_rows (dialog) == 1);
  row = get_row (dialog, 0);
  g_signal_emit_by_name (row, "asked", "unfold");
  np_await_true (np_app_has_text (row, "Switch to it to undo or restore."));
  g_assert_false (np_app_can_click (row, "Undo"));
  g_assert_false (np_app_can_click (row, "Restore"));
  np_app_activate (rig->window, "win.leave-practice", NULL);
  np_await_true (np_app_can_click (row, "Undo"));
}

static void
test_off (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  g_autoptr (GSettings) settings = g_settings_new ("io.github.nameplate.Nameplate");
  GtkWidget *view = NULL;

  save (rig, NP_FIELD_TASK, "second");
  g_settings_set_boolean (settings, "keep-history", FALSE);
  save (rig, NP_FIELD_TASK, "third");
  view = show_history (rig);
  np_await_true (count_rows (view) == 1);
  g_assert_true (np_app_has_text (view, "History is off."));
  app_rig_open (rig, RIG_OTHER_ID);
  app_drafts_await_open (rig, RIG_OTHER_NAME);
  view = show_history (rig);
  np_await_true (np_app_has_text (view, "History is off"));
  g_assert_true (np_app_can_click (view, "Preferences"));
}

/* The way to the preferences leads there from the window of all models too. */
static void
test_off_in_dialog (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  g_autoptr (GSettings) settings = g_settings_new ("io.github.nameplate.Nameplate");
  GtkWidget *dialog = NULL;

  g_settings_set_boolean (settings, "keep-history", FALSE);
  dialog = open_all (rig);
  np_await_true (np_app_has_text (dialog, "History is off"));
  np_app_click (dialog, "Preferences");
  np_app_await (NULL, NP_TYPE_PREFERENCES_DIALOG, NULL);
}

int
main (int argc, char **argv)
{
  app_rig_init (&argc, &argv);

  g_test_add_func ("/history/each-save", test_each_save);
  g_test_add_func ("/history/damaged", test_damaged);
  g_test_add_func ("/history/request-id", test_request_id);
  g_test_add_func ("/history/undo", test_undo);
  g_test_add_func ("/history/undo/refused", test_undo_refused);
  g_test_add_func ("/history/restore", test_restore);
  g_test_add_func ("/history/restore/other", test_restore_other);
  g_test_add_func ("/history/compare", test_compare);
  g_test_add_func ("/history/compare/fails", test_compare_fails);
  g_test_add_func ("/history/compare/with-markup", test_compare_with_markup);
  g_test_add_func ("/history/receipt", test_receipt);
  g_test_add_func ("/history/all", test_all);
  g_test_add_func ("/history/search", test_search);
  g_test_add_func ("/history/empty", test_empty);
  g_test_add_func ("/history/failed-save", test_failed_save);
  g_test_add_func ("/history/other-account", test_other_account);
  g_test_add_func ("/history/off", test_off);
  g_test_add_func ("/history/off/in-dialog", test_off_in_dialog);

  return app_rig_run ();
}
