/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-app-dialog.h"
#include "np-await.h"
#include "np-preferences-dialog.h"
#include "np-review-dialog.h"

/* The window of the preferences: what is set there holds at once. */

static GtkWidget *
open_preferences (AppRig *rig)
{
  g_action_group_activate_action (G_ACTION_GROUP (rig->application), "preferences", NULL);
  return np_app_await (NULL, NP_TYPE_PREFERENCES_DIALOG, NULL);
}

static void
close_preferences (GtkWidget *dialog)
{
  app_rig_press_key (dialog, "Escape");
  np_app_await_gone (NP_TYPE_PREFERENCES_DIALOG);
}

static gboolean
get_setting (const char *key)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.nameplate.Nameplate");

  return g_settings_get_boolean (settings, key);
}

static void
activate_row (GtkWidget *dialog, const char *title)
{
  GtkWidget *row = np_app_find (dialog, ADW_TYPE_ACTION_ROW, title);

  g_assert_nonnull (row);
  adw_action_row_activate (ADW_ACTION_ROW (row));
}

static void
test_keys (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();
  g_auto (GStrv)
      accels = gtk_application_get_accels_for_action (rig->application, "app.preferences");
  GtkWidget *dialog = NULL;

  g_assert_cmpstr (accels[0], ==, "<Control>comma");
  dialog = open_preferences (rig);
  /* There is one of it. */
  g_action_group_activate_action (G_ACTION_GROUP (rig->application), "preferences", NULL);
  np_await_nothing_pending ();
  close_preferences (dialog);
}

static void
test_review (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();
  GtkWidget *dialog = NULL;

  app_rig_connect_and_open (rig);
  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  dialog = open_preferences (rig);
  activate_row (dialog, "Only When Something Is Risky");
  g_assert_false (get_setting ("review-harmless"));
  close_preferences (dialog);
  app_rig_press_save (rig);
  app_rig_await_toast (rig, "Saved.");

  dialog = open_preferences (rig);
  activate_row (dialog, "Always");
  g_assert_true (get_setting ("review-harmless"));
  close_preferences (dialog);
  app_rig_edit (rig, NP_FIELD_TASK, "typed again");
  app_rig_press_save (rig);
  np_app_await (NULL, NP_TYPE_REVIEW_DIALOG, NULL);
}

static void
test_keep_history (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();
  GtkWidget *dialog = open_preferences (rig);

  g_assert_true (get_setting ("keep-history"));
  activate_row (dialog, "Keep a History");
  g_assert_false (get_setting ("keep-history"));
}

/* A question that is on the screen; its words are there once it was laid out. */
static GtkWidget *
await_question (const char *heading)
{
  GtkWidget *question = NULL;

  np_await_true ((question = app_rig_find_question ()) != NULL &&
                 np_app_has_text (question, heading));
  return question;
}

/* Asked once; a change of mind deletes nothing. */
static void
test_delete_history (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();
  GtkWidget *dialog = open_preferences (rig);

  np_app_click (dialog, "Delete…");
  np_app_click (await_question ("Delete the history?"), "Keep");
  np_await_true (app_rig_find_question () == NULL);
  g_assert_true (np_app_can_click (dialog, "Delete…"));

  np_app_click (dialog, "Delete…");
  np_app_click (await_question ("Delete the history?"), "Delete");
  np_await_true (app_rig_find_question () == NULL);
  np_await_true (!np_app_can_click (dialog, "Delete…"));
  np_await_nothing_pending ();
  g_assert_null (app_rig_find_question ());
}

/* The window may go while the history is deleted. */
static void
test_close_while_deleting (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();
  GtkWidget *dialog = open_preferences (rig);

  app_rig_watch (rig, dialog);
  np_app_click (dialog, "Delete…");
  np_app_click (await_question ("Delete the history?"), "Delete");
  gtk_window_destroy (GTK_WINDOW (dialog));
  np_await_nothing_pending ();
}

int
main (int argc, char **argv)
{
  app_rig_init (&argc, &argv);

  g_test_add_func ("/preferences/keys", test_keys);
  g_test_add_func ("/preferences/review", test_review);
  g_test_add_func ("/preferences/keep-history", test_keep_history);
  g_test_add_func ("/preferences/delete-history", test_delete_history);
  g_test_add_func ("/preferences/close-while-deleting", test_close_while_deleting);

  return app_rig_run ();
}
