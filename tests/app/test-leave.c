/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-app-problem.h"
#include "np-app-steps.h"
#include "np-await.h"

/* Leaving a model that has unsaved changes, by every door. Nothing is asked: the
 * changes are kept, as test-drafts.c shows. */

static AppRig *
open_rig (void)
{
  AppRig *rig = app_rig_new ();

  app_rig_set_reviews_harmless (FALSE);
  app_rig_connect_and_open (rig);
  return rig;
}

static void
close_window (AppRig *rig)
{
  np_app_activate (rig->window, "window.close", NULL);
}

static gboolean
is_closed (void)
{
  return g_list_model_get_n_items (gtk_window_get_toplevels ()) == 0;
}

static void
test_close_unchanged (void)
{
  g_autoptr (AppRig) rig = open_rig ();

  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  app_rig_edit (rig, NP_FIELD_TASK, "text-classification");
  close_window (rig);
  np_await_true (is_closed ());
  g_assert_cmpuint (app_rig_count (rig, "UpdateModel"), ==, 0);
}

static void
test_close_changed (void)
{
  g_autoptr (AppRig) rig = open_rig ();

  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  close_window (rig);
  np_await_true (is_closed ());
  g_assert_cmpuint (app_rig_count (rig, "UpdateModel"), ==, 0);
}

static void
test_close_invalid (void)
{
  g_autoptr (AppRig) rig = open_rig ();

  app_rig_edit (rig, NP_FIELD_ORDER_NUMBER, "twelve");
  close_window (rig);
  np_await_true (is_closed ());
}

/* A save that does not work keeps the person where the changes are. */
static void
test_save_fails (void)
{
  g_autoptr (AppRig) rig = open_rig ();

  np_practice_service_set_latency (rig->service, 100);
  np_practice_service_push_fault (rig->service, "UpdateModel", NP_PRACTICE_FAULT_NO_PERMISSION);
  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  app_rig_save (rig);
  /* Whoever gets impatient is told once, and no longer than it is true. */
  for (guint i = 0; i < 3; i++)
    close_window (rig);
  app_rig_await_toast (rig, "Waiting for the save to end.");
  g_assert_true (app_rig_toast_stays (rig));
  app_problem_await (rig, "Not saved");
  np_await_true (!app_rig_has_toast (rig));
  g_assert_false (is_closed ());
  app_rig_assert_shown (rig, NP_FIELD_TASK, "typed");
  /* The wish to leave is over: the next save stays here. */
  np_practice_service_set_latency (rig->service, 0);
  app_rig_save (rig);
  app_rig_await_toast (rig, "Saved.");
  np_await_nothing_pending ();
  g_assert_false (is_closed ());
}

static void
test_close_while_saving (void)
{
  g_autoptr (AppRig) rig = open_rig ();

  np_practice_service_set_latency (rig->service, 100);
  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  app_rig_save (rig);
  np_await_true (app_rig_count (rig, "UpdateModel") == 1);
  close_window (rig);
  app_rig_await_toast (rig, "Waiting for the save to end.");
  g_assert_false (is_closed ());
  np_await_true (is_closed ());
  g_assert_cmpuint (app_rig_count (rig, "UpdateModel"), ==, 1);
}

/* What is typed while the save runs is no reason to stay. */
static void
test_edit_while_leaving (void)
{
  g_autoptr (AppRig) rig = open_rig ();

  np_practice_service_set_latency (rig->service, 100);
  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  app_rig_save (rig);
  close_window (rig);
  app_rig_edit (rig, NP_FIELD_DOMAIN, "typed later");
  np_await_true (is_closed ());
  g_assert_cmpuint (app_rig_count (rig, "UpdateModel"), ==, 1);
}

static void
test_open_another (void)
{
  g_autoptr (AppRig) rig = open_rig ();

  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  app_rig_open (rig, RIG_OTHER_ID);
  np_await_true (np_app_has_text (rig->window, RIG_OTHER_NAME));
  g_assert_null (app_rig_find_question ());
  g_assert_cmpuint (app_rig_count (rig, "UpdateModel"), ==, 0);
}

/* The first is asked for, then the second; the second stays. */
static void
test_open_two (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();

  app_rig_connect (rig);
  np_practice_service_set_latency (rig->service, 100);
  np_app_activate (rig->window, "win.open-model-id", RIG_MODEL_ID);
  np_await_true (app_rig_count (rig, "GetModel") == 1);
  np_practice_service_set_latency (rig->service, 0);
  np_app_activate (rig->window, "win.open-model-id", RIG_OTHER_ID);
  app_rig_await_page (rig, "model");
  app_rig_assert_shown (rig, NP_FIELD_MODEL_NAME, RIG_OTHER_NAME);
  g_assert_cmpuint (app_rig_count (rig, "GetModel"), ==, 2);
  g_assert_null (app_rig_dup_toast (rig));
}

/* The window may go while a model is still being read. */
static void
test_close_while_reading (void)
{
  g_autoptr (AppRig) rig = app_rig_new ();

  app_rig_connect (rig);
  np_practice_service_set_latency (rig->service, 100);
  np_app_activate (rig->window, "win.open-model-id", RIG_MODEL_ID);
  np_await_true (app_rig_count (rig, "GetModel") == 1);
  close_window (rig);
  np_await_true (is_closed ());
}

static void
test_quit (void)
{
  g_autoptr (AppRig) rig = open_rig ();

  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  g_action_group_activate_action (G_ACTION_GROUP (rig->application), "quit", NULL);
  np_await_true (is_closed ());
}

/* In a narrow window the list stands in the place of the model: going back to it
 * closes nothing, so there is nothing to ask. */
static void
test_back_to_list (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  AdwLeaflet *leaflet = ADW_LEAFLET (np_app_find (rig->window, ADW_TYPE_LEAFLET, NULL));

  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  gtk_window_set_default_size (rig->window, 400, 600);
  np_await_true (adw_leaflet_get_folded (leaflet));
  np_app_click (rig->window, "Back");
  g_assert_cmpstr (adw_leaflet_get_visible_child_name (leaflet), ==, "list");
  adw_leaflet_set_visible_child_name (leaflet, "content");
  np_await_true (app_rig_shows_page (rig, "model"));
  app_rig_assert_shown (rig, NP_FIELD_TASK, "typed");
}

int
main (int argc, char **argv)
{
  app_rig_init (&argc, &argv);

  g_test_add_func ("/leave/close-unchanged", test_close_unchanged);
  g_test_add_func ("/leave/close-changed", test_close_changed);
  g_test_add_func ("/leave/close-invalid", test_close_invalid);
  g_test_add_func ("/leave/save-fails", test_save_fails);
  g_test_add_func ("/leave/while-saving", test_close_while_saving);
  g_test_add_func ("/leave/while-saving/edit", test_edit_while_leaving);
  g_test_add_func ("/leave/open-another", test_open_another);
  g_test_add_func ("/leave/open-two", test_open_two);
  g_test_add_func ("/leave/while-reading", test_close_while_reading);
  g_test_add_func ("/leave/quit", test_quit);
  g_test_add_func ("/leave/back-to-list", test_back_to_list);

  return app_rig_run ();
}
