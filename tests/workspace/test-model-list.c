/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "list-rig.h"

#include "np-api-error.h"
#include "np-await.h"

#define A_DAY_AGO G_GINT64_CONSTANT (1700000000000000)

static void
assert_pages (ListRig *rig, const guint *pages, guint n)
{
  g_assert_cmpuint (rig->pages->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      gboolean is_there = FALSE;

      for (guint k = 0; k < n; k++)
        is_there = is_there || g_array_index (rig->pages, guint, k) == pages[i];
      g_assert_true (is_there);
    }
}

static void
test_empty (void)
{
  g_autoptr (ListRig) rig = list_rig_new ();

  g_assert_cmpint (np_model_list_get_total_count (rig->list), ==, -1);
  g_assert_cmpint (np_model_list_get_fetched_at (rig->list), ==, 0);
  list_rig_load (rig);
  list_rig_assert_complete (rig);
  g_assert_cmpint (np_model_list_get_total_count (rig->list), ==, 0);
  g_assert_cmpint (np_model_list_get_fetched_at (rig->list), >, A_DAY_AGO);
  g_assert_cmpuint (rig->pages->len, ==, 1);
  g_assert_cmpuint (rig->n_changes, ==, 0);
}

static void
test_no_source (void)
{
  g_autoptr (NpModelList) list = np_model_list_new ();

  np_model_list_load (list);
  np_model_list_load_rest (list);
  np_model_list_stop (list);
  g_assert_false (np_model_list_get_is_loading (list));
  g_assert_cmpuint (np_model_list_get_models (list)->len, ==, 0);
}

/* Page 1 goes alone, then never more than four at once. */
static void
test_bounded (void)
{
  g_autoptr (ListRig) rig = list_rig_new ();

  list_rig_fill (rig, 0, 520);
  rig->hook = list_rig_hold;
  np_model_list_load (rig->list);
  np_await_true (rig->held->len == 1);
  np_await_nothing_pending ();
  g_assert_cmpuint (rig->pages->len, ==, 1);
  list_rig_release (rig);
  np_await_true (rig->held->len == 4);
  np_await_nothing_pending ();
  g_assert_cmpuint (rig->pages->len, ==, 5);
  rig->hook = NULL;
  list_rig_release (rig);
  list_rig_await (rig);
  list_rig_assert_complete (rig);
  g_assert_cmpuint (rig->pages->len, ==, 11);
}

/* Ends exactly at a page: one more look sees that there is no other. */
static void
test_full_last_page (void)
{
  g_autoptr (ListRig) rig = list_rig_new ();

  list_rig_fill (rig, 0, 100);
  list_rig_load (rig);
  list_rig_assert_complete (rig);
  assert_pages (rig, (guint[]){ 1, 2, 3 }, 3);
}

static void
refuse_above (ListRig *rig, ListAnswer *answer, gpointer data)
{
  if (answer->size <= GPOINTER_TO_UINT (data))
    return;
  answer->status = 400;
  answer->code = "InvalidParameter.PageSize";
}

static void
test_page_size (gconstpointer data)
{
  g_autoptr (ListRig) rig = list_rig_new ();

  list_rig_fill (rig, 0, 65);
  rig->hook = refuse_above;
  rig->hook_data = (gpointer) data;
  list_rig_load (rig);
  list_rig_assert_complete (rig);
}

static void
test_page_size_hopeless (void)
{
  g_autoptr (ListRig) rig = list_rig_new ();

  rig->hook = refuse_above;
  rig->hook_data = GUINT_TO_POINTER (5);
  list_rig_load (rig);
  list_rig_assert_error (rig, NP_API_ERROR_INVALID_ARGUMENT);
  assert_pages (rig, (guint[]){ 1, 1, 1 }, 3);
}

