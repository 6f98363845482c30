/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-history-entry.h"
#include "np-library.h"
#include "np-store.h"

G_BEGIN_DECLS

NpStore *np_library_get_store (NpLibrary *self);
void np_library_add_history (NpLibrary *self, NpHistoryEntry *entry);
void np_library_emit_history_changed (NpLibrary *self);

G_END_DECLS
