/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-edit-checks.h"

#include "np-await.h"
#include "np-store-fixture.h"

/* The saves that are remembered, and finding them. */

static void
test_history (EditFixture *f, gconstpointer data)
{
  test_assert_found (f->store, NULL, NULL, NULL, "");
  g_assert_cmpint (test_store_count_history (f->store, NULL), ==, 0);
  for (guint i = 1; i <= 12; i++)
    test_add_entry_number (f->store, i % 3 == 0 ? "account-2" : TEST_ACCOUNT,
                           i % 2 == 0 ? "m2" : "m1", i);
  edit_fixture_reopen (f);
  test_assert_found (f->store, NULL, NULL, NULL, "12 11 10 9 8 7 6 5 4 3 2 1");
  test_assert_found (f->store, NULL, NULL, "", "12 11 10 9 8 7 6 5 4 3 2 1");
  test_assert_found (f->store, "account-2", NULL, NULL, "12 9 6 3");
  test_assert_found (f->store, NULL, "m1", NULL, "11 9 7 5 3 1");
  test_assert_found (f->store, "account-2", "m1", NULL, "9 3");
  test_assert_found (f->store, "account-3", NULL, NULL, "");
  g_assert_cmpint (test_store_count_history (f->store, NULL), ==, 12);
  g_assert_cmpint (test_store_count_history (f->store, TEST_ACCOUNT), ==, 8);
}

static void
test_search (EditFixture *f, gconstpointer data)
{
  for (guint i = 1; i <= 12; i++)
    test_add_entry_number (f->store, i % 3 == 0 ? "account-2" : TEST_ACCOUNT,
                           i % 2 == 0 ? "m2" : "m1", i);
  test_assert_found (f->store, NULL, NULL, "before 7", "7");
  test_assert_found (f->store, NULL, NULL, "描", "12 11 10 9 8 7 6 5 4 3 2 1");
  test_assert_found (f->store, NULL, NULL, "新的", "12 11 10 9 8 7 6 5 4 3 2 1");
  test_assert_found (f->store, NULL, NULL, "新描", "");
  test_assert_found (f->store, NULL, NULL, "10 新的 BEFORE", "10");
  test_assert_found (f->store, NULL, NULL, "ＡＦＴＥＲ 11", "11");
  test_assert_found (f->store, NULL, NULL, "0000000c", "12");
  test_assert_found (f->store, "account-2", "m1", "旧", "9 3");
  test_assert_found (f->store, NULL, "m2", "shang", "12 10 8 6 4 2");
  test_assert_found (f->store, NULL, NULL, "%", "");
  test_assert_found (f->store, NULL, NULL, "account-2", "");
}

static guint
search (EditFixture *f, const char *account_id, const char *query, guint *out_n_damaged)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;

  np_store_search_history_async (f->store, account_id, NULL, query, 0, 9, NULL,
                                 np_await_result_cb, &slot);
  result = np_await_result (&slot);
  entries = np_store_search_history_finish (f->store, result, out_n_damaged, &error);
  g_assert_no_error (error);

  return entries->len;
}

/* Damage of what a search looks through hides no save: the save itself is asked. If that
 * is damaged too, or is gone, it is counted. */
static void
test_damaged_words (EditFixture *f, gconstpointer data)
{
  guint n_damaged = 99;

  for (guint i = 1; i <= 4; i++)
    test_add_entry_number (f->store, i < 4 ? TEST_ACCOUNT : "account-2", "m1", i);
  edit_fixture_reopen (f);
  test_run_sql (f->path, "UPDATE history_search SET words = 'nothing' WHERE ordinal = 2;"
                         "UPDATE history_search SET account_id = 'nobody' WHERE ordinal = 3;"
                         "UPDATE history_search SET words = 'nothing' WHERE ordinal = 4");
  g_assert_cmpuint (search (f, TEST_ACCOUNT, "before", &n_damaged), ==, 3);
  g_assert_cmpuint (n_damaged, ==, 0);
  g_assert_cmpuint (search (f, NULL, "nothing", &n_damaged), ==, 0);
  g_assert_cmpuint (n_damaged, ==, 0);

  test_run_sql (f->path, "UPDATE history SET model_name = 'other' WHERE ordinal = 2;"
                         "PRAGMA foreign_keys = OFF; DELETE FROM history WHERE ordinal = 3");
  g_assert_cmpuint (search (f, TEST_ACCOUNT, "before", &n_damaged), ==, 1);
  g_assert_cmpuint (n_damaged, ==, 2);
}

static void
test_pages (EditFixture *f, gconstpointer data)
{
  gint64 before = 0;

  for (guint i = 1; i <= 23; i++)
    test_add_entry_number (f->store, TEST_ACCOUNT, "m1", i);
  for (guint page = 0; page < 4; page++)
    {
      g_autoptr (GPtrArray) entries = test_store_search_history (
          f->store, NULL, NULL, page % 2 == 0 ? NULL : "", before, 7);

      g_assert_cmpuint (entries->len, ==, page < 3 ? 7 : 2);
      for (guint i = 0; i < entries->len; i++)
        g_assert_cmpuint (test_entry_get_number (g_ptr_array_index (entries, i)), ==,
                          23 - page * 7 - i);
      before = np_history_entry_get_ordinal (g_ptr_array_index (entries, entries->len - 1));
    }
}

/* Only the begin of a long text is searched; all of it is kept. */
static void
test_long_entry (EditFixture *f, gconstpointer data)
{
  g_autofree char *text = g_strnfill (100000, 'x');
  g_autofree char *words = g_strconcat ("名字 needle ", text, " 末尾", NULL);
  g_autoptr (NpHistoryEntry) entry = np_history_entry_new (
      1, TEST_ACCOUNT, "", TEST_HOST, NULL, "m1", "", NP_SAVED_FAILED, NULL, NULL, FALSE);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) cut = NULL;

  np_history_entry_take_change (entry, NP_FIELD_EXTRA_INFO, words, words, words, NP_FATE_KEPT);
  test_add_entry (f->store, entry);
  found = test_store_search_history (f->store, NULL, NULL, "needle 名", 0, 9);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_true (test_entries_equal (g_ptr_array_index (found, 0), entry));
  cut = test_store_search_history (f->store, NULL, NULL, "末尾", 0, 9);
  g_assert_cmpuint (cut->len, ==, 0);
}

static void
test_cancelled_search (EditFixture *f, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  test_add_entry_number (f->store, TEST_ACCOUNT, "m1", 1);
  np_store_search_history_async (f->store, NULL, NULL, "x", 0, 9, cancellable,
                                 np_await_result_cb, &slot);
  g_cancellable_cancel (cancellable);
  result = np_await_result (&slot);
  g_assert_null (np_store_search_history_finish (f->store, result, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  edit_fixture_add ("/store/edits/history", test_history);
  edit_fixture_add ("/store/edits/search", test_search);
  edit_fixture_add ("/store/edits/damaged-words", test_damaged_words);
  edit_fixture_add ("/store/edits/pages", test_pages);
  edit_fixture_add ("/store/edits/long-entry", test_long_entry);
  edit_fixture_add ("/store/edits/cancelled-search", test_cancelled_search);

  return g_test_run ();
}
