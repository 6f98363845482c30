/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-preferences-dialog.h"

#include "np-saving-page.h"

/**
 * NpPreferencesDialog:
 *
 * What a person can set, page by page. Every page is one of its own and works at
 * once; there is nothing to confirm.
 */
struct _NpPreferencesDialog
{
  AdwWindow parent_instance;

  /* Template widgets */
  AdwViewStack *pages;
  AdwViewSwitcherBar *switcher;

  /* State */
  guint n_pages;
};

G_DEFINE_FINAL_TYPE (NpPreferencesDialog, np_preferences_dialog, ADW_TYPE_WINDOW)

static void
np_preferences_dialog_class_init (NpPreferencesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-preferences-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, NpPreferencesDialog, pages);
  gtk_widget_class_bind_template_child (widget_class, NpPreferencesDialog, switcher);
}

static void
np_preferences_dialog_init (NpPreferencesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * np_preferences_dialog_new:
 * @parent: the window that it belongs to
 * @settings: the settings of the program
 * @library: what is remembered on this computer
 *
 * Returns: (transfer none): a new dialog; GTK owns it until it is closed
 */
NpPreferencesDialog *
np_preferences_dialog_new (GtkWindow *parent, GSettings *settings, NpLibrary *library)
{
  NpPreferencesDialog *self = g_object_new (NP_TYPE_PREFERENCES_DIALOG, "transient-for", parent,
                                            NULL);

  np_preferences_dialog_add_page (
      self, ADW_PREFERENCES_PAGE (np_saving_page_new (settings, library)));
  return self;
}

/**
 * np_preferences_dialog_add_page:
 * @self: a dialog
 * @page: a page with a name, a title and an icon
 *
 * Adds a page after the others.
 */
void
np_preferences_dialog_add_page (NpPreferencesDialog *self, AdwPreferencesPage *page)
{
  g_return_if_fail (NP_IS_PREFERENCES_DIALOG (self));
  g_return_if_fail (ADW_IS_PREFERENCES_PAGE (page));

  adw_view_stack_add_titled_with_icon (self->pages, GTK_WIDGET (page),
                                       adw_preferences_page_get_name (page),
                                       adw_preferences_page_get_title (page),
                                       adw_preferences_page_get_icon_name (page));
  self->n_pages++;
  adw_view_switcher_bar_set_reveal (self->switcher, self->n_pages > 1);
}

/**
 * np_preferences_dialog_show_page:
 * @self: a dialog
 * @name: the name of one of its pages
 *
 * Brings a page to the front.
 *
 * Returns: (transfer none): the page
 */
GtkWidget *
np_preferences_dialog_show_page (NpPreferencesDialog *self, const char *name)
{
  g_return_val_if_fail (NP_IS_PREFERENCES_DIALOG (self), NULL);

  adw_view_stack_set_visible_child_name (self->pages, name);
  return adw_view_stack_get_visible_child (self->pages);
}
