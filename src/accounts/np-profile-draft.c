/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

/* From what stands in a file to what may be used of it. */

#include "config.h"

#include "np-profile-private.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "np-endpoint.h"
#include "np-key-text.h"

#define MAX_REGION_LENGTH 64

/*< private >
 * np_profile_draft_clear:
 * @draft: a draft
 *
 * Wipes the secrets and frees what the draft owns.
 */
void
np_profile_draft_clear (NpProfileDraft *draft)
{
  np_secret_wipe_text (draft->secret);
  np_secret_wipe_text (draft->security_token);
  g_free (draft->name);
  g_free (draft->mode_name);
  g_free (draft->access_key_id);
  g_free (draft->secret);
  g_free (draft->security_token);
  g_free (draft->region);
  g_free (draft->endpoint);
  g_free (draft->fault);
  *draft = (NpProfileDraft){ 0 };
}

/*< private >
 * np_profile_draft_refuse:
 * @draft: a draft
 * @fault: (transfer full): a translated sentence: what is wrong and what to do
 *
 * Notes why the draft cannot be used. The first reason stays.
 */
void
np_profile_draft_refuse (NpProfileDraft *draft, char *fault)
{
  if (draft->fault == NULL)
    draft->fault = fault;
  else
    g_free (fault);
}

/*< private >
 * np_profile_draft_refuse_twice:
 * @draft: a draft
 * @key: a name we know; never one from the file, which could be anything
 *
 * Notes that @key comes twice: readers do not agree which of the two counts.
 */
void
np_profile_draft_refuse_twice (NpProfileDraft *draft, const char *key)
{
  np_profile_draft_refuse (draft,
                           /* Translators: %s is a key of the file, such as access_key_id */
                           g_strdup_printf (_ ("“%s” stands twice in this profile. Take one of "
                                               "them out, then choose the file again."),
                                            key));
}

/*< private >
 * np_profile_draft_get_kind:
 * @draft: a draft
 *
 * Returns: what sort of key it is about
 */
NpProfileKind
np_profile_draft_get_kind (const NpProfileDraft *draft)
{
  switch (draft->mode)
    {
    case NP_PROFILE_MODE_AK:
      return NP_PROFILE_KIND_ACCESS_KEY;
    case NP_PROFILE_MODE_STS_TOKEN:
      return NP_PROFILE_KIND_STS_TOKEN;
    case NP_PROFILE_MODE_CLOUD_SSO:
    case NP_PROFILE_MODE_OAUTH:
      return NP_PROFILE_KIND_CACHED_TOKEN;
    default:
      return NP_PROFILE_KIND_OTHER;
    }
}

static gboolean
is_missing (const char *text)
{
  return text == NULL || *text == '\0';
}

/* Why a cached key is of no use, by the rules of the CLI: it takes its cache only
 * if all four are there and the end is ahead, and signs in anew otherwise. */
static char *
find_cache_fault (const NpProfileDraft *draft, const char *mode, gint64 now)
{
  if (is_missing (draft->access_key_id) || is_missing (draft->secret) ||
      is_missing (draft->security_token) || draft->expires == 0)
    return g_strdup_printf (
        /* Translators: %s is the mode of the profile, by its name in the file */
        _ ("%s has no key in the file at the moment. Run any command of the "
           "aliyun CLI with this profile, then choose the file again."),
        mode);
  if (draft->expires <= now)
    return g_strdup_printf (
        /* Translators: %s is the mode of the profile, by its name in the file */
        _ ("The key that %s left in the file has expired. Run any command of "
           "the aliyun CLI with this profile, then choose the file again."),
        mode);
  return NULL;
}

