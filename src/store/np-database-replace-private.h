/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-database-file-private.h"
#include "np-database-private.h"

G_BEGIN_DECLS

gboolean np_database_is_half_replaced (NpDatabase *self);
gboolean np_database_replace (NpDatabase *self, NpDatabaseState state);

G_END_DECLS
