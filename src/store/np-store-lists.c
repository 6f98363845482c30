/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-store-lists-private.h"

#include <glib/gi18n-lib.h>

#include "np-checksum-private.h"
#include "np-model-chunk-private.h"

/* Lists of workspaces that nobody looked at for long go. */
#define MAX_LISTS 20

/* After so much of a list it is brought onto the disk, in a few milliseconds. */
#define MAX_AHEAD_BYTES (1024 * 1024)

static const char find_list[] = "SELECT fetched_at, n_models FROM lists WHERE key = ?";
static const char put_list[] =
    "INSERT INTO lists (key, fetched_at, n_models, used, sum)"
    " VALUES (?, ?, ?, (SELECT coalesce (max (used), 0) + 1 FROM lists), ?)"
    " ON CONFLICT (key) DO UPDATE SET fetched_at = excluded.fetched_at,"
    " n_models = excluded.n_models, used = excluded.used, sum = excluded.sum";
static const char touch_list[] = "UPDATE lists SET used = (SELECT max (used) + 1 FROM lists)"
                                 " WHERE key = ? AND used < (SELECT max (used) FROM lists)";
static const char drop_old_lists[] = "DELETE FROM lists WHERE key NOT IN"
                                     " (SELECT key FROM lists ORDER BY used DESC LIMIT ?)";
static const char find_same_chunk[] =
    "SELECT 1 FROM chunks WHERE key = ? AND first = ? AND n_models = ? AND sum = ?";
static const char put_chunk[] =
    "INSERT OR REPLACE INTO chunks (key, first, n_models, sum, records) VALUES (?, ?, ?, ?, ?)";
static const char drop_chunks_between[] =
    "DELETE FROM chunks WHERE key = ? AND first > ? AND first < ?";
static const char find_chunks[] =
    "SELECT first, n_models, sum, records FROM chunks"
    " WHERE key = ? AND first + n_models > ? AND first < ? ORDER BY first";

/**
 * np_store_list_free:
 * @self: what a load found
 */
void
np_store_list_free (NpStoreList *self)
{
  g_clear_pointer (&self->models, g_ptr_array_unref);
  g_free (self);
}

static gint64
sum_of_list (const char *key, gint64 fetched_at, gint64 n_models)
{
  gint64 sum = np_checksum_text (0, key);

  return np_checksum_number (np_checksum_number (sum, fetched_at), n_models);
}

static gint64
sum_of_chunk (const char *key, gint64 first, gint64 n_models, gconstpointer data, gsize length)
{
  return np_checksum_bytes (sum_of_list (key, first, n_models), data, length);
}

/**
 * np_store_lists_are_whole:
 * @database: the database
 *
 * Returns: whether every list, though not what is in it, is as it was written
 */
gboolean
np_store_lists_are_whole (NpDatabase *database)
{
  g_autoptr (sqlite3_stmt) lists = np_database_prepare (
      database, "SELECT key, fetched_at, n_models, sum, used FROM lists", "");
  gboolean is_whole = TRUE;

  while (is_whole && np_database_step (database, lists))
    is_whole = sum_of_list (np_database_column_text (lists, 0), sqlite3_column_int64 (lists, 1),
                            sqlite3_column_int64 (lists, 2)) == sqlite3_column_int64 (lists, 3);

  return is_whole && np_database_is_well (database);
}

/* A list mostly comes back as it was: what did not change is not written again.
 * A chunk can end elsewhere than it did, so what began within it goes. */
static void
save_chunk (
    NpDatabase *database, const char *key, guint first, guint n_models, GByteArray *records)
{
  gint64 sum = sum_of_chunk (key, first, n_models, records->data, records->len);
  g_autoptr (sqlite3_stmt) same = np_database_prepare (database, find_same_chunk, "tiii", key,
                                                       (gint64) first, (gint64) n_models, sum);

  if (!np_database_step (database, same))
    np_database_run (database, put_chunk, "tiiib", key, (gint64) first, (gint64) n_models, sum,
                     records);
  np_database_run (database, drop_chunks_between, "tii", key, (gint64) first,
                   (gint64) first + n_models);
}

static void
save_chunks (NpDatabase *database, const char *key, GPtrArray *models)
{
  guint n_models = 0;
  gsize n_bytes = 0;

  for (guint first = 0; first < models->len && np_database_may_go_on (database);
       first += n_models)
    {
      g_autoptr (GByteArray) records = np_model_chunk_write (models, first, &n_models);

      save_chunk (database, key, first, n_models, records);
      n_bytes += records->len;
      if (n_bytes < MAX_AHEAD_BYTES)
        continue;
      n_bytes = 0;
      np_database_write_ahead (database);
    }

  np_database_run (database, drop_chunks_between, "tii", key, (gint64) models->len - 1,
                   (gint64) G_MAXINT64);
}

