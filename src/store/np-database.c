/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-database-private.h"

#include <stdarg.h>

/* How long a writer waits for the writer of another process. */
#define BUSY_TIMEOUT_MS 5000

/* No chunk is nearly as long; a damaged file may say so. */
#define MAX_VALUE_BYTES (64 * 1024 * 1024)

/* In pages: when the log goes into the file, and when even an urgent job waits for
 * that. */
#define LONG_LOG      1000
#define VERY_LONG_LOG 20000

/* What a commit has written to the log survives a process that is killed, because the
 * kernel has it then; that needs no pragma. FULL lets each commit wait until the disk
 * has the log, so it survives a power cut as well; NORMAL would sync only when the log
 * goes into the file, and lose the last commits, though never a part of one. With both
 * the log is synced before the file is written, and the file before the log begins
 * anew.
 *
 * The log is cut back to 4 MiB. What is deleted is overwritten, so that a forgotten
 * account leaves nothing behind. */
static const char pragmas[] = "PRAGMA cell_size_check = ON;"
                              "PRAGMA trusted_schema = OFF;"
                              "PRAGMA temp_store = MEMORY;"
                              "PRAGMA foreign_keys = ON;"
                              "PRAGMA secure_delete = ON;"
                              "PRAGMA synchronous = FULL;"
                              "PRAGMA journal_size_limit = 4194304;";

static int
commit_cb (void *user_data, sqlite3 *handle, const char *name, int n_pages)
{
  NpDatabase *self = user_data;

  self->n_log_pages = n_pages;

  return SQLITE_OK;
}

/**
 * np_database_watch_log:
 * @self: a database with a connection
 *
 * Lets the connection say how long the log is. It is no longer brought into the file by
 * itself then, see np_database_tidy_log().
 */
void
np_database_watch_log (NpDatabase *self)
{
  sqlite3_wal_hook (self->handle, commit_cb, self);
  self->n_log_pages = 0;
}

/**
 * np_database_connect:
 * @self: a database without a connection
 * @name: the path of the file, or `:memory:`
 *
 * Returns: whether there is a connection; np_database_disconnect() must follow in any
 *   case
 */
gboolean
np_database_connect (NpDatabase *self, const char *name)
{
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;

  if (!np_database_note (self, sqlite3_open_v2 (name, &self->handle, flags, NULL)))
    return FALSE;

  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  sqlite3_limit (self->handle, SQLITE_LIMIT_LENGTH, MAX_VALUE_BYTES);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  np_database_watch_log (self);

  return np_database_exec (self, pragmas);
}

/**
 * np_database_disconnect:
 * @self: the database
 *
 * Closes the connection, if there is one.
 */
void
np_database_disconnect (NpDatabase *self)
{
  int code = sqlite3_close (self->handle);

  g_warn_if_fail (code == SQLITE_OK);
  self->handle = NULL;
}

/**
 * np_database_abandon:
 * @self: the database
 *
 * Closes the connection to a file that something is wrong with, and leaves the file and
 * its log as they are: what SQLite does not find in the log may still be read there.
 */
void
np_database_abandon (NpDatabase *self)
{
  if (self->handle != NULL)
    sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  np_database_disconnect (self);
}

/**
 * np_database_tidy_log:
 * @self: the database
 *
 * Brings the log into the file when it has become long. SQLite would do so at the end of
 * a commit, before anybody is told that a draft is kept; here it is between jobs, and
 * an urgent one goes first. If it does not work now it will later.
 */
void
np_database_tidy_log (NpDatabase *self)
{
  gboolean is_wanted = self->n_urgent != NULL && g_atomic_int_get (self->n_urgent) > 0;

  if (self->n_log_pages < LONG_LOG || (is_wanted && self->n_log_pages < VERY_LONG_LOG))
    return;

  sqlite3_wal_checkpoint_v2 (self->handle, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
  self->n_log_pages = 0;
}

/**
 * np_database_exec:
 * @self: the database
 * @sql: statements without values
 *
 * Returns: whether all of them ran
 */
gboolean
np_database_exec (NpDatabase *self, const char *sql)
{
  return np_database_note (self, sqlite3_exec (self->handle, sql, NULL, NULL, NULL));
}

/* No bytes at all are still a value. */
static int
bind_bytes (sqlite3_stmt *statement, int position, GBytes *bytes)
{
  gsize length = 0;
  gconstpointer data = g_bytes_get_data (bytes, &length);

  return sqlite3_bind_blob64 (statement, position, length > 0 ? data : "", length,
                              SQLITE_STATIC);
}

static int
bind_value (sqlite3_stmt *statement, int position, char type, va_list *values)
{
  const char *text = NULL;
  GByteArray *array = NULL;
  GBytes *bytes = NULL;

  switch (type)
    {
    case 't':
      text = va_arg (*values, const char *);
      return sqlite3_bind_text (statement, position, text, -1, SQLITE_STATIC);
    case 'i':
      return sqlite3_bind_int64 (statement, position, va_arg (*values, gint64));
    case 'b':
      array = va_arg (*values, GByteArray *);
      return sqlite3_bind_blob64 (statement, position, array->data, array->len, SQLITE_STATIC);
    case 'B':
      bytes = va_arg (*values, GBytes *);
      return bind_bytes (statement, position, bytes);
    default:
      g_return_val_if_reached (SQLITE_MISUSE);
    }
}

static sqlite3_stmt *
prepare (NpDatabase *self, const char *sql, const char *types, va_list *values)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  gboolean ok = np_database_note (self,
                                  sqlite3_prepare_v2 (self->handle, sql, -1, &statement, NULL));

  for (int i = 0; ok && types[i] != '\0'; i++)
    ok = np_database_note (self, bind_value (statement, i + 1, types[i], values));

  return ok ? g_steal_pointer (&statement) : NULL;
}

