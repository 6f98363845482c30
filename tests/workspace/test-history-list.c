/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "np-await.h"
#include "np-history-list.h"
#include "np-library-private.h"

/* The saves of the past, as a list reads them page by page. */

#define PAGE     64
#define NEAR_END 16
#define N_SAVES  (2 * PAGE + 50)

typedef struct
{
  char *folder;
  char *path;
  NpLibrary *library;
  NpHistoryList *list;

  /* What the list said last */
  guint position;
  guint n_removed;
  guint n_added;
} Fixture;

static void
add (Fixture *self, guint number)
{
  g_autofree char *name = g_strdup_printf ("save %u", number);
  g_autoptr (NpHistoryEntry) entry =
      np_history_entry_new (number + 1, number % 2 == 0 ? "even" : "odd", "Account", "host",
                            NULL, "m1", name, NP_SAVED_CONFIRMED, NULL, NULL, FALSE);

  np_library_add_history (self->library, entry);
}

static void
changed_cb (NpHistoryList *list, guint position, guint n_removed, guint n_added, Fixture *self)
{
  self->position = position;
  self->n_removed = n_removed;
  self->n_added = n_added;
}

static void
await_read (Fixture *self)
{
  np_await_true (!np_history_list_get_is_loading (self->list));
}

static void
open_list (Fixture *self, const char *account_id)
{
  g_clear_object (&self->list);
  self->list = np_history_list_new (self->library, account_id, NULL);
  g_signal_connect (self->list, "items-changed", G_CALLBACK (changed_cb), self);
  await_read (self);
}

static void
await_saves (Fixture *self, guint n)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  np_store_count_history_async (np_library_get_store (self->library), NULL, NULL,
                                np_await_result_cb, &slot);
  result = np_await_result (&slot);
  g_assert_cmpint (np_store_count_history_finish (np_library_get_store (self->library), result,
                                                  NULL),
                   ==, n);
  np_await_nothing_pending ();
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("nameplate-history-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "own.db", NULL);
  self->library = np_library_new (self->path);
  for (guint i = 0; i < N_SAVES; i++)
    add (self, i);
  await_saves (self, N_SAVES);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  GAsyncResult *slot = NULL;
  g_autofree char *lock = g_strconcat (self->path, ".lock", NULL);
  gpointer library = self->library;

  g_clear_object (&self->list);
  np_library_close_async (self->library, NULL, np_await_result_cb, &slot);
  g_object_unref (np_await_result (&slot));
  g_object_add_weak_pointer (library, &library);
  g_clear_object (&self->library);
  np_await_finalized (&library);
  g_assert_cmpint (g_unlink (self->path), ==, 0);
  g_assert_cmpint (g_unlink (lock), ==, 0);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->path);
  g_free (self->folder);
}

static guint
get_size (Fixture *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->list));
}

static void
assert_number (Fixture *self, guint position, guint number)
{
  g_autoptr (NpHistoryEntry)
      entry = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  g_assert_cmpint (np_history_entry_get_saved_at (entry), ==, number + 1);
}

/* Whoever comes near the end has the next page soon, and not before. */
static void
test_pages (Fixture *self, gconstpointer data)
{
  open_list (self, NULL);
  g_assert_cmpuint (get_size (self), ==, PAGE);
  assert_number (self, 0, N_SAVES - 1);
  assert_number (self, PAGE - NEAR_END - 1, N_SAVES - PAGE + NEAR_END);
  g_assert_false (np_history_list_get_is_loading (self->list));
  assert_number (self, PAGE - NEAR_END, N_SAVES - PAGE + NEAR_END - 1);
  g_assert_true (np_history_list_get_is_loading (self->list));
  await_read (self);
  g_assert_cmpuint (get_size (self), ==, 2 * PAGE);
  assert_number (self, 2 * PAGE - 1, N_SAVES - 2 * PAGE);
  await_read (self);
  g_assert_cmpuint (get_size (self), ==, N_SAVES);
  assert_number (self, N_SAVES - 1, 0);
  g_assert_false (np_history_list_get_is_loading (self->list));
}

/* A new save comes on top; what stands below is neither moved nor read anew. Where the top
 * is another one, as after a wipe, all is. */
