/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-workspace.h"

G_BEGIN_DECLS

void np_model_search_async (GPtrArray *workspaces,
                            const char *model_id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
NpWorkspace *np_model_search_finish (GAsyncResult *result, GError **error);

G_END_DECLS
