/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-app-accounts.h"

#define G_SETTINGS_ENABLE_BACKEND
#include <gio/gsettingsbackend.h>

#include "np-account-row.h"
#include "np-accounts-dialog.h"
#include "np-await.h"

/* Settings of their own: from those of the process the window would learn of each
 * account, connect to it, and take the faults that are meant for a check. */
void
accounts_rig_set_up (AccountsRig *self, gconstpointer data)
{
  g_autoptr (GSettingsBackend) backend = g_memory_settings_backend_new ();
  g_autoptr (GSettings)
      settings = g_settings_new_with_backend ("io.github.nameplate.Nameplate", backend);

  self->rig = app_rig_new ();
  self->accounts = np_accounts_new (settings);
}

void
accounts_rig_tear_down (AccountsRig *self, gconstpointer data)
{
  app_rig_watch (self->rig, self->accounts);
  g_object_unref (self->accounts);
  app_rig_free (self->rig);
}

/* An account that can reach the service. The token may be NULL, its end 0. */
NpAccount *
accounts_rig_add (AccountsRig *self,
                  const char *name,
                  const char *key_id,
                  const char *secret,
                  const char *token,
                  gint64 token_expires)
{
  g_autoptr (NpAccount) account = np_account_new (
      NULL, name, key_id, "cn-hangzhou", np_practice_service_get_url (self->rig->service));
  g_autoptr (NpSecret) key = np_secret_new (secret, -1);
  g_autoptr (NpSecret) security_token = token != NULL ? np_secret_new (token, -1) : NULL;
  g_autoptr (NpCredentials) credentials = np_credentials_new (key_id, key, security_token);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  np_account_set_token_expires (account, token_expires);
  np_accounts_connect_async (self->accounts, account, credentials, NULL, np_await_result_cb,
                             &slot);
  result = np_await_result (&slot);
  np_accounts_connect_finish (self->accounts, result, &error);
  g_assert_no_error (error);
  g_assert_true (np_accounts_get_account (self->accounts) == account);
  return account;
}

/* The dialog, with the page of an account open. */
GtkWidget *
accounts_rig_open_page (AccountsRig *self, NpAccount *account)
{
  GtkWidget *dialog = GTK_WIDGET (np_accounts_dialog_new (self->rig->window, self->accounts));

  app_rig_watch (self->rig, dialog);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_activate (
      np_app_await (dialog, NP_TYPE_ACCOUNT_ROW, np_account_get_name (account)));
  np_app_await (dialog, ADW_TYPE_ACTION_ROW, "Check Connection");
  return dialog;
}
