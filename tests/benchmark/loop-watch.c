/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "loop-watch.h"

#include <time.h>

#define WATCH_MS 2

static gboolean
watch_cb (gpointer user_data)
{
  LoopWatch *self = user_data;
  gint64 now = g_get_monotonic_time ();
  gint64 cpu = get_thread_cpu_us ();

  self->worst_us = MAX (self->worst_us, now - self->last_us);
  self->worst_cpu_us = MAX (self->worst_cpu_us, cpu - self->last_cpu_us);
  self->last_us = now;
  self->last_cpu_us = cpu;
  return G_SOURCE_CONTINUE;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return left < right ? -1 : left > right ? 1 : 0;
}

/**
 * loop_watch_start:
 * @self: (out caller-allocates): a watch
 *
 * Begins to look how long the main loop is kept from its turn. The processor
 * time of a turn stands beside the clock, because on a busy computer a process
 * also waits for others.
 */
void
loop_watch_start (LoopWatch *self)
{
  *self = (LoopWatch){ 0 };
  self->last_us = g_get_monotonic_time ();
  self->last_cpu_us = get_thread_cpu_us ();
  self->source = g_timeout_add_full (G_PRIORITY_HIGH, WATCH_MS, watch_cb, self, NULL);
}

/**
 * loop_watch_stop:
 * @self: a watch that was started
 */
void
loop_watch_stop (LoopWatch *self)
{
  watch_cb (self);
  g_source_remove (self->source);
}

/**
 * get_thread_cpu_us:
 *
 * Returns: the processor time of this thread, in microseconds
 */
gint64
get_thread_cpu_us (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * G_TIME_SPAN_SECOND + time.tv_nsec / 1000;
}

/**
 * get_percentile_ms:
 * @times: (element-type gint64): microseconds; gets sorted
 * @part: 0.5 for the median, 1 for the worst
 *
 * Returns: milliseconds
 */
double
get_percentile_ms (GArray *times, double part)
{
  guint at = (guint) ((times->len - 1) * part + 0.5);

  g_array_sort (times, compare_times);
  return (double) g_array_index (times, gint64, at) / G_TIME_SPAN_MILLISECOND;
}
