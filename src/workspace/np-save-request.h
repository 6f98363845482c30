/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-model-changes.h"
#include "np-workspace.h"

G_BEGIN_DECLS

/* A save as it goes to the service, for people to look at: its method, address
 * and body, without key, signature or token. */
char *np_save_request_dup_address (NpWorkspace *workspace, const char *model_id);
char *np_save_request_dup_text (NpWorkspace *workspace,
                                const char *model_id,
                                NpModelChanges *changes);
char *np_save_request_dup_curl (NpWorkspace *workspace,
                                const char *model_id,
                                NpModelChanges *changes);

G_END_DECLS
