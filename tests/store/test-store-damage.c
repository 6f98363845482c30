/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-store-fixture.h"

#include <string.h>

#include <glib/gstdio.h>

#include "np-await.h"

/* What is in the file that gets damaged. */
#define N_MODELS 700
#define STARS    "m2=Two m1=One"
#define RECENTS  "m3=Three"

/* How many bits are flipped, one in each copy of the file, and how many cuts made. */
#define N_FLIPS 240
#define N_CUTS  60

typedef struct
{
  char *folder;
  char *path;
  GPtrArray *models;
  GPtrArray *older_models; /* what a log that is lost leaves */
  GBytes *file;
  GBytes *log; /* of a file that was not closed, nullable */
} Fixture;

static void
put_contents (const char *path, const char *part, gconstpointer data, gsize length)
{
  g_autofree char *name = g_strconcat (path, part, NULL);

  g_assert_true (g_file_set_contents (name, length > 0 ? data : "", length, NULL));
}

static GBytes *
get_contents (const char *path, const char *part)
{
  g_autofree char *name = g_strconcat (path, part, NULL);
  char *bytes = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (name, &bytes, &length, NULL));

  return g_bytes_new_take (bytes, length);
}

static NpStore *
fill (const char *path, GPtrArray *models)
{
  NpStore *store = np_store_new (path);

  np_store_set_star (store, TEST_KEY, "m1", "One", TRUE);
  np_store_set_star (store, TEST_KEY, "m2", "Two", TRUE);
  np_store_add_recent (store, TEST_KEY, "m3", "Three");
  np_store_save_list (store, TEST_KEY, models, 5);

  return store;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  NpStore *store = NULL;
  g_autofree char *origin = NULL;

  f->folder = test_folder_new ();
  f->path = test_folder_build (f->folder, "store.db");
  f->models = test_models_new ("a", N_MODELS);
  f->older_models = test_models_new ("older", N_MODELS);

  origin = test_folder_build (f->folder, "origin.db");
  store = fill (origin, f->older_models);
  test_store_close (store);
  g_object_unref (store);
  store = np_store_new (origin);
  np_store_save_list (store, TEST_KEY, f->models, 6);
  g_free (test_store_load_marks (store, TEST_KEY, TRUE));
  f->log = get_contents (origin, "-wal");
  if (data != NULL)
    f->file = get_contents (origin, "");
  test_store_close (store);
  if (data == NULL)
    f->file = get_contents (origin, "");
  g_object_unref (store);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_ptr_array_unref (f->models);
  g_ptr_array_unref (f->older_models);
  g_bytes_unref (f->file);
  g_bytes_unref (f->log);
  g_free (f->path);
  test_folder_remove (f->folder);
}

/* The store works afterwards, whatever was there. */
static void
assert_works (NpStore *store)
{
  g_autoptr (GPtrArray) models = test_models_new ("new", 3);
  g_autoptr (GPtrArray) loaded = NULL;

  np_store_save_list (store, "account-9/", models, 7);
  loaded = test_store_load (store, "account-9/", NULL);
  g_assert_true (test_models_equal (loaded, models));
}

/* Opens what is at the path. Returns the notice, "" if there is none and all is
 * there, as it was or as it was before the last change. */
static char *
open_damaged (Fixture *f, const char *what)
{
  NpStore *store = np_store_new (f->path);
  g_autoptr (GPtrArray) models = test_store_load (store, TEST_KEY, NULL);
  g_autofree char *stars = test_store_load_marks (store, TEST_KEY, TRUE);
  g_autofree char *recents = test_store_load_marks (store, TEST_KEY, FALSE);
  char *notice = NULL;

  assert_works (store);
  test_store_close (store);
  notice = g_strdup (np_store_get_notice (store));
  g_object_unref (store);
  if (notice != NULL)
    return notice;

  if (!test_models_equal (models, f->models) && !test_models_equal (models, f->older_models))
    g_error ("%s: the list is another one, and nobody says so", what);
  if (g_strcmp0 (stars, STARS) != 0 || g_strcmp0 (recents, RECENTS) != 0)
    g_error ("%s: the marks are %s and %s, and nobody says so", what, stars, recents);

  return g_strdup ("");
}

static gboolean
is_set_aside (Fixture *f, const char *suffix)
{
  g_autofree char *path = g_strconcat (f->path, suffix, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK);
}

