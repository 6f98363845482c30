/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-history-entry.h"
#include "np-library.h"

G_BEGIN_DECLS

/* The saves that are remembered, newest first: a GListModel of NpHistoryEntry. It
 * reads a page of them when somebody comes near its end, and follows the library.
 * Properties: "loading" (boolean), "n-damaged" (unsigned). */
#define NP_TYPE_HISTORY_LIST (np_history_list_get_type ())
G_DECLARE_FINAL_TYPE (NpHistoryList, np_history_list, NP, HISTORY_LIST, GObject)

NpHistoryList *np_history_list_new (NpLibrary *library,
                                    const char *account_id,
                                    const char *model_id);
gboolean np_history_list_get_is_loading (NpHistoryList *self);
guint np_history_list_get_n_damaged (NpHistoryList *self);
void np_history_list_set_search (NpHistoryList *self, const char *search);

G_END_DECLS
