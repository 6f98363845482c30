/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>

#include "np-api-error.h"
#include "np-await.h"
#include "test-clock.h"
#include "wire-rig-steps.h"

/* Taking a save back. */

static NpSaveOutcome *
undo (WireRig *rig, NpHistoryEntry *entry, GError **error)
{
  NpDocument *document = rig->clients[0].document;
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  np_document_undo_save_async (document, entry, NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  return np_document_undo_save_finish (document, result, error);
}

static void
test_undo (void)
{
  g_autoptr (WireRig) rig = wire_rig_new_open (NP_PRACTICE_SEMANTICS_DEFAULT, WIRE_OLD);
  NpModelForm *form = rig->clients[0].form;
  g_autoptr (NpSaveOutcome) saved = NULL;
  g_autoptr (NpHistoryEntry) entry = NULL;
  g_autoptr (NpHistoryEntry) undone = NULL;
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  wire_rig_type (rig, NP_FIELD_TASK, "new");
  wire_rig_type (rig, NP_FIELD_ORIGIN, "new");
  saved = wire_rig_save_typed (rig);
  entry = wire_rig_get_entry (rig, 1, 0);
  g_assert_cmpint (np_history_entry_get_result (entry), ==, NP_SAVED_CONFIRMED);
  g_assert_cmpstr (np_history_entry_get_request_id (entry), ==,
                   np_save_outcome_get_request_id (saved));
  g_assert_cmpuint (np_history_entry_get_n_changes (entry), ==, 2);
  g_assert_false (np_history_entry_get_is_undo (entry));

  wire_rig_type (rig, NP_FIELD_DOMAIN, "typed meanwhile");
  outcome = undo (rig, entry, &error);
  g_assert_no_error (error);
  wire_assert_outcome (outcome, NP_SAVED_CONFIRMED, 2, 2);
  g_assert_true (np_save_outcome_get_is_undo (outcome));
  wire_assert_stored (rig, NP_FIELD_TASK, "old");
  wire_assert_stored (rig, NP_FIELD_ORIGIN, "");
  wire_assert_stored (rig, NP_FIELD_DOMAIN, "old");
  g_assert_cmpstr (np_model_form_get_text (form, NP_FIELD_TASK), ==, "old");
  g_assert_cmpstr (np_model_form_get_text (form, NP_FIELD_DOMAIN), ==, "typed meanwhile");
  undone = wire_rig_get_entry (rig, 2, 0);
  g_assert_true (np_history_entry_get_is_undo (undone));

  /* Taken back once more there is nothing to do, and an undo can be taken back. */
  g_clear_pointer (&outcome, np_save_outcome_unref);
  outcome = undo (rig, entry, &error);
  g_assert_no_error (error);
  g_assert_true (np_save_outcome_get_is_already_there (outcome));
  g_clear_pointer (&outcome, np_save_outcome_unref);
  outcome = undo (rig, undone, &error);
  g_assert_no_error (error);
  wire_assert_stored (rig, NP_FIELD_TASK, "new");
}

/* A field that was changed since is not touched, and neither are the others. */
static void
test_undo_of_changed (void)
{
  g_autoptr (WireRig) rig = wire_rig_new_open (NP_PRACTICE_SEMANTICS_DEFAULT, WIRE_OLD);
  g_autoptr (NpHistoryEntry) entry = NULL;
  g_autoptr (NpSaveOutcome) saved = NULL;
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  wire_rig_type (rig, NP_FIELD_TASK, "new");
  wire_rig_type (rig, NP_FIELD_DOMAIN, "new");
  saved = wire_rig_save_typed (rig);
  entry = wire_rig_get_entry (rig, 1, 0);
  wire_rig_put (rig, WIRE_MODEL ("\"Task\":\"theirs\",\"Domain\":\"new\""));
  outcome = undo (rig, entry, &error);
  g_assert_null (outcome);
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "Task"));
  g_assert_null (strstr (error->message, "Domain"));
  g_assert_null (np_document_get_conflict (rig->clients[0].document));
  wire_assert_stored (rig, NP_FIELD_TASK, "theirs");
  wire_assert_stored (rig, NP_FIELD_DOMAIN, "new");
}

/* In extra info only the keys that the save changed count, and go back. */
static void
test_undo_of_keys (void)
{
  g_autoptr (WireRig) rig = wire_rig_new_open (NP_PRACTICE_SEMANTICS_DEFAULT,
                                               WIRE_EXTRA ("old", "\"a\":1,\"b\":2"));
  g_autoptr (NpHistoryEntry) entry = NULL;
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  wire_rig_save_text (rig, NP_FIELD_EXTRA_INFO, "{\"a\":3,\"b\":2}");
  entry = wire_rig_get_entry (rig, 1, 0);
  wire_rig_put (rig, WIRE_EXTRA ("old", "\"a\":3,\"b\":4,\"c\":5"));
  outcome = undo (rig, entry, &error);
  g_assert_no_error (error);
  wire_assert_stored (rig, NP_FIELD_EXTRA_INFO, "{\"a\":1,\"b\":4,\"c\":5}");
}

