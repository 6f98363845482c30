/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* One page of a list: items, and how many the service says there are in all.
 * Counted and immutable. */
typedef struct _NpBatch NpBatch;

#define NP_TYPE_BATCH (np_batch_get_type ())
GType np_batch_get_type (void);

NpBatch *np_batch_new (GPtrArray *items, guint n_sent, gint64 total_count);
NpBatch *np_batch_ref (NpBatch *self);
void np_batch_unref (NpBatch *self);
guint np_batch_get_length (NpBatch *self);
gpointer np_batch_get_item (NpBatch *self, guint i); /* transfer none */
guint np_batch_get_n_sent (NpBatch *self);           /* with those that could not be read */
gint64 np_batch_get_total_count (NpBatch *self);     /* -1 if the answer did not say */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpBatch, np_batch_unref)

G_END_DECLS