static void
test_failing_page (void)
{
  g_autoptr (ListRig) rig = list_rig_new ();
  ListFault fault = { 7, 500, "InternalError" };

  list_rig_fill (rig, 0, 480);
  rig->hook = list_rig_fail;
  rig->hook_data = &fault;
  list_rig_load (rig);
  list_rig_assert_error (rig, NP_API_ERROR_SERVER);
  g_assert_cmpuint (np_model_list_get_models (rig->list)->len, ==, 430);
  g_assert_cmpuint (rig->pages->len, ==, 10);

  rig->hook = NULL;
  list_rig_load_rest (rig);
  list_rig_assert_complete (rig);
  assert_pages (rig, (guint[]){ 7 }, 1);
}

/* What would meet every page stops the others; what was not asked for is part
 * of the rest. */
static void
test_halting_page (gconstpointer data)
{
  g_autoptr (ListRig) rig = list_rig_new ();
  ListFault fault = *(const ListFault *) data;

  list_rig_fill (rig, 0, 1990);
  rig->hook = list_rig_fail;
  rig->hook_data = &fault;
  list_rig_load (rig);
  g_assert_nonnull (np_model_list_get_error (rig->list));
  g_assert_cmpuint (rig->pages->len, <, 15);

  rig->hook = NULL;
  list_rig_load_rest (rig);
  list_rig_assert_complete (rig);
  g_assert_cmpuint (rig->pages->len, >, 25);
  g_assert_cmpuint (rig->pages->len, <, 40);
}

static void
fail_from (ListRig *rig, ListAnswer *answer, gpointer data)
{
  if (answer->page < GPOINTER_TO_UINT (data))
    return;
  answer->status = 500;
  answer->code = "InternalError";
}

static void
test_many_failures (void)
{
  g_autoptr (ListRig) rig = list_rig_new ();

  list_rig_fill (rig, 0, 3000);
  rig->hook = fail_from;
  rig->hook_data = GUINT_TO_POINTER (5);
  list_rig_load (rig);
  list_rig_assert_error (rig, NP_API_ERROR_SERVER);
  g_assert_cmpuint (rig->pages->len, <, 15);
  rig->hook = NULL;
  list_rig_load_rest (rig);
  list_rig_assert_complete (rig);
}

static void
test_first_page_fails (void)
{
  g_autoptr (ListRig) rig = list_rig_new ();

  list_rig_fill (rig, 0, 60);
  rig->hook = fail_from;
  rig->hook_data = GUINT_TO_POINTER (1);
  list_rig_load (rig);
  list_rig_assert_error (rig, NP_API_ERROR_SERVER);
  assert_pages (rig, (guint[]){ 1 }, 1);
  g_assert_cmpint (np_model_list_get_fetched_at (rig->list), ==, 0);
  rig->hook = NULL;
  list_rig_load_rest (rig);
  list_rig_assert_complete (rig);
}

/* The list of the service changes after some page was sent. */
typedef struct
{
  guint page;
  void (*change) (ListRig *rig);
  gboolean is_done;
} Change;

static void
change_after (ListRig *rig, ListAnswer *answer, gpointer data)
{
  Change *change = data;

  if (change->is_done || answer->page != change->page)
    return;
  change->is_done = TRUE;
  change->change (rig);
}

static void
remove_first (ListRig *rig)
{
  list_rig_remove (rig, 0);
}

static void
insert_first (ListRig *rig)
{
  list_rig_insert (rig, 0, 999999, NULL);
}

static void
insert_last (ListRig *rig)
{
  list_rig_insert (rig, rig->models->len, 999999, NULL);
}

static void
remove_many (ListRig *rig)
{
  g_ptr_array_remove_range (rig->models, 10, 180);
}

static void
test_changing (gconstpointer data)
{
  g_autoptr (ListRig) rig = list_rig_new ();
  Change change = { 1, data, FALSE };

  list_rig_fill (rig, 0, 230);
  rig->hook = change_after;
  rig->hook_data = &change;
  list_rig_load (rig);
  list_rig_assert_complete (rig);
}

