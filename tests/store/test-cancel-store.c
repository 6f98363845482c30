/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-await.h"
#include "np-cancel-matrix.h"
#include "np-edit-fixture.h"
#include "np-store-fixture.h"

#define KEY      TEST_DRAFT_KEY
#define MODEL_ID "model-1"
#define N_MODELS 300

typedef struct
{
  char *folder;
  NpStore *store;
  NpStore *other; /* NULL unless it is the one to close */
} World;

/* A store with something of each kind in it. */
static gpointer
world_new (void)
{
  World *self = g_new0 (World, 1);
  g_autofree char *path = NULL;
  g_autoptr (GPtrArray) models = test_models_new ("a", N_MODELS);
  g_autoptr (NpDraft) draft = test_draft_new (MODEL_ID, "text", 1);
  g_autoptr (NpHistoryEntry) entry = test_entry_new (TEST_ACCOUNT, MODEL_ID, 1);

  self->folder = test_folder_new ();
  path = test_folder_build (self->folder, "own.db");
  self->store = np_store_new (path);
  np_store_save_list (self->store, KEY, models, 1);
  np_store_add_recent (self->store, KEY, MODEL_ID, "One");
  g_assert_true (test_store_save_draft (self->store, KEY, draft, NULL));
  g_assert_true (test_store_add_history (self->store, entry, NULL));
  return self;
}

static void
world_free (gpointer world)
{
  World *self = world;

  if (self->other != NULL)
    np_cancel_matrix_drop (self->other);
  test_store_close (self->store);
  np_cancel_matrix_drop (self->store);
  test_folder_remove (self->folder);
  g_free (self);
}

/* Drafts and saves, which are the writes that somebody waits for. */
static guint
count_writes (gpointer world)
{
  World *self = world;
  g_autoptr (GPtrArray) drafts = test_store_load_drafts (self->store, KEY, NULL);

  return drafts->len * 1000 + (guint) test_store_count_history (self->store, TEST_ACCOUNT);
}

#define STORE (((World *) world)->store)
#define START(name)                                                    \
  static void start_##name (gpointer world, GCancellable *cancellable, \
                            GAsyncReadyCallback callback, gpointer user_data)
#define FINISH(name) \
  static void finish_##name (gpointer world, GAsyncResult *result, GError **error)

START (close)
{
  World *self = world;
  g_autofree char *path = test_folder_build (self->folder, "other.db");

  self->other = np_store_new (path);
  np_store_close_async (self->other, cancellable, callback, user_data);
}

FINISH (close)
{
  g_assert_true (np_store_close_finish (((World *) world)->other, result, error) ==
                 (*error == NULL));
}

START (load_list)
{
  np_store_load_list_async (STORE, KEY, cancellable, callback, user_data);
}

FINISH (load_list)
{
  g_autoptr (GPtrArray) models = np_store_load_list_finish (STORE, result, NULL, error);

  g_assert_true ((models != NULL) == (*error == NULL));
}

START (load_list_part)
{
  np_store_load_list_part_async (STORE, KEY, 0, 10, cancellable, callback, user_data);
}

FINISH (load_list_part)
{
  g_autoptr (GPtrArray)
      models = np_store_load_list_part_finish (STORE, result, NULL, NULL, error);

  g_assert_true ((models != NULL) == (*error == NULL));
}

START (search)
{
  char *words[] = { (char *) "a", NULL };

  np_store_search_async (STORE, words, 10, cancellable, callback, user_data);
}

FINISH (search)
{
  g_autoptr (GVariant) hits = np_store_search_finish (STORE, result, error);

  g_assert_true ((hits != NULL) == (*error == NULL));
}

START (load_marks)
{
  np_store_load_marks_async (STORE, KEY, cancellable, callback, user_data);
}

FINISH (load_marks)
{
  g_autoptr (GListModel) recents = NULL;
  g_autoptr (GListModel) stars = NULL;

  g_assert_true (np_store_load_marks_finish (STORE, result, &recents, &stars, error) ==
                 (*error == NULL));
  g_assert_true ((recents != NULL) == (*error == NULL));
}

START (save_draft)
{
  g_autoptr (NpDraft) draft = test_draft_new ("model-2", "text", 2);

  np_store_save_draft_async (STORE, KEY, draft, cancellable, callback, user_data);
}

FINISH (save_draft)
{
  g_assert_true (np_store_save_draft_finish (STORE, result, error) == (*error == NULL));
}

START (drop_draft)
{
  np_store_drop_draft_async (STORE, KEY, MODEL_ID, cancellable, callback, user_data);
}

FINISH (drop_draft)
{
  g_assert_true (np_store_drop_draft_finish (STORE, result, error) == (*error == NULL));
}

START (load_draft)
{
  np_store_load_draft_async (STORE, KEY, MODEL_ID, cancellable, callback, user_data);
}

FINISH (load_draft)
{
  g_autoptr (NpDraft) draft = np_store_load_draft_finish (STORE, result, error);

  g_assert_true ((draft != NULL) == (*error == NULL));
}

START (load_drafts)
{
  np_store_load_drafts_async (STORE, KEY, cancellable, callback, user_data);
}

FINISH (load_drafts)
{
  g_autoptr (GPtrArray) drafts = np_store_load_drafts_finish (STORE, result, NULL, error);

  g_assert_true ((drafts != NULL) == (*error == NULL));
}

START (add_history)
{
  g_autoptr (NpHistoryEntry) entry = test_entry_new (TEST_ACCOUNT, MODEL_ID, 2);

  np_store_add_history_async (STORE, entry, cancellable, callback, user_data);
}

FINISH (add_history)
{
  g_assert_true (np_store_add_history_finish (STORE, result, error) == (*error == NULL));
}

START (search_history)
{
  np_store_search_history_async (STORE, TEST_ACCOUNT, NULL, NULL, 0, 10, cancellable, callback,
                                 user_data);
}

FINISH (search_history)
{
  g_autoptr (GPtrArray) entries = np_store_search_history_finish (STORE, result, NULL, error);

  g_assert_true ((entries != NULL) == (*error == NULL));
}

START (count_history)
{
  np_store_count_history_async (STORE, TEST_ACCOUNT, cancellable, callback, user_data);
}

FINISH (count_history)
{
  gssize n = np_store_count_history_finish (STORE, result, error);

  g_assert_cmpint (n, ==, *error == NULL ? 1 : -1);
}

START (wipe_history)
{
  np_store_wipe_history_async (STORE, TEST_ACCOUNT, cancellable, callback, user_data);
}

FINISH (wipe_history)
{
  g_assert_true (np_store_wipe_history_finish (STORE, result, error) == (*error == NULL));
}

#define CASE(name)                                                 \
  {                                                                \
    "np_store_" #name "_async", start_##name, finish_##name, FALSE \
  }

static const NpCancelCase cases[] = {
  CASE (load_list),
  CASE (load_list_part),
  CASE (search),
  CASE (load_marks),
  CASE (save_draft),
  CASE (drop_draft),
  CASE (load_draft),
  CASE (load_drafts),
  CASE (add_history),
  CASE (search_history),
  CASE (count_history),
  CASE (wipe_history),
  { "np_store_close_async", start_close, finish_close, TRUE },
};

static void
test_case (gconstpointer data)
{
  static const NpCancelWorld kind = { world_new, world_free, count_writes, 6, FALSE };

  np_cancel_matrix_run (&kind, data);
}

static void
test_complete (void)
{
  np_cancel_matrix_assert_complete ("store", cases, G_N_ELEMENTS (cases), NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/cancel/store/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/cancel/store/complete", test_complete);
  return g_test_run ();
}
