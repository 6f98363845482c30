/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-wrap-box.h"

#define SPACING 6

/**
 * NpWrapBox:
 *
 * Buttons side by side, in as many lines as the width asks for. A flow box would
 * make each of them a stop of its own for the keyboard, beside the button in it.
 */
struct _NpWrapBox
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (NpWrapBox, np_wrap_box, GTK_TYPE_WIDGET)

static int
get_natural_width (GtkWidget *child, int max_width)
{
  int natural = 0;
  int minimum = 0;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return MAX (minimum, MIN (natural, max_width));
}

static int
get_natural_height (GtkWidget *child, int width)
{
  int natural = 0;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

/* The last child of the line that begins with FIRST, and how high the line is. */
static GtkWidget *
find_line_end (GtkWidget *first, int width, int *out_height)
{
  GtkWidget *last = first;
  int x = 0;

  *out_height = 0;
  for (GtkWidget *child = first; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int child_width = 0;

      if (!gtk_widget_should_layout (child))
        continue;
      child_width = get_natural_width (child, width);
      if (x > 0 && x + SPACING + child_width > width)
        break;
      x += (x > 0 ? SPACING : 0) + child_width;
      *out_height = MAX (*out_height, get_natural_height (child, child_width));
      last = child;
    }
  return last;
}

static int
get_height (GtkWidget *widget, int width)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);
  int height = 0;

  while (child != NULL)
    {
      int line = 0;

      child = gtk_widget_get_next_sibling (find_line_end (child, width, &line));
      height += line > 0 && height > 0 ? SPACING + line : line;
    }
  return height;
}

static void
measure_width (GtkWidget *widget, int *minimum, int *natural)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum = 0;
      int child_natural = 0;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural,
                          NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += (*natural > 0 ? SPACING : 0) + child_natural;
    }
}

static void
np_wrap_box_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (widget, minimum, natural);
  else
    *minimum = *natural = get_height (widget, for_size < 0 ? G_MAXINT / 2 : for_size);
}

static void
place_line (GtkWidget *widget, GtkWidget *first, GtkWidget *last, int width, int y, int height)
{
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0;

  for (GtkWidget *child = first;; child = gtk_widget_get_next_sibling (child))
    {
      if (gtk_widget_should_layout (child))
        {
          int child_width = get_natural_width (child, width);
          GtkAllocation place = { is_rtl ? width - x - child_width : x, y, child_width,
                                  height };

          gtk_widget_size_allocate (child, &place, -1);
          x += child_width + SPACING;
        }
      if (child == last)
        return;
    }
}

static void
np_wrap_box_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *first = gtk_widget_get_first_child (widget);
  int y = 0;

  while (first != NULL)
    {
      int line = 0;
      GtkWidget *last = find_line_end (first, width, &line);

      place_line (widget, first, last, width, y, line);
      y += line + SPACING;
      first = gtk_widget_get_next_sibling (last);
    }
}

static GtkSizeRequestMode
np_wrap_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
np_wrap_box_dispose (GObject *object)
{
  np_wrap_box_remove_all (NP_WRAP_BOX (object));

  G_OBJECT_CLASS (np_wrap_box_parent_class)->dispose (object);
}

static void
np_wrap_box_class_init (NpWrapBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = np_wrap_box_dispose;
  widget_class->measure = np_wrap_box_measure;
  widget_class->size_allocate = np_wrap_box_size_allocate;
  widget_class->get_request_mode = np_wrap_box_get_request_mode;
}

static void
np_wrap_box_init (NpWrapBox *self)
{
}

/**
 * np_wrap_box_append:
 * @self: a box
 * @child: (transfer none): what comes last in it
 */
void
np_wrap_box_append (NpWrapBox *self, GtkWidget *child)
{
  g_return_if_fail (NP_IS_WRAP_BOX (self));
  g_return_if_fail (GTK_IS_WIDGET (child));

  gtk_widget_set_parent (child, GTK_WIDGET (self));
}

/**
 * np_wrap_box_remove_all:
 * @self: a box
 */
void
np_wrap_box_remove_all (NpWrapBox *self)
{
  GtkWidget *child = NULL;

  g_return_if_fail (NP_IS_WRAP_BOX (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}
