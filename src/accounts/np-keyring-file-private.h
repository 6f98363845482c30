/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The file that stands for a keyring in a sandbox, as far as it can be read without
 * its password. */
#define NP_KEYRING_FILE_MAX_SIZE (4 * 1024 * 1024)

gboolean np_keyring_file_is_used (void);
char *np_keyring_file_dup_path (void);
gboolean np_keyring_file_check (GBytes *contents,
                                const char *const *attributes,
                                guint *out_n_items);

G_END_DECLS
