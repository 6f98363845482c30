/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-connect-dialog-private.h"

#include <glib/gi18n.h>

#include "np-account-text.h"
#include "np-api-error.h"
#include "np-import-dialog.h"
#include "np-region.h"
#include "np-workspace.h"

/**
 * NpConnectDialog:
 *
 * Connects an account, or gives one another key: cleans what was pasted, asks
 * the service one harmless question with it, and only then remembers it.
 */
G_DEFINE_FINAL_TYPE (NpConnectDialog, np_connect_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_CONNECTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
set_busy (NpConnectDialog *self, gboolean is_busy)
{
  gtk_spinner_set_spinning (self->spinner, is_busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.connect", !is_busy);
}

static void
end (NpConnectDialog *self)
{
  g_signal_emit (self, signals[SIGNAL_CONNECTED], 0);
  gtk_window_close (GTK_WINDOW (self));
}

static void
remember_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpConnectDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  NpAccounts *accounts = NP_ACCOUNTS (source);
  gboolean is_done = self->changes_key
                         ? np_accounts_change_key_finish (accounts, result, &error)
                         : np_accounts_connect_finish (accounts, result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  set_busy (self, FALSE);
  if (is_done)
    end (self);
  else
    np_connect_dialog_show_error (self, error);
}

static void
remember (NpConnectDialog *self)
{
  np_account_set_token_expires (self->account, self->token_expires);
  np_accounts_connect_async (self->accounts, self->account, self->credentials,
                             self->cancellable, remember_cb, g_object_ref (self));
}

static void
change_key (NpConnectDialog *self)
{
  np_accounts_change_key_async (self->accounts, self->account, self->credentials,
                                self->token_expires, self->cancellable, remember_cb,
                                g_object_ref (self));
}

static void
check_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpConnectDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *request_id = np_workspace_check_finish (NP_WORKSPACE (source), result,
                                                           &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  /* No right to list workspaces still proves the key, and models can be opened
   * by their IDs without it. */
  if (error != NULL && !g_error_matches (error, NP_API_ERROR, NP_API_ERROR_PERMISSION_DENIED))
    {
      set_busy (self, FALSE);
      np_connect_dialog_show_error (self, error);
    }
  else if (self->changes_key)
    change_key (self);
  else
    remember (self);
}

static void
check (NpConnectDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NpEndpoint) endpoint = np_account_dup_endpoint (self->account, &error);
  g_autoptr (NpFixedCredentials) fixed = NULL;
  g_autoptr (NpWorkspace) workspace = NULL;

  if (endpoint == NULL)
    {
      np_connect_dialog_show_problem (self, NULL, error->message);
      return;
    }
  fixed = np_fixed_credentials_new (self->credentials);
  workspace = np_workspace_new (np_account_get_name (self->account), endpoint,
                                NP_CREDENTIALS_PROVIDER (fixed), FALSE);
  set_busy (self, TRUE);
  np_workspace_check_async (workspace, self->cancellable, check_cb, g_object_ref (self));
}

static void
connect_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpConnectDialog *self = NP_CONNECT_DIALOG (widget);

  if (np_connect_dialog_read (self))
    check (self);
}

static void
import_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpConnectDialog *self = NP_CONNECT_DIALOG (widget);
  NpImportDialog *dialog = np_import_dialog_new (GTK_WINDOW (self), self->accounts);

  g_signal_connect_object (dialog, "imported", G_CALLBACK (end), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
region_cb (NpConnectDialog *self)
{
  guint selected = np_region_row_get_selected (self->region);

  /* A name that the person typed stays; ours follows the region. */
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->name)),
                 self->suggested_name != NULL ? self->suggested_name : "") == 0)
    gtk_editable_set_text (GTK_EDITABLE (self->name), np_region_get_name (selected));
  g_free (self->suggested_name);
  self->suggested_name = g_strdup (np_region_get_name (selected));
}

/* Closing ends the check: disposing comes too late for that, since the check
 * holds the dialog. It may even hold it for longer than its parent lives, which
 * GTK would still touch at the end (4.8). */
static void
np_connect_dialog_unrealize (GtkWidget *widget)
{
  g_cancellable_cancel (NP_CONNECT_DIALOG (widget)->cancellable);
  gtk_window_set_transient_for (GTK_WINDOW (widget), NULL);
  /* The program would not end before the dialog either. */
  gtk_widget_insert_action_group (widget, "app", NULL);

  GTK_WIDGET_CLASS (np_connect_dialog_parent_class)->unrealize (widget);
}

static void
np_connect_dialog_dispose (GObject *object)
{
  NpConnectDialog *self = NP_CONNECT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  if (self->access_key_secret != NULL)
    {
      np_secret_row_clear (self->access_key_secret);
      np_secret_row_clear (self->security_token);
      self->access_key_secret = NULL;
    }
  g_clear_object (&self->accounts);
  g_clear_object (&self->account);
  g_clear_pointer (&self->credentials, np_credentials_unref);

  G_OBJECT_CLASS (np_connect_dialog_parent_class)->dispose (object);
}

