/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *np_text_dup_visible (const char *text, gboolean name_spaces);
gboolean np_text_has_invisible (const char *text);

G_END_DECLS