static void
remove_always (ListRig *rig, ListAnswer *answer, gpointer data)
{
  if (answer->page > 1)
    list_rig_remove (rig, 0);
}

/* A list that never stands still ends with a word about it, not with a loop. */
static void
test_never_still (void)
{
  g_autoptr (ListRig) rig = list_rig_new ();

  list_rig_fill (rig, 0, 230);
  rig->hook = remove_always;
  list_rig_load (rig);
  list_rig_assert_error (rig, NP_API_ERROR_CONFLICT);
  g_assert_cmpuint (np_model_list_get_models (rig->list)->len, >=, 200);
  rig->hook = NULL;
  list_rig_load_rest (rig);
  list_rig_assert_complete (rig);
}

static void
endless (ListRig *rig, ListAnswer *answer, gpointer data)
{
  for (guint i = answer->models->len; i < answer->size; i++)
    {
      guint id = answer->page * 100 + i;

      list_rig_insert (rig, rig->models->len, id, NULL);
      g_ptr_array_add (answer->models, rig->texts->pdata[rig->texts->len - 1]);
    }
  answer->total = data != NULL ? answer->page * 100 : 100;
}

/* Whether TotalCount grows with the pages or stays. */
static void
test_endless (gconstpointer data)
{
  g_autoptr (ListRig) rig = list_rig_new ();

  rig->hook = endless;
  rig->hook_data = (gpointer) data;
  list_rig_load (rig);
  list_rig_assert_error (rig, NP_API_ERROR_PROTOCOL);
  g_assert_cmpuint (rig->pages->len, <, 130);
  g_assert_cmpuint (np_model_list_get_models (rig->list)->len, >, 1000);
  list_rig_load_rest (rig);
  list_rig_assert_error (rig, NP_API_ERROR_PROTOCOL);
  g_assert_cmpuint (rig->pages->len, <, 10);
}

static void
always_first_page (ListRig *rig, ListAnswer *answer, gpointer data)
{
  g_ptr_array_set_size (answer->models, 0);
  for (guint i = 0; i < 50; i++)
    g_ptr_array_add (answer->models, rig->models->pdata[i]);
}

static void
test_repeating (void)
{
  g_autoptr (ListRig) rig = list_rig_new ();

  list_rig_fill (rig, 0, 4000);
  rig->hook = always_first_page;
  list_rig_load (rig);
  list_rig_assert_error (rig, NP_API_ERROR_PROTOCOL);
  g_assert_cmpuint (np_model_list_get_models (rig->list)->len, ==, 50);
  g_assert_cmpuint (rig->pages->len, <, 40);
  rig->hook = NULL;
  list_rig_load_rest (rig);
  list_rig_assert_complete (rig);
}

/* Behind the end some services give the last page again: no fault. */
static void
clamp_page (ListRig *rig, ListAnswer *answer, gpointer data)
{
  if (answer->models->len == 0)
    for (guint i = 50; i < 100; i++)
      g_ptr_array_add (answer->models, rig->models->pdata[i]);
}

static void
test_repeating_behind_end (void)
{
  g_autoptr (ListRig) rig = list_rig_new ();

  list_rig_fill (rig, 0, 100);
  rig->hook = clamp_page;
  list_rig_load (rig);
  list_rig_assert_complete (rig);
}

static void
set_total (ListRig *rig, ListAnswer *answer, gpointer data)
{
  answer->total = GPOINTER_TO_INT (data);
}

/* 230 models, whatever TotalCount says. */
static void
test_wrong_total (gconstpointer data)
{
  g_autoptr (ListRig) rig = list_rig_new ();

  list_rig_fill (rig, 0, 230);
  rig->hook = set_total;
  rig->hook_data = (gpointer) data;
  list_rig_load (rig);
  list_rig_assert_complete (rig);
  g_assert_cmpuint (rig->pages->len, <=, 13);
}

