/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Writes down what SQLite asks of the disk, so that a test can cut the power at any
 * point of it. */
typedef enum
{
  NP_DISK_CREATE,
  NP_DISK_WRITE,
  NP_DISK_TRUNCATE,
  NP_DISK_SYNC,
  NP_DISK_DELETE,
  NP_DISK_MARK, /* of the test */
} NpDiskOperation;

typedef struct
{
  NpDiskOperation operation;
  char *name;    /* of the file, without its folder */
  GBytes *bytes; /* what was written */
  gint64 number; /* where; the new length; or that of the mark */
} NpDiskEntry;

/* How much of what was not synced reaches the disk. */
typedef enum
{
  NP_POWER_NOTHING,
  NP_POWER_SOME, /* sectors at random */
  NP_POWER_ALL,  /* as when only the process is killed */
  NP_N_POWERS,
} NpPower;

void np_disk_log_start (void);
void np_disk_log_mark (gint64 number);
GPtrArray *np_disk_log_stop (void);

/* A disk, as it is after a number of entries of a log. */
typedef struct _NpDisk NpDisk;

NpDisk *np_disk_new (const char *folder);
void np_disk_free (NpDisk *self);
void np_disk_apply (NpDisk *self, const NpDiskEntry *entry);
void np_disk_write_to (NpDisk *self, NpPower power, const char *folder);

G_END_DECLS
