/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gio/gio.h>

#include "np-endpoint.h"

G_BEGIN_DECLS

/* How far a security token is from its end. */
typedef enum
{
  NP_TOKEN_STATE_NONE,
  NP_TOKEN_STATE_VALID,
  NP_TOKEN_STATE_ENDS_SOON, /* in less than ten minutes */
  NP_TOKEN_STATE_ENDED,
} NpTokenState;

/* What is remembered of an account outside the keyring. It holds no secret.
 *
 * Properties, all of them readable: "id", "name", "colour", "access-key-id",
 * "region", "custom-endpoint", "workspace-id", "has-token", "token-expires" (gint64),
 * "main-account-warned", "session-only" (the key is in memory only),
 * "keyring-problem" (nullable, a translated sentence). "name", "colour" and
 * "workspace-id" can be bound to what the person edits. */
#define NP_TYPE_ACCOUNT (np_account_get_type ())
G_DECLARE_FINAL_TYPE (NpAccount, np_account, NP, ACCOUNT, GObject)

NpAccount *np_account_new (const char *id,
                           const char *name,
                           const char *access_key_id,
                           const char *region,
                           const char *endpoint);
const char *const *np_account_get_colours (void);
const char *np_account_get_id (NpAccount *self);
const char *np_account_get_name (NpAccount *self);
void np_account_set_name (NpAccount *self, const char *name);
const char *np_account_get_colour (NpAccount *self);
void np_account_set_colour (NpAccount *self, const char *colour);
const char *np_account_get_access_key_id (NpAccount *self);
const char *np_account_get_region (NpAccount *self);
const char *np_account_get_custom_endpoint (NpAccount *self);
const char *np_account_get_workspace_id (NpAccount *self);
void np_account_set_workspace_id (NpAccount *self, const char *workspace_id);
gboolean np_account_get_has_token (NpAccount *self);
void np_account_set_has_token (NpAccount *self, gboolean has_token);
gint64 np_account_get_token_expires (NpAccount *self);
void np_account_set_token_expires (NpAccount *self, gint64 token_expires);
NpTokenState np_account_get_token_state (NpAccount *self, gint64 now);
gboolean np_account_get_is_main_account_warned (NpAccount *self);
void np_account_set_is_main_account_warned (NpAccount *self, gboolean is_warned);
gboolean np_account_get_is_session_only (NpAccount *self);
const char *np_account_get_keyring_problem (NpAccount *self);
NpEndpoint *np_account_dup_endpoint (NpAccount *self, GError **error);

G_END_DECLS