static char *
find_fault (const NpProfileDraft *draft, const char *mode, gint64 now)
{
  NpProfileKind kind = np_profile_draft_get_kind (draft);

  if (draft->fault != NULL)
    return g_strdup (draft->fault);
  if (draft->is_disabled)
    return g_strdup (_ ("This profile is switched off in the file. Set “enable = true” there, "
                        "then choose the file again."));
  if (kind == NP_PROFILE_KIND_OTHER)
    return np_profile_mode_dup_reason (draft->mode, mode);
  if (kind == NP_PROFILE_KIND_CACHED_TOKEN)
    return find_cache_fault (draft, mode, now);
  if (is_missing (draft->access_key_id))
    return g_strdup_printf (
        /* Translators: %s is the mode of the profile, by its name in the file */
        _ ("%s needs an AccessKey ID, and the file has none. Add it there or "
           "enter the key by hand."),
        mode);
  if (is_missing (draft->secret))
    /* Translators: %s is the mode of the profile, by its name in the file */
    return g_strdup_printf (_ ("%s needs an AccessKey secret, and the file has none. Add it "
                               "there or enter the key by hand."),
                            mode);
  if (kind == NP_PROFILE_KIND_STS_TOKEN && is_missing (draft->security_token))
    /* Translators: %s is the mode of the profile, by its name in the file */
    return g_strdup_printf (_ ("%s needs a security token, and the file has none. Add it there "
                               "or enter the key by hand."),
                            mode);
  return NULL;
}

static NpCredentials *
clean_keys (const NpProfileDraft *draft, GError **error)
{
  g_autofree char *id = np_key_text_clean_access_key_id (draft->access_key_id, error);
  g_autoptr (NpSecret) secret = NULL;
  g_autoptr (NpSecret) token = NULL;

  if (id == NULL)
    return NULL;
  secret = np_key_text_clean_secret (draft->secret, error);
  if (secret == NULL)
    return NULL;
  /* With AK the CLI ignores a token that an earlier mode left in the profile. */
  if (draft->mode != NP_PROFILE_MODE_AK)
    {
      token = np_key_text_clean_security_token (draft->security_token, error);
      if (token == NULL)
        return NULL;
    }

  return np_credentials_new (id, secret, token);
}

/*< private >
 * np_profile_draft_make_credentials:
 * @draft: a draft
 * @format: which kind of file it is from
 * @now: the time in seconds since 1970
 * @out_reason: (out) (transfer full): why there is no key; empty if there is one
 *
 * Returns: (transfer full) (nullable): the key, or %NULL if it cannot be imported
 */
NpCredentials *
np_profile_draft_make_credentials (const NpProfileDraft *draft,
                                   NpProfileFormat format,
                                   gint64 now,
                                   char **out_reason)
{
  g_autofree char *mode = np_profile_mode_dup_name (draft->mode, format, draft->mode_name);
  g_autoptr (GError) error = NULL;
  NpCredentials *credentials = NULL;

  *out_reason = find_fault (draft, mode, now);
  if (*out_reason != NULL)
    return NULL;

  credentials = clean_keys (draft, &error);
  *out_reason = g_strdup (credentials != NULL ? "" : error->message);
  return credentials;
}

/*< private >
 * np_profile_draft_dup_region:
 * @draft: a draft
 *
 * Takes the region if the CLI would: `^[a-zA-Z0-9-]*$` in its source.
 *
 * Returns: (transfer full): the region in lower case, empty if it is none
 */
char *
np_profile_draft_dup_region (const NpProfileDraft *draft)
{
  g_autofree char *region = g_strstrip (g_strdup (draft->region != NULL ? draft->region : ""));

  if (strlen (region) > MAX_REGION_LENGTH)
    return g_strdup ("");
  for (const char *p = region; *p != '\0'; p++)
    {
      if (!g_ascii_isalnum (*p) && *p != '-')
        return g_strdup ("");
    }

  return g_ascii_strdown (region, -1);
}

/*< private >
 * np_profile_draft_dup_endpoint:
 * @draft: a draft
 *
 * Returns: (transfer full): the endpoint as `https://host[:port]`, empty if there
 *   is none that Nameplate would use
 */
char *
np_profile_draft_dup_endpoint (const NpProfileDraft *draft)
{
  g_autoptr (NpEndpoint) endpoint = NULL;

  if (!is_missing (draft->endpoint))
    endpoint = np_endpoint_new_custom (draft->endpoint, NULL);

  return g_strdup (endpoint != NULL ? np_endpoint_get_base_uri (endpoint) : "");
}
