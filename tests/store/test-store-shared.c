/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-edit-fixture.h"

#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "np-store-fixture.h"

/* D05: two who use one file. A lock belongs to who opened the file, so two stores are as
 * good as two processes. */

#define OTHER_COMPUTER "0f0e0d0c-0b0a-4908-8706-050403020100\n"

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
  f->path = test_folder_build (f->folder, "store.db");
  f->store = np_store_new (f->path);
}

static void
close_store (NpStore *store, const char *notice)
{
  test_store_close (store);
  if (notice == NULL)
    g_assert_cmpstr (np_store_get_notice (store), ==, NULL);
  else
    g_assert_nonnull (strstr (np_store_get_notice (store), notice));
  g_object_unref (store);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_free (f->path);
  test_folder_remove (f->folder);
}

/* Returns -1 if it was saved, otherwise the error. */
static int
try_save (NpStore *store, const char *model_id, guint number)
{
  g_autoptr (NpDraft) draft = test_draft_new (model_id, "text", number);
  g_autoptr (GError) error = NULL;

  if (test_store_save_draft (store, TEST_DRAFT_KEY, draft, &error))
    return -1;
  g_assert_true (error->domain == G_IO_ERROR);
  g_assert_nonnull (strstr (error->message, np_store_get_notice (store) == NULL ||
                                                    strstr (np_store_get_notice (store), "now")
                                                ? "other unsaved edits"
                                                : "on another computer"));

  return error->code;
}

static void
assert_draft (NpStore *store, const char *model_id, guint number)
{
  g_autoptr (GPtrArray) drafts = test_store_load_drafts (store, TEST_DRAFT_KEY, NULL);
  guint found = 0;

  for (guint i = 0; i < drafts->len; i++)
    {
      NpDraft *draft = g_ptr_array_index (drafts, i);

      if (g_str_equal (np_draft_get_model_id (draft), model_id))
        found = test_draft_get_number (draft);
    }
  g_assert_cmpuint (found, ==, number);
}

/* Neither writes over what the other typed, nor drops it; whoever opens the model sees
 * the edits of the other, and goes on with them. */
static void
test_one_model (Fixture *f, gconstpointer data)
{
  NpStore *other = np_store_new (f->path);

  test_store_open_draft (f->store, TEST_DRAFT_KEY, "m1");
  test_store_open_draft (other, TEST_DRAFT_KEY, "m1");
  g_assert_cmpint (try_save (f->store, "m1", 1), ==, -1);
  g_assert_cmpint (try_save (other, "m1", 2), ==, G_IO_ERROR_BUSY);
  /* To have seen all drafts in a list is not to go on with one. */
  assert_draft (other, "m1", 1);
  g_assert_cmpint (try_save (other, "m1", 2), ==, G_IO_ERROR_BUSY);
  g_assert_cmpint (try_save (other, "m2", 3), ==, -1);
  g_assert_cmpint (try_save (f->store, "m1", 4), ==, -1);
  g_assert_true (test_store_drop_draft (other, TEST_DRAFT_KEY, "m1"));
  assert_draft (f->store, "m1", 4);

  test_store_open_draft (other, TEST_DRAFT_KEY, "m1");
  g_assert_cmpint (try_save (f->store, "m1", 5), ==, -1);
  g_assert_true (test_store_drop_draft (other, TEST_DRAFT_KEY, "m1"));
  assert_draft (f->store, "m1", 5);
  test_store_open_draft (other, TEST_DRAFT_KEY, "m1");
  g_assert_cmpint (try_save (other, "m1", 6), ==, -1);
  g_assert_cmpint (try_save (f->store, "m1", 7), ==, G_IO_ERROR_BUSY);
  g_assert_true (test_store_drop_draft (other, TEST_DRAFT_KEY, "m1"));
  g_assert_cmpint (try_save (f->store, "m1", 7), ==, -1);
  close_store (other, NULL);
  assert_draft (f->store, "m1", 7);
  assert_draft (f->store, "m2", 3);
  close_store (f->store, NULL);
}

static int
open_lock (Fixture *f, int kind, const char *computer)
{
  g_autofree char *path = g_strconcat (f->path, ".lock", NULL);
  int lock = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  g_assert_cmpint (lock, >=, 0);
  g_assert_cmpint (flock (lock, kind), ==, 0);
  g_assert_cmpint (ftruncate (lock, 0), ==, 0);
  g_assert_cmpint (pwrite (lock, computer, strlen (computer), 0), ==, strlen (computer));

  return lock;
}

static char *
sum_file (Fixture *f)
{
  g_autofree char *bytes = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (f->path, &bytes, &length, NULL));

  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (guchar *) bytes, length);
}

