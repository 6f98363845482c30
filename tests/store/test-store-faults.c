/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-edit-fixture.h"

#include <string.h>

#include <glib/gstdio.h>

#include "np-store-fixture.h"

/* D01, R16: every system call that touches the files of the store while a draft is
 * written fails once, with each error. Afterwards the old draft or the new one is
 * there, whole, and whoever wrote it was told if it is the old one. */

#define OLD 1
#define NEW 2

/* Without NP_TEST_FULL only every so manieth fault is tried. */
#define SAMPLE 15

static const char *program;

static const char *const errors[] = { "ENOSPC", "EIO", "EACCES", "EROFS", "EDQUOT" };

/* What the store may do with a file. A call that is not here is found by
 * test_no_other_calls(). */
static const char *const calls[] = {
  "access",     "chmod",      "close",     "faccessat2", "fallocate", "fchmod",
  "fchown",     "fcntl",      "fdatasync", "flock",      "fstat",     "fsync",
  "ftruncate",  "getdents64", "lseek",     "mkdir",      "mmap",      "munmap",
  "newfstatat", "openat",     "pread64",   "pwrite64",   "read",      "readlink",
  "rename",     "statfs",     "statx",     "unlink",     "write",
};

/* How the folder looks before the draft is written. */
typedef enum
{
  CLOSED, /* as after a proper end */
  KILLED, /* with a log */
  EMPTY,
  N_STATES,
} State;

typedef struct
{
  char *folder;
  char *path;
  char *template_path;
  char *log;
} Fixture;

static const char *const parts[] = { "",      "-wal", "-shm",         "-journal",
                                     ".lock", ".new", ".new-journal", ".whole" };

/* The child: writes the draft, says how that went, and closes. */
static int
write_draft (const char *path)
{
  NpStore *store = np_store_new (path);
  g_autoptr (NpDraft) draft = test_draft_new ("m1", "text", NEW);
  g_autoptr (GError) error = NULL;
  gboolean ok = FALSE;

  test_store_open_draft (store, TEST_DRAFT_KEY, "m1");
  ok = test_store_save_draft (store, TEST_DRAFT_KEY, draft, &error);
  test_store_close (store);
  g_object_unref (store);
  g_assert_true (ok || (error->domain == G_IO_ERROR && strlen (error->message) > 20));
  if (ok)
    g_print ("kept\n");
  else
    g_print ("error %d\n", error->code);

  return 0;
}

