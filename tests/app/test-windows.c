/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-app-drafts.h"
#include "np-app-list.h"
#include "np-app-steps.h"
#include "np-await.h"
#include "np-window-private.h"

/* Two windows on one account: a model is open in one of them, so that nothing that is
 * typed is written over. */

/* A second window, as the application makes the first. */
static GtkWindow *
open_second (AppRig *rig)
{
  NpWindow *first = NP_WINDOW (rig->window);
  NpWindow *second = np_window_new (rig->application, first->accounts, first->library,
                                    first->settings);

  app_rig_watch (rig, second);
  np_window_start (second);
  gtk_window_present (GTK_WINDOW (second));
  return GTK_WINDOW (second);
}

static AppRig *
open_rig (void)
{
  AppRig *rig = app_rig_new ();

  app_rig_connect_and_open (rig);
  return rig;
}

/* The steps of the rig are those of a person in front of one window. */
static void
turn_to (AppRig *rig, GtkWindow *window)
{
  rig->window = window;
}

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *is_flushed = user_data;

  g_assert_true (np_window_flush_finish (NP_WINDOW (source), result, NULL));
  *is_flushed = TRUE;
}

static void
flush (AppRig *rig)
{
  gboolean is_flushed = FALSE;

  np_window_flush_async (NP_WINDOW (rig->window), NULL, flushed_cb, &is_flushed);
  np_await_true (is_flushed);
}

/* The newest draft is opened at a start, but not where it is open already; and whoever
 * asks for that model is led to it. */
static void
test_one_model (void)
{
  g_autoptr (AppRig) rig = open_rig ();
  GtkWindow *first = rig->window;
  GtkWindow *second = NULL;

  app_rig_edit (rig, NP_FIELD_TASK, "typed");
  flush (rig);
  second = open_second (rig);
  turn_to (rig, second);
  app_list_await (rig, RIG_N_FIRST);
  app_list_search (rig, RIG_MODEL_NAME);
  np_await_true (app_list_is_unsaved (rig, RIG_MODEL_NAME));
  np_await_nothing_pending ();
  g_assert_true (app_rig_shows_page (rig, "start"));
  np_await_true (gtk_window_is_active (second));

  app_rig_open (rig, RIG_LINK);
  np_await_true (gtk_window_is_active (first));
  g_assert_true (app_rig_shows_page (rig, "start"));
  turn_to (rig, first);
  app_rig_assert_shown (rig, NP_FIELD_TASK, "typed");
  app_rig_edit (rig, NP_FIELD_DOMAIN, "typed too");

  /* A window that is closed stands in nobody's way. */
  gtk_window_close (first);
  np_await_true (g_list_model_get_n_items (gtk_window_get_toplevels ()) == 1);
  turn_to (rig, second);
  app_rig_open (rig, RIG_LINK);
  app_drafts_await_open (rig, RIG_MODEL_NAME);
  app_rig_assert_shown (rig, NP_FIELD_TASK, "typed");
  app_rig_assert_shown (rig, NP_FIELD_DOMAIN, "typed too");
}

/* What is not open anywhere else is opened, and each window keeps what is typed in it. */
static void
test_two_models (void)
{
  g_autoptr (AppRig) rig = open_rig ();

  app_rig_edit (rig, NP_FIELD_TASK, "typed first");
  flush (rig);
  turn_to (rig, open_second (rig));
  app_list_await (rig, RIG_N_FIRST);
  app_rig_open (rig, RIG_OTHER_ID);
  app_drafts_await_open (rig, RIG_OTHER_NAME);
  app_rig_edit (rig, NP_FIELD_TASK, "typed second");
  g_action_group_activate_action (G_ACTION_GROUP (rig->application), "quit", NULL);
  np_await_true (app_drafts_is_closed ());
  app_rig_stop (rig);

  app_rig_start (rig);
  app_drafts_await_open (rig, RIG_OTHER_NAME);
  app_rig_assert_shown (rig, NP_FIELD_TASK, "typed second");
  app_rig_open (rig, RIG_LINK);
  app_drafts_await_open (rig, RIG_MODEL_NAME);
  app_rig_assert_shown (rig, NP_FIELD_TASK, "typed first");
}

int
main (int argc, char **argv)
{
  app_rig_init (&argc, &argv);

  g_test_add_func ("/windows/one-model", test_one_model);
  g_test_add_func ("/windows/two-models", test_two_models);

  return app_rig_run ();
}
