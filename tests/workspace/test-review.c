/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>

#include "np-api-error.h"
#include "np-await.h"
#include "test-clock.h"
#include "np-review-private.h"
#include "wire-rig-steps.h"

/* What others do while the changes are reviewed, just before they are sent and just
 * after: what is prevented, what is joined and what is told. */

/* Writes as somebody else just before one request is done. */
typedef struct
{
  const char *operation;
  guint number; /* of all requests with this operation, from 0 */
  const char *members;
  WireFate fate; /* of that request */
  guint n_seen;
} Writer;

static WireFate
write_cb (WireRig *rig, const WireRequest *request, gpointer data)
{
  Writer *writer = data;

  if (!g_str_equal (request->operation, writer->operation) ||
      writer->n_seen++ != writer->number)
    return WIRE_DO;
  if (writer->members != NULL)
    wire_rig_put (rig, writer->members);
  return writer->fate;
}

static WireRig *
open_rig (const char *members)
{
  WireRig *rig = wire_rig_new (1);

  wire_rig_put (rig, members);
  wire_rig_open (rig, 0);
  return rig;
}

/* Saves out of a review that has just read the model, while a writer writes. */
static NpSaveOutcome *
save_reviewed (WireRig *rig, Writer *writer)
{
  NpSaveOutcome *outcome = NULL;
  g_autoptr (GError) error = NULL;

  wire_rig_review (rig, 0);
  np_await_true (rig->n_requests[0] == 3);
  np_await_nothing_pending ();
  rig->hook = writer != NULL ? write_cb : NULL;
  rig->hook_data = writer;
  outcome = wire_rig_save (rig, 0, &error);
  rig->hook = NULL;
  g_assert_no_error (error);
  np_document_end_review (rig->clients[0].document);
  return outcome;
}

static NpSaveOutcome *
give_back (WireRig *rig, NpSaveOutcome *outcome)
{
  g_autoptr (GError) error = NULL;
  NpSaveOutcome *given = wire_rig_give_back (rig, outcome, &error);

  g_assert_no_error (error);
  return given;
}

/* ------------------------------------------------------------- the review */

/* The check is done already: what is left is the PUT with its witness, and a look. */
static void
test_saves_without_reading (void)
{
  g_autoptr (WireRig) rig = open_rig (WIRE_OLD);
  g_autoptr (NpSaveOutcome) outcome = NULL;

  wire_rig_type (rig, NP_FIELD_TASK, "mine");
  outcome = save_reviewed (rig, NULL);
  g_assert_cmpuint (rig->n_requests[0], ==, 3 + 3);
  wire_assert_outcome (outcome, NP_SAVED_CONFIRMED, 1, 1);
  g_assert_cmpuint (np_save_outcome_get_n_joined (outcome), ==, 0);
  g_assert_cmpuint (np_save_outcome_get_n_overwritten (outcome), ==, 0);
  wire_assert_stored (rig, NP_FIELD_TASK, "mine");
}

static void
test_states (void)
{
  g_autoptr (WireRig) rig = open_rig (WIRE_OLD);
  NpDocument *document = rig->clients[0].document;
  NpModelMerge *conflict = NULL;

  wire_rig_type (rig, NP_FIELD_TASK, "mine");
  wire_rig_type (rig, NP_FIELD_ORIGIN, "mine");
  np_document_begin_review (document);
  g_assert_cmpint (np_document_get_review_state (document), ==, NP_REVIEW_LOOKING);
  wire_rig_review (rig, 0);
  g_assert_cmpint (np_document_get_review_state (document), ==, NP_REVIEW_CLEAR);

  wire_rig_put (rig, WIRE_MODEL ("\"Task\":\"old\",\"Domain\":\"theirs\""));
  test_clock_turn (NP_REVIEW_INTERVAL_MS);
  np_await_true (np_document_get_review_state (document) == NP_REVIEW_JOINED);
  g_assert_null (np_document_get_conflict (document));

  wire_rig_put (rig, WIRE_MODEL ("\"Task\":\"theirs\",\"Domain\":\"theirs\""));
  np_await_nothing_pending ();
  test_clock_turn (NP_REVIEW_INTERVAL_MS);
  np_await_true (np_document_get_review_state (document) == NP_REVIEW_COLLISION);
  conflict = np_document_get_conflict (document);
  g_assert_cmpuint (np_model_merge_get_n_collisions (conflict), ==, 1);

  /* The same question is not asked anew at each read. */
  np_await_nothing_pending ();
  test_clock_turn (NP_REVIEW_INTERVAL_MS);
  np_await_nothing_pending ();
  g_assert_true (np_document_get_conflict (document) == conflict);

  /* A change that is taken back in the review collides no more. */
  np_model_form_put_back (rig->clients[0].form, NP_FIELD_TASK);
  g_assert_cmpint (np_document_get_review_state (document), ==, NP_REVIEW_JOINED);
  g_assert_null (np_document_get_conflict (document));

  np_document_end_review (document);
  g_assert_cmpint (np_document_get_review_state (document), ==, NP_REVIEW_NONE);
  test_clock_turn (10 * NP_REVIEW_INTERVAL_MS);
  g_assert_cmpuint (test_clock_count (), ==, 0);
}

