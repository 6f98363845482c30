/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-credentials.h"

struct _NpFixedCredentials
{
  GObject parent_instance;

  /* Owned. No property: secrets stay out of the reach of introspection. */
  NpCredentials *credentials;
};

static void np_fixed_credentials_provider_init (NpCredentialsProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NpFixedCredentials,
                               np_fixed_credentials,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (NP_TYPE_CREDENTIALS_PROVIDER,
                                                      np_fixed_credentials_provider_init))

static void
np_fixed_credentials_get_credentials_async (NpCredentialsProvider *provider,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data)
{
  NpFixedCredentials *self = NP_FIXED_CREDENTIALS (provider);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, np_fixed_credentials_get_credentials_async);
  g_task_return_pointer (task, np_credentials_ref (self->credentials),
                         (GDestroyNotify) np_credentials_unref);
}

static NpCredentials *
np_fixed_credentials_get_credentials_finish (NpCredentialsProvider *provider,
                                             GAsyncResult *result,
                                             GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, provider), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
np_fixed_credentials_finalize (GObject *object)
{
  NpFixedCredentials *self = NP_FIXED_CREDENTIALS (object);

  np_credentials_unref (self->credentials);

  G_OBJECT_CLASS (np_fixed_credentials_parent_class)->finalize (object);
}

static void
np_fixed_credentials_class_init (NpFixedCredentialsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = np_fixed_credentials_finalize;
}

static void
np_fixed_credentials_init (NpFixedCredentials *self)
{
}

static void
np_fixed_credentials_provider_init (NpCredentialsProviderInterface *iface)
{
  iface->get_credentials_async = np_fixed_credentials_get_credentials_async;
  iface->get_credentials_finish = np_fixed_credentials_get_credentials_finish;
}

/**
 * np_fixed_credentials_new:
 * @credentials: (transfer none): the AccessKey to hand out
 *
 * Makes a provider that always gives the same AccessKey, without asking anybody.
 *
 * Returns: (transfer full): a new provider
 */
NpFixedCredentials *
np_fixed_credentials_new (NpCredentials *credentials)
{
  NpFixedCredentials *self = NULL;

  g_return_val_if_fail (credentials != NULL, NULL);

  self = g_object_new (NP_TYPE_FIXED_CREDENTIALS, NULL);
  self->credentials = np_credentials_ref (credentials);

  return self;
}
