/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-library.h"
#include "np-model-list.h"

G_BEGIN_DECLS

/* Keeps the last list of each source: shows it at once when the source is shown
 * again, has it loaded anew, and remembers that. */
#define NP_TYPE_LIST_KEEPER (np_list_keeper_get_type ())
G_DECLARE_FINAL_TYPE (NpListKeeper, np_list_keeper, NP, LIST_KEEPER, GObject)

NpListKeeper *np_list_keeper_new (NpModelList *list, NpLibrary *library);
void np_list_keeper_stop (NpListKeeper *self);
void np_list_keeper_show (NpListKeeper *self,
                          NpWorkspace *workspace,
                          const char *account_id,
                          const char *workspace_id,
                          const char *provider);

G_END_DECLS
