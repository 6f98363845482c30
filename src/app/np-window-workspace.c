/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-window-private.h"

#include "np-account-warning.h"
#include "np-accounts-dialog.h"
#include "np-connect-dialog.h"
#include "np-welcome-page.h"
#include "np-import-dialog.h"

/* What the window is connected to: an account, the practice workspace, or
 * nothing; and what is remembered of its models. */

/* Everything that belongs to the last connection goes; what comes is set by the caller. */
static void
disconnect (NpWindow *self)
{
  np_window_close_model (self);
  np_window_stop_retries (self);
  np_window_set_outcome (self, NULL);
  g_clear_pointer (&self->wanted_model_id, g_free);
  g_clear_object (&self->restore_entry);
  g_clear_object (&self->practice);
  g_clear_object (&self->workspace);
  g_clear_object (&self->account);
  g_clear_object (&self->recents);
  g_clear_object (&self->stars);
}

static void
show_connection (NpWindow *self)
{
  if (self->model_page != NULL)
    np_document_set_workspace (np_window_get_document (self), self->workspace);
  np_account_button_set_practice (self->account_button, self->practice != NULL);
  np_window_watch_retries (self);
  np_window_update_notes (self);
  np_window_update_actions (self);
  np_window_update_history_place (self);
  np_window_load_drafts (self);
  adw_leaflet_set_visible_child_name (self->leaflet, "list");
  gtk_stack_set_visible_child_name (self->stack, "work");
}

/**
 * np_window_set_nothing: (skip)
 * @self: a window
 *
 * Shows the welcome page.
 */
void
np_window_set_nothing (NpWindow *self)
{
  disconnect (self);
  if (self->list_pane != NULL)
    np_list_pane_connect (self->list_pane, NULL, NULL, NULL);
  np_window_update_history_place (self);
  np_window_update_notes (self);
  np_window_update_actions (self);
  if (gtk_stack_get_child_by_name (self->stack, "welcome") == NULL)
    gtk_stack_add_named (self->stack, np_welcome_page_new (), "welcome");
  gtk_stack_set_visible_child_name (self->stack, "welcome");
}

/**
 * np_window_set_practice: (skip)
 * @self: a window
 * @practice: the practice workspace to show
 */
void
np_window_set_practice (NpWindow *self, NpPractice *practice)
{
  disconnect (self);
  np_window_ensure_work (self);
  self->practice = g_object_ref (practice);
  self->workspace = g_object_ref (np_practice_get_workspace (practice));
  np_list_pane_connect (self->list_pane, self->workspace, NULL, NULL);
  show_connection (self);
}

/**
 * np_window_set_account: (skip)
 * @self: a window
 * @account: the account to show
 */
void
np_window_set_account (NpWindow *self, NpAccount *account)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NpEndpoint) endpoint = np_account_dup_endpoint (account, &error);
  const char *region = np_account_get_region (account);

  disconnect (self);
  if (endpoint == NULL)
    {
      np_window_set_nothing (self);
      np_window_show_failure (self, error, NULL);
      return;
    }
  np_window_ensure_work (self);
  self->account = g_object_ref (account);
  self->workspace = np_workspace_new (np_account_get_name (account), endpoint,
                                      np_accounts_get_provider (self->accounts, account),
                                      FALSE);
  np_workspace_set_account (self->workspace, np_account_get_id (account),
                            *region != '\0' ? region : NULL);
  np_list_pane_connect (self->list_pane, self->workspace, np_account_get_id (account),
                        np_account_get_workspace_id (account));
  show_connection (self);
  np_window_load_marks (self);
}

/**
 * np_window_show_account: (skip)
 * @self: a window
 * @account_id: the account to show
 *
 * Makes an account the current one and shows it.
 */
void
np_window_show_account (NpWindow *self, const char *account_id)
{
  GListModel *accounts = np_accounts_get_list (self->accounts);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr (NpAccount) account = g_list_model_get_item (accounts, i);

      if (!g_str_equal (np_account_get_id (account), account_id))
        continue;
      np_accounts_set_current (self->accounts, account);
      np_window_set_account (self, account);
      return;
    }
}

static void
account_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  np_window_leave_model (NP_WINDOW (widget), np_window_show_account,
                         g_variant_get_string (parameter, NULL));
}

/* A key of the main account may do everything, here and in every other service. */
static void
identity_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpWindow) self = user_data;
  NpWorkspace *workspace = NP_WORKSPACE (source);
  NpIdentityType type = np_workspace_get_identity_finish (workspace, result, NULL);

  if (type == NP_IDENTITY_ACCOUNT && workspace == self->workspace && self->account != NULL &&
      !g_cancellable_is_cancelled (self->cancellable))
    np_account_warn_main (GTK_WINDOW (self), self->account);
}

