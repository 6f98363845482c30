/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-tab-stop.h"

/**
 * NpTabStop:
 *
 * Makes the list in a GtkScrolledWindow one stop of the Tab key. By itself
 * GtkListView takes a Tab for each of its rows (GTK 4.8 has no other way), and
 * from a hundred thousand of them nobody would get out. The arrow keys go
 * through the rows.
 */
struct _NpTabStop
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (NpTabStop, np_tab_stop, ADW_TYPE_BIN)

static gboolean
np_tab_stop_focus (GtkWidget *widget, GtkDirectionType direction)
{
  GtkWidget *scrolled = adw_bin_get_child (ADW_BIN (widget));
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return GTK_WIDGET_CLASS (np_tab_stop_parent_class)->focus (widget, direction);
  if (focus != NULL && gtk_widget_is_ancestor (focus, widget))
    return FALSE;
  return gtk_widget_grab_focus (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scrolled)));
}

static void
np_tab_stop_class_init (NpTabStopClass *klass)
{
  GTK_WIDGET_CLASS (klass)->focus = np_tab_stop_focus;
}

static void
np_tab_stop_init (NpTabStop *self)
{
}