static void
clean (Fixture *f)
{
  g_autoptr (GPtrArray) names = test_folder_list (f->folder);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *path = test_folder_build (f->folder, name);

      if (g_str_has_prefix (name, "store.db"))
        g_remove (path);
    }
}

/* Writes the file, and its log if it is not NULL, and opens that. Returns whether a
 * notice came. */
static gboolean
try_files (Fixture *f, GByteArray *file, GByteArray *log, const char *what)
{
  g_autofree char *notice = NULL;

  clean (f);
  put_contents (f->path, "", file->data, file->len);
  if (log != NULL)
    put_contents (f->path, "-wal", log->data, log->len);
  notice = open_damaged (f, what);

  return *notice != '\0';
}

static GByteArray *
copy_bytes (GBytes *bytes)
{
  gsize length = 0;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  return g_byte_array_append (g_byte_array_sized_new (length), data, length);
}

static void
flip_bit (GByteArray *bytes, guint from, guint to)
{
  guint bit = g_test_rand_int_range (from * 8, to * 8);

  bytes->data[bit / 8] ^= 1 << bit % 8;
}

static void
test_undamaged (Fixture *f, gconstpointer data)
{
  g_autoptr (GByteArray) file = copy_bytes (f->file);
  g_autoptr (GByteArray) log = copy_bytes (f->log);

  g_assert_false (try_files (f, file, data != NULL ? log : NULL, "undamaged"));
  g_assert_false (is_set_aside (f, ".damaged-1"));
}

static void
test_flips (Fixture *f, gconstpointer data)
{
  guint n_told = 0;

  for (guint i = 0; i < N_FLIPS; i++)
    {
      g_autoptr (GByteArray) file = copy_bytes (f->file);
      g_autofree char *what = g_strdup_printf ("flip %u", i);

      /* The header and the schema are a small part of the file, so they are hit
       * more often than chance would. */
      flip_bit (file, 0, i % 4 == 0 ? 100 : i % 4 == 1 ? 4096 : file->len);
      n_told += try_files (f, file, NULL, what);
    }
  g_test_message ("%u of %u flipped bits were told, the others did no harm", n_told, N_FLIPS);
  g_assert_cmpuint (n_told, >, N_FLIPS / 4);
}

/* A table that refers to one that is not there can be read, and not be written to. */
static void
test_references (Fixture *f, gconstpointer data)
{
  static const char *const references[] = { "REFERENCES lists", "REFERENCES history" };
  gsize length = 0;
  const char *bytes = g_bytes_get_data (f->file, &length);

  for (gsize i = 0; i < G_N_ELEMENTS (references); i++)
    {
      const char *text = memmem (bytes, length, references[i], strlen (references[i]));
      gsize end = text - bytes + strlen (references[i]);

      g_assert_nonnull (text);
      for (gsize bit = 0; bit < 8; bit++)
        {
          g_autoptr (GByteArray) file = copy_bytes (f->file);

          file->data[end - 1] ^= 1 << bit;
          /* SQL makes no difference between a small letter and a capital. */
          g_assert_cmpint (try_files (f, file, NULL, references[i]), ==, bit != 5);
        }
    }
}

static void
test_cuts (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < N_CUTS; i++)
    {
      g_autoptr (GByteArray) file = copy_bytes (f->file);
      guint length = i < 20 ? i * 8 : file->len * i / N_CUTS;
      g_autofree char *what = g_strdup_printf ("cut at %u", length);

      g_byte_array_set_size (file, length);
      g_assert_true (try_files (f, file, NULL, what));
      g_assert_true (is_set_aside (f, ".damaged-1"));
    }
}

/* Runs of random bytes, of zeros, and of one page in the place of another. */
static void
test_garbage (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < 45; i++)
    {
      g_autoptr (GByteArray) file = copy_bytes (f->file);
      guint start = g_test_rand_int_range (0, file->len - 8192);
      guint length = g_test_rand_int_range (1, 8192);
      guint other = g_test_rand_int_range (0, file->len - 8192);
      g_autofree char *what = g_strdup_printf ("garbage %u", i);

      for (guint j = 0; j < length && i % 3 == 0; j++)
        file->data[start + j] = g_test_rand_int_range (0, 256);
      if (i % 3 == 1)
        memset (file->data + start, 0, length);
      if (i % 3 == 2)
        memmove (file->data + start / 4096 * 4096, file->data + other / 4096 * 4096, 4096);
      try_files (f, file, NULL, what);
    }
}

