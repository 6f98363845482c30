/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-practice-permission.h"

#define RULE(accessibility, access_type) \
  "{\"Accessibility\":\"" accessibility "\",\"EntityAccessType\":\"" access_type "\"}"

/* Rules in the words of the documentation of GetPermission. Those of a developer
 * are what its list of roles gives one: his own models, private or public. That
 * there is no rule where there is no right stands nowhere. */
static const char *const rules[] = {
  [NP_PRACTICE_RIGHTS_ALL] = RULE ("ANY", "ANY"),
  [NP_PRACTICE_RIGHTS_OWN] = RULE ("ANY", "CREATOR"),
  [NP_PRACTICE_RIGHTS_PUBLIC] = RULE ("PUBLIC", ""),
  [NP_PRACTICE_RIGHTS_OWN_PRIVATE] = RULE ("PRIVATE", "CREATOR"),
  [NP_PRACTICE_RIGHTS_NONE] = "",
};

static gboolean
has_string (NpPracticeRecord *model, const char *key, const char *expected)
{
  g_autofree char *text = np_practice_record_dup_string (model, key);

  return g_strcmp0 (text, expected) == 0;
}

/**
 * np_practice_permission_covers:
 * @rights: what whoever calls may do
 * @model: a model
 * @user_id: (nullable): the UID of whoever calls
 *
 * Returns: whether @model may be changed
 */
gboolean
np_practice_permission_covers (NpPracticeRights rights,
                               NpPracticeRecord *model,
                               const char *user_id)
{
  gboolean is_own = user_id != NULL && has_string (model, "UserId", user_id);

  switch (rights)
    {
    case NP_PRACTICE_RIGHTS_ALL:
      return TRUE;

    case NP_PRACTICE_RIGHTS_OWN:
      return is_own;

    case NP_PRACTICE_RIGHTS_PUBLIC:
      return has_string (model, "Accessibility", "PUBLIC");

    case NP_PRACTICE_RIGHTS_OWN_PRIVATE:
      return is_own && has_string (model, "Accessibility", "PRIVATE");

    case NP_PRACTICE_RIGHTS_NONE:
    default:
      return FALSE;
    }
}

/**
 * np_practice_permission_append_members:
 * @rights: what whoever calls may do
 * @code: the permission that is asked about, decoded
 * @out: where the members of the answer are appended; empty so far
 *
 * Answers GetPermission. Changing a model is what @rights are about; all else is
 * allowed.
 */
void
np_practice_permission_append_members (NpPracticeRights rights, const char *code, GString *out)
{
  gboolean is_update = g_ascii_strcasecmp (code, "PaiModel:UpdateModel") == 0;

  g_string_append (out, "\"PermissionCode\":");
  np_json_append_string (out, code);
  g_string_append_printf (out, ",\"PermissionRules\":[%s]",
                          rules[is_update ? rights : NP_PRACTICE_RIGHTS_ALL]);
}
