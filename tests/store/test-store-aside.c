/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-edit-fixture.h"

#include <string.h>

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "np-store-fixture.h"

/* Files that were put aside, and files that are to be. */

#define MINE   "canary-mine"
#define OTHERS "canary-others"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = test_folder_new ();
  f->path = test_folder_build (f->folder, "store.db");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_free (f->path);
  test_folder_remove (f->folder);
}

/* All kinds of things for one account, each with TEXT in it. */
static void
fill_account (NpStore *store, const char *account_id, const char *text)
{
  g_autofree char *key = np_store_dup_key (account_id, TEST_HOST, NULL, NULL);
  g_autoptr (GPtrArray) models = test_models_new (text, 700);

  np_store_save_list (store, key, models, 1);
  np_store_set_star (store, key, "m1", text, TRUE);
  for (guint i = 1; i <= 20; i++)
    {
      g_autofree char *model_id = g_strdup_printf ("m%u", i);
      g_autoptr (NpDraft) draft = test_draft_new (model_id, text, i);
      g_autoptr (NpHistoryEntry)
          entry = np_history_entry_new (i, account_id, text, TEST_HOST, NULL, model_id, text,
                                        NP_SAVED_FAILED, text, text, FALSE);

      g_assert_true (test_store_save_draft (store, key, draft, NULL));
      g_assert_true (test_store_add_history (store, entry, NULL));
    }
}

static void
fill (Fixture *f)
{
  NpStore *store = np_store_new (f->path);

  fill_account (store, "account 1", MINE);
  fill_account (store, "account 11", OTHERS);
  test_store_close (store);
  g_object_unref (store);
}

static char *
dup_name (Fixture *f, const char *suffix)
{
  return g_strconcat (f->path, suffix, NULL);
}

static gboolean
exists (Fixture *f, const char *suffix)
{
  g_autofree char *name = dup_name (f, suffix);

  return g_file_test (name, G_FILE_TEST_EXISTS);
}

static gint64
read_number (const char *path, const char *sql)
{
  sqlite3 *handle = NULL;
  sqlite3_stmt *row = NULL;
  gint64 number = 0;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &row, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (row), ==, SQLITE_ROW);
  number = sqlite3_column_int64 (row, 0);
  sqlite3_finalize (row);
  sqlite3_close (handle);

  return number;
}

static gsize
count_drafts (NpStore *store, const char *account_id)
{
  g_autofree char *key = np_store_dup_key (account_id, TEST_HOST, NULL, NULL);
  g_autoptr (GPtrArray) drafts = test_store_load_drafts (store, key, NULL);

  return drafts->len;
}

/* Opens the file, which is put aside, forgets one account and closes it. */
static void
forget (Fixture *f)
{
  g_autoptr (NpStore) store = np_store_new (f->path);

  g_assert_cmpuint (count_drafts (store, "account 1"), ==, 20);
  np_store_forget_account (store, "account 1");
  g_assert_cmpuint (count_drafts (store, "account 1"), ==, 0);
  g_assert_cmpuint (count_drafts (store, "account 11"), ==, 20);
  g_assert_cmpint (test_store_count_history (store, "account 1"), ==, 0);
  g_assert_cmpint (test_store_count_history (store, "account 11"), ==, 20);
  test_store_close (store);
}

/* What is whole loses the rows of the account alone, also in tables that only a newer
 * version knows. */
static void
test_forget_in_newer (Fixture *f, gconstpointer data)
{
  g_autofree char *aside = dup_name (f, ".newer-1");

  fill (f);
  test_run_sql (f->path, "CREATE TABLE more (account_id TEXT, text TEXT);"
                         "INSERT INTO more VALUES ('account 1', 'canary-mine');"
                         "INSERT INTO more VALUES ('account 11', 'canary-others');"
                         "PRAGMA user_version = 99");
  forget (f);
  g_assert_false (test_folder_has_text (f->folder, MINE));
  g_assert_cmpint (read_number (aside, "SELECT count (*) FROM drafts"), ==, 20);
  g_assert_cmpint (read_number (aside, "SELECT count (*) FROM history"), ==, 20);
  g_assert_cmpint (read_number (aside, "SELECT count (*) FROM chunks"), ==, 2);
  g_assert_cmpint (read_number (aside, "SELECT count (*) FROM more"), ==, 1);
}

static void
test_forget_in_damaged (Fixture *f, gconstpointer data)
{
  g_autofree char *aside = dup_name (f, ".damaged-1");

  fill (f);
  test_run_sql (f->path, "UPDATE marks SET sum = 0 WHERE model_name = 'canary-others'");
  forget (f);
  g_assert_true (exists (f, ".damaged-1"));
  g_assert_false (test_folder_has_text (f->folder, MINE));
  g_assert_cmpint (read_number (aside, "SELECT count (*) FROM drafts"), ==, 20);
}

