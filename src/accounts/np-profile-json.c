/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

/* config.json of the aliyun CLI. */

#include "config.h"

#include "np-profile-private.h"

#include <glib/gi18n-lib.h>

#include "np-json.h"

/* The last second of the year 9999: an end behind it is no time in seconds. */
#define MAX_TIME G_GINT64_CONSTANT (253402300799)

/* What counts in a profile, by the source of the CLI. */
static const char *const known_keys[] = {
  "name",
  "mode",
  "access_key_id",
  "access_key_secret",
  "sts_token",
  "sts_expiration",
  "region_id",
  "endpoint",
  "ram_role_arn",
  "ram_role_name",
  "private_key",
  "key_pair_name",
  "process_command",
  "oidc_provider_arn",
  "oidc_token_file",
  "cloud_sso_sign_in_url",
  "bearer_token",
};

/* A key that comes twice means one thing here and another there. Only names we
 * know are said: what else stands in a key's place could be anything. */
static void
check_duplicates (const NpJsonValue *object, NpProfileDraft *draft)
{
  for (guint i = 0; i < G_N_ELEMENTS (known_keys); i++)
    {
      if (np_json_value_has_key_twice (object, known_keys[i]))
        np_profile_draft_refuse_twice (draft, known_keys[i]);
    }
}

/* An absent text, null and "" are all the same to the CLI. */
static char *
dup_text (const NpJsonValue *object, const char *key, NpProfileDraft *draft)
{
  const NpJsonValue *value = np_json_value_get_member (object, key);

  if (value == NULL || np_json_value_get_kind (value) == NP_JSON_KIND_NULL)
    return NULL;
  if (np_json_value_get_kind (value) != NP_JSON_KIND_STRING)
    {
      np_profile_draft_refuse (draft,
                               /* Translators: %s is a key of the file, such as access_key_id */
                               g_strdup_printf (_ ("“%s” of this profile is not a text in "
                                                   "quotes. Correct it, then choose the file "
                                                   "again."),
                                                key));
      return NULL;
    }

  return np_json_value_dup_string (value);
}

static gint64
get_time (const NpJsonValue *object, const char *key, NpProfileDraft *draft)
{
  const NpJsonValue *value = np_json_value_get_member (object, key);
  gint64 seconds = 0;

  if (value == NULL || np_json_value_get_kind (value) == NP_JSON_KIND_NULL)
    return 0;
  if (!np_json_value_get_int64 (value, &seconds) || seconds < 0 || seconds > MAX_TIME)
    {
      np_profile_draft_refuse (draft,
                               /* Translators: %s is a key of the file, such as access_key_id */
                               g_strdup_printf (_ ("“%s” of this profile is not a time in "
                                                   "seconds. Correct it, then choose the file "
                                                   "again."),
                                                key));
      return 0;
    }

  return seconds;
}

/* Whether there is a text that is not empty. */
static gboolean
has_text (const NpJsonValue *object, const char *key)
{
  const NpJsonValue *value = np_json_value_get_member (object, key);
  g_autofree char *text = NULL;
  gboolean has = FALSE;

  if (value == NULL || np_json_value_get_kind (value) != NP_JSON_KIND_STRING)
    return FALSE;

  text = np_json_value_dup_string (value);
  has = *text != '\0';
  np_secret_wipe_text (text);
  return has;
}

/* What the CLI takes for the mode when none is written, in its order. */
static NpProfileMode
guess_mode (const NpJsonValue *object)
{
  if (has_text (object, "access_key_id") && has_text (object, "access_key_secret"))
    {
      if (has_text (object, "sts_token"))
        return NP_PROFILE_MODE_STS_TOKEN;
      return has_text (object, "ram_role_arn") ? NP_PROFILE_MODE_RAM_ROLE_ARN
                                               : NP_PROFILE_MODE_AK;
    }
  if (has_text (object, "private_key") && has_text (object, "key_pair_name"))
    return NP_PROFILE_MODE_RSA_KEY_PAIR;
  if (has_text (object, "ram_role_name"))
    return NP_PROFILE_MODE_ECS_RAM_ROLE;
  if (has_text (object, "process_command"))
    return NP_PROFILE_MODE_EXTERNAL;
  if (has_text (object, "oidc_provider_arn") && has_text (object, "oidc_token_file") &&
      has_text (object, "ram_role_arn"))
    return NP_PROFILE_MODE_OIDC;
  if (has_text (object, "cloud_sso_sign_in_url"))
    return NP_PROFILE_MODE_CLOUD_SSO;
  if (has_text (object, "bearer_token"))
    return NP_PROFILE_MODE_BEARER_TOKEN;
  return NP_PROFILE_MODE_NONE;
}

