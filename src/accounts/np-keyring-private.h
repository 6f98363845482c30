/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-account.h"
#include "np-credentials.h"

G_BEGIN_DECLS

/* The one place that talks to libsecret. An account's key is one item of the
 * keyring, so that a secret and its token are never of two keys. */
void np_keyring_store_async (NpAccount *account,
                             NpCredentials *credentials,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean np_keyring_store_finish (GAsyncResult *result, GError **error);

void np_keyring_lookup_async (NpAccount *account,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
NpCredentials *np_keyring_lookup_finish (GAsyncResult *result, GError **error);

void np_keyring_clear_async (const char *account_id,
                             const char *access_key_id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean np_keyring_clear_finish (GAsyncResult *result, GError **error);

GError *np_keyring_take_error (GError *error, GCancellable *cancellable);

G_END_DECLS