/* Nobody can tell what is where in a file that SQLite cannot read. */
static void
test_forget_unreadable (Fixture *f, gconstpointer data)
{
  g_autofree char *lone_log = dup_name (f, ".damaged-7-wal");
  g_autofree char *folder = dup_name (f, ".damaged-8");
  g_autofree char *like_one = dup_name (f, ".damagedly-9");
  g_autofree char *bytes = NULL;
  gsize length = 0;

  fill (f);
  g_assert_true (g_file_get_contents (f->path, &bytes, &length, NULL));
  memset (bytes, 0, 100);
  g_assert_true (g_file_set_contents (f->path, bytes, length, NULL));
  g_assert_true (g_file_set_contents (lone_log, MINE, -1, NULL));
  g_assert_true (g_file_set_contents (like_one, OTHERS, -1, NULL));
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  forget (f);
  g_assert_false (exists (f, ".damaged-1"));
  g_assert_false (exists (f, ".damaged-7-wal"));
  g_assert_true (exists (f, ".damaged-8"));
  g_assert_true (exists (f, ".damagedly-9"));
  g_assert_false (test_folder_has_text (f->folder, MINE));
}

static void
test_wipe (Fixture *f, gconstpointer data)
{
  g_autoptr (NpStore) store = NULL;
  g_autofree char *aside = dup_name (f, ".newer-1");

  fill (f);
  test_run_sql (f->path, "PRAGMA user_version = 99");
  store = np_store_new (f->path);
  g_assert_true (test_store_wipe_history (store, "account 1", NULL));
  g_assert_cmpint (read_number (aside, "SELECT count (*) FROM history"), ==, 20);
  g_assert_cmpint (read_number (aside, "SELECT count (*) FROM history_search"), ==, 20);
  g_assert_true (test_store_wipe_history (store, NULL, NULL));
  g_assert_cmpint (read_number (aside, "SELECT count (*) FROM history"), ==, 0);
  g_assert_cmpint (read_number (aside, "SELECT count (*) FROM drafts"), ==, 40);
  test_store_close (store);
}

/* A kill after the new file was whole: the old one moves now, whatever it looks like. */
static void
test_half_replaced (Fixture *f, gconstpointer data)
{
  g_autofree char *whole = dup_name (f, ".whole");
  g_autofree char *new = dup_name (f, ".new");

  for (guint i = 0; i < 3; i++)
    {
      NpStore *store = NULL;

      if (i < 2)
        fill (f);
      if (i > 0)
        g_assert_cmpint (g_rename (f->path, whole), ==, 0);
      else
        {
          g_autofree char *bytes = NULL;
          gsize length = 0;

          g_assert_true (g_file_get_contents (f->path, &bytes, &length, NULL));
          g_assert_true (g_file_set_contents (whole, bytes, length, NULL));
          g_assert_true (g_file_set_contents (f->path, "rubbish", -1, NULL));
          g_assert_true (g_file_set_contents (new, "rubbish", -1, NULL));
        }
      store = np_store_new (f->path);
      g_assert_cmpuint (count_drafts (store, "account 1"), ==, 20);
      test_store_close (store);
      g_assert_nonnull (strstr (np_store_get_notice (store), "store.db.damaged-1"));
      g_assert_false (exists (f, ".whole"));
      g_object_unref (store);
      if (i == 0)
        g_assert_cmpint (g_unlink (f->path), ==, 0);
    }
  g_assert_false (exists (f, ".damaged-2"));
}

/* A file of the first version, as it was released. */
static void
test_older (Fixture *f, gconstpointer data)
{
  g_autofree char *stars = NULL;
  g_autoptr (NpDraft) draft = test_draft_new ("m1", "text", 4);
  NpStore *store = np_store_new (f->path);

  np_store_set_star (store, TEST_KEY, "m1", "One", TRUE);
  test_store_close (store);
  g_object_unref (store);
  test_run_sql (f->path, "DROP TABLE drafts; DROP TABLE history_search; DROP TABLE history;"
                         "PRAGMA user_version = 1");
  store = np_store_new (f->path);
  stars = test_store_load_marks (store, TEST_KEY, TRUE);
  g_assert_cmpstr (stars, ==, "m1=One");
  g_assert_true (test_store_save_draft (store, TEST_DRAFT_KEY, draft, NULL));
  test_store_close (store);
  g_assert_null (np_store_get_notice (store));
  g_object_unref (store);
  g_assert_cmpint (read_number (f->path, "PRAGMA user_version"), ==, 2);
}

static void
add (const char *path, void (*test) (Fixture *f, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/store/aside/forget-in-newer", test_forget_in_newer);
  add ("/store/aside/forget-in-damaged", test_forget_in_damaged);
  add ("/store/aside/forget-unreadable", test_forget_unreadable);
  add ("/store/aside/wipe", test_wipe);
  add ("/store/aside/half-replaced", test_half_replaced);
  add ("/store/aside/older", test_older);

  return g_test_run ();
}
