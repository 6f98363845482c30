/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-window-private.h"

#include <glib/gi18n.h>

#include "np-model-search.h"

/* A model ID does not tell the region that it is from. When the account on show
 * does not know a model, one of the others may. */

/* One look, at the accounts in the order of their workspaces. */
typedef struct
{
  NpWindow *window;
  GPtrArray *accounts;
  GPtrArray *workspaces;
  char *model_id;
} Look;

static void
look_free (Look *look)
{
  g_object_unref (look->window);
  g_ptr_array_unref (look->accounts);
  g_ptr_array_unref (look->workspaces);
  g_free (look->model_id);
  g_free (look);
}

static void
add_account (Look *look, NpAccount *account)
{
  g_autoptr (NpEndpoint) endpoint = np_account_dup_endpoint (account, NULL);

  if (endpoint == NULL)
    return;
  g_ptr_array_add (look->accounts, g_object_ref (account));
  g_ptr_array_add (look->workspaces,
                   np_workspace_new (np_account_get_name (account), endpoint,
                                     np_accounts_get_provider (look->window->accounts, account),
                                     FALSE));
}

static Look *
look_new (NpWindow *self)
{
  GListModel *accounts = np_accounts_get_list (self->accounts);
  Look *look = g_new0 (Look, 1);

  look->window = g_object_ref (self);
  look->accounts = g_ptr_array_new_with_free_func (g_object_unref);
  look->workspaces = g_ptr_array_new_with_free_func (g_object_unref);
  look->model_id = g_strdup (self->wanted_model_id);
  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr (NpAccount) account = g_list_model_get_item (accounts, i);

      if (account != self->account)
        add_account (look, account);
    }
  return look;
}

static void
found_step (NpWindow *self, const char *account_id)
{
  g_autofree char *model_id = g_strdup (self->wanted_model_id);

  np_window_show_account (self, account_id);
  np_window_open_model (self, model_id);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Look *look = user_data;
  NpWindow *self = look->window;
  g_autoptr (NpWorkspace) workspace = np_model_search_finish (result, NULL);
  guint i = 0;

  if (!g_cancellable_is_cancelled (self->cancellable) &&
      g_strcmp0 (self->wanted_model_id, look->model_id) == 0)
    {
      if (workspace == NULL)
        np_window_show_lasting_message (self,
                                        _ ("None of your other accounts knows this model."));
      else if (g_ptr_array_find (look->workspaces, workspace, &i))
        np_window_leave_model (self, found_step,
                               np_account_get_id (g_ptr_array_index (look->accounts, i)));
    }
  look_free (look);
}

static void
look_elsewhere_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpWindow *self = NP_WINDOW (widget);
  Look *look = NULL;

  if (self->wanted_model_id == NULL || !np_window_has_other_accounts (self))
    return;
  look = look_new (self);
  np_model_search_async (look->workspaces, look->model_id, self->cancellable, found_cb, look);
}

/**
 * np_window_has_other_accounts: (skip)
 * @self: a window
 *
 * Returns: whether there is another account to look for a model in
 */
gboolean
np_window_has_other_accounts (NpWindow *self)
{
  return self->account != NULL &&
         g_list_model_get_n_items (np_accounts_get_list (self->accounts)) > 1;
}

/**
 * np_window_install_elsewhere_action: (skip)
 * @widget_class: the class of the window
 */
void
np_window_install_elsewhere_action (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.look-elsewhere", NULL,
                                   look_elsewhere_action);
}

/**
 * np_window_open_model_of:
 * @self: a window
 * @account_id: an account
 * @model_id: a model that it knows
 *
 * Opens a model with its account, after asking about unsaved changes.
 */
void
np_window_open_model_of (NpWindow *self, const char *account_id, const char *model_id)
{
  g_return_if_fail (NP_IS_WINDOW (self));
  g_return_if_fail (account_id != NULL);
  g_return_if_fail (model_id != NULL);

  if (self->account != NULL && g_str_equal (np_account_get_id (self->account), account_id))
    {
      np_window_open_model (self, model_id);
      return;
    }
  g_free (self->wanted_model_id);
  self->wanted_model_id = g_strdup (model_id);
  np_window_leave_model (self, found_step, account_id);
}
