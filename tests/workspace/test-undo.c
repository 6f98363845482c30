/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>

#include "np-api-error.h"
#include "np-await.h"
#include "np-history-list.h"
#include "np-library-private.h"
#include "test-clock.h"
#include "wire-rig.h"

/* Taking a save back, giving back what it cost, and what is remembered of it all. */

#define MODEL(members)    "\"ModelName\":\"A\"," members
#define OLD               MODEL ("\"Task\":\"old\",\"Domain\":\"old\"")
#define EXTRA(task, keys) MODEL ("\"Task\":\"" task "\",\"ExtraInfo\":{" keys "}")

static WireRig *
open_rig (NpPracticeSemantics semantics, const char *members)
{
  WireRig *rig = wire_rig_new (1);

  wire_rig_keep (rig);
  wire_rig_reset (rig, semantics, members);
  wire_rig_open (rig, 0);
  return rig;
}

static void
type (WireRig *rig, NpFieldId id, const char *text)
{
  np_model_form_set_text (rig->clients[0].form, id, text);
}

static NpSaveOutcome *
save (WireRig *rig)
{
  g_autoptr (GError) error = NULL;
  NpSaveOutcome *outcome = wire_rig_save (rig, 0, &error);

  g_assert_no_error (error);
  return outcome;
}

static void
save_text (WireRig *rig, NpFieldId id, const char *text)
{
  g_autoptr (NpSaveOutcome) outcome = NULL;

  type (rig, id, text);
  outcome = save (rig);
}

static void
assert_outcome (NpSaveOutcome *outcome, NpSavedResult result, guint n_kept, guint n_changes)
{
  g_assert_nonnull (outcome);
  g_assert_cmpuint (np_save_outcome_get_n_changes (outcome), ==, n_changes);
  g_assert_cmpuint (np_save_outcome_get_n_kept (outcome), ==, n_kept);
  g_assert_cmpint (np_save_outcome_get_result (outcome), ==, result);
}

static void
assert_stored (WireRig *rig, NpFieldId id, const char *text)
{
  g_autofree char *stored = wire_rig_dup_text (rig, id);

  if (!np_model_texts_equal (id, stored, text))
    g_assert_cmpstr (stored, ==, text);
}

/* The saves that are remembered, newest first. */
static NpHistoryList *
load_history (WireRig *rig, guint n)
{
  NpHistoryList *list = np_history_list_new (rig->library, NULL, NULL);

  np_await_true (!np_history_list_get_is_loading (list));
  np_await_true (g_list_model_get_n_items (G_LIST_MODEL (list)) == n);
  return list;
}

static NpHistoryEntry *
get_entry (WireRig *rig, guint n, guint i)
{
  g_autoptr (NpHistoryList) list = load_history (rig, n);

  return g_list_model_get_item (G_LIST_MODEL (list), i);
}

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