static void
read_mode (const NpJsonValue *object, NpProfileDraft *draft)
{
  g_autofree char *mode = dup_text (object, "mode", draft);

  if (mode == NULL || *mode == '\0')
    {
      draft->mode = guess_mode (object);
      return;
    }

  draft->mode = np_profile_mode_find (NP_PROFILE_FORMAT_CLI, mode);
  if (draft->mode == NP_PROFILE_MODE_UNKNOWN)
    draft->mode_name = g_steal_pointer (&mode);
}

/* The end counts for a cached key alone: an earlier sign-in may have left it in
 * a profile that was given a lasting key since. */
static void
read_profile (const NpJsonValue *object, NpProfileDraft *draft)
{
  check_duplicates (object, draft);
  draft->name = dup_text (object, "name", draft);
  read_mode (object, draft);
  draft->region = dup_text (object, "region_id", draft);
  draft->endpoint = dup_text (object, "endpoint", draft);
  if (np_profile_draft_get_kind (draft) == NP_PROFILE_KIND_OTHER)
    return;

  draft->access_key_id = dup_text (object, "access_key_id", draft);
  draft->secret = dup_text (object, "access_key_secret", draft);
  if (draft->mode != NP_PROFILE_MODE_AK)
    draft->security_token = dup_text (object, "sts_token", draft);
  if (np_profile_draft_get_kind (draft) == NP_PROFILE_KIND_CACHED_TOKEN)
    draft->expires = get_time (object, "sts_expiration", draft);
}

/* The CLI starts from "default" and takes the first profile of that name. */
static char *
dup_current (const NpJsonValue *root)
{
  const NpJsonValue *value = np_json_value_get_member (root, "current");

  if (value == NULL || np_json_value_get_kind (value) == NP_JSON_KIND_NULL)
    return g_strdup ("default");
  if (np_json_value_get_kind (value) != NP_JSON_KIND_STRING ||
      np_json_value_has_key_twice (root, "current"))
    return g_strdup ("");
  return np_json_value_dup_string (value);
}

static void
read_profiles (NpProfileSink *sink, const NpJsonValue *root, const NpJsonValue *profiles)
{
  g_autofree char *current = dup_current (root);
  gboolean has_current = *current == '\0';

  for (guint i = 0; i < np_json_value_get_length (profiles); i++)
    {
      const NpJsonValue *object = np_json_value_get_element (profiles, i);
      g_auto (NpProfileDraft) draft = { 0 };

      if (np_json_value_get_kind (object) != NP_JSON_KIND_OBJECT)
        {
          sink->n_left_out++;
          continue;
        }

      read_profile (object, &draft);
      draft.is_current = !has_current && g_strcmp0 (draft.name, current) == 0;
      has_current |= draft.is_current;
      np_profile_sink_add (sink, &draft);
    }
}

static gboolean
find_profiles (const NpJsonValue *root, const NpJsonValue **out_profiles, GError **error)
{
  const NpJsonValue *profiles = np_json_value_get_member (root, "profiles");

  *out_profiles = NULL;
  if (np_json_value_has_key_twice (root, "profiles"))
    {
      g_set_error_literal (
          error, NP_PROFILE_ERROR, NP_PROFILE_ERROR_SYNTAX,
          _ ("“profiles” stands twice in this file. Take one of them out, then "
             "choose the file again."));
      return FALSE;
    }
  if (profiles == NULL || np_json_value_get_kind (profiles) == NP_JSON_KIND_NULL)
    return TRUE;
  if (np_json_value_get_kind (profiles) != NP_JSON_KIND_ARRAY)
    {
      g_set_error_literal (error, NP_PROFILE_ERROR, NP_PROFILE_ERROR_SYNTAX,
                           _ ("“profiles” in this file is not a list."));
      return FALSE;
    }

  *out_profiles = profiles;
  return TRUE;
}

/*< private >
 * np_profile_read_json:
 * @sink: where the profiles go
 * @content: a text that begins with a brace, without a byte order mark
 * @error: return location for %NP_PROFILE_ERROR_SYNTAX
 *
 * Reads a file of the aliyun CLI.
 *
 * Returns: %FALSE with @error set if it is no such file
 */
gboolean
np_profile_read_json (NpProfileSink *sink, GBytes *content, GError **error)
{
  g_autoptr (GError) fault = NULL;
  g_autoptr (NpJson) json = np_json_parse (content, &fault);
  const NpJsonValue *profiles = NULL;

  if (json == NULL)
    {
      g_set_error (error, NP_PROFILE_ERROR, NP_PROFILE_ERROR_SYNTAX,
                   _ ("Line %u, column %u: %s"), np_json_error_get_line (fault),
                   np_json_error_get_column (fault), fault->message);
      return FALSE;
    }
  if (!find_profiles (np_json_get_root (json), &profiles, error))
    return FALSE;

  if (profiles != NULL)
    read_profiles (sink, np_json_get_root (json), profiles);
  return TRUE;
}
