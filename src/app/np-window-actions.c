/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-window-private.h"

#include <glib/gi18n.h>

#include "np-compat.h"
#include "np-connect-dialog.h"
#include "np-open-dialog.h"
#include "np-problem-dialog.h"

static void
show_start_step (NpWindow *self, const char *argument)
{
  np_window_close_model (self);
  gtk_stack_set_visible_child_name (self->stack, "start");
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
    {
      gtk_stack_set_visible_child_name (self->stack, "model");
      gtk_widget_grab_focus (GTK_WIDGET (self->model_page));
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    np_window_show_failure (self, error, "GetModel");
}

static void
open_step (NpWindow *self, const char *model_id)
{
  g_free (self->wanted_model_id);
  self->wanted_model_id = g_strdup (model_id);
  np_document_open_async (np_window_get_document (self), self->workspace, model_id,
                          self->cancellable, open_cb, g_object_ref (self));
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
  NpAccount *account = np_accounts_get_account (self->accounts);
  const char *region = self->practice == NULL && account != NULL
                           ? np_account_get_region (account)
                           : NULL;
  NpOpenDialog *dialog = np_open_dialog_new (GTK_WINDOW (self), region);

  g_signal_connect_object (dialog, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
open_model_id_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  np_window_open_model (NP_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
show_start_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  np_window_leave_model (NP_WINDOW (widget), show_start_step, NULL);
}

static void
connect_account (NpWindow *self)
{
  NpAccount *account = np_accounts_get_account (self->accounts);
  g_autoptr (GError) error = NULL;
  g_autoptr (NpEndpoint) endpoint = np_account_dup_endpoint (account, &error);
  g_autoptr (NpWorkspace) workspace = NULL;

  if (endpoint == NULL)
    {
      np_window_set_workspace (self, NULL);
      np_window_show_failure (self, error, NULL);
      return;
    }
  workspace = np_workspace_new (np_account_get_name (account), endpoint,
                                np_accounts_get_provider (self->accounts, account), FALSE);
  np_window_set_workspace (self, workspace);
}

static void
connect_step (NpWindow *self, const char *argument)
{
  NpConnectDialog *dialog = np_connect_dialog_new (GTK_WINDOW (self), self->accounts);

  g_signal_connect_object (dialog, "connected", G_CALLBACK (connect_account), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
connect_account_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  np_window_leave_model (NP_WINDOW (widget), connect_step, NULL);
}

static void
practice_step (NpWindow *self, const char *argument)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NpPractice) practice = np_practice_start (&error);

  if (practice != NULL)
    np_window_set_practice (self, practice);
  else
    np_window_show_failure (self, error, NULL);
}

static void
practice_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  np_window_start_practice (NP_WINDOW (widget));
}

static void
leave_practice_step (NpWindow *self, const char *argument)
{
  np_window_set_workspace (self, NULL);
  np_window_start (self);
}

static void
leave_practice_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  np_window_leave_model (NP_WINDOW (widget), leave_practice_step, NULL);
}

static void
forget_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_forgotten = np_accounts_forget_finish (NP_ACCOUNTS (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  np_window_set_workspace (self, NULL);
  if (is_forgotten)
    np_window_show_message (self, _ ("The account and its key are forgotten."));
  else
    np_window_show_failure (self, error, NULL);
}

static void
confirm_forget_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpWindow) self = user_data;
  g_autofree char *answer = np_confirm_finish (result, NULL);
  NpAccount *account = np_accounts_get_account (self->accounts);

  if (g_strcmp0 (answer, "forget") == 0 && account != NULL &&
      !g_cancellable_is_cancelled (self->cancellable))
    np_accounts_forget_async (self->accounts, account, self->cancellable, forget_cb,
                              g_object_ref (self));
}

static void
forget_step (NpWindow *self, const char *argument)
{
  static const NpAnswer answers[] = {
    { .id = "cancel", .label = N_ ("_Cancel") },
    { .id = "forget", .label = N_ ("_Forget"), .is_destructive = TRUE },
  };
  NpAnswer translated[G_N_ELEMENTS (answers)];

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      translated[i] = answers[i];
      translated[i].label = _ (answers[i].label);
    }
  np_confirm_async (GTK_WIDGET (self), _ ("Forget this account?"),
                    _ ("Its key is removed from the keyring. The models stay as they are."),
                    translated, G_N_ELEMENTS (translated), self->cancellable, confirm_forget_cb,
                    g_object_ref (self));
}

static void
forget_account_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  np_window_leave_model (NP_WINDOW (widget), forget_step, NULL);
}

static void
show_problem_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpWindow *self = NP_WINDOW (widget);

  if (self->problem != NULL)
    gtk_window_present (GTK_WINDOW (np_problem_dialog_new (GTK_WINDOW (self), self->problem)));
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
  gtk_widget_class_install_action (widget_class, "win.show-start", NULL, show_start_action);
  gtk_widget_class_install_action (widget_class, "win.connect", NULL, connect_account_action);
  gtk_widget_class_install_action (widget_class, "win.practice", NULL, practice_action);
  gtk_widget_class_install_action (widget_class, "win.leave-practice", NULL,
                                   leave_practice_action);
  gtk_widget_class_install_action (widget_class, "win.forget-account", NULL,
                                   forget_account_action);
  gtk_widget_class_install_action (widget_class, "win.show-problem", NULL, show_problem_action);
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
  gboolean has_account = self->accounts != NULL &&
                         np_accounts_get_account (self->accounts) != NULL;

  gtk_widget_action_set_enabled (widget, "win.open-model", self->workspace != NULL);
  gtk_widget_action_set_enabled (widget, "win.open-model-id", self->workspace != NULL);
  gtk_widget_action_set_enabled (widget, "win.practice", !is_practice);
  gtk_widget_action_set_enabled (widget, "win.leave-practice", is_practice);
  gtk_widget_action_set_enabled (widget, "win.forget-account", has_account && !is_practice);
  gtk_widget_action_set_enabled (widget, "win.show-problem", self->problem != NULL);
}

/**
 * np_window_start:
 * @self: a window
 *
 * Shows the remembered account, or the welcome page when there is none.
 */
void
np_window_start (NpWindow *self)
{
  g_return_if_fail (NP_IS_WINDOW (self));

  if (np_accounts_get_account (self->accounts) != NULL)
    connect_account (self);
  else
    np_window_set_workspace (self, NULL);
}

/**
 * np_window_start_practice:
 * @self: a window
 *
 * Starts a fresh practice workspace and shows it.
 */
void
np_window_start_practice (NpWindow *self)
{
  g_return_if_fail (NP_IS_WINDOW (self));

  np_window_leave_model (self, practice_step, NULL);
}

/**
 * np_window_open_model:
 * @self: a window with a workspace connected
 * @model_id: the model
 *
 * Opens a model in place of the open one, after asking about unsaved changes.
 */
void
np_window_open_model (NpWindow *self, const char *model_id)
{
  g_return_if_fail (NP_IS_WINDOW (self));
  g_return_if_fail (model_id != NULL);

  if (self->workspace != NULL)
    np_window_leave_model (self, open_step, model_id);
}
