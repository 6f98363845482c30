/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-database-private.h"

G_BEGIN_DECLS

/* What goes from files that were put aside. */
typedef struct
{
  const char *account_id;   /* nullable: of all accounts */
  const char *key;          /* what the keys of the account begin with */
  gboolean is_history_only; /* the key does not count then */
} NpAsideFilter;

gboolean np_database_clean_aside (NpDatabase *self, const NpAsideFilter *filter);

G_END_DECLS
