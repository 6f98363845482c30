/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-disk-log.h"

#include <string.h>

#include <glib/gstdio.h>
#include <sqlite3.h>

/* An open file of the log, with that of the system behind it. */
typedef struct
{
  sqlite3_file base;
  char *name;
  sqlite3_file *real;
} LogFile;

static GMutex mutex;
static GPtrArray *entries; /* guarded by the mutex */
static sqlite3_vfs log_vfs;
static sqlite3_vfs *real_vfs;

static void
free_entry (gpointer data)
{
  NpDiskEntry *entry = data;

  g_free (entry->name);
  g_clear_pointer (&entry->bytes, g_bytes_unref);
  g_free (entry);
}

static void
note (NpDiskOperation operation, const char *name, gconstpointer data, int n, gint64 number)
{
  NpDiskEntry *entry = g_new0 (NpDiskEntry, 1);

  entry->operation = operation;
  entry->name = name != NULL ? g_path_get_basename (name) : NULL;
  entry->bytes = data != NULL ? g_bytes_new (data, n) : NULL;
  entry->number = number;
  g_mutex_lock (&mutex);
  g_ptr_array_add (entries, entry);
  g_mutex_unlock (&mutex);
}

static sqlite3_file *
get_real (sqlite3_file *file)
{
  return ((LogFile *) file)->real;
}

static const char *
get_name (sqlite3_file *file)
{
  return ((LogFile *) file)->name;
}

/* ------------------------------------------------------------- what is noted */

static int
log_close (sqlite3_file *file)
{
  int code = get_real (file)->pMethods->xClose (get_real (file));

  g_clear_pointer (&((LogFile *) file)->name, g_free);

  return code;
}

static int
log_write (sqlite3_file *file, const void *data, int n, sqlite3_int64 place)
{
  note (NP_DISK_WRITE, get_name (file), data, n, place);

  return get_real (file)->pMethods->xWrite (get_real (file), data, n, place);
}

static int
log_truncate (sqlite3_file *file, sqlite3_int64 length)
{
  note (NP_DISK_TRUNCATE, get_name (file), NULL, 0, length);

  return get_real (file)->pMethods->xTruncate (get_real (file), length);
}

static int
log_sync (sqlite3_file *file, int flags)
{
  int code = get_real (file)->pMethods->xSync (get_real (file), flags);

  note (NP_DISK_SYNC, get_name (file), NULL, 0, 0);

  return code;
}

/* ------------------------------------------------------------ what is passed on */

static int
log_read (sqlite3_file *file, void *data, int n, sqlite3_int64 place)
{
  return get_real (file)->pMethods->xRead (get_real (file), data, n, place);
}

static int
log_file_size (sqlite3_file *file, sqlite3_int64 *out_length)
{
  return get_real (file)->pMethods->xFileSize (get_real (file), out_length);
}

static int
log_lock (sqlite3_file *file, int lock)
{
  return get_real (file)->pMethods->xLock (get_real (file), lock);
}

static int
log_unlock (sqlite3_file *file, int lock)
{
  return get_real (file)->pMethods->xUnlock (get_real (file), lock);
}

static int
log_check_reserved_lock (sqlite3_file *file, int *out_is_locked)
{
  return get_real (file)->pMethods->xCheckReservedLock (get_real (file), out_is_locked);
}

static int
log_file_control (sqlite3_file *file, int operation, void *data)
{
  return get_real (file)->pMethods->xFileControl (get_real (file), operation, data);
}

static int
log_sector_size (sqlite3_file *file)
{
  return get_real (file)->pMethods->xSectorSize (get_real (file));
}

static int
log_device_characteristics (sqlite3_file *file)
{
  return get_real (file)->pMethods->xDeviceCharacteristics (get_real (file));
}

static int
log_shm_map (sqlite3_file *file, int page, int size, int flags, void volatile **out_memory)
{
  return get_real (file)->pMethods->xShmMap (get_real (file), page, size, flags, out_memory);
}

static int
log_shm_lock (sqlite3_file *file, int place, int n, int flags)
{
  return get_real (file)->pMethods->xShmLock (get_real (file), place, n, flags);
}

