/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-banner.h"

/**
 * NpBanner:
 *
 * One sentence across the window, for as long as it is true.
 */
struct _NpBanner
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkLabel *label;
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
  const char *text = NULL;

  switch (prop_id)
    {
    case PROP_TEXT:
      text = g_value_get_string (value);
      gtk_label_set_label (self->label, text != NULL ? text : "");
      gtk_widget_set_visible (GTK_WIDGET (self), text != NULL);
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
}

static void
np_banner_init (NpBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
