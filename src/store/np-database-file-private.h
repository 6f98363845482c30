/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <errno.h>

#include <glib.h>

G_BEGIN_DECLS

/* Two values of errno that no file gives: what failed was ours to refuse. */
#define NP_DATABASE_OTHER_COMPUTER EREMOTE    /* has the file open */
#define NP_DATABASE_OTHER_EDITS    EADDRINUSE /* of the same model, by another process */

/* What stands at the path of the database. */
typedef enum
{
  NP_DATABASE_FINE,
  NP_DATABASE_MISSING,
  NP_DATABASE_DAMAGED,
  NP_DATABASE_NEWER,
  NP_DATABASE_UNUSABLE, /* nothing is known to be wrong with it, but it cannot be used */
} NpDatabaseState;

NpDatabaseState np_database_file_look (const char *path);
gboolean np_database_file_is_small (const char *path);
gboolean np_database_file_is_locked_by_header (const char *path);
int np_database_file_lock (const char *path, gboolean *out_is_alone);
gboolean np_database_file_lock_alone (int lock);
gboolean np_database_file_share_lock (int lock);
char *np_database_file_set_aside (const char *path, const char *why);
GPtrArray *np_database_file_list_aside (const char *path);
gboolean np_database_file_remove (const char *path);
gboolean np_database_file_make_empty (const char *path);

G_END_DECLS
