/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-store-drafts-private.h"

#include <errno.h>
#include <string.h>

#include "np-checksum-private.h"
#include "np-database-file-private.h"

#define PUT_DRAFT                                                              \
  "INSERT INTO drafts (key, model_id, edited_at, base, edits, sum)"            \
  " VALUES (?, ?, ?, ?, ?, ?)"                                                 \
  " ON CONFLICT (key, model_id) DO UPDATE SET edited_at = excluded.edited_at," \
  " base = excluded.base, edits = excluded.edits, sum = excluded.sum"

/* What this process knows may be written over, and what would be the same. */
static const char put_draft[] = PUT_DRAFT " WHERE ? OR drafts.sum IN (?, excluded.sum)";
static const char put_newer_draft[] = PUT_DRAFT " WHERE excluded.edited_at > drafts.edited_at";
static const char drop_draft[] =
    "DELETE FROM drafts WHERE key = ? AND model_id = ? AND (? OR sum = ?)";
static const char find_drafts[] =
    "SELECT " NP_STORE_DRAFTS_COLUMNS " FROM drafts WHERE key = ?1"
    " AND (?2 IS NULL OR model_id = ?2) ORDER BY edited_at DESC, id DESC";

static gint64
sum_of_draft (
    const char *key, const char *model_id, gint64 edited_at, GBytes *base, const char *edits)
{
  gint64 sum = np_checksum_text (np_checksum_text (0, key), model_id);
  gsize length = 0;
  gconstpointer data = g_bytes_get_data (base, &length);

  sum = np_checksum_bytes (np_checksum_number (sum, edited_at), data, length);

  return np_checksum_text (sum, edits);
}

/* Good until the next step. */
static GBytes *
read_base (sqlite3_stmt *row)
{
  gconstpointer data = sqlite3_column_blob (row, 4);

  return g_bytes_new_static (data, sqlite3_column_bytes (row, 4));
}

static gboolean
is_whole (sqlite3_stmt *row)
{
  g_autoptr (GBytes) base = read_base (row);

  return sum_of_draft (np_database_column_text (row, 1), np_database_column_text (row, 2),
                       sqlite3_column_int64 (row, 3), base,
                       np_database_column_text (row, 5)) == sqlite3_column_int64 (row, 6);
}

static char *
dup_name (const char *key, const char *model_id)
{
  return g_strconcat (key, "\n", model_id, NULL);
}

/* Another process may write a draft of the same model. Whoever does not know of it must
 * not write over it, and neither may who saved the model drop it. */
static void
note_known (NpDatabase *database, const char *key, const char *model_id, gint64 sum)
{
  if (!database->is_stand_in)
    g_hash_table_insert (database->known_drafts, dup_name (key, model_id),
                         g_memdup2 (&sum, sizeof sum));
}

/* Returns 0 for none; a draft whose sum is 0 is as good as unknown. */
static gint64
get_known (NpDatabase *database, const char *key, const char *model_id)
{
  g_autofree char *name = dup_name (key, model_id);
  const gint64 *sum = g_hash_table_lookup (database->known_drafts, name);

  return sum != NULL ? *sum : 0;
}

/* A draft that its index does not lead to is not found, though it is there. */
static gboolean
index_is_whole (NpDatabase *database)
{
  g_autoptr (sqlite3_stmt)
      check = np_database_prepare (database, "PRAGMA integrity_check (drafts)", "");

  return np_database_step (database, check) &&
         g_str_equal (np_database_column_text (check, 0), "ok");
}

/**
 * np_store_drafts_are_whole:
 * @database: the database
 *
 * Returns: whether every draft is as it was written, and can be found
 */
gboolean
np_store_drafts_are_whole (NpDatabase *database)
{
  g_autoptr (sqlite3_stmt) row =
      np_database_prepare (database, "SELECT " NP_STORE_DRAFTS_COLUMNS " FROM drafts", "");
  gboolean are_whole = TRUE;

  while (are_whole && np_database_step (database, row))
    are_whole = is_whole (row);

  return are_whole && np_database_is_well (database) && index_is_whole (database);
}

/* Returns whether no draft of another process is in the way. */
static gboolean
put (NpDatabase *database,
     const char *key,
     const char *model_id,
     gint64 edited_at,
     GBytes *base,
     const char *edits)
{
  gint64 sum = sum_of_draft (key, model_id, edited_at, base, edits);
  int n_changes = sqlite3_total_changes (database->handle);

  np_database_run (database, put_draft, "ttiBtiii", key, model_id, edited_at, base, edits, sum,
                   (gint64) database->is_stand_in, get_known (database, key, model_id));
  if (sqlite3_total_changes (database->handle) == n_changes)
    return FALSE;
  note_known (database, key, model_id, sum);

  return TRUE;
}

