/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-connect-dialog.h"

#include "np-region-row.h"
#include "np-secret-row.h"

G_BEGIN_DECLS

struct _NpConnectDialog
{
  AdwWindow parent_instance;

  /* Template widgets */
  GtkLabel *hint;
  AdwEntryRow *name;
  NpRegionRow *region;
  AdwEntryRow *access_key_id;
  NpSecretRow *access_key_secret;
  AdwExpanderRow *more;
  NpSecretRow *security_token;
  AdwEntryRow *token_end;
  AdwEntryRow *endpoint;
  AdwEntryRow *workspace_id;
  GtkButton *connect_button;
  GtkWidget *import_button;
  GtkSpinner *spinner;
  GtkWidget *problem_box;
  GtkLabel *problem;

  /* Owned */
  NpAccounts *accounts;
  NpAccount *account; /* the one that is made, or whose key is changed */
  NpCredentials *credentials;
  GCancellable *cancellable;
  char *suggested_name;

  /* Borrowed */
  GtkWidget *faulty_row;

  /* State */
  gint64 token_expires; /* seconds since 1970, 0 when nobody said */
  gboolean changes_key;
};

/* np-connect-dialog-read.c: what was typed */
gboolean np_connect_dialog_read (NpConnectDialog *self);

/* np-connect-dialog-problem.c: what is wrong with it */
void np_connect_dialog_clear_problem (NpConnectDialog *self);
void np_connect_dialog_show_problem (NpConnectDialog *self, gpointer row, const char *sentence);
void np_connect_dialog_show_error (NpConnectDialog *self, const GError *error);

G_END_DECLS
