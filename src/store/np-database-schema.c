/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-database-schema-private.h"

#include "np-store-drafts-private.h"
#include "np-store-history-private.h"
#include "np-store-lists-private.h"
#include "np-store-marks-private.h"

/* Step N makes version N + 1 out of version N. A released step is never changed;
 * what comes later is a new one. Each "sum" is a checksum of its row, because
 * SQLite has none of its own. */
static const char *const steps[] = {
  /* The key begins with the account. A list is cut into chunks of records. */
  "CREATE TABLE lists ("
  "  key TEXT NOT NULL PRIMARY KEY,"
  "  fetched_at INTEGER NOT NULL,"
  "  n_models INTEGER NOT NULL,"
  "  used INTEGER NOT NULL,"
  "  sum INTEGER NOT NULL"
  ") STRICT, WITHOUT ROWID;"
  "CREATE TABLE chunks ("
  "  key TEXT NOT NULL REFERENCES lists ON DELETE CASCADE,"
  "  first INTEGER NOT NULL,"
  "  n_models INTEGER NOT NULL,"
  "  sum INTEGER NOT NULL,"
  "  records BLOB NOT NULL,"
  "  PRIMARY KEY (key, first)"
  ") STRICT;"
  "CREATE TABLE marks ("
  "  kind INTEGER NOT NULL,"
  "  key TEXT NOT NULL,"
  "  model_id TEXT NOT NULL,"
  "  model_name TEXT NOT NULL,"
  "  ordinal INTEGER NOT NULL,"
  "  sum INTEGER NOT NULL,"
  "  PRIMARY KEY (kind, key, model_id)"
  ") STRICT, WITHOUT ROWID;",
  /* Rows with a number of their own can be asked for one by one when a part of the
   * file is damaged. A search reads what it looks through from one end to the other,
   * so that stands by itself. */
  "CREATE TABLE drafts ("
  "  id INTEGER PRIMARY KEY,"
  "  key TEXT NOT NULL,"
  "  model_id TEXT NOT NULL,"
  "  edited_at INTEGER NOT NULL,"
  "  base BLOB NOT NULL,"
  "  edits TEXT NOT NULL,"
  "  sum INTEGER NOT NULL,"
  "  UNIQUE (key, model_id)"
  ") STRICT;"
  "CREATE TABLE history ("
  "  ordinal INTEGER PRIMARY KEY,"
  "  saved_at INTEGER NOT NULL,"
  "  account_id TEXT NOT NULL,"
  "  account_name TEXT NOT NULL,"
  "  host TEXT NOT NULL,"
  "  region TEXT,"
  "  model_id TEXT NOT NULL,"
  "  model_name TEXT NOT NULL,"
  "  result INTEGER NOT NULL,"
  "  request_id TEXT,"
  "  code TEXT,"
  "  is_undo INTEGER NOT NULL,"
  "  changes TEXT NOT NULL,"
  "  sum INTEGER NOT NULL"
  ") STRICT;"
  "CREATE INDEX history_of_account ON history (account_id);"
  "CREATE INDEX history_of_model ON history (model_id);"
  "CREATE TABLE history_search ("
  "  ordinal INTEGER PRIMARY KEY REFERENCES history ON DELETE CASCADE,"
  "  account_id TEXT NOT NULL,"
  "  model_id TEXT NOT NULL,"
  "  words TEXT NOT NULL,"
  "  sum INTEGER NOT NULL"
  ") STRICT;",
};

/**
 * np_database_schema_get_version:
 *
 * Returns: the version that this program writes
 */
int
np_database_schema_get_version (void)
{
  return G_N_ELEMENTS (steps);
}

static gboolean
take_step (NpDatabase *self, guint version)
{
  g_autofree char *numbers =
      g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %u",
                       NP_DATABASE_APPLICATION_ID, version + 1);

  if (!np_database_begin (self))
    return FALSE;
  if (np_database_exec (self, steps[version]))
    np_database_exec (self, numbers);

  return np_database_end (self);
}

/**
 * np_database_schema_migrate:
 * @self: the database
 *
 * Takes each step from the version of the file to ours, each whole or not at all.
 *
 * Returns: whether the file has our version now
 */
gboolean
np_database_schema_migrate (NpDatabase *self)
{
  gint64 version = np_database_read_number (self, "PRAGMA user_version");

  while (np_database_is_well (self) && version < np_database_schema_get_version ())
    take_step (self, version++);

  return np_database_is_well (self);
}

/* What a row refers to is looked for when it is written: nothing that only reads
 * would notice that the table is not there under that name. */
static gboolean
can_refer (NpDatabase *self)
{
  static const char *const writes[] = { "INSERT INTO chunks DEFAULT VALUES",
                                        "INSERT INTO history_search DEFAULT VALUES" };

  for (gsize i = 0; i < G_N_ELEMENTS (writes); i++)
    {
      g_autoptr (sqlite3_stmt) write = np_database_prepare (self, writes[i], "");

      if (write == NULL)
        return FALSE;
    }

  return TRUE;
}

/**
 * np_database_schema_is_whole:
 * @self: the database, of our version
 *
 * Asks for every column and every reference, and for the sum of every row that is neither a
 * chunk nor in the history: the others are few, and those are looked at when they are read.
 *
 * Returns: whether nothing is wrong
 */
gboolean
np_database_schema_is_whole (NpDatabase *self)
{
  g_autoptr (sqlite3_stmt) chunks =
      np_database_prepare (self, "SELECT key, first, n_models, sum, records FROM chunks", "");

  return chunks != NULL && can_refer (self) && np_store_lists_are_whole (self) &&
         np_store_marks_are_whole (self) && np_store_drafts_are_whole (self) &&
         np_store_history_is_whole (self);
}
