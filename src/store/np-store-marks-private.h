/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-database-private.h"

G_BEGIN_DECLS

/* Every column, as np_store_marks_take() reads them. */
#define NP_STORE_MARKS_COLUMNS "kind, key, model_id, model_name, ordinal, sum"

/* Stored as these numbers. */
typedef enum
{
  NP_MARK_RECENT = 0,
  NP_MARK_STAR = 1,
} NpMarkKind;

gboolean np_store_marks_are_whole (NpDatabase *database);
gboolean np_store_marks_take (NpDatabase *database, sqlite3_stmt *row);
gboolean np_store_marks_add_recent (NpDatabase *database,
                                    const char *key,
                                    const char *model_id,
                                    const char *model_name);
gboolean np_store_marks_set_star (NpDatabase *database,
                                  const char *key,
                                  const char *model_id,
                                  const char *model_name,
                                  gboolean is_starred);
GListModel *np_store_marks_load (NpDatabase *database, NpMarkKind kind, const char *key);

G_END_DECLS
