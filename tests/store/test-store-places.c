/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-edit-fixture.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "np-await.h"
#include "np-store-fixture.h"

/* Anybody who is not root, so that the rights of a folder count. */
#define NOBODY 65534

static void
become (uid_t user)
{
  if (getuid () == 0)
    g_assert_cmpint (seteuid (user), ==, 0);
}

/* The store works until it is closed, and the notice says WORDS. */
static void
assert_in_memory (const char *path, const char *words)
{
  NpStore *store = np_store_new (path);
  g_autoptr (GPtrArray) models = test_models_new ("a", 600);
  g_autoptr (GPtrArray) loaded = NULL;
  g_autofree char *stars = NULL;

  np_store_save_list (store, TEST_KEY, models, 1);
  np_store_set_star (store, TEST_KEY, "m1", "One", TRUE);
  loaded = test_store_load (store, TEST_KEY, NULL);
  stars = test_store_load_marks (store, TEST_KEY, TRUE);
  test_store_close (store);
  g_assert_nonnull (np_store_get_notice (store));
  g_assert_nonnull (strstr (np_store_get_notice (store), "only until you close"));
  g_assert_nonnull (strstr (np_store_get_notice (store), words));
  g_object_unref (store);
  g_assert_true (test_models_equal (loaded, models));
  g_assert_cmpstr (stars, ==, "m1=One");
}

static void
test_read_only_folder (void)
{
  char *folder = test_folder_new ();
  g_autofree char *path = test_folder_build (folder, "store.db");
  g_autofree char *deeper = test_folder_build (folder, "more/store.db");

  g_assert_cmpint (g_chmod (folder, 0555), ==, 0);
  become (NOBODY);
  assert_in_memory (path, "cannot be written to");
  assert_in_memory (deeper, "cannot be written to");
  become (0);
  g_assert_cmpint (g_chmod (folder, 0700), ==, 0);
  test_folder_remove (folder);
}

/* A file that is whole stays where it is, though it cannot be used today. */
static void
test_read_only_file (void)
{
  char *folder = test_folder_new ();
  g_autofree char *path = test_folder_build (folder, "store.db");
  g_autofree char *lock = test_folder_build (folder, "store.db.lock");
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  NpStore *store = np_store_new (path);

  test_store_close (store);
  g_object_unref (store);
  before = test_folder_list (folder);
  g_assert_cmpint (g_chmod (lock, 0666), ==, 0);
  g_assert_cmpint (g_chmod (folder, 0555), ==, 0);
  if (getuid () == 0)
    {
      become (NOBODY);
      assert_in_memory (path, "Nameplate");
      become (0);
    }
  g_assert_cmpint (g_chmod (folder, 0700), ==, 0);
  after = test_folder_list (folder);
  g_assert_cmpuint (after->len, ==, before->len);
  test_folder_remove (folder);
}

static void
test_no_folder (void)
{
  char *folder = test_folder_new ();
  g_autofree char *file = test_folder_build (folder, "file");
  g_autofree char *path = test_folder_build (folder, "file/store.db");
  g_autofree char *link = test_folder_build (folder, "link.db");

  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  assert_in_memory (path, "does not let it");
  assert_in_memory ("/proc/nameplate/store.db", "cannot be used");
  g_assert_cmpint (symlink ("link.db", link), ==, 0);
  test_folder_remove (folder);
}

static void
assert_saved (NpStore *store, const char *model_id, guint number, int code)
{
  g_autoptr (NpDraft) draft = test_draft_new (model_id, "text", number);
  g_autoptr (NpDraft) loaded = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (test_store_save_draft (store, TEST_DRAFT_KEY, draft, &error) == (code < 0));
  if (code >= 0)
    g_assert_error (error, G_IO_ERROR, code);
  loaded = test_store_load_draft (store, TEST_DRAFT_KEY, model_id);
  g_assert_true (np_draft_equal (draft, loaded));
}

/* From the memory alone, which counts as an error. */
static void
assert_dropped (NpStore *store, const char *model_id)
{
  g_autoptr (NpDraft) loaded = NULL;

  g_assert_false (test_store_drop_draft (store, TEST_DRAFT_KEY, model_id));
  loaded = test_store_load_draft (store, TEST_DRAFT_KEY, model_id);
  g_assert_null (loaded);
}