static void
log_shm_barrier (sqlite3_file *file)
{
  get_real (file)->pMethods->xShmBarrier (get_real (file));
}

static int
log_shm_unmap (sqlite3_file *file, int may_delete)
{
  return get_real (file)->pMethods->xShmUnmap (get_real (file), may_delete);
}

static const sqlite3_io_methods log_methods = {
  .iVersion = 2,
  .xClose = log_close,
  .xRead = log_read,
  .xWrite = log_write,
  .xTruncate = log_truncate,
  .xSync = log_sync,
  .xFileSize = log_file_size,
  .xLock = log_lock,
  .xUnlock = log_unlock,
  .xCheckReservedLock = log_check_reserved_lock,
  .xFileControl = log_file_control,
  .xSectorSize = log_sector_size,
  .xDeviceCharacteristics = log_device_characteristics,
  .xShmMap = log_shm_map,
  .xShmLock = log_shm_lock,
  .xShmBarrier = log_shm_barrier,
  .xShmUnmap = log_shm_unmap,
};

static int
log_open (sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
  LogFile *log_file = (LogFile *) file;
  gboolean exists = name == NULL || g_file_test (name, G_FILE_TEST_EXISTS);
  int code = SQLITE_OK;

  memset (log_file, 0, sizeof *log_file);
  log_file->real = (sqlite3_file *) (log_file + 1);
  code = real_vfs->xOpen (real_vfs, name, log_file->real, flags, out_flags);
  if (code != SQLITE_OK)
    return code;

  if (!exists)
    note (NP_DISK_CREATE, name, NULL, 0, 0);
  log_file->name = g_strdup (name);
  log_file->base.pMethods = &log_methods;

  return SQLITE_OK;
}

static int
log_delete (sqlite3_vfs *vfs, const char *name, int must_sync)
{
  int code = real_vfs->xDelete (real_vfs, name, must_sync);

  if (code == SQLITE_OK)
    note (NP_DISK_DELETE, name, NULL, 0, 0);

  return code;
}

/* Every file that is opened from now on is logged. */
void
np_disk_log_start (void)
{
  entries = g_ptr_array_new_with_free_func (free_entry);
  real_vfs = sqlite3_vfs_find (NULL);
  log_vfs = *real_vfs;
  log_vfs.zName = "np-disk-log";
  log_vfs.szOsFile = sizeof (LogFile) + real_vfs->szOsFile;
  log_vfs.xOpen = log_open;
  log_vfs.xDelete = log_delete;
  g_assert_cmpint (sqlite3_vfs_register (&log_vfs, TRUE), ==, SQLITE_OK);
}

void
np_disk_log_mark (gint64 number)
{
  note (NP_DISK_MARK, NULL, NULL, 0, number);
}

/* Only when all files are closed. Returns the entries. */
GPtrArray *
np_disk_log_stop (void)
{
  g_assert_cmpint (sqlite3_vfs_unregister (&log_vfs), ==, SQLITE_OK);

  return g_steal_pointer (&entries);
}

/* ------------------------------------------------------------------ the disk */

#define SECTOR 512

typedef struct
{
  GByteArray *bytes;
  GPtrArray *pending; /* entries that were not synced, borrowed */
  gboolean is_there;  /* its name is on the disk */
  gboolean is_new;    /* its name may be */
  gboolean is_gone;   /* its name may be no more */
} DiskFile;

struct _NpDisk
{
  GHashTable *files;
};

static void
free_file (gpointer data)
{
  DiskFile *file = data;

  g_byte_array_unref (file->bytes);
  g_ptr_array_unref (file->pending);
  g_free (file);
}

static DiskFile *
get_file (NpDisk *self, const char *name)
{
  DiskFile *file = g_hash_table_lookup (self->files, name);

  if (file == NULL)
    {
      file = g_new0 (DiskFile, 1);
      file->bytes = g_byte_array_new ();
      file->pending = g_ptr_array_new ();
      g_hash_table_insert (self->files, g_strdup (name), file);
    }

  return file;
}

static void
set_length (GByteArray *bytes, gsize length)
{
  gsize old = bytes->len;

  g_byte_array_set_size (bytes, length);
  if (length > old)
    memset (bytes->data + old, 0, length - old);
}

