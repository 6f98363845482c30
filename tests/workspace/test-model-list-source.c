/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

/* What a list does besides taking pages: it loads anew, shows what is remembered, turns to
 * another source and stops. */

#include "config.h"

#include "list-rig.h"

#include "np-api-error.h"
#include "np-await.h"

#define A_DAY_AGO G_GINT64_CONSTANT (1700000000000000)

static void
test_reload (void)
{
  g_autoptr (ListRig) rig = list_rig_new ();
  g_autoptr (NpModelSummary) same = NULL;
  ListFault fault = { 2, 500, "InternalError" };

  list_rig_fill (rig, 0, 120);
  list_rig_load (rig);
  same = g_object_ref (list_rig_find (rig, 7));
  list_rig_remove (rig, 3);
  list_rig_remove (rig, 4);
  list_rig_insert (rig, 4, 5, "\"Domain\":\"nlp\"");
  rig->hook = list_rig_fail;
  rig->hook_data = &fault;

  /* As long as it is not complete, nothing goes. */
  list_rig_load (rig);
  list_rig_assert_error (rig, NP_API_ERROR_SERVER);
  g_assert_cmpuint (np_model_list_get_models (rig->list)->len, ==, 120);
  g_assert_nonnull (list_rig_find (rig, 3));
  g_assert_cmpstr (np_model_summary_get_text (list_rig_find (rig, 5), NP_SUMMARY_DOMAIN), ==,
                   "nlp");
  g_assert_true (list_rig_find (rig, 7) == same);

  rig->hook = NULL;
  list_rig_load_rest (rig);
  list_rig_assert_complete (rig);
  g_assert_null (list_rig_find (rig, 3));
  g_assert_true (list_rig_find (rig, 7) == same);
}

static GPtrArray *
make_models (guint first_id, guint n)
{
  GPtrArray *models = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (models, list_rig_make_model (first_id + i, NULL));
  return models;
}

static void
test_cached (void)
{
  g_autoptr (ListRig) rig = list_rig_new ();
  g_autoptr (GPtrArray) cached = make_models (100, 60);

  list_rig_fill (rig, 0, 120);
  np_model_list_take_cached (rig->list, cached, A_DAY_AGO);
  g_assert_cmpuint (np_model_list_get_models (rig->list)->len, ==, 60);
  g_assert_cmpint (np_model_list_get_fetched_at (rig->list), ==, A_DAY_AGO);
  g_assert_false (np_model_list_get_is_complete (rig->list));

  rig->hook = list_rig_hold;
  np_model_list_load (rig->list);
  np_await_true (rig->held->len == 1);
  list_rig_release (rig);
  np_await_true (rig->held->len == 2);
  g_assert_cmpuint (np_model_list_get_n_models (rig->list), ==, 110);
  g_assert_cmpint (np_model_list_get_fetched_at (rig->list), ==, A_DAY_AGO);
  rig->hook = NULL;
  list_rig_release (rig);
  list_rig_await (rig);
  list_rig_assert_complete (rig);
  g_assert_cmpint (np_model_list_get_fetched_at (rig->list), >, A_DAY_AGO);

  /* Too late. */
  np_model_list_take_cached (rig->list, cached, A_DAY_AGO);
  list_rig_assert_complete (rig);
}

static void
test_cached_many (void)
{
  g_autoptr (ListRig) rig = list_rig_new ();
  g_autoptr (GPtrArray) cached = make_models (0, 20000);

  np_model_list_take_cached (rig->list, cached, A_DAY_AGO);
  g_assert_cmpuint (np_model_list_get_models (rig->list)->len, ==, 0);
  np_await_true (np_model_list_get_models (rig->list)->len == 20000);
  g_assert_cmpuint (rig->n_changes, ==, 1);

  /* What is not taken when the source changes never is. */
  np_model_list_set_source (rig->list, rig->workspace, NULL, NULL);
  np_model_list_take_cached (rig->list, cached, A_DAY_AGO);
  np_model_list_set_source (rig->list, rig->workspace, NULL, NULL);
  np_await_nothing_pending ();
  g_assert_cmpuint (np_model_list_get_n_models (rig->list), ==, 0);
  list_rig_load (rig);
  list_rig_assert_complete (rig);
}

