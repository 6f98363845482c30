/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-app-list.h"
#include "np-app-problem.h"
#include "np-app-steps.h"
#include "np-application.h"
#include "np-await.h"
#include "np-connect-dialog.h"

#define STS_KEY_ID "STS.AppTestKeyId"

/* Connecting, remembering and forgetting an account, and the practice workspace
 * that needs none. */

static void
fill (AppRig *rig, const char *key_id, const char *secret)
{
  app_rig_fill_connect (rig, np_practice_service_get_url (rig->service), key_id, secret, NULL);
}

static GtkWidget *
get_dialog (void)
{
  return np_app_await (NULL, NP_TYPE_CONNECT_DIALOG, NULL);
}

/* Clicks Connect and waits for a sentence with PART in it, at the row with
 * TITLE unless that is NULL. What was typed is still there. */
static void
assert_refused (const char *title, const char *part)
{
  GtkWidget *dialog = get_dialog ();

  np_app_click (dialog, "Connect");
  np_await_true (np_app_has_text (dialog, part));
  np_await_true (np_app_can_click (dialog, "Connect"));
  if (title != NULL)
    g_assert_true (gtk_widget_has_css_class (
        np_app_find (dialog, ADW_TYPE_PREFERENCES_ROW, title), "error"));
}

static void
assert_connects (AppRig *rig)
{
  np_app_click (get_dialog (), "Connect");
  np_app_await_gone (NP_TYPE_CONNECT_DIALOG);
  app_rig_await_page (rig, "start");
}

static void
test_security_token (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();
  const char *url = np_practice_service_get_url (rig->service);

  np_practice_service_add_key (rig->service, STS_KEY_ID, RIG_SECRET, RIG_TOKEN);
  app_rig_fill_connect (rig, url, STS_KEY_ID, RIG_SECRET, "CAISAnother");
  assert_refused ("Security token", "InvalidSecurityToken.");
  app_rig_fill_connect (rig, url, STS_KEY_ID, RIG_SECRET, "\n " RIG_TOKEN " ");
  assert_connects (rig);
  app_rig_open (rig, RIG_MODEL_ID);
  app_rig_await_page (rig, "model");
  app_rig_edit_all (rig);
  app_rig_save (rig);
  app_rig_await_toast (rig, "Saved. 11 of 11 changes confirmed.");
}

static void
test_wrong_secret (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();

  fill (rig, RIG_KEY_ID, "NotTheSecretOfThisKey0123456789");
  assert_refused ("AccessKey secret", "SignatureDoesNotMatch");
  g_assert_false (np_app_has_text (NULL, "NotTheSecret"));
  fill (rig, RIG_KEY_ID, RIG_SECRET);
  assert_connects (rig);
}

static void
test_unknown_key (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();

  fill (rig, "LTAI5tNobodyHasThis", RIG_SECRET);
  assert_refused ("AccessKey ID", "InvalidAccessKeyId.NotFound");
}

/* One request finds out how wrong the clock is, the next one is right. */
static void
test_wrong_clock (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();

  np_practice_service_set_clock_offset (rig->service, 3600);
  fill (rig, RIG_KEY_ID, RIG_SECRET);
  assert_connects (rig);
}

static void
test_nobody_answers (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();

  fill (rig, RIG_KEY_ID, RIG_SECRET);
  np_practice_service_stop (rig->service);
  assert_refused ("Custom endpoint", " refused the connection.");
}

/* Nothing is sent to where a key may not go. */
static void
test_refused_at_entry (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();

  app_rig_fill_connect (rig, "http://example.com", RIG_KEY_ID, RIG_SECRET, NULL);
  assert_refused ("Custom endpoint", "https");
  fill (rig, RIG_KEY_ID, "two words");
  assert_refused ("AccessKey secret", "");
  fill (rig, "", RIG_SECRET);
  assert_refused ("AccessKey ID", "");
  g_assert_cmpuint (app_rig_count (rig, "ListWorkspaces"), ==, 0);
}

/* A key that may not list workspaces may still edit models. */
static void
test_may_not_list (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();

  np_practice_service_push_fault (rig->service, "ListWorkspaces",
                                  NP_PRACTICE_FAULT_NO_PERMISSION);
  fill (rig, RIG_KEY_ID, RIG_SECRET);
  assert_connects (rig);
}