static void
test_failed_read (void)
{
  g_autoptr (WireRig) rig = open_rig (WIRE_OLD);
  NpDocument *document = rig->clients[0].document;
  Writer writer = { .operation = "GetModel", .fate = WIRE_REFUSE };

  wire_rig_type (rig, NP_FIELD_TASK, "mine");
  rig->hook = write_cb;
  rig->hook_data = &writer;
  wire_rig_review (rig, 0);
  g_assert_cmpint (np_document_get_review_state (document), ==, NP_REVIEW_FAILED);
  test_clock_turn (NP_REVIEW_INTERVAL_MS);
  np_await_true (np_document_get_review_state (document) == NP_REVIEW_CLEAR);
}

/* Every read of the review is held back, so that the last one grows old. */
static WireFate
hold_cb (WireRig *rig, const WireRequest *request, gpointer data)
{
  return WIRE_HOLD;
}

static void
test_old_read_is_not_used (gconstpointer data)
{
  guint age = GPOINTER_TO_UINT (data);
  gboolean is_fresh = age < NP_REVIEW_MAX_AGE_MS;
  g_autoptr (WireRig) rig = open_rig (WIRE_OLD);
  GAsyncResult *slot = NULL;
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  wire_rig_type (rig, NP_FIELD_TASK, "mine");
  wire_rig_review (rig, 0);
  np_await_true (rig->n_requests[0] == 3);
  rig->hook = hold_cb;
  test_clock_turn (age);
  np_await_true (wire_rig_count_held (rig) == 2);
  wire_rig_put (rig, WIRE_MODEL ("\"Task\":\"theirs\",\"Domain\":\"old\""));
  rig->hook = NULL;
  np_document_save_async (rig->clients[0].document, NULL, np_await_result_cb, &slot);
  outcome = wire_rig_finish_save (rig, 0, &slot, &error);
  g_assert_true ((outcome != NULL) == is_fresh);
  if (is_fresh)
    g_assert_cmpuint (np_save_outcome_get_n_overwritten (outcome), ==, 1);
  else
    g_assert_error (error, NP_API_ERROR, NP_API_ERROR_CONFLICT);
  wire_assert_stored (rig, NP_FIELD_TASK, is_fresh ? "mine" : "theirs");
}

/* ------------------------------------------- others, before and after the PUT */

/* What others changed elsewhere is joined, and is in the form afterwards. */
static void
test_joined (void)
{
  g_autoptr (WireRig) rig = open_rig (WIRE_EXTRA ("old", "\"a\":1,\"b\":2"));
  NpModelForm *form = rig->clients[0].form;
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  wire_rig_type (rig, NP_FIELD_TASK, "mine");
  wire_rig_type (rig, NP_FIELD_EXTRA_INFO, "{\"a\":3,\"b\":2}");
  wire_rig_put (rig, WIRE_MODEL ("\"Task\":\"old\",\"Domain\":\"theirs\","
                                 "\"ExtraInfo\":{\"a\":1,\"b\":4,\"c\":5}"));
  outcome = wire_rig_save (rig, 0, &error);
  g_assert_no_error (error);
  wire_assert_outcome (outcome, NP_SAVED_CONFIRMED, 2, 2);
  g_assert_cmpuint (np_save_outcome_get_n_joined (outcome), ==, 2);
  wire_assert_stored (rig, NP_FIELD_TASK, "mine");
  wire_assert_stored (rig, NP_FIELD_DOMAIN, "theirs");
  wire_assert_stored (rig, NP_FIELD_EXTRA_INFO, "{\"a\":3,\"b\":4,\"c\":5}");
  g_assert_false (np_model_form_get_is_dirty (form));
  g_assert_cmpstr (np_model_form_get_text (form, NP_FIELD_DOMAIN), ==, "theirs");
}

