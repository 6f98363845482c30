/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "layout-check.h"

#include <adwaita.h>

/* Half a pixel of rounding on each side is no fault. */
#define SLACK 1.0f
/* Two texts may touch, but not lie on each other. */
#define MAX_OVERLAP 2.0f

/* A text on the screen, and the part of its place that can be seen. */
typedef struct
{
  GtkWidget *widget;
  graphene_rect_t bounds;
  graphene_rect_t visible;
  guint layer; /* what floats over the rest is a layer of its own */
} Text;

typedef struct
{
  GtkWidget *root;
  GArray *texts; /* of Text */
  GString *faults;
  guint n_layers;
} Check;

static const char *
get_label_text (GtkWidget *widget)
{
  return GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : "";
}

static char *
describe (GtkWidget *widget)
{
  g_autofree char *text = g_utf8_substring (
      get_label_text (widget), 0, MIN (g_utf8_strlen (get_label_text (widget), -1), 40));
  GtkWidget *parent = gtk_widget_get_parent (widget);

  return g_strdup_printf ("“%s” (%s in %s)", text, G_OBJECT_TYPE_NAME (widget),
                          parent != NULL ? G_OBJECT_TYPE_NAME (parent) : "nothing");
}

static void
add_fault (Check *check, GtkWidget *widget, const char *what)
{
  g_autofree char *text = describe (widget);

  g_string_append_printf (check->faults, "%s %s\n", text, what);
}

static void
intersect (graphene_rect_t *area, const graphene_rect_t *with)
{
  if (!graphene_rect_intersection (area, with, area))
    graphene_rect_init (area, 0, 0, 0, 0);
}

/* What scrolls sideways may be wider than its window; the rest may not. */
static gboolean
scrolls_sideways (GtkWidget *widget)
{
  GtkPolicyType policy = GTK_POLICY_NEVER;

  if (!GTK_IS_SCROLLED_WINDOW (widget))
    return FALSE;
  gtk_scrolled_window_get_policy (GTK_SCROLLED_WINDOW (widget), &policy, NULL);
  return policy == GTK_POLICY_AUTOMATIC || policy == GTK_POLICY_ALWAYS;
}

static gboolean
is_over_others (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  return parent != NULL &&
         ((GTK_IS_OVERLAY (parent) && gtk_overlay_get_child (GTK_OVERLAY (parent)) != widget) ||
          GTK_IS_POPOVER (widget));
}

static gboolean
has_tooltip (GtkWidget *widget)
{
  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    if (gtk_widget_get_tooltip_text (widget) != NULL)
      return TRUE;
  return FALSE;
}

/* A label in a button has no other way to be read. */
static void
check_ellipsis (Check *check, GtkWidget *widget)
{
  if (gtk_widget_get_ancestor (widget, GTK_TYPE_BUTTON) != NULL && !has_tooltip (widget) &&
      pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))))
    add_fault (check, widget, "is shortened in a button");
}

static void
check_height (Check *check, GtkWidget *widget)
{
  GtkAllocation place;
  int sides = gtk_widget_get_margin_start (widget) + gtk_widget_get_margin_end (widget);
  int ends = gtk_widget_get_margin_top (widget) + gtk_widget_get_margin_bottom (widget);
  int least = 0;

  gtk_widget_get_allocation (widget, &place);
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, place.width + sides, &least, NULL, NULL,
                      NULL);
  if (least - ends > place.height + SLACK)
    add_fault (check, widget, "is lower than its text");
}

static void
check_width (Check *check, const Text *text, gboolean may_scroll)
{
  if (may_scroll || text->visible.size.width == 0)
    return;
  if (text->bounds.size.width > text->visible.size.width + SLACK)
    add_fault (check, text->widget, "is cut at its side");
}

static void
take_text (Check *check,
           GtkWidget *widget,
           const graphene_rect_t *area,
           gboolean may_scroll,
           guint layer)
{
  Text text = { .widget = widget, .visible = *area, .layer = layer };

  if (*get_label_text (widget) == '\0' ||
      !gtk_widget_compute_bounds (widget, check->root, &text.bounds))
    return;
  intersect (&text.visible, &text.bounds);
  if (text.visible.size.height == 0)
    return;
  check_ellipsis (check, widget);
  check_height (check, widget);
  check_width (check, &text, may_scroll);
  g_array_append_val (check->texts, text);
}

/* Themes change with the years, and what they lose shows as a broken picture. The icon of
 * the program itself is there once that is installed. */
static void
check_icon (Check *check, GtkWidget *widget)
{
  const char *name = gtk_image_get_icon_name (GTK_IMAGE (widget));
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));
  g_autofree char *what = g_strdup_printf ("has no icon “%s”", name);

  if (name != NULL && !g_str_equal (name, NP_APPLICATION_ID) &&
      !gtk_icon_theme_has_icon (theme, name))
    add_fault (check, widget, what);
}

static void
visit (Check *check, GtkWidget *widget, graphene_rect_t area, gboolean may_scroll, guint layer)
{
  graphene_rect_t bounds;

  if (!gtk_widget_get_mapped (widget) || !gtk_widget_get_child_visible (widget) ||
      gtk_widget_get_opacity (widget) == 0)
    return;
  if (is_over_others (widget))
    layer = ++check->n_layers;
  if (GTK_IS_SCROLLABLE (widget) || GTK_IS_SCROLLED_WINDOW (widget) ||
      gtk_widget_get_overflow (widget) == GTK_OVERFLOW_HIDDEN)
    {
      if (gtk_widget_compute_bounds (widget, check->root, &bounds))
        intersect (&area, &bounds);
    }
  may_scroll = may_scroll || scrolls_sideways (widget);
  if (GTK_IS_LABEL (widget))
    take_text (check, widget, &area, may_scroll, layer);
  if (GTK_IS_IMAGE (widget))
    check_icon (check, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (!GTK_IS_NATIVE (child))
      visit (check, child, area, may_scroll, layer);
}

static void
check_pair (Check *check, const Text *a, const Text *b)
{
  graphene_rect_t both;
  g_autofree char *other = NULL;
  g_autofree char *what = NULL;

  if (a->layer != b->layer || gtk_widget_is_ancestor (a->widget, b->widget) ||
      gtk_widget_is_ancestor (b->widget, a->widget) ||
      !graphene_rect_intersection (&a->visible, &b->visible, &both) ||
      both.size.width <= MAX_OVERLAP || both.size.height <= MAX_OVERLAP)
    return;
  other = describe (b->widget);
  what = g_strdup_printf ("lies on %s", other);
  add_fault (check, a->widget, what);
}

char *
layout_check (GtkWidget *root)
{
  g_autoptr (GArray) texts = g_array_new (FALSE, FALSE, sizeof (Text));
  Check check = { .root = root, .texts = texts, .faults = g_string_new (NULL) };
  graphene_rect_t area;

  graphene_rect_init (&area, 0, 0, (float) gtk_widget_get_width (root),
                      (float) gtk_widget_get_height (root));
  visit (&check, root, area, FALSE, 0);
  for (guint i = 0; i < texts->len; i++)
    for (guint j = i + 1; j < texts->len; j++)
      check_pair (&check, &g_array_index (texts, Text, i), &g_array_index (texts, Text, j));
  return g_string_free (check.faults, FALSE);
}
