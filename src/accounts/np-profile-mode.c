/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

/* The ways to sign in that the files know: what they are called, and why all but
 * a few of them cannot be imported. */

#include "config.h"

#include "np-profile-private.h"

#include <glib/gi18n-lib.h>

/* Longer than every name of a mode, shorter than every secret: a text in the
 * wrong place of the file does not get onto the screen. */
#define MAX_MODE_CHARS 24

typedef struct
{
  const char *cli; /* in config.json; NULL if only the SDKs know it */
  const char *sdk; /* in credentials.ini; NULL if only the CLI knows it */
} ModeNames;

/* By the sources of the official CLI, and of the SDKs in all languages together. */
static const ModeNames mode_names[] = {
  [NP_PROFILE_MODE_NONE] = { NULL, NULL },
  [NP_PROFILE_MODE_AK] = { "AK", "access_key" },
  [NP_PROFILE_MODE_STS_TOKEN] = { "StsToken", "sts" },
  [NP_PROFILE_MODE_CLOUD_SSO] = { "CloudSSO", NULL },
  [NP_PROFILE_MODE_OAUTH] = { "OAuth", NULL },
  [NP_PROFILE_MODE_RAM_ROLE_ARN] = { "RamRoleArn", "ram_role_arn" },
  [NP_PROFILE_MODE_CHAINABLE_RAM_ROLE_ARN] = { "ChainableRamRoleArn", NULL },
  [NP_PROFILE_MODE_ECS_RAM_ROLE] = { "EcsRamRole", "ecs_ram_role" },
  [NP_PROFILE_MODE_RAM_ROLE_ARN_WITH_ROLE_NAME] = { "RamRoleArnWithRoleName", NULL },
  [NP_PROFILE_MODE_RSA_KEY_PAIR] = { "RsaKeyPair", "rsa_key_pair" },
  [NP_PROFILE_MODE_OIDC] = { "OIDC", "oidc_role_arn" },
  [NP_PROFILE_MODE_EXTERNAL] = { "External", NULL },
  [NP_PROFILE_MODE_CREDENTIALS_URI] = { "CredentialsURI", "credentials_uri" },
  [NP_PROFILE_MODE_BEARER_TOKEN] = { "BearerToken", "bearer" },
  [NP_PROFILE_MODE_ANONYMOUS] = { "Anonymous", NULL },
  [NP_PROFILE_MODE_UNKNOWN] = { NULL, NULL },
};

static const char *
get_name (NpProfileMode mode, NpProfileFormat format)
{
  return format == NP_PROFILE_FORMAT_SDK ? mode_names[mode].sdk : mode_names[mode].cli;
}

static char *
dup_unknown_reason (const char *name)
{
  if (*name == '\0')
    return g_strdup (_ ("Nameplate does not know the mode of this profile. Choose a profile "
                        "that holds an AccessKey."));
  /* Translators: %s is what the file has in the place of a mode */
  return g_strdup_printf (_ ("Nameplate does not know the mode “%s”. Choose a profile that "
                             "holds an AccessKey."),
                          name);
}

/* Of modes that get their key, or a token for one, from somewhere else. */
static char *
dup_elsewhere_reason (NpProfileMode mode, const char *name)
{
  switch (mode)
    {
    case NP_PROFILE_MODE_OIDC:
      /* Translators: %s is the mode of the profile, by its name in the file */
      return g_strdup_printf (_ ("%s trades a token of another service for a key, which "
                                 "Nameplate does not do. Get a temporary key and enter it with "
                                 "its security token."),
                              name);
    case NP_PROFILE_MODE_EXTERNAL:
      /* Translators: %s is the mode of the profile, by its name in the file */
      return g_strdup_printf (_ ("%s runs a program to get its key. Nameplate never runs a "
                                 "program that a file names. Run it yourself and enter the key "
                                 "it prints."),
                              name);
    case NP_PROFILE_MODE_CREDENTIALS_URI:
      /* Translators: %s is the mode of the profile, by its name in the file */
      return g_strdup_printf (_ ("%s fetches its key from an address. Nameplate never opens an "
                                 "address that a file names. Get a temporary key and enter it "
                                 "with its security token."),
                              name);
    case NP_PROFILE_MODE_BEARER_TOKEN:
    case NP_PROFILE_MODE_ANONYMOUS:
      return g_strdup_printf (
          /* Translators: %s is the mode of the profile, by its name in the file */
          _ ("%s works without an AccessKey, and Nameplate needs one. Create "
             "an AccessKey of a RAM user and enter it."),
          name);
    default:
      return dup_unknown_reason (name);
    }
}

