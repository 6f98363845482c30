/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-database-private.h"
#include "np-draft.h"

G_BEGIN_DECLS

/* Every column, as np_store_drafts_take() reads them. */
#define NP_STORE_DRAFTS_COLUMNS   "id, key, model_id, edited_at, base, edits, sum"
#define NP_STORE_DRAFTS_VALUES    "SELECT ?, ?, ?, ?, ?, ?, ?"
#define NP_STORE_DRAFTS_N_COLUMNS 7

gboolean np_store_drafts_are_whole (NpDatabase *database);
gboolean np_store_drafts_take (NpDatabase *database, sqlite3_stmt *row);
gboolean np_store_drafts_save (NpDatabase *database, const char *key, NpDraft *draft);
gboolean np_store_drafts_drop (NpDatabase *database, const char *key, const char *model_id);
GPtrArray *np_store_drafts_load (NpDatabase *database,
                                 const char *key,
                                 const char *model_id,
                                 guint *out_n_damaged);

G_END_DECLS