static void
test_new_save (Fixture *self, gconstpointer data)
{
  GAsyncResult *slot = NULL;

  open_list (self, NULL);
  assert_number (self, PAGE - 1, N_SAVES - PAGE);
  await_read (self);
  g_assert_cmpuint (get_size (self), ==, 2 * PAGE);
  add (self, N_SAVES);
  np_await_true (get_size (self) == 2 * PAGE + 1);
  g_assert_cmpuint (self->position, ==, 0);
  g_assert_cmpuint (self->n_removed, ==, 0);
  g_assert_cmpuint (self->n_added, ==, 1);
  assert_number (self, 0, N_SAVES);
  assert_number (self, 1, N_SAVES - 1);

  np_library_wipe_history_async (self->library, "even", NULL, np_await_result_cb, &slot);
  g_object_unref (np_await_result (&slot));
  np_await_true (get_size (self) == PAGE);
  assert_number (self, 0, N_SAVES - 1);
  assert_number (self, 1, N_SAVES - 3);
}

/* Whoever comes near the end while the top is read anew, or just before, gets the next
 * page all the same: nothing else asks for it. */
static void
test_end_while_reading (Fixture *self, gconstpointer data)
{
  open_list (self, NULL);
  g_signal_emit_by_name (self->library, "history-changed");
  g_assert_true (np_history_list_get_is_loading (self->list));
  assert_number (self, PAGE - 1, N_SAVES - PAGE);
  np_await_true (get_size (self) == 2 * PAGE);
  await_read (self);

  assert_number (self, 2 * PAGE - 1, N_SAVES - 2 * PAGE);
  g_assert_true (np_history_list_get_is_loading (self->list));
  g_signal_emit_by_name (self->library, "history-changed");
  np_await_true (get_size (self) == N_SAVES);
}

/* Of two searches in a row only the last one counts, whichever answers first. */
static void
test_search (Fixture *self, gconstpointer data)
{
  open_list (self, "odd");
  g_assert_cmpuint (get_size (self), ==, PAGE);
  np_history_list_set_search (self->list, "save 13");
  np_history_list_set_search (self->list, "save 15");
  await_read (self);
  np_await_nothing_pending ();
  g_assert_cmpuint (get_size (self), ==, 7);
  assert_number (self, 0, 159);
  assert_number (self, 6, 15);
  np_history_list_set_search (self->list, NULL);
  await_read (self);
  g_assert_cmpuint (get_size (self), ==, PAGE);
  assert_number (self, PAGE - 1, N_SAVES - 1 - 2 * (PAGE - 1));
  await_read (self);
  g_assert_cmpuint (get_size (self), ==, N_SAVES / 2);
}

/* Those that cannot be read are counted once, and hide nothing below them. */
static void
test_damaged (Fixture *self, gconstpointer data)
{
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (self->path, &handle), ==, SQLITE_OK);
  /* The thread of the store may be writing just now. */
  sqlite3_busy_timeout (handle, 10000);
  g_assert_cmpint (sqlite3_exec (
      handle,
      "UPDATE history SET model_name = 'x' WHERE ordinal > " G_STRINGIFY (N_SAVES) " - 10",
                                                                          NULL, NULL, NULL),
      ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
  open_list (self, NULL);
  g_assert_cmpuint (get_size (self), ==, PAGE);
  g_assert_cmpuint (np_history_list_get_n_damaged (self->list), ==, 10);
  assert_number (self, 0, N_SAVES - 11);
  assert_number (self, PAGE - 1, N_SAVES - 10 - PAGE);
  await_read (self);
  g_assert_cmpuint (get_size (self), ==, 2 * PAGE);
  g_assert_cmpuint (np_history_list_get_n_damaged (self->list), ==, 10);
  add (self, N_SAVES);
  np_await_true (get_size (self) == 2 * PAGE + 1);
  g_assert_cmpuint (np_history_list_get_n_damaged (self->list), ==, 10);
}

static void
add_test (const char *path, void (*test) (Fixture *self, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/history-list/pages", test_pages);
  add_test ("/history-list/new-save", test_new_save);
  add_test ("/history-list/end-while-reading", test_end_while_reading);
  add_test ("/history-list/search", test_search);
  add_test ("/history-list/damaged", test_damaged);
  return g_test_run ();
}
