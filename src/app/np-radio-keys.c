/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-radio-keys.h"

/* In a group of radio buttons Tab reaches the chosen one, and arrow keys go on from
 * there. In a list they go to the next row before the group hears of them, and GTK
 * finds no way between buttons of different boxes: without this nobody could choose
 * anything else without a mouse. */

static void
collect_buttons (GtkWidget *widget, GPtrArray *buttons)
{
  if (GTK_IS_CHECK_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
      gtk_widget_is_sensitive (widget))
    g_ptr_array_add (buttons, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_buttons (child, buttons);
}

static gboolean
move_cb (GtkWidget *widget, GVariant *step, gpointer user_data)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();
  guint position = 0;

  collect_buttons (widget, buttons);
  if (!g_ptr_array_find (buttons, focus, &position))
    return GDK_EVENT_PROPAGATE;
  position += (guint) g_variant_get_int32 (step);
  if (position < buttons->len)
    {
      gtk_widget_grab_focus (buttons->pdata[position]);
      gtk_check_button_set_active (buttons->pdata[position], TRUE);
    }
  return GDK_EVENT_STOP;
}

/**
 * np_radio_keys_install:
 * @widget_class: the class of a widget in a list that holds radio buttons
 *
 * Lets the arrow keys choose the radio button before or after the one with the focus.
 */
void
np_radio_keys_install (GtkWidgetClass *widget_class)
{
  const struct
  {
    guint key;
    int step;
  } keys[] = {
    { GDK_KEY_Up, -1 },  { GDK_KEY_KP_Up, -1 },  { GDK_KEY_Left, -1 },
    { GDK_KEY_Down, 1 }, { GDK_KEY_KP_Down, 1 }, { GDK_KEY_Right, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i].key, 0, move_cb, "i", keys[i].step);
}