/*< private >
 * np_profile_mode_find:
 * @format: which kind of file it is
 * @text: what the file calls the mode
 *
 * Upper and lower case are one, as in the CLI and whatever the locale.
 *
 * Returns: the mode, %NP_PROFILE_MODE_UNKNOWN if @text is none of this format
 */
NpProfileMode
np_profile_mode_find (NpProfileFormat format, const char *text)
{
  for (guint mode = 0; mode < G_N_ELEMENTS (mode_names); mode++)
    {
      const char *name = get_name ((NpProfileMode) mode, format);

      if (name != NULL && g_ascii_strcasecmp (name, text) == 0)
        return (NpProfileMode) mode;
    }

  return NP_PROFILE_MODE_UNKNOWN;
}

/*< private >
 * np_profile_mode_dup_name:
 * @mode: a mode
 * @format: which kind of file it is
 * @text: (nullable): what the file calls it, if it is unknown
 *
 * Returns: (transfer full): the name to show, which may be empty
 */
char *
np_profile_mode_dup_name (NpProfileMode mode, NpProfileFormat format, const char *text)
{
  if (mode != NP_PROFILE_MODE_UNKNOWN)
    {
      const char *name = get_name (mode, format);

      return g_strdup (name != NULL ? name : "");
    }
  if (text == NULL || g_utf8_strlen (text, -1) > MAX_MODE_CHARS)
    return g_strdup ("");

  return np_profile_text_dup_shown (text, MAX_MODE_CHARS);
}

/*< private >
 * np_profile_mode_dup_reason:
 * @mode: a mode
 * @name: its name, from np_profile_mode_dup_name()
 *
 * Says why a profile of this mode is never imported, and what to do. Nothing is
 * run, read or fetched because a file says so.
 *
 * Returns: (transfer full) (nullable): translated sentences, or %NULL for a mode
 *   that keeps a key in the file
 */
char *
np_profile_mode_dup_reason (NpProfileMode mode, const char *name)
{
  switch (mode)
    {
    case NP_PROFILE_MODE_AK:
    case NP_PROFILE_MODE_STS_TOKEN:
    case NP_PROFILE_MODE_CLOUD_SSO:
    case NP_PROFILE_MODE_OAUTH:
      return NULL;
    case NP_PROFILE_MODE_NONE:
      return g_strdup (_ ("This profile holds no key yet. Add one with the program that the "
                          "file belongs to, then choose the file again."));
    case NP_PROFILE_MODE_RAM_ROLE_ARN:
      return g_strdup_printf (
          /* Translators: %s is the mode of the profile, by its name in the file */
          _ ("%s takes on a role each time it is used, which Nameplate does "
             "not do. Get a temporary key of the role and enter it with its "
             "security token."),
          name);
    case NP_PROFILE_MODE_CHAINABLE_RAM_ROLE_ARN:
      return g_strdup_printf (
          /* Translators: %s is the mode of the profile, by its name in the file */
          _ ("%s takes on a role by way of another profile. Import that "
             "profile, or get a temporary key of the role and enter it with "
             "its security token."),
          name);
    case NP_PROFILE_MODE_ECS_RAM_ROLE:
    case NP_PROFILE_MODE_RAM_ROLE_ARN_WITH_ROLE_NAME:
      /* Translators: %s is the mode of the profile, by its name in the file */
      return g_strdup_printf (_ ("%s gets its key from the cloud server it runs on. Create an "
                                 "AccessKey of a RAM user and enter it."),
                              name);
    case NP_PROFILE_MODE_RSA_KEY_PAIR:
      /* Translators: %s is the mode of the profile, by its name in the file */
      return g_strdup_printf (_ ("%s signs with a private key, which Nameplate does not do. "
                                 "Create an AccessKey of a RAM user and enter it."),
                              name);
    default:
      return dup_elsewhere_reason (mode, name);
    }
}
