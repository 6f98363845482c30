/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-database-private.h"

#include "np-database-file-private.h"
#include "np-database-replace-private.h"
#include "np-database-salvage-private.h"
#include "np-database-schema-private.h"

#include <errno.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* Found damaged twice, made, and found damaged twice once more. */
#define MAX_ATTEMPTS 5

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
  /* Nothing but the next write would notice. */
  if (application != NP_DATABASE_APPLICATION_ID || version < 1 ||
      np_database_file_is_locked_by_header (self->path))
    return NP_DATABASE_DAMAGED;
  if (version > np_database_schema_get_version ())
    return NP_DATABASE_NEWER;

  return NP_DATABASE_FINE;
}

static NpDatabaseState
look_inside (NpDatabase *self, gboolean must_check_all)
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
  if (must_check_all || np_database_file_is_small (self->path))
    np_database_check (self);

  return np_database_is_well (self) ? NP_DATABASE_FINE : state_of_failure (self);
}

static NpDatabaseState
try_file (NpDatabase *self, gboolean must_check_all)
{
  NpDatabaseState state = np_database_file_look (self->path);

  np_database_start_job (self);
  if (state == NP_DATABASE_UNUSABLE)
    np_database_note_errno (self, errno);
  if (state != NP_DATABASE_FINE)
    return state;

  g_chmod (self->path, 0600);
  state = np_database_connect (self, self->path) ? look_inside (self, must_check_all)
                                                 : state_of_failure (self);
  if (state != NP_DATABASE_FINE)
    np_database_abandon (self);

  return state;
}

static gboolean
note_other_process (NpDatabase *self)
{
  np_database_start_job (self);

  return np_database_note (self, SQLITE_BUSY);
}

/* SQLite calls a file damaged that the disk did not let it read, so it is tried twice.
 * A replacement that was interrupted goes on, whatever the file looks like now. */
static gboolean
open_file (NpDatabase *self, gboolean must_check_all)
{
  gboolean must_replace = self->is_alone && np_database_is_half_replaced (self);
  gboolean may_retry = !must_replace;

  for (guint i = 0; i < MAX_ATTEMPTS; i++)
    {
      NpDatabaseState state = must_replace ? NP_DATABASE_DAMAGED
                                           : try_file (self, must_check_all);

      if (state == NP_DATABASE_FINE)
        return TRUE;
      if (state == NP_DATABASE_UNUSABLE)
        return FALSE;
      if (state == NP_DATABASE_DAMAGED && may_retry)
        {
          may_retry = FALSE;
          continue;
        }
      if (!self->is_alone)
        return note_other_process (self);
      if (!np_database_replace (self, state))
        return FALSE;
      must_replace = FALSE;
      may_retry = TRUE;
    }

  return np_database_note (self, SQLITE_CANTOPEN);
}

static gboolean
open_path (NpDatabase *self)
{
  gboolean is_open = FALSE;

  self->lock = np_database_file_lock (self->path, &self->is_alone);
  if (self->lock < 0)
    return np_database_note_errno (self, errno);

  is_open = open_file (self, FALSE);
  if (np_database_file_share_lock (self->lock))
    return is_open;

  np_database_disconnect (self);

  return note_other_process (self);
}

static void
open_memory (NpDatabase *self)
{
  np_database_start_job (self);
  self->was_checked = TRUE;
  if (np_database_connect (self, ":memory:"))
    np_database_schema_migrate (self);
}

static void
unlock (NpDatabase *self)
{
  if (self->lock >= 0)
    close (self->lock);
  self->lock = -1;
}

static void
open_memory_instead (NpDatabase *self)
{
  g_autofree char *reason = np_database_dup_reason (&self->failure);

  np_database_tell (self,
                    /* Translators: %s is a sentence that says why */
                    g_strdup_printf (_ ("Lists, stars, unsaved edits and the history stay only "
                                        "until you close Nameplate. Their file cannot be "
                                        "used: %s"),
                                     reason));
  self->is_stand_in = TRUE;
  self->obstacle = self->failure;
  unlock (self);
  open_memory (self);
}

static NpDatabase *
new_database (const char *path, GHashTable *known_drafts)
{
  NpDatabase *self = g_new0 (NpDatabase, 1);

  self->path = g_strdup (path);
  self->lock = -1;
  self->known_drafts = known_drafts;

  return self;
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
  NpDatabase *self =
      new_database (path, g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free));

  if (path == NULL)
    open_memory (self);
  else if (!open_path (self))
    open_memory_instead (self);

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
  np_database_disconnect (self);
  unlock (self);
  g_free (self->path);
  g_free (self->notice);
  g_hash_table_unref (self->known_drafts);
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
  g_autoptr (sqlite3_stmt) check = np_database_prepare (self, "PRAGMA integrity_check (1)", "");

  if (np_database_step (self, check) &&
      g_strcmp0 (np_database_column_text (check, 0), "ok") != 0)
    np_database_note (self, SQLITE_CORRUPT);
  self->was_checked = !np_database_is_interrupted (self);
}

/**
 * np_database_mend:
 * @self: a database that seems to be damaged
 *
 * Checks all of the file. If it is damaged, puts it aside and begins a new one with what
 * could be read, or goes on in memory if another process uses the file.
 *
 * Returns: whether there is another database now
 */
gboolean
np_database_mend (NpDatabase *self)
{
  if (self->path == NULL || self->is_stand_in)
    return FALSE;

  np_database_abandon (self);
  self->is_alone = np_database_file_lock_alone (self->lock);
  np_database_start_job (self);
  if (!open_file (self, TRUE))
    open_memory_instead (self);
  else if (!np_database_file_share_lock (self->lock))
    {
      np_database_disconnect (self);
      note_other_process (self);
      open_memory_instead (self);
    }

  return TRUE;
}

/* Takes the connection of another database, with all that was kept in memory. */
static void
take_over (NpDatabase *self, NpDatabase *other)
{
  np_database_disconnect (self);
  self->handle = g_steal_pointer (&other->handle);
  np_database_watch_log (self);
  self->lock = other->lock;
  other->lock = -1;
  self->is_stand_in = FALSE;
  self->was_checked = FALSE;
  self->has_told = FALSE;
  np_database_tell (self, other->notice != NULL
                              ? g_steal_pointer (&other->notice)
                              : g_strdup (_ ("What stayed only until you close Nameplate is "
                                             "kept now.")));
}

/**
 * np_database_return_to_file:
 * @self: the database
 *
 * If the database is in memory because its file could not be used, tries the file
 * again. If that can be used now, it gets what was kept in memory, but for drafts of
 * models of which another process has left a draft there: whoever wrote ours still has
 * it, and hears of it.
 *
 * Returns: whether what is written is kept
 */
gboolean
np_database_return_to_file (NpDatabase *self)
{
  g_autoptr (NpDatabase) other = NULL;
  gboolean is_open = FALSE;

  if (!self->is_stand_in)
    return TRUE;

  other = new_database (self->path, g_hash_table_ref (self->known_drafts));
  is_open = open_path (other);
  /* Not earlier: what is found in a damaged file is not what this process wrote. */
  other->is_joining = TRUE;
  if (!is_open || !np_database_salvage (other, self->handle))
    {
      self->obstacle = other->failure;
      return FALSE;
    }
  take_over (self, other);

  return TRUE;
}
