/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-app-drafts.h"
#include "np-app-list.h"
#include "np-app-relay.h"
#include "np-app-steps.h"
#include "np-await.h"
#include "np-open-dialog.h"

/* What is still there at the next start, and what is not. */

static void
restart (AppRig *rig)
{
  app_rig_stop (rig);
  app_rig_start (rig);
}

static char *
dup_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "nameplate", NULL);
}

/* The list of last time is there before the service is, with its age, and with
 * what is wrong. */
static void
test_list_without_service (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();
  g_autoptr (NpAppRelay) relay = np_app_relay_new (np_practice_service_get_url (rig->service));
  g_autofree char *url = np_app_relay_dup_url (relay);

  app_rig_connect_to (rig, url, NULL);
  app_list_await (rig, RIG_N_FIRST);
  app_list_pick (rig, "Choose a Workspace", NULL, RIG_SECOND);
  app_list_await (rig, RIG_N_SECOND);
  app_rig_stop (rig);
  np_app_relay_shut (relay);
  app_rig_start (rig);
  app_list_await (rig, RIG_N_SECOND);
  np_await_true (app_list_count (rig) == 7);
  np_await_true (np_app_has_text (app_list_get_pane (rig), " refused the connection."));
  app_list_search (rig, "wake");
  g_assert_true (app_list_says (rig, "1 of 7"));
  app_list_search (rig, "");
  np_app_relay_open (relay);
  np_app_click (app_list_get_pane (rig), "Try Again");
  np_await_true (!np_app_has_text (app_list_get_pane (rig), " refused the connection."));
  app_list_await (rig, RIG_N_SECOND);
}

