/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-visibility-choice.h"

#include "np-radio-keys.h"

/**
 * NpVisibilityChoice:
 *
 * Chooses among the visibilities that UpdateModel documents, each with its
 * meaning. A value that no document names is shown as it is and can be kept.
 */
struct _NpVisibilityChoice
{
  GtkWidget parent_instance;

  /* Template widgets */
  GtkCheckButton *private_button;
  GtkCheckButton *public_button;
  GtkCheckButton *other_button;
  GtkLabel *other_label;

  /* Owned */
  char *value;
};

G_DEFINE_FINAL_TYPE (NpVisibilityChoice, np_visibility_choice, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_VALUE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GtkCheckButton *
find_button (NpVisibilityChoice *self, const char *value)
{
  if (g_str_equal (value, "PRIVATE"))
    return self->private_button;
  if (g_str_equal (value, "PUBLIC"))
    return self->public_button;
  return self->other_button;
}

static void
set_value (NpVisibilityChoice *self, const char *value)
{
  GtkCheckButton *button = NULL;

  if (value == NULL)
    value = "";
  if (g_strcmp0 (self->value, value) == 0)
    return;
  g_free (self->value);
  self->value = g_strdup (value);

  button = find_button (self, value);
  if (button == self->other_button && *value != '\0')
    {
      gtk_label_set_label (self->other_label, value);
      gtk_widget_set_visible (GTK_WIDGET (self->other_button), TRUE);
    }
  gtk_check_button_set_active (button, TRUE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUE]);
}

static void
toggled_cb (NpVisibilityChoice *self, GtkCheckButton *button)
{
  if (!gtk_check_button_get_active (button))
    return;
  if (button == self->private_button)
    set_value (self, "PRIVATE");
  else if (button == self->public_button)
    set_value (self, "PUBLIC");
  else if (gtk_widget_get_visible (GTK_WIDGET (self->other_button)))
    set_value (self, gtk_label_get_label (self->other_label));
}

static gboolean
np_visibility_choice_grab_focus (GtkWidget *widget)
{
  NpVisibilityChoice *self = NP_VISIBILITY_CHOICE (widget);

  return gtk_widget_grab_focus (GTK_WIDGET (find_button (self, self->value)));
}

static void
np_visibility_choice_get_property (GObject *object,
                                   guint prop_id,
                                   GValue *value,
                                   GParamSpec *pspec)
{
  NpVisibilityChoice *self = NP_VISIBILITY_CHOICE (object);

  switch (prop_id)
    {
    case PROP_VALUE:
      g_value_set_string (value, self->value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
np_visibility_choice_set_property (GObject *object,
                                   guint prop_id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  NpVisibilityChoice *self = NP_VISIBILITY_CHOICE (object);

  switch (prop_id)
    {
    case PROP_VALUE:
      set_value (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
np_visibility_choice_dispose (GObject *object)
{
  NpVisibilityChoice *self = NP_VISIBILITY_CHOICE (object);
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->value, g_free);

  G_OBJECT_CLASS (np_visibility_choice_parent_class)->dispose (object);
}

static void
np_visibility_choice_class_init (NpVisibilityChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = np_visibility_choice_get_property;
  object_class->set_property = np_visibility_choice_set_property;
  object_class->dispose = np_visibility_choice_dispose;
  widget_class->grab_focus = np_visibility_choice_grab_focus;

  /**
   * NpVisibilityChoice:value:
   *
   * The value as it goes over the wire: PRIVATE, PUBLIC, empty for none chosen,
   * or whatever else the service said.
   */
  properties[PROP_VALUE] = g_param_spec_string ("value", NULL, NULL, "",
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                    G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  np_radio_keys_install (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_RADIO_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-visibility-choice.ui");
  gtk_widget_class_bind_template_child (widget_class, NpVisibilityChoice, private_button);
  gtk_widget_class_bind_template_child (widget_class, NpVisibilityChoice, public_button);
  gtk_widget_class_bind_template_child (widget_class, NpVisibilityChoice, other_button);
  gtk_widget_class_bind_template_child (widget_class, NpVisibilityChoice, other_label);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
}

static void
np_visibility_choice_init (NpVisibilityChoice *self)
{
  self->value = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_orientable_set_orientation (
      GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
      GTK_ORIENTATION_VERTICAL);
}
