/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-account-private.h"

/* Shorter than this is "soon": time enough to fetch another token. */
#define SOON_SECONDS (10 * 60)

static const char *const colours[] = {
  "blue", "green", "yellow", "orange", "red", "purple", "brown", "slate", NULL,
};

struct _NpAccount
{
  GObject parent_instance;

  /* Owned, never NULL */
  char *id;
  char *name;
  char *colour;
  char *access_key_id;
  char *region;
  char *endpoint;
  char *workspace_id;

  /* State */
  gboolean has_token;
  gint64 token_expires; /* seconds since 1970, 0 when nobody said */
  gboolean is_main_account_warned;
  gboolean is_session_only;
  char *keyring_problem; /* owned, nullable */
};

G_DEFINE_FINAL_TYPE (NpAccount, np_account, G_TYPE_OBJECT)

enum
{
  PROP_ID = 1,
  PROP_NAME,
  PROP_COLOUR,
  PROP_ACCESS_KEY_ID,
  PROP_REGION,
  PROP_CUSTOM_ENDPOINT,
  PROP_WORKSPACE_ID,
  PROP_HAS_TOKEN,
  PROP_TOKEN_EXPIRES,
  PROP_MAIN_ACCOUNT_WARNED,
  PROP_SESSION_ONLY,
  PROP_KEYRING_PROBLEM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
np_account_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  NpAccount *self = NP_ACCOUNT (object);
  const char *texts[N_PROPS] = {
    [PROP_ID] = self->id,
    [PROP_NAME] = self->name,
    [PROP_COLOUR] = self->colour,
    [PROP_ACCESS_KEY_ID] = self->access_key_id,
    [PROP_REGION] = self->region,
    [PROP_CUSTOM_ENDPOINT] = self->endpoint,
    [PROP_WORKSPACE_ID] = self->workspace_id,
    [PROP_KEYRING_PROBLEM] = self->keyring_problem,
  };

  switch (prop_id)
    {
    case PROP_HAS_TOKEN:
      g_value_set_boolean (value, self->has_token);
      break;
    case PROP_TOKEN_EXPIRES:
      g_value_set_int64 (value, self->token_expires);
      break;
    case PROP_MAIN_ACCOUNT_WARNED:
      g_value_set_boolean (value, self->is_main_account_warned);
      break;
    case PROP_SESSION_ONLY:
      g_value_set_boolean (value, self->is_session_only);
      break;
    default:
      g_value_set_string (value, texts[prop_id]);
    }
}

static void
np_account_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  NpAccount *self = NP_ACCOUNT (object);

  switch (prop_id)
    {
    case PROP_NAME:
      np_account_set_name (self, g_value_get_string (value));
      break;
    case PROP_COLOUR:
      np_account_set_colour (self, g_value_get_string (value));
      break;
    case PROP_WORKSPACE_ID:
      np_account_set_workspace_id (self, g_value_get_string (value));
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
  g_free (self->colour);
  g_free (self->access_key_id);
  g_free (self->region);
  g_free (self->endpoint);
  g_free (self->workspace_id);
  g_free (self->keyring_problem);

  G_OBJECT_CLASS (np_account_parent_class)->finalize (object);
}

