/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define NP_ACCOUNTS_ERROR (np_accounts_error_quark ())
GQuark np_accounts_error_quark (void);

/* Why a key cannot be had from, or put into, the keyring; and why a pasted key
 * was refused. */
typedef enum
{
  NP_ACCOUNTS_ERROR_KEYRING_MISSING,
  NP_ACCOUNTS_ERROR_KEYRING_LOCKED,
  NP_ACCOUNTS_ERROR_KEYRING_REFUSED,
  NP_ACCOUNTS_ERROR_KEYRING_FAILED,
  NP_ACCOUNTS_ERROR_NOT_STORED,
  NP_ACCOUNTS_ERROR_INVALID_KEY,
  NP_ACCOUNTS_ERROR_KEYRING_DAMAGED,
  NP_ACCOUNTS_ERROR_KEYRING_SUSPENDED,
} NpAccountsError;

G_END_DECLS
