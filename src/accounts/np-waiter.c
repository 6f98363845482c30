/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-waiter-private.h"

struct _NpWaiter
{
  /* Owned */
  GTask *task;        /* NULL when it was answered */
  GSource *cancelled; /* nullable */
};

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  NpWaiter *self = user_data;
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

/**
 * np_waiter_new:
 * @task: a task, with or without a cancellable
 *
 * Returns: (transfer full): the waiter, which answers @task when it is cancelled
 */
NpWaiter *
np_waiter_new (GTask *task)
{
  NpWaiter *self = g_new0 (NpWaiter, 1);
  GCancellable *cancellable = g_task_get_cancellable (task);

  self->task = g_object_ref (task);
  if (cancellable != NULL)
    {
      self->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (self->cancelled, G_SOURCE_FUNC (cancelled_cb), self, NULL);
      g_source_attach (self->cancelled, g_task_get_context (task));
    }

  return self;
}

/**
 * np_waiter_free:
 * @self: a waiter
 */
void
np_waiter_free (NpWaiter *self)
{
  if (self->cancelled != NULL)
    {
      g_source_destroy (self->cancelled);
      g_source_unref (self->cancelled);
    }
  g_clear_object (&self->task);
  g_free (self);
}

/**
 * np_waiter_claim:
 * @self: a waiter
 *
 * Returns: (transfer full) (nullable): the task, for the caller to answer; %NULL
 *   if it was cancelled or claimed before
 */
GTask *
np_waiter_claim (NpWaiter *self)
{
  if (self->cancelled != NULL)
    g_source_destroy (self->cancelled);

  return g_steal_pointer (&self->task);
}
