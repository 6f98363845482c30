/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-history-entry.h"

G_BEGIN_DECLS

const char *np_history_text_get_icon (NpSavedResult result);
const char *np_history_text_get_style (NpSavedResult result);
const char *np_history_text_get_result (NpSavedResult result);
const char *np_history_text_get_fate (NpChangeFate fate);
char *np_history_text_dup_summary (NpHistoryEntry *entry);

G_END_DECLS
