/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-deadline.h"

/* The timers of the main loop stand still while the computer sleeps. So the
 * limits are kept in a time that goes on, and looked at this often. */
#define LOOK_INTERVAL_MS 1000

struct _NpDeadline
{
  /* Owned */
  GSource *source;

  /* Borrowed */
  NpDeadlineFunc expired;
  gpointer user_data;

  /* State, in microseconds of boot time */
  NpSeam seam;
  gint64 end;
  gint64 phase_end;
  gint64 next_look;
  gint64 look_interval;
  NpApiPhase phase;
  guint phase_ms;
};

static void
schedule (NpDeadline *self, gint64 now)
{
  gint64 rest = MIN (self->end, self->phase_end) - now;
  gint64 wait = CLAMP (rest, 0, self->look_interval);

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
  gint64 now = np_seam_get_boot_time (&self->seam);
  gboolean is_whole = now >= self->end;

  if (!is_whole && now < self->phase_end)
    {
      schedule (self, now);
      return G_SOURCE_CONTINUE;
    }
  g_source_set_ready_time (self->source, -1);
  self->expired (is_whole ? NP_API_PHASE_WHOLE : self->phase, is_whole ? 0 : self->phase_ms,
                 self->user_data);
  return G_SOURCE_CONTINUE;
}

/**
 * np_deadline_new:
 * @seam: what tells the time; is copied
 * @end: when the whole call has to be over, in boot time of @seam
 * @look_ms: how often to look at that time, in milliseconds; 0 for once a second
 * @expired: (scope notified): is called once, with the phase and the limit that
 *   was passed, 0 for that of the whole call; must not free the deadline
 * @user_data: passed to @expired
 *
 * Starts a clock on the thread-default main context. Time in which the computer
 * sleeps counts, and is noticed within a second of its waking up.
 *
 * Returns: (transfer full): the deadline
 */
NpDeadline *
np_deadline_new (
    const NpSeam *seam, gint64 end, guint look_ms, NpDeadlineFunc expired, gpointer user_data)
{
  NpDeadline *self = g_new0 (NpDeadline, 1);

  self->seam = *seam;
  self->expired = expired;
  self->user_data = user_data;
  self->end = end;
  self->phase_end = G_MAXINT64;
  self->look_interval = (look_ms > 0 ? look_ms : LOOK_INTERVAL_MS) * G_TIME_SPAN_MILLISECOND;
  self->source = g_source_new (&deadline_funcs, sizeof (GSource));
  g_source_set_static_name (self->source, "NpDeadline");
  g_source_set_callback (self->source, look_cb, self, NULL);
  schedule (self, np_seam_get_boot_time (&self->seam));
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
 * @phase: what is waited for from now on
 * @limit_ms: how long that may take, in milliseconds
 *
 * Begins a phase, or begins the same one anew when there was progress.
 */
void
np_deadline_enter (NpDeadline *self, NpApiPhase phase, guint limit_ms)
{
  gint64 now = np_seam_get_boot_time (&self->seam);

  self->phase = phase;
  self->phase_ms = limit_ms;
  self->phase_end = now + limit_ms * G_TIME_SPAN_MILLISECOND;
  /* Moving a source wakes the main loop, and a quick call has many phases. The
   * look that is due anyway is soon enough for most of them. */
  if (self->phase_end < self->next_look)
    schedule (self, now);
}

/**
 * np_deadline_go_on:
 * @self: a deadline
 * @phase: what is waited for from now on
 *
 * Begins a phase that shares its limit with the one before.
 */
void
np_deadline_go_on (NpDeadline *self, NpApiPhase phase)
{
  self->phase = phase;
}
