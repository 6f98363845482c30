/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-client.h"
#include "np-workspace.h"

G_BEGIN_DECLS

/* The account and the host of the practice workspace, which has another port at each
 * start. */
#define NP_WORKSPACE_PRACTICE "practice"

NpClient *np_workspace_get_client (NpWorkspace *self);
char *np_workspace_dup_key (NpWorkspace *self);
NpEndpoint *np_workspace_get_identity_endpoint (NpWorkspace *self);
void np_workspace_set_identity_endpoint (NpWorkspace *self, NpEndpoint *endpoint);

G_END_DECLS
