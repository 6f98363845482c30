/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-connect-dialog.h"

#include <glib/gi18n.h>

#include "np-api-error.h"
#include "np-error-text.h"
#include "np-key-text.h"
#include "np-region.h"
#include "np-secret-row.h"
#include "np-workspace.h"

/**
 * NpConnectDialog:
 *
 * Connects an account: cleans what was pasted, asks the service one harmless
 * question with it, and only then remembers it.
 */
struct _NpConnectDialog
{
  AdwWindow parent_instance;

  /* Template widgets */
  AdwEntryRow *name;
  GtkDropDown *region;
  GtkWidget *region_row;
  AdwEntryRow *access_key_id;
  NpSecretRow *access_key_secret;
  AdwExpanderRow *more;
  NpSecretRow *security_token;
  AdwEntryRow *endpoint;
  GtkSpinner *spinner;
  GtkWidget *problem_box;
  GtkLabel *problem;

  /* Owned */
  NpAccounts *accounts;
  NpAccount *account;
  NpCredentials *credentials;
  GCancellable *cancellable;

  /* Borrowed */
  GtkWidget *faulty_row;

  /* State */
  char *suggested_name;
};

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
clear_problem (NpConnectDialog *self)
{
  gtk_widget_set_visible (self->problem_box, FALSE);
  if (self->faulty_row != NULL)
    gtk_widget_remove_css_class (self->faulty_row, "error");
  self->faulty_row = NULL;
}

static void
show_problem (NpConnectDialog *self, gpointer row, const char *sentence)
{
  clear_problem (self);
  gtk_label_set_label (self->problem, sentence);
  gtk_widget_set_visible (self->problem_box, TRUE);
  if (row == NULL)
    return;
  if (row == self->security_token || row == self->endpoint)
    adw_expander_row_set_expanded (self->more, TRUE);
  self->faulty_row = row;
  gtk_widget_add_css_class (row, "error");
  gtk_widget_grab_focus (row);
}

/* Which row to look at. The codes are those of the gateway in front of every
 * service of Alibaba Cloud. */
static gpointer
find_row (NpConnectDialog *self, const GError *error)
{
  const NpApiErrorDetail *detail = error->domain == NP_API_ERROR
                                       ? np_api_error_get_detail (error)
                                       : NULL;
  const char *code = detail != NULL && detail->code != NULL ? detail->code : "";

  if (strstr (code, "SecurityToken") != NULL)
    return self->security_token;
  if (g_str_has_prefix (code, "InvalidAccessKeyId"))
    return self->access_key_id;
  if (g_str_equal (code, "SignatureDoesNotMatch"))
    return self->access_key_secret;
  if (error->domain == NP_API_ERROR &&
      (error->code == NP_API_ERROR_UNREACHABLE || error->code == NP_API_ERROR_TLS ||
       error->code == NP_API_ERROR_PROTOCOL))
    return *gtk_editable_get_text (GTK_EDITABLE (self->endpoint)) != '\0'
               ? (gpointer) self->endpoint
               : (gpointer) self->region_row;
  return NULL;
}

static void
show_error (NpConnectDialog *self, const GError *error)
{
  const NpApiErrorDetail *detail = error->domain == NP_API_ERROR
                                       ? np_api_error_get_detail (error)
                                       : NULL;
  const char *sentence = np_error_text_get_sentence (error);
  const char *next_step = np_error_text_get_next_step (error);
  g_autofree char *text = NULL;

  if (detail != NULL && detail->code != NULL)
    /* Translators: what happened, the code of the service, what to do next */
    text = g_strdup_printf (_ ("%s (%s) %s"), sentence, detail->code, next_step);
  else
    /* Translators: two sentences, or a sentence and the RequestId */
    text = g_strdup_printf (_ ("%s %s"), sentence, next_step);
  show_problem (self, find_row (self, error), text);
}

static void
remember_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpConnectDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!np_accounts_connect_finish (NP_ACCOUNTS (source), result, &error))
    return;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  g_signal_emit (self, signals[SIGNAL_CONNECTED], 0);
  gtk_window_close (GTK_WINDOW (self));
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
      show_error (self, error);
      return;
    }
  np_accounts_connect_async (self->accounts, self->account, self->credentials,
                             self->cancellable, remember_cb, g_object_ref (self));
}

static void
check (NpConnectDialog *self)
{
  g_autoptr (NpEndpoint) endpoint = np_account_dup_endpoint (self->account, NULL);
  g_autoptr (NpFixedCredentials) fixed = np_fixed_credentials_new (self->credentials);
  g_autoptr (NpWorkspace) workspace = np_workspace_new (
      np_account_get_name (self->account), endpoint, NP_CREDENTIALS_PROVIDER (fixed), FALSE);

  set_busy (self, TRUE);
  np_workspace_check_async (workspace, self->cancellable, check_cb, g_object_ref (self));
}

