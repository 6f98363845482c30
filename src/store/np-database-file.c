/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-database-file-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include <glib/gstdio.h>
#include <sqlite3.h>

/* Up to this size a check of the whole file takes a few milliseconds. */
#define SMALL_FILE (1024 * 1024)

/* How long another process may take to open the file. */
#define LOCK_LIMIT_US    (2 * G_TIME_SPAN_SECOND)
#define LOCK_INTERVAL_MS 20

static const char *const parts[] = { "", "-wal", "-shm", "-journal" };

static gboolean
part_exists (const char *path, const char *part)
{
  g_autofree char *name = g_strconcat (path, part, NULL);
  GStatBuf status;

  return g_lstat (name, &status) == 0;
}

static gboolean
any_part_exists (const char *path)
{
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (part_exists (path, parts[i]))
      return TRUE;

  return FALSE;
}

/**
 * np_database_file_look:
 * @path: the path of the database
 *
 * Looks at the file from outside. A log without its file counts as damage: SQLite
 * would play it into the new file. So does an empty file, because a new file gets
 * its name only when it is whole.
 *
 * Returns: what is there
 */
NpDatabaseState
np_database_file_look (const char *path)
{
  GStatBuf status;

  if (!any_part_exists (path))
    return NP_DATABASE_MISSING;
  if (g_stat (path, &status) != 0 && errno != ENOENT && errno != ELOOP)
    return NP_DATABASE_UNUSABLE;
  if (g_stat (path, &status) != 0 || !S_ISREG (status.st_mode) || status.st_size == 0)
    return NP_DATABASE_DAMAGED;

  return NP_DATABASE_FINE;
}

/**
 * np_database_file_is_small:
 * @path: the path of the database
 *
 * Returns: whether all of it can be checked before the first frame
 */
gboolean
np_database_file_is_small (const char *path)
{
  GStatBuf status;

  return g_stat (path, &status) == 0 && status.st_size <= SMALL_FILE;
}

/**
 * np_database_file_code:
 * @error: a value of `errno`
 *
 * Returns: what SQLite would say
 */
int
np_database_file_code (int error)
{
  switch (error)
    {
    case ENOSPC:
    case EDQUOT:
      return SQLITE_FULL;
    case EACCES:
    case EPERM:
    case EROFS:
      return SQLITE_READONLY_DIRECTORY;
    case EWOULDBLOCK:
      return SQLITE_BUSY;
    default:
      return SQLITE_CANTOPEN;
    }
}

/* Only in the thread of the database: there is no event for a lock that is let go,
 * and waiting for it in the kernel could not be given up. */
static gboolean
wait_for_shared_lock (int lock)
{
  gint64 limit = g_get_monotonic_time () + LOCK_LIMIT_US;

  while (flock (lock, LOCK_SH | LOCK_NB) != 0)
    {
      if (errno != EWOULDBLOCK || g_get_monotonic_time () > limit)
        return FALSE;
      g_poll (NULL, 0, LOCK_INTERVAL_MS);
    }

  return TRUE;
}

/**
 * np_database_file_lock:
 * @path: the path of the database
 * @out_is_alone: (out): whether no other process uses it
 *
 * Takes a part in the database. Who moves the file away while somebody has it open
 * destroys the log of the next file with the same name, so a file is only moved by
 * who is alone. The lock is a file of its own, `PATH.lock`, which stays.
 *
 * Returns: a file descriptor; -1 with `errno` set if that failed
 */
int
np_database_file_lock (const char *path, gboolean *out_is_alone)
{
  g_autofree char *name = g_strconcat (path, ".lock", NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  int lock = -1;
  int error = 0;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return -1;
  lock = g_open (name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (lock < 0)
    return -1;

  *out_is_alone = flock (lock, LOCK_EX | LOCK_NB) == 0;
  if (*out_is_alone || (errno == EWOULDBLOCK && wait_for_shared_lock (lock)))
    return lock;

  error = errno;
  close (lock);
  errno = error;

  return -1;
}

/**
 * np_database_file_lock_alone:
 * @lock: a lock that may be shared
 *
 * Returns: whether no other process uses the database, nor can begin to
 */
gboolean
np_database_file_lock_alone (int lock)
{
  return flock (lock, LOCK_EX | LOCK_NB) == 0;
}

/**
 * np_database_file_share_lock:
 * @lock: a lock
 *
 * Lets other processes in.
 */
void
np_database_file_share_lock (int lock)
{
  flock (lock, LOCK_SH | LOCK_NB);
}

static gboolean
move_part (const char *path, const char *new_path, const char *part)
{
  g_autofree char *from = g_strconcat (path, part, NULL);
  g_autofree char *to = g_strconcat (new_path, part, NULL);

  return g_rename (from, to) == 0 || errno == ENOENT;
}

/**
 * np_database_file_set_aside:
 * @path: the path of the database
 * @why: the word for its new name
 *
 * Moves the file and its log to `PATH.WHY-N`, with the first N that is free. It is
 * still a pair that SQLite can open. The log goes first: a kill in between leaves
 * a file that is found damaged again, never a log that a new file would swallow.
 *
 * Returns: (transfer full) (nullable): the new path; %NULL with `errno` set if
 *   that failed
 */
char *
np_database_file_set_aside (const char *path, const char *why)
{
  g_autofree char *new_path = NULL;

  for (guint n = 1; new_path == NULL || any_part_exists (new_path); n++)
    {
      g_free (new_path);
      new_path = g_strdup_printf ("%s.%s-%u", path, why, n);
    }

  for (gsize i = G_N_ELEMENTS (parts); i > 0; i--)
    if (!move_part (path, new_path, parts[i - 1]))
      return NULL;

  return g_steal_pointer (&new_path);
}

/**
 * np_database_file_make_empty:
 * @path: the path of a file to make
 *
 * Makes an empty file that its owner alone can read; SQLite gives the same right to
 * the files beside it. What an interrupted start left there goes.
 *
 * Returns: whether it is there; if not, `errno` is set
 */
gboolean
np_database_file_make_empty (const char *path)
{
  int file = -1;

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *name = g_strconcat (path, parts[i], NULL);

      g_unlink (name);
    }

  file = g_open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file >= 0)
    close (file);

  return file >= 0;
}