static void
test_other_source (void)
{
  g_autoptr (ListRig) rig = list_rig_new ();

  list_rig_fill (rig, 0, 230);
  rig->hook = list_rig_hold;
  np_model_list_load (rig->list);
  np_await_true (rig->held->len == 1);
  list_rig_release (rig);
  np_await_true (rig->held->len == 4);
  rig->hook = NULL;
  np_model_list_set_source (rig->list, rig->workspace, NULL, "pai");
  g_assert_false (np_model_list_get_is_loading (rig->list));
  g_assert_cmpuint (np_model_list_get_n_models (rig->list), ==, 0);
  g_assert_cmpuint (np_model_list_get_models (rig->list)->len, ==, 0);
  g_assert_cmpint (np_model_list_get_total_count (rig->list), ==, -1);
  g_assert_cmpint (np_model_list_get_fetched_at (rig->list), ==, 0);

  g_ptr_array_set_size (rig->models, 0);
  list_rig_fill (rig, 1000, 5);
  np_model_list_load (rig->list);
  list_rig_release (rig);
  list_rig_await (rig);
  np_await_nothing_pending ();
  list_rig_assert_complete (rig);
}

static void
turn_away_cb (NpModelList *list, ListRig *rig)
{
  g_signal_handlers_disconnect_by_func (list, turn_away_cb, rig);
  np_model_list_set_source (list, NULL, NULL, NULL);
}

/* Whoever hears of the models may turn to another source at once. */
static void
test_other_source_within_signal (void)
{
  g_autoptr (ListRig) rig = list_rig_new ();

  list_rig_fill (rig, 0, 20);
  g_signal_connect (rig->list, "models-changed", G_CALLBACK (turn_away_cb), rig);
  np_model_list_load (rig->list);
  list_rig_await (rig);
  np_await_nothing_pending ();
  g_assert_cmpuint (np_model_list_get_n_models (rig->list), ==, 0);
  g_assert_false (np_model_list_get_is_complete (rig->list));
}

static void
test_update_model (void)
{
  g_autoptr (ListRig) rig = list_rig_new ();
  g_autoptr (NpModelSummary) saved = list_rig_make_model (7, "\"Domain\":\"saved\"");
  g_autoptr (NpModelSummary) late = list_rig_make_model (70, "\"Domain\":\"saved\"");
  g_autoptr (NpModelSummary) unknown = list_rig_make_model (777, NULL);

  list_rig_fill (rig, 0, 80);
  list_rig_load (rig);
  np_model_list_update_model (rig->list, saved);
  np_model_list_update_model (rig->list, unknown);
  g_assert_true (list_rig_find (rig, 7) == saved);
  g_assert_cmpuint (np_model_list_get_n_models (rig->list), ==, 80);

  /* Pages that were asked for before the save do not bring the old one back. */
  rig->hook = list_rig_hold;
  np_model_list_load (rig->list);
  np_await_true (rig->held->len == 1);
  np_model_list_update_model (rig->list, saved);
  np_model_list_update_model (rig->list, late);
  list_rig_release (rig);
  np_await_true (rig->held->len == 1);
  rig->hook = NULL;
  list_rig_release (rig);
  list_rig_await (rig);
  list_rig_assert_complete (rig);
  g_assert_true (list_rig_find (rig, 7) == saved);
  g_assert_true (list_rig_find (rig, 70) == late);

  /* The next load does. */
  list_rig_load (rig);
  g_assert_cmpstr (np_model_summary_get_text (list_rig_find (rig, 7), NP_SUMMARY_DOMAIN), ==,
                   "");
}

static void
test_stop (void)
{
  g_autoptr (ListRig) rig = list_rig_new ();

  list_rig_fill (rig, 0, 480);
  rig->hook = list_rig_hold;
  np_model_list_load (rig->list);
  np_await_true (rig->held->len == 1);
  list_rig_release (rig);
  np_await_true (rig->held->len == 4);
  np_model_list_stop (rig->list);
  g_assert_false (np_model_list_get_is_loading (rig->list));
  g_assert_false (np_model_list_get_is_complete (rig->list));
  g_assert_null (np_model_list_get_error (rig->list));
  g_assert_cmpuint (np_model_list_get_models (rig->list)->len, ==, 50);
  rig->hook = NULL;
  list_rig_release (rig);
  np_await_nothing_pending ();
  g_assert_cmpuint (np_model_list_get_n_models (rig->list), ==, 50);
  list_rig_load_rest (rig);
  list_rig_assert_complete (rig);
  g_assert_cmpuint (rig->pages->len, ==, 9);
}

