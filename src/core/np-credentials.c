/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-credentials.h"

struct _NpCredentials
{
  gatomicrefcount ref_count;

  /* Owned */
  char *access_key_id;
  NpSecret *secret;
  NpSecret *security_token;
};

G_DEFINE_BOXED_TYPE (NpCredentials, np_credentials, np_credentials_ref, np_credentials_unref)

G_DEFINE_INTERFACE (NpCredentialsProvider, np_credentials_provider, G_TYPE_OBJECT)

static void
np_credentials_provider_default_init (NpCredentialsProviderInterface *iface)
{
}

/**
 * np_credentials_new:
 * @access_key_id: the AccessKey ID, which is no secret
 * @secret: (transfer none): the AccessKey secret
 * @security_token: (transfer none) (nullable): the STS token of a temporary key
 *
 * Puts the parts of one AccessKey together for good.
 *
 * Returns: (transfer full): new credentials
 */
NpCredentials *
np_credentials_new (const char *access_key_id, NpSecret *secret, NpSecret *security_token)
{
  NpCredentials *self = NULL;

  g_return_val_if_fail (access_key_id != NULL, NULL);
  g_return_val_if_fail (secret != NULL, NULL);

  self = g_new0 (NpCredentials, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->access_key_id = g_strdup (access_key_id);
  self->secret = np_secret_ref (secret);
  if (security_token != NULL)
    self->security_token = np_secret_ref (security_token);

  return self;
}

/**
 * np_credentials_ref:
 * @self: credentials
 *
 * Takes a reference. Safe from any thread.
 *
 * Returns: (transfer full): @self
 */
NpCredentials *
np_credentials_ref (NpCredentials *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * np_credentials_unref:
 * @self: (transfer full): credentials
 *
 * Gives a reference back; the last one frees them.
 */
void
np_credentials_unref (NpCredentials *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->access_key_id);
  np_secret_unref (self->secret);
  g_clear_pointer (&self->security_token, np_secret_unref);
  g_free (self);
}

/**
 * np_credentials_get_access_key_id:
 * @self: credentials
 *
 * Returns: (transfer none): the AccessKey ID
 */
const char *
np_credentials_get_access_key_id (NpCredentials *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->access_key_id;
}

/**
 * np_credentials_get_secret:
 * @self: credentials
 *
 * Returns: (transfer none): the AccessKey secret
 */
NpSecret *
np_credentials_get_secret (NpCredentials *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->secret;
}

/**
 * np_credentials_get_security_token:
 * @self: credentials
 *
 * Returns: (transfer none) (nullable): the STS token, %NULL for a lasting key
 */
NpSecret *
np_credentials_get_security_token (NpCredentials *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->security_token;
}

/**
 * np_credentials_provider_get_credentials_async:
 * @self: a provider
 * @cancellable: (nullable): stops the operation
 * @callback: (scope async): called when it is done
 * @user_data: passed to @callback
 *
 * Asks for the AccessKey to sign one request with.
 */
void
np_credentials_provider_get_credentials_async (NpCredentialsProvider *self,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data)
{
  NpCredentialsProviderInterface *iface = NULL;

  g_return_if_fail (NP_IS_CREDENTIALS_PROVIDER (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  iface = NP_CREDENTIALS_PROVIDER_GET_IFACE (self);
  iface->get_credentials_async (self, cancellable, callback, user_data);
}

/**
 * np_credentials_provider_get_credentials_finish:
 * @self: a provider
 * @result: what the callback was given
 * @error: (nullable): where to put an error of the provider, or %G_IO_ERROR_CANCELLED
 *
 * Ends np_credentials_provider_get_credentials_async().
 *
 * Returns: (transfer full) (nullable): the AccessKey, or %NULL with @error set
 */
NpCredentials *
np_credentials_provider_get_credentials_finish (NpCredentialsProvider *self,
                                                GAsyncResult *result,
                                                GError **error)
{
  NpCredentialsProviderInterface *iface = NULL;

  g_return_val_if_fail (NP_IS_CREDENTIALS_PROVIDER (self), NULL);
  g_return_val_if_fail (G_IS_ASYNC_RESULT (result), NULL);

  iface = NP_CREDENTIALS_PROVIDER_GET_IFACE (self);
  return iface->get_credentials_finish (self, result, error);
}
