/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-await.h"
#include "np-store-fixture.h"

/* Looking through all lists at once. */

typedef struct
{
  char *folder;
  NpStore *store;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *path = NULL;

  f->folder = test_folder_new ();
  path = test_folder_build (f->folder, "store.db");
  f->store = np_store_new (path);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  test_store_close (f->store);
  g_assert_null (np_store_get_notice (f->store));
  g_object_add_weak_pointer (G_OBJECT (f->store), (gpointer *) &f->store);
  g_object_unref (f->store);
  np_await_finalized (&f->store);
  test_folder_remove (f->folder);
}

static void
save (Fixture *f,
      const char *account_id,
      const char *workspace_id,
      const char *name,
      guint n_models)
{
  g_autofree char *key = np_store_dup_key (account_id, "pai.example", workspace_id, NULL);
  g_autoptr (GPtrArray) models = test_models_new (name, n_models);

  np_store_save_list (f->store, key, models, 1);
}

/* What is found for words with a blank between each, one hit a line. */
static char *
search (Fixture *f, const char *text, guint max_hits)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) hits = NULL;
  GString *out = g_string_new (NULL);
  GVariantIter iter;
  const char *account_id = NULL;
  const char *workspace_id = NULL;
  const char *model_id = NULL;
  const char *name = NULL;

  np_store_search_async (f->store, words, max_hits, NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  hits = np_store_search_finish (f->store, result, &error);
  g_assert_no_error (error);
  g_variant_iter_init (&iter, hits);
  while (
      g_variant_iter_next (&iter, "(&s&s&s&s)", &account_id, &workspace_id, &model_id, &name))
    g_string_append_printf (out, "%s/%s/%s/%s\n", account_id, workspace_id, model_id, name);

  return g_string_free (out, FALSE);
}

static void
assert_found (Fixture *f, const char *text, guint max_hits, const char *expected)
{
  g_autofree char *found = search (f, text, max_hits);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_words (Fixture *f, gconstpointer data)
{
  save (f, "a", "ws", "bird", 3);

  assert_found (f, "bird", 9,
                "a/ws/model-bird-000000/bird 名字 0\n"
                "a/ws/model-bird-000001/bird 名字 1\n"
                "a/ws/model-bird-000002/bird 名字 2\n");
  assert_found (f, "名字 000001", 9, "a/ws/model-bird-000001/bird 名字 1\n");
  assert_found (f, "team=t-2 nlp", 9, "a/ws/model-bird-000002/bird 名字 2\n");
  assert_found (f, "bird fish", 9, "");
  assert_found (f, "bird", 0, "");
}

/* The list of each account and workspace, the last one first. */
static void
test_lists (Fixture *f, gconstpointer data)
{
  save (f, "a/b", "ws 1", "bird", 1);
  save (f, "c", NULL, "bird", 1);
  save (f, "c", "2", "fish", 1);

  assert_found (f, "名字", 9,
                "c/2/model-fish-000000/fish 名字 0\n"
                "c//model-bird-000000/bird 名字 0\n"
                "a/b/ws 1/model-bird-000000/bird 名字 0\n");
  save (f, "a/b", "ws 1", "bird", 1);
  assert_found (f, "bird", 1, "a/b/ws 1/model-bird-000000/bird 名字 0\n");
}

/* A model of the workspace is in the list of all models as well. */
static void
test_once (Fixture *f, gconstpointer data)
{
  save (f, "a", "ws", "bird", 1);
  save (f, "a", NULL, "bird", 2);

  assert_found (f, "bird", 9,
                "a//model-bird-000000/bird 名字 0\n"
                "a//model-bird-000001/bird 名字 1\n");
}

static void
test_name_first (Fixture *f, gconstpointer data)
{
  save (f, "a", "ws", "nlp", 2);
  save (f, "a", "later", "bird", 3);

  assert_found (f, "nlp", 3,
                "a/ws/model-nlp-000000/nlp 名字 0\n"
                "a/ws/model-nlp-000001/nlp 名字 1\n"
                "a/later/model-bird-000000/bird 名字 0\n");
}

/* Several chunks, and a search does not count as a use of the list. */
static void
test_long_list (Fixture *f, gconstpointer data)
{
  save (f, "a", "long", "bird", 1700);
  save (f, "a", "short", "fish", 1);

  assert_found (f, "001699", 9, "a/long/model-bird-001699/bird 名字 1699\n");
  assert_found (f, "名字", 1, "a/short/model-fish-000000/fish 名字 0\n");
}

static void
test_forgotten (Fixture *f, gconstpointer data)
{
  save (f, "a", "ws", "bird", 1);
  save (f, "b", "ws", "bird", 1);
  np_store_forget_account (f->store, "a");

  assert_found (f, "bird", 9, "b/ws/model-bird-000000/bird 名字 0\n");
}

static void
test_cancel (Fixture *f, gconstpointer data)
{
  static const char *const words[] = { "bird", NULL };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  save (f, "a", "ws", "bird", 2000);
  np_store_search_async (f->store, (char *const *) words, 9, cancellable, np_await_result_cb,
                         &slot);
  g_cancellable_cancel (cancellable);
  result = np_await_result (&slot);
  g_assert_null (np_store_search_finish (f->store, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
add (const char *path, void (*test) (Fixture *f, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/store-search/words", test_words);
  add ("/store-search/lists", test_lists);
  add ("/store-search/once", test_once);
  add ("/store-search/name-first", test_name_first);
  add ("/store-search/long-list", test_long_list);
  add ("/store-search/forgotten", test_forgotten);
  add ("/store-search/cancel", test_cancel);

  return g_test_run ();
}
