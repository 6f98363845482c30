/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-library.h"
#include "np-workspace.h"

G_BEGIN_DECLS

#define NP_TYPE_DRAFT_GROUP (np_draft_group_get_type ())
G_DECLARE_FINAL_TYPE (NpDraftGroup, np_draft_group, NP, DRAFT_GROUP, AdwBin)

void np_draft_group_load (NpDraftGroup *self,
                          NpLibrary *library,
                          NpWorkspace *workspace,
                          const char *open_model_id);

G_END_DECLS