/**
 * np_database_prepare: (skip)
 * @self: the database
 * @sql: one statement
 * @types: a letter for each value: `t` for a text or %NULL, `i` for a `gint64`, `b` for
 *   a `GByteArray *`, `B` for a `GBytes *`
 * @...: the values, which must stay as long as the statement
 *
 * Returns: (transfer full) (nullable): the statement; %NULL if that failed
 */
sqlite3_stmt *
np_database_prepare (NpDatabase *self, const char *sql, const char *types, ...)
{
  sqlite3_stmt *statement = NULL;
  va_list values;

  va_start (values, types);
  statement = prepare (self, sql, types, &values);
  va_end (values);

  return statement;
}

/**
 * np_database_step:
 * @self: the database
 * @statement: (nullable): a statement; %NULL has no rows
 *
 * Returns: whether there is a row to read
 */
gboolean
np_database_step (NpDatabase *self, sqlite3_stmt *statement)
{
  int code = SQLITE_DONE;

  if (statement != NULL)
    code = sqlite3_step (statement);
  np_database_note (self, code);

  return code == SQLITE_ROW;
}

/**
 * np_database_run: (skip)
 * @self: the database
 * @sql: one statement that gives no rows
 * @types: as for np_database_prepare()
 * @...: the values
 *
 * Returns: whether it ran
 */
gboolean
np_database_run (NpDatabase *self, const char *sql, const char *types, ...)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  va_list values;

  va_start (values, types);
  statement = prepare (self, sql, types, &values);
  va_end (values);

  return statement != NULL && np_database_note (self, sqlite3_step (statement));
}

/**
 * np_database_read_number:
 * @self: the database
 * @sql: a statement whose first value is a number
 *
 * Returns: the number; 0 if there is none
 */
gint64
np_database_read_number (NpDatabase *self, const char *sql)
{
  g_autoptr (sqlite3_stmt) statement = np_database_prepare (self, sql, "");

  return np_database_step (self, statement) ? sqlite3_column_int64 (statement, 0) : 0;
}

/**
 * np_database_column_text:
 * @statement: a statement that stands on a row
 * @column: the number of the column
 *
 * Returns: (transfer none): its text, never %NULL; good until the next step
 */
const char *
np_database_column_text (sqlite3_stmt *statement, int column)
{
  const char *text = (const char *) sqlite3_column_text (statement, column);

  return text != NULL ? text : "";
}

/**
 * np_database_begin:
 * @self: the database
 *
 * Starts a transaction that may write. np_database_end() must follow.
 *
 * Returns: whether it began
 */
gboolean
np_database_begin (NpDatabase *self)
{
  return np_database_exec (self, "BEGIN IMMEDIATE");
}

/**
 * np_database_write_ahead:
 * @self: a database with a long transaction
 *
 * Brings what was changed so far onto the disk, where it counts for nothing until the
 * transaction ends. The end then has little left to wait for: an urgent job that comes
 * before it ends the transaction, one that comes within it waits.
 */
void
np_database_write_ahead (NpDatabase *self)
{
  sqlite3_file *log = NULL;

  if (np_database_note (self, sqlite3_db_cacheflush (self->handle)) &&
      sqlite3_file_control (self->handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log) ==
          SQLITE_OK &&
      log != NULL && log->pMethods != NULL)
    np_database_note (self, log->pMethods->xSync (log, SQLITE_SYNC_NORMAL));
}

/**
 * np_database_end:
 * @self: the database
 *
 * Ends the transaction: keeps all of it if all is well, else none of it.
 *
 * Returns: whether it was kept
 */
gboolean
np_database_end (NpDatabase *self)
{
  if (np_database_is_well (self) && np_database_exec (self, "COMMIT"))
    return TRUE;

  if (!sqlite3_get_autocommit (self->handle))
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);

  return FALSE;
}
