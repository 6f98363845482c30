/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-await.h"
#include "np-library-private.h"
#include "test-clock.h"
#include "wire-rig-steps.h"

/* What is remembered of the saves, and page by page. */

#define PAGE     64
#define NEAR_END 16
#define N_SAVES  (PAGE + 30)

static WireFate
fate_cb (WireRig *rig, const WireRequest *request, gpointer data)
{
  return g_str_equal (request->operation, "UpdateModel") ? GPOINTER_TO_INT (data) : WIRE_DO;
}

/* A save that left is remembered, whatever came of it. */
static void
test_history_of_failures (void)
{
  static const struct
  {
    WireFate fate;
    NpSavedResult result;
  } cases[] = {
    { WIRE_REFUSE, NP_SAVED_FAILED },        { WIRE_FAIL, NP_SAVED_FAILED },
    { WIRE_DROP, NP_SAVED_NOT_APPLIED },     { WIRE_DO_AND_DROP, NP_SAVED_CONFIRMED },
    { WIRE_DO_AND_CUT, NP_SAVED_CONFIRMED }, { WIRE_DO_AND_FAIL, NP_SAVED_CONFIRMED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WireRig) rig = wire_rig_new_open (NP_PRACTICE_SEMANTICS_DEFAULT, WIRE_OLD);
      g_autoptr (NpSaveOutcome) outcome = NULL;
      g_autoptr (NpHistoryEntry) entry = NULL;
      g_autoptr (GError) error = NULL;

      rig->hook = fate_cb;
      rig->hook_data = GINT_TO_POINTER (cases[i].fate);
      wire_rig_type (rig, NP_FIELD_TASK, "new");
      outcome = wire_rig_save (rig, 0, &error);
      g_assert_true ((outcome == NULL) == (cases[i].result == NP_SAVED_FAILED));
      entry = wire_rig_get_entry (rig, 1, 0);
      g_assert_cmpint (np_history_entry_get_result (entry), ==, cases[i].result);
      g_assert_cmpstr (np_history_entry_get_change_old (entry, 0), ==, "old");
      g_assert_cmpstr (np_history_entry_get_change_new (entry, 0), ==, "new");
      if (cases[i].fate == WIRE_REFUSE)
        {
          g_assert_cmpstr (np_history_entry_get_code (entry), ==, "NoPermission");
          g_assert_cmpstr (np_history_entry_get_request_id (entry), ==, "R-403");
        }
    }
}

/* What never left, what had to be decided first and what was there already is none. */
static void
test_history_of_nothing (void)
{
  g_autoptr (WireRig) rig = wire_rig_new_open (NP_PRACTICE_SEMANTICS_DEFAULT, WIRE_OLD);
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (NpSaveOutcome) conflict = NULL;
  g_autoptr (NpHistoryList) list = NULL;

  wire_rig_type (rig, NP_FIELD_TASK, "mine");
  wire_rig_put (rig, WIRE_MODEL ("\"Task\":\"theirs\",\"Domain\":\"old\""));
  conflict = wire_rig_save (rig, 0, NULL);
  wire_rig_put (rig, WIRE_MODEL ("\"Task\":\"mine\",\"Domain\":\"old\""));
  outcome = wire_rig_save_typed (rig);
  g_assert_true (np_save_outcome_get_is_already_there (outcome));
  list = wire_rig_load_history (rig, 0);
}

static void
test_history_off (void)
{
  g_autoptr (WireRig) rig = wire_rig_new_open (NP_PRACTICE_SEMANTICS_DEFAULT, WIRE_OLD);
  g_autoptr (NpHistoryList) list = NULL;

  np_library_set_keeps_history (rig->library, FALSE);
  wire_rig_save_text (rig, NP_FIELD_TASK, "one");
  np_library_set_keeps_history (rig->library, TRUE);
  wire_rig_save_text (rig, NP_FIELD_TASK, "two");
  list = wire_rig_load_history (rig, 1);
}

static void
added_cb (guint *n)
{
  ++*n;
}

static void
add_entries (WireRig *rig, guint n, guint from)
{
  guint n_added = 0;
  gulong handler = g_signal_connect_swapped (rig->library, "history-changed",
                                             G_CALLBACK (added_cb), &n_added);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("w%uw", from + i);
      g_autoptr (NpHistoryEntry) entry =
          np_history_entry_new (from + i + 1, "account-0", "Work", "127.0.0.1", NULL,
                                WIRE_MODEL_ID, "A", NP_SAVED_CONFIRMED, NULL, NULL, FALSE);

      np_history_entry_take_change (entry, NP_FIELD_TASK, "old", text, text, NP_FATE_KEPT);
      np_library_add_history (rig->library, entry);
    }
  np_await_true (n_added == n);
  g_signal_handler_disconnect (rig->library, handler);
}

static void
wipe (WireRig *rig, const char *account_id)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  np_library_wipe_history_async (rig->library, account_id, NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  g_assert_true (np_library_wipe_history_finish (rig->library, result, &error));
  g_assert_no_error (error);
}

static void
count_cb (GListModel *list, guint position, guint removed, guint added, guint *out_position)
{
  *out_position = position * 1000 + removed * 100 + added;
}

/* Pages come when somebody looks near the end; a new save comes to the top. */
static void
test_history_pages (void)
{
  g_autoptr (WireRig) rig = wire_rig_new_open (NP_PRACTICE_SEMANTICS_DEFAULT, WIRE_OLD);
  g_autoptr (NpHistoryList) list = NULL;
  g_autoptr (NpHistoryEntry) last = NULL;
  guint told = 0;

  add_entries (rig, N_SAVES, 0);
  list = wire_rig_load_history (rig, PAGE);
  g_object_unref (g_list_model_get_item (G_LIST_MODEL (list), 0));
  g_assert_false (np_history_list_get_is_loading (list));
  g_object_unref (g_list_model_get_item (G_LIST_MODEL (list), PAGE - NEAR_END));
  np_await_true (g_list_model_get_n_items (G_LIST_MODEL (list)) == N_SAVES);
  last = g_list_model_get_item (G_LIST_MODEL (list), N_SAVES - 1);
  g_assert_cmpstr (np_history_entry_get_change_new (last, 0), ==, "w0w");

  g_signal_connect (list, "items-changed", G_CALLBACK (count_cb), &told);
  add_entries (rig, 1, N_SAVES);
  np_await_true (g_list_model_get_n_items (G_LIST_MODEL (list)) == N_SAVES + 1);
  g_assert_cmpuint (told, ==, 1);

  np_history_list_set_search (list, "w7w");
  np_await_true (g_list_model_get_n_items (G_LIST_MODEL (list)) == 1);
  np_history_list_set_search (list, NULL);
  np_await_true (g_list_model_get_n_items (G_LIST_MODEL (list)) == PAGE);
  wipe (rig, "another");
  wipe (rig, "account-0");
  np_await_true (g_list_model_get_n_items (G_LIST_MODEL (list)) == 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  test_clock_install ();

  g_test_add_func ("/history/failures", test_history_of_failures);
  g_test_add_func ("/history/nothing", test_history_of_nothing);
  g_test_add_func ("/history/off", test_history_off);
  g_test_add_func ("/history/pages", test_history_pages);

  return g_test_run ();
}
