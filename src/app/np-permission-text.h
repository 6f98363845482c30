/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-model.h"
#include "np-permission.h"

G_BEGIN_DECLS

const char *np_permission_text_get_heading (NpPermissionAnswer answer);
char *np_permission_text_dup_reason (NpPermission *permission, NpModel *model);

G_END_DECLS
