/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-account.h"

struct _NpAccount
{
  GObject parent_instance;

  /* Owned, never NULL */
  char *id;
  char *name;
  char *access_key_id;
  char *region;
  char *endpoint;
  char *workspace_id;

  /* State */
  gboolean has_token;
};

G_DEFINE_FINAL_TYPE (NpAccount, np_account, G_TYPE_OBJECT)

enum
{
  PROP_WORKSPACE_ID = 1,
  PROP_HAS_TOKEN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
np_account_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  NpAccount *self = NP_ACCOUNT (object);

  switch (prop_id)
    {
    case PROP_WORKSPACE_ID:
      g_value_set_string (value, self->workspace_id);
      break;
    case PROP_HAS_TOKEN:
      g_value_set_boolean (value, self->has_token);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
np_account_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  NpAccount *self = NP_ACCOUNT (object);

  switch (prop_id)
    {
    case PROP_WORKSPACE_ID:
      np_account_set_workspace_id (self, g_value_get_string (value));
      break;
    case PROP_HAS_TOKEN:
      np_account_set_has_token (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
np_account_finalize (GObject *object)
{
  NpAccount *self = NP_ACCOUNT (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->access_key_id);
  g_free (self->region);
  g_free (self->endpoint);
  g_free (self->workspace_id);

  G_OBJECT_CLASS (np_account_parent_class)->finalize (object);
}

static void
np_account_class_init (NpAccountClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = np_account_get_property;
  object_class->set_property = np_account_set_property;
  object_class->finalize = np_account_finalize;

  properties[PROP_WORKSPACE_ID] = g_param_spec_string (
      "workspace-id", NULL, NULL, "",
      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_HAS_TOKEN] = g_param_spec_boolean (
      "has-token", NULL, NULL, FALSE,
      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
np_account_init (NpAccount *self)
{
  self->workspace_id = g_strdup ("");
}

static char *
dup_or_empty (const char *text)
{
  return g_strdup (text != NULL ? text : "");
}

/**
 * np_account_new:
 * @id: (nullable): under which the keyring knows the key; %NULL or empty for a new account
 * @name: (nullable): what the person calls the account; %NULL or empty to call it by
 *   its region or, without one, its endpoint
 * @access_key_id: the public part of the AccessKey
 * @region: (nullable): the region's ID, such as `cn-hangzhou`
 * @endpoint: (nullable): an address to use instead of the region's
 *
 * Returns: (transfer full): the account
 */
NpAccount *
np_account_new (const char *id,
                const char *name,
                const char *access_key_id,
                const char *region,
                const char *endpoint)
{
  g_autoptr (NpAccount) self = g_object_new (NP_TYPE_ACCOUNT, NULL);

  g_return_val_if_fail (access_key_id != NULL, NULL);

  self->id = id != NULL && *id != '\0' ? g_strdup (id) : g_uuid_string_random ();
  self->access_key_id = g_strdup (access_key_id);
  self->region = dup_or_empty (region);
  self->endpoint = dup_or_empty (endpoint);
  if (name != NULL && *name != '\0')
    self->name = g_strdup (name);
  else
    self->name = g_strdup (*self->region != '\0' ? self->region : self->endpoint);

  return g_steal_pointer (&self);
}

/**
 * np_account_get_id:
 * @self: an account
 *
 * Returns: under which the keyring knows the key, never empty
 */
const char *
np_account_get_id (NpAccount *self)
{
  g_return_val_if_fail (NP_IS_ACCOUNT (self), NULL);

  return self->id;
}

/**
 * np_account_get_name:
 * @self: an account
 *
 * Returns: what the person calls the account
 */
const char *
np_account_get_name (NpAccount *self)
{
  g_return_val_if_fail (NP_IS_ACCOUNT (self), NULL);

  return self->name;
}

/**
 * np_account_get_access_key_id:
 * @self: an account
 *
 * Returns: the public part of the AccessKey
 */
const char *
np_account_get_access_key_id (NpAccount *self)
{
  g_return_val_if_fail (NP_IS_ACCOUNT (self), NULL);

  return self->access_key_id;
}

/**
 * np_account_get_region:
 * @self: an account
 *
 * Returns: the region's ID, or an empty text
 */
const char *
np_account_get_region (NpAccount *self)
{
  g_return_val_if_fail (NP_IS_ACCOUNT (self), NULL);

  return self->region;
}

/**
 * np_account_get_custom_endpoint:
 * @self: an account
 *
 * Returns: the address to use instead of the region's, or an empty text
 */
const char *
np_account_get_custom_endpoint (NpAccount *self)
{
  g_return_val_if_fail (NP_IS_ACCOUNT (self), NULL);

  return self->endpoint;
}

/**
 * np_account_get_workspace_id:
 * @self: an account
 *
 * Returns: the workspace to show, or an empty text
 */
const char *
np_account_get_workspace_id (NpAccount *self)
{
  g_return_val_if_fail (NP_IS_ACCOUNT (self), NULL);

  return self->workspace_id;
}

/**
 * np_account_set_workspace_id:
 * @self: an account
 * @workspace_id: (nullable): the workspace to show
 *
 * The connected account's workspace is remembered as soon as it is set.
 */
void
np_account_set_workspace_id (NpAccount *self, const char *workspace_id)
{
  g_autofree char *wanted = dup_or_empty (workspace_id);

  g_return_if_fail (NP_IS_ACCOUNT (self));

  if (g_str_equal (self->workspace_id, wanted))
    return;

  g_free (self->workspace_id);
  self->workspace_id = g_steal_pointer (&wanted);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WORKSPACE_ID]);
}

/**
 * np_account_get_has_token:
 * @self: an account
 *
 * Returns: whether the key goes with a security token, which ends after some hours
 */
gboolean
np_account_get_has_token (NpAccount *self)
{
  g_return_val_if_fail (NP_IS_ACCOUNT (self), FALSE);

  return self->has_token;
}

/**
 * np_account_set_has_token:
 * @self: an account
 * @has_token: whether the key goes with a security token
 *
 * Connecting an account sets this from its key.
 */
void
np_account_set_has_token (NpAccount *self, gboolean has_token)
{
  g_return_if_fail (NP_IS_ACCOUNT (self));

  if (self->has_token == !!has_token)
    return;

  self->has_token = !!has_token;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_TOKEN]);
}

/**
 * np_account_dup_endpoint:
 * @self: an account
 * @error: return location
 *
 * Works out where the service answers this account: at the custom endpoint if
 * there is one, else at the region's.
 *
 * Returns: (transfer full): the endpoint, or %NULL with an error of the
 *   `NP_ENDPOINT_ERROR` domain
 */
NpEndpoint *
np_account_dup_endpoint (NpAccount *self, GError **error)
{
  g_return_val_if_fail (NP_IS_ACCOUNT (self), NULL);

  if (*self->endpoint != '\0')
    return np_endpoint_new_custom (self->endpoint, error);

  return np_endpoint_new_for_region (self->region, error);
}
