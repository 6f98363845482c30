/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-database-aside-private.h"

#include "np-database-file-private.h"

#include <errno.h>

static const char pragmas[] = "PRAGMA cell_size_check = ON;"
                              "PRAGMA trusted_schema = OFF;"
                              "PRAGMA foreign_keys = OFF;"
                              "PRAGMA temp_store = MEMORY;"
                              "PRAGMA secure_delete = ON;"
                              "PRAGMA synchronous = FULL;";

/* A newer version may have more tables than this one knows. */
static const char find_columns[] =
    "SELECT t.name, c.name FROM sqlite_schema AS t, pragma_table_info (t.name) AS c"
    " WHERE t.type = 'table' AND c.name IN ('key', 'account_id')";

static gboolean
run (sqlite3 *file, const char *sql, const char *value)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  return sqlite3_prepare_v2 (file, sql, -1, &statement, NULL) == SQLITE_OK &&
         sqlite3_bind_text (statement, 1, value, -1, SQLITE_STATIC) == SQLITE_OK &&
         sqlite3_step (statement) == SQLITE_DONE;
}

static gboolean
remove_rows (sqlite3 *file, const char *table, const char *column, const NpAsideFilter *filter)
{
  gboolean is_key = g_str_equal (column, "key");
  char *sql = NULL;
  gboolean ok = FALSE;

  if (filter->is_history_only && (is_key || !g_str_has_prefix (table, "history")))
    return TRUE;

  sql = sqlite3_mprintf (
      is_key ? "DELETE FROM \"%w\" WHERE substr (key, 1, length (?1) + 1) = ?1 || '/'"
             : "DELETE FROM \"%w\" WHERE ?1 IS NULL OR account_id = ?1",
      table);
  ok = run (file, sql, is_key ? filter->key : filter->account_id);
  sqlite3_free (sql);

  return ok;
}

/* The names are read before rows are removed. */
static GPtrArray *
read_columns (sqlite3 *file)
{
  g_autoptr (sqlite3_stmt) row = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  int code = sqlite3_prepare_v2 (file, find_columns, -1, &row, NULL);

  while (code == SQLITE_OK || code == SQLITE_ROW)
    {
      code = sqlite3_step (row);
      for (int i = 0; code == SQLITE_ROW && i < 2; i++)
        g_ptr_array_add (names, g_strdup (np_database_column_text (row, i)));
    }

  return code == SQLITE_DONE ? g_steal_pointer (&names) : NULL;
}

static gboolean
is_whole (sqlite3 *file)
{
  g_autoptr (sqlite3_stmt) row = NULL;

  return sqlite3_prepare_v2 (file, "PRAGMA integrity_check (1)", -1, &row, NULL) == SQLITE_OK &&
         sqlite3_step (row) == SQLITE_ROW &&
         g_str_equal (np_database_column_text (row, 0), "ok");
}

static gboolean
remove_from_tables (sqlite3 *file, const NpAsideFilter *filter)
{
  g_autoptr (GPtrArray) names = NULL;

  if (sqlite3_exec (file, pragmas, NULL, NULL, NULL) != SQLITE_OK)
    return FALSE;
  names = read_columns (file);
  if (names == NULL)
    return FALSE;
  for (guint i = 0; i < names->len; i += 2)
    if (!remove_rows (file, names->pdata[i], names->pdata[i + 1], filter))
      return FALSE;

  return is_whole (file) &&
         sqlite3_exec (file, "PRAGMA wal_checkpoint (TRUNCATE)", NULL, NULL, NULL) == SQLITE_OK;
}

/* Rows can be removed from a file that is whole, as one of a newer version is. What
 * else a damaged file holds, and where, nobody can tell: all of it goes. */
static gboolean
clean_file (const char *path, const NpAsideFilter *filter)
{
  sqlite3 *file = NULL;
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  gboolean ok = sqlite3_open_v2 (path, &file, flags, NULL) == SQLITE_OK &&
                remove_from_tables (file, filter);

  sqlite3_close (file);

  return ok || np_database_file_remove (path);
}

/**
 * np_database_clean_aside: (skip)
 * @self: a database with a path
 * @filter: what goes
 *
 * Removes data from the files that were put aside. A file whose rows cannot all be
 * read goes as a whole: what could be read of it was taken over when it was put aside.
 *
 * Returns: whether that is gone
 */
gboolean
np_database_clean_aside (NpDatabase *self, const NpAsideFilter *filter)
{
  g_autoptr (GPtrArray) paths = np_database_file_list_aside (self->path);

  for (guint i = 0; i < paths->len; i++)
    if (!clean_file (g_ptr_array_index (paths, i), filter))
      np_database_note_errno (self, errno);

  return np_database_is_well (self);
}
