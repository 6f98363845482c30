/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-colour-choice.h"

#include "np-account-text.h"
#include "np-account.h"

/**
 * NpColourChoice:
 *
 * Chooses the colour of an account. Each one has a name, for those who cannot
 * tell them apart.
 */
struct _NpColourChoice
{
  GtkWidget parent_instance;

  /* Template widgets: none, the buttons are made from the list of colours */
  GtkCheckButton *none; /* not shown: no colour is chosen yet */

  /* Owned */
  char *colour;
};

G_DEFINE_FINAL_TYPE (NpColourChoice, np_colour_choice, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_COLOUR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
set_colour (NpColourChoice *self, const char *colour)
{
  GtkCheckButton *button = self->none;

  if (g_strcmp0 (self->colour, colour) == 0)
    return;
  g_free (self->colour);
  self->colour = g_strdup (colour);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (g_strcmp0 (gtk_widget_get_name (child), colour) == 0)
        button = GTK_CHECK_BUTTON (child);
    }
  gtk_check_button_set_active (button, TRUE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLOUR]);
}

static void
toggled_cb (NpColourChoice *self, GtkCheckButton *button)
{
  if (gtk_check_button_get_active (button) && button != self->none)
    set_colour (self, gtk_widget_get_name (GTK_WIDGET (button)));
}

static GtkWidget *
add_button (NpColourChoice *self, const char *colour)
{
  GtkWidget *button = gtk_check_button_new ();
  g_autofree char *class_name = NULL;

  gtk_widget_set_parent (button, GTK_WIDGET (self));
  gtk_check_button_set_group (GTK_CHECK_BUTTON (button), self->none);
  g_signal_connect_object (button, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  if (colour == NULL)
    return button;
  class_name = g_strconcat ("np-", colour, NULL);
  gtk_widget_set_name (button, colour);
  gtk_widget_add_css_class (button, "np-colour");
  gtk_widget_add_css_class (button, class_name);
  gtk_widget_set_tooltip_text (button, np_account_text_get_colour_name (colour));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  np_account_text_get_colour_name (colour), -1);
  return button;
}

static void
np_colour_choice_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  NpColourChoice *self = NP_COLOUR_CHOICE (object);

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
np_colour_choice_set_property (GObject *object,
                               guint prop_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  NpColourChoice *self = NP_COLOUR_CHOICE (object);

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
np_colour_choice_dispose (GObject *object)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (np_colour_choice_parent_class)->dispose (object);
}

static void
np_colour_choice_finalize (GObject *object)
{
  g_free (NP_COLOUR_CHOICE (object)->colour);

  G_OBJECT_CLASS (np_colour_choice_parent_class)->finalize (object);
}

static void
np_colour_choice_class_init (NpColourChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = np_colour_choice_get_property;
  object_class->set_property = np_colour_choice_set_property;
  object_class->dispose = np_colour_choice_dispose;
  object_class->finalize = np_colour_choice_finalize;

  /**
   * NpColourChoice:colour:
   *
   * One of np_account_get_colours(); anything else while none is chosen.
   */
  properties[PROP_COLOUR] = g_param_spec_string ("colour", NULL, NULL, NULL,
                                                 G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                     G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_RADIO_GROUP);
}

static void
np_colour_choice_init (NpColourChoice *self)
{
  const char *const *colours = np_account_get_colours ();

  gtk_box_layout_set_spacing (
      GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), 6);
  self->none = GTK_CHECK_BUTTON (add_button (self, NULL));
  gtk_widget_set_visible (GTK_WIDGET (self->none), FALSE);
  gtk_check_button_set_active (self->none, TRUE);
  for (guint i = 0; colours[i] != NULL; i++)
    add_button (self, colours[i]);
}
