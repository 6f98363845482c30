/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-client.h"
#include "np-workspace.h"

G_BEGIN_DECLS

NpClient *np_workspace_get_client (NpWorkspace *self);

G_END_DECLS
