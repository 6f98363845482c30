/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *np_plain_text (const char *text, gsize max_characters);
char *np_plain_text_from_bytes (GBytes *bytes, gsize max_characters);
char *np_plain_text_message (const char *message);
gboolean np_plain_text_is_web_page (GBytes *bytes);
char *np_plain_text_link (const char *link);

G_END_DECLS
