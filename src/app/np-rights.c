/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-rights-private.h"

#include <string.h>

#include "np-redact.h"

/* What a denial says of the policy that stands behind it: the documented values of
 * PolicyType in AccessDeniedDetail. */
static const struct
{
  const char *policy_type;
  NpRightsCause cause;
} policy_types[] = {
  { "AccountLevelIdentityBasedPolicy", NP_RIGHTS_CAUSE_USER_POLICY },
  { "ResourceGroupLevelIdentityBasedPolicy", NP_RIGHTS_CAUSE_GROUP_POLICY },
  { "SessionPolicy", NP_RIGHTS_CAUSE_SESSION_POLICY },
  { "AssumeRolePolicy", NP_RIGHTS_CAUSE_TRUST_POLICY },
  { "ControlPolicy", NP_RIGHTS_CAUSE_CONTROL_POLICY },
};

/* The right that an operation needs, where the denial does not name it. */
static const struct
{
  const char *operation;
  const char *action;
} actions[] = {
  { "UpdateModel", "paimodel:UpdateModel" },
  { "GetModel", "paimodel:GetModel" },
  { "ListModels", "paimodel:ListModels" },
  { "ListWorkspaces", "paiworkspace:ListWorkspaces" },
  { "GetPermission", "paiworkspace:GetPermission" },
};

/* SERVICE:OPERATION and nothing else: it goes into a policy, where a `*` would
 * grant more than what was denied. */
static gboolean
is_action (const char *text)
{
  static const char *const allowed = G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_.";
  gsize length = text != NULL ? strspn (text, allowed) : 0;
  gsize rest = length > 0 && text[length] == ':' ? strspn (text + length + 1, allowed) : 0;

  return rest > 0 && text[length + 1 + rest] == '\0';
}

static NpRightsCause
find_cause (const NpApiErrorDetail *detail)
{
  const char *code = detail->code != NULL ? detail->code : "";

  for (guint i = 0; i < G_N_ELEMENTS (policy_types); i++)
    {
      if (g_strcmp0 (policy_types[i].policy_type, detail->policy_type) == 0)
        return policy_types[i].cause;
    }
  if (g_str_has_prefix (code, "Forbidden.NotSupportRAM"))
    return NP_RIGHTS_CAUSE_NOT_FOR_RAM;
  if (g_str_has_prefix (code, "Forbidden.RAM"))
    return NP_RIGHTS_CAUSE_USER_POLICY;
  /* The service's own codes are numbers: this is its word, not RAM's. */
  return g_ascii_isdigit (*code) ? NP_RIGHTS_CAUSE_WORKSPACE_ROLE : NP_RIGHTS_CAUSE_UNKNOWN;
}

/* By the documentation only its creator and the administrators change a private
 * model; the service says no more than that the request was denied. */
static gboolean
is_private_of_other (NpModel *model, const char *user_id)
{
  const char *creator_id = np_model_get_user_id (model);

  return user_id != NULL && creator_id != NULL && *creator_id != '\0' &&
         g_str_equal (np_model_get_text (model, NP_FIELD_ACCESSIBILITY), "PRIVATE") &&
         !g_str_equal (creator_id, user_id);
}

static gboolean
is_word_of_ram (NpRightsCause cause)
{
  return cause != NP_RIGHTS_CAUSE_UNKNOWN && cause != NP_RIGHTS_CAUSE_WORKSPACE_ROLE;
}

static char *
dup_time (const NpApiErrorDetail *detail)
{
  g_autoptr (GDateTime) time = detail->server_time > 0
                                   ? g_date_time_new_from_unix_local (detail->server_time)
                                   : g_date_time_new_now_local ();

  return g_date_time_format (time, "%Y-%m-%d %H:%M:%S %z");
}

/**
 * np_rights_new:
 * @error: any error
 * @model_id: (nullable): the model that it is about
 * @model: (nullable): the same, as far as it is known
 *
 * Returns: (transfer full) (nullable): what was denied and why; %NULL if @error is
 *   no denial
 */