static void
np_connect_dialog_finalize (GObject *object)
{
  NpConnectDialog *self = NP_CONNECT_DIALOG (object);

  g_object_unref (self->cancellable);
  g_free (self->suggested_name);

  G_OBJECT_CLASS (np_connect_dialog_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               NP_RESOURCE_PATH "/ui/np-connect-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, NpConnectDialog, name);
  gtk_widget_class_bind_template_child (widget_class, NpConnectDialog, region);
  gtk_widget_class_bind_template_child (widget_class, NpConnectDialog, access_key_id);
  gtk_widget_class_bind_template_child (widget_class, NpConnectDialog, access_key_secret);
  gtk_widget_class_bind_template_child (widget_class, NpConnectDialog, more);
  gtk_widget_class_bind_template_child (widget_class, NpConnectDialog, security_token);
  gtk_widget_class_bind_template_child (widget_class, NpConnectDialog, endpoint);
  gtk_widget_class_bind_template_child (widget_class, NpConnectDialog, hint);
  gtk_widget_class_bind_template_child (widget_class, NpConnectDialog, token_end);
  gtk_widget_class_bind_template_child (widget_class, NpConnectDialog, workspace_id);
  gtk_widget_class_bind_template_child (widget_class, NpConnectDialog, connect_button);
  gtk_widget_class_bind_template_child (widget_class, NpConnectDialog, import_button);
  gtk_widget_class_bind_template_child (widget_class, NpConnectDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, NpConnectDialog, problem_box);
  gtk_widget_class_bind_template_child (widget_class, NpConnectDialog, problem);
  gtk_widget_class_bind_template_callback (widget_class, region_cb);
}

static void
np_connect_dialog_class_init (NpConnectDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = np_connect_dialog_dispose;
  object_class->finalize = np_connect_dialog_finalize;
  widget_class->unrealize = np_connect_dialog_unrealize;

  /**
   * NpConnectDialog::connected:
   * @self: a dialog
   *
   * The account is connected, accounts were imported, or the account has its new
   * key; the dialog closes itself.
   */
  signals[SIGNAL_CONNECTED] = g_signal_new ("connected", G_TYPE_FROM_CLASS (klass),
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                            0);

  g_type_ensure (NP_TYPE_REGION_ROW);
  g_type_ensure (NP_TYPE_SECRET_ROW);
  gtk_widget_class_install_action (widget_class, "dialog.connect", NULL, connect_action);
  gtk_widget_class_install_action (widget_class, "dialog.import", NULL, import_action);
  bind_template (widget_class);
}

static void
np_connect_dialog_init (NpConnectDialog *self)
{
  /* The actions of a program reach only its own windows, and a dialog is none. */
  gtk_widget_insert_action_group (GTK_WIDGET (self), "app",
                                  G_ACTION_GROUP (g_application_get_default ()));
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  region_cb (self);
}

/* The account is fixed, and only what comes with a key is asked for. */
static void
ask_for_key (NpConnectDialog *self)
{
  GtkWidget *const fixed[] = { GTK_WIDGET (self->name), GTK_WIDGET (self->region),
                               GTK_WIDGET (self->endpoint), GTK_WIDGET (self->workspace_id),
                               self->import_button };
  g_autofree char *place = np_account_text_dup_place (self->account);
  g_autofree char *hint = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    gtk_widget_set_visible (fixed[i], FALSE);
  /* Translators: the name of an account, and its region or host */
  hint = g_strdup_printf (_ ("The next key of “%s” (%s). What you are editing stays."),
                          np_account_get_name (self->account), place);
  gtk_label_set_label (self->hint, hint);
  gtk_widget_set_visible (GTK_WIDGET (self->hint), TRUE);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Change Key"));
  /* Translators: a button: puts another AccessKey in the place of the old one */
  gtk_button_set_label (self->connect_button, _ ("_Change"));
  gtk_editable_set_text (GTK_EDITABLE (self->access_key_id),
                         np_account_get_access_key_id (self->account));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->more), _ ("Security token"));
  adw_expander_row_set_subtitle (self->more, "");
  adw_expander_row_set_expanded (self->more, np_account_get_has_token (self->account));
}

/**
 * np_connect_dialog_new:
 * @parent: the window that it belongs to
 * @accounts: where the account goes
 *
 * Returns: (transfer none): a new dialog; GTK owns it until it is closed
 */
NpConnectDialog *
np_connect_dialog_new (GtkWindow *parent, NpAccounts *accounts)
{
  NpConnectDialog *self = g_object_new (NP_TYPE_CONNECT_DIALOG, "transient-for", parent, NULL);

  self->accounts = g_object_ref (accounts);
  return self;
}

/**
 * np_connect_dialog_new_for_key:
 * @parent: the window that it belongs to
 * @accounts: the accounts
 * @account: one of them
 *
 * Asks for another key of an account, such as the next security token. The
 * account stays the one it is, and requests go on with the new key.
 *
 * Returns: (transfer none): a new dialog; GTK owns it until it is closed
 */
NpConnectDialog *
np_connect_dialog_new_for_key (GtkWindow *parent, NpAccounts *accounts, NpAccount *account)
{
  NpConnectDialog *self = np_connect_dialog_new (parent, accounts);

  g_return_val_if_fail (NP_IS_ACCOUNT (account), self);

  self->account = g_object_ref (account);
  self->changes_key = TRUE;
  ask_for_key (self);
  return self;
}
