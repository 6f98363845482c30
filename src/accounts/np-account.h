/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gio/gio.h>

#include "np-endpoint.h"

G_BEGIN_DECLS

/* What is remembered of an account outside the keyring. It holds no secret. */
#define NP_TYPE_ACCOUNT (np_account_get_type ())
G_DECLARE_FINAL_TYPE (NpAccount, np_account, NP, ACCOUNT, GObject)

NpAccount *np_account_new (const char *id,
                           const char *name,
                           const char *access_key_id,
                           const char *region,
                           const char *endpoint);
const char *np_account_get_id (NpAccount *self);
const char *np_account_get_name (NpAccount *self);
const char *np_account_get_access_key_id (NpAccount *self);
const char *np_account_get_region (NpAccount *self);
const char *np_account_get_custom_endpoint (NpAccount *self);
const char *np_account_get_workspace_id (NpAccount *self);
void np_account_set_workspace_id (NpAccount *self, const char *workspace_id);
gboolean np_account_get_has_token (NpAccount *self);
void np_account_set_has_token (NpAccount *self, gboolean has_token);
NpEndpoint *np_account_dup_endpoint (NpAccount *self, GError **error);

G_END_DECLS
