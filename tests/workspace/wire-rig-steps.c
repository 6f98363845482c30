/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "wire-rig-steps.h"

#include "np-await.h"

/* One document, with the model of the service open in it and a history. */
WireRig *
wire_rig_new_open (NpPracticeSemantics semantics, const char *members)
{
  WireRig *rig = wire_rig_new (1);

  wire_rig_keep (rig);
  wire_rig_reset (rig, semantics, members);
  wire_rig_open (rig, 0);
  return rig;
}

void
wire_rig_type (WireRig *rig, NpFieldId id, const char *text)
{
  np_model_form_set_text (rig->clients[0].form, id, text);
}

/* Saves what is typed; the service answers. */
NpSaveOutcome *
wire_rig_save_typed (WireRig *rig)
{
  g_autoptr (GError) error = NULL;
  NpSaveOutcome *outcome = wire_rig_save (rig, 0, &error);

  g_assert_no_error (error);
  return outcome;
}

void
wire_rig_save_text (WireRig *rig, NpFieldId id, const char *text)
{
  g_autoptr (NpSaveOutcome) outcome = NULL;

  wire_rig_type (rig, id, text);
  outcome = wire_rig_save_typed (rig);
}

NpSaveOutcome *
wire_rig_give_back (WireRig *rig, NpSaveOutcome *outcome, GError **error)
{
  NpDocument *document = rig->clients[0].document;
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  np_document_give_back_async (document, outcome, NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  return np_document_give_back_finish (document, result, error);
}

void
wire_assert_outcome (NpSaveOutcome *outcome,
                     NpSavedResult result,
                     guint n_kept,
                     guint n_changes)
{
  g_assert_nonnull (outcome);
  g_assert_cmpuint (np_save_outcome_get_n_changes (outcome), ==, n_changes);
  g_assert_cmpuint (np_save_outcome_get_n_kept (outcome), ==, n_kept);
  g_assert_cmpint (np_save_outcome_get_result (outcome), ==, result);
}

void
wire_assert_stored (WireRig *rig, NpFieldId id, const char *text)
{
  g_autofree char *stored = wire_rig_dup_text (rig, id);

  if (!np_model_texts_equal (id, stored, text))
    g_assert_cmpstr (stored, ==, text);
}

/* The saves that are remembered, newest first. */
NpHistoryList *
wire_rig_load_history (WireRig *rig, guint n)
{
  NpHistoryList *list = np_history_list_new (rig->library, NULL, NULL);

  np_await_true (!np_history_list_get_is_loading (list));
  np_await_true (g_list_model_get_n_items (G_LIST_MODEL (list)) == n);
  return list;
}

NpHistoryEntry *
wire_rig_get_entry (WireRig *rig, guint n, guint i)
{
  g_autoptr (NpHistoryList) list = wire_rig_load_history (rig, n);

  return g_list_model_get_item (G_LIST_MODEL (list), i);
}
