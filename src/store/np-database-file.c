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

/* In the header of the file; 2 stands for a file with a log. */
#define WRITE_VERSION_PLACE 18
#define MAX_WRITE_VERSION   2

/* How many files can lie aside under one word. */
#define MAX_ASIDE 9999

static const char *const parts[] = { "", "-wal", "-shm", "-journal" };

/* What cannot be looked at may be there. */
static gboolean
part_exists (const char *path, const char *part)
{
  g_autofree char *name = g_strconcat (path, part, NULL);
  GStatBuf status;

  return g_lstat (name, &status) == 0 || errno != ENOENT;
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
  if (g_stat (path, &status) != 0)
    return errno == ENOENT || errno == ELOOP ? NP_DATABASE_DAMAGED : NP_DATABASE_UNUSABLE;

  return S_ISREG (status.st_mode) && status.st_size > 0 ? NP_DATABASE_FINE
                                                        : NP_DATABASE_DAMAGED;
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
 * np_database_file_is_locked_by_header:
 * @path: the path of the database
 *
 * Looks at the byte that says which version of SQLite may write to the file. A wrong one
 * has the same effect as a file that is read-only.
 *
 * Returns: whether that byte is wrong
 */
gboolean
np_database_file_is_locked_by_header (const char *path)
{
  int file = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  guint8 version = MAX_WRITE_VERSION;

  if (file < 0)
    return FALSE;
  if (pread (file, &version, sizeof version, WRITE_VERSION_PLACE) < 0)
    version = MAX_WRITE_VERSION;
  close (file);

  return version > MAX_WRITE_VERSION;
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

/* The same for all processes of a computer, and another one after each start of it. */
static char *
dup_computer (void)
{
  char *id = NULL;

  if (!g_file_get_contents ("/proc/sys/kernel/random/boot_id", &id, NULL, NULL))
    id = g_strdup (g_get_host_name ());

  return id;
}

/* On a full disk nothing stands there, and then nobody else gets in. */
static gboolean
write_computer (int lock)
{
  g_autofree char *id = dup_computer ();

  return ftruncate (lock, 0) == 0 && pwrite (lock, id, strlen (id), 0) > 0;
}

/* SQLite shares a log between processes through memory, which two computers with one
 * home do not have: they would destroy the file. */
static gboolean
may_share (int lock, gboolean was_alone)
{
  g_autofree char *id = dup_computer ();
  gsize size = strlen (id) + 1;
  g_autofree char *written = g_malloc0 (size);
  gssize length = pread (lock, written, size, 0);

  if (length == 0 ? was_alone : length == (gssize) size - 1 && g_str_equal (written, id))
    return TRUE;

  errno = NP_DATABASE_OTHER_COMPUTER;

  return FALSE;
}

/**
 * np_database_file_lock:
 * @path: the path of the database
 * @out_is_alone: (out): whether no other process uses it
 *
 * Takes a part in the database. Who moves the file away while somebody has it open
 * destroys the log of the next file with the same name, so a file is only moved by
 * who is alone. The lock is a file of its own, `PATH.lock`, which stays; in it stands
 * on which computer they are who have it.
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
  if (*out_is_alone)
    write_computer (lock);
  if (*out_is_alone ||
      (errno == EWOULDBLOCK && wait_for_shared_lock (lock) && may_share (lock, FALSE)))
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
 * Lets other processes in. One of them may come in between and be alone for a moment.
 *
 * Returns: whether the lock still has a part in the database
 */
gboolean
np_database_file_share_lock (int lock)
{
  return wait_for_shared_lock (lock) && may_share (lock, TRUE);
}

static gboolean
move_part (const char *path, const char *new_path, const char *part)
{
  g_autofree char *from = g_strconcat (path, part, NULL);
  g_autofree char *to = g_strconcat (new_path, part, NULL);

  return g_rename (from, to) == 0 || errno == ENOENT;
}

static char *
dup_aside_name (const char *path, const char *why, guint n)
{
  return g_strdup_printf ("%s.%s-%u", path, why, n);
}

/* Returns the first number that is free; 0 with errno set if there is none. */
static guint
find_free_number (const char *path, const char *why)
{
  for (guint n = 1; n <= MAX_ASIDE; n++)
    {
      g_autofree char *name = dup_aside_name (path, why, n);

      if (!any_part_exists (name))
        return n;
    }
  errno = EEXIST;

  return 0;
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
 * Returns: (transfer full) (nullable): the new path, or that of the last file which
 *   was moved if there is none to move; %NULL with `errno` set if that failed
 */
char *
np_database_file_set_aside (const char *path, const char *why)
{
  guint n = find_free_number (path, why);
  g_autofree char *new_path = NULL;

  if (n == 0)
    return NULL;
  if (n > 1 && !any_part_exists (path))
    return dup_aside_name (path, why, n - 1);

  new_path = dup_aside_name (path, why, n);
  for (gsize i = G_N_ELEMENTS (parts); i > 0; i--)
    if (!move_part (path, new_path, parts[i - 1]))
      return NULL;

  return g_steal_pointer (&new_path);
}

/* Returns the length of the name of a file that was put aside, without what SQLite
 * adds to it; 0 for any other name. */
static gsize
match_aside (const char *name, const char *base)
{
  static const char *const words[] = { ".damaged-", ".newer-" };

  if (!g_str_has_prefix (name, base))
    return 0;
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize start = strlen (base) + strlen (words[i]);

      if (g_str_has_prefix (name + strlen (base), words[i]))
        return start + strspn (name + start, "0123456789");
    }

  return 0;
}

/**
 * np_database_file_list_aside:
 * @path: the path of the database
 *
 * Returns: (transfer full) (element-type filename): the path of each file of it that
 *   was put aside, also where only its log is left
 */
GPtrArray *
np_database_file_list_aside (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *base = g_path_get_basename (path);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      gsize length = match_aside (name, base);
      char *stem = g_strndup (name, length);

      if (length > 0 && g_hash_table_add (seen, stem))
        g_ptr_array_add (paths, g_build_filename (folder, stem, NULL));
      else if (length == 0)
        g_free (stem);
    }

  return paths;
}

/**
 * np_database_file_remove:
 * @path: the path of a database
 *
 * Removes the file and what SQLite puts beside it. A folder of that name is not ours.
 *
 * Returns: whether nothing of it is there; if not, `errno` is set
 */
gboolean
np_database_file_remove (const char *path)
{
  int error = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *name = g_strconcat (path, parts[i], NULL);

      if (g_unlink (name) != 0 && errno != ENOENT && errno != EISDIR)
        error = errno;
    }
  errno = error;

  return error == 0;
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

  if (!np_database_file_remove (path))
    return FALSE;

  file = g_open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file >= 0)
    close (file);

  return file >= 0;
}
