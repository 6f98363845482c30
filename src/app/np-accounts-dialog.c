/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-accounts-dialog.h"

#include <glib/gi18n.h>

#include "np-account-page.h"
#include "np-account-row.h"
#include "np-wrap-box.h"

/**
 * NpAccountsDialog:
 *
 * The accounts, and the page of each. A new account becomes the current one, and
 * only the window can ask what shall become of unsaved changes then: adding and
 * importing are its actions win.connect and win.import, for which this dialog
 * makes room.
 */
struct _NpAccountsDialog
{
  AdwWindow parent_instance;

  /* Template widgets */
  GtkStack *stack;
  GtkListBox *rows;
  AdwBin *page_bin;

  /* Owned */
  NpAccounts *accounts;
};

static void update_title (NpAccountsDialog *self);

G_DEFINE_FINAL_TYPE (NpAccountsDialog, np_accounts_dialog, ADW_TYPE_WINDOW)

static GtkWidget *
make_row_cb (gpointer item, gpointer user_data)
{
  g_signal_connect_object (item, "notify::name", G_CALLBACK (update_title), user_data,
                           G_CONNECT_SWAPPED);
  return np_account_row_new (NP_ACCOUNT (item), "go-next-symbolic");
}

static void
update_title (NpAccountsDialog *self)
{
  GtkWidget *page = adw_bin_get_child (self->page_bin);
  const char *title = _ ("Accounts");

  if (page != NULL)
    title = np_account_get_name (np_account_page_get_account (NP_ACCOUNT_PAGE (page)));
  gtk_window_set_title (GTK_WINDOW (self), title);
}

static void
show_list (NpAccountsDialog *self)
{
  GListModel *list = np_accounts_get_list (self->accounts);
  gboolean is_empty = g_list_model_get_n_items (list) == 0;

  gtk_stack_set_visible_child_name (self->stack, is_empty ? "empty" : "list");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "accounts.back", FALSE);
  adw_bin_set_child (self->page_bin, NULL);
  update_title (self);
}

static void
row_activated_cb (NpAccountsDialog *self, GtkListBoxRow *row)
{
  NpAccount *account = np_account_row_get_account (NP_ACCOUNT_ROW (row));

  adw_bin_set_child (self->page_bin, np_account_page_new (self->accounts, account));
  gtk_stack_set_visible_child_name (self->stack, "account");
  update_title (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "accounts.back", TRUE);
}

/* The account on the page may be gone. */
static void
items_changed_cb (NpAccountsDialog *self)
{
  GtkWidget *page = adw_bin_get_child (self->page_bin);
  GListModel *list = np_accounts_get_list (self->accounts);

  for (guint i = 0; page != NULL && i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (NpAccount) account = g_list_model_get_item (list, i);

      if (account == np_account_page_get_account (NP_ACCOUNT_PAGE (page)))
        return;
    }
  show_list (self);
}

static void
back_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  show_list (NP_ACCOUNTS_DIALOG (widget));
}

static void
leave_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpAccountsDialog *self = NP_ACCOUNTS_DIALOG (widget);

  if (adw_bin_get_child (self->page_bin) != NULL)
    back_action (widget, NULL, NULL);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
hand_over (NpAccountsDialog *self, const char *action)
{
  g_autoptr (GtkWidget) parent = NULL;

  if (!g_set_object (&parent, GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self)))))
    return;
  gtk_window_close (GTK_WINDOW (self));
  gtk_widget_activate_action (parent, action, NULL);
}

static void
add_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  hand_over (NP_ACCOUNTS_DIALOG (widget), "win.connect");
}

static void
import_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  hand_over (NP_ACCOUNTS_DIALOG (widget), "win.import");
}

static void
np_accounts_dialog_dispose (GObject *object)
{
  g_clear_object (&NP_ACCOUNTS_DIALOG (object)->accounts);

  G_OBJECT_CLASS (np_accounts_dialog_parent_class)->dispose (object);
}

static void
np_accounts_dialog_class_init (NpAccountsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = np_accounts_dialog_dispose;

  gtk_widget_class_install_action (widget_class, "accounts.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "accounts.leave", NULL, leave_action);
  gtk_widget_class_install_action (widget_class, "accounts.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "accounts.import", NULL, import_action);
  g_type_ensure (NP_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-accounts-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, NpAccountsDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, NpAccountsDialog, rows);
  gtk_widget_class_bind_template_child (widget_class, NpAccountsDialog, page_bin);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
np_accounts_dialog_init (NpAccountsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * np_accounts_dialog_new:
 * @parent: the window that it belongs to, with the actions win.connect and win.import
 * @accounts: the accounts
 *
 * Returns: (transfer none): a new dialog; GTK owns it until it is closed
 */
NpAccountsDialog *
np_accounts_dialog_new (GtkWindow *parent, NpAccounts *accounts)
{
  NpAccountsDialog *self = g_object_new (NP_TYPE_ACCOUNTS_DIALOG, "transient-for", parent,
                                         NULL);
  GListModel *list = np_accounts_get_list (accounts);

  self->accounts = g_object_ref (accounts);
  gtk_list_box_bind_model (self->rows, list, make_row_cb, self, NULL);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  show_list (self);
  return self;
}