static void
test_coalesced (void)
{
  g_autoptr (ListRig) rig = list_rig_new ();
  gint64 begin = g_get_monotonic_time ();
  gint64 limit = 0;

  list_rig_fill (rig, 0, 5000);
  list_rig_load (rig);
  list_rig_assert_complete (rig);
  limit = (g_get_monotonic_time () - begin) / (100 * G_TIME_SPAN_MILLISECOND) + 2;
  g_assert_cmpuint (rig->n_changes, <=, (guint) limit);
  g_assert_cmpuint (rig->n_changes, >=, 1);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static void
end_cb (NpModelList *list, GParamSpec *pspec, ListRig *rig)
{
  if (np_model_list_get_is_loading (list))
    return;
  g_assert_true (np_model_list_get_is_complete (list));
  g_assert_cmpuint (np_model_list_get_models (list)->len, ==, 230);
}

/* The count grows with each page; at the end everything is there. */
static void
test_properties (void)
{
  g_autoptr (ListRig) rig = list_rig_new ();
  g_autoptr (GError) error = NULL;
  gboolean is_loading = TRUE;
  gboolean is_complete = FALSE;
  gint64 total = 0;
  gint64 fetched_at = 0;
  guint n_models = 0;
  guint n_counts = 0;
  guint n_totals = 0;

  list_rig_fill (rig, 0, 230);
  g_signal_connect_swapped (rig->list, "notify::n-models", G_CALLBACK (count_cb), &n_counts);
  g_signal_connect_swapped (rig->list, "notify::total-count", G_CALLBACK (count_cb), &n_totals);
  g_signal_connect (rig->list, "notify::loading", G_CALLBACK (end_cb), rig);
  list_rig_load (rig);
  g_assert_cmpuint (n_counts, >=, 5);
  g_assert_cmpuint (n_totals, ==, 1);
  g_object_get (rig->list, "loading", &is_loading, "complete", &is_complete, "n-models",
                &n_models, "total-count", &total, "error", &error, "fetched-at", &fetched_at,
                NULL);
  g_assert_false (is_loading);
  g_assert_true (is_complete);
  g_assert_cmpuint (n_models, ==, 230);
  g_assert_cmpint (total, ==, 230);
  g_assert_null (error);
  g_assert_cmpint (fetched_at, ==, np_model_list_get_fetched_at (rig->list));
}

/* An array that was handed out never changes. */
static void
test_snapshot (void)
{
  g_autoptr (ListRig) rig = list_rig_new ();
  g_autoptr (GPtrArray) before = NULL;

  list_rig_fill (rig, 0, 60);
  list_rig_load (rig);
  before = g_ptr_array_ref (np_model_list_get_models (rig->list));
  list_rig_remove (rig, 10);
  list_rig_load (rig);
  g_assert_cmpuint (before->len, ==, 60);
  g_assert_cmpuint (np_model_list_get_models (rig->list)->len, ==, 59);
  for (guint i = 0; i < before->len; i++)
    g_assert_true (NP_IS_MODEL_SUMMARY (before->pdata[i]));
}

static void
test_let_go_while_loading (void)
{
  g_autoptr (ListRig) rig = list_rig_new ();

  list_rig_fill (rig, 0, 230);
  rig->hook = list_rig_hold;
  np_model_list_load (rig->list);
  np_await_true (rig->held->len == 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model-list/reload", test_reload);
  g_test_add_func ("/model-list/cached", test_cached);
  g_test_add_func ("/model-list/cached/many", test_cached_many);
  g_test_add_func ("/model-list/other-source", test_other_source);
  g_test_add_func ("/model-list/other-source/within-signal", test_other_source_within_signal);
  g_test_add_func ("/model-list/update-model", test_update_model);
  g_test_add_func ("/model-list/stop", test_stop);
  g_test_add_func ("/model-list/coalesced", test_coalesced);
  g_test_add_func ("/model-list/properties", test_properties);
  g_test_add_func ("/model-list/snapshot", test_snapshot);
  g_test_add_func ("/model-list/let-go-while-loading", test_let_go_while_loading);
  return g_test_run ();
}
