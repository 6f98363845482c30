/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* More than 500 texts that have to come through everything byte for byte. All are
 * valid UTF-8 without a NUL, and no two are the same. */
const char *const *np_awkward_strings_get (gsize *out_n);

G_END_DECLS