static void
leave_out (ListRig *rig, ListAnswer *answer, gpointer data)
{
  if (answer->page == 2)
    g_ptr_array_set_size (answer->models, 13);
}

/* A short page in the middle is not the end. */
static void
test_gap (void)
{
  g_autoptr (ListRig) rig = list_rig_new ();

  list_rig_fill (rig, 0, 230);
  rig->hook = leave_out;
  list_rig_load (rig);
  g_assert_no_error (np_model_list_get_error (rig->list));
  g_assert_cmpuint (np_model_list_get_models (rig->list)->len, ==, 193);
}

static void
test_same_model_twice (void)
{
  g_autoptr (ListRig) rig = list_rig_new ();

  list_rig_fill (rig, 0, 120);
  list_rig_fill (rig, 10, 3);
  list_rig_load (rig);
  g_assert_no_error (np_model_list_get_error (rig->list));
  g_assert_true (np_model_list_get_is_complete (rig->list));
  g_assert_cmpuint (np_model_list_get_models (rig->list)->len, ==, 120);
}

int
main (int argc, char **argv)
{
  static const ListFault throttled = { 5, 429, "Throttling.User" };
  static const ListFault denied = { 5, 403, "NoPermission" };
  static const ListFault expired = { 5, 400, "InvalidSecurityToken.Expired" };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model-list/empty", test_empty);
  g_test_add_func ("/model-list/no-source", test_no_source);
  g_test_add_func ("/model-list/bounded", test_bounded);
  g_test_add_func ("/model-list/full-last-page", test_full_last_page);
  g_test_add_data_func ("/model-list/page-size/20", GUINT_TO_POINTER (20), test_page_size);
  g_test_add_data_func ("/model-list/page-size/10", GUINT_TO_POINTER (10), test_page_size);
  g_test_add_func ("/model-list/page-size/hopeless", test_page_size_hopeless);
  g_test_add_func ("/model-list/failing/one", test_failing_page);
  g_test_add_data_func ("/model-list/failing/throttled", &throttled, test_halting_page);
  g_test_add_data_func ("/model-list/failing/denied", &denied, test_halting_page);
  g_test_add_data_func ("/model-list/failing/expired", &expired, test_halting_page);
  g_test_add_func ("/model-list/failing/many", test_many_failures);
  g_test_add_func ("/model-list/failing/first", test_first_page_fails);
  g_test_add_data_func ("/model-list/changing/remove-first", remove_first, test_changing);
  g_test_add_data_func ("/model-list/changing/insert-first", insert_first, test_changing);
  g_test_add_data_func ("/model-list/changing/insert-last", insert_last, test_changing);
  g_test_add_data_func ("/model-list/changing/remove-many", remove_many, test_changing);
  g_test_add_func ("/model-list/changing/never-still", test_never_still);
  g_test_add_data_func ("/model-list/endless/fixed-total", GUINT_TO_POINTER (0), test_endless);
  g_test_add_data_func ("/model-list/endless/growing-total", GUINT_TO_POINTER (1),
                        test_endless);
  g_test_add_func ("/model-list/repeating/always", test_repeating);
  g_test_add_func ("/model-list/repeating/behind-end", test_repeating_behind_end);
  g_test_add_data_func ("/model-list/wrong-total/unknown", GINT_TO_POINTER (-1),
                        test_wrong_total);
  g_test_add_data_func ("/model-list/wrong-total/none", GINT_TO_POINTER (0), test_wrong_total);
  g_test_add_data_func ("/model-list/wrong-total/small", GINT_TO_POINTER (100),
                        test_wrong_total);
  g_test_add_data_func ("/model-list/wrong-total/large", GINT_TO_POINTER (100000),
                        test_wrong_total);
  g_test_add_func ("/model-list/gap", test_gap);
  g_test_add_func ("/model-list/same-model-twice", test_same_model_twice);
  return g_test_run ();
}
