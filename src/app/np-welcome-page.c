/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-welcome-page.h"

#include "np-menu-button.h"

/**
 * NpWelcomePage:
 *
 * What the window shows while it is connected to nothing.
 */
struct _NpWelcomePage
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (NpWelcomePage, np_welcome_page, ADW_TYPE_BIN)

static void
np_welcome_page_class_init (NpWelcomePageClass *klass)
{
  g_type_ensure (NP_TYPE_MENU_BUTTON);
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               NP_RESOURCE_PATH "/ui/np-welcome-page.ui");
}

static void
np_welcome_page_init (NpWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * np_welcome_page_new:
 *
 * Returns: (transfer floating): a new page
 */
GtkWidget *
np_welcome_page_new (void)
{
  return g_object_new (NP_TYPE_WELCOME_PAGE, NULL);
}
