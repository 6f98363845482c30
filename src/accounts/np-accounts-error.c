/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-accounts-error.h"

G_DEFINE_QUARK (np_accounts_error, np_accounts_error)
