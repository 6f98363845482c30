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

  /* Template widgets */
  NpProblemPanel *problems;
};

G_DEFINE_FINAL_TYPE (NpWelcomePage, np_welcome_page, ADW_TYPE_BIN)

static void
focus_lost_cb (NpWelcomePage *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
np_welcome_page_class_init (NpWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (NP_TYPE_MENU_BUTTON);
  g_type_ensure (NP_TYPE_PROBLEM_PANEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, NpWelcomePage, problems);
  gtk_widget_class_bind_template_callback (widget_class, focus_lost_cb);
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

/**
 * np_welcome_page_get_problems:
 * @self: a page
 *
 * Returns: (transfer none): what went wrong before anything was connected
 */
NpProblemPanel *
np_welcome_page_get_problems (NpWelcomePage *self)
{
  g_return_val_if_fail (NP_IS_WELCOME_PAGE (self), NULL);

  return self->problems;
}