static void
test_cancelled (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();
  GtkWidget *dialog = NULL;

  np_practice_service_set_latency (rig->service, 100);
  fill (rig, RIG_KEY_ID, RIG_SECRET);
  dialog = get_dialog ();
  app_rig_watch (rig, dialog);
  np_app_click (dialog, "Connect");
  np_await_true (app_rig_count (rig, "ListWorkspaces") == 1);
  g_assert_false (np_app_can_click (dialog, "Connect"));
  np_app_click (dialog, "Cancel");
  np_app_await_gone (NP_TYPE_CONNECT_DIALOG);
  app_rig_stop (rig);
  app_rig_start (rig);
  g_assert_true (app_rig_shows_page (rig, "welcome"));
}

/* The account is there again after a restart, and its key works. */
static void
test_restart (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();

  app_rig_connect (rig);
  app_rig_stop (rig);
  app_rig_start (rig);
  app_rig_await_page (rig, "start");
  app_rig_open (rig, RIG_LINK);
  app_rig_await_page (rig, "model");
  app_rig_edit (rig, NP_FIELD_DOMAIN, "cv");
  app_rig_save (rig);
  app_rig_await_toast (rig, "Saved. 1 of 1 change confirmed.");
}

/* Finds a model by typing and opens the first match with Enter. */
static void
find_and_open (AppRig *rig, const char *name)
{
  GtkWidget *search = np_app_find (rig->window, GTK_TYPE_SEARCH_ENTRY, NULL);

  np_await_true (np_app_has_text (rig->window, "20 models · just now"));
  gtk_editable_set_text (GTK_EDITABLE (search), name);
  np_await_true (np_app_has_text (rig->window, "1 of 20"));
  g_signal_emit_by_name (search, "activate");
}

static void
test_practice (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();

  app_rig_start_practice (rig);
  g_assert_true (
      np_app_has_text (rig->window, "Practice workspace: nothing leaves this computer"));
  find_and_open (rig, RIG_OTHER_NAME);
  app_rig_await_page (rig, "model");
  app_rig_assert_shown (rig, NP_FIELD_MODEL_NAME, RIG_OTHER_NAME);
  app_rig_edit (rig, NP_FIELD_MODEL_NAME, "发票识别");
  app_rig_save (rig);
  app_rig_await_toast (rig, "Saved. 1 of 1 change confirmed.");

  np_app_activate (rig->window, "win.leave-practice", NULL);
  app_rig_await_page (rig, "welcome");
  g_assert_false (np_app_is_enabled (rig->window, "win.leave-practice"));
  g_assert_false (np_app_is_enabled (rig->window, "win.open-model"));
}

/* From practice back to the account that was connected before. */
static void
test_practice_and_back (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();

  app_rig_connect (rig);
  np_app_activate (rig->window, "win.practice", NULL);
  np_await_true (np_app_has_text (rig->window, "Practice workspace"));
  np_app_activate (rig->window, "win.leave-practice", NULL);
  np_await_true (!np_app_has_text (rig->window, "Practice workspace"));
  g_assert_true (app_rig_shows_page (rig, "start"));
  app_rig_open (rig, RIG_LINK);
  app_rig_await_page (rig, "model");
  g_assert_cmpuint (app_rig_count (rig, "GetModel"), ==, 1);
}

static NpPracticeService *
start_second_service (void)
{
  NpPracticeService *service = np_practice_service_new ();
  g_autoptr (GError) error = NULL;

  np_practice_service_start (service, &error);
  g_assert_no_error (error);
  np_practice_service_add_key (service, RIG_KEY_ID, RIG_SECRET, NULL);
  return service;
}

/* A model of another region: the account on show does not know it, another does. */
static void
test_look_elsewhere (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();
  g_autoptr (NpPracticeService) second = start_second_service ();

  app_rig_connect (rig);
  app_rig_connect_to (rig, np_practice_service_get_url (second), NULL);
  np_practice_service_push_fault (second, "GetModel", NP_PRACTICE_FAULT_MODEL_NOT_FOUND);
  app_rig_open (rig, RIG_LINK);
  app_problem_click (rig, "Not opened", "Look in Other Accounts");
  app_rig_await_page (rig, "model");
  app_rig_assert_shown (rig, NP_FIELD_MODEL_NAME, RIG_MODEL_NAME);
  g_assert_cmpuint (app_rig_count (rig, "GetModel"), ==, 2);
  np_practice_service_stop (second);
}