static void
overwrite (const char *content)
{
  g_autofree char *folder = dup_folder ();
  g_autofree char *path = g_build_filename (folder, "nameplate.db", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_file_set_contents (path, content, -1, &error);
  g_assert_no_error (error);
}

static void
test_damaged_file (void)
{
  g_autoptr (AppRig) rig = app_list_rig_new ();

  app_rig_stop (rig);
  overwrite ("This is no database. It was one yesterday.");
  app_rig_start (rig);
  np_await_true (np_app_has_text (rig->window, "lists and stars was damaged."));
  app_list_await (rig, RIG_N_FIRST);

  /* It works again, and says nothing at the next start. */
  restart (rig);
  app_list_await (rig, RIG_N_FIRST);
  g_assert_false (np_app_has_text (rig->window, "was damaged"));
}

static GtkWidget *
open_dialog (AppRig *rig)
{
  np_app_activate (rig->window, "win.open-model", NULL);
  return np_app_await (NULL, NP_TYPE_OPEN_DIALOG, NULL);
}

static void
close_dialog (GtkWidget *dialog)
{
  np_app_activate (dialog, "window.close", NULL);
  np_app_await_gone (NP_TYPE_OPEN_DIALOG);
}

static gboolean
is_starred (AppRig *rig)
{
  gboolean is_starred = FALSE;

  g_object_get (rig->window, "starred", &is_starred, NULL);
  return is_starred;
}

static void
test_marks (void)
{
  g_autoptr (AppRig) rig = app_list_rig_new ();
  GtkWidget *dialog = NULL;

  app_list_choose_name (rig, RIG_OTHER_NAME);
  app_list_await_open (rig, RIG_OTHER_NAME);
  np_app_activate (rig->window, "win.star", NULL);
  g_assert_true (is_starred (rig));
  app_list_choose_name (rig, RIG_MODEL_NAME);
  app_list_await_open (rig, RIG_MODEL_NAME);
  np_await_true (!is_starred (rig));
  /* Nothing waits for the file: what was done last must be in it all the same. */
  restart (rig);
  app_list_await (rig, RIG_N_FIRST);
  np_await_nothing_pending ();

  dialog = open_dialog (rig);
  g_assert_true (np_app_has_text (dialog, "Starred"));
  g_assert_true (np_app_has_text (dialog, "Opened Last"));
  g_assert_nonnull (np_app_find (dialog, ADW_TYPE_ACTION_ROW, RIG_MODEL_NAME));
  gtk_widget_activate (np_app_find (dialog, ADW_TYPE_ACTION_ROW, RIG_OTHER_NAME));
  np_app_await_gone (NP_TYPE_OPEN_DIALOG);
  app_list_await_open (rig, RIG_OTHER_NAME);
  np_await_true (is_starred (rig));
  np_app_activate (rig->window, "win.star", NULL);
  restart (rig);
  app_list_await (rig, RIG_N_FIRST);
  np_await_nothing_pending ();
  dialog = open_dialog (rig);
  g_assert_false (np_app_has_text (dialog, "Starred"));
  g_assert_true (np_app_has_text (dialog, "Opened Last"));
  close_dialog (dialog);
}

/* A star of an account is no star of the practice workspace, which has models
 * with the same IDs, and nothing of practice is kept. */
static void
test_practice_is_apart (void)
{
  g_autoptr (AppRig) rig = app_list_rig_new ();
  GtkWidget *dialog = NULL;

  app_list_choose_name (rig, RIG_OTHER_NAME);
  app_list_await_open (rig, RIG_OTHER_NAME);
  np_app_activate (rig->window, "win.star", NULL);
  np_app_activate (rig->window, "win.practice", NULL);
  app_rig_await_page (rig, "start");
  app_list_await (rig, RIG_N_FIRST);
  dialog = open_dialog (rig);
  g_assert_false (np_app_has_text (dialog, "Starred"));
  g_assert_false (np_app_has_text (dialog, "Opened Last"));
  close_dialog (dialog);
  app_list_choose_name (rig, RIG_OTHER_NAME);
  app_list_await_open (rig, RIG_OTHER_NAME);
  np_await_true (!is_starred (rig));
  g_assert_false (np_app_is_enabled (rig->window, "win.star"));
  app_list_choose_name (rig, "Bird Song Finder");
  app_list_await_open (rig, "Bird Song Finder");

  np_app_activate (rig->window, "win.leave-practice", NULL);
  app_list_await (rig, RIG_N_FIRST);
  np_await_nothing_pending ();
  dialog = open_dialog (rig);
  g_assert_true (np_app_has_text (dialog, RIG_OTHER_NAME));
  g_assert_false (np_app_has_text (dialog, "Bird Song Finder"));
  close_dialog (dialog);
}

static void
test_practice_leaves_nothing (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();
  g_autoptr (GSettings) settings = g_settings_new ("io.github.nameplate.Nameplate");
  g_autoptr (GVariant) sources = NULL;

  app_rig_start_practice (rig);
  app_list_await (rig, RIG_N_FIRST);
  app_list_choose_name (rig, RIG_OTHER_NAME);
  app_list_await_open (rig, RIG_OTHER_NAME);
  app_rig_stop (rig);
  g_assert_false (app_drafts_is_on_disk (RIG_OTHER_NAME));
  g_assert_false (app_drafts_is_on_disk (RIG_OTHER_ID));
  g_assert_false (app_drafts_is_on_disk (RIG_MODEL_NAME));
  sources = g_settings_get_value (settings, "list-sources");
  g_assert_cmpuint (g_variant_n_children (sources), ==, 0);
  app_rig_start (rig);
  app_rig_await_page (rig, "welcome");
}

/* Forgetting an account forgets its lists and marks. */
static void
test_forget (void)
{
  g_autoptr (AppRig) rig = app_list_rig_new ();
  g_autoptr (GSettings) settings = g_settings_new ("io.github.nameplate.Nameplate");
  g_autoptr (GVariant) sources = NULL;

  app_list_choose_name (rig, RIG_OTHER_NAME);
  app_list_await_open (rig, RIG_OTHER_NAME);
  restart (rig);
  app_list_await (rig, RIG_N_FIRST);
  g_assert_true (app_drafts_is_on_disk (RIG_OTHER_NAME));
  g_settings_reset (settings, "accounts");
  app_rig_await_page (rig, "welcome");
  app_rig_stop (rig);
  g_assert_false (app_drafts_is_on_disk (RIG_OTHER_NAME));
  sources = g_settings_get_value (settings, "list-sources");
  g_assert_cmpuint (g_variant_n_children (sources), ==, 0);
  app_rig_start (rig);
}

static void
test_no_secret_on_disk (void)
{
  g_autoptr (AppRig) rig = app_list_rig_new ();

  app_rig_stop (rig);
  g_assert_true (app_drafts_is_on_disk (RIG_OTHER_NAME));
  g_assert_false (app_drafts_is_on_disk (RIG_SECRET));
  g_assert_false (app_drafts_is_on_disk (RIG_KEY_ID));
  app_rig_start (rig);
}

/* The window goes while the list of last time is being read. */
static void
test_close_at_once (void)
{
  g_autoptr (AppRig) rig = app_list_rig_new ();

  restart (rig);
  app_list_watch (rig);
}

int
main (int argc, char **argv)
{
  app_rig_init (&argc, &argv);

  g_test_add_func ("/remember/list-without-service", test_list_without_service);
  g_test_add_func ("/remember/damaged-file", test_damaged_file);
  g_test_add_func ("/remember/marks", test_marks);
  g_test_add_func ("/remember/practice-is-apart", test_practice_is_apart);
  g_test_add_func ("/remember/practice-leaves-nothing", test_practice_leaves_nothing);
  g_test_add_func ("/remember/forget", test_forget);
  g_test_add_func ("/remember/no-secret-on-disk", test_no_secret_on_disk);
  g_test_add_func ("/remember/close-at-once", test_close_at_once);

  return app_rig_run ();
}