static void
add_entry (NpStore *store, guint number)
{
  g_autoptr (NpHistoryEntry) entry = test_entry_new (TEST_ACCOUNT, "m1", number);

  test_store_add_history (store, entry, NULL);
}

static void
assert_refused (NpStore *store, const char *model_id, guint number)
{
  g_autoptr (NpDraft) draft = test_draft_new (model_id, "text", number);
  g_autoptr (GError) error = NULL;

  g_assert_false (test_store_save_draft (store, TEST_DRAFT_KEY, draft, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, "other unsaved edits"));
}

/* What was typed while the folder could not be written to is kept as soon as it can,
 * beside what was kept there before, and never over it. Until then the memory is this
 * process's own, to write over and to drop from. */
static void
test_folder_comes_back (void)
{
  const guint numbers[] = { 7, 6, 2, 1 };
  char *folder = test_folder_new ();
  g_autofree char *path = test_folder_build (folder, "own/store.db");
  g_autofree char *own = test_folder_build (folder, "own");
  g_autofree char *gone = test_folder_build (folder, "gone");
  g_autofree char *stars = NULL;
  g_autoptr (GPtrArray) drafts = NULL;
  NpStore *store = np_store_new (path);

  assert_saved (store, "m0", 1, -1);
  assert_saved (store, "m1", 2, -1);
  add_entry (store, 1);
  test_store_close (store);
  g_object_unref (store);

  g_assert_cmpint (g_rename (own, gone), ==, 0);
  g_assert_true (g_file_set_contents (own, "", 0, NULL));
  store = np_store_new (path);
  assert_saved (store, "m1", 4, G_IO_ERROR_FAILED);
  assert_saved (store, "m1", 5, G_IO_ERROR_FAILED);
  assert_saved (store, "m2", 6, G_IO_ERROR_FAILED);
  assert_saved (store, "m4", 8, G_IO_ERROR_FAILED);
  assert_dropped (store, "m4");
  add_entry (store, 2);
  np_store_set_star (store, TEST_KEY, "m1", "One", TRUE);
  g_assert_cmpint (test_store_count_history (store, NULL), ==, 1);
  g_assert_nonnull (strstr (np_store_get_notice (store), "only until you close"));

  g_assert_cmpint (g_unlink (own), ==, 0);
  g_assert_cmpint (g_rename (gone, own), ==, 0);
  assert_saved (store, "m3", 7, -1);
  assert_refused (store, "m1", 5);
  test_store_close (store);
  g_assert_nonnull (strstr (np_store_get_notice (store), "is kept now"));
  g_object_unref (store);

  store = np_store_new (path);
  drafts = test_store_load_drafts (store, TEST_DRAFT_KEY, NULL);
  g_assert_cmpuint (drafts->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpuint (test_draft_get_number (drafts->pdata[i]), ==, numbers[i]);
  g_assert_cmpint (test_store_count_history (store, NULL), ==, 2);
  stars = test_store_load_marks (store, TEST_KEY, TRUE);
  g_assert_cmpstr (stars, ==, "m1=One");
  test_store_close (store);
  g_assert_null (np_store_get_notice (store));
  g_object_unref (store);
  test_folder_remove (folder);
}

/* A home that is a link is a home. */
static void
test_linked_folder (void)
{
  char *folder = test_folder_new ();
  g_autofree char *link = test_folder_build (folder, "link");
  g_autofree char *path = test_folder_build (folder, "link/store.db");
  g_autofree char *stars = NULL;
  NpStore *store = NULL;

  g_assert_cmpint (symlink (".", link), ==, 0);
  store = np_store_new (path);
  np_store_set_star (store, TEST_KEY, "m1", "One", TRUE);
  test_store_close (store);
  g_assert_null (np_store_get_notice (store));
  g_object_unref (store);
  store = np_store_new (path);
  stars = test_store_load_marks (store, TEST_KEY, TRUE);
  g_assert_cmpstr (stars, ==, "m1=One");
  test_store_close (store);
  g_object_unref (store);
  test_folder_remove (folder);
}

/* Keeps a list that fits, then one that does not: the first stays, a notice comes,
 * and all goes on. */
static void
fill_up (const char *path, const char *words)
{
  g_autoptr (GPtrArray) small = test_models_new ("a", 20);
  g_autoptr (GPtrArray) big = test_models_new ("b", 40000);
  g_autoptr (GPtrArray) loaded = NULL;
  g_autofree char *stars = NULL;
  NpStore *store = np_store_new (path);

  np_store_save_list (store, TEST_KEY, small, 1);
  np_store_save_list (store, TEST_KEY, big, 2);
  np_store_set_star (store, TEST_KEY, "m1", "One", TRUE);
  loaded = test_store_load (store, TEST_KEY, NULL);
  g_assert_true (test_models_equal (loaded, small));
  test_store_close (store);
  g_assert_nonnull (np_store_get_notice (store));
  g_assert_nonnull (strstr (np_store_get_notice (store), words));
  g_object_unref (store);

  store = np_store_new (path);
  g_clear_pointer (&loaded, g_ptr_array_unref);
  loaded = test_store_load (store, TEST_KEY, NULL);
  g_assert_true (test_models_equal (loaded, small));
  test_store_close (store);
  g_object_unref (store);
}

static void
set_file_limit (rlim_t bytes)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = bytes;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
test_file_limit (void)
{
  char *folder = NULL;
  g_autofree char *path = NULL;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
      return;
    }

  signal (SIGXFSZ, SIG_IGN);
  folder = test_folder_new ();
  path = test_folder_build (folder, "store.db");
  set_file_limit (1024 * 1024);
  fill_up (path, "could not be kept");
  set_file_limit (8192);
  g_unlink (path);
  assert_in_memory (path, "cannot be used");
  set_file_limit (RLIM_INFINITY);
  test_folder_remove (folder);
}