static void
test_collision (void)
{
  g_autoptr (WireRig) rig = open_rig (WIRE_OLD);
  NpDocument *document = rig->clients[0].document;
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  wire_rig_type (rig, NP_FIELD_TASK, "mine");
  wire_rig_type (rig, NP_FIELD_DOMAIN, "mine");
  wire_rig_put (rig, WIRE_MODEL ("\"Task\":\"theirs\",\"Domain\":\"old\""));
  outcome = wire_rig_save (rig, 0, &error);
  g_assert_null (outcome);
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "Task"));
  g_assert_null (strstr (error->message, "Domain"));
  g_clear_error (&error);
  g_assert_cmpuint (rig->n_requests[0], ==, 2);

  np_model_merge_choose (np_document_get_conflict (document), 0, NP_MERGE_SIDE_TYPED, "both");
  np_document_settle_conflict (document, np_document_get_conflict (document));
  g_assert_cmpuint (rig->n_requests[0], ==, 2);
  outcome = wire_rig_save (rig, 0, &error);
  g_assert_no_error (error);
  wire_assert_outcome (outcome, NP_SAVED_CONFIRMED, 2, 2);
  wire_assert_stored (rig, NP_FIELD_TASK, "both");
  wire_assert_stored (rig, NP_FIELD_DOMAIN, "mine");
}

/* Somebody else did the same, or an earlier save arrived after all. */
static void
test_already_there (void)
{
  g_autoptr (WireRig) rig = open_rig (WIRE_OLD);
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  wire_rig_type (rig, NP_FIELD_TASK, "mine");
  wire_rig_put (rig, WIRE_MODEL ("\"Task\":\"mine\",\"Domain\":\"theirs\""));
  outcome = wire_rig_save (rig, 0, &error);
  g_assert_no_error (error);
  wire_assert_outcome (outcome, NP_SAVED_CONFIRMED, 0, 0);
  g_assert_true (np_save_outcome_get_is_already_there (outcome));
  g_assert_cmpint (np_save_outcome_get_saved_at (outcome), ==, 0);
  g_assert_cmpuint (rig->n_requests[0], ==, 2);
  g_assert_false (np_model_form_get_is_dirty (rig->clients[0].form));
}

/* Between the check and the witness: ours replaced theirs, and it is told. */
static void
test_overwritten (void)
{
  g_autoptr (WireRig) rig = open_rig (WIRE_OLD);
  Writer writer = { .operation = "GetModel",
                    .members = WIRE_MODEL ("\"Task\":\"theirs\",\"Domain\":\"theirs\"") };
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (NpSaveOutcome) given = NULL;

  wire_rig_type (rig, NP_FIELD_TASK, "mine");
  outcome = save_reviewed (rig, &writer);
  wire_assert_outcome (outcome, NP_SAVED_CONFIRMED, 1, 1);
  g_assert_cmpuint (np_save_outcome_get_n_overwritten (outcome), ==, 1);
  g_assert_cmpint (np_save_outcome_get_overwritten_field (outcome, 0), ==, NP_FIELD_TASK);
  g_assert_cmpstr (np_save_outcome_get_overwritten_text (outcome, 0), ==, "theirs");
  g_assert_cmpuint (np_save_outcome_get_n_lost (outcome), ==, 0);
  wire_assert_stored (rig, NP_FIELD_TASK, "mine");

  given = give_back (rig, outcome);
  wire_assert_outcome (given, NP_SAVED_CONFIRMED, 1, 1);
  wire_assert_stored (rig, NP_FIELD_TASK, "theirs");
  wire_assert_stored (rig, NP_FIELD_DOMAIN, "theirs");
}

/* A key of extra info is as good as a field. */
static void
test_overwritten_key (void)
{
  g_autoptr (WireRig) rig = open_rig (WIRE_EXTRA ("old", "\"a\":1,\"b\":2"));
  Writer writer = { .operation = "GetModel",
                    .members = WIRE_EXTRA ("old", "\"a\":1,\"b\":2,\"c\":7") };
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (NpSaveOutcome) given = NULL;

  wire_rig_type (rig, NP_FIELD_EXTRA_INFO, "{\"a\":3,\"b\":2}");
  outcome = save_reviewed (rig, &writer);
  g_assert_cmpuint (np_save_outcome_get_n_overwritten (outcome), ==, 1);
  g_assert_cmpint (np_save_outcome_get_overwritten_field (outcome, 0), ==, NP_FIELD_EXTRA_INFO);
  wire_assert_stored (rig, NP_FIELD_EXTRA_INFO, "{\"a\":3,\"b\":2}");
  given = give_back (rig, outcome);
  wire_assert_stored (rig, NP_FIELD_EXTRA_INFO, "{\"a\":3,\"b\":2,\"c\":7}");
}

