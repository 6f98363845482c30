/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-history-list.h"

G_BEGIN_DECLS

#define NP_TYPE_HISTORY_VIEW (np_history_view_get_type ())
G_DECLARE_FINAL_TYPE (NpHistoryView, np_history_view, NP, HISTORY_VIEW, AdwBin)

GtkWidget *np_history_view_new (gboolean shows_models);
void np_history_view_set_list (NpHistoryView *self, NpHistoryList *list);
void np_history_view_set_place (NpHistoryView *self, const char *account_id, const char *host);
void np_history_view_set_is_kept (NpHistoryView *self, gboolean is_kept);
void np_history_view_begin_undo (NpHistoryView *self, NpHistoryEntry *entry);
void np_history_view_end_undo (NpHistoryView *self, NpHistoryEntry *entry, const char *problem);

G_END_DECLS