NpRights *
np_rights_new (const GError *error, const char *model_id, NpModel *model)
{
  const NpApiErrorDetail *detail = np_api_error_get_detail (error);
  NpRights *self = NULL;

  if (detail == NULL || !g_error_matches (error, NP_API_ERROR, NP_API_ERROR_PERMISSION_DENIED))
    return NULL;
  self = g_new0 (NpRights, 1);
  self->detail = np_api_error_detail_copy (detail);
  self->model_id = g_strdup (model_id);
  self->action = np_rights_dup_action (detail);
  self->time = dup_time (detail);
  self->cause = find_cause (detail);
  if (model != NULL && !is_word_of_ram (self->cause) &&
      is_private_of_other (model, detail->principal))
    self->cause = NP_RIGHTS_CAUSE_CREATOR_ONLY;
  return self;
}

/**
 * np_rights_free:
 * @self: (transfer full): what was denied
 */
void
np_rights_free (NpRights *self)
{
  np_api_error_detail_free (self->detail);
  g_free (self->model_id);
  g_free (self->action);
  g_free (self->time);
  g_free (self);
}

/**
 * np_rights_get_cause:
 * @self: what was denied
 *
 * Returns: why
 */
NpRightsCause
np_rights_get_cause (const NpRights *self)
{
  return self->cause;
}

/**
 * np_rights_get_can_policy_help:
 * @self: what was denied
 *
 * An explicit denial wins over every policy that allows, and what is not decided by
 * the policies of the user is not mended by one.
 *
 * Returns: whether a policy that allows it may be all that is missing
 */
gboolean
np_rights_get_can_policy_help (const NpRights *self)
{
  if (self->detail->is_explicit_deny)
    return FALSE;
  return self->cause == NP_RIGHTS_CAUSE_UNKNOWN || self->cause == NP_RIGHTS_CAUSE_USER_POLICY ||
         self->cause == NP_RIGHTS_CAUSE_GROUP_POLICY;
}

/**
 * np_rights_get_action:
 * @self: what was denied
 *
 * Returns: (transfer none): the right that was missing, such as
 *   “paimodel:UpdateModel”
 */
const char *
np_rights_get_action (const NpRights *self)
{
  return self->action;
}

/**
 * np_rights_dup_policy:
 * @self: what was denied
 *
 * Returns: (transfer full) (nullable): the smallest RAM policy that allows it and
 *   nothing else, as JSON; %NULL if no policy helps
 */
char *
np_rights_dup_policy (const NpRights *self)
{
  if (!np_rights_get_can_policy_help (self))
    return NULL;
  return g_strdup_printf ("{\n"
                          "  \"Version\": \"1\",\n"
                          "  \"Statement\": [\n"
                          "    {\n"
                          "      \"Effect\": \"Allow\",\n"
                          "      \"Action\": \"%s\",\n"
                          "      \"Resource\": \"*\"\n"
                          "    }\n"
                          "  ]\n"
                          "}",
                          self->action);
}

/**
 * np_rights_dup_diagnosis:
 * @self: what was denied
 *
 * Returns: (transfer full) (nullable): which policy denied it, encoded: the
 *   administrator reads it with RAM's DecodeDiagnosticMessage; %NULL if the service
 *   sent none
 */
char *
np_rights_dup_diagnosis (const NpRights *self)
{
  return self->detail->diagnostic_message != NULL
             ? np_redact_text (self->detail->diagnostic_message)
             : NULL;
}

/**
 * np_rights_dup_action:
 * @detail: (nullable): what is known of a denial
 *
 * Returns: (transfer full): the right that was missing: the one that the denial
 *   names, or else the one that the operation needs
 */
char *
np_rights_dup_action (const NpApiErrorDetail *detail)
{
  const char *operation = detail != NULL ? detail->operation : NULL;

  if (detail != NULL && is_action (detail->action))
    return g_strdup (detail->action);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      if (g_strcmp0 (actions[i].operation, operation) == 0)
        return g_strdup (actions[i].action);
    }
  return operation != NULL ? g_strconcat ("paimodel:", operation, NULL) : g_strdup ("paimodel");
}
