/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-suggestion-button.h"

#include <glib/gi18n.h>

#include "np-menu-text.h"
#include "np-model-form.h"

/**
 * NpSuggestionButton:
 *
 * Offers values that others use for a field. Any other value can still be typed.
 */
struct _NpSuggestionButton
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkMenuButton *button;

  /* Owned */
  NpModelForm *form;
  char *field;
};

G_DEFINE_FINAL_TYPE (NpSuggestionButton, np_suggestion_button, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_FORM,
  PROP_FIELD,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
suggest_action (GtkWidget *widget, const char *action_name, GVariant *value)
{
  NpSuggestionButton *self = NP_SUGGESTION_BUTTON (widget);

  g_object_set (self->form, self->field, g_variant_get_string (value, NULL), NULL);
}

static GMenuModel *
make_menu (NpFieldId id)
{
  GMenu *menu = g_menu_new ();
  const char *const *values = np_field_get_values (id);

  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    {
      g_autoptr (GMenuItem) item = np_menu_text_new_item (values[i]);

      g_menu_item_set_action_and_target (item, "suggestion.use", "s", values[i]);
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

static void
np_suggestion_button_constructed (GObject *object)
{
  NpSuggestionButton *self = NP_SUGGESTION_BUTTON (object);
  g_autoptr (GMenuModel) menu = NULL;
  g_autofree char *label = NULL;
  NpFieldId id;

  G_OBJECT_CLASS (np_suggestion_button_parent_class)->constructed (object);

  if (!np_field_from_property (self->field, &id))
    g_error ("No field is called “%s”", self->field);
  menu = make_menu (id);
  gtk_menu_button_set_menu_model (self->button, menu);
  /* Translators: %s is the label of a field, such as Domain */
  label = g_strdup_printf (_ ("Suggestions for %s"), np_field_get_label (id));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), label);
}

static void
np_suggestion_button_set_property (GObject *object,
                                   guint prop_id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  NpSuggestionButton *self = NP_SUGGESTION_BUTTON (object);

  switch (prop_id)
    {
    case PROP_FORM:
      self->form = g_value_dup_object (value);
      break;
    case PROP_FIELD:
      self->field = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
np_suggestion_button_dispose (GObject *object)
{
  NpSuggestionButton *self = NP_SUGGESTION_BUTTON (object);

  g_clear_object (&self->form);
  g_clear_pointer (&self->field, g_free);

  G_OBJECT_CLASS (np_suggestion_button_parent_class)->dispose (object);
}

static void
np_suggestion_button_class_init (NpSuggestionButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = np_suggestion_button_constructed;
  object_class->set_property = np_suggestion_button_set_property;
  object_class->dispose = np_suggestion_button_dispose;

  /**
   * NpSuggestionButton:form:
   *
   * The form that takes the chosen value.
   */
  properties[PROP_FORM] = g_param_spec_object ("form", NULL, NULL, NP_TYPE_MODEL_FORM, flags);
  /**
   * NpSuggestionButton:field:
   *
   * The field, by the name of its property in the form.
   */
  properties[PROP_FIELD] = g_param_spec_string ("field", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_action (widget_class, "suggestion.use", "s", suggest_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-suggestion-button.ui");
  gtk_widget_class_bind_template_child (widget_class, NpSuggestionButton, button);
}

static void
np_suggestion_button_init (NpSuggestionButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
