/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-practice.h"

#include <glib/gi18n.h>

#include "np-credentials.h"
#include "np-practice-service.h"

/**
 * NpPractice:
 *
 * The practice workspace as the screens know it: a service that runs inside the
 * program for as long as this object lives, and the workspace that talks to it.
 */
struct _NpPractice
{
  GObject parent_instance;

  /* Owned */
  NpPracticeService *service;
  NpWorkspace *workspace;
};

G_DEFINE_FINAL_TYPE (NpPractice, np_practice, G_TYPE_OBJECT)

static NpCredentialsProvider *
make_credentials (NpPracticeService *service)
{
  g_autoptr (NpSecret)
      secret = np_secret_new (np_practice_service_get_access_key_secret (service), -1);
  g_autoptr (NpCredentials) credentials =
      np_credentials_new (np_practice_service_get_access_key_id (service), secret, NULL);

  return NP_CREDENTIALS_PROVIDER (np_fixed_credentials_new (credentials));
}

static void
np_practice_finalize (GObject *object)
{
  NpPractice *self = NP_PRACTICE (object);

  if (self->service != NULL)
    np_practice_service_stop (self->service);
  g_clear_object (&self->service);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (np_practice_parent_class)->finalize (object);
}

static void
np_practice_class_init (NpPracticeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = np_practice_finalize;
}

static void
np_practice_init (NpPractice *self)
{
  self->service = np_practice_service_new ();
}

/**
 * np_practice_start:
 * @error: set to a %G_IO_ERROR when this computer gives no local port
 *
 * Returns: (transfer full) (nullable): the practice workspace, ready to be used
 */
NpPractice *
np_practice_start (GError **error)
{
  g_autoptr (NpPractice) self = g_object_new (NP_TYPE_PRACTICE, NULL);
  g_autoptr (NpEndpoint) endpoint = NULL;
  g_autoptr (NpCredentialsProvider) credentials = NULL;

  if (!np_practice_service_start (self->service, error))
    return NULL;
  endpoint = np_endpoint_new_custom (np_practice_service_get_url (self->service), error);
  if (endpoint == NULL)
    return NULL;
  credentials = make_credentials (self->service);
  self->workspace = np_workspace_new (_ ("Practice"), endpoint, credentials, TRUE);
  return g_steal_pointer (&self);
}

/**
 * np_practice_get_workspace:
 * @self: a practice workspace
 *
 * Returns: (transfer none): the workspace
 */
NpWorkspace *
np_practice_get_workspace (NpPractice *self)
{
  g_return_val_if_fail (NP_IS_PRACTICE (self), NULL);

  return self->workspace;
}
