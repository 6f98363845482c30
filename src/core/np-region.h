/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint np_region_get_count (void);
const char *np_region_get_id (guint i);
const char *np_region_get_name (guint i);
gboolean np_region_find (const char *region_id, guint *out_i);
gboolean np_region_matches (guint i, const char *query);

G_END_DECLS
