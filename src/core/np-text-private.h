/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean np_text_is_blank_char (gunichar c);
char *np_text_dup_trimmed (const char *text, const char *also);
gboolean np_text_get_int64 (const char *text, gint64 *out_value);

G_END_DECLS
