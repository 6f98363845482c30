/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-connect-dialog-private.h"

#include "np-api-error.h"
#include "np-error-text.h"

static gboolean
is_within_more (NpConnectDialog *self, gpointer row)
{
  return row == self->security_token || row == self->token_end || row == self->endpoint ||
         row == self->workspace_id;
}

/* The address that was typed may be wrong, unless there is no network at all. */
static gboolean
is_of_place (const GError *error, const NpApiErrorDetail *detail)
{
  return error->domain == NP_API_ERROR && (detail == NULL || !detail->is_offline) &&
         (error->code == NP_API_ERROR_UNREACHABLE || error->code == NP_API_ERROR_TLS ||
          error->code == NP_API_ERROR_PROTOCOL);
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
  if (is_of_place (error, detail) && !self->changes_key)
    return *gtk_editable_get_text (GTK_EDITABLE (self->endpoint)) != '\0'
               ? (gpointer) self->endpoint
               : (gpointer) self->region;
  return NULL;
}

/**
 * np_connect_dialog_clear_problem: (skip)
 * @self: a dialog
 */
void
np_connect_dialog_clear_problem (NpConnectDialog *self)
{
  gtk_widget_set_visible (self->problem_box, FALSE);
  if (self->faulty_row != NULL)
    gtk_widget_remove_css_class (self->faulty_row, "error");
  self->faulty_row = NULL;
}

/**
 * np_connect_dialog_show_problem: (skip)
 * @self: a dialog
 * @row: (nullable): the row to look at
 * @sentence: what is wrong, for people
 */
void
np_connect_dialog_show_problem (NpConnectDialog *self, gpointer row, const char *sentence)
{
  np_connect_dialog_clear_problem (self);
  gtk_label_set_label (self->problem, sentence);
  gtk_widget_set_visible (self->problem_box, TRUE);
  if (row == NULL)
    return;
  if (is_within_more (self, row))
    adw_expander_row_set_expanded (self->more, TRUE);
  self->faulty_row = row;
  gtk_widget_add_css_class (row, "error");
  gtk_widget_grab_focus (row);
}

/**
 * np_connect_dialog_show_error: (skip)
 * @self: a dialog
 * @error: why the key was not taken
 */
void
np_connect_dialog_show_error (NpConnectDialog *self, const GError *error)
{
  g_autofree char *text = np_error_text_dup_line (error, "ListWorkspaces");

  np_connect_dialog_show_problem (self, find_row (self, error), text);
}
