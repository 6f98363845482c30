/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-request-view.h"

#include <glib/gi18n.h>

#include "np-marked-text.h"
#include "np-save-request.h"
#include "np-wrap-box.h"

/**
 * NpRequestView:
 *
 * The request of a save, folded until it is wanted: method, address and body, to
 * read and to copy. No key, signature or token ever comes here.
 */
struct _NpRequestView
{
  AdwBin parent_instance;

  /* Template widgets */
  AdwExpanderRow *expander;
  NpMarkedText *text;

  /* Owned */
  NpWorkspace *workspace;
  char *model_id;
  NpModelChanges *changes;
};

G_DEFINE_FINAL_TYPE (NpRequestView, np_request_view, ADW_TYPE_BIN)

static void
expanded_cb (NpRequestView *self)
{
  g_autofree char *text = NULL;

  if (self->changes == NULL || !adw_expander_row_get_expanded (self->expander))
    return;
  text = np_save_request_dup_text (self->workspace, self->model_id, self->changes);
  np_marked_text_show (self->text, text, NULL, NP_MARK_ADDED);
}

static void
copy_text_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpRequestView *self = NP_REQUEST_VIEW (widget);
  g_autofree char *text = np_save_request_dup_text (self->workspace, self->model_id,
                                                    self->changes);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
copy_curl_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpRequestView *self = NP_REQUEST_VIEW (widget);
  g_autofree char *command = np_save_request_dup_curl (self->workspace, self->model_id,
                                                       self->changes);
  /* Translators: a note above a command for a shell; keep the # */
  const char *note = _ ("# Not signed: the service refuses it until you sign it.");
  g_autofree char *text = g_strconcat (note, "\n", command, NULL);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
np_request_view_dispose (GObject *object)
{
  NpRequestView *self = NP_REQUEST_VIEW (object);

  g_clear_object (&self->workspace);
  g_clear_pointer (&self->model_id, g_free);
  g_clear_pointer (&self->changes, np_model_changes_unref);

  G_OBJECT_CLASS (np_request_view_parent_class)->dispose (object);
}

static void
np_request_view_class_init (NpRequestViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = np_request_view_dispose;

  g_type_ensure (NP_TYPE_MARKED_TEXT);
  g_type_ensure (NP_TYPE_WRAP_BOX);
  gtk_widget_class_install_action (widget_class, "request.copy-text", NULL, copy_text_action);
  gtk_widget_class_install_action (widget_class, "request.copy-curl", NULL, copy_curl_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-request-view.ui");
  gtk_widget_class_bind_template_child (widget_class, NpRequestView, expander);
  gtk_widget_class_bind_template_child (widget_class, NpRequestView, text);
  gtk_widget_class_bind_template_callback (widget_class, expanded_cb);
}

static void
np_request_view_init (NpRequestView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  np_marked_text_set_is_whole (self->text, TRUE);
}

/**
 * np_request_view_show:
 * @self: a view
 * @workspace: where the model lives
 * @model_id: the model
 * @changes: what is about to be sent
 */
void
np_request_view_show (NpRequestView *self,
                      NpWorkspace *workspace,
                      const char *model_id,
                      NpModelChanges *changes)
{
  g_return_if_fail (NP_IS_REQUEST_VIEW (self));

  g_set_object (&self->workspace, workspace);
  g_free (self->model_id);
  self->model_id = g_strdup (model_id);
  g_clear_pointer (&self->changes, np_model_changes_unref);
  self->changes = np_model_changes_ref (changes);
  expanded_cb (self);
}
