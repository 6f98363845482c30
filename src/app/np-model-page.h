/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-document.h"
#include "np-history-view.h"
#include "np-problem-panel.h"
#include "np-retry-line.h"

G_BEGIN_DECLS

#define NP_TYPE_MODEL_PAGE (np_model_page_get_type ())
G_DECLARE_FINAL_TYPE (NpModelPage, np_model_page, NP, MODEL_PAGE, AdwBin)

NpDocument *np_model_page_get_document (NpModelPage *self);
void np_model_page_set_library (NpModelPage *self, NpLibrary *library);
NpHistoryView *np_model_page_get_history (NpModelPage *self);
void np_model_page_show_form (NpModelPage *self);
NpProblemPanel *np_model_page_get_problems (NpModelPage *self);
NpRetryLine *np_model_page_get_retry_line (NpModelPage *self);
void np_model_page_set_settings (NpModelPage *self, GSettings *settings);
void np_model_page_save (NpModelPage *self);
void np_model_page_show_outcome (NpModelPage *self, NpSaveOutcome *outcome);
void np_model_page_show_later (NpModelPage *self, NpModelChanges *undone);
void np_model_page_close_outcome (NpModelPage *self);
void np_model_page_ask_permission (NpModelPage *self);
void np_model_page_stop (NpModelPage *self);

G_END_DECLS
