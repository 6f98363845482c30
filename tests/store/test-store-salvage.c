/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-edit-fixture.h"

#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "np-await.h"
#include "np-file-damage.h"
#include "np-store-fixture.h"

/* D04, R23: whatever is in the place of the file, the program starts, says so, and
 * offers each draft that is still there. */

#define N_DAMAGES  300
#define LOG_HEADER 32

/* Without NP_TEST_FULL only every so manieth is tried. */
#define SAMPLE 5

#define N_DRAFTS  60
#define N_ENTRIES 120
#define STARS     "m2=Two m1=One"

/* The number of a row, and all of it but what may differ. */
#define ALL_DRAFTS                                                                   \
  "SELECT edited_at / 1000, quote (key) || quote (model_id) || quote (edited_at) ||" \
  " quote (base) || quote (edits) || quote (sum) FROM drafts"
#define ALL_ENTRIES                                                                \
  "SELECT ordinal, quote (ordinal) || quote (saved_at) || quote (account_id) ||"   \
  " quote (account_name) || quote (host) || quote (region) || quote (model_id) ||" \
  " quote (model_name) || quote (result) || quote (request_id) || quote (code) ||" \
  " quote (is_undo) || quote (changes) || quote (sum) FROM history"

typedef struct
{
  char *folder;
  char *path;
  GHashTable *written; /* every row that there ever was */
  GByteArray *file;    /* of a store that was closed */
  GByteArray *open_file;
  GByteArray *open_log;    /* of one that was not, with the latest drafts */
  GByteArray *latest_file; /* of a store that was closed with these */
} Fixture;

/* What became of the drafts and entries of all damaged files. */
typedef struct
{
  guint n_readable;
  guint n_offered;
  guint n_entries;
} Tally;

static GByteArray *
read_file (const char *path, const char *part)
{
  g_autofree char *name = g_strconcat (path, part, NULL);
  char *bytes = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (name, &bytes, &length, NULL));

  return g_byte_array_new_take ((guint8 *) bytes, length);
}