static void
install_text (guint prop_id, const char *name, GParamFlags flags)
{
  properties[prop_id] = g_param_spec_string (
      name, NULL, NULL, NULL, flags | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
}

static void
np_account_class_init (NpAccountClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = np_account_get_property;
  object_class->set_property = np_account_set_property;
  object_class->finalize = np_account_finalize;

  install_text (PROP_ID, "id", G_PARAM_READABLE);
  install_text (PROP_NAME, "name", G_PARAM_READWRITE);
  install_text (PROP_COLOUR, "colour", G_PARAM_READWRITE);
  install_text (PROP_ACCESS_KEY_ID, "access-key-id", G_PARAM_READABLE);
  install_text (PROP_REGION, "region", G_PARAM_READABLE);
  install_text (PROP_CUSTOM_ENDPOINT, "custom-endpoint", G_PARAM_READABLE);
  install_text (PROP_WORKSPACE_ID, "workspace-id", G_PARAM_READWRITE);
  install_text (PROP_KEYRING_PROBLEM, "keyring-problem", G_PARAM_READABLE);
  properties[PROP_HAS_TOKEN] = g_param_spec_boolean ("has-token", NULL, NULL, FALSE, flags);
  properties[PROP_TOKEN_EXPIRES] = g_param_spec_int64 ("token-expires", NULL, NULL, 0,
                                                       G_MAXINT64, 0, flags);
  properties[PROP_MAIN_ACCOUNT_WARNED] = g_param_spec_boolean ("main-account-warned", NULL,
                                                               NULL, FALSE, flags);
  properties[PROP_SESSION_ONLY] = g_param_spec_boolean ("session-only", NULL, NULL, FALSE,
                                                        flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
np_account_init (NpAccount *self)
{
  self->colour = g_strdup ("");
  self->workspace_id = g_strdup ("");
}

static void
notify (NpAccount *self, guint prop_id)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);
}

static void
set_text (NpAccount *self, char **member, const char *text, guint prop_id)
{
  if (g_strcmp0 (*member, text) == 0)
    return;

  g_free (*member);
  *member = g_strdup (text);
  notify (self, prop_id);
}

static void
set_flag (NpAccount *self, gboolean *member, gboolean value, guint prop_id)
{
  if (*member == !!value)
    return;

  *member = !!value;
  notify (self, prop_id);
}

static char *
dup_or_empty (const char *text)
{
  return g_strdup (text != NULL ? text : "");
}

static const char *
choose_name (NpAccount *self, const char *name)
{
  if (name != NULL && *name != '\0')
    return name;

  return *self->region != '\0' ? self->region : self->endpoint;
}

/**
 * np_account_get_colours:
 *
 * Returns: (transfer none) (array zero-terminated=1): the names of the colours
 *   that an account can have
 */
const char *const *
np_account_get_colours (void)
{
  return colours;
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
  self->name = g_strdup (choose_name (self, name));

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
 * np_account_set_name:
 * @self: an account
 * @name: (nullable): what to call it; %NULL or empty to call it by its region or,
 *   without one, its endpoint
 *
 * Remembered at once for an account of an `NpAccounts`, as every change of an account is.
 */
void
np_account_set_name (NpAccount *self, const char *name)
{
  g_return_if_fail (NP_IS_ACCOUNT (self));

  set_text (self, &self->name, choose_name (self, name), PROP_NAME);
}

/**
 * np_account_get_colour:
 * @self: an account
 *
 * Returns: one of np_account_get_colours(); empty for an account that has none
 *   yet and will get one when it is connected
 */
const char *
np_account_get_colour (NpAccount *self)
{
  g_return_val_if_fail (NP_IS_ACCOUNT (self), NULL);

  return self->colour;
}

/**
 * np_account_set_colour:
 * @self: an account
 * @colour: (nullable): one of np_account_get_colours(); anything else changes nothing
 */
void
np_account_set_colour (NpAccount *self, const char *colour)
{
  g_return_if_fail (NP_IS_ACCOUNT (self));

  if (colour != NULL && g_strv_contains (colours, colour))
    set_text (self, &self->colour, colour, PROP_COLOUR);
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
 * np_account_set_access_key_id:
 * @self: an account
 * @access_key_id: the public part of its new AccessKey
 *
 * The account's key was changed for another one.
 */
void
np_account_set_access_key_id (NpAccount *self, const char *access_key_id)
{
  g_return_if_fail (NP_IS_ACCOUNT (self));
  g_return_if_fail (access_key_id != NULL);

  set_text (self, &self->access_key_id, access_key_id, PROP_ACCESS_KEY_ID);
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
 */
void
np_account_set_workspace_id (NpAccount *self, const char *workspace_id)
{
  g_return_if_fail (NP_IS_ACCOUNT (self));

  set_text (self, &self->workspace_id, workspace_id != NULL ? workspace_id : "",
            PROP_WORKSPACE_ID);
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

  set_flag (self, &self->has_token, has_token, PROP_HAS_TOKEN);
}

/**
 * np_account_get_token_expires:
 * @self: an account
 *
 * Returns: when the security token ends, in seconds since 1970; 0 if nobody said
 */
gint64
np_account_get_token_expires (NpAccount *self)
{
  g_return_val_if_fail (NP_IS_ACCOUNT (self), 0);

  return self->token_expires;
}

/**
 * np_account_set_token_expires:
 * @self: an account
 * @token_expires: when the security token ends, in seconds since 1970; 0 or less
 *   if nobody said
 */
void
np_account_set_token_expires (NpAccount *self, gint64 token_expires)
{
  g_return_if_fail (NP_IS_ACCOUNT (self));

  if (self->token_expires == MAX (token_expires, 0))
    return;

  self->token_expires = MAX (token_expires, 0);
  notify (self, PROP_TOKEN_EXPIRES);
}

/**
 * np_account_get_token_state:
 * @self: an account
 * @now: the time, in seconds since 1970
 *
 * Returns: how far the security token is from its end; one whose end nobody
 *   said counts as valid until the service refuses it
 */
NpTokenState
np_account_get_token_state (NpAccount *self, gint64 now)
{
  g_return_val_if_fail (NP_IS_ACCOUNT (self), NP_TOKEN_STATE_NONE);

  if (!self->has_token)
    return NP_TOKEN_STATE_NONE;
  if (self->token_expires == 0)
    return NP_TOKEN_STATE_VALID;
  if (self->token_expires <= now)
    return NP_TOKEN_STATE_ENDED;

  return self->token_expires - now < SOON_SECONDS ? NP_TOKEN_STATE_ENDS_SOON
                                                  : NP_TOKEN_STATE_VALID;
}

/**
 * np_account_get_is_main_account_warned:
 * @self: an account
 *
 * Returns: whether the person was told that this is a key of the main account
 */
gboolean
np_account_get_is_main_account_warned (NpAccount *self)
{
  g_return_val_if_fail (NP_IS_ACCOUNT (self), FALSE);

  return self->is_main_account_warned;
}

/**
 * np_account_set_is_main_account_warned:
 * @self: an account
 * @is_warned: whether the person was told that this is a key of the main account
 */
void
np_account_set_is_main_account_warned (NpAccount *self, gboolean is_warned)
{
  g_return_if_fail (NP_IS_ACCOUNT (self));

  set_flag (self, &self->is_main_account_warned, is_warned, PROP_MAIN_ACCOUNT_WARNED);
}

/**
 * np_account_get_is_session_only:
 * @self: an account
 *
 * Returns: whether the key is in memory and nowhere else
 */
gboolean
np_account_get_is_session_only (NpAccount *self)
{
  g_return_val_if_fail (NP_IS_ACCOUNT (self), FALSE);

  return self->is_session_only;
}

/**
 * np_account_get_keyring_problem:
 * @self: an account
 *
 * Returns: (nullable): what is wrong with the keyring, as a translated
 *   sentence; %NULL if nothing is, or if it was not asked yet
 */
const char *
np_account_get_keyring_problem (NpAccount *self)
{
  g_return_val_if_fail (NP_IS_ACCOUNT (self), NULL);

  return self->keyring_problem;
}

/**
 * np_account_set_key_state:
 * @self: an account
 * @is_session_only: whether the key is in memory and nowhere else
 * @keyring_problem: (nullable): a translated sentence
 */
void
np_account_set_key_state (NpAccount *self,
                          gboolean is_session_only,
                          const char *keyring_problem)
{
  g_return_if_fail (NP_IS_ACCOUNT (self));

  g_object_freeze_notify (G_OBJECT (self));
  set_flag (self, &self->is_session_only, is_session_only, PROP_SESSION_ONLY);
  set_text (self, &self->keyring_problem, keyring_problem, PROP_KEYRING_PROBLEM);
  g_object_thaw_notify (G_OBJECT (self));
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
