/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-columns.h"

#define SPACING 12

/**
 * NpColumns:
 *
 * Shows its children side by side, in columns of one width, and one above the
 * other where there is no room for that.
 */
struct _NpColumns
{
  GtkWidget parent_instance;

  /* State */
  int threshold;
};

G_DEFINE_FINAL_TYPE (NpColumns, np_columns, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_THRESHOLD,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GtkWidget *
skip_hidden (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static GtkWidget *
get_first (NpColumns *self)
{
  return skip_hidden (gtk_widget_get_first_child (GTK_WIDGET (self)));
}

static GtkWidget *
get_next (GtkWidget *child)
{
  return skip_hidden (gtk_widget_get_next_sibling (child));
}

static int
count (NpColumns *self)
{
  int n = 0;

  for (GtkWidget *child = get_first (self); child != NULL; child = get_next (child))
    n++;
  return n;
}

/* With large text the narrowest columns may need more than the threshold. */
static gboolean
is_stacked (NpColumns *self, int width)
{
  int widest = 0;

  for (GtkWidget *child = get_first (self); child != NULL; child = get_next (child))
    {
      int minimum = 0;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      widest = MAX (widest, minimum);
    }
  return width < MAX (self->threshold, count (self) * (widest + SPACING) - SPACING);
}

static int
get_column_width (NpColumns *self, int width)
{
  int n = count (self);

  n = MAX (n, 1);
  return is_stacked (self, width) ? width : MAX ((width - SPACING * (n - 1)) / n, 0);
}

static void
measure_width (NpColumns *self, int *minimum, int *natural)
{
  for (GtkWidget *child = get_first (self); child != NULL; child = get_next (child))
    {
      int child_minimum = 0;
      int child_natural = 0;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural,
                          NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural = MAX (*natural, child_natural);
    }
  *natural = count (self) * (*natural + SPACING) - SPACING;
  *natural = MAX (*natural, *minimum);
}

static void
measure_height (NpColumns *self, int width, int *minimum, int *natural)
{
  gboolean stacked = is_stacked (self, width);
  int column_width = get_column_width (self, width);

  for (GtkWidget *child = get_first (self); child != NULL; child = get_next (child))
    {
      int child_minimum = 0;
      int child_natural = 0;

      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, column_width, &child_minimum,
                          &child_natural, NULL, NULL);
      *minimum = stacked ? *minimum + child_minimum + SPACING : MAX (*minimum, child_minimum);
      *natural = stacked ? *natural + child_natural + SPACING : MAX (*natural, child_natural);
    }
  if (stacked)
    {
      *minimum = MAX (*minimum - SPACING, 0);
      *natural = MAX (*natural - SPACING, 0);
    }
}

static GtkSizeRequestMode
np_columns_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
np_columns_measure (GtkWidget *widget,
                    GtkOrientation orientation,
                    int for_size,
                    int *minimum,
                    int *natural,
                    int *minimum_baseline,
                    int *natural_baseline)
{
  NpColumns *self = NP_COLUMNS (widget);
  int min_width = 0;
  int nat_width = 0;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_width (self, minimum, natural);
      return;
    }
  if (for_size < 0)
    measure_width (self, &min_width, &nat_width);
  measure_height (self, for_size < 0 ? nat_width : for_size, minimum, natural);
}

static void
np_columns_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  NpColumns *self = NP_COLUMNS (widget);
  gboolean stacked = is_stacked (self, width);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int column_width = get_column_width (self, width);
  int position = 0;

  for (GtkWidget *child = get_first (self); child != NULL; child = get_next (child))
    {
      GtkAllocation place = { .x = position, .width = column_width, .height = height };

      if (stacked)
        {
          gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &place.height, NULL,
                              NULL);
          place.x = 0;
          place.y = position;
        }
      else if (is_rtl)
        place.x = width - position - column_width;
      gtk_widget_size_allocate (child, &place, -1);
      position += (stacked ? place.height : column_width) + SPACING;
    }
}

static void
np_columns_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  NpColumns *self = NP_COLUMNS (object);

  switch (prop_id)
    {
    case PROP_THRESHOLD:
      g_value_set_int (value, self->threshold);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
np_columns_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  NpColumns *self = NP_COLUMNS (object);

  switch (prop_id)
    {
    case PROP_THRESHOLD:
      self->threshold = g_value_get_int (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
np_columns_dispose (GObject *object)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (np_columns_parent_class)->dispose (object);
}

static void
np_columns_class_init (NpColumnsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = np_columns_get_property;
  object_class->set_property = np_columns_set_property;
  object_class->dispose = np_columns_dispose;
  widget_class->get_request_mode = np_columns_get_request_mode;
  widget_class->measure = np_columns_measure;
  widget_class->size_allocate = np_columns_size_allocate;

  /**
   * NpColumns:threshold:
   *
   * The width in pixels from which the children stand side by side.
   */
  properties[PROP_THRESHOLD] = g_param_spec_int ("threshold", NULL, NULL, 0, G_MAXINT, 0,
                                                 G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY |
                                                     G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
np_columns_init (NpColumns *self)
{
}