/* A witness that comes after the PUT sees our own value: nothing to tell. */
static void
test_witness_after_put (void)
{
  g_autoptr (WireRig) rig = open_rig (WIRE_OLD);
  Writer writer = { .operation = "GetModel", .fate = WIRE_HOLD };
  GAsyncResult *slot = NULL;
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  wire_rig_type (rig, NP_FIELD_TASK, "mine");
  wire_rig_review (rig, 0);
  np_await_true (rig->n_requests[0] == 3);
  np_await_nothing_pending ();
  rig->hook = write_cb;
  rig->hook_data = &writer;
  np_document_save_async (rig->clients[0].document, NULL, np_await_result_cb, &slot);
  np_await_true (rig->n_requests[0] == 6);
  np_await_nothing_pending ();
  g_assert_null (slot);
  wire_rig_release (rig, 0);
  outcome = wire_rig_finish_save (rig, 0, &slot, &error);
  wire_assert_outcome (outcome, NP_SAVED_CONFIRMED, 1, 1);
  g_assert_cmpuint (np_save_outcome_get_n_overwritten (outcome), ==, 0);
}

/* A witness that is never answered holds nobody up for long. */
static void
test_witness_lost (void)
{
  g_autoptr (WireRig) rig = open_rig (WIRE_OLD);
  Writer writer = { .operation = "GetModel", .fate = WIRE_HOLD };
  GAsyncResult *slot = NULL;
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  wire_rig_type (rig, NP_FIELD_TASK, "mine");
  wire_rig_review (rig, 0);
  np_await_true (rig->n_requests[0] == 3);
  np_await_nothing_pending ();
  np_document_end_review (rig->clients[0].document);
  wire_rig_review (rig, 0);
  np_await_nothing_pending ();
  rig->hook = write_cb;
  rig->hook_data = &writer;
  np_document_save_async (rig->clients[0].document, NULL, np_await_result_cb, &slot);
  np_await_true (test_clock_count () == 1);
  test_clock_turn (2000);
  outcome = wire_rig_finish_save (rig, 0, &slot, &error);
  wire_assert_outcome (outcome, NP_SAVED_CONFIRMED, 1, 1);
  g_assert_cmpuint (np_save_outcome_get_n_overwritten (outcome), ==, 0);
}

/* Right after the PUT: what is there now is told, and we overwrote nothing. */
static void
test_written_after_put (void)
{
  g_autoptr (WireRig) rig = open_rig (WIRE_OLD);
  Writer writer = { .operation = "GetModel",
                    .number = 1,
                    .members = WIRE_MODEL ("\"Task\":\"theirs\",\"Domain\":\"old\"") };
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autofree char *stored = NULL;

  wire_rig_type (rig, NP_FIELD_TASK, "mine");
  outcome = save_reviewed (rig, &writer);
  wire_assert_outcome (outcome, NP_SAVED_STORED_DIFFERENTLY, 0, 1);
  g_assert_cmpint (np_save_outcome_get_fate (outcome, 0), ==, NP_FATE_STORED_AS);
  stored = np_save_outcome_dup_stored_text (outcome, 0);
  g_assert_cmpstr (stored, ==, "theirs");
  g_assert_cmpuint (np_save_outcome_get_n_overwritten (outcome), ==, 0);
  g_assert_true (np_model_form_get_is_changed (rig->clients[0].form, NP_FIELD_TASK));
}

/* ---------------------------------------------------------- the late look */

typedef struct
{
  guint n;
  char *field_texts; /* "field:theirs>ours" of the last one */
} Told;

static void
told_cb (NpDocument *document, NpSaveOutcome *outcome, NpModelChanges *undone, Told *told)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < np_model_changes_get_length (undone); i++)
    g_string_append_printf (text, "%s:%s>%s ",
                            np_field_get_wire_name (np_model_changes_get_field (undone, i)),
                            np_model_changes_get_old_text (undone, i),
                            np_model_changes_get_new_text (undone, i));
  told->n++;
  g_free (told->field_texts);
  told->field_texts = g_string_free (g_steal_pointer (&text), FALSE);
}

static WireRig *
open_watched_rig (const char *members, Told *told)
{
  WireRig *rig = open_rig (members);

  g_signal_connect (rig->clients[0].document, "changed-after-save", G_CALLBACK (told_cb), told);
  return rig;
}

static void
save (WireRig *rig)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NpSaveOutcome) outcome = wire_rig_save (rig, 0, &error);

  g_assert_no_error (error);
}