static NpSaveOutcome *
give_back (WireRig *rig, NpSaveOutcome *outcome, GError **error)
{
  NpDocument *document = rig->clients[0].document;
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  np_document_give_back_async (document, outcome, NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  return np_document_give_back_finish (document, result, error);
}

static void
test_undo (void)
{
  g_autoptr (WireRig) rig = open_rig (NP_PRACTICE_SEMANTICS_DEFAULT, OLD);
  NpModelForm *form = rig->clients[0].form;
  g_autoptr (NpSaveOutcome) saved = NULL;
  g_autoptr (NpHistoryEntry) entry = NULL;
  g_autoptr (NpHistoryEntry) undone = NULL;
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  type (rig, NP_FIELD_TASK, "new");
  type (rig, NP_FIELD_ORIGIN, "new");
  saved = save (rig);
  entry = get_entry (rig, 1, 0);
  g_assert_cmpint (np_history_entry_get_result (entry), ==, NP_SAVED_CONFIRMED);
  g_assert_cmpstr (np_history_entry_get_request_id (entry), ==,
                   np_save_outcome_get_request_id (saved));
  g_assert_cmpuint (np_history_entry_get_n_changes (entry), ==, 2);
  g_assert_false (np_history_entry_get_is_undo (entry));

  type (rig, NP_FIELD_DOMAIN, "typed meanwhile");
  outcome = undo (rig, entry, &error);
  g_assert_no_error (error);
  assert_outcome (outcome, NP_SAVED_CONFIRMED, 2, 2);
  g_assert_true (np_save_outcome_get_is_undo (outcome));
  assert_stored (rig, NP_FIELD_TASK, "old");
  assert_stored (rig, NP_FIELD_ORIGIN, "");
  assert_stored (rig, NP_FIELD_DOMAIN, "old");
  g_assert_cmpstr (np_model_form_get_text (form, NP_FIELD_TASK), ==, "old");
  g_assert_cmpstr (np_model_form_get_text (form, NP_FIELD_DOMAIN), ==, "typed meanwhile");
  undone = get_entry (rig, 2, 0);
  g_assert_true (np_history_entry_get_is_undo (undone));

  /* Taken back once more there is nothing to do, and an undo can be taken back. */
  g_clear_pointer (&outcome, np_save_outcome_unref);
  outcome = undo (rig, entry, &error);
  g_assert_no_error (error);
  g_assert_true (np_save_outcome_get_is_already_there (outcome));
  g_clear_pointer (&outcome, np_save_outcome_unref);
  outcome = undo (rig, undone, &error);
  g_assert_no_error (error);
  assert_stored (rig, NP_FIELD_TASK, "new");
}

/* A field that was changed since is not touched, and neither are the others. */
static void
test_undo_of_changed (void)
{
  g_autoptr (WireRig) rig = open_rig (NP_PRACTICE_SEMANTICS_DEFAULT, OLD);
  g_autoptr (NpHistoryEntry) entry = NULL;
  g_autoptr (NpSaveOutcome) saved = NULL;
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  type (rig, NP_FIELD_TASK, "new");
  type (rig, NP_FIELD_DOMAIN, "new");
  saved = save (rig);
  entry = get_entry (rig, 1, 0);
  wire_rig_put (rig, MODEL ("\"Task\":\"theirs\",\"Domain\":\"new\""));
  outcome = undo (rig, entry, &error);
  g_assert_null (outcome);
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "Task"));
  g_assert_null (strstr (error->message, "Domain"));
  g_assert_null (np_document_get_conflict (rig->clients[0].document));
  assert_stored (rig, NP_FIELD_TASK, "theirs");
  assert_stored (rig, NP_FIELD_DOMAIN, "new");
}

/* In extra info only the keys that the save changed count, and go back. */
static void
test_undo_of_keys (void)
{
  g_autoptr (WireRig)
      rig = open_rig (NP_PRACTICE_SEMANTICS_DEFAULT, EXTRA ("old", "\"a\":1,\"b\":2"));
  g_autoptr (NpHistoryEntry) entry = NULL;
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  save_text (rig, NP_FIELD_EXTRA_INFO, "{\"a\":3,\"b\":2}");
  entry = get_entry (rig, 1, 0);
  wire_rig_put (rig, EXTRA ("old", "\"a\":3,\"b\":4,\"c\":5"));
  outcome = undo (rig, entry, &error);
  g_assert_no_error (error);
  assert_stored (rig, NP_FIELD_EXTRA_INFO, "{\"a\":1,\"b\":4,\"c\":5}");
}

