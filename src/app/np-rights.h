/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-api-error.h"
#include "np-model.h"

G_BEGIN_DECLS

/* Why somebody may not do something, as far as the service told. */
typedef enum
{
  NP_RIGHTS_CAUSE_UNKNOWN,        /* nothing was told */
  NP_RIGHTS_CAUSE_USER_POLICY,    /* AccountLevelIdentityBasedPolicy */
  NP_RIGHTS_CAUSE_GROUP_POLICY,   /* ResourceGroupLevelIdentityBasedPolicy */
  NP_RIGHTS_CAUSE_SESSION_POLICY, /* SessionPolicy */
  NP_RIGHTS_CAUSE_TRUST_POLICY,   /* AssumeRolePolicy */
  NP_RIGHTS_CAUSE_CONTROL_POLICY, /* ControlPolicy */
  NP_RIGHTS_CAUSE_NOT_FOR_RAM,    /* the operation is not open to RAM users */
  NP_RIGHTS_CAUSE_WORKSPACE_ROLE, /* not RAM, but the role in the workspace */
  NP_RIGHTS_CAUSE_CREATOR_ONLY,   /* a private model of somebody else */
  NP_N_RIGHTS_CAUSES
} NpRightsCause;

/* A denied request: what was denied, to whom, why, and what would help. */
typedef struct _NpRights NpRights;

NpRights *np_rights_new (const GError *error, const char *model_id, NpModel *model);
void np_rights_free (NpRights *self);
NpRightsCause np_rights_get_cause (const NpRights *self);
gboolean np_rights_get_can_policy_help (const NpRights *self);
const char *np_rights_get_action (const NpRights *self);
char *np_rights_dup_sentence (const NpRights *self);
char *np_rights_dup_policy (const NpRights *self);
char *np_rights_dup_diagnosis (const NpRights *self);
char *np_rights_dup_letter (const NpRights *self);

char *np_rights_dup_action (const NpApiErrorDetail *detail);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpRights, np_rights_free)

G_END_DECLS