/* The look is quiet: it is over when its request has been answered. */
static void
look_late (WireRig *rig)
{
  guint n_before = rig->n_requests[0];

  test_clock_turn (15000);
  np_await_true (rig->n_requests[0] == n_before + 1);
  np_await_true (test_clock_count () == 0);
  np_await_nothing_pending ();
}

static void
test_changed_after_save (void)
{
  Told told = { 0 };
  g_autoptr (WireRig) rig = open_watched_rig (WIRE_OLD, &told);

  wire_rig_type (rig, NP_FIELD_TASK, "mine");
  save (rig);
  wire_rig_put (rig, WIRE_MODEL ("\"Task\":\"theirs\",\"Domain\":\"theirs\""));
  test_clock_turn (14999);
  g_assert_cmpuint (told.n, ==, 0);
  test_clock_turn (1);
  np_await_true (told.n == 1);
  g_assert_cmpstr (told.field_texts, ==, "Task:theirs>mine ");
  g_assert_cmpuint (test_clock_count (), ==, 0);
  g_free (told.field_texts);
}

/* Nothing happened, or only what has nothing to do with the save. */
static void
test_nothing_to_tell (void)
{
  Told told = { 0 };
  g_autoptr (WireRig) rig = open_watched_rig (WIRE_EXTRA ("old", "\"a\":1"), &told);

  wire_rig_type (rig, NP_FIELD_EXTRA_INFO, "{\"a\":2}");
  save (rig);
  look_late (rig);
  wire_rig_type (rig, NP_FIELD_EXTRA_INFO, "{\"a\":3}");
  save (rig);
  wire_rig_put (rig, WIRE_MODEL ("\"Task\":\"theirs\",\"ExtraInfo\":{\"a\":3,\"b\":1}"));
  look_late (rig);
  g_assert_cmpuint (told.n, ==, 0);
}

/* What is saved again is for the later look. */
static void
test_saved_again (void)
{
  Told told = { 0 };
  g_autoptr (WireRig) rig = open_watched_rig (WIRE_OLD, &told);

  wire_rig_type (rig, NP_FIELD_TASK, "one");
  wire_rig_type (rig, NP_FIELD_DOMAIN, "one");
  save (rig);
  test_clock_turn (1000);
  wire_rig_type (rig, NP_FIELD_TASK, "two");
  save (rig);
  test_clock_turn (14000);
  np_await_nothing_pending ();
  np_await_true (test_clock_count () == 1);
  g_assert_cmpuint (told.n, ==, 0);
  wire_rig_put (rig, WIRE_MODEL ("\"Task\":\"theirs\",\"Domain\":\"one\""));
  test_clock_turn (1000);
  np_await_true (told.n == 1);
  g_assert_cmpstr (told.field_texts, ==, "Task:theirs>two ");
  g_free (told.field_texts);
}

static void
test_closed_is_not_told (void)
{
  Told told = { 0 };
  g_autoptr (WireRig) rig = open_watched_rig (WIRE_OLD, &told);

  wire_rig_type (rig, NP_FIELD_TASK, "mine");
  save (rig);
  wire_rig_put (rig, WIRE_MODEL ("\"Task\":\"theirs\",\"Domain\":\"old\""));
  np_document_close (rig->clients[0].document);
  g_assert_cmpuint (test_clock_count (), ==, 0);
  g_assert_cmpuint (told.n, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  test_clock_install ();

  g_test_add_func ("/review/saves-without-reading", test_saves_without_reading);
  g_test_add_func ("/review/states", test_states);
  g_test_add_func ("/review/failed-read", test_failed_read);
  g_test_add_data_func ("/review/read-of-9-seconds", GUINT_TO_POINTER (9000),
                        test_old_read_is_not_used);
  g_test_add_data_func ("/review/read-of-10-seconds", GUINT_TO_POINTER (10000),
                        test_old_read_is_not_used);
  g_test_add_func ("/others/joined", test_joined);
  g_test_add_func ("/others/collision", test_collision);
  g_test_add_func ("/others/already-there", test_already_there);
  g_test_add_func ("/others/overwritten", test_overwritten);
  g_test_add_func ("/others/overwritten-key", test_overwritten_key);
  g_test_add_func ("/others/witness-after-put", test_witness_after_put);
  g_test_add_func ("/others/witness-lost", test_witness_lost);
  g_test_add_func ("/others/written-after-put", test_written_after_put);
  g_test_add_func ("/late-look/changed", test_changed_after_save);
  g_test_add_func ("/late-look/nothing", test_nothing_to_tell);
  g_test_add_func ("/late-look/saved-again", test_saved_again);
  g_test_add_func ("/late-look/closed", test_closed_is_not_told);

  return g_test_run ();
}