/* No number, no visibility: the API has no word for it. No extra info is "{}". */
static void
test_undo_to_nothing (void)
{
  g_autoptr (WireRig) rig = open_rig (NP_PRACTICE_SEMANTICS_DEFAULT, OLD);
  g_autoptr (NpHistoryEntry) entry = NULL;
  g_autoptr (NpSaveOutcome) saved = NULL;
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  type (rig, NP_FIELD_TASK, "new");
  type (rig, NP_FIELD_ORDER_NUMBER, "7");
  type (rig, NP_FIELD_EXTRA_INFO, "{\"a\":1}");
  saved = save (rig);
  entry = get_entry (rig, 1, 0);
  outcome = undo (rig, entry, &error);
  g_assert_no_error (error);
  assert_outcome (outcome, NP_SAVED_CONFIRMED, 2, 2);
  g_assert_cmpuint (np_save_outcome_get_n_unsendable (outcome), ==, 1);
  g_assert_cmpint (np_save_outcome_get_unsendable_field (outcome, 0), ==,
                   NP_FIELD_ORDER_NUMBER);
  assert_stored (rig, NP_FIELD_TASK, "old");
  assert_stored (rig, NP_FIELD_ORDER_NUMBER, "7");
  assert_stored (rig, NP_FIELD_EXTRA_INFO, "{}");
}

static void
test_undo_of_unsendable_alone (void)
{
  g_autoptr (WireRig) rig = open_rig (NP_PRACTICE_SEMANTICS_DEFAULT, OLD);
  g_autoptr (NpHistoryEntry) entry = NULL;
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;
  guint n_requests = 0;

  save_text (rig, NP_FIELD_ORDER_NUMBER, "7");
  entry = get_entry (rig, 1, 0);
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
  g_autoptr (WireRig) rig = open_rig (NP_PRACTICE_SEMANTICS_DEFAULT, OLD);
  g_autoptr (NpHistoryEntry) entry = NULL;
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  save_text (rig, NP_FIELD_TASK, "new");
  entry = get_entry (rig, 1, 0);
  np_workspace_set_account (rig->clients[0].workspace, "another", NULL);
  outcome = undo (rig, entry, &error);
  g_assert_null (outcome);
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_INVALID_ARGUMENT);
  assert_stored (rig, NP_FIELD_TASK, "new");
}

/* No model needs to be open. */
static void
test_undo_while_closed (void)
{
  g_autoptr (WireRig) rig = open_rig (NP_PRACTICE_SEMANTICS_DEFAULT, OLD);
  NpDocument *document = rig->clients[0].document;
  g_autoptr (NpHistoryEntry) entry = NULL;
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  save_text (rig, NP_FIELD_TASK, "new");
  entry = get_entry (rig, 1, 0);
  np_document_close (document);
  np_document_set_workspace (document, rig->clients[0].workspace);
  outcome = undo (rig, entry, &error);
  g_assert_no_error (error);
  assert_stored (rig, NP_FIELD_TASK, "old");
  g_assert_cmpuint (test_clock_count (), ==, 0);
}

static void
test_restore_entry (void)
{
  g_autoptr (WireRig)
      rig = open_rig (NP_PRACTICE_SEMANTICS_DEFAULT, EXTRA ("old", "\"a\":1,\"b\":2"));
  NpModelForm *form = rig->clients[0].form;
  g_autoptr (NpHistoryEntry) entry = NULL;
  g_autoptr (NpSaveOutcome) outcome = NULL;

  type (rig, NP_FIELD_TASK, "new");
  type (rig, NP_FIELD_EXTRA_INFO, "{\"a\":3,\"b\":2}");
  outcome = save (rig);
  entry = get_entry (rig, 1, 0);
  save_text (rig, NP_FIELD_EXTRA_INFO, "{\"a\":3,\"b\":4}");
  np_document_restore_entry (rig->clients[0].document, entry);
  g_assert_cmpstr (np_model_form_get_text (form, NP_FIELD_TASK), ==, "old");
  g_assert_true (np_model_texts_equal (NP_FIELD_EXTRA_INFO,
                                       np_model_form_get_text (form, NP_FIELD_EXTRA_INFO),
                                       "{\"a\":1,\"b\":4}"));
  g_assert_cmpuint (np_model_form_get_n_changes (form), ==, 2);
  np_model_form_undo (form);
  g_assert_false (np_model_form_get_is_dirty (form));
}

/* A service that clears what is left out: noticed, and given back in one call that
 * leaves nothing out. */
