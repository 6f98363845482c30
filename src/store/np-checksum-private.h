/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gint64 np_checksum_bytes (gint64 sum, gconstpointer data, gsize length);
gint64 np_checksum_number (gint64 sum, gint64 number);
gint64 np_checksum_text (gint64 sum, const char *text);

G_END_DECLS
