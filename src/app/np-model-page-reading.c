/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model-page-private.h"

#include <glib/gi18n.h>

#include "np-api-error.h"
#include "np-compat.h"
#include "np-field-row.h"
#include "np-permission-text.h"

/* Reading for the page: the model once more, and whether it may be changed. */

static void
reload_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpModelPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_read = np_document_reload_finish (NP_DOCUMENT (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (!is_read)
    {
      np_model_page_emit_failed (self, error, "GetModel");
      return;
    }
  np_problem_panel_settle (self->problems, "GetModel");
  np_model_page_ask_permission (self);
}

static void
reload_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpModelPage *self = NP_MODEL_PAGE (widget);

  np_document_reload_async (self->document, self->cancellable, reload_cb, g_object_ref (self));
}

static NpPermissionAnswer
judge (NpModelPage *self, NpModel *model)
{
  if (self->permission == NULL || model == NULL)
    return NP_PERMISSION_UNKNOWN;
  return np_permission_judge (self->permission,
                              np_model_get_text (model, NP_FIELD_ACCESSIBILITY),
                              NP_PERMISSION_OWNER_UNKNOWN);
}

static char *
dup_reason (NpModelPage *self, NpModel *model)
{
  if (self->permission == NULL || model == NULL)
    return g_strdup (_ ("The service has not told yet."));
  if (self->is_save_denied)
    return g_strdup (_ ("The service refused to save it for want of a right."));
  return np_permission_text_dup_reason (self->permission, model);
}

static void
set_locked (NpModelPage *self, gboolean is_locked)
{
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    np_field_row_set_locked (NP_FIELD_ROW (self->rows[id]), is_locked);
}

/* A denial is a hint too: what is typed stays, and whoever knows better goes on. */
static void
show_permission (NpModelPage *self)
{
  NpModel *model = np_model_form_get_model (self->form);
  NpPermissionAnswer answer = judge (self, model);
  gboolean is_locked = answer == NP_PERMISSION_DENIED && !self->is_trying_anyway;
  g_autofree char *reason = dup_reason (self, model);
  g_autofree char *text = NULL;

  np_permission_button_set_state (self->permission_button, answer, reason);
  set_locked (self, is_locked);
  if (is_locked)
    /* Translators: that a model may not be edited, then why */
    text = g_strdup_printf (_ ("%s. %s"), np_permission_text_get_heading (answer), reason);
  np_banner_set_text (self->permission_banner, text);
  if (is_locked && !self->is_locked)
    np_announce (GTK_WIDGET (self), text);
  self->is_locked = is_locked;
}

static void
set_permission (NpModelPage *self, NpPermission *permission, gboolean is_save_denied)
{
  g_clear_pointer (&self->permission, np_permission_unref);
  self->permission = permission;
  self->is_trying_anyway = FALSE;
  self->is_save_denied = is_save_denied;
  show_permission (self);
}

static void
permission_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpModelPage) self = user_data;
  NpPermission *permission = np_workspace_get_permission_finish (NP_WORKSPACE (source), result,
                                                                 NULL);

  /* NULL: another question took the place of this one. */
  if (permission == NULL)
    return;
  if (self->document == NULL)
    np_permission_unref (permission);
  else
    set_permission (self, permission, FALSE);
}

static void
stop_asking (NpModelPage *self)
{
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
}

/* A save changes the model and not whose it is: it is asked about once. */
static void
model_cb (NpModelPage *self)
{
  NpModel *model = np_model_form_get_model (self->form);
  const char *model_id = model != NULL ? np_model_get_model_id (model) : NULL;

  if (g_strcmp0 (model_id, self->asked_model_id) == 0)
    {
      show_permission (self);
      return;
    }
  set_permission (self, NULL, FALSE);
  np_model_page_ask_permission (self);
}

static void
try_anyway_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpModelPage *self = NP_MODEL_PAGE (widget);

  self->is_trying_anyway = TRUE;
  show_permission (self);
  gtk_widget_grab_focus (widget);
}

/*< private >
 * np_model_page_install_reading_actions:
 * @widget_class: the class of the page
 */
void
np_model_page_install_reading_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "model.reload", NULL, reload_action);
  gtk_widget_class_install_action (widget_class, "model.try-anyway", NULL, try_anyway_action);
}

/*< private >
 * np_model_page_watch_permission:
 * @self: a page
 */
void
np_model_page_watch_permission (NpModelPage *self)
{
  np_banner_set_button (self->permission_banner, _ ("Try Anyway"), "model.try-anyway");
  g_signal_connect_object (self->form, "notify::model", G_CALLBACK (model_cb), self,
                           G_CONNECT_SWAPPED);
}

/*< private >
 * np_model_page_stop_permission:
 * @self: a page that is not needed any more
 */
void
np_model_page_stop_permission (NpModelPage *self)
{
  stop_asking (self);
  g_clear_pointer (&self->permission, np_permission_unref);
  g_clear_pointer (&self->asked_model_id, g_free);
}

/*< private >
 * np_model_page_learn_permission:
 * @self: a page
 * @error: (nullable): what a save failed with; %NULL if it did not fail
 *
 * A save tells more of the right than any question.
 */
void
np_model_page_learn_permission (NpModelPage *self, const GError *error)
{
  gboolean is_denied = g_error_matches (error, NP_API_ERROR, NP_API_ERROR_PERMISSION_DENIED);

  if (error != NULL && !is_denied)
    return;
  stop_asking (self);
  set_permission (self,
                  np_permission_new (NP_PERMISSION_UPDATE_MODEL,
                                     is_denied ? NP_PERMISSION_DENIED : NP_PERMISSION_ALLOWED),
                  is_denied);
}

/**
 * np_model_page_ask_permission:
 * @self: a page
 *
 * Asks whether the open model may be changed. Nothing waits for the answer.
 */
void
np_model_page_ask_permission (NpModelPage *self)
{
  NpModel *model = NULL;
  NpWorkspace *workspace = NULL;

  g_return_if_fail (NP_IS_MODEL_PAGE (self));

  model = np_model_form_get_model (self->form);
  workspace = np_document_get_workspace (self->document);
  stop_asking (self);
  g_clear_pointer (&self->asked_model_id, g_free);
  if (model == NULL || workspace == NULL)
    return;
  self->asked_model_id = g_strdup (np_model_get_model_id (model));
  self->asking = g_cancellable_new ();
  np_workspace_get_permission_async (workspace, NP_PERMISSION_UPDATE_MODEL, model, self->asking,
                                     permission_cb, g_object_ref (self));
}