/* No number, no visibility: the API has no word for it. No extra info is "{}". */
static void
test_undo_to_nothing (void)
{
  g_autoptr (WireRig) rig = wire_rig_new_open (NP_PRACTICE_SEMANTICS_DEFAULT, WIRE_OLD);
  g_autoptr (NpHistoryEntry) entry = NULL;
  g_autoptr (NpSaveOutcome) saved = NULL;
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  wire_rig_type (rig, NP_FIELD_TASK, "new");
  wire_rig_type (rig, NP_FIELD_ORDER_NUMBER, "7");
  wire_rig_type (rig, NP_FIELD_EXTRA_INFO, "{\"a\":1}");
  saved = wire_rig_save_typed (rig);
  entry = wire_rig_get_entry (rig, 1, 0);
  outcome = undo (rig, entry, &error);
  g_assert_no_error (error);
  wire_assert_outcome (outcome, NP_SAVED_CONFIRMED, 2, 2);
  g_assert_cmpuint (np_save_outcome_get_n_unsendable (outcome), ==, 1);
  g_assert_cmpint (np_save_outcome_get_unsendable_field (outcome, 0), ==,
                   NP_FIELD_ORDER_NUMBER);
  wire_assert_stored (rig, NP_FIELD_TASK, "old");
  wire_assert_stored (rig, NP_FIELD_ORDER_NUMBER, "7");
  wire_assert_stored (rig, NP_FIELD_EXTRA_INFO, "{}");
}

static void
test_undo_of_unsendable_alone (void)
{
  g_autoptr (WireRig) rig = wire_rig_new_open (NP_PRACTICE_SEMANTICS_DEFAULT, WIRE_OLD);
  g_autoptr (NpHistoryEntry) entry = NULL;
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;
  guint n_requests = 0;

  wire_rig_save_text (rig, NP_FIELD_ORDER_NUMBER, "7");
  entry = wire_rig_get_entry (rig, 1, 0);
  n_requests = rig->n_requests[0];
  outcome = undo (rig, entry, &error);
  g_assert_null (outcome);
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_INVALID_ARGUMENT);
  g_assert_nonnull (strstr (error->message, "Order number"));
  g_assert_cmpuint (rig->n_requests[0], ==, n_requests);
}

static void
test_undo_of_other_account (void)
{
  g_autoptr (WireRig) rig = wire_rig_new_open (NP_PRACTICE_SEMANTICS_DEFAULT, WIRE_OLD);
  g_autoptr (NpHistoryEntry) entry = NULL;
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  wire_rig_save_text (rig, NP_FIELD_TASK, "new");
  entry = wire_rig_get_entry (rig, 1, 0);
  np_workspace_set_account (rig->clients[0].workspace, "another", NULL);
  outcome = undo (rig, entry, &error);
  g_assert_null (outcome);
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_INVALID_ARGUMENT);
  wire_assert_stored (rig, NP_FIELD_TASK, "new");
}

/* No model needs to be open. */
static void
test_undo_while_closed (void)
{
  g_autoptr (WireRig) rig = wire_rig_new_open (NP_PRACTICE_SEMANTICS_DEFAULT, WIRE_OLD);
  NpDocument *document = rig->clients[0].document;
  g_autoptr (NpHistoryEntry) entry = NULL;
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  wire_rig_save_text (rig, NP_FIELD_TASK, "new");
  entry = wire_rig_get_entry (rig, 1, 0);
  np_document_close (document);
  np_document_set_workspace (document, rig->clients[0].workspace);
  outcome = undo (rig, entry, &error);
  g_assert_no_error (error);
  wire_assert_stored (rig, NP_FIELD_TASK, "old");
  g_assert_cmpuint (test_clock_count (), ==, 0);
}

static void
test_restore_entry (void)
{
  g_autoptr (WireRig) rig = wire_rig_new_open (NP_PRACTICE_SEMANTICS_DEFAULT,
                                               WIRE_EXTRA ("old", "\"a\":1,\"b\":2"));
  NpModelForm *form = rig->clients[0].form;
  g_autoptr (NpHistoryEntry) entry = NULL;
  g_autoptr (NpSaveOutcome) outcome = NULL;

  wire_rig_type (rig, NP_FIELD_TASK, "new");
  wire_rig_type (rig, NP_FIELD_EXTRA_INFO, "{\"a\":3,\"b\":2}");
  outcome = wire_rig_save_typed (rig);
  entry = wire_rig_get_entry (rig, 1, 0);
  wire_rig_save_text (rig, NP_FIELD_EXTRA_INFO, "{\"a\":3,\"b\":4}");
  np_document_restore_entry (rig->clients[0].document, entry);
  g_assert_cmpstr (np_model_form_get_text (form, NP_FIELD_TASK), ==, "old");
  g_assert_true (np_model_texts_equal (NP_FIELD_EXTRA_INFO,
                                       np_model_form_get_text (form, NP_FIELD_EXTRA_INFO),
                                       "{\"a\":1,\"b\":4}"));
  g_assert_cmpuint (np_model_form_get_n_changes (form), ==, 2);
  np_model_form_undo (form);
  g_assert_false (np_model_form_get_is_dirty (form));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  test_clock_install ();

  g_test_add_func ("/undo/undo", test_undo);
  g_test_add_func ("/undo/changed-since", test_undo_of_changed);
  g_test_add_func ("/undo/keys", test_undo_of_keys);
  g_test_add_func ("/undo/to-nothing", test_undo_to_nothing);
  g_test_add_func ("/undo/unsendable-alone", test_undo_of_unsendable_alone);
  g_test_add_func ("/undo/other-account", test_undo_of_other_account);
  g_test_add_func ("/undo/while-closed", test_undo_while_closed);
  g_test_add_func ("/undo/restore-entry", test_restore_entry);

  return g_test_run ();
}
