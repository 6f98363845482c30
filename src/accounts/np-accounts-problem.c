/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-accounts-private.h"

#include <glib/gi18n-lib.h>

/* What to say when the key is in memory all the same, and when it is not to be had. */
static const struct
{
  const char *kept;
  const char *wanted;
} sentences[] = {
  [NP_ACCOUNTS_ERROR_KEYRING_MISSING] = {
    N_ ("There is no keyring on this computer. The key will be kept until you close Nameplate."),
    N_ ("There is no keyring on this computer. Enter the key again."),
  },
  [NP_ACCOUNTS_ERROR_KEYRING_LOCKED] = {
    N_ ("The keyring is locked. The key will be kept until you close Nameplate."),
    N_ ("The keyring is locked. Unlock it, or enter the key again."),
  },
  [NP_ACCOUNTS_ERROR_KEYRING_REFUSED] = {
    N_ ("The keyring did not take the key. The key will be kept until you close Nameplate."),
    N_ ("The keyring did not give the key. Enter the key again."),
  },
  [NP_ACCOUNTS_ERROR_KEYRING_FAILED] = {
    N_ ("The keyring does not work. The key will be kept until you close Nameplate."),
    N_ ("The keyring does not work. Enter the key again."),
  },
  [NP_ACCOUNTS_ERROR_NOT_STORED] = {
    N_ ("The keyring does not hold this key. The key will be kept until you close Nameplate."),
    N_ ("The keyring does not hold the key of this account. Enter the key again."),
  },
  [NP_ACCOUNTS_ERROR_KEYRING_DAMAGED] = {
    N_ ("The keyring’s file is damaged or was made on another computer. The key will be kept until you close Nameplate."),
    N_ ("The keyring’s file is damaged or was made on another computer. Enter the key again."),
  },
  [NP_ACCOUNTS_ERROR_KEYRING_SUSPENDED] = {
    N_ ("Nameplate stopped while it read the keyring the last time, so it leaves the keyring alone. The key will be kept until you close Nameplate."),
    N_ ("Nameplate stopped while it read the keyring the last time, so it leaves the keyring alone. Try again, or enter the key."),
  },
};

/**
 * np_accounts_describe_problem:
 * @problem: an `NpAccountsError`, or %NP_NO_PROBLEM
 * @session_only: whether the key is in memory all the same
 *
 * Returns: (nullable): the sentence for the person, translated; %NULL without a problem
 */
const char *
np_accounts_describe_problem (int problem, gboolean session_only)
{
  if (problem < 0 || (gsize) problem >= G_N_ELEMENTS (sentences))
    return NULL;

  if (sentences[problem].kept == NULL)
    return NULL;

  return session_only ? _ (sentences[problem].kept) : _ (sentences[problem].wanted);
}
