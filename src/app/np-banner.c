/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-banner.h"

/**
 * NpBanner:
 *
 * One sentence across the window, for as long as it is true, and maybe a button
 * for what to do about it.
 */
struct _NpBanner
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkLabel *label;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (NpBanner, np_banner, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_TEXT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
np_banner_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  NpBanner *self = NP_BANNER (object);

  switch (prop_id)
    {
    case PROP_TEXT:
      np_banner_set_text (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
np_banner_class_init (NpBannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = np_banner_set_property;

  /**
   * NpBanner:text:
   *
   * The sentence; %NULL hides the banner.
   */
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL,
                                               G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, NpBanner, label);
  gtk_widget_class_bind_template_child (widget_class, NpBanner, button);
}

static void
np_banner_init (NpBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * np_banner_set_text:
 * @self: a banner
 * @text: (nullable): the sentence; %NULL hides the banner
 */
void
np_banner_set_text (NpBanner *self, const char *text)
{
  g_return_if_fail (NP_IS_BANNER (self));

  gtk_label_set_label (self->label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL);
}

/**
 * np_banner_set_button:
 * @self: a banner
 * @label: what the button says
 * @action_name: what it does
 */
void
np_banner_set_button (NpBanner *self, const char *label, const char *action_name)
{
  g_return_if_fail (NP_IS_BANNER (self));

  gtk_button_set_label (self->button, label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), action_name);
  gtk_widget_set_visible (GTK_WIDGET (self->button), TRUE);
}
