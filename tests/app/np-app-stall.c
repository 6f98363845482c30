/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-app-stall.h"

/* How often it looks, in milliseconds. */
#define LOOK_MS 5

struct _NpAppStall
{
  GThread *thread;
  GMutex mutex;
  GCond cond;

  /* Guarded by the mutex; microseconds */
  gint64 asked_at; /* when the main loop was asked to turn; 0 if it has */
  gint64 worst;
  gboolean is_over;

  int ref_count; /* atomic: the main loop may answer after the end */
};

static void
stall_unref (NpAppStall *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

static void
note (NpAppStall *self)
{
  if (self->asked_at != 0)
    self->worst = MAX (self->worst, g_get_monotonic_time () - self->asked_at);
}

/* In the main loop, as soon as it turns. */
static gboolean
turned_cb (gpointer user_data)
{
  NpAppStall *self = user_data;

  g_mutex_lock (&self->mutex);
  note (self);
  self->asked_at = 0;
  g_mutex_unlock (&self->mutex);
  return G_SOURCE_REMOVE;
}

/* Not g_main_context_invoke(): that would answer itself between two turns. */
static void
ask (NpAppStall *self)
{
  self->asked_at = g_get_monotonic_time ();
  g_atomic_int_inc (&self->ref_count);
  g_idle_add_full (G_PRIORITY_HIGH, turned_cb, self, (GDestroyNotify) stall_unref);
}

static gpointer
watch (gpointer user_data)
{
  NpAppStall *self = user_data;

  g_mutex_lock (&self->mutex);
  while (!self->is_over)
    {
      if (self->asked_at == 0)
        ask (self);
      g_cond_wait_until (&self->cond, &self->mutex,
                         g_get_monotonic_time () + LOOK_MS * G_TIME_SPAN_MILLISECOND);
    }
  note (self);
  g_mutex_unlock (&self->mutex);
  return NULL;
}

/* Begins to look. The main loop has to turn now and then. */
NpAppStall *
np_app_stall_new (void)
{
  NpAppStall *self = g_new0 (NpAppStall, 1);

  self->ref_count = 1;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->thread = g_thread_new ("np-app-stall", watch, self);
  return self;
}

/* Whether the main loop was asked to turn and has not yet. */
gboolean
np_app_stall_get_is_asking (NpAppStall *self)
{
  gboolean is_asking = FALSE;

  g_mutex_lock (&self->mutex);
  is_asking = self->asked_at != 0;
  g_mutex_unlock (&self->mutex);
  return is_asking;
}

/* Returns for how long the main loop did not turn at worst, in microseconds. */
gint64
np_app_stall_end (NpAppStall *self)
{
  gint64 worst = 0;

  g_mutex_lock (&self->mutex);
  self->is_over = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  g_thread_join (self->thread);
  worst = self->worst;
  stall_unref (self);
  return worst;
}
