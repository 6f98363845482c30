/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-json.h"

G_BEGIN_DECLS

/* The codes of the service's list of roles and permissions that matter here. */
#define NP_PERMISSION_UPDATE_MODEL  "PaiModel:UpdateModel"
#define NP_PERMISSION_PUBLISH_MODEL "PaiModel:PublishModel"

/* Whether somebody may do something. Only the service decides that when it is
 * done: this is a hint, and never a reason to stop anybody. */
typedef enum
{
  NP_PERMISSION_UNKNOWN,
  NP_PERMISSION_DENIED,
  NP_PERMISSION_CONDITIONAL, /* with some models and not with others */
  NP_PERMISSION_ALLOWED,
} NpPermissionAnswer;

/* Whose a model is, as seen by who asks. */
typedef enum
{
  NP_PERMISSION_OWNER_UNKNOWN,
  NP_PERMISSION_OWNER_SELF,
  NP_PERMISSION_OWNER_OTHER,
} NpPermissionOwner;

/* What a model has to be. */
typedef enum
{
  NP_PERMISSION_NO_CONDITION = 0,
  NP_PERMISSION_ONLY_OWN = 1 << 0,
  NP_PERMISSION_ONLY_PUBLIC = 1 << 1,
  NP_PERMISSION_ONLY_PRIVATE = 1 << 2,
} NpPermissionCondition;

/* What the service said of one permission: immutable, counted, safe to hand to
 * another thread. */
typedef struct _NpPermission NpPermission;

#define NP_TYPE_PERMISSION (np_permission_get_type ())
GType np_permission_get_type (void);

NpPermission *np_permission_new (const char *code, NpPermissionAnswer answer);
NpPermission *np_permission_new_from_json (const char *code, const NpJsonValue *root);
NpPermission *np_permission_ref (NpPermission *self);
void np_permission_unref (NpPermission *self);
const char *np_permission_get_code (NpPermission *self);
NpPermissionAnswer np_permission_get_answer (NpPermission *self);
NpPermissionAnswer np_permission_judge (NpPermission *self,
                                        const char *accessibility,
                                        NpPermissionOwner owner);
NpPermissionCondition np_permission_get_conditions (NpPermission *self);
const char *np_permission_get_words (NpPermission *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpPermission, np_permission_unref)

G_END_DECLS