static void
test_give_back_cleared (void)
{
  g_autoptr (WireRig) rig = open_rig (
      NP_PRACTICE_OMITTED_FIELD_CLEARED,
      MODEL (
          "\"Task\":\"old\",\"Domain\":\"nlp\",\"OrderNumber\":7,\"Accessibility\":\"PUBLIC\","
          "\"ExtraInfo\":{\"a\":1,\"b\":4.90}"));
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (NpSaveOutcome) given = NULL;
  g_autoptr (GError) error = NULL;

  type (rig, NP_FIELD_TASK, "new");
  outcome = save (rig);
  assert_outcome (outcome, NP_SAVED_CONFIRMED, 1, 1);
  g_assert_cmpuint (np_save_outcome_get_n_lost (outcome), ==, 4);
  g_assert_cmpint (np_save_outcome_get_lost_field (outcome, 0), ==, NP_FIELD_ACCESSIBILITY);
  g_assert_cmpstr (np_save_outcome_get_lost_text (outcome, 0), ==, "PUBLIC");
  g_assert_cmpstr (np_save_outcome_get_lost_text (outcome, 1), ==, "nlp");
  assert_stored (rig, NP_FIELD_DOMAIN, "");

  given = give_back (rig, outcome, &error);
  g_assert_no_error (error);
  assert_outcome (given, NP_SAVED_CONFIRMED, 4, 4);
  g_assert_cmpuint (np_save_outcome_get_n_lost (given), ==, 0);
  assert_stored (rig, NP_FIELD_MODEL_NAME, "A");
  assert_stored (rig, NP_FIELD_TASK, "new");
  assert_stored (rig, NP_FIELD_DOMAIN, "nlp");
  assert_stored (rig, NP_FIELD_ORDER_NUMBER, "7");
  assert_stored (rig, NP_FIELD_ACCESSIBILITY, "PUBLIC");
  assert_stored (rig, NP_FIELD_EXTRA_INFO, "{\"a\":1,\"b\":4.90}");
  g_assert_false (np_model_form_get_is_dirty (rig->clients[0].form));
}

/* What somebody put there since is not given away for it. */
static void
test_give_back_of_changed (void)
{
  g_autoptr (WireRig) rig = open_rig (NP_PRACTICE_OMITTED_FIELD_CLEARED, OLD);
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (NpSaveOutcome) given = NULL;
  g_autoptr (GError) error = NULL;

  type (rig, NP_FIELD_TASK, "new");
  outcome = save (rig);
  g_assert_cmpuint (np_save_outcome_get_n_lost (outcome), ==, 1);
  wire_rig_put (rig, MODEL ("\"Task\":\"new\",\"Domain\":\"theirs\""));
  given = give_back (rig, outcome, &error);
  g_assert_null (given);
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_CONFLICT);
  assert_stored (rig, NP_FIELD_DOMAIN, "theirs");
}

static WireFate
write_keys_cb (WireRig *rig, const WireRequest *request, gpointer data)
{
  if (g_str_equal (request->operation, "GetModel") && request->number == 3)
    wire_rig_put (rig, EXTRA ("new", "\"a\":1,\"c\":5"));
  return WIRE_DO;
}

/* Extra info that was not sent, key by key: what is gone comes back, what came stays. */
static void
test_give_back_keys (void)
{
  g_autoptr (WireRig)
      rig = open_rig (NP_PRACTICE_SEMANTICS_DEFAULT, EXTRA ("old", "\"a\":1,\"b\":2"));
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (NpSaveOutcome) given = NULL;
  g_autoptr (GError) error = NULL;

  rig->hook = write_keys_cb;
  type (rig, NP_FIELD_TASK, "new");
  outcome = save (rig);
  g_assert_cmpuint (np_save_outcome_get_n_lost (outcome), ==, 1);
  given = give_back (rig, outcome, &error);
  g_assert_no_error (error);
  assert_stored (rig, NP_FIELD_EXTRA_INFO, "{\"a\":1,\"c\":5,\"b\":2}");
}

