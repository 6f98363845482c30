/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-database-private.h"

G_BEGIN_DECLS

/* What a load found. */
typedef struct
{
  GPtrArray *models; /* owned, nullable: of NpModelSummary */
  gint64 fetched_at;
  guint n_stored;
} NpStoreList;

void np_store_list_free (NpStoreList *self);

gboolean np_store_lists_are_whole (NpDatabase *database);
gboolean np_store_lists_save (NpDatabase *database,
                              const char *key,
                              GPtrArray *models,
                              gint64 fetched_at);
NpStoreList *np_store_lists_load (NpDatabase *database,
                                  const char *key,
                                  guint first,
                                  guint max_models,
                                  GCancellable *cancellable);
guint np_store_lists_load_chunk (
    sqlite3_stmt *chunk, const char *key, guint first, guint max_models, GPtrArray *models);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpStoreList, np_store_list_free)

G_END_DECLS
