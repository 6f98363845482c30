/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "first-frame.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

static gboolean
is_on_screen (GtkWidget *widget, const char *type_name)
{
  if (!gtk_widget_get_child_visible (widget) || !gtk_widget_get_mapped (widget))
    return FALSE;
  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), type_name))
    return gtk_widget_get_height (widget) > 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (is_on_screen (child, type_name))
        return TRUE;
    }
  return FALSE;
}

/* The frame is painted: says when, and how much memory it took, and ends.
 * _Exit(), for what a program does on its way out is not measured here. */
static void
after_paint_cb (GtkWidget *window)
{
  const char *wanted = g_object_get_data (G_OBJECT (window), "wanted");
  struct rusage usage = { 0 };
  gint64 now = g_get_monotonic_time ();

  if (wanted != NULL && !is_on_screen (window, wanted))
    return;
  getrusage (RUSAGE_SELF, &usage);
  printf ("%" G_GINT64_FORMAT " %ld\n", now, usage.ru_maxrss);
  fflush (stdout);
  _Exit (0);
}

static void
map_cb (GtkWidget *window, gpointer user_data)
{
  g_signal_connect_object (gtk_widget_get_frame_clock (window), "after-paint",
                           G_CALLBACK (after_paint_cb), window, G_CONNECT_SWAPPED);
}

static void
window_added_cb (GtkApplication *application, GtkWindow *window, gpointer wanted)
{
  g_object_set_data_full (G_OBJECT (window), "wanted", g_strdup (wanted), g_free);
  g_signal_connect_after (window, "map", G_CALLBACK (map_cb), NULL);
}

/**
 * np_first_frame_watch:
 * @application: an application that has not run yet
 * @wanted: (nullable): the type of a widget that has to be in the frame
 *
 * Ends the program as soon as the first frame of its first window is painted,
 * or the first one with @wanted in it, and prints the monotonic time in
 * microseconds and the peak memory in KiB.
 */
void
np_first_frame_watch (GtkApplication *application, const char *wanted)
{
  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb),
                    (gpointer) wanted);
}