static gboolean
put_line (const char *path, const char *line)
{
  int file = g_open (path, O_WRONLY | O_CLOEXEC, 0);
  gboolean ok = file >= 0 && write (file, line, strlen (line)) == (gssize) strlen (line);

  if (file >= 0)
    close (file);

  return ok;
}

/* Who is not root becomes it in a world of its own, where that is allowed. */
static gboolean
unshare_mounts (void)
{
  g_autofree char *users = g_strdup_printf ("0 %u 1", getuid ());
  g_autofree char *groups = g_strdup_printf ("0 %u 1", getgid ());

  if (unshare (CLONE_NEWNS) == 0)
    return TRUE;

  return unshare (CLONE_NEWUSER | CLONE_NEWNS) == 0 &&
         put_line ("/proc/self/setgroups", "deny") && put_line ("/proc/self/uid_map", users) &&
         put_line ("/proc/self/gid_map", groups);
}

static gboolean
mount_small (const char *folder)
{
  return unshare_mounts () && mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
         mount ("tmpfs", folder, "tmpfs", 0, "size=1m") == 0;
}

/* The test below asks whether it can be done. */
static void
test_can_mount (void)
{
  char *folder = test_folder_new ();

  g_assert_true (mount_small (folder));
  g_assert_cmpint (umount (folder), ==, 0);
  test_folder_remove (folder);
}

/* A full disk, made of memory. */
static void
test_no_space (void)
{
  char *folder = NULL;
  g_autofree char *path = NULL;
  g_autofree char *filler = NULL;
  g_autofree char *other = NULL;
  g_autofree char *bytes = NULL;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess ("/store/places/no-space/subprocess/can-mount", 0, 0);
      if (!g_test_trap_has_passed ())
        {
          g_test_skip ("No file system of a fixed size can be mounted here");
          return;
        }
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
      return;
    }

  folder = test_folder_new ();
  g_assert_true (mount_small (folder));
  path = test_folder_build (folder, "store.db");
  other = test_folder_build (folder, "other.db");
  filler = test_folder_build (folder, "filler");
  bytes = g_strnfill (2 * 1024 * 1024, 'x');
  fill_up (path, "no space");
  g_file_set_contents_full (filler, bytes, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL);
  assert_in_memory (other, "no space");
  g_assert_cmpint (umount (folder), ==, 0);
  test_folder_remove (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/places/read-only-folder", test_read_only_folder);
  g_test_add_func ("/store/places/read-only-file", test_read_only_file);
  g_test_add_func ("/store/places/no-folder", test_no_folder);
  g_test_add_func ("/store/places/folder-comes-back", test_folder_comes_back);
  g_test_add_func ("/store/places/linked-folder", test_linked_folder);
  g_test_add_func ("/store/places/file-limit", test_file_limit);
  g_test_add_func ("/store/places/no-space/subprocess/can-mount", test_can_mount);
  g_test_add_func ("/store/places/no-space", test_no_space);

  return g_test_run ();
}
