/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* The connection, for the one thread that owns it.
 *
 * The first thing that fails is kept until np_database_start_job(): whoever makes
 * several calls asks once at the end whether all is well. */
typedef struct
{
  /* Owned */
  char *path; /* NULL: in memory, as asked for */
  sqlite3 *handle;
  char *notice; /* nullable */

  /* State */
  int lock; /* a file descriptor, -1 for none */
  gboolean is_alone;
  gboolean was_checked;
  int code; /* of SQLite, SQLITE_OK while all is well */
} NpDatabase;

NpDatabase *np_database_open (const char *path);
void np_database_free (NpDatabase *self);
void np_database_check (NpDatabase *self);
gboolean np_database_mend (NpDatabase *self);

void np_database_start_job (NpDatabase *self);
gboolean np_database_is_well (NpDatabase *self);
gboolean np_database_is_damaged (NpDatabase *self);
void np_database_tell (NpDatabase *self, char *notice);
void np_database_tell_failure (NpDatabase *self);
char *np_database_dup_reason (NpDatabase *self);

gboolean np_database_note (NpDatabase *self, int code);
gboolean np_database_exec (NpDatabase *self, const char *sql);
sqlite3_stmt *np_database_prepare (NpDatabase *self, const char *sql, const char *types, ...);
gboolean np_database_step (NpDatabase *self, sqlite3_stmt *statement);
gboolean np_database_run (NpDatabase *self, const char *sql, const char *types, ...);
gint64 np_database_read_number (NpDatabase *self, const char *sql);
const char *np_database_column_text (sqlite3_stmt *statement, int column);
gboolean np_database_begin (NpDatabase *self);
gboolean np_database_end (NpDatabase *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpDatabase, np_database_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

G_END_DECLS
