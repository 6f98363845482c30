/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-value-grid.h"

#include <glib/gi18n.h>

#include "np-value-text.h"

/* A label of a megabyte would stop the window. */
#define MAX_SHOWN_CHARACTERS 2000
#define MAX_SHOWN_LINES      8

/**
 * NpValueGrid:
 *
 * Values to read, below each other, each with its title at the left. Long ones are
 * shown by their beginning.
 */
struct _NpValueGrid
{
  AdwBin parent_instance;

  /* Borrowed from itself */
  GtkGrid *grid;

  /* State */
  int n_rows;
};

G_DEFINE_FINAL_TYPE (NpValueGrid, np_value_grid, ADW_TYPE_BIN)

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
make_title (const char *text)
{
  GtkWidget *label = make_label (text, "caption");

  gtk_label_set_wrap (GTK_LABEL (label), FALSE);
  gtk_widget_set_valign (label, GTK_ALIGN_BASELINE);
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static GtkWidget *
make_value (const char *text)
{
  g_autofree char *shown = np_value_text_dup_start (text, MAX_SHOWN_CHARACTERS,
                                                    MAX_SHOWN_LINES);
  GtkWidget *label = make_label (*text != '\0' ? shown : C_ ("value", "empty"), NULL);

  gtk_label_set_lines (GTK_LABEL (label), MAX_SHOWN_LINES);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_valign (label, GTK_ALIGN_BASELINE);
  gtk_widget_set_hexpand (label, TRUE);
  if (*text == '\0')
    gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static GtkWidget *
make_copy_button (const char *tooltip, const char *action_name)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-copy-symbolic");

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  tooltip, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action_name);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  return button;
}

static void
attach (NpValueGrid *self, const char *title, GtkWidget *value)
{
  gtk_grid_attach (self->grid, make_title (title), 0, self->n_rows, 1, 1);
  gtk_grid_attach (self->grid, value, 1, self->n_rows++, 1, 1);
}

static void
np_value_grid_class_init (NpValueGridClass *klass)
{
}

static void
np_value_grid_init (NpValueGrid *self)
{
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 12);
  gtk_grid_set_row_spacing (self->grid, 6);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->grid));
}

/**
 * np_value_grid_add_heading:
 * @self: a grid
 * @text: what the values below it are about
 */
void
np_value_grid_add_heading (NpValueGrid *self, const char *text)
{
  GtkWidget *label = NULL;

  g_return_if_fail (NP_IS_VALUE_GRID (self));

  label = make_label (text, "heading");
  if (self->n_rows > 0)
    gtk_widget_set_margin_top (label, 12);
  gtk_grid_attach (self->grid, label, 0, self->n_rows++, 2, 1);
}

/**
 * np_value_grid_add_value:
 * @self: a grid
 * @id: the field that it is a value of
 * @title: which value it is
 * @value: the value; an empty one is shown as such
 */
void
np_value_grid_add_value (NpValueGrid *self, NpFieldId id, const char *title, const char *value)
{
  g_autofree char *text = NULL;

  g_return_if_fail (NP_IS_VALUE_GRID (self));
  g_return_if_fail (value != NULL);

  text = np_value_text_dup (id, value);
  attach (self, title, make_value (text));
}

/**
 * np_value_grid_add_fact:
 * @self: a grid
 * @title: what it is
 * @value: (nullable): what is known; nothing is not shown
 */
void
np_value_grid_add_fact (NpValueGrid *self, const char *title, const char *value)
{
  g_return_if_fail (NP_IS_VALUE_GRID (self));

  if (value != NULL && *value != '\0')
    attach (self, title, make_value (value));
}

/**
 * np_value_grid_add_copyable:
 * @self: a grid
 * @title: what it is
 * @value: (nullable): what is known; nothing is not shown
 * @tooltip: what the button beside it does
 * @action_name: the action that copies it
 */
void
np_value_grid_add_copyable (NpValueGrid *self,
                            const char *title,
                            const char *value,
                            const char *tooltip,
                            const char *action_name)
{
  GtkWidget *box = NULL;

  g_return_if_fail (NP_IS_VALUE_GRID (self));

  if (value == NULL || *value == '\0')
    return;
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (box), make_value (value));
  gtk_box_append (GTK_BOX (box), make_copy_button (tooltip, action_name));
  gtk_widget_set_valign (box, GTK_ALIGN_BASELINE);
  attach (self, title, box);
}

/**
 * np_value_grid_add_note:
 * @self: a grid
 * @text: (nullable): a sentence about the values above; nothing is not shown
 * @style: the style class of the sentence
 */
void
np_value_grid_add_note (NpValueGrid *self, const char *text, const char *style)
{
  GtkWidget *label = NULL;

  g_return_if_fail (NP_IS_VALUE_GRID (self));

  if (text == NULL)
    return;
  label = make_label (text, style);
  gtk_widget_add_css_class (label, "caption");
  gtk_grid_attach (self->grid, label, 1, self->n_rows++, 1, 1);
}
