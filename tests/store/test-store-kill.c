/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-store-fixture.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "np-await.h"

/* The two lists that take turns; both are long enough for many pages. */
#define N_A 1700
#define N_B 2900

#define N_KILLS 50

static const char *program;

/* The child: saves one list after the other until it is killed, and says a word for
 * each that is done. */
static int
write_for_ever (const char *path)
{
  NpStore *store = np_store_new (path);
  g_autoptr (GPtrArray) a = test_models_new ("a", N_A);
  g_autoptr (GPtrArray) b = test_models_new ("b", N_B);

  for (guint i = 0;; i++)
    {
      g_autofree char *stars = NULL;

      np_store_save_list (store, TEST_KEY, i % 2 == 0 ? a : b, i + 1);
      np_store_set_star (store, TEST_KEY, "m1", i % 2 == 0 ? "a" : "b", TRUE);
      stars = test_store_load_marks (store, TEST_KEY, TRUE);
      if (write (STDOUT_FILENO, "+", 1) != 1)
        return 1;
    }
}

static gboolean
set_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

/* Lets the child save some lists, and kills it in the middle of the next. */
static void
kill_while_writing (const char *path, guint n_saves)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                                    program, "--write", path, NULL);
  gboolean is_time = FALSE;
  char words[16] = "";

  g_assert_no_error (error);
  for (guint i = 0; i < n_saves; i++)
    g_assert_cmpint (g_input_stream_read (g_subprocess_get_stdout_pipe (child), words, 1, NULL,
                                          NULL),
                     ==, 1);
  g_timeout_add (g_test_rand_int_range (0, 30), set_cb, &is_time);
  np_await_true (is_time);
  g_subprocess_force_exit (child);
  g_assert_true (g_subprocess_wait (child, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);
}

/* The list is one of the two, and its time tells which. Returns the time. */
static gint64
assert_whole (const char *path, GPtrArray *a, GPtrArray *b, gboolean may_be_none)
{
  NpStore *store = np_store_new (path);
  gint64 fetched_at = 0;
  g_autoptr (GPtrArray) models = test_store_load (store, TEST_KEY, &fetched_at);
  g_autofree char *stars = test_store_load_marks (store, TEST_KEY, TRUE);

  if (models != NULL || !may_be_none)
    {
      g_assert_true (test_models_equal (models, fetched_at % 2 == 1 ? a : b));
      g_assert_true (may_be_none || *stars != '\0');
    }
  test_store_close (store);
  g_assert_cmpstr (np_store_get_notice (store), ==, NULL);
  g_object_unref (store);

  return fetched_at;
}

static void
test_kills (void)
{
  char *folder = test_folder_new ();
  g_autofree char *path = test_folder_build (folder, "store.db");
  g_autoptr (GPtrArray) a = test_models_new ("a", N_A);
  g_autoptr (GPtrArray) b = test_models_new ("b", N_B);

  for (guint i = 0; i < N_KILLS; i++)
    {
      guint n_saves = 1 + i % 4;

      kill_while_writing (path, n_saves);
      g_assert_cmpint (assert_whole (path, a, b, FALSE), >=, n_saves);
    }
  test_folder_remove (folder);
}

/* Killed while it makes the file, or just before or after. */
static void
test_kills_at_start (void)
{
  g_autoptr (GPtrArray) a = test_models_new ("a", N_A);
  g_autoptr (GPtrArray) b = test_models_new ("b", N_B);

  for (guint i = 0; i < N_KILLS; i++)
    {
      char *folder = test_folder_new ();
      g_autofree char *path = test_folder_build (folder, "store.db");

      kill_while_writing (path, 0);
      assert_whole (path, a, b, TRUE);
      test_folder_remove (folder);
    }
}

/* Two processes write, one is killed, and this one writes on. */
static void
test_two_processes (void)
{
  char *folder = test_folder_new ();
  g_autofree char *path = test_folder_build (folder, "store.db");
  g_autoptr (GPtrArray) mine = test_models_new ("mine", 800);
  NpStore *store = np_store_new (path);

  for (guint i = 0; i < 10; i++)
    {
      g_autoptr (GPtrArray) models = NULL;

      for (guint j = 0; j < 20; j++)
        np_store_save_list (store, "account-2/", mine, j);
      kill_while_writing (path, 3);
      models = test_store_load (store, "account-2/", NULL);
      g_assert_true (test_models_equal (models, mine));
    }
  test_store_close (store);
  g_assert_cmpstr (np_store_get_notice (store), ==, NULL);
  g_object_unref (store);
  test_folder_remove (folder);
}

int
main (int argc, char *argv[])
{
  program = argv[0];
  if (argc == 3 && strcmp (argv[1], "--write") == 0)
    return write_for_ever (argv[2]);

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/kill/while-writing", test_kills);
  g_test_add_func ("/store/kill/at-start", test_kills_at_start);
  g_test_add_func ("/store/kill/two-processes", test_two_processes);

  return g_test_run ();
}
