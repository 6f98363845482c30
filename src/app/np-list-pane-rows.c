/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-list-pane-private.h"

#include "np-model-row.h"

/* The rows of the list. GtkListView keeps about two hundred places at hand,
 * however few are on the screen, and makes them anew when the list becomes
 * another one. So a place is empty and only as high as a row, until it comes near
 * the screen; and the rows in them are used again and again. */

/* So many places before and after the screen have rows. */
#define NEAR_ROWS 6

/* In a list that is no longer than this all places have rows; more than most
 * windows show. */
#define FEW_ROWS 20

/* So long after the last key the rest of the list follows. */
#define REST_DELAY_MS 250

static NpModelRow *
get_row (GtkListItem *item)
{
  return NP_MODEL_ROW (adw_bin_get_child (ADW_BIN (gtk_list_item_get_child (item))));
}

/* By arithmetic, for where a place will stand is known only after the layout. */
static gboolean
is_near_screen (NpListPane *self, guint position)
{
  GtkAdjustment *scroll = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list_view));
  double first = gtk_adjustment_get_value (scroll);
  double last = first + gtk_adjustment_get_page_size (scroll);

  if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) <= FEW_ROWS)
    return TRUE;
  if (self->row_pitch <= 0)
    return position < FEW_ROWS;
  return position + NEAR_ROWS >= first / self->row_pitch &&
         position <= last / self->row_pitch + NEAR_ROWS;
}

static void
update_mark (NpListPane *self, NpModelRow *row)
{
  const char *model_id = np_model_summary_get_text (np_model_row_get_model (row),
                                                    NP_SUMMARY_MODEL_ID);

  np_model_row_set_unsaved (row, g_hash_table_contains (self->drafts, model_id));
}

/* The height depends on the scripts of the texts: the greatest counts for all. */
static void
update_height (NpListPane *self, NpModelRow *row)
{
  int height = 0;

  gtk_widget_measure (GTK_WIDGET (row), GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL,
                      NULL);
  if (height <= self->row_height)
    return;
  self->row_height = height;
  for (guint i = 0; i < self->items->len; i++)
    gtk_widget_set_size_request (gtk_list_item_get_child (self->items->pdata[i]), -1, height);
}

static void
fill (NpListPane *self, GtkListItem *item)
{
  g_autoptr (NpModelRow) row = NULL;

  if (self->spare_rows->len > 0)
    row = g_ptr_array_steal_index_fast (self->spare_rows, self->spare_rows->len - 1);
  else
    row = NP_MODEL_ROW (g_object_ref_sink (np_model_row_new ()));
  np_model_row_set_model (row, gtk_list_item_get_item (item));
  update_mark (self, row);
  adw_bin_set_child (ADW_BIN (gtk_list_item_get_child (item)), GTK_WIDGET (row));
  update_height (self, row);
}

static void
empty (NpListPane *self, GtkListItem *item)
{
  NpModelRow *row = get_row (item);

  g_ptr_array_add (self->spare_rows, g_object_ref (row));
  adw_bin_set_child (ADW_BIN (gtk_list_item_get_child (item)), NULL);
  np_model_row_set_model (row, NULL);
}

/* Opens on a single click, without selecting whatever the pointer passes over. */
static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer user_data)
{
  GtkListItem *item = user_data;
  GtkWidget *place = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));

  gtk_widget_activate_action (place, "list.activate-item", "u",
                              gtk_list_item_get_position (item));
}

static void
setup_cb (NpListPane *self, GtkListItem *item)
{
  GtkWidget *place = adw_bin_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_object (click, "released", G_CALLBACK (released_cb), item, 0);
  gtk_widget_add_controller (place, GTK_EVENT_CONTROLLER (click));
  gtk_list_item_set_child (item, place);
}

static void
bind_cb (NpListPane *self, GtkListItem *item)
{
  GtkWidget *place = gtk_list_item_get_child (item);

  gtk_widget_set_size_request (place, -1, self->row_height);
  g_ptr_array_add (self->items, item);
  if (is_near_screen (self, gtk_list_item_get_position (item)))
    fill (self, item);
  /* What has the focus, and so needs the name, is the widget around the place. */
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (gtk_widget_get_parent (place)), GTK_ACCESSIBLE_PROPERTY_LABEL,
      np_model_summary_get_text (gtk_list_item_get_item (item), NP_SUMMARY_MODEL_NAME), -1);
}

static void
unbind_cb (NpListPane *self, GtkListItem *item)
{
  g_ptr_array_remove_fast (self->items, item);
  if (get_row (item) != NULL)
    empty (self, item);
}

static void
update_rows (NpListPane *self)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      GtkListItem *item = self->items->pdata[i];
      gboolean is_near = is_near_screen (self, gtk_list_item_get_position (item));

      if (is_near && get_row (item) == NULL)
        fill (self, item);
      else if (!is_near && get_row (item) != NULL)
        empty (self, item);
    }
}

/* The layout knows how high a row is with all that is around it. */
static void
scroll_changed_cb (NpListPane *self)
{
  GtkAdjustment *scroll = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list_view));
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  if (n_items > 0)
    self->row_pitch = gtk_adjustment_get_upper (scroll) / n_items;
  update_rows (self);
}

/**
 * np_list_pane_init_rows: (skip)
 * @self: a pane
 */
void
np_list_pane_init_rows (NpListPane *self)
{
  GtkAdjustment *scroll = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list_view));
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->items = g_ptr_array_new ();
  self->spare_rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->slice = gtk_slice_list_model_new (G_LIST_MODEL (g_object_ref (self->view)), 0,
                                          G_MAXUINT);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->slice)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list_view, factory);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (self->selection));

  g_signal_connect_object (scroll, "changed", G_CALLBACK (scroll_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (scroll, "value-changed", G_CALLBACK (update_rows), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (update_rows), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

static gboolean
show_rest_cb (gpointer user_data)
{
  NpListPane *self = user_data;

  self->rest_source = 0;
  gtk_slice_list_model_set_size (self->slice, G_MAXUINT);
  return G_SOURCE_REMOVE;
}

/**
 * np_list_pane_show_first_rows: (skip)
 * @self: a pane
 *
 * To call before a person makes another list of this one. Goes to its start, and
 * leaves out what is not on the screen until nothing was typed for a moment: two
 * hundred places, empty as they are, take as long as a frame.
 */
void
np_list_pane_show_first_rows (NpListPane *self)
{
  gtk_slice_list_model_set_size (self->slice, FEW_ROWS);
  gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list_view)),
                            0);
  g_clear_handle_id (&self->rest_source, g_source_remove);
  self->rest_source = g_timeout_add (REST_DELAY_MS, show_rest_cb, self);
}

/**
 * np_list_pane_update_marks: (skip)
 * @self: a pane
 *
 * Brings the marks of unsaved changes in line with the drafts.
 */
void
np_list_pane_update_marks (NpListPane *self)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      NpModelRow *row = get_row (self->items->pdata[i]);

      if (row != NULL)
        update_mark (self, row);
    }
}