/**
 * np_store_lists_save:
 * @database: the database
 * @key: names the list
 * @models: (element-type NpModelSummary): its models, in the order to keep
 * @fetched_at: when the service was asked, in microseconds since 1970
 *
 * Puts the list in the place of the one with the same key, whole or not at all, and
 * drops the list that was not used for the longest time if there are too many. Makes
 * room for an urgent job.
 *
 * Returns: whether it was kept
 */
gboolean
np_store_lists_save (NpDatabase *database,
                     const char *key,
                     GPtrArray *models,
                     gint64 fetched_at)
{
  gint64 n_models = models->len;

  if (!np_database_begin (database))
    return FALSE;
  np_database_run (database, put_list, "tiii", key, fetched_at, n_models,
                   sum_of_list (key, fetched_at, n_models));
  save_chunks (database, key, models);
  np_database_run (database, drop_old_lists, "i", (gint64) MAX_LISTS);

  return np_database_end (database);
}

/**
 * np_store_lists_load_chunk:
 * @chunk: a row of first, n_models, sum and records
 * @key: names the list
 * @first: the position in the list of the first model to read
 * @max_models: how many to read, at most
 * @models: (element-type NpModelSummary): where the models are added
 *
 * Returns: how many of the models the chunk stands for; 0 if it is not as it was written
 */
guint
np_store_lists_load_chunk (
    sqlite3_stmt *chunk, const char *key, guint first, guint max_models, GPtrArray *models)
{
  gint64 chunk_first = sqlite3_column_int64 (chunk, 0);
  gint64 n_models = sqlite3_column_int64 (chunk, 1);
  const guint8 *data = sqlite3_column_blob (chunk, 3);
  gsize length = sqlite3_column_bytes (chunk, 3);
  gint64 begin = MAX (first, chunk_first);
  gint64 end = MIN ((gint64) first + max_models, chunk_first + n_models);

  if (sum_of_chunk (key, chunk_first, n_models, data, length) !=
      sqlite3_column_int64 (chunk, 2))
    return 0;

  np_model_chunk_read (data, length, begin - chunk_first, end - begin, models);

  return end - begin;
}

/* Returns how many of the asked-for places of the list were there. */
static guint
load_chunks (NpDatabase *database,
             const char *key,
             guint first,
             guint max_models,
             GCancellable *cancellable,
             GPtrArray *models)
{
  g_autoptr (sqlite3_stmt) chunks = np_database_prepare (
      database, find_chunks, "tii", key, (gint64) first, (gint64) first + max_models);
  guint n_found = 0;

  while (!g_cancellable_is_cancelled (cancellable) && np_database_step (database, chunks))
    n_found += np_store_lists_load_chunk (chunks, key, first, max_models, models);

  return n_found;
}

/* The rest may still be shown, but must not be taken for the whole list again. */
static void
drop_damaged_list (NpDatabase *database, const char *key)
{
  np_database_run (database, "DELETE FROM lists WHERE key = ?", "t", key);
  np_database_tell (database, g_strdup (_ ("Part of a saved list was damaged. It is missing "
                                           "until the list is loaded again.")));
}

static gboolean
find (NpDatabase *database, const char *key, NpStoreList *list)
{
  g_autoptr (sqlite3_stmt) row = np_database_prepare (database, find_list, "t", key);

  if (!np_database_step (database, row))
    return FALSE;

  list->fetched_at = sqlite3_column_int64 (row, 0);
  list->n_stored = (guint) CLAMP (sqlite3_column_int64 (row, 1), 0, G_MAXINT);

  return TRUE;
}

/**
 * np_store_lists_load:
 * @database: the database
 * @key: names the list
 * @first: the position of the first model to read
 * @max_models: how many to read, at most
 * @cancellable: (nullable): ends it early
 *
 * Reads a part of a list. What cannot be read is left out.
 *
 * Returns: (transfer full) (nullable): the part, without models if there is no such
 *   list; %NULL if the database failed
 */
NpStoreList *
np_store_lists_load (NpDatabase *database,
                     const char *key,
                     guint first,
                     guint max_models,
                     GCancellable *cancellable)
{
  g_autoptr (NpStoreList) list = g_new0 (NpStoreList, 1);
  g_autoptr (GPtrArray) models = NULL;
  guint n_wanted = 0;
  guint n_found = 0;

  /* One transaction, or another process could change the list in between. */
  np_database_exec (database, "BEGIN");
  if (find (database, key, list))
    {
      n_wanted = MIN (max_models, list->n_stored - MIN (first, list->n_stored));
      models = g_ptr_array_new_full (n_wanted, g_object_unref);
      n_found = load_chunks (database, key, first, n_wanted, cancellable, models);
    }
  if (!np_database_end (database))
    return NULL;

  if (n_found < n_wanted && !g_cancellable_is_cancelled (cancellable))
    drop_damaged_list (database, key);
  else if (first == 0 && models != NULL)
    np_database_run (database, touch_list, "t", key);
  if (models != NULL && (n_wanted == 0 || models->len > 0))
    list->models = g_steal_pointer (&models);

  return g_steal_pointer (&list);
}