static void
copy_part (const char *from, const char *to, const char *part)
{
  g_autofree char *source = g_strconcat (from, part, NULL);
  g_autofree char *target = g_strconcat (to, part, NULL);
  g_autofree char *bytes = NULL;
  gsize length = 0;

  g_unlink (target);
  if (g_file_get_contents (source, &bytes, &length, NULL))
    g_assert_true (
        g_file_set_contents_full (target, bytes, length, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *origin = NULL;
  g_autoptr (NpDraft) draft = test_draft_new ("m1", "text", OLD);
  State state = GPOINTER_TO_UINT (data);
  NpStore *store = NULL;

  f->folder = test_folder_new ();
  f->path = test_folder_build (f->folder, "own/store.db");
  f->template_path = test_folder_build (f->folder, "template.db");
  f->log = test_folder_build (f->folder, "log");
  origin = test_folder_build (f->folder, "origin.db");

  store = np_store_new (origin);
  g_assert_true (test_store_save_draft (store, TEST_DRAFT_KEY, draft, NULL));
  if (state == KILLED)
    for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
      copy_part (origin, f->template_path, parts[i]);
  test_store_close (store);
  if (state == CLOSED)
    copy_part (origin, f->template_path, "");
  g_object_unref (store);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_free (f->path);
  g_free (f->template_path);
  g_free (f->log);
  test_folder_remove (f->folder);
}

static void
prepare_folder (Fixture *f)
{
  g_autofree char *own = g_path_get_dirname (f->path);
  g_autoptr (GPtrArray) names = test_folder_list (own);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *name = g_build_filename (own, g_ptr_array_index (names, i), NULL);

      g_assert_cmpint (g_unlink (name), ==, 0);
    }
  g_assert_cmpint (g_mkdir_with_parents (own, 0700), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    copy_part (f->template_path, f->path, parts[i]);
}

static void
add (GPtrArray *arguments, const char *text)
{
  g_ptr_array_add (arguments, g_strdup (text));
}

/* Runs the child under strace, which writes down the calls that touch the files of the
 * store and no others. Returns what the child said. */
static char *
run_child (Fixture *f, const char *trace, const char *fault)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GSubprocessLauncher)
      launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *own = g_path_get_dirname (f->path);
  char *said = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      add (arguments, i == 0 ? "strace" : "-P");
      if (i > 0)
        g_ptr_array_add (arguments, g_strconcat (f->path, parts[i], NULL));
    }
  for (const char *const *word = (const char *const[]){ "-P", f->path, "-P", own, "-f", "-qq",
                                                        "-o", f->log, "-e", trace, NULL };
       *word != NULL; word++)
    add (arguments, *word);
  if (fault != NULL)
    {
      add (arguments, "-e");
      add (arguments, fault);
    }
  add (arguments, program);
  add (arguments, "--write");
  add (arguments, f->path);
  g_ptr_array_add (arguments, NULL);

  /* Leaks cannot be looked for under strace. */
  g_subprocess_launcher_setenv (launcher, "ASAN_OPTIONS", "detect_leaks=0", TRUE);
  child = g_subprocess_launcher_spawnv (launcher, (const char *const *) arguments->pdata,
                                        &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (child, NULL, NULL, &said, NULL, &error));
  g_assert_no_error (error);
  if (!g_subprocess_get_if_exited (child) || g_subprocess_get_exit_status (child) != 0)
    g_error ("%s: the child failed, or strace cannot run here", fault != NULL ? fault : trace);

  return said;
}

static char *
read_log (Fixture *f)
{
  char *text = NULL;

  g_assert_true (g_file_get_contents (f->log, &text, NULL, NULL));

  return text;
}

/* The name of the call in a line like "123 openat(...". */
static char *
dup_call (const char *line)
{
  const char *name = line + strspn (line, "0123456789 ");

  return g_strndup (name, strcspn (name, "("));
}

/* How often each call is made when nothing fails. */
static GHashTable *
count_calls (Fixture *f)
{
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *said = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  prepare_folder (f);
  said = run_child (f, "trace=all", NULL);
  g_assert_cmpstr (said, ==, "kept\n");
  text = read_log (f);
  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      char *call = dup_call (lines[i]);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, call));

      g_hash_table_insert (counts, call, GUINT_TO_POINTER (n + 1));
    }
  g_assert_nonnull (g_hash_table_lookup (counts, "pwrite64"));
  g_assert_nonnull (g_hash_table_lookup (counts, "fdatasync"));

  return counts;
}

/* The number of the draft that is there, 0 for none. */
static guint
read_draft (Fixture *f)
{
  g_autoptr (NpStore) store = np_store_new (f->path);
  g_autoptr (NpDraft) draft = test_store_load_draft (store, TEST_DRAFT_KEY, "m1");

  test_store_close (store);
  g_assert_cmpstr (np_store_get_notice (store), ==, NULL);
  if (draft == NULL)
    return 0;
  g_assert_true (test_draft_is_intact (draft));

  return test_draft_get_number (draft);
}

static void
assert_clean_folder (Fixture *f, const char *fault)
{
  g_autofree char *own = g_path_get_dirname (f->path);
  g_autoptr (GPtrArray) names = test_folder_list (own);

  if (names->len != 2 || strcmp (names->pdata[0], "store.db") != 0 ||
      strcmp (names->pdata[1], "store.db.lock") != 0)
    g_error ("%s: %u files are there, the second is %s", fault, names->len,
             (const char *) names->pdata[1]);
}

/* Lets the call with that number fail, and those after it if HOW is "+". Returns whether
 * the draft was kept all the same. */
