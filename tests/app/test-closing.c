/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-app-drafts.h"
#include "np-app-list.h"
#include "np-app-steps.h"
#include "np-await.h"
#include "np-preferences-dialog.h"

/* Windows that are closed while requests are under way: nothing crashes, nothing is
 * left, and nobody waits for an answer that is not needed any more. How long it took is
 * printed. With NP_TEST_FULL it is done 500 times. */

#define N_ROUNDS     24
#define N_ALL_ROUNDS 500
#define N_TURNS      20

/* Longer than any test: the answer does not come before the end. */
#define FOR_EVER_MS 600000

/* The answer of a save is needed. */
#define SAVE_MS 20

static void
hold_answers (AppRig *rig)
{
  np_practice_service_set_latency (rig->service, FOR_EVER_MS);
}

static void
open_model (AppRig *rig)
{
  np_app_activate (rig->window, "win.open-model-id", RIG_MODEL_ID);
  app_drafts_await_open (rig, RIG_MODEL_NAME);
}

static void
await_list (AppRig *rig)
{
  app_list_await (rig, RIG_N_FIRST);
  np_await_nothing_pending ();
}

static void
await_model (AppRig *rig)
{
  await_list (rig);
  open_model (rig);
  np_await_true (np_app_find (rig->window, GTK_TYPE_MENU_BUTTON, "You may edit this model") !=
                 NULL);
}

static void
begin_open (AppRig *rig)
{
  hold_answers (rig);
  np_app_activate (rig->window, "win.open-model-id", RIG_MODEL_ID);
}

static void
begin_reload (AppRig *rig)
{
  hold_answers (rig);
  np_app_activate (app_rig_get_row (rig, NP_FIELD_TASK), "model.reload", NULL);
}

static void
begin_next_model (AppRig *rig)
{
  hold_answers (rig);
  np_app_activate (rig->window, "win.open-model-id", RIG_OTHER_ID);
}

static void
begin_save (AppRig *rig)
{
  g_autofree char *text = g_strdup_printf ("typed %u", app_rig_count (rig, "UpdateModel"));

  np_practice_service_set_latency (rig->service, SAVE_MS);
  app_rig_edit (rig, NP_FIELD_TASK, text);
  app_rig_save (rig);
}

static void
begin_diagnosis (AppRig *rig)
{
  hold_answers (rig);
  g_action_group_activate_action (G_ACTION_GROUP (rig->application), "diagnose", NULL);
  np_app_await (NULL, NP_TYPE_PREFERENCES_DIALOG, NULL);
}

typedef struct
{
  const char *name;
  void (*prepare) (AppRig *rig); /* NULL for the list, which is asked for at the start */
  void (*begin) (AppRig *rig);
  gboolean is_held;    /* the service is silent from the start */
  gboolean is_awaited; /* the answer is needed */
} Moment;

static const Moment moments[] = {
  { "list", NULL, NULL, TRUE, FALSE },
  { "open", await_list, begin_open, FALSE, FALSE },
  { "reload", await_model, begin_reload, FALSE, FALSE },
  { "next model", await_model, begin_next_model, FALSE, FALSE },
  { "diagnosis", await_list, begin_diagnosis, FALSE, FALSE },
  { "save", await_model, begin_save, FALSE, TRUE },
};

static void
turn (guint n_turns)
{
  for (guint i = 0; i < n_turns; i++)
    g_main_context_iteration (NULL, FALSE);
}

static guint
count_requests (AppRig *rig)
{
  g_autoptr (GPtrArray) requests = np_practice_service_dup_requests (rig->service);

  return requests->len;
}

/* Every other time only when a request has arrived, which has no answer yet then;
 * otherwise wherever it is.
 * Returns how long it took from the close to the end of it all, in microseconds. */
static gint64
close_in (AppRig *rig, const Moment *moment, guint round)
{
  guint n_requests = 0;
  gint64 began = 0;

  np_practice_service_set_latency (rig->service, moment->is_held ? FOR_EVER_MS : 0);
  n_requests = count_requests (rig);
  app_rig_start (rig);
  if (moment->prepare != NULL)
    {
      moment->prepare (rig);
      n_requests = count_requests (rig);
    }
  if (moment->begin != NULL)
    moment->begin (rig);
  if (round % 2 == 0)
    np_await_true (count_requests (rig) > n_requests);
  turn ((guint) g_test_rand_int_range (0, N_TURNS));
  began = g_get_monotonic_time ();
  app_drafts_close (rig);
  return g_get_monotonic_time () - began;
}

static void
test_close (gconstpointer data)
{
  const Moment *moment = data;
  guint n_rounds = g_getenv ("NP_TEST_FULL") != NULL ? N_ALL_ROUNDS : N_ROUNDS;
  guint n_mine = (n_rounds + G_N_ELEMENTS (moments) - 1) / G_N_ELEMENTS (moments);
  g_autoptr (AppRig) rig = app_rig_new ();
  gint64 worst = 0;

  app_rig_connect (rig);
  app_list_await (rig, RIG_N_FIRST);
  app_drafts_close (rig);
  for (guint i = 0; i < n_mine; i++)
    {
      gint64 took = close_in (rig, moment, i);

      worst = MAX (worst, took);
    }
  g_test_message ("%s: %u windows closed, %.0f ms at most", moment->name, n_mine,
                  (double) worst / G_TIME_SPAN_MILLISECOND);
  /* What is needed is waited for, each time, and sent once. */
  if (moment->is_awaited)
    g_assert_cmpuint (app_rig_count (rig, "UpdateModel"), ==, n_mine);
  np_practice_service_set_latency (rig->service, 0);
  app_rig_start (rig);
}

int
main (int argc, char **argv)
{
  app_rig_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      g_autofree char *name = g_strdelimit (g_strdup (moments[i].name), " ", '-');
      g_autofree char *path = g_strconcat ("/closing/", name, NULL);

      g_test_add_data_func (path, &moments[i], test_close);
    }

  return app_rig_run ();
}