static void
write_file (const char *path, const char *part, const GByteArray *bytes)
{
  g_autofree char *name = g_strconcat (path, part, NULL);

  g_assert_true (g_file_set_contents_full (name, bytes->len > 0 ? (char *) bytes->data : "",
                                           bytes->len, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

static const char *
get_key (guint number)
{
  static const char *const keys[] = { TEST_DRAFT_KEY, "account-1/pai-2.example//",
                                      "account-2/pai.example//" };

  return keys[number % G_N_ELEMENTS (keys)];
}

static void
save_drafts (NpStore *store, guint first)
{
  for (guint i = first; i < first + N_DRAFTS; i++)
    {
      g_autofree char *model_id = g_strdup_printf ("m%u", i % N_DRAFTS);
      g_autoptr (NpDraft) draft = test_draft_new (model_id, "text", i);

      test_store_open_draft (store, get_key (i % N_DRAFTS), model_id);
      g_assert_true (test_store_save_draft (store, get_key (i % N_DRAFTS), draft, NULL));
    }
}

/* Runs a statement that gives a number and all of its row, for each row that it reaches
 * until SQLite says no. */
static void
read_rows (sqlite3 *handle,
           const char *sql,
           gint64 id,
           void (*take) (guint number, const char *row, gpointer user_data),
           gpointer user_data)
{
  sqlite3_stmt *row = NULL;

  if (sqlite3_prepare_v2 (handle, sql, -1, &row, NULL) == SQLITE_OK)
    {
      sqlite3_bind_int64 (row, 1, id);
      while (sqlite3_step (row) == SQLITE_ROW)
        take (sqlite3_column_int64 (row, 0), (const char *) sqlite3_column_text (row, 1),
              user_data);
    }
  sqlite3_finalize (row);
}

static void
learn_row (guint number, const char *row, gpointer user_data)
{
  g_hash_table_add (user_data, g_strdup (row));
}

/* Remembers every row of a file that is whole. */
static void
learn_rows (const char *path, GHashTable *written)
{
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  read_rows (handle, ALL_DRAFTS, 0, learn_row, written);
  read_rows (handle, ALL_ENTRIES, 0, learn_row, written);
  sqlite3_close (handle);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *origin = NULL;
  g_autoptr (GPtrArray) models = test_models_new ("a", 100);
  NpStore *store = NULL;

  f->folder = test_folder_new ();
  f->path = test_folder_build (f->folder, "store.db");
  origin = test_folder_build (f->folder, "origin.db");
  store = np_store_new (origin);
  np_store_save_list (store, TEST_KEY, models, 1);
  np_store_set_star (store, TEST_KEY, "m1", "One", TRUE);
  np_store_set_star (store, TEST_KEY, "m2", "Two", TRUE);
  save_drafts (store, 1);
  for (guint i = 1; i <= N_ENTRIES; i++)
    {
      g_autoptr (NpHistoryEntry) entry = test_entry_new (TEST_ACCOUNT, "m1", i);

      g_assert_true (test_store_add_history (store, entry, NULL));
    }
  test_store_close (store);
  g_object_unref (store);
  f->file = read_file (origin, "");
  f->written = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  learn_rows (origin, f->written);

  store = np_store_new (origin);
  save_drafts (store, 1 + N_DRAFTS);
  f->open_file = read_file (origin, "");
  f->open_log = read_file (origin, "-wal");
  test_store_close (store);
  f->latest_file = read_file (origin, "");
  learn_rows (origin, f->written);
  g_object_unref (store);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_hash_table_unref (f->written);
  g_byte_array_unref (f->file);
  g_byte_array_unref (f->open_file);
  g_byte_array_unref (f->open_log);
  g_byte_array_unref (f->latest_file);
  g_free (f->path);
  test_folder_remove (f->folder);
}

static void
clean (Fixture *f)
{
  g_autoptr (GPtrArray) names = test_folder_list (f->folder);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *path = test_folder_build (f->folder, name);

      if (!g_str_has_prefix (name, "origin.db"))
        g_remove (path);
    }
}

/* ------------------------------------------------------------------ damages */

static GByteArray *
copy (const GByteArray *bytes)
{
  return g_byte_array_append (g_byte_array_sized_new (bytes->len), bytes->data, bytes->len);
}

static const struct
{
  const char *name;
  void (*damage) (GByteArray *file, GRand *rand); /* nullable */
  const char *sql;                                /* nullable */
} damages[] = {
  { "cut", test_damage_cut, NULL },
  { "cut between pages", test_damage_cut_pages, NULL },
  { "bit", test_damage_flip, NULL },
  { "bits", test_damage_flip_many, NULL },
  { "header", test_damage_break_header, NULL },
  { "zeroed pages", test_damage_zero_pages, NULL },
  { "zeroed first page", test_damage_zero_first_page, NULL },
  { "swapped pages", test_damage_swap_pages, NULL },
  { "sprayed", test_damage_spray, NULL },
  { "random", test_damage_fill_at_random, NULL },
  { "zeroed end", test_damage_zero_end, NULL },
  { "newer", NULL, "PRAGMA user_version = 99" },
  { "newer table", NULL,
    "PRAGMA user_version = 99; ALTER TABLE drafts ADD COLUMN more TEXT NOT NULL DEFAULT 'x'" },
  { "no table of marks", NULL, "DROP TABLE marks" },
  { "other draft", NULL, "UPDATE drafts SET edits = '{}' WHERE id = 7" },
  { "no list", NULL, "DELETE FROM lists" },
  { "folder", NULL, NULL },
  { "link to nothing", NULL, NULL },
};

/* Puts what is damaged into the place of the file. Every other one has a log, which is
 * damaged in its turn. */
static char *
make_damage (Fixture *f, guint i, GRand *rand)
{
  guint kind = i % G_N_ELEMENTS (damages);
  gboolean with_log = g_rand_int_range (rand, 0, 2) == 0;
  gboolean in_log = with_log && g_rand_int_range (rand, 0, 2) == 0;
  g_autoptr (GByteArray) file = copy (with_log ? f->open_file : f->file);
  g_autoptr (GByteArray) log = copy (f->open_log);

  clean (f);
  if (g_str_equal (damages[kind].name, "folder"))
    g_assert_cmpint (g_mkdir (f->path, 0700), ==, 0);
  else if (g_str_equal (damages[kind].name, "link to nothing"))
    g_assert_cmpint (symlink ("nothing", f->path), ==, 0);
  else
    {
      if (damages[kind].damage != NULL)
        damages[kind].damage (in_log ? log : file, rand);
      write_file (f->path, "", file);
      if (with_log)
        write_file (f->path, "-wal", log);
      if (damages[kind].sql != NULL)
        test_run_sql (f->path, damages[kind].sql);
    }

  return g_strdup_printf ("%u: %s%s%s", i, damages[kind].name, with_log ? " with log" : "",
                          in_log ? " in log" : "");
}

/* ------------------------------------------------- what SQLite itself can read */

typedef struct
{
  GHashTable *written;
  guint *numbers;
  guint n;
} Reading;

/* A row that is as it was written. */
static void
note_row (guint number, const char *row, gpointer user_data)
{
  Reading *reading = user_data;

  if (row != NULL && g_hash_table_contains (reading->written, row))
    reading->numbers[number % reading->n] = MAX (reading->numbers[number % reading->n], number);
}

static void
copy_part (Fixture *f, const char *path, const char *part)
{
  g_autofree char *name = g_strconcat (f->path, part, NULL);

  if (g_file_test (name, G_FILE_TEST_IS_REGULAR))
    {
      g_autoptr (GByteArray) bytes = read_file (f->path, part);

      write_file (path, part, bytes);
    }
}

/* For each model the newest draft that a plain reader finds, and each entry. */
static void
read_plainly (Fixture *f, guint drafts[N_DRAFTS], guint entries[N_ENTRIES])
{
  g_autofree char *path = test_folder_build (f->folder, "plain.db");
  Reading of_drafts = { f->written, drafts, N_DRAFTS };
  Reading of_entries = { f->written, entries, N_ENTRIES };
  sqlite3 *handle = NULL;

  copy_part (f, path, "");
  copy_part (f, path, "-wal");
  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  read_rows (handle, ALL_DRAFTS, 0, note_row, &of_drafts);
  read_rows (handle, ALL_DRAFTS " ORDER BY id DESC", 0, note_row, &of_drafts);
  read_rows (handle, ALL_ENTRIES, 0, note_row, &of_entries);
  read_rows (handle, ALL_ENTRIES " ORDER BY ordinal DESC", 0, note_row, &of_entries);
  for (guint i = 1; i <= N_ENTRIES; i++)
    {
      read_rows (handle, ALL_DRAFTS " WHERE id = ?", i, note_row, &of_drafts);
      read_rows (handle, ALL_ENTRIES " WHERE ordinal = ?", i, note_row, &of_entries);
    }
  sqlite3_close (handle);
}

/* --------------------------------------------------------- what the store offers */

static void
collect_drafts (NpStore *store, guint drafts[N_DRAFTS], const char *what)
{
  for (guint i = 0; i < 3; i++)
    {
      guint n_damaged = 99;
      g_autoptr (GPtrArray) found = test_store_load_drafts (store, get_key (i), &n_damaged);

      g_assert_cmpuint (n_damaged, ==, 0);
      for (guint j = 0; j < found->len; j++)
        {
          NpDraft *draft = g_ptr_array_index (found, j);
          guint number = test_draft_get_number (draft);

          if (!test_draft_is_intact (draft) || get_key (number % N_DRAFTS) != get_key (i))
            g_error ("%s: draft %u is another one", what, number);
          drafts[number % N_DRAFTS] = number;
        }
    }
}

/* Returns how many the store says are damaged. */
static guint
collect_entries (NpStore *store, guint entries[N_ENTRIES], const char *what)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) found = NULL;
  GAsyncResult *slot = NULL;
  guint n_damaged = 0;

  np_store_search_history_async (store, NULL, NULL, NULL, 0, 1000, NULL, np_await_result_cb,
                                 &slot);
  result = np_await_result (&slot);
  found = np_store_search_history_finish (store, result, &n_damaged, NULL);
  g_assert_nonnull (found);
  for (guint i = 0; i < found->len; i++)
    {
      NpHistoryEntry *entry = g_ptr_array_index (found, i);
      guint number = test_entry_get_number (entry);
      g_autoptr (NpHistoryEntry) same = test_entry_new (TEST_ACCOUNT, "m1", number);

      if (number > N_ENTRIES || !test_entries_equal (entry, same))
        g_error ("%s: entry %u is another one", what, number);
      entries[number % N_ENTRIES] = number;
    }

  return n_damaged;
}

