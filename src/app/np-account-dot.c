/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-account-dot.h"

/**
 * NpAccountDot:
 *
 * A round spot in the colour of an account. It says nothing that the name next
 * to it does not say, so screen readers pass it by.
 */
struct _NpAccountDot
{
  GtkWidget parent_instance;

  /* Owned */
  char *colour;
};

G_DEFINE_FINAL_TYPE (NpAccountDot, np_account_dot, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_COLOUR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
set_colour (NpAccountDot *self, const char *colour)
{
  g_autofree char *name = colour != NULL ? g_strconcat ("np-", colour, NULL) : NULL;
  const char *classes[] = { name, NULL };

  if (g_strcmp0 (self->colour, colour) == 0)
    return;
  g_free (self->colour);
  self->colour = g_strdup (colour);
  gtk_widget_set_css_classes (GTK_WIDGET (self), classes);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLOUR]);
}

static void
np_account_dot_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  NpAccountDot *self = NP_ACCOUNT_DOT (object);

  switch (prop_id)
    {
    case PROP_COLOUR:
      g_value_set_string (value, self->colour);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
np_account_dot_set_property (GObject *object,
                             guint prop_id,
                             const GValue *value,
                             GParamSpec *pspec)
{
  NpAccountDot *self = NP_ACCOUNT_DOT (object);

  switch (prop_id)
    {
    case PROP_COLOUR:
      set_colour (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
np_account_dot_finalize (GObject *object)
{
  g_free (NP_ACCOUNT_DOT (object)->colour);

  G_OBJECT_CLASS (np_account_dot_parent_class)->finalize (object);
}

static void
np_account_dot_class_init (NpAccountDotClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = np_account_dot_get_property;
  object_class->set_property = np_account_dot_set_property;
  object_class->finalize = np_account_dot_finalize;

  /**
   * NpAccountDot:colour:
   *
   * One of np_account_get_colours(), or "practice"; %NULL or anything else is grey.
   */
  properties[PROP_COLOUR] = g_param_spec_string ("colour", NULL, NULL, NULL,
                                                 G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                     G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "np-account-dot");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
np_account_dot_init (NpAccountDot *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}
