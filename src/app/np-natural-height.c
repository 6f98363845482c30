/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-natural-height.h"

static GtkSizeRequestMode
get_request_mode (GtkWidget *bin)
{
  GtkWidget *child = gtk_widget_get_first_child (bin);

  return child != NULL ? gtk_widget_get_request_mode (child) : GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
measure (GtkWidget *bin,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (bin);

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (child == NULL || !gtk_widget_should_layout (child))
    return;
  gtk_widget_measure (child, orientation, for_size, minimum, natural, minimum_baseline,
                      natural_baseline);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural;
      *minimum_baseline = *natural_baseline;
    }
}

static void
allocate (GtkWidget *bin, int width, int height, int baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (bin);

  if (child != NULL && gtk_widget_should_layout (child))
    gtk_widget_allocate (child, width, height, baseline, NULL);
}

/**
 * np_natural_height_keep:
 * @bin: a widget with one child
 *
 * Gives the child the height that it would like to have, and no less: a GtkListBox gives
 * its rows the least, which of a view that scrolls is three lines.
 */
void
np_natural_height_keep (GtkWidget *bin)
{
  gtk_widget_set_layout_manager (bin,
                                 gtk_custom_layout_new (get_request_mode, measure, allocate));
}
