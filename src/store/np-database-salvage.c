/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-database-salvage-private.h"

#include "np-page-scan-private.h"
#include "np-store-drafts-private.h"
#include "np-store-history-private.h"
#include "np-store-marks-private.h"

/* How many rows of a damaged table are asked for one by one. */
#define MAX_PROBES 100000

/* How many marks are looked at, in a table that may lead round in a circle. */
#define MAX_MARKS 100000

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
  GHashTable *taken; /* the ids of the rows that are in the target */
  guint n_marks;
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

/* Returns whether a scan may go on: pages in a wrong order can lead round in a circle. */
static gboolean
is_new_row (Salvage *self, gint64 id, GHashTable *seen)
{
  if (self->table->id == NULL)
    return self->n_marks++ < MAX_MARKS;

  return g_hash_table_add (seen, g_memdup2 (&id, sizeof id));
}

static void
take_row (Salvage *self, sqlite3_stmt *row)
{
  gint64 id = sqlite3_column_int64 (row, 0);

  if (self->table->id == NULL)
    self->table->take (self->target, row);
  else if (!g_hash_table_contains (self->taken, &id) && self->table->take (self->target, row))
    g_hash_table_add (self->taken, g_memdup2 (&id, sizeof id));
}

static GHashTable *
new_ids (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

/* Takes all rows in an order, as far as they can be read. */
static void
take_in_order (Salvage *self, const char *order)
{
  g_autoptr (sqlite3_stmt) row = prepare (self, "TRUE", order);
  g_autoptr (GHashTable) seen = new_ids ();
  int code = row != NULL ? sqlite3_step (row) : SQLITE_CORRUPT;

  while (code == SQLITE_ROW && is_new_row (self, sqlite3_column_int64 (row, 0), seen))
    {
      take_row (self, row);
      code = np_database_is_well (self->target) ? sqlite3_step (row) : SQLITE_ABORT;
    }
  self->is_damaged |= code != SQLITE_DONE;
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

/* Asks for every other row by itself: that finds those between two damaged places. */
static void
take_one_by_one (Salvage *self)
{
  g_autofree char *condition = g_strdup_printf ("%s = ?", self->table->id);
  g_autoptr (sqlite3_stmt) row = prepare (self, condition, self->table->order);
  gint64 max_id = read_max_id (self);
  guint n_probes = 0;

  for (gint64 id = 1; row != NULL && id <= max_id && n_probes < MAX_PROBES; id++)
    {
      if (g_hash_table_contains (self->taken, &id))
        continue;
      n_probes++;
      sqlite3_reset (row);
      sqlite3_bind_int64 (row, 1, id);
      if (sqlite3_step (row) == SQLITE_ROW)
        take_row (self, row);
    }
}

/* A wrong number on the way down the tree can hide rows from one end only. Returns
 * whether nothing was in the way. */
static gboolean
take_table (NpDatabase *target, sqlite3 *source, const Table *table)
{
  g_autoptr (GHashTable) taken = new_ids ();
  Salvage self = { .target = target, .source = source, .table = table, .taken = taken };

  take_in_order (&self, table->order);
  if (self.is_damaged)
    take_in_order (&self, table->backward);
  if (self.is_damaged && table->id != NULL)
    take_one_by_one (&self);

  return !self.is_damaged;
}

static gboolean
take_tables (NpDatabase *self, sqlite3 *source)
{
  gboolean ok = TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    ok &= take_table (self, source, &tables[i]);

  return ok;
}

static void
bind_value (sqlite3_stmt *row, int position, const NpPageValue *value)
{
  switch (value->kind)
    {
    case NP_PAGE_VALUE_NUMBER:
      sqlite3_bind_int64 (row, position, value->number);
      break;
    case NP_PAGE_VALUE_TEXT:
      sqlite3_bind_text64 (row, position, (const char *) value->data, value->length,
                           SQLITE_STATIC, SQLITE_UTF8);
      break;
    case NP_PAGE_VALUE_BLOB:
      sqlite3_bind_blob64 (row, position, value->data, value->length, SQLITE_STATIC);
      break;
    case NP_PAGE_VALUE_NULL:
    default:
      sqlite3_bind_null (row, position);
      break;
    }
}

/* The number of a row stands beside its values, and takes the place of the first. */
static void
take_values (gint64 id, const NpPageValue *values, guint n_values, gpointer user_data)
{
  NpDatabase *self = user_data;
  gboolean is_draft = n_values == NP_STORE_DRAFTS_N_COLUMNS;
  g_autoptr (sqlite3_stmt) row = np_database_prepare (
      self, is_draft ? NP_STORE_DRAFTS_VALUES : NP_STORE_HISTORY_VALUES, "");

  if (row == NULL)
    return;
  for (guint i = 0; i < n_values; i++)
    bind_value (row, i + 1, &values[i]);
  sqlite3_bind_int64 (row, 1, id);
  if (np_database_step (self, row))
    {
      if (is_draft)
        np_store_drafts_take (self, row);
      else
        np_store_history_take (self, row);
    }
}

static GBytes *
map_part (const char *path, const char *part)
{
  g_autofree char *name = g_strconcat (path, part, NULL);
  g_autoptr (GMappedFile) mapped = NULL;

  if (g_file_test (name, G_FILE_TEST_IS_REGULAR))
    mapped = g_mapped_file_new (name, FALSE, NULL);

  return mapped != NULL ? g_mapped_file_get_bytes (mapped) : g_bytes_new (NULL, 0);
}

static void
take_pages (NpDatabase *self, const char *path)
{
  g_autoptr (GBytes) file = map_part (path, "");
  g_autoptr (GBytes) log = map_part (path, "-wal");

  np_page_scan (file, log, 1u << NP_STORE_DRAFTS_N_COLUMNS | 1u << NP_STORE_HISTORY_N_COLUMNS,
                take_values, self);
}

static gboolean
begin (NpDatabase *self)
{
  self->n_drafts = 0;
  self->n_entries = 0;

  return np_database_begin (self);
}

/**
 * np_database_salvage: (skip)
 * @self: the database
 * @source: another one
 *
 * Takes over every draft, save and mark of @source that is as it was written. Lists
 * are not worth it: they can be loaded again.
 *
 * Returns: whether all that can be read is in @self now; if not, none of it is
 */
gboolean
np_database_salvage (NpDatabase *self, sqlite3 *source)
{
  if (!begin (self))
    return FALSE;
  take_tables (self, source);

  return np_database_end (self);
}

/**
 * np_database_salvage_file: (skip)
 * @self: the database
 * @path: the path of another one, which is not changed
 * @is_damaged: whether SQLite may not find all that is in it
 *
 * Does what np_database_salvage() does with a file that may be damaged, or of another
 * version, or no database at all.
 *
 * Returns: whether all that can be read is in @self now; if not, none of it is
 */
gboolean
np_database_salvage_file (NpDatabase *self, const char *path, gboolean is_damaged)
{
  sqlite3 *source = NULL;
  int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  gboolean has_all = FALSE;

  if (!begin (self))
    return FALSE;
  if (sqlite3_open_v2 (path, &source, flags, NULL) == SQLITE_OK)
    {
      sqlite3_limit (source, SQLITE_LIMIT_LENGTH, MAX_VALUE_BYTES);
      sqlite3_db_config (source, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
      sqlite3_exec (source, pragmas, NULL, NULL, NULL);
      has_all = take_tables (self, source);
    }
  sqlite3_close (source);
  if (is_damaged && !has_all)
    take_pages (self, path);

  return np_database_end (self);
}
