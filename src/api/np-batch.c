/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-batch.h"

struct _NpBatch
{
  gatomicrefcount ref_count;

  /* Owned */
  GPtrArray *items;

  /* State */
  guint n_sent;
  gint64 total_count;
};

G_DEFINE_BOXED_TYPE (NpBatch, np_batch, np_batch_ref, np_batch_unref)

/**
 * np_batch_new:
 * @items: (transfer full) (element-type GObject): the items, with a function
 *   that frees them
 * @n_sent: how many items the answer had
 * @total_count: how many there are in all, -1 if the answer did not say
 *
 * Returns: (transfer full): the page
 */
NpBatch *
np_batch_new (GPtrArray *items, guint n_sent, gint64 total_count)
{
  NpBatch *self = g_new0 (NpBatch, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->items = items;
  self->n_sent = n_sent;
  self->total_count = total_count;
  return self;
}

/**
 * np_batch_ref:
 * @self: a page
 *
 * Takes a reference. Any thread may do so.
 *
 * Returns: (transfer full): @self
 */
NpBatch *
np_batch_ref (NpBatch *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * np_batch_unref:
 * @self: (transfer full): a page
 *
 * Gives a reference back. The last one frees the page.
 */
void
np_batch_unref (NpBatch *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->items);
  g_free (self);
}

/**
 * np_batch_get_length:
 * @self: a page
 *
 * Returns: how many items it holds
 */
guint
np_batch_get_length (NpBatch *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->items->len;
}

/**
 * np_batch_get_item:
 * @self: a page
 * @i: a number below its length
 *
 * Returns: (transfer none) (type GObject) (nullable): an item, in the order of
 *   the answer; %NULL if there is none
 */
gpointer
np_batch_get_item (NpBatch *self, guint i)
{
  g_return_val_if_fail (self != NULL, NULL);

  return i < self->items->len ? self->items->pdata[i] : NULL;
}

/**
 * np_batch_get_n_sent:
 * @self: a page
 *
 * Items without an ID are left out of a page. Whoever counts pages must count
 * them: only a page with none at all is behind the last one.
 *
 * Returns: how many items the answer had
 */
guint
np_batch_get_n_sent (NpBatch *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_sent;
}

/**
 * np_batch_get_total_count:
 * @self: a page
 *
 * Returns: how many items the service said there are in all, at the time it
 *   answered; -1 if it did not say
 */
gint64
np_batch_get_total_count (NpBatch *self)
{
  g_return_val_if_fail (self != NULL, -1);

  return self->total_count;
}