static void
test_nothing_to_give_back (void)
{
  g_autoptr (WireRig) rig = open_rig (NP_PRACTICE_SEMANTICS_DEFAULT, OLD);
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (NpSaveOutcome) given = NULL;
  g_autoptr (GError) error = NULL;

  type (rig, NP_FIELD_TASK, "new");
  outcome = save (rig);
  given = give_back (rig, outcome, &error);
  g_assert_null (given);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

/* A service that merges extra info cannot take a key out: that is said, by name. */
static void
test_remaining_keys (void)
{
  g_autoptr (WireRig)
      rig = open_rig (NP_PRACTICE_EXTRA_INFO_MERGED, EXTRA ("old", "\"a\":1,\"b\":2,\"c\":3"));
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autofree char *keys = NULL;

  type (rig, NP_FIELD_EXTRA_INFO, "{\"a\":1}");
  outcome = save (rig);
  g_assert_cmpint (np_save_outcome_get_fate (outcome, 0), ==, NP_FATE_NOT_KEPT);
  keys = np_save_outcome_dup_remaining_keys (outcome, 0);
  g_assert_cmpstr (keys, ==, "b, c");
}

/* ------------------------------------------------------------ the history */

static WireFate
fate_cb (WireRig *rig, const WireRequest *request, gpointer data)
{
  return g_str_equal (request->operation, "UpdateModel") ? GPOINTER_TO_INT (data) : WIRE_DO;
}

/* A save that left is remembered, whatever came of it. */
static void
test_history_of_failures (void)
{
  static const struct
  {
    WireFate fate;
    NpSavedResult result;
  } cases[] = {
    { WIRE_REFUSE, NP_SAVED_FAILED },        { WIRE_FAIL, NP_SAVED_FAILED },
    { WIRE_DROP, NP_SAVED_NOT_APPLIED },     { WIRE_DO_AND_DROP, NP_SAVED_CONFIRMED },
    { WIRE_DO_AND_CUT, NP_SAVED_CONFIRMED }, { WIRE_DO_AND_FAIL, NP_SAVED_CONFIRMED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WireRig) rig = open_rig (NP_PRACTICE_SEMANTICS_DEFAULT, OLD);
      g_autoptr (NpSaveOutcome) outcome = NULL;
      g_autoptr (NpHistoryEntry) entry = NULL;
      g_autoptr (GError) error = NULL;

      rig->hook = fate_cb;
      rig->hook_data = GINT_TO_POINTER (cases[i].fate);
      type (rig, NP_FIELD_TASK, "new");
      outcome = wire_rig_save (rig, 0, &error);
      g_assert_true ((outcome == NULL) == (cases[i].result == NP_SAVED_FAILED));
      entry = get_entry (rig, 1, 0);
      g_assert_cmpint (np_history_entry_get_result (entry), ==, cases[i].result);
      g_assert_cmpstr (np_history_entry_get_change_old (entry, 0), ==, "old");
      g_assert_cmpstr (np_history_entry_get_change_new (entry, 0), ==, "new");
      if (cases[i].fate == WIRE_REFUSE)
        {
          g_assert_cmpstr (np_history_entry_get_code (entry), ==, "NoPermission");
          g_assert_cmpstr (np_history_entry_get_request_id (entry), ==, "R-403");
        }
    }
}

/* What never left, what had to be decided first and what was there already is none. */
static void
test_history_of_nothing (void)
{
  g_autoptr (WireRig) rig = open_rig (NP_PRACTICE_SEMANTICS_DEFAULT, OLD);
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (NpSaveOutcome) conflict = NULL;
  g_autoptr (NpHistoryList) list = NULL;

  type (rig, NP_FIELD_TASK, "mine");
  wire_rig_put (rig, MODEL ("\"Task\":\"theirs\",\"Domain\":\"old\""));
  conflict = wire_rig_save (rig, 0, NULL);
  wire_rig_put (rig, MODEL ("\"Task\":\"mine\",\"Domain\":\"old\""));
  outcome = save (rig);
  g_assert_true (np_save_outcome_get_is_already_there (outcome));
  list = load_history (rig, 0);
}

static void
test_history_off (void)
{
  g_autoptr (WireRig) rig = open_rig (NP_PRACTICE_SEMANTICS_DEFAULT, OLD);
  g_autoptr (NpHistoryList) list = NULL;

  np_library_set_keeps_history (rig->library, FALSE);
  save_text (rig, NP_FIELD_TASK, "one");
  np_library_set_keeps_history (rig->library, TRUE);
  save_text (rig, NP_FIELD_TASK, "two");
  list = load_history (rig, 1);
}

static void
added_cb (guint *n)
{
  ++*n;
}

static void
add_entries (WireRig *rig, guint n, guint from)
{
  guint n_added = 0;
  gulong handler = g_signal_connect_swapped (rig->library, "history-changed",
                                             G_CALLBACK (added_cb), &n_added);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("w%uw", from + i);
      g_autoptr (NpHistoryEntry) entry =
          np_history_entry_new (from + i + 1, "account-0", "Work", "127.0.0.1", NULL,
                                WIRE_MODEL_ID, "A", NP_SAVED_CONFIRMED, NULL, NULL, FALSE);

      np_history_entry_take_change (entry, NP_FIELD_TASK, "old", text, text, NP_FATE_KEPT);
      np_library_add_history (rig->library, entry);
    }
  np_await_true (n_added == n);
  g_signal_handler_disconnect (rig->library, handler);
}

