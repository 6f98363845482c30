/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-account.h"

G_BEGIN_DECLS

void np_account_set_access_key_id (NpAccount *self, const char *access_key_id);
void np_account_set_key_state (NpAccount *self,
                               gboolean is_session_only,
                               const char *keyring_problem);

G_END_DECLS