/* SQLite plays back what it can trust: the list before or after the last change. */
static void
test_log (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < 60; i++)
    {
      g_autoptr (GByteArray) file = copy_bytes (f->file);
      g_autoptr (GByteArray) log = copy_bytes (f->log);
      g_autofree char *what = g_strdup_printf ("log %u", i);

      if (i % 3 == 0)
        g_byte_array_set_size (log, log->len * i / 60);
      else
        flip_bit (log, 0, i % 3 == 1 ? 4096 : log->len);
      try_files (f, file, log, what);
    }
}

/* What stands at the path in place of a database. */
static void
test_others (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *text;
    const char *name;
  } others[] = {
    { "", "empty" },
    { "Not a database at all. It is a text that somebody put there by mistake.", "text" },
    { "SQLite format 3", "magic" },
    { "{\"models\":[]}", "json" },
  };
  g_autofree char *notice = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (GBytes) kept = NULL;
      g_autofree char *told = NULL;

      clean (f);
      put_contents (f->path, "", others[i].text, strlen (others[i].text));
      told = open_damaged (f, others[i].name);
      g_assert_nonnull (strstr (told, "store.db.damaged-1"));
      kept = get_contents (f->path, ".damaged-1");
      g_assert_cmpmem (g_bytes_get_data (kept, NULL), g_bytes_get_size (kept), others[i].text,
                       strlen (others[i].text));
    }

  clean (f);
  g_assert_cmpint (g_mkdir (f->path, 0700), ==, 0);
  notice = open_damaged (f, "folder");
  g_assert_nonnull (strstr (notice, "store.db.damaged-1"));
  g_assert_true (is_set_aside (f, ".damaged-1"));
}

/* A log without its file would be swallowed by the next file of that name. */
static void
test_lone_log (Fixture *f, gconstpointer data)
{
  g_autofree char *notice = NULL;

  clean (f);
  put_contents (f->path, "-wal", g_bytes_get_data (f->log, NULL), g_bytes_get_size (f->log));
  notice = open_damaged (f, "lone log");
  g_assert_nonnull (strstr (notice, "damaged-1"));
  g_assert_true (is_set_aside (f, ".damaged-1-wal"));
}

static void
test_wrong_schema (Fixture *f, gconstpointer data)
{
  static const char *const changes[] = {
    "DROP TABLE marks",
    "DROP TABLE chunks",
    "ALTER TABLE lists RENAME COLUMN used TO other",
    "ALTER TABLE chunks DROP COLUMN records",
    "PRAGMA user_version = 0",
    "PRAGMA user_version = -1",
    "PRAGMA application_id = 7",
    "UPDATE lists SET n_models = 3",
    "UPDATE lists SET key = 'account-1/other'",
    "UPDATE marks SET model_name = 'Other' WHERE model_id = 'm1'",
    "UPDATE marks SET model_name = 'Own' WHERE model_id = 'm1'",
    "UPDATE marks SET ordinal = 99 WHERE model_id = 'm1'",
    "UPDATE chunks SET records = substr (records, 2) WHERE first = 500",
    "DELETE FROM chunks WHERE first = 500",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *notice = NULL;

      clean (f);
      put_contents (f->path, "", g_bytes_get_data (f->file, NULL), g_bytes_get_size (f->file));
      test_run_sql (f->path, changes[i]);
      notice = open_damaged (f, changes[i]);
      if (*notice == '\0')
        g_error ("%s: nobody says so", changes[i]);
    }
}

/* A part that is damaged is missing; the rest is there, and so are the stars. */
static void
test_damaged_part (Fixture *f, gconstpointer data)
{
  NpStore *store = NULL;
  g_autoptr (GPtrArray) models = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autofree char *stars = NULL;

  put_contents (f->path, "", g_bytes_get_data (f->file, NULL), g_bytes_get_size (f->file));
  test_run_sql (f->path, "UPDATE chunks SET sum = sum + 1 WHERE first = 500");
  store = np_store_new (f->path);
  models = test_store_load (store, TEST_KEY, NULL);
  g_assert_cmpuint (models->len, ==, 500);
  again = test_store_load (store, TEST_KEY, NULL);
  g_assert_null (again);
  stars = test_store_load_marks (store, TEST_KEY, TRUE);
  g_assert_cmpstr (stars, ==, STARS);
  test_store_close (store);
  g_assert_nonnull (np_store_get_notice (store));
  g_assert_false (is_set_aside (f, ".damaged-1"));
  g_object_unref (store);
}

