/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-database-private.h"
#include "np-history-entry.h"

G_BEGIN_DECLS

/* Every column, as np_store_history_take() reads them. */
#define NP_STORE_HISTORY_COLUMNS                               \
  "ordinal, saved_at, account_id, account_name, host, region," \
  " model_id, model_name, result, request_id, code, is_undo, changes, sum"
#define NP_STORE_HISTORY_VALUES    "SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"
#define NP_STORE_HISTORY_N_COLUMNS 14

/* Which saves; the page begins with the newest before an ordinal. */
typedef struct
{
  const char *account_id; /* nullable: any */
  const char *model_id;   /* nullable: any */
  const char *query;      /* nullable: anything */
  gint64 before;          /* 0: from the newest */
  guint max_entries;
} NpHistoryQuery;

gboolean np_store_history_is_whole (NpDatabase *database);
gboolean np_store_history_take (NpDatabase *database, sqlite3_stmt *row);
gint64 np_store_history_add (NpDatabase *database, NpHistoryEntry *entry);
GPtrArray *np_store_history_search (NpDatabase *database,
                                    const NpHistoryQuery *query,
                                    GCancellable *cancellable,
                                    guint *out_n_damaged);
gboolean np_store_history_wipe (NpDatabase *database, const char *account_id);
gint64 np_store_history_count (NpDatabase *database, const char *account_id);

G_END_DECLS
