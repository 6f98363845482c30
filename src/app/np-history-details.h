/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-history-entry.h"

G_BEGIN_DECLS

#define NP_TYPE_HISTORY_DETAILS (np_history_details_get_type ())
G_DECLARE_FINAL_TYPE (NpHistoryDetails, np_history_details, NP, HISTORY_DETAILS, AdwBin)

GtkWidget *np_history_details_new (NpHistoryEntry *entry, gboolean can_open);
void np_history_details_set_state (NpHistoryDetails *self,
                                   gboolean is_busy,
                                   const char *refusal,
                                   const char *problem);

G_END_DECLS
