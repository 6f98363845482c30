/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-window-private.h"

#include <glib/gi18n.h>

#include "np-gone-page.h"
#include "np-toast.h"

/* Drafts of the workspace on show: the newest is opened again, all are marked in
 * the list, and that of a model that is gone has a page of its own. */

/* A question for the drafts of one workspace. */
typedef struct
{
  NpWindow *window;       /* owned */
  NpWorkspace *workspace; /* owned */
} DraftsRequest;

static void
drafts_request_free (DraftsRequest *request)
{
  g_object_unref (request->window);
  g_object_unref (request->workspace);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DraftsRequest, drafts_request_free)

/* The newest, unless another window has it open. */
static const char *
get_newest (NpWindow *self, GPtrArray *drafts)
{
  const char *model_id = drafts->len > 0 ? np_draft_get_model_id (drafts->pdata[0]) : NULL;

  if (model_id == NULL || np_window_find_other (self, model_id) != NULL)
    return NULL;
  return model_id;
}

static void
show_drafts (NpWindow *self, GPtrArray *drafts)
{
  const char *newest = get_newest (self, drafts);

  for (guint i = 0; i < drafts->len; i++)
    np_list_pane_set_has_draft (self->list_pane, np_draft_get_model_id (drafts->pdata[i]),
                                TRUE);
  /* Whoever was quicker and opened a model wants that one. */
  if (newest != NULL && self->wanted_model_id == NULL)
    np_window_open_model (self, newest);
  else
    np_window_update_list (self);
}

static void
drafts_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DraftsRequest) request = user_data;
  NpWindow *self = request->window;
  g_autoptr (GPtrArray)
      drafts = np_library_load_drafts_finish (NP_LIBRARY (source), result, NULL);

  /* Another workspace may be on show by now. */
  if (drafts != NULL && !g_cancellable_is_cancelled (self->cancellable) &&
      request->workspace == self->workspace)
    show_drafts (self, drafts);
}

/**
 * np_window_load_drafts: (skip)
 * @self: a window with a workspace connected
 *
 * Marks the models that have unsaved changes, and opens the one that was changed
 * last, unless another model is asked for meanwhile.
 */
void
np_window_load_drafts (NpWindow *self)
{
  DraftsRequest *request = g_new0 (DraftsRequest, 1);

  request->window = g_object_ref (self);
  request->workspace = g_object_ref (self->workspace);
  np_library_load_drafts_async (self->library, np_workspace_get_account_id (self->workspace),
                                np_workspace_get_key_host (self->workspace), self->cancellable,
                                drafts_cb, request);
}

static void
discarded_cb (NpWindow *self, NpGonePage *page)
{
  const char *model_id = np_draft_get_model_id (np_gone_page_get_draft (page));

  np_library_drop_draft (self->library, np_workspace_get_account_id (self->workspace),
                         np_workspace_get_key_host (self->workspace), model_id);
  np_list_pane_set_has_draft (self->list_pane, model_id, FALSE);
  np_window_show_message (self, _ ("The unsaved changes are discarded."));
  np_window_close_model (self);
  adw_leaflet_set_visible_child_name (self->leaflet, "list");
}

static void
given_up_cb (NpWindow *self, const char *model_id)
{
  np_list_pane_set_has_draft (self->list_pane, model_id, FALSE);
}

/**
 * np_window_offer_drafts: (skip)
 * @self: a window
 * @group: where to list the drafts of the workspace on show
 */
void
np_window_offer_drafts (NpWindow *self, NpDraftGroup *group)
{
  if (self->workspace == NULL)
    return;
  g_signal_connect_object (group, "discarded", G_CALLBACK (given_up_cb), self,
                           G_CONNECT_SWAPPED);
  np_draft_group_load (group, self->library, self->workspace,
                       np_window_get_open_model_id (self));
}

static NpGonePage *
ensure_page (NpWindow *self)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->content, "gone");

  if (page == NULL)
    {
      page = np_gone_page_new ();
      g_signal_connect_object (page, "discarded", G_CALLBACK (discarded_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (page, "told", G_CALLBACK (np_window_show_message), self,
                               G_CONNECT_SWAPPED);
      gtk_stack_add_named (self->content, page, "gone");
    }
  return NP_GONE_PAGE (page);
}

/**
 * np_window_show_gone: (skip)
 * @self: a window
 * @draft: what was typed into a model that the service does not know
 */
void
np_window_show_gone (NpWindow *self, NpDraft *draft)
{
  NpGonePage *page = ensure_page (self);

  np_gone_page_set_draft (page, draft);
  np_gone_page_set_can_look_elsewhere (page, np_window_has_other_accounts (self));
  gtk_stack_set_visible_child_name (self->content, "gone");
  adw_leaflet_set_visible_child_name (self->leaflet, "content");
}

/**
 * np_window_show_discarded: (skip)
 * @self: a window
 */
void
np_window_show_discarded (NpWindow *self)
{
  AdwToast *toast = np_toast_new (_ ("The unsaved changes are discarded."));

  /* Translators: a button: takes back what was just done */
  adw_toast_set_button_label (toast, _ ("Undo"));
  adw_toast_set_action_name (toast, "win.undo-edit");
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
flush_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (np_document_flush_finish (NP_DOCUMENT (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
undo_edit_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpWindow *self = NP_WINDOW (widget);

  if (self->model_page != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->model_page), "model.undo", NULL);
}

/**
 * np_window_install_draft_actions: (skip)
 * @widget_class: the class of the window
 */
void
np_window_install_draft_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.undo-edit", NULL, undo_edit_action);
}

/**
 * np_window_flush_async:
 * @self: a window
 * @cancellable: (nullable): stops waiting
 * @callback: called when it is done
 * @user_data: passed to @callback
 *
 * Writes down at once what is typed and not saved.
 */
void
np_window_flush_async (NpWindow *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (NP_IS_WINDOW (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, np_window_flush_async);
  if (self->model_page == NULL)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  np_document_flush_async (np_window_get_document (self), cancellable, flush_cb, task);
}

/**
 * np_window_flush_finish:
 * @self: a window
 * @result: what the callback got
 * @error: set to a %G_IO_ERROR
 *
 * Returns: whether nothing is left that only the window holds
 */
gboolean
np_window_flush_finish (NpWindow *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