/**
 * np_store_drafts_take: (skip)
 * @database: the database
 * @row: a draft of another one
 *
 * Takes a draft over if it is as it was written, and none of the same model is newer,
 * nor written by another process.
 *
 * Returns: whether it is as it was written
 */
gboolean
np_store_drafts_take (NpDatabase *database, sqlite3_stmt *row)
{
  g_autoptr (GBytes) base = read_base (row);
  int n_changes = sqlite3_total_changes (database->handle);

  if (!is_whole (row))
    return FALSE;

  if (database->is_joining)
    put (database, np_database_column_text (row, 1), np_database_column_text (row, 2),
         sqlite3_column_int64 (row, 3), base, np_database_column_text (row, 5));
  else
    np_database_run (database, put_newer_draft, "ttiBti", np_database_column_text (row, 1),
                     np_database_column_text (row, 2), sqlite3_column_int64 (row, 3), base,
                     np_database_column_text (row, 5), sqlite3_column_int64 (row, 6));
  database->n_drafts += sqlite3_total_changes (database->handle) - n_changes;

  return TRUE;
}

/**
 * np_store_drafts_save:
 * @database: the database
 * @key: whose model it is
 * @draft: a draft
 *
 * Puts the draft in the place of the one of the same model, unless another process wrote
 * that and this one has not seen it. One statement is whole or not at all.
 *
 * Returns: whether it was kept
 */
gboolean
np_store_drafts_save (NpDatabase *database, const char *key, NpDraft *draft)
{
  const char *model_id = np_draft_get_model_id (draft);
  gint64 edited_at = np_draft_get_edited_at (draft);
  GBytes *base = np_draft_get_base_json (draft);
  g_autofree char *edits = np_draft_dup_edits_json (draft);

  if (strlen (edits) + g_bytes_get_size (base) > NP_DATABASE_MAX_ROW)
    return np_database_note_errno (database, EFBIG);

  return put (database, key, model_id, edited_at, base, edits) ||
         np_database_note_errno (database, NP_DATABASE_OTHER_EDITS);
}

/**
 * np_store_drafts_drop:
 * @database: the database
 * @key: whose model it is
 * @model_id: the ModelId
 *
 * Removes a draft, unless another process wrote it and this one has not seen it.
 *
 * Returns: whether there is no draft of this process now
 */
gboolean
np_store_drafts_drop (NpDatabase *database, const char *key, const char *model_id)
{
  return np_database_run (database, drop_draft, "ttii", key, model_id,
                          (gint64) database->is_stand_in, get_known (database, key, model_id));
}

static NpDraft *
read_draft (sqlite3_stmt *row)
{
  g_autoptr (GBytes) base = NULL;

  if (!is_whole (row))
    return NULL;

  base = g_bytes_new (sqlite3_column_blob (row, 4), sqlite3_column_bytes (row, 4));

  return np_draft_new_from_json (np_database_column_text (row, 2), base,
                                 np_database_column_text (row, 5),
                                 sqlite3_column_int64 (row, 3), NULL);
}

/**
 * np_store_drafts_load:
 * @database: the database
 * @key: whose models
 * @model_id: (nullable): the ModelId; %NULL for all models
 * @out_n_damaged: (out): how many are not as they were written
 *
 * Whoever asks for the draft of one model goes on with it, and may write over it.
 *
 * Returns: (transfer full) (element-type NpDraft): the others, newest first
 */
GPtrArray *
np_store_drafts_load (NpDatabase *database,
                      const char *key,
                      const char *model_id,
                      guint *out_n_damaged)
{
  g_autoptr (sqlite3_stmt)
      row = np_database_prepare (database, find_drafts, "tt", key, model_id);
  GPtrArray *drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) np_draft_unref);

  *out_n_damaged = 0;
  while (np_database_step (database, row))
    {
      NpDraft *draft = read_draft (row);

      if (model_id != NULL)
        note_known (database, key, model_id, sqlite3_column_int64 (row, 6));
      if (draft != NULL)
        g_ptr_array_add (drafts, draft);
      else
        (*out_n_damaged)++;
    }

  return drafts;
}
