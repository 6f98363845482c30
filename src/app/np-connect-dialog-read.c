/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-connect-dialog-private.h"

#include <glib/gi18n.h>

#include "np-account-text.h"
#include "np-key-text.h"
#include "np-region.h"
#include "np-token-end.h"

static const char *
get_text (gpointer row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

/* Where the account is. With nothing typed wrong it is left for the others to
 * fill in. */
static gboolean
read_account (NpConnectDialog *self, const char *access_key_id)
{
  g_autofree char *workspace_id = np_account_text_dup_workspace_id (
      get_text (self->workspace_id));
  g_autoptr (GError) error = NULL;
  g_autoptr (NpEndpoint) endpoint = NULL;
  const char *name = get_text (self->name);

  g_clear_object (&self->account);
  self->account = np_account_new (NULL, *name != '\0' ? name : self->suggested_name,
                                  access_key_id,
                                  np_region_get_id (np_region_row_get_selected (self->region)),
                                  get_text (self->endpoint));
  endpoint = np_account_dup_endpoint (self->account, &error);
  if (endpoint == NULL)
    {
      np_connect_dialog_show_problem (self, self->endpoint, error->message);
      return FALSE;
    }
  if (workspace_id == NULL)
    {
      np_connect_dialog_show_problem (self, self->workspace_id,
                                      np_account_text_get_workspace_id_fault ());
      return FALSE;
    }
  np_account_set_workspace_id (self->account, workspace_id);
  return TRUE;
}

/* When the token ends. Nobody has to say: then the service does. */
static gboolean
read_token_end (NpConnectDialog *self, gboolean has_token)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  const char *fault = NULL;

  if (!np_token_end_parse (get_text (self->token_end), now, &self->token_expires, &fault))
    {
      np_connect_dialog_show_problem (self, self->token_end, fault);
      return FALSE;
    }
  if (self->token_expires != 0 && !has_token)
    {
      np_connect_dialog_show_problem (self, self->security_token,
                                      _ ("A key that ends has a security token. Paste it, or "
                                         "empty the row with its end."));
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_credentials (NpConnectDialog *self, const char *access_key_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NpSecret) token = NULL;
  g_autoptr (NpSecret) secret =
      np_key_text_clean_secret (np_secret_row_peek_text (self->access_key_secret), &error);
  const char *token_text = np_secret_row_peek_text (self->security_token);

  if (secret == NULL)
    {
      np_connect_dialog_show_problem (self, self->access_key_secret, error->message);
      return FALSE;
    }
  if (*token_text != '\0')
    token = np_key_text_clean_security_token (token_text, &error);
  if (error != NULL)
    {
      np_connect_dialog_show_problem (self, self->security_token, error->message);
      return FALSE;
    }
  g_clear_pointer (&self->credentials, np_credentials_unref);
  self->credentials = np_credentials_new (access_key_id, secret, token);
  return read_token_end (self, token != NULL);
}

/**
 * np_connect_dialog_read: (skip)
 * @self: a dialog
 *
 * Makes the account and its key out of what was typed, or says at which row it
 * cannot be made.
 *
 * Returns: whether there is something to connect with
 */
gboolean
np_connect_dialog_read (NpConnectDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *access_key_id =
      np_key_text_clean_access_key_id (get_text (self->access_key_id), &error);

  np_connect_dialog_clear_problem (self);
  if (access_key_id == NULL)
    {
      np_connect_dialog_show_problem (self, self->access_key_id, error->message);
      return FALSE;
    }
  return (self->changes_key || read_account (self, access_key_id)) &&
         read_credentials (self, access_key_id);
}
