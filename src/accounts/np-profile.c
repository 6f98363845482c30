/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-profile.h"
#include "np-profile-private.h"

struct _NpProfile
{
  GObject parent_instance;

  /* Owned, never NULL */
  char *name;
  char *mode;
  char *access_key_id;
  char *region;
  char *endpoint;
  char *reason;

  /* Owned. No property: secrets stay out of the reach of introspection. */
  NpCredentials *credentials; /* NULL if it cannot be imported */

  /* State */
  NpProfileKind kind;
  gint64 expires;
  gboolean is_current;
};

G_DEFINE_FINAL_TYPE (NpProfile, np_profile, G_TYPE_OBJECT)

enum
{
  PROP_NAME = 1,
  PROP_MODE,
  PROP_ACCESS_KEY_ID,
  PROP_REGION,
  PROP_CUSTOM_ENDPOINT,
  PROP_IS_CURRENT,
  PROP_EXPIRES,
  PROP_CAN_IMPORT,
  PROP_REASON,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
np_profile_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  NpProfile *self = NP_PROFILE (object);

  switch (prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_MODE:
      g_value_set_string (value, self->mode);
      break;
    case PROP_ACCESS_KEY_ID:
      g_value_set_string (value, self->access_key_id);
      break;
    case PROP_REGION:
      g_value_set_string (value, self->region);
      break;
    case PROP_CUSTOM_ENDPOINT:
      g_value_set_string (value, self->endpoint);
      break;
    case PROP_IS_CURRENT:
      g_value_set_boolean (value, self->is_current);
      break;
    case PROP_EXPIRES:
      g_value_set_int64 (value, self->expires);
      break;
    case PROP_CAN_IMPORT:
      g_value_set_boolean (value, np_profile_get_can_import (self));
      break;
    case PROP_REASON:
      g_value_set_string (value, self->reason);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
np_profile_finalize (GObject *object)
{
  NpProfile *self = NP_PROFILE (object);

  g_free (self->name);
  g_free (self->mode);
  g_free (self->access_key_id);
  g_free (self->region);
  g_free (self->endpoint);
  g_free (self->reason);
  g_clear_pointer (&self->credentials, np_credentials_unref);

  G_OBJECT_CLASS (np_profile_parent_class)->finalize (object);
}

static void
np_profile_class_init (NpProfileClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = np_profile_get_property;
  object_class->finalize = np_profile_finalize;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", flags);
  properties[PROP_MODE] = g_param_spec_string ("mode", NULL, NULL, "", flags);
  properties[PROP_ACCESS_KEY_ID] = g_param_spec_string ("access-key-id", NULL, NULL, "", flags);
  properties[PROP_REGION] = g_param_spec_string ("region", NULL, NULL, "", flags);
  properties[PROP_CUSTOM_ENDPOINT] = g_param_spec_string ("custom-endpoint", NULL, NULL, "",
                                                          flags);
  properties[PROP_IS_CURRENT] = g_param_spec_boolean ("is-current", NULL, NULL, FALSE, flags);
  properties[PROP_EXPIRES] = g_param_spec_int64 ("expires", NULL, NULL, 0, G_MAXINT64, 0,
                                                 flags);
  properties[PROP_CAN_IMPORT] = g_param_spec_boolean ("can-import", NULL, NULL, FALSE, flags);
  properties[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
np_profile_init (NpProfile *self)
{
}

/*< private >
 * np_profile_new:
 * @draft: what stands in the file
 * @format: which kind of file it is
 * @name: what to call it on the screen
 * @now: the time in seconds since 1970
 *
 * Checks a draft. The secrets go into the profile only if all of it is good.
 *
 * Returns: (transfer full): the profile
 */
NpProfile *
np_profile_new (const NpProfileDraft *draft,
                NpProfileFormat format,
                const char *name,
                gint64 now)
{
  NpProfile *self = g_object_new (NP_TYPE_PROFILE, NULL);

  self->name = g_strdup (name);
  self->mode = np_profile_mode_dup_name (draft->mode, format, draft->mode_name);
  self->kind = np_profile_draft_get_kind (draft);
  self->region = np_profile_draft_dup_region (draft);
  self->endpoint = np_profile_draft_dup_endpoint (draft);
  self->expires = MAX (draft->expires, 0);
  self->is_current = draft->is_current;
  self->credentials = np_profile_draft_make_credentials (draft, format, now, &self->reason);
  if (self->credentials != NULL)
    self->access_key_id = g_strdup (np_credentials_get_access_key_id (self->credentials));
  else
    self->access_key_id = g_strdup ("");

  return self;
}

/**
 * np_profile_get_name:
 * @self: a profile
 *
 * Gets the name on one line, without characters that cannot be seen, at most 64
 * characters. No two profiles of a file have the same one: the second is called
 * "name (2)".
 *
 * Returns: (transfer none): the name, never empty
 */
const char *
np_profile_get_name (NpProfile *self)
{
  g_return_val_if_fail (NP_IS_PROFILE (self), NULL);

  return self->name;
}

/**
 * np_profile_get_kind:
 * @self: a profile
 *
 * Returns: what sort of key it holds
 */
NpProfileKind
np_profile_get_kind (NpProfile *self)
{
  g_return_val_if_fail (NP_IS_PROFILE (self), NP_PROFILE_KIND_OTHER);

  return self->kind;
}

/**
 * np_profile_get_mode:
 * @self: a profile
 *
 * Gets the mode as the file's own documentation writes it, such as `StsToken` in
 * the CLI's file or `sts` in the SDKs'. Where the file names none it is the one
 * the CLI would guess.
 *
 * Returns: (transfer none): the mode, empty if there is none that can be shown
 */
const char *
np_profile_get_mode (NpProfile *self)
{
  g_return_val_if_fail (NP_IS_PROFILE (self), NULL);

  return self->mode;
}

/**
 * np_profile_get_access_key_id:
 * @self: a profile
 *
 * Returns: (transfer none): the public part of the AccessKey, empty if the
 *   profile cannot be imported
 */
const char *
np_profile_get_access_key_id (NpProfile *self)
{
  g_return_val_if_fail (NP_IS_PROFILE (self), NULL);

  return self->access_key_id;
}

/**
 * np_profile_get_region:
 * @self: a profile
 *
 * Gets the region's ID in lower case. It need not be one of Nameplate's table.
 *
 * Returns: (transfer none): the region, or an empty text
 */
const char *
np_profile_get_region (NpProfile *self)
{
  g_return_val_if_fail (NP_IS_PROFILE (self), NULL);

  return self->region;
}

/**
 * np_profile_get_custom_endpoint:
 * @self: a profile
 *
 * Gets the endpoint the profile names. The CLI uses it for whatever service is
 * called, and every host is allowed, so show it before anything is sent there.
 *
 * Returns: (transfer none): the endpoint as `https://host[:port]`, or an empty text
 */
const char *
np_profile_get_custom_endpoint (NpProfile *self)
{
  g_return_val_if_fail (NP_IS_PROFILE (self), NULL);

  return self->endpoint;
}

/**
 * np_profile_get_is_current:
 * @self: a profile
 *
 * Returns: whether it is the one the CLI or the SDK takes if nobody chooses
 */
gboolean
np_profile_get_is_current (NpProfile *self)
{
  g_return_val_if_fail (NP_IS_PROFILE (self), FALSE);

  return self->is_current;
}

/**
 * np_profile_get_expires:
 * @self: a profile
 *
 * Returns: when the key ends, in seconds since 1970; 0 if the file does not say
 */
gint64
np_profile_get_expires (NpProfile *self)
{
  g_return_val_if_fail (NP_IS_PROFILE (self), 0);

  return self->expires;
}

/**
 * np_profile_get_is_expired:
 * @self: a profile
 * @now: the time in seconds since 1970
 *
 * Returns: whether the key's end is known and has passed at @now
 */
gboolean
np_profile_get_is_expired (NpProfile *self, gint64 now)
{
  g_return_val_if_fail (NP_IS_PROFILE (self), FALSE);

  return self->expires != 0 && self->expires <= now;
}

/**
 * np_profile_get_can_import:
 * @self: a profile
 *
 * Returns: whether there was a whole, unexpired key when the file was read
 */
gboolean
np_profile_get_can_import (NpProfile *self)
{
  g_return_val_if_fail (NP_IS_PROFILE (self), FALSE);

  return self->credentials != NULL;
}

/**
 * np_profile_get_reason:
 * @self: a profile
 *
 * Gets why the profile cannot be imported and what to do instead. It holds
 * nothing of the file but the name of the mode.
 *
 * Returns: (transfer none): translated sentences, empty if it can be imported
 */
const char *
np_profile_get_reason (NpProfile *self)
{
  g_return_val_if_fail (NP_IS_PROFILE (self), NULL);

  return self->reason;
}

/**
 * np_profile_dup_credentials:
 * @self: a profile
 *
 * Returns: (transfer full) (nullable): its key, or %NULL if it cannot be imported
 */
NpCredentials *
np_profile_dup_credentials (NpProfile *self)
{
  g_return_val_if_fail (NP_IS_PROFILE (self), NULL);

  return self->credentials != NULL ? np_credentials_ref (self->credentials) : NULL;
}
