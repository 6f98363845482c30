/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-requests-window.h"

#include <glib/gi18n.h>

#include "np-request-row.h"
#include "np-save-text.h"
#include "np-toast.h"

/**
 * NpRequestsWindow:
 *
 * The last requests and what came of each, newest first: for whoever helps, and to
 * see for oneself.
 */
struct _NpRequestsWindow
{
  AdwWindow parent_instance;

  /* Template widgets */
  AdwToastOverlay *toasts;
  GtkStack *stack;
  GtkListView *list;

  /* Owned */
  NpRequestLog *log;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (NpRequestsWindow, np_requests_window, ADW_TYPE_WINDOW)

static void
setup_cb (NpRequestsWindow *self, GtkListItem *item)
{
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_child (item, np_request_row_new ());
}

static void
bind_cb (NpRequestsWindow *self, GtkListItem *item)
{
  GtkWidget *row = gtk_list_item_get_child (item);
  g_autofree char *words = NULL;

  np_request_row_set_entry (NP_REQUEST_ROW (row), gtk_list_item_get_item (item));
  words = np_request_row_dup_words (NP_REQUEST_ROW (row));
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (row)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
unbind_cb (NpRequestsWindow *self, GtkListItem *item)
{
  np_request_row_set_entry (NP_REQUEST_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
update (NpRequestsWindow *self)
{
  gboolean has_any = g_list_model_get_n_items (G_LIST_MODEL (self->log)) > 0;

  gtk_stack_set_visible_child_name (self->stack, has_any ? "list" : "none");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "requests.copy", has_any);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "requests.save", has_any);
}

static void
copy_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpRequestsWindow *self = NP_REQUESTS_WINDOW (widget);
  g_autofree char *text = np_request_log_dup_text (self->log);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  adw_toast_overlay_add_toast (self->toasts, np_toast_new (_ ("Copied.")));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpRequestsWindow) self = user_data;
  g_autofree char *sentence = np_save_text_finish (result);

  if (sentence != NULL)
    adw_toast_overlay_add_toast (self->toasts, np_toast_new (sentence));
}

static void
save_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpRequestsWindow *self = NP_REQUESTS_WINDOW (widget);
  g_autofree char *text = np_request_log_dup_text (self->log);

  np_save_text_async (GTK_WINDOW (self), _ ("Save Requests"), "nameplate-requests.tsv", text,
                      self->cancellable, saved_cb, g_object_ref (self));
}

static void
np_requests_window_dispose (GObject *object)
{
  NpRequestsWindow *self = NP_REQUESTS_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->log);

  G_OBJECT_CLASS (np_requests_window_parent_class)->dispose (object);
}

static void
np_requests_window_finalize (GObject *object)
{
  g_object_unref (NP_REQUESTS_WINDOW (object)->cancellable);

  G_OBJECT_CLASS (np_requests_window_parent_class)->finalize (object);
}

static void
np_requests_window_class_init (NpRequestsWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = np_requests_window_dispose;
  object_class->finalize = np_requests_window_finalize;
  gtk_widget_class_install_action (widget_class, "requests.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "requests.save", NULL, save_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-requests-window.ui");
  gtk_widget_class_bind_template_child (widget_class, NpRequestsWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, NpRequestsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, NpRequestsWindow, list);
}

static void
np_requests_window_init (NpRequestsWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_log (NpRequestsWindow *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkNoSelection *selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->log)));

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
}

/**
 * np_requests_window_new:
 * @parent: the window that it belongs to
 * @log: the requests
 *
 * Returns: (transfer none): a new window; GTK owns it until it is closed
 */
NpRequestsWindow *
np_requests_window_new (GtkWindow *parent, NpRequestLog *log)
{
  NpRequestsWindow *self = g_object_new (NP_TYPE_REQUESTS_WINDOW, "transient-for", parent,
                                         NULL);

  self->log = g_object_ref (log);
  show_log (self);
  g_signal_connect_object (log, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return self;
}
