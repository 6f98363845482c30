/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <glib/gstdio.h>

#include "list-rig.h"
#include "np-api-error.h"
#include "np-await.h"
#include "np-list-keeper.h"

/* The list of last time first, then the one of now. */
typedef struct
{
  char *folder;
  ListRig *rig;
  NpLibrary *library;
  NpListKeeper *keeper;

  /* State */
  gboolean is_held;
  guint failing_page;
} Fixture;

static void
answer_cb (ListRig *rig, ListAnswer *answer, gpointer data)
{
  Fixture *self = data;

  answer->is_held = self->is_held;
  if (answer->page != self->failing_page)
    return;
  answer->status = 500;
  answer->code = "InternalError";
}

static void
open_library (Fixture *self)
{
  g_autofree char *path = g_build_filename (self->folder, "own.db", NULL);

  self->library = np_library_new (path);
  self->keeper = np_list_keeper_new (self->rig->list, self->library);
}

static void
close_library (Fixture *self)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gpointer keeper = self->keeper;

  np_list_keeper_stop (self->keeper);
  g_object_add_weak_pointer (keeper, &keeper);
  g_clear_object (&self->keeper);
  np_library_close_async (self->library, NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  np_library_close_finish (self->library, result, &error);
  g_assert_no_error (error);
  np_await_finalized (&keeper);
  g_clear_object (&self->library);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("nameplate-keeper-XXXXXX", &error);
  g_assert_no_error (error);
  self->rig = list_rig_new ();
  self->rig->hook = answer_cb;
  self->rig->hook_data = self;
  open_library (self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name = NULL;

  close_library (self);
  list_rig_free (self->rig);
  dir = g_dir_open (self->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (self->folder, name, NULL);

      g_unlink (file);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
}

static void
show (Fixture *self, const char *account_id, const char *workspace_id)
{
  g_array_set_size (self->rig->pages, 0);
  np_list_keeper_show (self->keeper, self->rig->workspace, account_id, workspace_id, NULL);
}

static guint
count (Fixture *self)
{
  return np_model_list_get_models (self->rig->list)->len;
}

/* Shows a source up to its end. */
static void
load (Fixture *self, const char *account_id, const char *workspace_id)
{
  show (self, account_id, workspace_id);
  np_await_true (np_model_list_get_is_loading (self->rig->list));
  list_rig_await (self->rig);
}

static void
restart (Fixture *self)
{
  close_library (self);
  g_assert_cmpuint (count (self), ==, 0);
  open_library (self);
}

static void
test_remembers (Fixture *self, gconstpointer data)
{
  gint64 fetched_at = 0;

  list_rig_fill (self->rig, 1, 30);
  load (self, "a", "1");
  list_rig_assert_complete (self->rig);
  fetched_at = np_model_list_get_fetched_at (self->rig->list);
  restart (self);

  self->is_held = TRUE;
  list_rig_remove (self->rig, 0);
  show (self, "a", "1");
  np_await_true (count (self) == 30);
  np_await_true (self->rig->held->len == 1);
  g_assert_cmpint (np_model_list_get_fetched_at (self->rig->list), ==, fetched_at);
  self->is_held = FALSE;
  list_rig_release (self->rig);
  list_rig_await (self->rig);
  list_rig_assert_complete (self->rig);
  g_assert_cmpuint (count (self), ==, 29);
  g_assert_cmpint (np_model_list_get_fetched_at (self->rig->list), >, fetched_at);
}

static void
watch_cb (guint *n_seen, NpModelList *list)
{
  guint n = np_model_list_get_models (list)->len;

  if (*n_seen == 0)
    *n_seen = n;
}

/* The first rows of a long list do not wait for the others. */
static void
test_long_list (Fixture *self, gconstpointer data)
{
  guint n_seen = 0;

  list_rig_fill (self->rig, 1, 3000);
  load (self, "a", "1");
  restart (self);
  self->is_held = TRUE;
  g_signal_connect_swapped (self->rig->list, "models-changed", G_CALLBACK (watch_cb), &n_seen);
  show (self, "a", "1");
  np_await_true (count (self) == 3000);
  g_assert_cmpuint (n_seen, <, 3000);
  g_assert_cmpuint (n_seen, >=, 100);
  g_signal_handlers_disconnect_by_func (self->rig->list, watch_cb, &n_seen);
}

static void
test_service_gone (Fixture *self, gconstpointer data)
{
  list_rig_fill (self->rig, 1, 30);
  load (self, "a", "1");
  restart (self);
  self->failing_page = 1;
  load (self, "a", "1");
  list_rig_assert_error (self->rig, NP_API_ERROR_SERVER);
  g_assert_cmpuint (count (self), ==, 30);
}

/* Half a list is no list of last time; the whole one of before still is. */
static void
test_incomplete (Fixture *self, gconstpointer data)
{
  list_rig_fill (self->rig, 1, 30);
  load (self, "a", "1");
  list_rig_fill (self->rig, 100, 90);
  self->failing_page = 2;
  load (self, "a", "1");
  list_rig_assert_error (self->rig, NP_API_ERROR_SERVER);
  restart (self);
  self->is_held = TRUE;
  show (self, "a", "1");
  np_await_true (self->rig->held->len == 1);
  g_assert_cmpuint (count (self), ==, 30);
}

/* Each account, and each workspace of it, has a list of its own. */
static void
test_apart (Fixture *self, gconstpointer data)
{
  list_rig_fill (self->rig, 1, 3);
  load (self, "a", "1");
  list_rig_fill (self->rig, 10, 2);
  load (self, "a", "2");
  load (self, "b", NULL);
  restart (self);
  self->is_held = TRUE;
  show (self, "a", "1");
  np_await_true (count (self) == 3);
  show (self, "a", "2");
  g_assert_cmpuint (count (self), ==, 0);
  np_await_true (count (self) == 5);
  show (self, "b", "1");
  g_assert_cmpuint (count (self), ==, 0);
  np_await_true (np_model_list_get_is_loading (self->rig->list));
  g_assert_cmpuint (count (self), ==, 0);
}

static void
never_cb (NpModelList *list)
{
  g_assert_cmpuint (np_model_list_get_models (list)->len, !=, 3);
}

/* Turning to another source while the first one is being read: it never shows. */
static void
test_quick_change (Fixture *self, gconstpointer data)
{
  list_rig_fill (self->rig, 1, 3);
  load (self, "a", "1");
  list_rig_fill (self->rig, 10, 2);
  load (self, "a", "2");
  restart (self);
  g_signal_connect (self->rig->list, "models-changed", G_CALLBACK (never_cb), NULL);
  show (self, "a", "1");
  show (self, "a", "2");
  np_await_true (np_model_list_get_is_loading (self->rig->list));
  list_rig_await (self->rig);
  list_rig_assert_complete (self->rig);
  g_assert_cmpuint (self->rig->pages->len, ==, 1);
  g_signal_handlers_disconnect_by_func (self->rig->list, never_cb, NULL);
}

/* Stopped while it reads: nothing is shown, and nothing asked for. */
static void
test_stop (Fixture *self, gconstpointer data)
{
  list_rig_fill (self->rig, 1, 3);
  load (self, "a", "1");
  restart (self);
  show (self, "a", "1");
  restart (self);
  np_await_nothing_pending ();
  g_assert_cmpuint (count (self), ==, 0);
  g_assert_cmpuint (self->rig->pages->len, ==, 0);
}

/* A source without an account is loaded and never kept. */
static void
test_not_remembered (Fixture *self, gconstpointer data)
{
  list_rig_fill (self->rig, 1, 3);
  load (self, NULL, "1");
  list_rig_assert_complete (self->rig);
  restart (self);
  self->is_held = TRUE;
  show (self, NULL, "1");
  g_assert_true (np_model_list_get_is_loading (self->rig->list));
  np_await_true (self->rig->held->len == 1);
  g_assert_cmpuint (count (self), ==, 0);
}

static void
test_forget (Fixture *self, gconstpointer data)
{
  list_rig_fill (self->rig, 1, 3);
  load (self, "a", "1");
  np_library_forget_account (self->library, "a");
  restart (self);
  self->is_held = TRUE;
  show (self, "a", "1");
  np_await_true (self->rig->held->len == 1);
  g_assert_cmpuint (count (self), ==, 0);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *self, gconstpointer data);
  } tests[] = {
    { "/list-keeper/remembers", test_remembers },
    { "/list-keeper/long-list", test_long_list },
    { "/list-keeper/service-gone", test_service_gone },
    { "/list-keeper/incomplete", test_incomplete },
    { "/list-keeper/apart", test_apart },
    { "/list-keeper/quick-change", test_quick_change },
    { "/list-keeper/stop", test_stop },
    { "/list-keeper/not-remembered", test_not_remembered },
    { "/list-keeper/forget", test_forget },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);

  return g_test_run ();
}
