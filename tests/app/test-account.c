/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>

#include "np-app-steps.h"
#include "np-await.h"
#include "np-connect-dialog.h"
#include "np-window.h"

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

static void
test_wrong_clock (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();

  np_practice_service_set_clock_offset (rig->service, 3600);
  fill (rig, RIG_KEY_ID, RIG_SECRET);
  assert_refused (NULL, "The clock of this computer");
}

static void
test_nobody_answers (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();

  fill (rig, RIG_KEY_ID, RIG_SECRET);
  np_practice_service_stop (rig->service);
  assert_refused ("Custom endpoint", "The service cannot be reached.");
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

static void
click_forget (AppRig *rig, const char *answer)
{
  np_app_activate (rig->window, "win.forget-account", NULL);
  np_await_true (np_app_has_text (NULL, "Forget this account?"));
  np_app_click (NULL, answer);
}

static void
test_forget (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();

  g_assert_false (np_app_is_enabled (rig->window, "win.forget-account"));
  app_rig_connect (rig);
  click_forget (rig, "Cancel");
  np_await_true (!np_app_has_text (NULL, "Forget this account?"));
  g_assert_true (app_rig_shows_page (rig, "start"));
  click_forget (rig, "Forget");
  app_rig_await_page (rig, "welcome");
  app_rig_await_toast (rig, "The account and its key are forgotten.");
  app_rig_stop (rig);
  app_rig_start (rig);
  g_assert_true (app_rig_shows_page (rig, "welcome"));
}

static void
count_rows_cb (GtkWidget *widget, gpointer user_data)
{
  guint *n = user_data;

  *n += ADW_IS_ACTION_ROW (widget) ? 1 : 0;
}

static void
test_practice (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();
  GtkWidget *sample = NULL;
  guint n_samples = 0;

  app_rig_start_practice (rig);
  g_assert_true (
      np_app_has_text (rig->window, "Practice workspace: nothing leaves this computer"));
  np_app_visit (GTK_WIDGET (rig->window), count_rows_cb, &n_samples);
  g_assert_cmpuint (n_samples, >=, 30);
  sample = np_app_await (rig->window, ADW_TYPE_ACTION_ROW, RIG_OTHER_NAME);
  gtk_widget_activate (sample);
  app_rig_await_page (rig, "model");
  app_rig_assert_shown (rig, NP_FIELD_MODEL_NAME, RIG_OTHER_NAME);
  g_assert_true (
      np_app_has_text (rig->window, "Practice workspace: nothing leaves this computer"));
  app_rig_edit (rig, NP_FIELD_MODEL_NAME, "发票识别");
  app_rig_save (rig);
  app_rig_await_toast (rig, "Saved. 1 of 1 change confirmed.");

  g_assert_false (np_app_is_enabled (rig->window, "win.practice"));
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
  g_assert_false (np_app_is_enabled (rig->window, "win.forget-account"));
  np_app_activate (rig->window, "win.leave-practice", NULL);
  np_await_true (!np_app_has_text (rig->window, "Practice workspace"));
  g_assert_true (app_rig_shows_page (rig, "start"));
  app_rig_open (rig, RIG_LINK);
  app_rig_await_page (rig, "model");
  g_assert_cmpuint (app_rig_count (rig, "GetModel"), ==, 1);
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
  g_test_add_func ("/account/forget", test_forget);
  g_test_add_func ("/account/practice", test_practice);
  g_test_add_func ("/account/practice-and-back", test_practice_and_back);

  return app_rig_run ();
}
