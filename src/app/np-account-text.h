/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-account.h"

G_BEGIN_DECLS

const char *np_account_text_get_colour_name (const char *colour);
char *np_account_text_dup_place (NpAccount *account);
char *np_account_text_dup_note (NpAccount *account, gint64 now);
char *np_account_text_dup_end (gint64 token_expires);
char *np_account_text_dup_workspace_id (const char *text);
const char *np_account_text_get_workspace_id_fault (void);

G_END_DECLS
