/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

SoupMessageHeaders *np_fuzz_headers_new (const char *lines, gsize length);
void np_fuzz_assert_plain (const char *text, glong max_characters);

G_END_DECLS
