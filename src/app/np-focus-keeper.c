/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-focus-keeper.h"

/* GTK looks for another place for the focus when what has it goes away, but not when it
 * can only not be used any more: a button that was pressed and has done its work. Then
 * no key does anything, and a screen reader is nowhere. */

/* After so many frames GTK has found a place, if it looks for one. */
#define N_FRAMES 2

#define KEEPER_KEY "np-focus-keeper"

typedef struct
{
  GPtrArray *places; /* of weak pointers: what had the focus, and all that was around it */
  guint n_frames;    /* still to wait for; 0 while nobody waits */
} Keeper;

static void
place_free (gpointer data)
{
  GtkWidget **place = data;

  g_clear_weak_pointer (place);
  g_free (place);
}

static void
keeper_free (gpointer data)
{
  Keeper *self = data;

  g_ptr_array_unref (self->places);
  g_free (self);
}

static void
remember (Keeper *self, GtkWidget *focus)
{
  g_ptr_array_set_size (self->places, 0);
  for (GtkWidget *widget = focus; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      GtkWidget **place = g_new0 (GtkWidget *, 1);

      g_set_weak_pointer (place, widget);
      g_ptr_array_add (self->places, place);
    }
}

/* Behind what had the focus, in the nearest that is still there of what was around it;
 * else where that begins. */
static void
find_place (Keeper *self, GtkWidget *window)
{
  for (guint i = 0; i < self->places->len; i++)
    {
      GtkWidget *place = *(GtkWidget **) self->places->pdata[i];

      if (place != NULL && gtk_widget_get_root (place) == GTK_ROOT (window) &&
          gtk_widget_get_mapped (place) &&
          (gtk_widget_child_focus (place, GTK_DIR_TAB_FORWARD) ||
           gtk_widget_grab_focus (place)))
        return;
    }
}

static gboolean
frame_cb (GtkWidget *window, GdkFrameClock *clock, gpointer user_data)
{
  Keeper *self = user_data;

  if (gtk_window_get_focus (GTK_WINDOW (window)) != NULL)
    self->n_frames = 0;
  else if (--self->n_frames == 0)
    find_place (self, window);
  return self->n_frames > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
focus_cb (GtkWindow *window)
{
  Keeper *self = g_object_get_data (G_OBJECT (window), KEEPER_KEY);
  GtkWidget *focus = gtk_window_get_focus (window);

  if (focus != NULL)
    remember (self, focus);
  else if (self->n_frames == 0 && gtk_widget_get_mapped (GTK_WIDGET (window)))
    {
      self->n_frames = N_FRAMES;
      gtk_widget_add_tick_callback (GTK_WIDGET (window), frame_cb, self, NULL);
    }
}

static void
watch (GtkWindow *window)
{
  Keeper *self = g_new0 (Keeper, 1);

  self->places = g_ptr_array_new_with_free_func (place_free);
  g_object_set_data_full (G_OBJECT (window), KEEPER_KEY, self, keeper_free);
  g_signal_connect_object (window, "notify::focus-widget", G_CALLBACK (focus_cb), window, 0);
}

static void
windows_cb (GListModel *windows, guint position, guint n_removed, guint n_added)
{
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (g_object_get_data (G_OBJECT (window), KEEPER_KEY) == NULL)
        watch (window);
    }
}

/**
 * np_focus_keeper_start:
 * @owner: keeps the focus in all windows for as long as it lives
 *
 * From now on the keys go somewhere in each window, as long as anything in it takes them.
 */
void
np_focus_keeper_start (GObject *owner)
{
  g_return_if_fail (G_IS_OBJECT (owner));

  g_signal_connect_object (gtk_window_get_toplevels (), "items-changed",
                           G_CALLBACK (windows_cb), owner, 0);
}
