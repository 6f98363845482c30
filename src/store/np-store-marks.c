/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-store-marks-private.h"

#include "np-checksum-private.h"
#include "np-model-mark.h"

#define MAX_RECENTS 20

static const char find_ordinal[] =
    "SELECT ordinal FROM marks WHERE kind = ? AND key = ? AND model_id = ?";
static const char put_mark[] =
    "INSERT OR REPLACE INTO marks (kind, key, model_id, model_name, ordinal, sum)"
    " VALUES (?, ?, ?, ?, ?, ?)";
static const char keep_mark[] =
    "INSERT OR IGNORE INTO marks (kind, key, model_id, model_name, ordinal, sum)"
    " VALUES (?, ?, ?, ?, ?, ?)";
static const char drop_mark[] = "DELETE FROM marks WHERE kind = ? AND key = ? AND model_id = ?";
static const char drop_old_marks[] =
    "DELETE FROM marks WHERE kind = ?1 AND key = ?2 AND model_id NOT IN"
    " (SELECT model_id FROM marks WHERE kind = ?1 AND key = ?2 ORDER BY ordinal DESC LIMIT ?3)";
static const char find_marks[] =
    "SELECT model_id, model_name FROM marks WHERE kind = ? AND key = ? ORDER BY ordinal DESC";

static gint64
sum_of_mark (
    gint64 kind, const char *key, const char *model_id, const char *model_name, gint64 ordinal)
{
  gint64 sum = np_checksum_text (np_checksum_number (0, kind), key);

  sum = np_checksum_text (np_checksum_text (sum, model_id), model_name);

  return np_checksum_number (sum, ordinal);
}

static gboolean
is_whole (sqlite3_stmt *mark)
{
  return sum_of_mark (sqlite3_column_int64 (mark, 0), np_database_column_text (mark, 1),
                      np_database_column_text (mark, 2), np_database_column_text (mark, 3),
                      sqlite3_column_int64 (mark, 4)) == sqlite3_column_int64 (mark, 5);
}

/**
 * np_store_marks_are_whole:
 * @database: the database
 *
 * Returns: whether every recent model and star is as it was written
 */
gboolean
np_store_marks_are_whole (NpDatabase *database)
{
  g_autoptr (sqlite3_stmt) marks =
      np_database_prepare (database, "SELECT " NP_STORE_MARKS_COLUMNS " FROM marks", "");
  gboolean are_whole = TRUE;

  while (are_whole && np_database_step (database, marks))
    are_whole = is_whole (marks);

  return are_whole && np_database_is_well (database);
}

static void
put (NpDatabase *database,
     gint64 kind,
     const char *key,
     const char *model_id,
     const char *model_name,
     gint64 ordinal)
{
  np_database_run (database, put_mark, "itttii", kind, key, model_id, model_name, ordinal,
                   sum_of_mark (kind, key, model_id, model_name, ordinal));
}

/**
 * np_store_marks_take: (skip)
 * @database: the database
 * @row: a mark of another one
 *
 * Takes a mark over if it is as it was written, and there is none in its place.
 *
 * Returns: whether it is as it was written
 */
gboolean
np_store_marks_take (NpDatabase *database, sqlite3_stmt *row)
{
  if (!is_whole (row))
    return FALSE;

  np_database_run (database, keep_mark, "itttii", sqlite3_column_int64 (row, 0),
                   np_database_column_text (row, 1), np_database_column_text (row, 2),
                   np_database_column_text (row, 3), sqlite3_column_int64 (row, 4),
                   sqlite3_column_int64 (row, 5));

  return TRUE;
}

static gint64
next_ordinal (NpDatabase *database)
{
  return np_database_read_number (database,
                                  "SELECT coalesce (max (ordinal), 0) + 1 FROM marks");
}

/* Returns the ordinal of a mark, 0 if there is none. */
static gint64
get_ordinal (NpDatabase *database, gint64 kind, const char *key, const char *model_id)
{
  g_autoptr (sqlite3_stmt)
      row = np_database_prepare (database, find_ordinal, "itt", kind, key, model_id);

  return np_database_step (database, row) ? sqlite3_column_int64 (row, 0) : 0;
}

/**
 * np_store_marks_add_recent:
 * @database: the database
 * @key: whose model it is
 * @model_id: the ModelId
 * @model_name: its name
 *
 * Makes the model the newest of the recent ones; the oldest goes when there are too
 * many. A star of the same model learns its name.
 *
 * Returns: whether it was kept
 */
gboolean
np_store_marks_add_recent (NpDatabase *database,
                           const char *key,
                           const char *model_id,
                           const char *model_name)
{
  gint64 star = 0;

  if (!np_database_begin (database))
    return FALSE;
  put (database, NP_MARK_RECENT, key, model_id, model_name, next_ordinal (database));
  np_database_run (database, drop_old_marks, "iti", (gint64) NP_MARK_RECENT, key,
                   (gint64) MAX_RECENTS);
  star = get_ordinal (database, NP_MARK_STAR, key, model_id);
  if (star > 0)
    put (database, NP_MARK_STAR, key, model_id, model_name, star);

  return np_database_end (database);
}

/**
 * np_store_marks_set_star:
 * @database: the database
 * @key: whose model it is
 * @model_id: the ModelId
 * @model_name: its name
 * @is_starred: whether it has a star from now on
 *
 * A model that has its star already stays at its place.
 *
 * Returns: whether it was kept
 */
gboolean
np_store_marks_set_star (NpDatabase *database,
                         const char *key,
                         const char *model_id,
                         const char *model_name,
                         gboolean is_starred)
{
  gint64 ordinal = 0;

  if (!is_starred)
    return np_database_run (database, drop_mark, "itt", (gint64) NP_MARK_STAR, key, model_id);

  if (!np_database_begin (database))
    return FALSE;
  ordinal = get_ordinal (database, NP_MARK_STAR, key, model_id);
  put (database, NP_MARK_STAR, key, model_id, model_name,
       ordinal > 0 ? ordinal : next_ordinal (database));

  return np_database_end (database);
}

/**
 * np_store_marks_load:
 * @database: the database
 * @kind: which marks
 * @key: whose models
 *
 * Returns: (transfer full): a list of `NpModelMark`, newest first
 */
GListModel *
np_store_marks_load (NpDatabase *database, NpMarkKind kind, const char *key)
{
  g_autoptr (sqlite3_stmt)
      row = np_database_prepare (database, find_marks, "it", (gint64) kind, key);
  GListStore *marks = g_list_store_new (NP_TYPE_MODEL_MARK);

  while (np_database_step (database, row))
    {
      g_autoptr (NpModelMark) mark = np_model_mark_new (np_database_column_text (row, 0),
                                                        np_database_column_text (row, 1));

      g_list_store_append (marks, mark);
    }

  return G_LIST_MODEL (marks);
}
