/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-timer-private.h"

#include <time.h>

static guint
add_timeout (guint milliseconds, GSourceFunc callback, gpointer data)
{
  return g_timeout_add (milliseconds, callback, data);
}

static void
remove_timeout (guint id)
{
  g_source_remove (id);
}

/* What was read before the computer slept is old afterwards. */
static gint64
get_boot_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);
  return now.tv_sec * G_TIME_SPAN_SECOND + now.tv_nsec / 1000;
}

static const NpTimerClock system_clock = {
  .add = add_timeout,
  .remove = remove_timeout,
  .get_time = get_boot_time,
};

static const NpTimerClock *current = &system_clock;

/*< private >
 * np_timer_set_clock:
 * @clock: (nullable): the clock to go by; %NULL for that of the system
 *
 * For tests, before anything waits.
 */
void
np_timer_set_clock (const NpTimerClock *clock)
{
  current = clock != NULL ? clock : &system_clock;
}

/*< private >
 * np_timer_add:
 * @milliseconds: how long to wait
 * @callback: called then, and again if it says %G_SOURCE_CONTINUE
 * @data: passed to @callback
 *
 * Returns: what np_timer_remove() takes; never 0
 */
guint
np_timer_add (guint milliseconds, GSourceFunc callback, gpointer data)
{
  return current->add (milliseconds, callback, data);
}

/*< private >
 * np_timer_remove:
 * @id: a timer that still waits
 *
 * Waits no longer.
 */
void
np_timer_remove (guint id)
{
  current->remove (id);
}

/*< private >
 * np_timer_get_time:
 *
 * Returns: microseconds since some point in the past; to tell how old something is
 */
gint64
np_timer_get_time (void)
{
  return current->get_time ();
}