static gboolean
read_account (NpConnectDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NpEndpoint) endpoint = NULL;
  g_autofree char *access_key_id = np_key_text_clean_access_key_id (
      gtk_editable_get_text (GTK_EDITABLE (self->access_key_id)), &error);
  g_autofree char *uuid = g_uuid_string_random ();
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->name));

  if (access_key_id == NULL)
    {
      show_problem (self, self->access_key_id, error->message);
      return FALSE;
    }
  g_clear_object (&self->account);
  self->account = np_account_new (uuid, *name != '\0' ? name : self->suggested_name,
                                  access_key_id,
                                  np_region_get_id (gtk_drop_down_get_selected (self->region)),
                                  gtk_editable_get_text (GTK_EDITABLE (self->endpoint)));
  endpoint = np_account_dup_endpoint (self->account, &error);
  if (endpoint == NULL)
    {
      show_problem (self, self->endpoint, error->message);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_credentials (NpConnectDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NpSecret) token = NULL;
  g_autoptr (NpSecret) secret =
      np_key_text_clean_secret (np_secret_row_peek_text (self->access_key_secret), &error);
  const char *token_text = np_secret_row_peek_text (self->security_token);

  if (secret == NULL)
    {
      show_problem (self, self->access_key_secret, error->message);
      return FALSE;
    }
  if (*token_text != '\0')
    token = np_key_text_clean_security_token (token_text, &error);
  if (error != NULL)
    {
      show_problem (self, self->security_token, error->message);
      return FALSE;
    }
  g_clear_pointer (&self->credentials, np_credentials_unref);
  self->credentials = np_credentials_new (np_account_get_access_key_id (self->account), secret,
                                          token);
  np_account_set_has_token (self->account, token != NULL);
  return TRUE;
}

static void
connect_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  NpConnectDialog *self = NP_CONNECT_DIALOG (widget);

  clear_problem (self);
  if (read_account (self) && read_credentials (self))
    check (self);
}

static void
region_cb (NpConnectDialog *self)
{
  guint selected = gtk_drop_down_get_selected (self->region);

  if (selected == GTK_INVALID_LIST_POSITION)
    return;
  /* A name that the person typed stays; ours follows the region. */
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->name)),
                 self->suggested_name != NULL ? self->suggested_name : "") == 0)
    gtk_editable_set_text (GTK_EDITABLE (self->name), np_region_get_name (selected));
  g_free (self->suggested_name);
  self->suggested_name = g_strdup (np_region_get_name (selected));
}

static void
fill_regions (NpConnectDialog *self)
{
  g_autoptr (GtkStringList) regions = gtk_string_list_new (NULL);

  for (guint i = 0; i < np_region_get_count (); i++)
    {
      const char *id = np_region_get_id (i);
      const char *name = np_region_get_name (i);
      g_autofree char *text = g_str_equal (id, name) ? g_strdup (id)
                                                     : g_strdup_printf ("%s · %s", name, id);

      gtk_string_list_append (regions, text);
    }
  gtk_drop_down_set_model (self->region, G_LIST_MODEL (regions));
}

/* Closing ends the check: disposing comes too late for that, since the check
 * holds the dialog. It may even hold it for longer than its parent lives, which
 * GTK would still touch at the end (4.8). */
static void
np_connect_dialog_unrealize (GtkWidget *widget)
{
  g_cancellable_cancel (NP_CONNECT_DIALOG (widget)->cancellable);
  gtk_window_set_transient_for (GTK_WINDOW (widget), NULL);

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
  gtk_widget_class_bind_template_child (widget_class, NpConnectDialog, region_row);
  gtk_widget_class_bind_template_child (widget_class, NpConnectDialog, access_key_id);
  gtk_widget_class_bind_template_child (widget_class, NpConnectDialog, access_key_secret);
  gtk_widget_class_bind_template_child (widget_class, NpConnectDialog, more);
  gtk_widget_class_bind_template_child (widget_class, NpConnectDialog, security_token);
  gtk_widget_class_bind_template_child (widget_class, NpConnectDialog, endpoint);
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
   * The account is connected; the dialog closes itself.
   */
  signals[SIGNAL_CONNECTED] = g_signal_new ("connected", G_TYPE_FROM_CLASS (klass),
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                            0);

  g_type_ensure (NP_TYPE_SECRET_ROW);
  gtk_widget_class_install_action (widget_class, "dialog.connect", NULL, connect_action);
  bind_template (widget_class);
}

static void
np_connect_dialog_init (NpConnectDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  fill_regions (self);
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
