/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-database-private.h"

#include "np-database-file-private.h"
#include "np-database-schema-private.h"

#include <errno.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* How long a writer waits for the writer of another process. */
#define BUSY_TIMEOUT_MS 5000

/* No chunk is nearly as long; a damaged file may say so. */
#define MAX_VALUE_BYTES (64 * 1024 * 1024)

/* Missing, made, and found damaged once more. */
#define MAX_ATTEMPTS 3

/* The log is cut back to 4 MiB. What is deleted is overwritten, so that a forgotten
 * account leaves nothing behind. */
static const char pragmas[] = "PRAGMA cell_size_check = ON;"
                              "PRAGMA trusted_schema = OFF;"
                              "PRAGMA temp_store = MEMORY;"
                              "PRAGMA foreign_keys = ON;"
                              "PRAGMA secure_delete = ON;"
                              "PRAGMA synchronous = NORMAL;"
                              "PRAGMA journal_size_limit = 4194304;";

static void
disconnect (NpDatabase *self)
{
  int code = sqlite3_close (self->handle);

  g_warn_if_fail (code == SQLITE_OK);
  self->handle = NULL;
}

static gboolean
connect_to (NpDatabase *self, const char *name, int flags)
{
  flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  if (!np_database_note (self, sqlite3_open_v2 (name, &self->handle, flags, NULL)))
    return FALSE;

  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  sqlite3_limit (self->handle, SQLITE_LIMIT_LENGTH, MAX_VALUE_BYTES);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);

  return np_database_exec (self, pragmas);
}

static NpDatabaseState
state_of_failure (NpDatabase *self)
{
  return np_database_is_damaged (self) ? NP_DATABASE_DAMAGED : NP_DATABASE_UNUSABLE;
}

/* A file of another program counts as damaged, and so does one without a version:
 * ours get their name after their version. */
static NpDatabaseState
look_at_version (NpDatabase *self)
{
  gint64 application = np_database_read_number (self, "PRAGMA application_id");
  gint64 version = np_database_read_number (self, "PRAGMA user_version");

  if (!np_database_is_well (self))
    return state_of_failure (self);
  if (application != NP_DATABASE_APPLICATION_ID || version < 1)
    return NP_DATABASE_DAMAGED;
  if (version > np_database_schema_get_version ())
    return NP_DATABASE_NEWER;

  return NP_DATABASE_FINE;
}

static NpDatabaseState
look_inside (NpDatabase *self)
{
  NpDatabaseState state = look_at_version (self);

  if (state != NP_DATABASE_FINE)
    return state;
  if (!np_database_exec (self, "PRAGMA journal_mode = WAL") ||
      !np_database_schema_migrate (self))
    return state_of_failure (self);
  if (!np_database_schema_is_whole (self))
    return np_database_is_well (self) ? NP_DATABASE_DAMAGED : state_of_failure (self);
  if (self->is_alone && np_database_begin (self))
    np_database_end (self);
  if (np_database_file_is_small (self->path))
    np_database_check (self);

  return np_database_is_well (self) ? NP_DATABASE_FINE : state_of_failure (self);
}

static NpDatabaseState
try_file (NpDatabase *self)
{
  NpDatabaseState state = np_database_file_look (self->path);

  self->code = state == NP_DATABASE_UNUSABLE ? np_database_file_code (errno) : SQLITE_OK;
  if (state != NP_DATABASE_FINE)
    return state;

  g_chmod (self->path, 0600);
  state = connect_to (self, self->path, 0) ? look_inside (self) : state_of_failure (self);
  if (state != NP_DATABASE_FINE)
    disconnect (self);

  return state;
}

/* The file gets its name when it is whole, so a kill never leaves half of one. */
static gboolean
make_file (NpDatabase *self)
{
  g_autofree char *name = g_strconcat (self->path, ".new", NULL);
  gboolean ok = FALSE;

  self->code = SQLITE_OK;
  if (!np_database_file_make_empty (name))
    return np_database_note (self, np_database_file_code (errno));

  ok = connect_to (self, name, 0) && np_database_schema_migrate (self);
  disconnect (self);
  if (ok && g_rename (name, self->path) != 0)
    ok = np_database_note (self, np_database_file_code (errno));
  if (!ok)
    g_unlink (name);

  return ok;
}

