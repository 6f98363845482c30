/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-database-private.h"

G_BEGIN_DECLS

gboolean np_database_salvage (NpDatabase *self, sqlite3 *source);
gboolean np_database_salvage_file (NpDatabase *self, const char *path, gboolean is_damaged);

G_END_DECLS