/* A home that two computers have: the second one stays away from the file, says so, and
 * keeps what is typed as soon as the first has gone. */
static void
test_other_computer (Fixture *f, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  NpStore *store = NULL;
  int lock = -1;

  g_assert_cmpint (try_save (f->store, "m1", 1), ==, -1);
  close_store (f->store, NULL);
  before = sum_file (f);
  lock = open_lock (f, LOCK_SH, OTHER_COMPUTER);

  store = np_store_new (f->path);
  g_assert_cmpint (try_save (store, "m1", 2), ==, G_IO_ERROR_BUSY);
  g_assert_cmpint (try_save (store, "m2", 3), ==, G_IO_ERROR_BUSY);
  g_assert_nonnull (strstr (np_store_get_notice (store), "on another computer"));
  after = sum_file (f);
  g_assert_cmpstr (after, ==, before);

  close (lock);
  g_assert_cmpint (try_save (store, "m2", 4), ==, -1);
  g_assert_cmpint (try_save (store, "m1", 5), ==, G_IO_ERROR_BUSY);
  assert_draft (store, "m1", 1);
  assert_draft (store, "m2", 4);
  close_store (store, "is kept now");
}

/* What a computer wrote that crashed is no lock. */
static void
test_computer_gone (Fixture *f, gconstpointer data)
{
  NpStore *store = NULL;
  NpStore *other = NULL;

  g_assert_cmpint (try_save (f->store, "m1", 1), ==, -1);
  close_store (f->store, NULL);
  close (open_lock (f, LOCK_EX, OTHER_COMPUTER "and more than fits"));
  store = np_store_new (f->path);
  assert_draft (store, "m1", 1);
  other = np_store_new (f->path);
  assert_draft (other, "m1", 1);
  close_store (other, NULL);
  close_store (store, NULL);
}

/* Zeroes the header, so that nobody opens the file any more, and every page that the tables
 * begin with or have rows on, so that whoever has opened it notices. The latest draft
 * stands in the log. */
static void
spoil_tables (Fixture *f)
{
  static const char zeros[4096];
  int file = g_open (f->path, O_RDWR | O_CLOEXEC, 0);
  off_t end = lseek (file, 0, SEEK_END);
  char kind = 0;

  g_assert_cmpint (pwrite (file, zeros, 100, 0), ==, 100);
  for (off_t place = sizeof zeros; place < end; place += sizeof zeros)
    {
      g_assert_cmpint (pread (file, &kind, 1, place), ==, 1);
      if (kind == 0x0d || kind == 0x05)
        g_assert_cmpint (pwrite (file, zeros, sizeof zeros, place), ==, sizeof zeros);
    }
  close (file);
}

/* Damaged while another one uses it too: this one goes on in memory. What it writes there
 * says nothing of what it knows of the file: when that can be used again, its own older
 * draft there is its own to write over, and that of the other one is not. */
static void
test_damaged (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) models = test_models_new ("a", 600);
  g_autoptr (GPtrArray) loaded = NULL;
  g_autoptr (NpDraft) own = test_draft_new ("m1", "text", 2);
  g_autoptr (NpDraft) same = test_draft_new ("m2", "text", 5);
  NpStore *store = NULL;
  NpStore *other = NULL;

  np_store_save_list (f->store, TEST_KEY, models, 1);
  close_store (f->store, NULL);
  store = np_store_new (f->path);
  test_store_open_draft (store, TEST_DRAFT_KEY, "m1");
  g_assert_cmpint (try_save (store, "m1", 1), ==, -1);
  other = np_store_new (f->path);
  /* What the first one has read is read again after a write of the other. */
  g_assert_cmpint (try_save (other, "m2", 9), ==, -1);

  spoil_tables (f);
  loaded = test_store_load (store, TEST_KEY, NULL);
  g_assert_false (test_store_save_draft (store, TEST_DRAFT_KEY, own, NULL));
  g_assert_false (test_store_save_draft (store, TEST_DRAFT_KEY, same, NULL));
  assert_draft (store, "m1", 2);
  close_store (other, NULL);

  g_assert_cmpint (try_save (store, "m1", 3), ==, -1);
  assert_draft (store, "m1", 3);
  assert_draft (store, "m2", 9);
  close_store (store, "edits of 2 models were taken over");
}

static void
add_test (const char *path, void (*test) (Fixture *f, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_test ("/store/shared/one-model", test_one_model);
  add_test ("/store/shared/other-computer", test_other_computer);
  add_test ("/store/shared/computer-gone", test_computer_gone);
  add_test ("/store/shared/damaged", test_damaged);

  return g_test_run ();
}