static void
wipe (WireRig *rig, const char *account_id)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  np_library_wipe_history_async (rig->library, account_id, NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  g_assert_true (np_library_wipe_history_finish (rig->library, result, &error));
  g_assert_no_error (error);
}

static void
count_cb (GListModel *list, guint position, guint removed, guint added, guint *out_position)
{
  *out_position = position * 1000 + removed * 100 + added;
}

/* Pages come when somebody looks near the end; a new save comes to the top. */
static void
test_history_pages (void)
{
  g_autoptr (WireRig) rig = open_rig (NP_PRACTICE_SEMANTICS_DEFAULT, OLD);
  g_autoptr (NpHistoryList) list = NULL;
  g_autoptr (NpHistoryEntry) last = NULL;
  guint told = 0;

  add_entries (rig, 230, 0);
  list = load_history (rig, 200);
  g_object_unref (g_list_model_get_item (G_LIST_MODEL (list), 0));
  g_assert_false (np_history_list_get_is_loading (list));
  g_object_unref (g_list_model_get_item (G_LIST_MODEL (list), 160));
  np_await_true (g_list_model_get_n_items (G_LIST_MODEL (list)) == 230);
  last = g_list_model_get_item (G_LIST_MODEL (list), 229);
  g_assert_cmpstr (np_history_entry_get_change_new (last, 0), ==, "w0w");

  g_signal_connect (list, "items-changed", G_CALLBACK (count_cb), &told);
  add_entries (rig, 1, 230);
  np_await_true (g_list_model_get_n_items (G_LIST_MODEL (list)) == 231);
  g_assert_cmpuint (told, ==, 1);

  np_history_list_set_search (list, "w229w");
  np_await_true (g_list_model_get_n_items (G_LIST_MODEL (list)) == 1);
  np_history_list_set_search (list, NULL);
  np_await_true (g_list_model_get_n_items (G_LIST_MODEL (list)) == 200);
  wipe (rig, "another");
  wipe (rig, "account-0");
  np_await_true (g_list_model_get_n_items (G_LIST_MODEL (list)) == 0);
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
  g_test_add_func ("/give-back/cleared", test_give_back_cleared);
  g_test_add_func ("/give-back/changed-since", test_give_back_of_changed);
  g_test_add_func ("/give-back/keys", test_give_back_keys);
  g_test_add_func ("/give-back/nothing", test_nothing_to_give_back);
  g_test_add_func ("/give-back/remaining-keys", test_remaining_keys);
  g_test_add_func ("/history/failures", test_history_of_failures);
  g_test_add_func ("/history/nothing", test_history_of_nothing);
  g_test_add_func ("/history/off", test_history_off);
  g_test_add_func ("/history/pages", test_history_pages);

  return g_test_run ();
}
