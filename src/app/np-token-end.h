/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean np_token_end_parse (const char *text,
                             GDateTime *now,
                             gint64 *out_expires,
                             const char **out_fault);

G_END_DECLS
