/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-accounts.h"
#include "np-app-rig.h"

G_BEGIN_DECLS

/* Accounts of a test's own, whose screens stand beside a window that is not connected. */
typedef struct
{
  AppRig *rig;
  NpAccounts *accounts;
} AccountsRig;

void accounts_rig_set_up (AccountsRig *self, gconstpointer data);
void accounts_rig_tear_down (AccountsRig *self, gconstpointer data);
#define accounts_rig_add_test(path, test) \
  g_test_add (path, AccountsRig, NULL, accounts_rig_set_up, test, accounts_rig_tear_down)

NpAccount *accounts_rig_add (AccountsRig *self,
                             const char *name,
                             const char *key_id,
                             const char *secret,
                             const char *token,
                             gint64 token_expires);
GtkWidget *accounts_rig_open_page (AccountsRig *self, NpAccount *account);

G_END_DECLS
