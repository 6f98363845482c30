/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-store-fixture.h"

#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "np-await.h"
#include "np-model-mark.h"
#include "np-model-summary.h"

/* No test needs as much, in bytes. */
#define ROOM (G_GUINT64_CONSTANT (1) << 30)

/* In memory where there is room for it: a kill leaves the same files there as on a
 * disk, and thousands of files are synced for nothing. */
static const char *
get_parent (void)
{
  struct statvfs status;
  const char *memory = "/dev/shm";

  if (g_access (memory, W_OK) == 0 && statvfs (memory, &status) == 0 &&
      (guint64) status.f_bavail * status.f_frsize > ROOM)
    return memory;

  return g_get_tmp_dir ();
}

char *
test_folder_new (void)
{
  char *folder = g_build_filename (get_parent (), "np-store-XXXXXX", NULL);

  g_assert_nonnull (g_mkdtemp (folder));

  return folder;
}

char *
test_folder_build (const char *folder, const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* The names in a folder, sorted. */
GPtrArray *
test_folder_list (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);

  return names;
}

static void
remove_all (const char *path)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    {
      g_autoptr (GPtrArray) names = test_folder_list (path);

      for (guint i = 0; i < names->len; i++)
        {
          g_autofree char *child = g_build_filename (path, g_ptr_array_index (names, i), NULL);

          remove_all (child);
        }
    }
  g_remove (path);
}

void
test_folder_remove (char *folder)
{
  remove_all (folder);
  g_free (folder);
}

static GPtrArray *
make_models (const char *name, const char *description, guint n_models)
{
  GPtrArray *models = g_ptr_array_new_full (n_models, g_object_unref);

  for (guint i = 0; i < n_models; i++)
    {
      g_autofree char *text = g_strdup_printf (
          "{\"ModelId\":\"model-%s-%06u\",\"ModelName\":\"%s 名字 "
          "%u\",\"Accessibility\":\"PRIVATE\","
          "\"ModelDescription\":\"%s (%u)\","
          "\"Domain\":\"nlp\",\"Task\":\"text-generation\",\"ModelType\":\"Checkpoint\","
          "\"Origin\":\"Custom\",\"UserId\":\"1557702098194904\",\"OrderNumber\":%u,"
          "\"GmtCreateTime\":\"2021-01-21T17:12:35.232Z\","
          "\"GmtModifiedTime\":\"2024-01-21T17:12:35.232Z\","
          "\"Labels\":[{\"Key\":\"team\",\"Value\":\"t-%u\"}]}",
          name, i, name, i, description, i, i * 7, i % 40);
      g_autoptr (NpJson) json = np_json_parse_text (text, NULL);
      NpModelSummary *model = np_model_summary_new_from_json (np_json_get_root (json));

      g_assert_nonnull (model);
      g_ptr_array_add (models, model);
    }

  return models;
}

/* Whether any file of the folder holds the text. */
gboolean
test_folder_has_text (const char *folder, const char *text)
{
  g_autoptr (GPtrArray) names = test_folder_list (folder);
  gboolean found = FALSE;

  g_assert_cmpuint (names->len, >, 0);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = test_folder_build (folder, g_ptr_array_index (names, i));
      g_autofree char *bytes = NULL;
      gsize length = 0;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        continue;
      g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
      found = found || memmem (bytes, length, text, strlen (text)) != NULL;
    }

  return found;
}

/* Models as a list has them; NAME is in each of them. */
GPtrArray *
test_models_new (const char *name, guint n_models)
{
  return make_models (name, "A description of some length, as people write them", n_models);
}

GPtrArray *
test_models_new_long (const char *name, guint n_models)
{
  g_autofree char *description = g_strnfill (10000, 'x');

  return make_models (name, description, n_models);
}

gboolean
test_models_equal (GPtrArray *a, GPtrArray *b)
{
  if (a == NULL || b == NULL || a->len != b->len)
    return a == b;

  for (guint i = 0; i < a->len; i++)
    if (!np_model_summary_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
      return FALSE;

  return TRUE;
}

GPtrArray *
test_store_load (NpStore *store, const char *key, gint64 *out_fetched_at)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *models = NULL;

  np_store_load_list_async (store, key, NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  models = np_store_load_list_finish (store, result, out_fetched_at, &error);
  g_assert_no_error (error);

  return models;
}

GPtrArray *
test_store_load_part (
    NpStore *store, const char *key, guint first, guint max_models, guint *out_n_stored)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *models = NULL;

  np_store_load_list_part_async (store, key, first, max_models, NULL, np_await_result_cb,
                                 &slot);
  result = np_await_result (&slot);
  models = np_store_load_list_part_finish (store, result, out_n_stored, NULL, &error);
  g_assert_no_error (error);

  return models;
}

/* The recent models or the stars as "id=name id=name", newest first. */
char *
test_store_load_marks (NpStore *store, const char *key, gboolean stars)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) marks = NULL;
  GString *text = g_string_new (NULL);

  np_store_load_marks_async (store, key, NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  np_store_load_marks_finish (store, result, stars ? NULL : &marks, stars ? &marks : NULL,
                              &error);
  g_assert_no_error (error);

  for (guint i = 0; i < g_list_model_get_n_items (marks); i++)
    {
      g_autoptr (NpModelMark) mark = g_list_model_get_item (marks, i);

      g_string_append_printf (text, "%s%s=%s", i > 0 ? " " : "",
                              np_model_mark_get_model_id (mark),
                              np_model_mark_get_model_name (mark));
    }

  return g_string_free (text, FALSE);
}

/* Afterwards every notice has arrived. */
void
test_store_close (NpStore *store)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  np_store_close_async (store, NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  g_assert_true (np_store_close_finish (store, result, &error));
  g_assert_no_error (error);
}

/* What is done behind the back of the store. */
void
test_run_sql (const char *path, const char *sql)
{
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  /* The thread of the store may be writing just now. */
  sqlite3_busy_timeout (handle, 10000);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
}
