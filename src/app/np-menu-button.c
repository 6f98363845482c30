/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-menu-button.h"

/**
 * NpMenuButton:
 *
 * The main menu, the same in every header bar.
 */
struct _NpMenuButton
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (NpMenuButton, np_menu_button, ADW_TYPE_BIN)

static void
np_menu_button_class_init (NpMenuButtonClass *klass)
{
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               NP_RESOURCE_PATH "/ui/np-menu-button.ui");
}

static void
np_menu_button_init (NpMenuButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
