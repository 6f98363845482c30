/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-database-salvage-private.h"

#include "np-store-drafts-private.h"
#include "np-store-history-private.h"
#include "np-store-marks-private.h"

/* How many rows are asked for one by one behind damaged places. */
#define MAX_PROBES 100000

/* A row that says it is longer than this is damaged. */
#define MAX_VALUE_BYTES (64 * 1024 * 1024)

/* A table whose rows have a checksum, so that each can be told from rubbish. */
typedef struct
{
  const char *name;
  const char *columns; /* with the id first, if there is one */
  const char *id;      /* a number, nullable */
  const char *order;
  const char *backward;
  /* Brings a row into another database, unless that has it. Returns whether the row
   * is as it was written. */
  gboolean (*take) (NpDatabase *self, sqlite3_stmt *row);
} Table;

/* From one table of one file. */
typedef struct
{
  NpDatabase *target;
  sqlite3 *source;
  const Table *table;
  gint64 last_id;
  guint n_probes;
  gboolean is_damaged;
} Salvage;

static const Table tables[] = {
  { "marks", NP_STORE_MARKS_COLUMNS, NULL, "kind, key, model_id",
    "kind DESC, key DESC, model_id DESC", np_store_marks_take },
  { "drafts", NP_STORE_DRAFTS_COLUMNS, "id", "id", "id DESC", np_store_drafts_take },
  { "history", NP_STORE_HISTORY_COLUMNS, "ordinal", "ordinal", "ordinal DESC",
    np_store_history_take },
};

/* A schema that is damaged elsewhere does not matter here. */
static const char pragmas[] = "PRAGMA writable_schema = ON;"
                              "PRAGMA cell_size_check = ON;"
                              "PRAGMA trusted_schema = OFF;"
                              "PRAGMA query_only = ON;";

static sqlite3_stmt *
prepare (Salvage *self, const char *condition, const char *order)
{
  sqlite3_stmt *statement = NULL;
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s WHERE %s ORDER BY %s",
                                          self->table->columns, self->table->name, condition,
                                          order);

  sqlite3_prepare_v2 (self->source, sql, -1, &statement, NULL);

  return statement;
}

/* Takes the rows that a statement gives. Returns whether that was all of them. */
static gboolean
take_rows (Salvage *self, sqlite3_stmt *row)
{
  int code = SQLITE_ROW;

  while (code == SQLITE_ROW && np_database_is_well (self->target))
    {
      code = sqlite3_step (row);
      if (code == SQLITE_ROW)
        {
          self->table->take (self->target, row);
          if (self->table->id != NULL)
            self->last_id = sqlite3_column_int64 (row, 0);
        }
    }
  self->is_damaged |= code != SQLITE_DONE;

  return code == SQLITE_DONE;
}

static gint64
read_max_id (Salvage *self)
{
  g_autoptr (sqlite3_stmt) row = NULL;
  g_autofree char *sql = g_strdup_printf ("SELECT max (%s) FROM %s", self->table->id,
                                          self->table->name);

  if (sqlite3_prepare_v2 (self->source, sql, -1, &row, NULL) == SQLITE_OK &&
      sqlite3_step (row) == SQLITE_ROW)
    return sqlite3_column_int64 (row, 0);

  return G_MAXINT64;
}

/* Asks for the rows behind a damaged place one after the other. Returns whether there
 * was one. */
static gboolean
find_next_row (Salvage *self)
{
  g_autofree char *condition = g_strdup_printf ("%s = ?", self->table->id);
  g_autoptr (sqlite3_stmt) row = prepare (self, condition, self->table->order);
  gint64 failed_id = self->last_id;
  gint64 max_id = read_max_id (self);

  for (gint64 id = failed_id + 1; row != NULL && id <= max_id && self->n_probes < MAX_PROBES;
       id++)
    {
      self->n_probes++;
      sqlite3_reset (row);
      sqlite3_bind_int64 (row, 1, id);
      take_rows (self, row);
      if (self->last_id > failed_id)
        return TRUE;
    }

  return FALSE;
}

/* Returns whether the last row was reached. */
static gboolean
take_rows_behind (Salvage *self, gint64 id)
{
  g_autofree char *condition = g_strdup_printf ("%s > ?", self->table->id);
  g_autoptr (sqlite3_stmt) row = prepare (self, condition, self->table->order);

  return row != NULL && sqlite3_bind_int64 (row, 1, id) == SQLITE_OK && take_rows (self, row);
}

/* Goes through the rows from the first to the last, over what cannot be read. */
static void
take_by_id (Salvage *self)
{
  while (!take_rows_behind (self, self->last_id) && np_database_is_well (self->target))
    if (!find_next_row (self))
      return;
}

static void
take_in_order (Salvage *self, const char *order)
{
  g_autoptr (sqlite3_stmt) row = prepare (self, "TRUE", order);

  if (row != NULL)
    take_rows (self, row);
}

/* A wrong number on the way down the tree can hide rows from one end only. */
static void
take_table (NpDatabase *target, sqlite3 *source, const Table *table)
{
  Salvage self = { .target = target, .source = source, .table = table };

  if (table->id != NULL)
    take_by_id (&self);
  else
    take_in_order (&self, table->order);
  if (self.is_damaged && np_database_is_well (target))
    take_in_order (&self, table->backward);
}

/**
 * np_database_salvage: (skip)
 * @self: the database
 * @source: another one, maybe damaged, maybe of another version
 *
 * Takes over every draft, save and mark of @source that is as it was written. Lists
 * are not worth it: they can be loaded again.
 *
 * Returns: whether what can be read is in @self now; all or none of it is
 */
gboolean
np_database_salvage (NpDatabase *self, sqlite3 *source)
{
  self->n_drafts = 0;
  self->n_entries = 0;
  if (!np_database_begin (self))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    take_table (self, source, &tables[i]);

  return np_database_end (self);
}

/**
 * np_database_salvage_file: (skip)
 * @self: the database
 * @path: the path of another one, which is not changed
 *
 * Does what np_database_salvage() does. A file that SQLite cannot open has nothing
 * to take.
 *
 * Returns: whether what can be read is in @self now
 */
gboolean
np_database_salvage_file (NpDatabase *self, const char *path)
{
  sqlite3 *source = NULL;
  int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  gboolean ok = TRUE;

  if (sqlite3_open_v2 (path, &source, flags, NULL) == SQLITE_OK)
    {
      sqlite3_limit (source, SQLITE_LIMIT_LENGTH, MAX_VALUE_BYTES);
      sqlite3_db_config (source, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
      sqlite3_exec (source, pragmas, NULL, NULL, NULL);
      ok = np_database_salvage (self, source);
    }
  sqlite3_close (source);

  return ok;
}
