/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-history-list.h"
#include "wire-rig.h"

G_BEGIN_DECLS

/* Members of the model. */
#define WIRE_MODEL(members)    "\"ModelName\":\"A\"," members
#define WIRE_OLD               WIRE_MODEL ("\"Task\":\"old\",\"Domain\":\"old\"")
#define WIRE_EXTRA(task, keys) WIRE_MODEL ("\"Task\":\"" task "\",\"ExtraInfo\":{" keys "}")

/* Saving one model, step by step, and what the history has of it. */
WireRig *wire_rig_new_open (NpPracticeSemantics semantics, const char *members);
void wire_rig_type (WireRig *rig, NpFieldId id, const char *text);
NpSaveOutcome *wire_rig_save_typed (WireRig *rig);
void wire_rig_save_text (WireRig *rig, NpFieldId id, const char *text);
NpSaveOutcome *wire_rig_give_back (WireRig *rig, NpSaveOutcome *outcome, GError **error);
void wire_assert_outcome (NpSaveOutcome *outcome,
                          NpSavedResult result,
                          guint n_kept,
                          guint n_changes);
void wire_assert_stored (WireRig *rig, NpFieldId id, const char *text);
NpHistoryList *wire_rig_load_history (WireRig *rig, guint n);
NpHistoryEntry *wire_rig_get_entry (WireRig *rig, guint n, guint i);

G_END_DECLS