static void
connected_cb (NpWindow *self)
{
  np_window_start (self);
  if (self->account != NULL && !np_account_get_is_main_account_warned (self->account))
    np_workspace_get_identity_async (self->workspace, self->cancellable, identity_cb,
                                     g_object_ref (self));
}

/* The account has a new key: what failed for want of one is tried again, and
 * what is typed stays. */
static void
key_changed_cb (NpWindow *self)
{
  np_window_update_notes (self);
  np_list_pane_reload (self->list_pane);
  if (self->model_page != NULL)
    np_model_page_ask_permission (self->model_page);
}

static void
change_key_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpWindow *self = NP_WINDOW (widget);
  NpConnectDialog *dialog = NULL;

  if (self->account == NULL)
    return;
  dialog = np_connect_dialog_new_for_key (GTK_WINDOW (self), self->accounts, self->account);
  g_signal_connect_object (dialog, "connected", G_CALLBACK (key_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
accounts_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpWindow *self = NP_WINDOW (widget);

  gtk_window_present (GTK_WINDOW (np_accounts_dialog_new (GTK_WINDOW (self), self->accounts)));
}

static void
connect_step (NpWindow *self, const char *argument)
{
  NpConnectDialog *dialog = np_connect_dialog_new (GTK_WINDOW (self), self->accounts);

  g_signal_connect_object (dialog, "connected", G_CALLBACK (connected_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
connect_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  np_window_leave_model (NP_WINDOW (widget), connect_step, NULL);
}

static void
import_step (NpWindow *self, const char *argument)
{
  NpImportDialog *dialog = np_import_dialog_new (GTK_WINDOW (self), self->accounts);

  g_signal_connect_object (dialog, "imported", G_CALLBACK (np_window_start), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
import_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  np_window_leave_model (NP_WINDOW (widget), import_step, NULL);
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
  np_window_start (self);
}

static void
leave_practice_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  np_window_leave_model (NP_WINDOW (widget), leave_practice_step, NULL);
}

/* Its key is gone: nothing may be sent for it any more, not even what has begun, and
 * nothing that is typed may be written down. */
static void
forgetting_cb (NpWindow *self, NpAccount *account)
{
  if (account == self->account && self->model_page != NULL)
    np_model_form_put_back_all (np_document_get_form (np_window_get_document (self)));
  np_library_forget_account (self->library, np_account_get_id (account));
  np_window_ensure_work (self);
  np_list_pane_forget_account (self->list_pane, np_account_get_id (account));
  if (account != self->account)
    return;
  if (self->model_page != NULL)
    np_model_page_stop (self->model_page);
  np_window_set_nothing (self);
}

/* After an account was forgotten another one takes its place, if there is one. */
static void
accounts_changed_cb (NpWindow *self)
{
  if (self->workspace == NULL)
    np_window_start (self);
}

/**
 * np_window_watch_accounts: (skip)
 * @self: a window
 */
void
np_window_watch_accounts (NpWindow *self)
{
  g_signal_connect_object (self->accounts, "forgetting", G_CALLBACK (forgetting_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (np_accounts_get_list (self->accounts), "items-changed",
                           G_CALLBACK (accounts_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

/**
 * np_window_install_workspace_actions: (skip)
 * @widget_class: the class of the window
 */
void
np_window_install_workspace_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.account", "s", account_action);
  gtk_widget_class_install_action (widget_class, "win.accounts", NULL, accounts_action);
  gtk_widget_class_install_action (widget_class, "win.change-key", NULL, change_key_action);
  gtk_widget_class_install_action (widget_class, "win.connect", NULL, connect_action);
  np_window_install_elsewhere_action (widget_class);
  gtk_widget_class_install_action (widget_class, "win.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "win.practice", NULL, practice_action);
  gtk_widget_class_install_action (widget_class, "win.leave-practice", NULL,
                                   leave_practice_action);
}

static NpAccount *
find_account (NpWindow *self)
{
  g_autoptr (NpAccount)
      first = g_list_model_get_item (np_accounts_get_list (self->accounts), 0);

  if (np_accounts_get_account (self->accounts) == NULL && first != NULL)
    np_accounts_set_current (self->accounts, first);
  return np_accounts_get_account (self->accounts);
}

/**
 * np_window_start:
 * @self: a window
 *
 * Shows the current account, else the first one, else the welcome page.
 */
void
np_window_start (NpWindow *self)
{
  NpAccount *account = NULL;

  g_return_if_fail (NP_IS_WINDOW (self));

  account = find_account (self);
  if (account != NULL)
    np_window_set_account (self, account);
  else
    np_window_set_nothing (self);
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
