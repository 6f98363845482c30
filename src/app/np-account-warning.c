/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-account-warning.h"

#include <glib/gi18n.h>

#include "np-compat.h"

/**
 * np_account_warn_main:
 * @parent: the window that shows the account
 * @account: an account whose key is known to be one of the main account
 *
 * Says once that such a key may do everything, and what would be better. Does
 * nothing if the person was told before.
 */
void
np_account_warn_main (GtkWindow *parent, NpAccount *account)
{
  NpAnswer answers[] = {
    { .id = "close", .label = _ ("_Got It"), .is_suggested = TRUE },
  };
  g_autofree char *body = NULL;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (NP_IS_ACCOUNT (account));

  if (np_account_get_is_main_account_warned (account))
    return;
  np_account_set_is_main_account_warned (account, TRUE);
  /* Translators: %s is the name of an account */
  body =
      /* Translators: %s is the name of an account */
      g_strdup_printf (_ ("The key of “%s” works, but it may do everything in the account, "
                          "also delete and buy. A key of a RAM user that may only read and "
                          "change models is safer. Change the key whenever you like. You are "
                          "told this once."),
                       np_account_get_name (account));
  /* lint: allow cancellable: the sentence starts nothing and ends with its window */
  np_confirm_async (GTK_WIDGET (parent), _ ("Key of the Main Account"), body, answers,
                    G_N_ELEMENTS (answers), NULL, NULL, NULL);
}
