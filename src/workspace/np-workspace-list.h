/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-workspace-info.h"
#include "np-workspace.h"

G_BEGIN_DECLS

#define NP_TYPE_WORKSPACE_LIST (np_workspace_list_get_type ())
G_DECLARE_FINAL_TYPE (NpWorkspaceList, np_workspace_list, NP, WORKSPACE_LIST, GObject)

NpWorkspaceList *np_workspace_list_new (void);
GListModel *np_workspace_list_get_workspaces (NpWorkspaceList *self);
NpWorkspaceInfo *np_workspace_list_find (NpWorkspaceList *self, const char *workspace_id);
NpWorkspaceInfo *np_workspace_list_find_default (NpWorkspaceList *self);
void np_workspace_list_load_async (NpWorkspaceList *self,
                                   NpWorkspace *workspace,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean np_workspace_list_load_finish (NpWorkspaceList *self,
                                        GAsyncResult *result,
                                        GError **error);

G_END_DECLS
