/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Stands before every call to libsecret. Where the keyring is a file that this
 * very process reads, a damaged one could end the program, each time it is
 * started. So the file is checked first, and a mark is left on the disk while libsecret
 * reads it: who finds the mark at the next start does not try again by itself. */
void np_keyring_guard_enter_async (const char *const *attributes,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean np_keyring_guard_enter_finish (GAsyncResult *result,
                                        guint *out_n_items,
                                        GError **error);
void np_keyring_guard_leave (void);
void np_keyring_guard_retry (void);
void np_keyring_guard_close (void);

G_END_DECLS
