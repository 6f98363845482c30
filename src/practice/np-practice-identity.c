/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-practice-identity.h"

#include "np-json.h"

/* The owner of the sample models, and the first of its people. */
#define ACCOUNT_ID "1234567890123456"
#define USER_ID    "200000000000000001"
#define ROLE_ID    "300000000000000001"

typedef struct
{
  const char *type;
  const char *principal_id;
  const char *arn;
  const char *user_id; /* NULL for none */
  const char *role_id; /* NULL for none */
} Identity;

/* Which IDs go with which type: by the documentation of GetCallerIdentity. */
static const Identity identities[] = {
  { "Account", ACCOUNT_ID, "acs:ram::" ACCOUNT_ID ":root", ACCOUNT_ID, NULL },
  { "RAMUser", USER_ID, "acs:ram::" ACCOUNT_ID ":user/practice", USER_ID, NULL },
  { "AssumedRoleUser", ROLE_ID ":practice",
    "acs:ram::" ACCOUNT_ID ":assumed-role/practice/practice", NULL, ROLE_ID },
};

static const Identity *
find_identity (const char *type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (identities); i++)
    {
      if (g_str_equal (identities[i].type, type))
        return &identities[i];
    }
  return NULL;
}

static void
append_member (GString *out, const char *key, const char *text)
{
  if (text == NULL)
    return;
  if (out->len > 0)
    g_string_append_c (out, ',');
  np_json_append_string (out, key);
  g_string_append_c (out, ':');
  np_json_append_string (out, text);
}

/**
 * np_practice_identity_get_user_id:
 * @identity_type: an IdentityType
 *
 * Returns: (nullable): the UID that goes with it
 */
const char *
np_practice_identity_get_user_id (const char *identity_type)
{
  const Identity *identity = find_identity (identity_type);

  return identity != NULL ? identity->user_id : NULL;
}

/**
 * np_practice_identity_append_members:
 * @identity_type: "Account", "RAMUser" or "AssumedRoleUser"; of any other type
 *   only the name and the account are told
 * @out: where the members of the answer are appended; empty so far
 *
 * Answers GetCallerIdentity of the STS API.
 */
void
np_practice_identity_append_members (const char *identity_type, GString *out)
{
  const Identity *identity = find_identity (identity_type);

  append_member (out, "IdentityType", identity_type);
  append_member (out, "AccountId", ACCOUNT_ID);
  if (identity == NULL)
    return;
  append_member (out, "PrincipalId", identity->principal_id);
  append_member (out, "Arn", identity->arn);
  append_member (out, "UserId", identity->user_id);
  append_member (out, "RoleId", identity->role_id);
}
