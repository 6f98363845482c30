/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *np_time_text_dup_date (const char *iso8601);
char *np_time_text_dup_age (gint64 then);
char *np_time_text_dup_offset (gint64 seconds);
char *np_time_text_dup_moment (gint64 then, gboolean starts);
char *np_time_text_dup_full (gint64 then);

G_END_DECLS
