/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-identity.h"

/**
 * np_identity_type_parse:
 * @text: (nullable): the IdentityType of an answer
 *
 * Reads one of the three types that the documentation of the STS API's
 * GetCallerIdentity lists. Its editions don't agree on the case of RAMUser, so
 * the case does not count.
 *
 * Returns: the type; %NP_IDENTITY_UNKNOWN for any other text
 */
NpIdentityType
np_identity_type_parse (const char *text)
{
  static const struct
  {
    const char *text;
    NpIdentityType type;
  } types[] = {
    { "Account", NP_IDENTITY_ACCOUNT },
    { "RAMUser", NP_IDENTITY_RAM_USER },
    { "AssumedRoleUser", NP_IDENTITY_ASSUMED_ROLE },
  };

  for (gsize i = 0; text != NULL && i < G_N_ELEMENTS (types); i++)
    {
      if (g_ascii_strcasecmp (text, types[i].text) == 0)
        return types[i].type;
    }
  return NP_IDENTITY_UNKNOWN;
}
