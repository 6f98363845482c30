/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-history-entry.h"

G_BEGIN_DECLS

/* What a row shows beside what was saved. */
typedef struct
{
  gboolean is_unfolded;
  gboolean is_busy;    /* it is being undone */
  gboolean is_here;    /* its model is one of the workspace on show */
  gboolean can_undo;   /* likewise, and it changed something */
  gboolean can_open;   /* it may be a save of another model than the open one */
  const char *refusal; /* nullable: why it cannot be undone */
  const char *problem; /* nullable: why it was not undone */
} NpHistoryRowState;

#define NP_TYPE_HISTORY_ROW (np_history_row_get_type ())
G_DECLARE_FINAL_TYPE (NpHistoryRow, np_history_row, NP, HISTORY_ROW, AdwBin)

GtkWidget *np_history_row_new (void);
void np_history_row_set_entry (NpHistoryRow *self,
                               NpHistoryEntry *entry,
                               const NpHistoryRowState *state);
NpHistoryEntry *np_history_row_get_entry (NpHistoryRow *self);
char *np_history_row_dup_name (NpHistoryRow *self);

G_END_DECLS
