/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-database-private.h"

#include <stdarg.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/**
 * np_database_start_job:
 * @self: the database
 *
 * Forgets what failed before.
 */
void
np_database_start_job (NpDatabase *self)
{
  self->code = SQLITE_OK;
}

/**
 * np_database_is_well:
 * @self: the database
 *
 * Returns: whether nothing failed since np_database_start_job()
 */
gboolean
np_database_is_well (NpDatabase *self)
{
  return self->code == SQLITE_OK;
}

/**
 * np_database_is_damaged:
 * @self: the database
 *
 * Says whether what failed speaks against the file itself. What SQLite reports of
 * the world around it (no space, no right, somebody else's lock, a failing disk)
 * leaves the file alone: it may be whole.
 *
 * Returns: whether the file is damaged
 */
gboolean
np_database_is_damaged (NpDatabase *self)
{
  if (self->code == SQLITE_IOERR_SHORT_READ)
    return TRUE;
  /* A wrong byte in the header says read-only, too. */
  if (self->code == SQLITE_READONLY)
    return self->path != NULL && g_access (self->path, W_OK) == 0;

  switch (self->code & 0xff)
    {
    case SQLITE_OK:
    case SQLITE_PERM:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_NOMEM:
    case SQLITE_READONLY:
    case SQLITE_INTERRUPT:
    case SQLITE_IOERR:
    case SQLITE_FULL:
    case SQLITE_CANTOPEN:
    case SQLITE_PROTOCOL:
    case SQLITE_NOLFS:
    case SQLITE_AUTH:
      return FALSE;
    default:
      return TRUE;
    }
}

/**
 * np_database_dup_reason:
 * @self: the database
 *
 * Returns: (transfer full): why it could not be used, as the end of a sentence
 */
char *
np_database_dup_reason (NpDatabase *self)
{
  switch (self->code & 0xff)
    {
    case SQLITE_FULL:
      return g_strdup (_ ("there is no space left."));
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_AUTH:
      return g_strdup (_ ("the folder cannot be written to."));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return g_strdup (_ ("another Nameplate is using it."));
    default:
      return g_strdup (_ ("the disk does not let it be read or written."));
    }
}

/**
 * np_database_tell:
 * @self: the database
 * @notice: (transfer full): a translated sentence for the person
 */
void
np_database_tell (NpDatabase *self, char *notice)
{
  g_free (self->notice);
  self->notice = notice;
}

/**
 * np_database_tell_failure:
 * @self: the database
 *
 * Tells that something could not be kept, and why. A lock that somebody else held
 * for too long is not worth a sentence.
 */
void
np_database_tell_failure (NpDatabase *self)
{
  g_autofree char *reason = np_database_dup_reason (self);
  int code = self->code & 0xff;

  if (code != SQLITE_BUSY && code != SQLITE_LOCKED)
    np_database_tell (
        self, g_strdup_printf (_ ("The latest lists and stars could not be kept: %s"), reason));
}

/**
 * np_database_note:
 * @self: the database
 * @code: what SQLite returned
 *
 * Keeps @code if it is the first that says something failed.
 *
 * Returns: whether @code says that nothing failed
 */
gboolean
np_database_note (NpDatabase *self, int code)
{
  if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE)
    return TRUE;

  if (self->code == SQLITE_OK)
    self->code = code;

  return FALSE;
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

static int
bind_value (sqlite3_stmt *statement, int position, char type, va_list *values)
{
  const char *text = NULL;
  GByteArray *blob = NULL;

  switch (type)
    {
    case 't':
      text = va_arg (*values, const char *);
      return sqlite3_bind_text (statement, position, text, -1, SQLITE_STATIC);
    case 'i':
      return sqlite3_bind_int64 (statement, position, va_arg (*values, gint64));
    case 'b':
      blob = va_arg (*values, GByteArray *);
      return sqlite3_bind_blob64 (statement, position, blob->data, blob->len, SQLITE_STATIC);
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
 * @types: a letter for each value: `t` for a text, `i` for a `gint64`, `b` for a
 *   `GByteArray *`
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