/* The store works, and goes on working. */
static void
assert_works (Fixture *f)
{
  NpStore *store = np_store_new (f->path);
  g_autoptr (NpDraft) draft = test_draft_new ("new", "text", 9999);
  g_autoptr (NpDraft) loaded = NULL;

  g_assert_true (test_store_save_draft (store, "account-9/", draft, NULL));
  loaded = test_store_load_draft (store, "account-9/", "new");
  g_assert_true (np_draft_equal (draft, loaded));
  test_store_close (store);
  g_assert_null (np_store_get_notice (store));
  g_object_unref (store);
}

static gboolean
is_whole (guint drafts[N_DRAFTS], guint entries[N_ENTRIES])
{
  for (guint i = 0; i < N_DRAFTS; i++)
    if (drafts[i] == 0)
      return FALSE;
  for (guint i = 0; i < N_ENTRIES; i++)
    if (entries[i] == 0)
      return FALSE;

  return TRUE;
}

static void
assert_at_least (Tally *tally, guint *readable, guint *offered, guint n, const char *what)
{
  for (guint i = 0; i < n; i++)
    {
      if (readable[i] > offered[i])
        g_error ("%s: SQLite reads %s %u, and the store has %u", what,
                 n == N_DRAFTS ? "draft" : "save", readable[i], offered[i]);
      if (n == N_DRAFTS)
        {
          tally->n_readable += readable[i] > 0;
          tally->n_offered += offered[i] > 0;
        }
      else
        tally->n_entries += offered[i] > 0;
    }
}