static gboolean
try_fault (
    Fixture *f, State state, const char *call, const char *error, guint when, const char *how)
{
  g_autofree char *trace = g_strdup_printf ("trace=%s", call);
  g_autofree char *fault = g_strdup_printf ("inject=%s:error=%s:when=%u%s", call, error, when,
                                            how);
  g_autofree char *said = NULL;
  g_autofree char *log = NULL;
  guint number = 0;

  prepare_folder (f);
  said = run_child (f, trace, fault);
  log = read_log (f);
  if (strstr (log, "(INJECTED)") == NULL)
    g_error ("%s: there was no such fault", fault);

  number = read_draft (f);
  if (number != NEW && number != (state == EMPTY ? 0 : OLD))
    g_error ("%s: draft %u is there", fault, number);
  if (g_str_equal (said, "kept\n") ? number != NEW : number == NEW && *how == '\0')
    g_error ("%s: draft %u is there, and the child says %s", fault, number, said);
  assert_clean_folder (f, fault);

  return number == NEW;
}

static void
test_faults (Fixture *f, gconstpointer data)
{
  State state = GPOINTER_TO_UINT (data);
  g_autoptr (GHashTable) counts = count_calls (f);
  guint step = g_getenv ("NP_TEST_FULL") != NULL ? 1 : SAMPLE;
  guint place = g_test_rand_int_range (0, step);
  guint n_tried = 0;
  guint n_kept = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      guint n_calls = GPOINTER_TO_UINT (g_hash_table_lookup (counts, calls[i]));

      for (guint j = 0; j < n_calls * G_N_ELEMENTS (errors); j++, place++)
        if (place % step == 0)
          {
            n_tried++;
            n_kept += try_fault (f, state, calls[i], errors[j % G_N_ELEMENTS (errors)],
                                 1 + j / G_N_ELEMENTS (errors), "");
          }
    }
  g_test_message (
      "%u faults, the new draft was kept in %u of them and the old one in the others", n_tried,
      n_kept);
  g_assert_cmpuint (n_kept, <, n_tried);
}

/* A disk that is full, or fails, and stays so until the end. What was written and not
 * synced may turn up later, though it was not promised. */
static void
test_lasting_faults (Fixture *f, gconstpointer data)
{
  static const char *const writing[] = { "pwrite64", "fdatasync", "fsync", "ftruncate",
                                         "unlink" };
  State state = GPOINTER_TO_UINT (data);
  g_autoptr (GHashTable) counts = count_calls (f);
  guint n_tried = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (writing); i++)
    for (guint j = 0; j < GPOINTER_TO_UINT (g_hash_table_lookup (counts, writing[i])); j++)
      for (gsize k = 0; k < 2; k++, n_tried++)
        try_fault (f, state, writing[i], errors[k], 1 + j, "+");
  g_assert_cmpuint (n_tried, >, 20);
}

/* Nothing is left out of the list above. */
static void
test_no_other_calls (Fixture *f, gconstpointer data)
{
  g_autoptr (GHashTable) counts = count_calls (f);
  GHashTableIter iter;
  gpointer call = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (calls); i++)
    g_hash_table_remove (counts, calls[i]);
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &call, NULL))
    g_error ("%s is called, and nobody lets it fail", (const char *) call);
}

static void
add_test (const char *path, State state, void (*test) (Fixture *f, gconstpointer data))
{
  g_test_add (path, Fixture, GUINT_TO_POINTER (state), set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  program = argv[0];
  if (argc == 3 && strcmp (argv[1], "--write") == 0)
    return write_draft (argv[2]);

  g_test_init (&argc, &argv, NULL);

  add_test ("/store/faults/no-other-calls", KILLED, test_no_other_calls);
  add_test ("/store/faults/closed", CLOSED, test_faults);
  add_test ("/store/faults/killed", KILLED, test_faults);
  add_test ("/store/faults/empty", EMPTY, test_faults);

  add_test ("/store/faults/lasting", KILLED, test_lasting_faults);

  return g_test_run ();
}
