/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-window-private.h"

#include <glib/gi18n.h>

#include "np-api-error.h"
#include "np-open-dialog.h"
#include "np-requests-window.h"

static gboolean
is_same_place (NpWorkspace *a, NpWorkspace *b)
{
  return a != NULL && b != NULL &&
         g_strcmp0 (np_workspace_get_account_id (a), np_workspace_get_account_id (b)) == 0 &&
         g_str_equal (np_workspace_get_key_host (a), np_workspace_get_key_host (b));
}

static gboolean
has_model (NpWindow *self, const char *model_id)
{
  gboolean is_loading = self->model_page != NULL &&
                        np_document_get_is_loading (np_window_get_document (self));

  return g_strcmp0 (np_window_get_open_model_id (self), model_id) == 0 ||
         (is_loading && g_strcmp0 (self->wanted_model_id, model_id) == 0);
}

/**
 * np_window_find_other: (skip)
 * @self: a window
 * @model_id: a model of the workspace on show
 *
 * Looks for another window that shows a model, or is about to. What is typed and not saved
 * there is kept under the same name: two forms would write over each other.
 *
 * Returns: (transfer none) (nullable): the window
 */
NpWindow *
np_window_find_other (NpWindow *self, const char *model_id)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  GList *windows = application != NULL ? gtk_application_get_windows (application) : NULL;

  for (GList *l = windows; l != NULL; l = l->next)
    {
      if (NP_IS_WINDOW (l->data) && l->data != self && has_model (l->data, model_id) &&
          is_same_place (NP_WINDOW (l->data)->workspace, self->workspace))
        return l->data;
    }
  return NULL;
}

static void
show_model (NpWindow *self)
{
  gtk_stack_set_visible_child_name (self->content, "model");
  adw_leaflet_set_visible_child_name (self->leaflet, "content");
  gtk_widget_grab_focus (GTK_WIDGET (self->model_page));
  np_window_settle (self, "GetModel");
  np_window_remember_model (self);
  np_window_restore_wanted (self);
}

/* By the service's own word: any host on the way can answer 404. */
static gboolean
is_gone (const GError *error)
{
  const NpApiErrorDetail *detail = np_api_error_get_detail (error);

  return g_error_matches (error, NP_API_ERROR, NP_API_ERROR_NOT_FOUND) && detail != NULL &&
         detail->code != NULL;
}

static void
show_no_model (NpWindow *self, const GError *error)
{
  NpDraft *draft = np_document_get_orphan_draft (np_window_get_document (self));

  g_clear_object (&self->restore_entry);
  if (draft != NULL && is_gone (error))
    np_window_show_gone (self, draft);
  else
    np_window_show_failure (self, error, "GetModel");
}

static void
open_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_open = np_document_open_finish (NP_DOCUMENT (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (is_open)
    show_model (self);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_no_model (self, error);
}

static void
open_step (NpWindow *self, const char *model_id)
{
  NpWindow *other = np_window_find_other (self, model_id);

  if (other != NULL)
    {
      np_window_update_list (self);
      gtk_window_present (GTK_WINDOW (other));
      return;
    }
  g_free (self->wanted_model_id);
  self->wanted_model_id = g_strdup (model_id);
  np_document_open_async (np_window_get_document (self), self->workspace, model_id,
                          self->opening, open_cb, g_object_ref (self));
}

static void
chosen_cb (NpWindow *self, const char *model_id)
{
  np_window_open_model (self, model_id);
}

static void
open_model_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpWindow *self = NP_WINDOW (widget);
  const char *region = self->account != NULL ? np_account_get_region (self->account) : NULL;
  NpOpenDialog *dialog = np_open_dialog_new (GTK_WINDOW (self), region);

  np_open_dialog_show_marks (dialog, self->recents, self->stars);
  np_window_offer_drafts (self, np_open_dialog_get_drafts (dialog));
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
open_model_id_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  np_window_open_model (NP_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
show_list_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpWindow *self = NP_WINDOW (widget);

  if (self->leaflet != NULL)
    adw_leaflet_set_visible_child_name (self->leaflet, "list");
}

static void
requests_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpWindow *self = NP_WINDOW (widget);

  if (self->requests_window == NULL)
    g_set_weak_pointer (
        &self->requests_window,
        GTK_WINDOW (np_requests_window_new (GTK_WINDOW (self), np_request_log_get_default ())));
  gtk_window_present (self->requests_window);
}

static void
copy_text_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          g_variant_get_string (parameter, NULL));
}

/**
 * np_window_install_actions: (skip)
 * @widget_class: the class of the window
 */
void
np_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.open-model", NULL, open_model_action);
  gtk_widget_class_install_action (widget_class, "win.open-model-id", "s",
                                   open_model_id_action);
  gtk_widget_class_install_property_action (widget_class, "win.star", "starred");
  gtk_widget_class_install_action (widget_class, "win.show-list", NULL, show_list_action);
  gtk_widget_class_install_action (widget_class, "win.requests", NULL, requests_action);
  gtk_widget_class_install_action (widget_class, "win.copy-text", "s", copy_text_action);
}

/**
 * np_window_update_actions: (skip)
 * @self: a window
 */
void
np_window_update_actions (NpWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean is_practice = self->practice != NULL;

  gtk_widget_action_set_enabled (widget, "win.open-model", self->workspace != NULL);
  gtk_widget_action_set_enabled (widget, "win.open-model-id", self->workspace != NULL);
  gtk_widget_action_set_enabled (widget, "win.star", self->account != NULL);
  gtk_widget_action_set_enabled (widget, "win.leave-practice", is_practice);
}

/**
 * np_window_get_open_model_id: (skip)
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the ModelId of the open model; %NULL if none is
 */
const char *
np_window_get_open_model_id (NpWindow *self)
{
  return self->model_page != NULL ? np_document_get_model_id (np_window_get_document (self))
                                  : NULL;
}

/**
 * np_window_open_model:
 * @self: a window
 * @model_id: the model
 *
 * Opens a model in place of the open one, whose unsaved changes are kept. If another
 * window has it open, that one comes to the front. Without a workspace it says what is
 * missing.
 */
void
np_window_open_model (NpWindow *self, const char *model_id)
{
  g_return_if_fail (NP_IS_WINDOW (self));
  g_return_if_fail (model_id != NULL);

  if (self->workspace != NULL)
    np_window_leave_model (self, open_step, model_id);
  else
    np_window_show_message (self, _ ("Connect an account first, then open the model."));
}

/**
 * np_window_search:
 * @self: a window
 * @text: what to search for
 *
 * Searches the list, if there is one.
 */
void
np_window_search (NpWindow *self, const char *text)
{
  g_return_if_fail (NP_IS_WINDOW (self));

  if (self->list_pane == NULL)
    return;
  adw_leaflet_set_visible_child_name (self->leaflet, "list");
  np_list_pane_search (self->list_pane, text);
}
