/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-json.h"

G_BEGIN_DECLS

/* One workspace as ListWorkspaces tells it. Read-only properties of the same
 * names as the getters ("workspace-id", "name", "status", …). */
#define NP_TYPE_WORKSPACE_INFO (np_workspace_info_get_type ())
G_DECLARE_FINAL_TYPE (NpWorkspaceInfo, np_workspace_info, NP, WORKSPACE_INFO, GObject)

NpWorkspaceInfo *np_workspace_info_new_from_json (const NpJsonValue *item);
const char *np_workspace_info_get_workspace_id (NpWorkspaceInfo *self);
const char *np_workspace_info_get_name (
    NpWorkspaceInfo *self); /* DisplayName, or else WorkspaceName, or else the ID */
const char *np_workspace_info_get_description (NpWorkspaceInfo *self);
const char *np_workspace_info_get_status (NpWorkspaceInfo *self);
gboolean np_workspace_info_get_is_default (NpWorkspaceInfo *self);
gboolean np_workspace_info_get_is_enabled (NpWorkspaceInfo *self);

G_END_DECLS
