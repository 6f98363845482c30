/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* One row takes no more; what is longer is refused before SQLite sees it. */
#define NP_DATABASE_MAX_ROW (48 * 1024 * 1024)

/* What failed. */
typedef struct
{
  int code;  /* of SQLite */
  int error; /* a value of errno, 0 if it is not known */
} NpDatabaseFailure;

/* The connection, for the one thread that owns it.
 *
 * The first thing that fails is kept until np_database_start_job(): whoever makes
 * several calls asks once at the end whether all is well. */
typedef struct
{
  /* Owned */
  char *path; /* NULL: in memory, as asked for */
  sqlite3 *handle;
  char *notice;             /* nullable */
  GHashTable *known_drafts; /* what this process read or wrote last of each, in the file */

  /* Borrowed */
  int *n_urgent; /* atomic, nullable: how many urgent jobs wait */

  /* State */
  int lock; /* a file descriptor, -1 for none */
  gboolean is_alone;
  gboolean is_stand_in; /* in memory, because the file cannot be used */
  gboolean is_joining;  /* what was kept in memory comes to what is in the file */
  gboolean was_checked;
  gboolean may_be_interrupted;
  gboolean has_told; /* that something cannot be kept */
  int n_log_pages;
  guint n_drafts; /* what the last salvage brought */
  guint n_entries;
  NpDatabaseFailure failure;  /* code SQLITE_OK while all is well */
  NpDatabaseFailure obstacle; /* why it is a stand-in */
} NpDatabase;

NpDatabase *np_database_open (const char *path);
void np_database_free (NpDatabase *self);
void np_database_check (NpDatabase *self);
gboolean np_database_mend (NpDatabase *self);
gboolean np_database_return_to_file (NpDatabase *self);

void np_database_start_job (NpDatabase *self);
gboolean np_database_is_well (NpDatabase *self);
gboolean np_database_is_damaged (NpDatabase *self);
gboolean np_database_is_interrupted (NpDatabase *self);
void np_database_tell (NpDatabase *self, char *notice);
void np_database_tell_failure (NpDatabase *self);
char *np_database_dup_reason (const NpDatabaseFailure *failure);
GError *np_database_dup_error (NpDatabase *self);

gboolean np_database_note (NpDatabase *self, int code);
gboolean np_database_note_errno (NpDatabase *self, int error);
gboolean np_database_may_go_on (NpDatabase *self);
gboolean np_database_connect (NpDatabase *self, const char *name);
void np_database_disconnect (NpDatabase *self);
void np_database_abandon (NpDatabase *self);
void np_database_watch_log (NpDatabase *self);
void np_database_tidy_log (NpDatabase *self);
gboolean np_database_exec (NpDatabase *self, const char *sql);
sqlite3_stmt *np_database_prepare (NpDatabase *self, const char *sql, const char *types, ...);
gboolean np_database_step (NpDatabase *self, sqlite3_stmt *statement);
gboolean np_database_run (NpDatabase *self, const char *sql, const char *types, ...);
gint64 np_database_read_number (NpDatabase *self, const char *sql);
const char *np_database_column_text (sqlite3_stmt *statement, int column);
gboolean np_database_begin (NpDatabase *self);
void np_database_write_ahead (NpDatabase *self);
gboolean np_database_end (NpDatabase *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpDatabase, np_database_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

G_END_DECLS