/* None of them has it: said, and nothing changes. */
static void
test_look_elsewhere_in_vain (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();
  g_autoptr (NpPracticeService) second = start_second_service ();

  app_rig_connect (rig);
  app_rig_connect_to (rig, np_practice_service_get_url (second), NULL);
  app_rig_open (rig, "model-thatisnotthere0000");
  app_problem_click (rig, "Not opened", "Look in Other Accounts");
  app_rig_await_toast (rig, "None of your other accounts knows this model.");
  g_assert_true (app_rig_toast_stays (rig));
  g_assert_true (app_rig_shows_page (rig, "start"));
  np_practice_service_stop (second);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GPtrArray)
      drafts = np_library_load_drafts_finish (NP_LIBRARY (source), result, NULL);
  gboolean *is_loaded = user_data;

  g_assert_nonnull (drafts);
  *is_loaded = TRUE;
}

/* The store does one after the other: what was asked for before is known, too. */
static void
await_drafts (AppRig *rig, const char *account_id)
{
  NpLibrary *library = np_application_get_library (NP_APPLICATION (rig->application));
  gboolean is_loaded = FALSE;

  np_library_load_drafts_async (library, account_id, "127.0.0.1", NULL, loaded_cb, &is_loaded);
  np_await_true (is_loaded);
  np_await_nothing_pending ();
}

/* Drafts that come when another account is on show by now are not its own: both know
 * the model, and it is neither opened nor marked. */
static void
test_late_drafts (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();
  g_autoptr (NpPracticeService) second = start_second_service ();
  GListModel *accounts = np_application_get_account_list (NP_APPLICATION (rig->application));
  g_autoptr (NpAccount) account = NULL;
  g_autoptr (NpAccount) other = NULL;

  app_rig_connect_and_open (rig);
  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  app_rig_connect_to (rig, np_practice_service_get_url (second), NULL);
  app_list_await (rig, RIG_N_FIRST);
  account = g_list_model_get_item (accounts, 0);
  other = g_list_model_get_item (accounts, 1);

  np_app_activate (rig->window, "win.account", np_account_get_id (account));
  np_app_activate (rig->window, "win.account", np_account_get_id (other));
  await_drafts (rig, np_account_get_id (account));
  app_list_await (rig, RIG_N_FIRST);
  g_assert_true (app_rig_shows_page (rig, "start"));
  app_list_search (rig, RIG_MODEL_NAME);
  g_assert_false (app_list_is_unsaved (rig, RIG_MODEL_NAME));

  np_app_activate (rig->window, "win.account", np_account_get_id (account));
  app_rig_await_page (rig, "model");
  np_await_true (app_rig_is_shown (rig, NP_FIELD_TASK, "typed"));
  np_practice_service_stop (second);
}

int
main (int argc, char **argv)
{
  app_rig_init (&argc, &argv);

  g_test_add_func ("/account/security-token", test_security_token);
  g_test_add_func ("/account/wrong-secret", test_wrong_secret);
  g_test_add_func ("/account/unknown-key", test_unknown_key);
  g_test_add_func ("/account/wrong-clock", test_wrong_clock);
  g_test_add_func ("/account/nobody-answers", test_nobody_answers);
  g_test_add_func ("/account/refused-at-entry", test_refused_at_entry);
  g_test_add_func ("/account/may-not-list", test_may_not_list);
  g_test_add_func ("/account/cancelled", test_cancelled);
  g_test_add_func ("/account/restart", test_restart);
  g_test_add_func ("/account/look-elsewhere", test_look_elsewhere);
  g_test_add_func ("/account/look-elsewhere/in-vain", test_look_elsewhere_in_vain);
  g_test_add_func ("/account/late-drafts", test_late_drafts);
  g_test_add_func ("/account/practice", test_practice);
  g_test_add_func ("/account/practice-and-back", test_practice_and_back);

  return app_rig_run ();
}