static void
put (GByteArray *bytes, gsize place, const guint8 *data, gsize n)
{
  if (bytes->len < place + n)
    set_length (bytes, place + n);
  memcpy (bytes->data + place, data, n);
}

static void
carry_out (GByteArray *bytes, const NpDiskEntry *entry, NpPower power)
{
  gsize n = 0;
  const guint8 *data = NULL;

  if (power == NP_POWER_NOTHING)
    return;
  if (entry->operation == NP_DISK_TRUNCATE)
    {
      if (power == NP_POWER_ALL || g_test_rand_bit ())
        set_length (bytes, entry->number);
      return;
    }

  data = g_bytes_get_data (entry->bytes, &n);
  for (gsize i = 0; i < n; i += SECTOR - (entry->number + i) % SECTOR)
    if (power == NP_POWER_ALL || g_test_rand_bit ())
      put (bytes, entry->number + i, data + i,
           MIN (n - i, SECTOR - (entry->number + i) % SECTOR));
}

static void
carry_out_all (DiskFile *file, GByteArray *bytes, NpPower power)
{
  for (guint i = 0; i < file->pending->len; i++)
    carry_out (bytes, g_ptr_array_index (file->pending, i), power);
}

/* A folder keeps the order of its changes: a file that is made anew went before. */
static void
create (DiskFile *file)
{
  g_byte_array_set_size (file->bytes, 0);
  g_ptr_array_set_size (file->pending, 0);
  file->is_there = FALSE;
  file->is_gone = FALSE;
  file->is_new = TRUE;
}

/* SQLite syncs the folder with the first sync of a new file. */
static void
sync_file (DiskFile *file)
{
  carry_out_all (file, file->bytes, NP_POWER_ALL);
  g_ptr_array_set_size (file->pending, 0);
  file->is_there = file->is_there || file->is_new;
  file->is_new = FALSE;
}

/* The disk as it is now, with all files of a folder synced. */
NpDisk *
np_disk_new (const char *folder)
{
  NpDisk *self = g_new0 (NpDisk, 1);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_file);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *bytes = NULL;
      DiskFile *file = get_file (self, name);
      gsize length = 0;

      g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
      g_byte_array_append (file->bytes, (guint8 *) bytes, length);
      file->is_there = TRUE;
    }

  return self;
}

void
np_disk_free (NpDisk *self)
{
  g_hash_table_unref (self->files);
  g_free (self);
}

/* The entry must stay. */
void
np_disk_apply (NpDisk *self, const NpDiskEntry *entry)
{
  DiskFile *file = entry->name != NULL ? get_file (self, entry->name) : NULL;

  switch (entry->operation)
    {
    case NP_DISK_CREATE:
      create (file);
      break;
    case NP_DISK_WRITE:
    case NP_DISK_TRUNCATE:
      g_ptr_array_add (file->pending, (gpointer) entry);
      break;
    case NP_DISK_SYNC:
      sync_file (file);
      break;
    case NP_DISK_DELETE:
      file->is_gone = TRUE;
      break;
    case NP_DISK_MARK:
    default:
      break;
    }
}

static gboolean
is_found (DiskFile *file, NpPower power)
{
  gboolean chance = power == NP_POWER_ALL || (power == NP_POWER_SOME && g_test_rand_bit ());

  if (file->is_gone)
    return file->is_there && !chance;

  return file->is_there || (file->is_new && chance);
}

/* Writes what is found when the power comes back. */
void
np_disk_write_to (NpDisk *self, NpPower power, const char *folder)
{
  GHashTableIter iter;
  gpointer name = NULL;
  gpointer value = NULL;

  g_hash_table_iter_init (&iter, self->files);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      DiskFile *file = value;
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (GByteArray) bytes = NULL;

      g_unlink (path);
      if (!is_found (file, power))
        continue;
      bytes = g_byte_array_append (g_byte_array_new (), file->bytes->data, file->bytes->len);
      carry_out_all (file, bytes, power);
      g_assert_true (g_file_set_contents_full (path, bytes->len > 0 ? (char *) bytes->data : "",
                                               bytes->len, G_FILE_SET_CONTENTS_NONE, 0600,
                                               NULL));
    }
}
