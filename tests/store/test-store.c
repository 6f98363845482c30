/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-store-fixture.h"

#include <glib/gstdio.h>

#include "np-await.h"
#include "np-secret.h"

typedef struct
{
  char *folder;
  char *path;
  NpStore *store;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = test_folder_new ();
  f->path = g_build_filename (f->folder, "own", "store.db", NULL);
  f->store = np_store_new (f->path);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  test_store_close (f->store);
  g_assert_null (np_store_get_notice (f->store));
  g_object_add_weak_pointer (G_OBJECT (f->store), (gpointer *) &f->store);
  g_object_unref (f->store);
  np_await_finalized (&f->store);
  g_free (f->path);
  test_folder_remove (f->folder);
}

static void
reopen (Fixture *f)
{
  test_store_close (f->store);
  g_assert_null (np_store_get_notice (f->store));
  g_object_unref (f->store);
  f->store = np_store_new (f->path);
}

static void
assert_list (NpStore *store, const char *key, GPtrArray *expected, gint64 expected_time)
{
  gint64 fetched_at = -1;
  g_autoptr (GPtrArray) models = test_store_load (store, key, &fetched_at);

  g_assert_true (test_models_equal (models, expected));
  g_assert_cmpint (fetched_at, ==, expected_time);
}

static void
assert_marks (NpStore *store, const char *key, const char *recents, const char *stars)
{
  g_autofree char *real_recents = test_store_load_marks (store, key, FALSE);
  g_autofree char *real_stars = test_store_load_marks (store, key, TRUE);

  g_assert_cmpstr (real_recents, ==, recents);
  g_assert_cmpstr (real_stars, ==, stars);
}

static void
test_list (Fixture *f, gconstpointer data)
{
  const guint sizes[] = { 1, 499, 500, 501, 2345, 0, 3 };

  assert_list (f->store, TEST_KEY, NULL, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GPtrArray) models = test_models_new ("a", sizes[i]);

      np_store_save_list (f->store, TEST_KEY, models, 1000 + i);
      assert_list (f->store, TEST_KEY, models, 1000 + i);
      reopen (f);
      assert_list (f->store, TEST_KEY, models, 1000 + i);
    }
  assert_list (f->store, "account-1/other", NULL, 0);
}

/* The array is the caller's again as soon as the call returns. */
static void
test_list_is_copied (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) models = test_models_new ("a", 700);
  g_autoptr (GPtrArray) expected = test_models_new ("a", 700);

  np_store_save_list (f->store, TEST_KEY, models, 1);
  g_ptr_array_set_size (models, 0);
  assert_list (f->store, TEST_KEY, expected, 1);
}

/* Chunks that did not change stay, and those of the older, longer list go. */
static void
test_list_changes (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) models = test_models_new ("a", 1800);
  g_autoptr (GPtrArray) others = test_models_new ("b", 3);

  np_store_save_list (f->store, TEST_KEY, models, 1);
  g_object_unref (models->pdata[700]);
  models->pdata[700] = g_object_ref (others->pdata[0]);
  np_store_save_list (f->store, TEST_KEY, models, 2);
  assert_list (f->store, TEST_KEY, models, 2);
  g_ptr_array_remove_index (models, 3);
  np_store_save_list (f->store, TEST_KEY, models, 3);
  assert_list (f->store, TEST_KEY, models, 3);
  g_ptr_array_insert (models, 0, g_object_ref (others->pdata[1]));
  g_ptr_array_set_size (models, 900);
  np_store_save_list (f->store, TEST_KEY, models, 4);
  assert_list (f->store, TEST_KEY, models, 4);
}

/* A chunk of long texts ends before its 500 models are full. */
static void
test_list_long_texts (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) models = test_models_new_long ("a", 600);
  g_autoptr (GPtrArray) short_ones = test_models_new ("a", 600);

  np_store_save_list (f->store, TEST_KEY, short_ones, 1);
  np_store_save_list (f->store, TEST_KEY, models, 2);
  assert_list (f->store, TEST_KEY, models, 2);
  np_store_save_list (f->store, TEST_KEY, short_ones, 3);
  assert_list (f->store, TEST_KEY, short_ones, 3);
}

