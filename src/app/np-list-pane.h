/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-library.h"
#include "np-model-summary.h"
#include "np-problem-panel.h"
#include "np-retry-line.h"
#include "np-workspace.h"

G_BEGIN_DECLS

#define NP_TYPE_LIST_PANE (np_list_pane_get_type ())
G_DECLARE_FINAL_TYPE (NpListPane, np_list_pane, NP, LIST_PANE, AdwBin)

void np_list_pane_set_library (NpListPane *self, NpLibrary *library);
void np_list_pane_set_settings (NpListPane *self, GSettings *settings);
void np_list_pane_connect (NpListPane *self,
                           NpWorkspace *workspace,
                           const char *account_id,
                           const char *workspace_id);
NpProblemPanel *np_list_pane_get_problems (NpListPane *self);
NpRetryLine *np_list_pane_get_retry_line (NpListPane *self);
void np_list_pane_forget_account (NpListPane *self, const char *account_id);
void np_list_pane_set_account_button (NpListPane *self, GtkWidget *button);
void np_list_pane_set_open_model (NpListPane *self, const char *model_id, gboolean is_unsaved);
void np_list_pane_set_has_draft (NpListPane *self, const char *model_id, gboolean has_draft);
void np_list_pane_update_model (NpListPane *self, NpModelSummary *model);
void np_list_pane_reload (NpListPane *self);
void np_list_pane_stop (NpListPane *self);
void np_list_pane_search (NpListPane *self, const char *text);
void np_list_pane_focus_search (NpListPane *self);

G_END_DECLS
