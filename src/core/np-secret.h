/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A secret in memory that is kept out of swap and core dumps and wiped with its
 * last reference. */
typedef struct _NpSecret NpSecret;

NpSecret *np_secret_new (const char *text, gssize length);
NpSecret *np_secret_ref (NpSecret *self);
void np_secret_unref (NpSecret *self);
const char *np_secret_peek (NpSecret *self, gsize *out_length);
void np_secret_wipe_text (char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpSecret, np_secret_unref)

G_END_DECLS
