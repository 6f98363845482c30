/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-database-private.h"

#include "np-database-file-private.h"

#include <errno.h>

#include <glib/gi18n-lib.h>

/**
 * np_database_start_job:
 * @self: the database
 *
 * Forgets what failed before.
 */
void
np_database_start_job (NpDatabase *self)
{
  self->failure.code = SQLITE_OK;
  self->failure.error = 0;
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
  return self->failure.code == SQLITE_OK;
}

/**
 * np_database_is_interrupted:
 * @self: the database
 *
 * Returns: whether what failed was only told to stop
 */
gboolean
np_database_is_interrupted (NpDatabase *self)
{
  return (self->failure.code & 0xff) == SQLITE_INTERRUPT;
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
  if (self->failure.code == SQLITE_IOERR_SHORT_READ)
    return TRUE;
  if (self->failure.code == SQLITE_READONLY)
    return self->path != NULL && !self->is_stand_in &&
           np_database_file_is_locked_by_header (self->path);

  switch (self->failure.code & 0xff)
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

static GIOErrorEnum
get_error_of_system (int error)
{
  switch (error)
    {
    case ENOSPC:
    case EDQUOT:
      return G_IO_ERROR_NO_SPACE;
    case EROFS:
      return G_IO_ERROR_READ_ONLY;
    case EACCES:
    case EPERM:
      return G_IO_ERROR_PERMISSION_DENIED;
    case EWOULDBLOCK:
    case NP_DATABASE_OTHER_COMPUTER:
    case NP_DATABASE_OTHER_EDITS:
      return G_IO_ERROR_BUSY;
    case EFBIG:
      return G_IO_ERROR_MESSAGE_TOO_LARGE;
    default:
      return G_IO_ERROR_FAILED;
    }
}

static GIOErrorEnum
get_io_error (const NpDatabaseFailure *failure)
{
  switch (failure->code & 0xff)
    {
    case SQLITE_FULL:
      return G_IO_ERROR_NO_SPACE;
    case SQLITE_READONLY:
      return G_IO_ERROR_READ_ONLY;
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return G_IO_ERROR_PERMISSION_DENIED;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return G_IO_ERROR_BUSY;
    default:
      return get_error_of_system (failure->error);
    }
}

/**
 * np_database_dup_reason: (skip)
 * @failure: what failed
 *
 * Returns: (transfer full): why the file could not be used, as the end of a sentence
 */
char *
np_database_dup_reason (const NpDatabaseFailure *failure)
{
  if (failure->error == NP_DATABASE_OTHER_COMPUTER)
    return g_strdup (_ ("Nameplate on another computer is using it."));
  if (failure->error == NP_DATABASE_OTHER_EDITS)
    return g_strdup (_ ("it has other unsaved edits of the same model."));

  switch ((int) get_io_error (failure))
    {
    case G_IO_ERROR_NO_SPACE:
      return g_strdup (_ ("there is no space left."));
    case G_IO_ERROR_READ_ONLY:
    case G_IO_ERROR_PERMISSION_DENIED:
      return g_strdup (_ ("the folder cannot be written to."));
    case G_IO_ERROR_MESSAGE_TOO_LARGE:
      return g_strdup (_ ("that is too long for it."));
    case G_IO_ERROR_BUSY:
      return g_strdup (_ ("another Nameplate is using it."));
    default:
      return g_strdup (_ ("the disk does not let it be read or written."));
    }
}

/**
 * np_database_dup_error: (skip)
 * @self: a database that failed, or stands in for one
 *
 * Returns: (transfer full): a `G_IO_ERROR` with a translated sentence
 */
GError *
np_database_dup_error (NpDatabase *self)
{
  const NpDatabaseFailure *failure = np_database_is_well (self) ? &self->obstacle
                                                                : &self->failure;
  g_autofree char *reason = np_database_dup_reason (failure);

  return g_error_new (G_IO_ERROR, get_io_error (failure),
                      /* Translators: %s is a sentence that says why */
                      _ ("The file with your unsaved edits cannot be used: %s"), reason);
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
 * Tells that something could not be kept, and why: once, until it works again. A lock
 * that somebody else held for too long is not worth a sentence, and of other edits hears
 * who edits.
 */
void
np_database_tell_failure (NpDatabase *self)
{
  g_autofree char *reason = np_database_dup_reason (&self->failure);
  int code = self->failure.code & 0xff;

  if (self->has_told || code == SQLITE_BUSY || code == SQLITE_LOCKED ||
      self->failure.error == NP_DATABASE_OTHER_EDITS)
    return;

  self->has_told = TRUE;
  np_database_tell (self,
                    /* Translators: %s is a sentence that says why */
                    g_strdup_printf (_ ("The latest changes could not be kept: %s"), reason));
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

  if (np_database_is_well (self))
    {
      self->failure.code = code;
      self->failure.error = self->handle != NULL ? sqlite3_system_errno (self->handle) : 0;
    }

  return FALSE;
}

/**
 * np_database_note_errno:
 * @self: the database
 * @error: a value of `errno`
 *
 * Keeps @error if it is the first that says something failed.
 *
 * Returns: %FALSE
 */
gboolean
np_database_note_errno (NpDatabase *self, int error)
{
  if (np_database_is_well (self))
    {
      self->failure.code = SQLITE_CANTOPEN;
      self->failure.error = error;
    }

  return FALSE;
}

/**
 * np_database_may_go_on:
 * @self: the database
 *
 * Asks whether a long job may do its next step. If an urgent job waits, that is noted
 * like a failure; the job runs again after it.
 *
 * Returns: whether all is well and nobody waits
 */
gboolean
np_database_may_go_on (NpDatabase *self)
{
  if (self->may_be_interrupted && g_atomic_int_get (self->n_urgent) > 0)
    np_database_note (self, SQLITE_INTERRUPT);

  return np_database_is_well (self);
}
