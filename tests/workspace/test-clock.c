/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "test-clock.h"

#include "np-timer-private.h"

/* Between two looks of a save, see np-save-operation.c. */
static const guint short_pauses[] = { 400, 1200 };

typedef struct
{
  guint id;
  guint source; /* of a short pause; 0: waits for the clock to be turned */
  gint64 at;
  guint interval;
  GSourceFunc callback;
  gpointer data;
} Timer;

static GPtrArray *timers;
static gint64 now = G_TIME_SPAN_DAY;
static guint last_id;

static Timer *
find_timer (guint id)
{
  for (guint i = 0; i < timers->len; i++)
    {
      Timer *timer = timers->pdata[i];

      if (timer->id == id)
        return timer;
    }
  return NULL;
}

/* The callback may remove its own timer, or add others. */
static void
fire (Timer *timer)
{
  guint id = timer->id;

  if (timer->callback (timer->data) == G_SOURCE_REMOVE)
    {
      timer = find_timer (id);
      if (timer != NULL)
        g_ptr_array_remove_fast (timers, timer);
      return;
    }
  timer->at = now + timer->interval * G_TIME_SPAN_MILLISECOND;
}

static gboolean
short_pause_cb (gpointer data)
{
  Timer *timer = find_timer (GPOINTER_TO_UINT (data));

  timer->source = 0;
  fire (timer);
  return G_SOURCE_REMOVE;
}

static gboolean
is_short (guint milliseconds)
{
  for (guint i = 0; i < G_N_ELEMENTS (short_pauses); i++)
    {
      if (short_pauses[i] == milliseconds)
        return TRUE;
    }
  return FALSE;
}

static guint
add_timer (guint milliseconds, GSourceFunc callback, gpointer data)
{
  Timer *timer = g_new0 (Timer, 1);

  timer->id = ++last_id;
  timer->at = now + milliseconds * G_TIME_SPAN_MILLISECOND;
  timer->interval = milliseconds;
  timer->callback = callback;
  timer->data = data;
  if (is_short (milliseconds))
    timer->source = g_idle_add (short_pause_cb, GUINT_TO_POINTER (timer->id));
  g_ptr_array_add (timers, timer);
  return timer->id;
}

static void
remove_timer (guint id)
{
  Timer *timer = find_timer (id);

  g_assert_nonnull (timer);
  g_clear_handle_id (&timer->source, g_source_remove);
  g_ptr_array_remove_fast (timers, timer);
}

static gint64
get_time (void)
{
  return now;
}

static const NpTimerClock clock_of_tests = { add_timer, remove_timer, get_time };

void
test_clock_install (void)
{
  timers = g_ptr_array_new_with_free_func (g_free);
  np_timer_set_clock (&clock_of_tests);
}

static Timer *
find_due (gint64 until)
{
  Timer *first = NULL;

  for (guint i = 0; i < timers->len; i++)
    {
      Timer *timer = timers->pdata[i];

      if (timer->source == 0 && timer->at <= until && (first == NULL || timer->at < first->at))
        first = timer;
    }
  return first;
}

/* Moves the time on and calls what is due on the way, the earliest first. */
void
test_clock_turn (guint milliseconds)
{
  gint64 until = now + milliseconds * G_TIME_SPAN_MILLISECOND;
  Timer *timer = NULL;

  while ((timer = find_due (until)) != NULL)
    {
      now = MAX (now, timer->at);
      fire (timer);
    }
  now = until;
}

/* How many timers wait. */
guint
test_clock_count (void)
{
  return timers->len;
}