static void
test_parts (Fixture *f, gconstpointer data)
{
  const guint cuts[] = { 0, 1, 40, 499, 500, 501, 1000, 1233, 1234, 5000 };
  g_autoptr (GPtrArray) models = test_models_new ("a", 1234);
  guint n_stored = 0;

  g_assert_null (test_store_load_part (f->store, TEST_KEY, 0, 50, &n_stored));
  g_assert_cmpuint (n_stored, ==, 0);
  np_store_save_list (f->store, TEST_KEY, models, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (cuts); i++)
    {
      g_autoptr (GPtrArray)
          begin = test_store_load_part (f->store, TEST_KEY, 0, cuts[i], &n_stored);
      g_autoptr (GPtrArray)
          rest = test_store_load_part (f->store, TEST_KEY, cuts[i], G_MAXUINT, &n_stored);

      g_assert_cmpuint (n_stored, ==, 1234);
      g_assert_cmpuint (begin->len, ==, MIN (cuts[i], 1234));
      g_ptr_array_extend_and_steal (begin, g_steal_pointer (&rest));
      g_assert_true (test_models_equal (begin, models));
    }
}

static void
test_oldest_list_goes (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) models = test_models_new ("a", 3);

  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *key = g_strdup_printf ("account-1/%u", i);

      np_store_save_list (f->store, key, models, i + 1);
    }
  assert_list (f->store, "account-1/0", models, 1);
  np_store_save_list (f->store, "account-1/new", models, 99);
  assert_list (f->store, "account-1/0", models, 1);
  assert_list (f->store, "account-1/1", NULL, 0);
  assert_list (f->store, "account-1/2", models, 3);
  assert_list (f->store, "account-1/new", models, 99);
}

static void
test_recents (Fixture *f, gconstpointer data)
{
  g_autofree char *marks = NULL;
  g_auto (GStrv) parts = NULL;

  assert_marks (f->store, TEST_KEY, "", "");
  np_store_add_recent (f->store, TEST_KEY, "m1", "One");
  np_store_add_recent (f->store, TEST_KEY, "m2", NULL);
  np_store_add_recent (f->store, "account-2/x", "m9", "Nine");
  np_store_add_recent (f->store, TEST_KEY, "m1", "Eins 一");
  assert_marks (f->store, TEST_KEY, "m1=Eins 一 m2=", "");
  reopen (f);
  assert_marks (f->store, TEST_KEY, "m1=Eins 一 m2=", "");

  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *id = g_strdup_printf ("n%u", i);

      np_store_add_recent (f->store, TEST_KEY, id, "");
    }
  marks = test_store_load_marks (f->store, TEST_KEY, FALSE);
  parts = g_strsplit (marks, " ", -1);
  g_assert_cmpuint (g_strv_length (parts), ==, 20);
  g_assert_cmpstr (parts[0], ==, "n29=");
  g_assert_cmpstr (parts[19], ==, "n10=");
  assert_marks (f->store, "account-2/x", "m9=Nine", "");
}

static void
test_stars (Fixture *f, gconstpointer data)
{
  np_store_set_star (f->store, TEST_KEY, "m1", "One", TRUE);
  np_store_set_star (f->store, TEST_KEY, "m2", "Two", TRUE);
  np_store_set_star (f->store, TEST_KEY, "m3", "Three", TRUE);
  np_store_set_star (f->store, TEST_KEY, "m1", "Eins", TRUE);
  assert_marks (f->store, TEST_KEY, "", "m3=Three m2=Two m1=Eins");
  np_store_set_star (f->store, TEST_KEY, "m2", NULL, FALSE);
  np_store_set_star (f->store, TEST_KEY, "m7", NULL, FALSE);
  np_store_add_recent (f->store, TEST_KEY, "m1", "Uno");
  reopen (f);
  assert_marks (f->store, TEST_KEY, "m1=Uno", "m3=Three m1=Uno");
}

static gboolean
is_on_disk (Fixture *f, const char *text)
{
  g_autofree char *folder = g_path_get_dirname (f->path);

  return test_folder_has_text (folder, text);
}

static void
test_forget (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) mine = test_models_new ("canary-mine", 1200);
  g_autoptr (GPtrArray) fewer = test_models_new ("canary-mine", 10);
  g_autoptr (GPtrArray) others = test_models_new ("canary-other", 10);
  g_autofree char *key = np_store_dup_key ("account 1", "h", "w", NULL);
  g_autofree char *other_key = np_store_dup_key ("account 11", "h", "w", NULL);

  np_store_save_list (f->store, key, mine, 1);
  np_store_add_recent (f->store, key, "m1", "canary-mine");
  np_store_set_star (f->store, key, "m1", "canary-mine", TRUE);
  np_store_save_list (f->store, other_key, others, 2);
  np_store_set_star (f->store, other_key, "m1", "canary-other", TRUE);
  np_store_save_list (f->store, key, fewer, 1);
  assert_marks (f->store, key, "m1=canary-mine", "m1=canary-mine");
  g_assert_true (is_on_disk (f, "canary-mine"));

  np_store_forget_account (f->store, "account 1");
  assert_list (f->store, key, NULL, 0);
  assert_marks (f->store, key, "", "");
  g_assert_false (is_on_disk (f, "canary-mine"));
  assert_list (f->store, other_key, others, 2);
  assert_marks (f->store, other_key, "", "m1=canary-other");
  g_assert_true (is_on_disk (f, "canary-other"));
}

