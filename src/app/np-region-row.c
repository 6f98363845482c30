/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-region-row.h"

#include "np-region.h"

/**
 * NpRegionRow:
 *
 * Chooses a region. A drop-down of GTK only finds the beginnings of its texts;
 * here a region is found by any part of its ID or of its name, in Chinese and in
 * English, whatever the language of the user.
 */
struct _NpRegionRow
{
  AdwActionRow parent_instance;

  /* Template widgets */
  GtkMenuButton *button;
  GtkLabel *name;
  GtkPopover *popover;
  GtkEditable *search;
  GtkListBox *regions;
  GtkWidget *nothing;

  /* State */
  guint selected;
};

G_DEFINE_FINAL_TYPE (NpRegionRow, np_region_row, ADW_TYPE_ACTION_ROW)

enum
{
  PROP_0,
  PROP_SELECTED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
update_name (NpRegionRow *self)
{
  const char *name = np_region_get_name (self->selected);

  gtk_label_set_label (self->name, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), np_region_get_id (self->selected));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, name, -1);
}

static void
row_activated_cb (NpRegionRow *self, GtkListBoxRow *row)
{
  np_region_row_set_selected (self, (guint) gtk_list_box_row_get_index (row));
  gtk_popover_popdown (self->popover);
}

static gboolean
matches (GtkListBoxRow *row, gpointer user_data)
{
  NpRegionRow *self = NP_REGION_ROW (user_data);

  return np_region_matches ((guint) gtk_list_box_row_get_index (row),
                            gtk_editable_get_text (self->search));
}

static void
search_changed_cb (NpRegionRow *self)
{
  gtk_list_box_invalidate_filter (self->regions);
}

/* Enter takes the first that is found. */
static void
search_activate_cb (NpRegionRow *self)
{
  const char *query = gtk_editable_get_text (self->search);

  for (guint i = 0; i < np_region_get_count (); i++)
    {
      if (!np_region_matches (i, query))
        continue;
      np_region_row_set_selected (self, i);
      gtk_popover_popdown (self->popover);
      return;
    }
}

static void
show_cb (NpRegionRow *self)
{
  gtk_editable_set_text (self->search, "");
  gtk_list_box_select_row (self->regions,
                           gtk_list_box_get_row_at_index (self->regions, (int) self->selected));
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static GtkWidget *
make_row (guint i)
{
  const char *id = np_region_get_id (i);
  const char *name = np_region_get_name (i);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = gtk_label_new (name);
  GtkWidget *id_label = gtk_label_new (id);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_xalign (GTK_LABEL (id_label), 0);
  gtk_widget_add_css_class (id_label, "caption");
  gtk_widget_add_css_class (id_label, "dim-label");
  gtk_widget_set_visible (id_label, !g_str_equal (id, name));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), id_label);
  return box;
}

static void
np_region_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  NpRegionRow *self = NP_REGION_ROW (object);

  switch (prop_id)
    {
    case PROP_SELECTED:
      g_value_set_uint (value, self->selected);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
np_region_row_set_property (GObject *object,
                            guint prop_id,
                            const GValue *value,
                            GParamSpec *pspec)
{
  NpRegionRow *self = NP_REGION_ROW (object);

  switch (prop_id)
    {
    case PROP_SELECTED:
      np_region_row_set_selected (self, g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
np_region_row_class_init (NpRegionRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = np_region_row_get_property;
  object_class->set_property = np_region_row_set_property;

  /**
   * NpRegionRow:selected:
   *
   * The place of the chosen region in the table of np-region.h.
   */
  properties[PROP_SELECTED] = g_param_spec_uint ("selected", NULL, NULL, 0, G_MAXUINT, 0,
                                                 G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                     G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-region-row.ui");
  gtk_widget_class_bind_template_child (widget_class, NpRegionRow, button);
  gtk_widget_class_bind_template_child (widget_class, NpRegionRow, name);
  gtk_widget_class_bind_template_child (widget_class, NpRegionRow, popover);
  gtk_widget_class_bind_template_child (widget_class, NpRegionRow, search);
  gtk_widget_class_bind_template_child (widget_class, NpRegionRow, regions);
  gtk_widget_class_bind_template_child (widget_class, NpRegionRow, nothing);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_cb);
}

static void
np_region_row_init (NpRegionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < np_region_get_count (); i++)
    gtk_list_box_append (self->regions, make_row (i));
  gtk_list_box_set_placeholder (self->regions, self->nothing);
  gtk_list_box_set_filter_func (self->regions, matches, self, NULL);
  update_name (self);
}

/**
 * np_region_row_get_selected:
 * @self: a row
 *
 * Returns: the place of the chosen region in the table of np-region.h
 */
guint
np_region_row_get_selected (NpRegionRow *self)
{
  g_return_val_if_fail (NP_IS_REGION_ROW (self), 0);

  return self->selected;
}

/**
 * np_region_row_set_selected:
 * @self: a row
 * @selected: the place of a region in the table of np-region.h
 */
void
np_region_row_set_selected (NpRegionRow *self, guint selected)
{
  g_return_if_fail (NP_IS_REGION_ROW (self));
  g_return_if_fail (selected < np_region_get_count ());

  if (self->selected == selected)
    return;
  self->selected = selected;
  update_name (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}