static void
try_damage (Fixture *f, const char *what, Tally *tally)
{
  guint readable_drafts[N_DRAFTS] = { 0 };
  guint readable_entries[N_ENTRIES] = { 0 };
  guint drafts[N_DRAFTS] = { 0 };
  guint entries[N_ENTRIES] = { 0 };
  g_autofree char *stars = NULL;
  guint n_damaged = 0;
  NpStore *store = NULL;

  read_plainly (f, readable_drafts, readable_entries);
  store = np_store_new (f->path);
  collect_drafts (store, drafts, what);
  n_damaged = collect_entries (store, entries, what);
  stars = test_store_load_marks (store, TEST_KEY, TRUE);
  test_store_close (store);

  assert_at_least (tally, readable_drafts, drafts, N_DRAFTS, what);
  assert_at_least (tally, readable_entries, entries, N_ENTRIES, what);
  if (np_store_get_notice (store) == NULL && n_damaged == 0 &&
      (!is_whole (drafts, entries) || strcmp (stars, STARS) != 0))
    g_error ("%s: something is missing, and nobody says so", what);
  g_object_unref (store);
  assert_works (f);
}

static void
test_damages (Fixture *f, gconstpointer data)
{
  guint step = g_getenv ("NP_TEST_FULL") != NULL ? 1 : SAMPLE;
  guint32 seed = g_test_rand_int ();
  Tally tally = { 0 };
  guint n = 0;

  for (guint i = 0; i < N_DAMAGES; i += step)
    {
      GRand *rand = g_rand_new_with_seed (seed + i);
      g_autofree char *what = make_damage (f, i, rand);

      g_test_message ("%s", what);
      try_damage (f, what, &tally);
      g_rand_free (rand);
      n++;
    }
  g_test_message (
      "%u damaged files opened: %u of %u drafts offered, SQLite could read %u; %u of "
      "%u saves",
      n, tally.n_offered, n * N_DRAFTS, tally.n_readable, tally.n_entries, n * N_ENTRIES);
  g_assert_cmpuint (tally.n_offered, >, 0);
}

