/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-model-changes.h"
#include "np-workspace.h"

G_BEGIN_DECLS

#define NP_TYPE_REQUEST_VIEW (np_request_view_get_type ())
G_DECLARE_FINAL_TYPE (NpRequestView, np_request_view, NP, REQUEST_VIEW, AdwBin)

void np_request_view_show (NpRequestView *self,
                           NpWorkspace *workspace,
                           const char *model_id,
                           NpModelChanges *changes);

G_END_DECLS
