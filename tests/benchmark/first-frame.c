/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "first-frame.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

/* The first frame is painted: says when, and how much memory it took, and ends.
 * _exit(), for what a program does on its way out is not measured here. */
static void
after_paint_cb (GdkFrameClock *clock, gpointer user_data)
{
  struct rusage usage = { 0 };

  getrusage (RUSAGE_SELF, &usage);
  printf ("%" G_GINT64_FORMAT " %ld\n", g_get_monotonic_time (), usage.ru_maxrss);
  fflush (stdout);
  _Exit (0);
}

static void
map_cb (GtkWidget *window, gpointer user_data)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);

  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), NULL);
}

static void
window_added_cb (GtkApplication *application, GtkWindow *window, gpointer user_data)
{
  g_signal_connect_after (window, "map", G_CALLBACK (map_cb), NULL);
}

/**
 * np_first_frame_watch:
 * @application: an application that has not run yet
 *
 * Ends the program as soon as the first frame of its first window is painted,
 * and prints the monotonic time in microseconds and the peak memory in KiB.
 */
void
np_first_frame_watch (GtkApplication *application)
{
  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb), NULL);
}
