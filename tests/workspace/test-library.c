/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <glib/gstdio.h>

#include "np-await.h"
#include "np-library.h"

/* What is remembered on this computer, as the screens see it. */
typedef struct
{
  char *folder;
  char *path;
  NpLibrary *library;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("nameplate-library-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "own.db", NULL);
  self->library = np_library_new (self->path);
}

static void
close_library (NpLibrary *library)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  np_library_close_async (library, NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  np_library_close_finish (library, result, &error);
  g_assert_no_error (error);
}

/* The thread may hold its last answer for a moment. */
static void
drop_library (Fixture *self)
{
  gpointer library = self->library;

  g_object_add_weak_pointer (library, &library);
  g_clear_object (&self->library);
  np_await_finalized (&library);
}

static void
reopen (Fixture *self)
{
  close_library (self->library);
  drop_library (self);
  self->library = np_library_new (self->path);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name = NULL;

  close_library (self->library);
  drop_library (self);
  dir = g_dir_open (self->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (self->folder, name, NULL);

      g_unlink (file);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

static char *
describe (GListModel *marks)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (marks); i++)
    {
      g_autoptr (GObject) mark = g_list_model_get_item (marks, i);
      g_autofree char *id = NULL;
      g_autofree char *name = NULL;

      g_object_get (mark, "model-id", &id, "model-name", &name, NULL);
      g_string_append_printf (text, "%s=%s ", id, name);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_marks (Fixture *self,
              const char *account,
              const char *host,
              const char *recents,
              const char *stars)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GListModel) recent_list = NULL;
  g_autoptr (GListModel) star_list = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *recent_text = NULL;
  g_autofree char *star_text = NULL;

  np_library_load_marks_async (self->library, account, host, NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  g_assert_true (
      np_library_load_marks_finish (self->library, result, &recent_list, &star_list, &error));
  g_assert_no_error (error);
  recent_text = describe (recent_list);
  star_text = describe (star_list);
  g_assert_cmpstr (recent_text, ==, recents);
  g_assert_cmpstr (star_text, ==, stars);
}

static void
test_marks (Fixture *self, gconstpointer data)
{
  assert_marks (self, "a", "host", "", "");
  np_library_add_recent (self->library, "a", "host", "m1", "One");
  np_library_add_recent (self->library, "a", "host", "m2", "Two");
  np_library_add_recent (self->library, "a", "host", "m1", "One again");
  np_library_set_star (self->library, "a", "host", "m1", "One", TRUE);
  np_library_set_star (self->library, "a", "host", "m2", "Two", TRUE);
  np_library_set_star (self->library, "a", "host", "m1", "One", FALSE);
  reopen (self);
  assert_marks (self, "a", "host", "m1=One again m2=Two ", "m2=Two ");
  g_assert_null (np_library_get_notice (self->library));
}

/* Two accounts, and two hosts of one account, do not see each other's. */
static void
test_apart (Fixture *self, gconstpointer data)
{
  np_library_add_recent (self->library, "a", "host", "m1", "One");
  np_library_add_recent (self->library, "b", "host", "m2", "Two");
  np_library_set_star (self->library, "a", "other", "m3", "Three", TRUE);
  assert_marks (self, "a", "host", "m1=One ", "");
  assert_marks (self, "b", "host", "m2=Two ", "");
  assert_marks (self, "a", "other", "", "m3=Three ");
  assert_marks (self, "b", "other", "", "");
}

static void
test_forget (Fixture *self, gconstpointer data)
{
  np_library_add_recent (self->library, "a", "host", "m1", "One");
  np_library_set_star (self->library, "a", "other", "m3", "Three", TRUE);
  np_library_add_recent (self->library, "ab", "host", "m2", "Two");
  np_library_forget_account (self->library, "a");
  reopen (self);
  assert_marks (self, "a", "host", "", "");
  assert_marks (self, "a", "other", "", "");
  assert_marks (self, "ab", "host", "m2=Two ", "");
}

static void
test_cancel (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GListModel *recents = NULL;
  GListModel *stars = NULL;
  g_autoptr (GError) error = NULL;

  np_library_load_marks_async (self->library, "a", "host", cancellable, np_await_result_cb,
                               &slot);
  g_cancellable_cancel (cancellable);
  result = np_await_result (&slot);
  g_assert_false (
      np_library_load_marks_finish (self->library, result, &recents, &stars, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (recents);
  g_assert_null (stars);
}

/* After closing a call ends with an error, and nothing hangs. */
static void
test_closed (Fixture *self, gconstpointer data)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GListModel *recents = NULL;
  GListModel *stars = NULL;
  g_autoptr (GError) error = NULL;

  close_library (self->library);
  np_library_add_recent (self->library, "a", "host", "m1", "One");
  np_library_load_marks_async (self->library, "a", "host", NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  g_assert_false (
      np_library_load_marks_finish (self->library, result, &recents, &stars, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_clear_object (&result);
  drop_library (self);
  self->library = np_library_new (self->path);
}

static void
count_cb (guint *n_notices)
{
  (*n_notices)++;
}

static void
test_damaged (Fixture *self, gconstpointer data)
{
  guint n_notices = 0;

  close_library (self->library);
  drop_library (self);
  g_assert_true (g_file_set_contents (self->path, "no database", -1, NULL));
  self->library = np_library_new (self->path);
  g_signal_connect_swapped (self->library, "notify::notice", G_CALLBACK (count_cb), &n_notices);
  np_await_true (n_notices > 0);
  g_assert_nonnull (np_library_get_notice (self->library));
  np_library_add_recent (self->library, "a", "host", "m1", "One");
  assert_marks (self, "a", "host", "m1=One ", "");
  g_signal_handlers_disconnect_by_func (self->library, count_cb, &n_notices);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *self, gconstpointer data);
  } tests[] = {
    { "/library/marks", test_marks },   { "/library/apart", test_apart },
    { "/library/forget", test_forget }, { "/library/cancel", test_cancel },
    { "/library/closed", test_closed }, { "/library/damaged", test_damaged },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);

  return g_test_run ();
}