static gboolean
set_aside (NpDatabase *self, NpDatabaseState state)
{
  gboolean is_newer = state == NP_DATABASE_NEWER;
  g_autofree char *path = np_database_file_set_aside (self->path,
                                                      is_newer ? "newer" : "damaged");
  g_autofree char *name = NULL;

  if (path == NULL)
    {
      self->code = np_database_file_code (errno);
      return FALSE;
    }

  name = g_path_get_basename (path);
  np_database_tell (
      self,
      g_strdup_printf (
          is_newer
              ? _ ("The file with your lists and stars was written by a newer Nameplate. It "
                   "was put aside as “%s”, and a new one was begun.")
              : _ ("The file with your lists and stars was damaged. It was put aside as “%s”, "
                   "and a new one was begun."),
          name));

  return TRUE;
}

static gboolean
open_file (NpDatabase *self)
{
  for (guint i = 0; i < MAX_ATTEMPTS; i++)
    {
      NpDatabaseState state = try_file (self);

      if (state == NP_DATABASE_FINE)
        return TRUE;
      if (state == NP_DATABASE_UNUSABLE)
        return FALSE;
      if (!self->is_alone)
        return np_database_note (self, SQLITE_BUSY);
      if (state != NP_DATABASE_MISSING && !set_aside (self, state))
        return FALSE;
      if (!make_file (self))
        return FALSE;
    }

  return np_database_note (self, SQLITE_CANTOPEN);
}

static void
open_memory (NpDatabase *self)
{
  self->code = SQLITE_OK;
  self->was_checked = TRUE;
  if (connect_to (self, ":memory:", SQLITE_OPEN_CREATE))
    np_database_schema_migrate (self);
}

static void
open_memory_instead (NpDatabase *self)
{
  g_autofree char *reason = np_database_dup_reason (self);

  np_database_tell (self, g_strdup_printf (_ ("Lists and stars stay only until you close "
                                              "Nameplate. Their file cannot be used: %s"),
                                           reason));
  g_clear_pointer (&self->path, g_free);
  open_memory (self);
}

/**
 * np_database_open:
 * @path: (nullable): the path of the file; %NULL for a database in memory
 *
 * Opens the database, and makes it if it is missing. A file that is damaged, or of
 * a newer version, is put aside and a new one is made. If no file can be used, the
 * database is in memory. Whatever happens, there is a database afterwards, and
 * `notice` says what a person should know.
 *
 * Returns: (transfer full): the database
 */
NpDatabase *
np_database_open (const char *path)
{
  NpDatabase *self = g_new0 (NpDatabase, 1);

  self->path = g_strdup (path);
  self->lock = -1;
  if (path == NULL)
    {
      open_memory (self);
      return self;
    }

  self->lock = np_database_file_lock (path, &self->is_alone);
  if (self->lock < 0)
    self->code = np_database_file_code (errno);
  if (self->lock < 0 || !open_file (self))
    open_memory_instead (self);
  if (self->lock >= 0)
    np_database_file_share_lock (self->lock);

  return self;
}

/**
 * np_database_free:
 * @self: the database
 *
 * Writes what is left and closes it.
 */
void
np_database_free (NpDatabase *self)
{
  disconnect (self);
  if (self->lock >= 0)
    close (self->lock);
  g_free (self->path);
  g_free (self->notice);
  g_free (self);
}

/**
 * np_database_check:
 * @self: the database
 *
 * Reads every page once and notes damage. `sqlite3_interrupt()` ends it, and then
 * it can be done again.
 */
void
np_database_check (NpDatabase *self)
{
  g_autoptr (sqlite3_stmt) check = np_database_prepare (self, "PRAGMA quick_check (1)", "");

  if (np_database_step (self, check) &&
      g_strcmp0 (np_database_column_text (check, 0), "ok") != 0)
    np_database_note (self, SQLITE_CORRUPT);
  self->was_checked = (self->code & 0xff) != SQLITE_INTERRUPT;
}

/**
 * np_database_mend:
 * @self: a database that is damaged
 *
 * Puts the file aside and begins a new one, or goes on in memory if another process
 * uses the file.
 *
 * Returns: whether there is another database now
 */
gboolean
np_database_mend (NpDatabase *self)
{
  if (self->path == NULL)
    return FALSE;

  disconnect (self);
  self->is_alone = np_database_file_lock_alone (self->lock);
  if (!self->is_alone)
    self->code = SQLITE_BUSY;
  if (!self->is_alone || !set_aside (self, NP_DATABASE_DAMAGED) || !open_file (self))
    open_memory_instead (self);
  np_database_file_share_lock (self->lock);

  return TRUE;
}
