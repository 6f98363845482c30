/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gio/gio.h>

#include "np-secret.h"

G_BEGIN_DECLS

/* One AccessKey as a request uses it: immutable, so that a request never mixes
 * the parts of two keys. */
typedef struct _NpCredentials NpCredentials;

#define NP_TYPE_CREDENTIALS (np_credentials_get_type ())
GType np_credentials_get_type (void);

NpCredentials *np_credentials_new (const char *access_key_id,
                                   NpSecret *secret,
                                   NpSecret *security_token);
NpCredentials *np_credentials_ref (NpCredentials *self);
void np_credentials_unref (NpCredentials *self);
const char *np_credentials_get_access_key_id (NpCredentials *self);
NpSecret *np_credentials_get_secret (NpCredentials *self);
NpSecret *np_credentials_get_security_token (NpCredentials *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpCredentials, np_credentials_unref)

#define NP_TYPE_CREDENTIALS_PROVIDER (np_credentials_provider_get_type ())
G_DECLARE_INTERFACE (
    NpCredentialsProvider, np_credentials_provider, NP, CREDENTIALS_PROVIDER, GObject)

/* Who gives a client its AccessKey. Asynchronous: the keyring may have to be
 * asked, and a person may have to unlock it. */
struct _NpCredentialsProviderInterface
{
  GTypeInterface parent_iface;

  void (*get_credentials_async) (NpCredentialsProvider *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
  NpCredentials *(*get_credentials_finish) (NpCredentialsProvider *self,
                                            GAsyncResult *result,
                                            GError **error);
};

void np_credentials_provider_get_credentials_async (NpCredentialsProvider *self,
                                                    GCancellable *cancellable,
                                                    GAsyncReadyCallback callback,
                                                    gpointer user_data);
NpCredentials *np_credentials_provider_get_credentials_finish (NpCredentialsProvider *self,
                                                               GAsyncResult *result,
                                                               GError **error);

#define NP_TYPE_FIXED_CREDENTIALS (np_fixed_credentials_get_type ())
G_DECLARE_FINAL_TYPE (NpFixedCredentials, np_fixed_credentials, NP, FIXED_CREDENTIALS, GObject)

NpFixedCredentials *np_fixed_credentials_new (NpCredentials *credentials);

G_END_DECLS