static void
test_keys (void)
{
  g_autofree char *plain = np_store_dup_key ("a", "b", NULL, "pai");
  g_autofree char *left = np_store_dup_key ("a/b", "c", "", "");
  g_autofree char *right = np_store_dup_key ("a", "b/c", "", "");

  g_assert_cmpstr (plain, ==, "a/b//pai");
  g_assert_cmpstr (left, !=, right);
}

/* A secret that the process holds does not come near the file. */
static void
test_no_secret (Fixture *f, gconstpointer data)
{
  g_autoptr (NpSecret) secret = np_secret_new ("canary-secret-0123456789", -1);
  g_autoptr (GPtrArray) models = test_models_new ("a", 1200);

  np_store_save_list (f->store, TEST_KEY, models, 1);
  np_store_add_recent (f->store, TEST_KEY, "m1", "One");
  assert_marks (f->store, TEST_KEY, "m1=One", "");
  g_assert_false (is_on_disk (f, "canary-secret"));
  reopen (f);
  assert_list (f->store, TEST_KEY, models, 1);
  g_assert_false (is_on_disk (f, "canary-secret"));
  g_assert_nonnull (secret);
}

static void
assert_mode (const char *path, int mode)
{
  GStatBuf status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, mode);
}

static void
test_permissions (Fixture *f, gconstpointer data)
{
  static const char *const names[] = { "store.db", "store.db-shm", "store.db-wal",
                                       "store.db.lock" };
  g_autofree char *folder = g_path_get_dirname (f->path);
  g_autoptr (GPtrArray) files = NULL;

  np_store_add_recent (f->store, TEST_KEY, "m1", "One");
  assert_marks (f->store, TEST_KEY, "m1=One", "");
  assert_mode (folder, 0700);
  files = test_folder_list (folder);
  g_assert_cmpuint (files->len, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < files->len; i++)
    {
      g_autofree char *path = test_folder_build (folder, names[i]);

      g_assert_cmpstr (g_ptr_array_index (files, i), ==, names[i]);
      assert_mode (path, 0600);
    }

  test_store_close (f->store);
  g_object_unref (f->store);
  g_assert_cmpint (g_chmod (f->path, 0644), ==, 0);
  f->store = np_store_new (f->path);
  assert_marks (f->store, TEST_KEY, "m1=One", "");
  assert_mode (f->path, 0600);
}

