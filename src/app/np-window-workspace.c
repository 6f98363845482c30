/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-window-private.h"

#include <glib/gi18n.h>

#include "np-connect-dialog.h"

/* What the window is connected to: an account, the practice workspace, or
 * nothing; and what is remembered of its models. */

/* Everything that belongs to the last connection goes; what comes is set by the caller. */
static void
disconnect (NpWindow *self)
{
  np_window_close_model (self);
  g_clear_object (&self->practice);
  g_clear_object (&self->workspace);
  g_clear_object (&self->account);
  g_clear_object (&self->recents);
  g_clear_object (&self->stars);
}

static void
show_connection (NpWindow *self)
{
  np_account_button_set_practice (self->account_button, self->practice != NULL);
  np_window_update_notes (self);
  np_window_update_actions (self);
  adw_leaflet_set_visible_child_name (self->leaflet, "list");
  gtk_stack_set_visible_child_name (self->stack, self->workspace != NULL ? "work" : "welcome");
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
  np_list_pane_connect (self->list_pane, NULL, NULL, NULL);
  show_connection (self);
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

  disconnect (self);
  if (endpoint == NULL)
    {
      np_window_set_nothing (self);
      np_window_show_failure (self, error, NULL);
      return;
    }
  self->account = g_object_ref (account);
  self->workspace = np_workspace_new (np_account_get_name (account), endpoint,
                                      np_accounts_get_provider (self->accounts, account),
                                      FALSE);
  np_list_pane_connect (self->list_pane, self->workspace, np_account_get_id (account),
                        np_account_get_workspace_id (account));
  show_connection (self);
  np_window_load_marks (self);
}

static void
account_step (NpWindow *self, const char *account_id)
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
  np_window_leave_model (NP_WINDOW (widget), account_step,
                         g_variant_get_string (parameter, NULL));
}

static void
connected_cb (NpWindow *self)
{
  np_window_start (self);
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

/* The account on show was forgotten, here or in another window: what was typed
 * for it stays until it is closed, but nothing can be sent any more. */
static void
accounts_changed_cb (NpWindow *self)
{
  NpAccount *current = np_accounts_get_account (self->accounts);

  if (self->practice != NULL || self->account == NULL || current == self->account)
    return;
  if (current == NULL)
    np_window_set_nothing (self);
}

/**
 * np_window_watch_accounts: (skip)
 * @self: a window
 */
void
np_window_watch_accounts (NpWindow *self)
{
  g_signal_connect_object (self->accounts, "notify::account", G_CALLBACK (accounts_changed_cb),
                           self, G_CONNECT_SWAPPED);
}

/**
 * np_window_install_workspace_actions: (skip)
 * @widget_class: the class of the window
 */
void
np_window_install_workspace_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.account", "s", account_action);
  gtk_widget_class_install_action (widget_class, "win.connect", NULL, connect_action);
  gtk_widget_class_install_action (widget_class, "win.practice", NULL, practice_action);
  gtk_widget_class_install_action (widget_class, "win.leave-practice", NULL,
                                   leave_practice_action);
}

/**
 * np_window_start:
 * @self: a window
 *
 * Shows the current account, or the welcome page when there is none.
 */
void
np_window_start (NpWindow *self)
{
  NpAccount *account = NULL;

  g_return_if_fail (NP_IS_WINDOW (self));

  account = np_accounts_get_account (self->accounts);
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