/* A small file is checked at once, also where nobody reads it. What is elsewhere stays. */
static void
test_unread_page (Fixture *f, gconstpointer data)
{
  g_autoptr (GByteArray) file = copy_bytes (f->file);
  g_autofree char *stars = NULL;
  NpStore *store = NULL;

  memset (file->data + file->len / 2 / 4096 * 4096, 0, 8192);
  put_contents (f->path, "", file->data, file->len);
  store = np_store_new (f->path);
  stars = test_store_load_marks (store, TEST_KEY, TRUE);
  g_assert_cmpstr (stars, ==, STARS);
  test_store_close (store);
  g_assert_nonnull (np_store_get_notice (store));
  g_object_unref (store);
}

static void
test_newer (Fixture *f, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (GBytes) kept = NULL;

  clean (f);
  put_contents (f->path, ".newer-1", "mine", 4);
  put_contents (f->path, "", g_bytes_get_data (f->file, NULL), g_bytes_get_size (f->file));
  test_run_sql (f->path, "PRAGMA user_version = 99");
  first = open_damaged (f, "newer");
  g_assert_nonnull (strstr (first, "store.db.newer-2"));
  test_run_sql (f->path, "PRAGMA user_version = 99");
  second = open_damaged (f, "newer");
  g_assert_nonnull (strstr (second, "store.db.newer-3"));
  g_assert_true (is_set_aside (f, ".newer-2"));
  g_assert_true (is_set_aside (f, ".newer-3"));
  kept = get_contents (f->path, ".newer-1");
  g_assert_cmpmem (g_bytes_get_data (kept, NULL), g_bytes_get_size (kept), "mine", 4);
}

/* Who is alone may put a file aside; another one goes on in memory. */
static void
test_damaged_while_shared (Fixture *f, gconstpointer data)
{
  NpStore *first = fill (f->path, f->models);
  g_autofree char *notice = NULL;
  g_autofree char *stars = test_store_load_marks (first, TEST_KEY, TRUE);

  test_run_sql (f->path, "PRAGMA user_version = 99");
  notice = open_damaged (f, "shared");
  g_assert_nonnull (strstr (notice, "another Nameplate"));
  g_assert_false (is_set_aside (f, ".newer-1"));
  test_store_close (first);
  g_object_unref (first);
}

/* Too big to be looked at before the first frame: all pages are looked at when there is
 * nothing else to do. */
static void
test_big_file (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) models = test_models_new ("big", 12000);
  g_autoptr (GByteArray) file = NULL;
  g_autoptr (GBytes) bytes = NULL;
  NpStore *store = fill (f->path, models);

  test_store_close (store);
  g_object_unref (store);
  bytes = get_contents (f->path, "");
  file = copy_bytes (bytes);
  g_assert_cmpuint (file->len, >, 1024 * 1024);
  memset (file->data + file->len / 2 / 4096 * 4096, 0, 8192);
  put_contents (f->path, "", file->data, file->len);

  store = np_store_new (f->path);
  assert_works (store);
  g_assert_null (np_store_get_notice (store));
  np_await_true (np_store_get_notice (store) != NULL);
  assert_works (store);
  test_store_close (store);
  g_object_unref (store);
  g_assert_true (is_set_aside (f, ".damaged-1"));
}

static void
add (const char *path, void (*test) (Fixture *f, gconstpointer data), gboolean with_log)
{
  g_test_add (path, Fixture, with_log ? "" : NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/store/damage/none", test_undamaged, FALSE);
  add ("/store/damage/none-with-log", test_undamaged, TRUE);
  add ("/store/damage/flips", test_flips, FALSE);
  add ("/store/damage/references", test_references, FALSE);
  add ("/store/damage/cuts", test_cuts, FALSE);
  add ("/store/damage/garbage", test_garbage, FALSE);
  add ("/store/damage/log", test_log, TRUE);
  add ("/store/damage/lone-log", test_lone_log, TRUE);
  add ("/store/damage/others", test_others, FALSE);
  add ("/store/damage/wrong-schema", test_wrong_schema, FALSE);
  add ("/store/damage/part", test_damaged_part, FALSE);
  add ("/store/damage/unread-page", test_unread_page, FALSE);
  add ("/store/damage/newer", test_newer, FALSE);
  add ("/store/damage/shared", test_damaged_while_shared, FALSE);
  add ("/store/damage/big-file", test_big_file, FALSE);

  return g_test_run ();
}
