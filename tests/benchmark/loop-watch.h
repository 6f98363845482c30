/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The longest time between two turns of the main loop. */
typedef struct
{
  guint source;
  gint64 last_us;
  gint64 last_cpu_us;
  gint64 worst_us;
  gint64 worst_cpu_us;
} LoopWatch;

void loop_watch_start (LoopWatch *self);
void loop_watch_stop (LoopWatch *self);

gint64 get_thread_cpu_us (void);
double get_percentile_ms (GArray *times, double part);

G_END_DECLS
