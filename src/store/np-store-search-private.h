/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-database-private.h"

G_BEGIN_DECLS

GVariant *np_store_search_lists (NpDatabase *database,
                                 char *const *words,
                                 guint max_hits,
                                 GCancellable *cancellable);

G_END_DECLS