static void
test_cancel (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) models = test_models_new ("a", 2000);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  np_store_save_list (f->store, TEST_KEY, models, 1);
  np_store_load_list_async (f->store, TEST_KEY, cancellable, np_await_result_cb, &slot);
  g_cancellable_cancel (cancellable);
  result = np_await_result (&slot);
  g_assert_null (np_store_load_list_finish (f->store, result, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_list (f->store, TEST_KEY, models, 1);
}

/* Everything asked for before closing is done, and nothing after it. */
static void
test_close_with_jobs (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) models = test_models_new ("a", 3000);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slots[10] = { NULL };
  GAsyncResult *late = NULL;

  np_store_save_list (f->store, TEST_KEY, models, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (slots); i++)
    np_store_load_list_async (f->store, TEST_KEY, NULL, np_await_result_cb, &slots[i]);
  np_store_add_recent (f->store, TEST_KEY, "m1", "One");
  test_store_close (f->store);
  for (gsize i = 0; i < G_N_ELEMENTS (slots); i++)
    {
      g_autoptr (GAsyncResult) loaded = np_await_result (&slots[i]);
      g_autoptr (GPtrArray) list = np_store_load_list_finish (f->store, loaded, NULL, NULL);

      g_assert_true (test_models_equal (list, models));
    }

  np_store_add_recent (f->store, TEST_KEY, "m2", "Two");
  np_store_load_list_async (f->store, TEST_KEY, NULL, np_await_result_cb, &late);
  result = np_await_result (&late);
  g_assert_null (np_store_load_list_finish (f->store, result, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);

  g_object_unref (f->store);
  f->store = np_store_new (f->path);
  assert_marks (f->store, TEST_KEY, "m1=One", "");
}

/* A store that is dropped still does its work, in its own time. */
static void
test_dropped_without_closing (Fixture *f, gconstpointer data)
{
  g_autofree char *marks = g_strdup ("");
  gint64 limit = g_get_monotonic_time () + NP_AWAIT_LIMIT_MS * G_TIME_SPAN_MILLISECOND;

  for (guint i = 0; i < 20; i++)
    {
      np_store_add_recent (f->store, TEST_KEY, "m1", "One");
      g_object_unref (f->store);
      f->store = np_store_new (f->path);
    }
  while (*marks == '\0' && g_get_monotonic_time () < limit)
    {
      g_free (marks);
      marks = test_store_load_marks (f->store, TEST_KEY, FALSE);
    }
  g_assert_cmpstr (marks, ==, "m1=One");
}

/* As two processes would: a lock belongs to who opened the file. */
static void
test_two_stores (Fixture *f, gconstpointer data)
{
  NpStore *other = np_store_new (f->path);
  g_autoptr (GPtrArray) a = test_models_new ("a", 1500);
  g_autoptr (GPtrArray) b = test_models_new ("b", 900);

  for (guint i = 0; i < 20; i++)
    {
      np_store_save_list (f->store, TEST_KEY, a, 1);
      np_store_save_list (other, TEST_KEY, b, 2);
      np_store_save_list (other, "account-1/b", b, 2);
      np_store_save_list (f->store, "account-1/a", a, 1);
    }
  assert_list (f->store, "account-1/a", a, 1);
  assert_list (other, "account-1/b", b, 2);
  assert_list (f->store, "account-1/b", b, 2);
  np_store_save_list (other, TEST_KEY, b, 3);
  assert_list (other, TEST_KEY, b, 3);
  assert_list (f->store, TEST_KEY, b, 3);
  test_store_close (other);
  g_assert_null (np_store_get_notice (other));
  g_object_unref (other);
}

static void
test_in_memory (void)
{
  NpStore *store = np_store_new (NULL);
  g_autoptr (GPtrArray) models = test_models_new ("a", 600);

  np_store_save_list (store, TEST_KEY, models, 5);
  np_store_set_star (store, TEST_KEY, "m1", "One", TRUE);
  assert_list (store, TEST_KEY, models, 5);
  assert_marks (store, TEST_KEY, "", "m1=One");
  test_store_close (store);
  g_assert_null (np_store_get_notice (store));
  g_object_unref (store);
}

static double
milliseconds_since (gint64 start)
{
  return (g_get_monotonic_time () - start) / 1000.0;
}

/* Prints how long things take, and checks what is not a matter of the clock. */
static void
test_100000 (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) models = test_models_new ("a", 100000);
  g_autoptr (GPtrArray) begin = NULL;
  g_autoptr (GPtrArray) all = NULL;
  guint n_stored = 0;
  GStatBuf status;
  gint64 start = g_get_monotonic_time ();

  np_store_save_list (f->store, TEST_KEY, models, 1);
  g_test_message ("save: %.1f ms in the caller's thread", milliseconds_since (start));
  g_free (test_store_load_marks (f->store, TEST_KEY, FALSE));
  g_test_message ("save: %.1f ms until written", milliseconds_since (start));
  start = g_get_monotonic_time ();
  np_store_save_list (f->store, TEST_KEY, models, 2);
  g_free (test_store_load_marks (f->store, TEST_KEY, FALSE));
  g_test_message ("save unchanged: %.1f ms", milliseconds_since (start));

  test_store_close (f->store);
  g_object_unref (f->store);
  g_assert_cmpint (g_stat (f->path, &status), ==, 0);
  g_test_message ("file: %.1f MiB", status.st_size / 1048576.0);
  start = g_get_monotonic_time ();
  f->store = np_store_new (f->path);
  begin = test_store_load_part (f->store, TEST_KEY, 0, 100, &n_stored);
  g_test_message ("open and first 100: %.1f ms", milliseconds_since (start));
  g_assert_cmpuint (begin->len, ==, 100);
  g_assert_cmpuint (n_stored, ==, 100000);
  start = g_get_monotonic_time ();
  all = test_store_load (f->store, TEST_KEY, NULL);
  g_test_message ("load: %.1f ms", milliseconds_since (start));
  g_assert_true (test_models_equal (all, models));
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

  add ("/store/list", test_list);
  add ("/store/list-is-copied", test_list_is_copied);
  add ("/store/list-changes", test_list_changes);
  add ("/store/list-long-texts", test_list_long_texts);
  add ("/store/parts", test_parts);
  add ("/store/oldest-list-goes", test_oldest_list_goes);
  add ("/store/recents", test_recents);
  add ("/store/stars", test_stars);
  add ("/store/forget", test_forget);
  g_test_add_func ("/store/keys", test_keys);
  add ("/store/no-secret", test_no_secret);
  add ("/store/permissions", test_permissions);
  add ("/store/cancel", test_cancel);
  add ("/store/close-with-jobs", test_close_with_jobs);
  add ("/store/dropped-without-closing", test_dropped_without_closing);
  add ("/store/two-stores", test_two_stores);
  g_test_add_func ("/store/in-memory", test_in_memory);
  add ("/store/100000", test_100000);

  return g_test_run ();
}
