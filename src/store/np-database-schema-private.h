/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-database-private.h"

G_BEGIN_DECLS

#define NP_DATABASE_APPLICATION_ID 0x4e70 /* "Np", in the header of the file */

int np_database_schema_get_version (void);
gboolean np_database_schema_migrate (NpDatabase *self);
gboolean np_database_schema_is_whole (NpDatabase *self);

G_END_DECLS
