/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-edit-fixture.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "np-await.h"
#include "np-store-fixture.h"

/* The two lists that take turns; both are long enough for many pages. */
#define N_A 1700
#define N_B 2900

#define N_KILLS 50

/* D02, R15: how often somebody who types is killed, the first number with
 * NP_TEST_FULL. */
#define N_ALL_DRAFT_KILLS 800
#define N_DRAFT_KILLS     60

/* Drafts take turns; each third is a save as well, and one draft comes and goes. */
#define N_TURNS   5
#define IS_SAVE   3
#define COMES     "comes-and-goes"
#define LINE      "%07u\n"
#define LINE_SIZE 8

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

static void
write_number (NpStore *store, guint number)
{
  g_autofree char *model_id = g_strdup_printf ("m%u", number % N_TURNS);
  g_autoptr (NpDraft) draft = test_draft_new (model_id, "text", number);
  g_autoptr (NpDraft) other = test_draft_new (COMES, "text", number);
  g_autoptr (NpHistoryEntry) entry = test_entry_new (TEST_ACCOUNT, model_id, number);

  if (number % IS_SAVE == 0)
    g_assert_true (test_store_add_history (store, entry, NULL));
  if (number % 2 == 0)
    g_assert_true (test_store_save_draft (store, TEST_DRAFT_KEY, other, NULL));
  else
    g_assert_true (test_store_drop_draft (store, TEST_DRAFT_KEY, COMES));
  g_assert_true (test_store_save_draft (store, TEST_DRAFT_KEY, draft, NULL));
}

/* As who opens a model does, before it is edited. */
static void
open_all (NpStore *store)
{
  test_store_open_draft (store, TEST_DRAFT_KEY, COMES);
  for (guint i = 0; i < N_TURNS; i++)
    {
      g_autofree char *model_id = g_strdup_printf ("m%u", i);

      test_store_open_draft (store, TEST_DRAFT_KEY, model_id);
    }
}

/* The child: writes drafts until it is killed, with lists in between, and says each
 * number that is done. */
static int
type_for_ever (const char *path, guint number)
{
  NpStore *store = np_store_new (path);
  g_autoptr (GPtrArray) a = test_models_new ("a", N_A);
  g_autoptr (GPtrArray) b = test_models_new ("b", N_A);

  open_all (store);
  for (;; number++)
    {
      g_autofree char *line = g_strdup_printf (LINE, number);

      if (number % 7 == 0)
        np_store_save_list (store, TEST_KEY, number % 2 == 0 ? a : b, number);
      write_number (store, number);
      if (write (STDOUT_FILENO, line, LINE_SIZE) != LINE_SIZE)
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

/* Returns the last number that the child said, 0 for none. */
static guint
read_last_number (GInputStream *stream, guint n_lines)
{
  char line[LINE_SIZE + 1] = "";
  guint64 number = 0;
  gsize length = 0;

  for (guint i = 0; i < n_lines; i++)
    {
      g_assert_true (g_input_stream_read_all (stream, line, LINE_SIZE, &length, NULL, NULL));
      if (length < LINE_SIZE)
        break;
      line[LINE_SIZE - 1] = '\0';
      g_assert_true (g_ascii_string_to_unsigned (line, 10, 0, G_MAXUINT, &number, NULL));
    }

  return number;
}

/* Lets the child write some drafts, and kills it. Returns the last number that it
 * said. */
static guint
kill_while_typing (const char *path, guint first)
{
  g_autofree char *number = g_strdup_printf ("%u", first);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                                    program, "--type", path, number, NULL);
  GInputStream *stream = g_subprocess_get_stdout_pipe (child);
  gboolean is_time = FALSE;
  guint last = 0;
  guint later = 0;

  g_assert_no_error (error);
  last = read_last_number (stream, g_test_rand_int_range (1, 6));
  g_timeout_add (g_test_rand_int_range (0, 12), set_cb, &is_time);
  np_await_true (is_time);
  g_subprocess_force_exit (child);
  g_assert_true (g_subprocess_wait (child, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);
  later = read_last_number (stream, G_MAXUINT);

  return MAX (last, later);
}

/* The number of a draft that is whole, 0 for none. */
static guint
load_number (NpStore *store, const char *model_id)
{
  g_autoptr (NpDraft) draft = test_store_load_draft (store, TEST_DRAFT_KEY, model_id);

  if (draft == NULL)
    return 0;
  g_assert_true (test_draft_is_intact (draft));

  return test_draft_get_number (draft);
}

/* Nothing that was said is missing; the number that comes next may be there too. */
static void
assert_typed (NpStore *store, guint last)
{
  g_autoptr (GPtrArray) entries = test_store_search_history (store, NULL, NULL, NULL, 0, 1);
  guint last_save = last / IS_SAVE * IS_SAVE;
  guint comes = load_number (store, COMES);

  for (guint i = last + 1 - MIN (last, N_TURNS); i <= last; i++)
    {
      g_autofree char *model_id = g_strdup_printf ("m%u", i % N_TURNS);
      guint number = load_number (store, model_id);

      g_assert_true (number == i || (number == last + 1 && number % N_TURNS == i % N_TURNS));
    }
  if (last_save > 0)
    g_assert_cmpuint (test_entry_get_number (g_ptr_array_index (entries, 0)), >=, last_save);
  if (last % 2 == 0)
    g_assert_true (comes == last || comes == 0);
  else
    g_assert_true (comes == 0 || comes == last + 1);
}

static void
assert_no_other_files (const char *folder)
{
  g_autoptr (GPtrArray) names = test_folder_list (folder);

  g_assert_cmpuint (names->len, ==, 2);
  g_assert_cmpstr (names->pdata[0], ==, "store.db");
  g_assert_cmpstr (names->pdata[1], ==, "store.db.lock");
}

static void
test_kills_while_typing (void)
{
  char *folder = test_folder_new ();
  g_autofree char *path = test_folder_build (folder, "store.db");
  guint n_kills = g_getenv ("NP_TEST_FULL") != NULL ? N_ALL_DRAFT_KILLS : N_DRAFT_KILLS;
  guint last = 0;

  for (guint i = 0; i < n_kills; i++)
    {
      g_autoptr (NpStore) store = NULL;

      last = kill_while_typing (path, last + 1);
      store = np_store_new (path);
      assert_typed (store, last);
      test_store_close (store);
      g_assert_cmpstr (np_store_get_notice (store), ==, NULL);
      assert_no_other_files (folder);
    }
  g_test_message ("%u kills while %u drafts were written", n_kills, last);
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
  if (argc == 4 && strcmp (argv[1], "--type") == 0)
    return type_for_ever (argv[2], g_ascii_strtoull (argv[3], NULL, 10));

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/kill/while-writing", test_kills);
  g_test_add_func ("/store/kill/while-typing", test_kills_while_typing);
  g_test_add_func ("/store/kill/at-start", test_kills_at_start);
  g_test_add_func ("/store/kill/two-processes", test_two_processes);

  return g_test_run ();
}
