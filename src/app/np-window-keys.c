/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-window-private.h"

/* The keys that lead from one part of the window to another. */

#define N_ACCOUNT_KEYS 9

static gboolean
has_focus_in (NpWindow *self, GtkWidget *part)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  return focus != NULL && gtk_widget_is_ancestor (focus, part);
}

static void
go_to_list (NpWindow *self)
{
  adw_leaflet_set_visible_child_name (self->leaflet, "list");
  gtk_widget_child_focus (GTK_WIDGET (self->list_pane), GTK_DIR_TAB_FORWARD);
}

static void
go_to_content (NpWindow *self)
{
  adw_leaflet_set_visible_child_name (self->leaflet, "content");
  gtk_widget_child_focus (GTK_WIDGET (self->content), GTK_DIR_TAB_FORWARD);
}

static void
switch_pane_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpWindow *self = NP_WINDOW (widget);

  if (self->leaflet == NULL)
    return;
  if (has_focus_in (self, GTK_WIDGET (self->content)))
    go_to_list (self);
  else
    go_to_content (self);
}

/* In a narrow window the model may be in the place of the list, and what is not on
 * the screen hears no key: so this is a key of the window. */
static void
search_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpWindow *self = NP_WINDOW (widget);

  if (self->list_pane == NULL)
    return;
  adw_leaflet_set_visible_child_name (self->leaflet, "list");
  np_list_pane_focus_search (self->list_pane);
}

/* Where the keys go says which of the two is meant. */
static void
reload_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpWindow *self = NP_WINDOW (widget);

  if (self->list_pane == NULL)
    return;
  if (self->model_page != NULL && gtk_widget_get_mapped (GTK_WIDGET (self->model_page)) &&
      !has_focus_in (self, GTK_WIDGET (self->list_pane)))
    gtk_widget_activate_action (GTK_WIDGET (self->model_page), "model.reload", NULL);
  else
    np_list_pane_reload (self->list_pane);
}

static void
account_number_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpWindow *self = NP_WINDOW (widget);
  g_autoptr (NpAccount) account = g_list_model_get_item (np_accounts_get_list (self->accounts),
                                                         g_variant_get_uint32 (parameter));

  if (account != NULL && account != self->account)
    gtk_widget_activate_action (widget, "win.account", "s", np_account_get_id (account));
}

/* GTK would make this window with the first one and keep it hidden. A program for the
 * blind that asks for a window which has just been closed is then told of the hidden
 * one, and as that was never shown, up to GTK 4.18 the question ends the process. */
static void
show_help_overlay_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_autoptr (GtkBuilder)
      builder = gtk_builder_new_from_resource (NP_RESOURCE_PATH "/ui/help-overlay.ui");
  GtkWindow *overlay = GTK_WINDOW (gtk_builder_get_object (builder, "help_overlay"));

  gtk_window_set_transient_for (overlay, GTK_WINDOW (widget));
  gtk_window_present (overlay);
}

/**
 * np_window_install_keys: (skip)
 * @widget_class: the class of the window
 */
void
np_window_install_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.show-help-overlay", NULL,
                                   show_help_overlay_action);
  gtk_widget_class_install_action (widget_class, "win.switch-pane", NULL, switch_pane_action);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "win.reload", NULL, reload_action);
  gtk_widget_class_install_action (widget_class, "win.account-number", "u",
                                   account_number_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F9, 0, "win.switch-pane", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "win.search",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, GDK_CONTROL_MASK, "win.reload",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F5, 0, "win.reload", NULL);
  for (guint i = 0; i < N_ACCOUNT_KEYS; i++)
    gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1 + i, GDK_ALT_MASK,
                                         "win.account-number", "u", i);
}