/* A draft that is not as it was written is not offered, and the others are. */
static void
test_wrong_sums (Fixture *f, gconstpointer data)
{
  guint drafts[N_DRAFTS] = { 0 };
  g_autoptr (NpStore) store = NULL;

  write_file (f->path, "", f->file);
  test_run_sql (f->path, "UPDATE drafts SET sum = sum + 1 WHERE id % 2 = 0");
  test_run_sql (f->path, "UPDATE drafts SET key = 'account-2/pai.example//' WHERE id = 3");
  store = np_store_new (f->path);
  collect_drafts (store, drafts, "wrong sums");
  test_store_close (store);
  for (guint i = 1; i <= N_DRAFTS; i++)
    g_assert_cmpuint (drafts[i % N_DRAFTS], ==, i % 2 == 0 || i == 3 ? 0 : i);
  g_assert_nonnull (strstr (np_store_get_notice (store), "edits of 29 models were taken over"));
  g_assert_nonnull (strstr (np_store_get_notice (store), "120 saves of the history"));
}

static guint
count (const guint *numbers, guint n)
{
  guint n_found = 0;

  for (guint i = 0; i < n; i++)
    n_found += numbers[i] > 0;

  return n_found;
}

/* Neither the header nor the schema is needed to find what somebody typed, nor the sums
 * of the log where the latest of it is there. Pages that are no longer in use may have
 * what somebody typed before: what is newer wins, wherever it stands. */
static void
test_no_first_page (Fixture *f, gconstpointer data)
{
  const struct
  {
    const GByteArray *file;
    const GByteArray *log;   /* nullable */
    const GByteArray *older; /* nullable: its pages stand behind those of the file */
    guint number;            /* of the seventh draft */
  } cases[] = {
    { f->file, NULL, NULL, 7 },
    { f->open_file, f->open_log, NULL, 7 + N_DRAFTS },
    { f->latest_file, NULL, f->file, 7 + N_DRAFTS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GByteArray) file = copy (cases[i].file);
      g_autoptr (GByteArray) log = cases[i].log != NULL ? copy (cases[i].log) : NULL;
      g_autoptr (NpStore) store = NULL;
      guint drafts[N_DRAFTS] = { 0 };
      guint entries[N_ENTRIES] = { 0 };

      clean (f);
      memset (file->data, 0, TEST_PAGE);
      if (cases[i].older != NULL)
        g_byte_array_append (file, cases[i].older->data + TEST_PAGE,
                             cases[i].older->len - TEST_PAGE);
      write_file (f->path, "", file);
      if (log != NULL)
        {
          log->data[LOG_HEADER + 16] ^= 1;
          write_file (f->path, "-wal", log);
        }
      store = np_store_new (f->path);
      collect_drafts (store, drafts, "no first page");
      collect_entries (store, entries, "no first page");
      test_store_close (store);
      g_assert_cmpuint (count (drafts, N_DRAFTS), ==, N_DRAFTS);
      g_assert_cmpuint (count (entries, N_ENTRIES), ==, N_ENTRIES);
      g_assert_cmpuint (drafts[7], ==, cases[i].number);
      g_assert_nonnull (strstr (np_store_get_notice (store), "edits of 60 models"));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/store/salvage/damages", Fixture, NULL, set_up, test_damages, tear_down);

  g_test_add ("/store/salvage/wrong-sums", Fixture, NULL, set_up, test_wrong_sums, tear_down);

  g_test_add ("/store/salvage/no-first-page", Fixture, NULL, set_up, test_no_first_page,
              tear_down);

  return g_test_run ();
}
