/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-deadline.h"

#include <time.h>

/* The timers of the main loop stand still while the computer sleeps. So the
 * limits are kept in a time that goes on, and looked at this often. */
#define LOOK_INTERVAL_US G_TIME_SPAN_SECOND

struct _NpDeadline
{
  /* Owned */
  GSource *source;

  /* Borrowed */
  NpDeadlineFunc expired;
  gpointer user_data;
  const char *phase;

  /* State, in microseconds of boot time */
  gint64 whole_limit;
  gint64 phase_limit;
  gint64 next_look;
  guint whole_ms;
  guint phase_ms;
};

static gint64
get_boot_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);
  return now.tv_sec * G_TIME_SPAN_SECOND + now.tv_nsec / 1000;
}

static void
schedule (NpDeadline *self, gint64 now)
{
  gint64 rest = MIN (self->whole_limit, self->phase_limit) - now;
  gint64 wait = CLAMP (rest, 0, LOOK_INTERVAL_US);

  self->next_look = now + wait;
  g_source_set_ready_time (self->source, g_get_monotonic_time () + wait);
}

static gboolean
dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  return callback (user_data);
}

static GSourceFuncs deadline_funcs = { NULL, NULL, dispatch, NULL, NULL, NULL };

static gboolean
look_cb (gpointer user_data)
{
  NpDeadline *self = user_data;
  gint64 now = get_boot_time ();
  gboolean is_whole = now >= self->whole_limit;

  if (!is_whole && now < self->phase_limit)
    {
      schedule (self, now);
      return G_SOURCE_CONTINUE;
    }
  g_source_set_ready_time (self->source, -1);
  self->expired (is_whole ? "the whole call" : self->phase,
                 is_whole ? self->whole_ms : self->phase_ms, self->user_data);
  return G_SOURCE_CONTINUE;
}

/**
 * np_deadline_new:
 * @whole_ms: how long the whole call may take, in milliseconds
 * @expired: (scope notified): is called once, with the phase in English and
 *   the limit that was passed; must not free the deadline
 * @user_data: passed to @expired
 *
 * Starts a clock on the thread-default main context. Time in which the computer
 * sleeps counts, and is noticed within a second of its waking up.
 *
 * Returns: (transfer full): the deadline
 */
NpDeadline *
np_deadline_new (guint whole_ms, NpDeadlineFunc expired, gpointer user_data)
{
  NpDeadline *self = g_new0 (NpDeadline, 1);
  gint64 now = get_boot_time ();

  self->expired = expired;
  self->user_data = user_data;
  self->whole_ms = whole_ms;
  self->whole_limit = now + whole_ms * G_TIME_SPAN_MILLISECOND;
  self->phase_limit = G_MAXINT64;
  self->source = g_source_new (&deadline_funcs, sizeof (GSource));
  g_source_set_static_name (self->source, "NpDeadline");
  g_source_set_callback (self->source, look_cb, self, NULL);
  schedule (self, now);
  g_source_attach (self->source, g_main_context_get_thread_default ());
  return self;
}

/**
 * np_deadline_free:
 * @self: (transfer full): a deadline
 */
void
np_deadline_free (NpDeadline *self)
{
  g_source_destroy (self->source);
  g_source_unref (self->source);
  g_free (self);
}

/**
 * np_deadline_enter:
 * @self: a deadline
 * @phase: what is waited for from now on, in English; a static text
 * @limit_ms: how long that may take, in milliseconds
 *
 * Begins a phase, or begins the same one anew when there was progress.
 */
void
np_deadline_enter (NpDeadline *self, const char *phase, guint limit_ms)
{
  gint64 now = get_boot_time ();

  self->phase = phase;
  self->phase_ms = limit_ms;
  self->phase_limit = now + limit_ms * G_TIME_SPAN_MILLISECOND;
  /* Moving a source wakes the main loop, and a quick call has many phases. The
   * look that is due anyway is soon enough for most of them. */
  if (self->phase_limit < self->next_look)
    schedule (self, now);
}
