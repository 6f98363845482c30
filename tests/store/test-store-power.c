/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-edit-fixture.h"

#include <glib/gstdio.h>

#include "np-disk-log.h"
#include "np-store-fixture.h"

/* D02, R17: the power fails at any point of what is asked of the disk. Each draft that
 * was answered for is there, whole, and the file is not damaged. No real power is cut:
 * what was not synced is lost, in whole or in part. */

#define N_NUMBERS 60
#define N_TURNS   4

/* Without NP_TEST_FULL only so many points are tried. */
#define N_SAMPLES 80

static void
open_all (NpStore *store)
{
  for (guint i = 0; i < N_TURNS; i++)
    {
      g_autofree char *model_id = g_strdup_printf ("m%u", i);

      test_store_open_draft (store, TEST_DRAFT_KEY, model_id);
    }
}

static void
write_number (NpStore *store, guint number)
{
  g_autofree char *model_id = g_strdup_printf ("m%u", number % N_TURNS);
  g_autoptr (NpDraft) draft = test_draft_new (model_id, "text", number);
  g_autoptr (NpHistoryEntry) entry = test_entry_new (TEST_ACCOUNT, model_id, number);

  if (number % 5 == 0)
    g_assert_true (test_store_add_history (store, entry, NULL));
  g_assert_true (test_store_save_draft (store, TEST_DRAFT_KEY, draft, NULL));
  np_disk_log_mark (number);
}

/* Drafts, with lists between them that are long enough for the log to go into the
 * file, and the end of the program in the middle. */
static void
write_all (const char *path)
{
  g_autoptr (GPtrArray) models = test_models_new_long ("a", 450);
  NpStore *store = np_store_new (path);

  for (guint i = 1; i <= N_NUMBERS; i++)
    {
      if (i % 20 == 10)
        np_store_save_list (store, i % 40 == 10 ? TEST_KEY : "account-1/b", models, i);
      write_number (store, i);
      if (i == N_NUMBERS / 2)
        {
          test_store_close (store);
          g_object_unref (store);
          store = np_store_new (path);
          open_all (store);
        }
    }
  test_store_close (store);
  g_object_unref (store);
}

/* Each draft is the last that was answered for, or the one that was being written. */
static void
assert_there (const char *path, guint last, const char *what)
{
  g_autoptr (NpStore) store = np_store_new (path);

  for (guint i = last + 1 - MIN (last, N_TURNS); i <= last; i++)
    {
      g_autofree char *model_id = g_strdup_printf ("m%u", i % N_TURNS);
      g_autoptr (NpDraft) draft = test_store_load_draft (store, TEST_DRAFT_KEY, model_id);
      guint number = draft != NULL ? test_draft_get_number (draft) : 0;

      if (number != i && number != i + N_TURNS)
        g_error ("%s: draft %u is there and not %u", what, number, i);
      g_assert_true (test_draft_is_intact (draft));
    }
  g_assert_cmpint (test_store_count_history (store, NULL), >=, last / 5);
  test_store_close (store);
  if (np_store_get_notice (store) != NULL)
    g_error ("%s: %s", what, np_store_get_notice (store));
}

static gboolean
is_tried (guint i, guint n)
{
  return g_getenv ("NP_TEST_FULL") != NULL || g_test_rand_int_range (0, n) < N_SAMPLES;
}

static void
cut_power (NpDisk *disk, const char *folder, guint i, guint last)
{
  g_autofree char *path = test_folder_build (folder, "store.db");

  for (NpPower power = 0; power < NP_N_POWERS; power++)
    {
      g_autofree char *what = g_strdup_printf ("%u, %d", i, power);

      np_disk_write_to (disk, power, folder);
      assert_there (path, last, what);
    }
}

static void
test_power (void)
{
  char *folder = test_folder_new ();
  char *other = test_folder_new ();
  g_autofree char *path = test_folder_build (folder, "store.db");
  g_autoptr (GPtrArray) log = NULL;
  NpStore *store = np_store_new (path);
  NpDisk *disk = NULL;
  guint n_tried = 0;
  guint last = 0;

  test_store_close (store);
  g_object_unref (store);
  disk = np_disk_new (folder);
  np_disk_log_start ();
  write_all (path);
  log = np_disk_log_stop ();

  for (guint i = 0; i < log->len; i++)
    {
      const NpDiskEntry *entry = g_ptr_array_index (log, i);

      np_disk_apply (disk, entry);
      if (entry->operation == NP_DISK_MARK)
        last = entry->number;
      if (is_tried (i, log->len))
        {
          cut_power (disk, other, i, last);
          n_tried++;
        }
    }
  g_test_message ("%u of %u points, each with %d kinds of loss", n_tried, log->len,
                  NP_N_POWERS);
  g_assert_cmpuint (last, ==, N_NUMBERS);
  g_assert_cmpuint (n_tried, >, 20);
  np_disk_free (disk);
  test_folder_remove (folder);
  test_folder_remove (other);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/power", test_power);

  return g_test_run ();
}
