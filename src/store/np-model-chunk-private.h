/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

GByteArray *np_model_chunk_write (GPtrArray *models, guint first, guint *out_n_models);
void np_model_chunk_read (
    const guint8 *data, gsize length, guint n_skipped, guint max_models, GPtrArray *models);

G_END_DECLS
