/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-account-button.h"

#include <glib/gi18n.h>

#include "np-account-dot.h"
#include "np-account-row.h"

/**
 * NpAccountButton:
 *
 * The account in use, in a header bar, and the way to another one. It changes
 * nothing itself: its rows activate win.account (with the account's ID),
 * win.practice, win.connect and win.accounts.
 */
struct _NpAccountButton
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkMenuButton *button;
  NpAccountDot *dot;
  GtkLabel *name;
  GtkPopover *popover;
  GtkListBox *rows;
  GtkListBoxRow *practice_row;
  GtkListBoxRow *connect_row;
  GtkListBoxRow *accounts_row;
  GtkWidget *practice_mark;

  /* Owned */
  NpAccounts *accounts;

  /* State */
  gboolean is_practice;
};

G_DEFINE_FINAL_TYPE (NpAccountButton, np_account_button, ADW_TYPE_BIN)

static NpAccount *
get_current (NpAccountButton *self)
{
  if (self->accounts == NULL || self->is_practice)
    return NULL;
  return np_accounts_get_account (self->accounts);
}

static void
update_button (NpAccountButton *self)
{
  NpAccount *account = get_current (self);
  const char *name = _ ("No Account");
  const char *colour = NULL;
  g_autofree char *label = NULL;

  if (account != NULL)
    {
      name = np_account_get_name (account);
      colour = np_account_get_colour (account);
    }
  else if (self->is_practice)
    {
      /* Translators: the practice workspace, in the place of an account’s name */
      name = _ ("Practice");
      colour = "practice";
    }
  g_object_set (self->dot, "colour", colour, NULL);
  gtk_label_set_label (self->name, name);
  /* Translators: %s is the name of the account in use */
  label = g_strdup_printf (_ ("Account: %s"), name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

static void
update_rows (NpAccountButton *self)
{
  NpAccount *current = get_current (self);
  GtkListBoxRow *row = NULL;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->rows, i)) != NULL; i++)
    {
      if (NP_IS_ACCOUNT_ROW (row))
        np_account_row_set_is_marked (
            NP_ACCOUNT_ROW (row), np_account_row_get_account (NP_ACCOUNT_ROW (row)) == current);
    }
  gtk_widget_set_visible (self->practice_mark, self->is_practice);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->practice_row),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  self->is_practice ? _ ("in use") : "", -1);
}

static void
update (NpAccountButton *self)
{
  update_button (self);
  update_rows (self);
}

static void
items_changed_cb (NpAccountButton *self, guint position, guint n_removed, guint n_added)
{
  GListModel *list = np_accounts_get_list (self->accounts);

  /* The accounts come first, in the order of their list. */
  for (guint i = 0; i < n_removed; i++)
    gtk_list_box_remove (
        self->rows, GTK_WIDGET (gtk_list_box_get_row_at_index (self->rows, (int) position)));
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (NpAccount) account = g_list_model_get_item (list, i);
      GtkWidget *row = np_account_row_new (account, "object-select-symbolic");

      g_signal_connect_object (account, "notify", G_CALLBACK (update_button), self,
                               G_CONNECT_SWAPPED);
      gtk_list_box_insert (self->rows, row, (int) i);
    }
  update (self);
}

/* A row with an action of its own would leave the list open. */
static void
row_activated_cb (NpAccountButton *self, GtkListBoxRow *row)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_popover_popdown (self->popover);
  if (row == self->practice_row)
    gtk_widget_activate_action (widget, "win.practice", NULL);
  else if (row == self->connect_row)
    gtk_widget_activate_action (widget, "win.connect", NULL);
  else if (row == self->accounts_row)
    gtk_widget_activate_action (widget, "win.accounts", NULL);
  else
    gtk_widget_activate_action (
        widget, "win.account", "s",
        np_account_get_id (np_account_row_get_account (NP_ACCOUNT_ROW (row))));
}

static void
separate_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  NpAccountButton *self = NP_ACCOUNT_BUTTON (user_data);
  gboolean has_line = row == self->practice_row && before != NULL;

  if (has_line && gtk_list_box_row_get_header (row) == NULL)
    gtk_list_box_row_set_header (row, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  else if (!has_line)
    gtk_list_box_row_set_header (row, NULL);
}

static void
show_cb (NpAccountButton *self)
{
  NpAccount *current = get_current (self);
  GtkListBoxRow *row = NULL;

  update_rows (self);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->rows, i)) != NULL; i++)
    {
      if (NP_IS_ACCOUNT_ROW (row) &&
          np_account_row_get_account (NP_ACCOUNT_ROW (row)) == current)
        gtk_widget_grab_focus (GTK_WIDGET (row));
    }
}

static void
np_account_button_dispose (GObject *object)
{
  g_clear_object (&NP_ACCOUNT_BUTTON (object)->accounts);

  G_OBJECT_CLASS (np_account_button_parent_class)->dispose (object);
}

static void
np_account_button_class_init (NpAccountButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = np_account_button_dispose;

  g_type_ensure (NP_TYPE_ACCOUNT_DOT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-account-button.ui");
  gtk_widget_class_bind_template_child (widget_class, NpAccountButton, button);
  gtk_widget_class_bind_template_child (widget_class, NpAccountButton, dot);
  gtk_widget_class_bind_template_child (widget_class, NpAccountButton, name);
  gtk_widget_class_bind_template_child (widget_class, NpAccountButton, popover);
  gtk_widget_class_bind_template_child (widget_class, NpAccountButton, rows);
  gtk_widget_class_bind_template_child (widget_class, NpAccountButton, practice_row);
  gtk_widget_class_bind_template_child (widget_class, NpAccountButton, connect_row);
  gtk_widget_class_bind_template_child (widget_class, NpAccountButton, accounts_row);
  gtk_widget_class_bind_template_child (widget_class, NpAccountButton, practice_mark);
  gtk_widget_class_bind_template_callback (widget_class, show_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
np_account_button_init (NpAccountButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->rows, separate_cb, self, NULL);
  update (self);
}

/**
 * np_account_button_new:
 * @accounts: the accounts to offer
 *
 * Returns: (transfer none) (type NpAccountButton): a new button, floating
 */
GtkWidget *
np_account_button_new (NpAccounts *accounts)
{
  NpAccountButton *self = g_object_new (NP_TYPE_ACCOUNT_BUTTON, NULL);

  np_account_button_set_accounts (self, accounts);
  return GTK_WIDGET (self);
}

/**
 * np_account_button_set_accounts:
 * @self: a button that has no accounts yet
 * @accounts: the accounts to offer
 *
 * For a button that a template made.
 */
void
np_account_button_set_accounts (NpAccountButton *self, NpAccounts *accounts)
{
  GListModel *list = NULL;

  g_return_if_fail (NP_IS_ACCOUNT_BUTTON (self));
  g_return_if_fail (NP_IS_ACCOUNTS (accounts));
  g_return_if_fail (self->accounts == NULL);

  self->accounts = g_object_ref (accounts);
  list = np_accounts_get_list (accounts);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (accounts, "notify::account", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  items_changed_cb (self, 0, 0, g_list_model_get_n_items (list));
}

/**
 * np_account_button_set_practice:
 * @self: a button
 * @is_practice: whether the practice workspace is shown, and no account
 */
void
np_account_button_set_practice (NpAccountButton *self, gboolean is_practice)
{
  g_return_if_fail (NP_IS_ACCOUNT_BUTTON (self));

  self->is_practice = !!is_practice;
  update (self);
}
