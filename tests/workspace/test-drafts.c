/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <signal.h>
#include <sys/resource.h>

#include "np-api-error.h"
#include "np-await.h"
#include "test-clock.h"
#include "workspace-rig.h"

/* What is typed and not saved: when it is written down, and how it comes back. */

#define MODEL(members) "\"ModelName\":\"A\"," members

static WorkspaceRig *
open_rig (const char *members)
{
  WorkspaceRig *rig = workspace_rig_new ();
  g_autoptr (GError) error = NULL;

  workspace_rig_keep (rig);
  workspace_rig_put_model (rig, RIG_MODEL_ID, members);
  workspace_rig_open (rig, RIG_MODEL_ID, &error);
  g_assert_no_error (error);
  return rig;
}

static void
reopen (WorkspaceRig *rig)
{
  g_autoptr (GError) error = NULL;

  workspace_rig_open (rig, RIG_MODEL_ID, &error);
  g_assert_no_error (error);
}

static void
flush (WorkspaceRig *rig)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (workspace_rig_flush (rig, &error));
  g_assert_no_error (error);
}

static void
assert_note (WorkspaceRig *rig, NpDraftNote note)
{
  g_assert_cmpint (np_document_get_draft_note (rig->document), ==, note);
  g_assert_true ((np_document_get_draft_edited_at (rig->document) > 0) ==
                 (note != NP_DRAFT_NOTE_NONE));
}

/* What is written down of a field; "" if nothing is. */
static char *
dup_written (WorkspaceRig *rig, NpFieldId id)
{
  g_autoptr (GPtrArray) drafts = workspace_rig_load_drafts (rig);
  const char *text = drafts->len > 0 ? np_draft_get_text (drafts->pdata[0], id) : NULL;

  g_assert_cmpuint (drafts->len, <=, 1);
  return g_strdup (text != NULL ? text : "");
}

static void
assert_written (WorkspaceRig *rig, NpFieldId id, const char *text)
{
  g_autofree char *written = dup_written (rig, id);

  g_assert_cmpstr (written, ==, text);
}

static gboolean
is_written (WorkspaceRig *rig, NpFieldId id, const char *text)
{
  g_autofree char *written = dup_written (rig, id);

  return g_str_equal (written, text);
}

/* Half a second after the first keystroke at the latest, however fast somebody types. */
static void
test_written_while_typing (void)
{
  g_autoptr (WorkspaceRig) rig = open_rig (MODEL ("\"Task\":\"old\""));

  np_model_form_set_text (rig->form, NP_FIELD_TASK, "a");
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *text =
          g_strdup_printf ("%sb", np_model_form_get_text (rig->form, NP_FIELD_TASK));

      test_clock_turn (100);
      np_model_form_set_text (rig->form, NP_FIELD_TASK, text);
    }
  assert_written (rig, NP_FIELD_TASK, "");
  test_clock_turn (100);
  np_await_true (is_written (rig, NP_FIELD_TASK, "abbbb"));
}

/* What was typed while the draft was on its way is in the next one. */
static void
test_newest_wins (void)
{
  g_autoptr (WorkspaceRig) rig = open_rig (MODEL ("\"Task\":\"old\""));

  np_model_form_set_text (rig->form, NP_FIELD_TASK, "first");
  test_clock_turn (500);
  np_model_form_set_text (rig->form, NP_FIELD_TASK, "second");
  np_await_true (is_written (rig, NP_FIELD_TASK, "first"));
  test_clock_turn (500);
  np_await_true (is_written (rig, NP_FIELD_TASK, "second"));
}

/* Who waits for all to be written does not wait for the clock. */
static void
test_flush_while_writing (void)
{
  g_autoptr (WorkspaceRig) rig = open_rig (MODEL ("\"Task\":\"old\""));

  np_model_form_set_text (rig->form, NP_FIELD_TASK, "first");
  test_clock_turn (500);
  np_model_form_set_text (rig->form, NP_FIELD_TASK, "second");
  flush (rig);
  assert_written (rig, NP_FIELD_TASK, "second");
  np_model_form_set_text (rig->form, NP_FIELD_TASK, "third");
  test_clock_turn (500);
  np_model_form_put_back_all (rig->form);
  np_await_true (is_written (rig, NP_FIELD_TASK, ""));
}

static void
test_dropped_when_clean (void)
{
  g_autoptr (WorkspaceRig) rig = open_rig (MODEL ("\"Task\":\"old\""));

  np_model_form_set_text (rig->form, NP_FIELD_TASK, "typed");
  flush (rig);
  assert_written (rig, NP_FIELD_TASK, "typed");
  np_model_form_set_text (rig->form, NP_FIELD_TASK, "old");
  np_await_true (is_written (rig, NP_FIELD_TASK, ""));
}

static void
test_dropped_when_saved (void)
{
  g_autoptr (WorkspaceRig) rig = open_rig (MODEL ("\"Task\":\"old\""));
  g_autoptr (NpSaveOutcome) outcome = NULL;

  np_model_form_set_text (rig->form, NP_FIELD_TASK, "typed");
  flush (rig);
  outcome = workspace_rig_save (rig, NULL);
  workspace_rig_assert_outcome (outcome, NP_SAVED_CONFIRMED, 1, 1);
  np_await_true (is_written (rig, NP_FIELD_TASK, ""));
}

/* Edits made while the save was on its way are unsaved, and are kept as such. */
static void
test_edits_while_saving (void)
{
  g_autoptr (WorkspaceRig) rig = open_rig (MODEL ("\"Task\":\"old\",\"Domain\":\"old\""));
  GAsyncResult *slot = NULL;
  g_autoptr (NpSaveOutcome) outcome = NULL;

  np_model_form_set_text (rig->form, NP_FIELD_TASK, "saved");
  np_document_save_async (rig->document, NULL, np_await_result_cb, &slot);
  np_model_form_set_text (rig->form, NP_FIELD_DOMAIN, "typed later");
  outcome = workspace_rig_finish_save (rig, &slot, NULL);
  workspace_rig_assert_outcome (outcome, NP_SAVED_CONFIRMED, 1, 1);
  workspace_rig_restart (rig);
  reopen (rig);
  assert_note (rig, NP_DRAFT_NOTE_RESTORED);
  workspace_rig_assert_text (rig, NP_FIELD_TASK, "saved");
  workspace_rig_assert_text (rig, NP_FIELD_DOMAIN, "typed later");
  g_assert_cmpuint (np_model_form_get_n_changes (rig->form), ==, 1);
}

static void
test_restored (void)
{
  g_autoptr (WorkspaceRig) rig = open_rig (MODEL ("\"Task\":\"old\""));
  gint64 edited_at = 0;

  np_model_form_set_text (rig->form, NP_FIELD_TASK, "mine");
  np_model_form_set_text (rig->form, NP_FIELD_ORDER_NUMBER, "not a number");
  workspace_rig_restart (rig);
  reopen (rig);
  assert_note (rig, NP_DRAFT_NOTE_RESTORED);
  workspace_rig_assert_text (rig, NP_FIELD_TASK, "mine");
  workspace_rig_assert_text (rig, NP_FIELD_ORDER_NUMBER, "not a number");
  g_assert_cmpuint (np_model_form_get_n_changes (rig->form), ==, 2);
  edited_at = np_document_get_draft_edited_at (rig->document);

  /* To look at it again is no edit. */
  workspace_rig_restart (rig);
  reopen (rig);
  assert_note (rig, NP_DRAFT_NOTE_RESTORED);
  g_assert_cmpint (np_document_get_draft_edited_at (rig->document), ==, edited_at);

  np_document_discard_draft (rig->document);
  assert_note (rig, NP_DRAFT_NOTE_NONE);
  workspace_rig_assert_text (rig, NP_FIELD_TASK, "old");
  workspace_rig_restart (rig);
  reopen (rig);
  assert_note (rig, NP_DRAFT_NOTE_NONE);
  g_assert_false (np_model_form_get_is_dirty (rig->form));
}

/* An earlier save arrived after all, or somebody wrote the same: nothing to tell. */
static void
test_equal_is_dropped (void)
{
  g_autoptr (WorkspaceRig) rig = open_rig (MODEL ("\"Task\":\"old\""));

  np_model_form_set_text (rig->form, NP_FIELD_TASK, "mine");
  workspace_rig_restart (rig);
  workspace_rig_put_model (rig, RIG_MODEL_ID, MODEL ("\"Task\":\"mine\",\"Domain\":\"new\""));
  reopen (rig);
  assert_note (rig, NP_DRAFT_NOTE_NONE);
  g_assert_false (np_model_form_get_is_dirty (rig->form));
  workspace_rig_assert_text (rig, NP_FIELD_TASK, "mine");
  np_await_true (is_written (rig, NP_FIELD_TASK, ""));
}

static void
test_joined (void)
{
  g_autoptr (WorkspaceRig)
      rig = open_rig (MODEL ("\"Task\":\"old\",\"ExtraInfo\":{\"a\":1,\"b\":2}"));

  np_model_form_set_text (rig->form, NP_FIELD_TASK, "mine");
  np_model_form_set_text (rig->form, NP_FIELD_EXTRA_INFO, "{\"a\":1,\"b\":3}");
  workspace_rig_restart (rig);
  workspace_rig_put_model (
      rig, RIG_MODEL_ID,
      MODEL ("\"Task\":\"old\",\"Domain\":\"theirs\",\"ExtraInfo\":{\"a\":4,\"b\":2}"));
  reopen (rig);
  assert_note (rig, NP_DRAFT_NOTE_JOINED);
  g_assert_cmpuint (np_document_get_draft_n_joined (rig->document), ==, 2);
  g_assert_null (np_document_get_conflict (rig->document));
  workspace_rig_assert_text (rig, NP_FIELD_TASK, "mine");
  workspace_rig_assert_text (rig, NP_FIELD_DOMAIN, "theirs");
  g_assert_true (np_model_texts_equal (NP_FIELD_EXTRA_INFO,
                                       np_model_form_get_text (rig->form, NP_FIELD_EXTRA_INFO),
                                       "{\"a\":4,\"b\":3}"));
  g_assert_cmpuint (np_model_form_get_n_changes (rig->form), ==, 2);
}

static void
test_conflict (void)
{
  g_autoptr (WorkspaceRig) rig = open_rig (MODEL ("\"Task\":\"old\""));
  NpModelMerge *conflict = NULL;

  np_model_form_set_text (rig->form, NP_FIELD_TASK, "mine");
  np_model_form_set_text (rig->form, NP_FIELD_DOMAIN, "mine");
  workspace_rig_restart (rig);
  workspace_rig_put_model (rig, RIG_MODEL_ID,
                           MODEL ("\"Task\":\"theirs\",\"Origin\":\"theirs\""));
  reopen (rig);
  assert_note (rig, NP_DRAFT_NOTE_CONFLICT);
  workspace_rig_assert_text (rig, NP_FIELD_TASK, "mine");
  workspace_rig_assert_text (rig, NP_FIELD_DOMAIN, "mine");
  conflict = np_document_get_conflict (rig->document);
  g_assert_cmpuint (np_model_merge_get_n_collisions (conflict), ==, 1);
  g_assert_cmpstr (np_model_merge_get_collision_text (conflict, 0, NP_MERGE_SIDE_THEIRS), ==,
                   "theirs");

  np_model_merge_choose (conflict, 0, NP_MERGE_SIDE_THEIRS, NULL);
  np_document_settle_conflict (rig->document, conflict);
  workspace_rig_assert_text (rig, NP_FIELD_TASK, "theirs");
  workspace_rig_assert_text (rig, NP_FIELD_DOMAIN, "mine");
  workspace_rig_assert_text (rig, NP_FIELD_ORIGIN, "theirs");
  g_assert_cmpuint (np_model_form_get_n_changes (rig->form), ==, 1);
}

/* A conflict that nobody settled is still one after the next start. */
static void
test_conflict_stays (void)
{
  g_autoptr (WorkspaceRig) rig = open_rig (MODEL ("\"Task\":\"old\""));
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  np_model_form_set_text (rig->form, NP_FIELD_TASK, "mine");
  workspace_rig_restart (rig);
  workspace_rig_put_model (rig, RIG_MODEL_ID, MODEL ("\"Task\":\"theirs\""));
  reopen (rig);
  np_document_drop_conflict (rig->document);
  np_model_form_set_text (rig->form, NP_FIELD_DOMAIN, "mine");
  workspace_rig_restart (rig);
  reopen (rig);
  assert_note (rig, NP_DRAFT_NOTE_CONFLICT);
  workspace_rig_assert_text (rig, NP_FIELD_DOMAIN, "mine");
  outcome = workspace_rig_save (rig, &error);
  g_assert_null (outcome);
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_CONFLICT);
  g_assert_cmpuint (workspace_rig_count (rig, "PUT"), ==, 0);
}

/* The model is gone: what was typed can still be had. */
static void
test_orphan (void)
{
  g_autoptr (WorkspaceRig) rig = open_rig (MODEL ("\"Task\":\"old\""));
  NpDraft *draft = NULL;
  g_autoptr (GError) error = NULL;

  np_model_form_set_text (rig->form, NP_FIELD_TASK, "mine");
  workspace_rig_restart (rig);
  np_practice_service_push_fault (rig->service, "GetModel", NP_PRACTICE_FAULT_MODEL_NOT_FOUND);
  g_assert_false (workspace_rig_open (rig, RIG_MODEL_ID, &error));
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_NOT_FOUND);
  draft = np_document_get_orphan_draft (rig->document);
  g_assert_nonnull (draft);
  g_assert_cmpstr (np_draft_get_text (draft, NP_FIELD_TASK), ==, "mine");
  g_assert_cmpstr (np_draft_get_model_id (draft), ==, RIG_MODEL_ID);

  reopen (rig);
  g_assert_null (np_document_get_orphan_draft (rig->document));
  assert_note (rig, NP_DRAFT_NOTE_RESTORED);
}

/* Another model is opened: the edits of the first wait for it, and its own do not
 * mix with them. */
static void
test_model_switch (void)
{
  g_autoptr (WorkspaceRig) rig = open_rig (MODEL ("\"Task\":\"old\""));
  g_autoptr (GError) error = NULL;

  np_model_form_set_text (rig->form, NP_FIELD_TASK, "mine");
  g_assert_true (workspace_rig_open (rig, RIG_OTHER_ID, &error));
  g_assert_no_error (error);
  assert_note (rig, NP_DRAFT_NOTE_NONE);
  g_assert_false (np_model_form_get_is_dirty (rig->form));
  np_model_form_set_text (rig->form, NP_FIELD_DOMAIN, "other");
  reopen (rig);
  assert_note (rig, NP_DRAFT_NOTE_RESTORED);
  workspace_rig_assert_text (rig, NP_FIELD_TASK, "mine");
  g_assert_cmpuint (np_model_form_get_n_changes (rig->form), ==, 1);
  g_assert_true (workspace_rig_open (rig, RIG_OTHER_ID, &error));
  workspace_rig_assert_text (rig, NP_FIELD_DOMAIN, "other");
}

/* The same model again, with edits that are a moment old. */
static void
test_reopen_keeps_edits (void)
{
  g_autoptr (WorkspaceRig) rig = open_rig (MODEL ("\"Task\":\"old\""));

  np_model_form_set_text (rig->form, NP_FIELD_TASK, "mine");
  reopen (rig);
  workspace_rig_assert_text (rig, NP_FIELD_TASK, "mine");
  np_model_form_set_text (rig->form, NP_FIELD_TASK, "old");
  reopen (rig);
  g_assert_false (np_model_form_get_is_dirty (rig->form));
}

static void
test_close_keeps_edits (void)
{
  g_autoptr (WorkspaceRig) rig = open_rig (MODEL ("\"Task\":\"old\""));

  np_model_form_set_text (rig->form, NP_FIELD_TASK, "mine");
  np_document_close (rig->document);
  reopen (rig);
  assert_note (rig, NP_DRAFT_NOTE_RESTORED);
  workspace_rig_assert_text (rig, NP_FIELD_TASK, "mine");
}

/* ------------------------------------------------------------- a full disk */

#define BIG (4 * 1024 * 1024)

typedef struct
{
  guint n;
  guint n_over; /* how often it was told that it works again */
  int code;
} Failures;

static void
failed_cb (NpDocument *document, const GError *error, Failures *failures)
{
  if (error == NULL)
    {
      failures->n_over++;
      return;
    }
  failures->n++;
  failures->code = error->code;
  g_assert_true (error->domain == G_IO_ERROR);
}

/* Files may not grow beyond this: as good as a full disk. */
static void
set_file_limit (rlim_t bytes)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = bytes;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static gboolean
is_subprocess (void)
{
  if (g_test_subprocess ())
    {
      signal (SIGXFSZ, SIG_IGN);
      return TRUE;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
  return FALSE;
}

static void
type_much (WorkspaceRig *rig, const char *last)
{
  g_autofree char *much = g_strnfill (BIG, 'x');
  g_autofree char *text = g_strconcat (much, last, NULL);

  np_model_form_set_text (rig->form, NP_FIELD_MODEL_DESCRIPTION, text);
}

/* Told once until a write has worked again; the edits stay, and are tried every ten
 * seconds and with the next edit. */
static void
test_disk_full (void)
{
  g_autoptr (WorkspaceRig) rig = NULL;
  g_autoptr (GError) error = NULL;
  Failures failures = { 0 };

  if (!is_subprocess ())
    return;
  rig = open_rig (MODEL ("\"Task\":\"old\""));
  np_model_form_set_text (rig->form, NP_FIELD_TASK, "small");
  flush (rig);
  g_signal_connect (rig->document, "draft-failed", G_CALLBACK (failed_cb), &failures);
  set_file_limit (BIG);
  type_much (rig, "one");
  test_clock_turn (500);
  np_await_true (failures.n == 1);
  assert_written (rig, NP_FIELD_TASK, "small");
  assert_written (rig, NP_FIELD_MODEL_DESCRIPTION, "");
  g_assert_true (
      g_str_has_suffix (np_model_form_get_text (rig->form, NP_FIELD_MODEL_DESCRIPTION), "one"));

  test_clock_turn (10000);
  g_assert_false (workspace_rig_flush (rig, &error));
  g_assert_true (error->domain == G_IO_ERROR);
  g_clear_error (&error);
  type_much (rig, "two");
  test_clock_turn (500);
  g_assert_false (workspace_rig_flush (rig, &error));
  g_assert_cmpuint (failures.n, ==, 1);

  set_file_limit (RLIM_INFINITY);
  test_clock_turn (10000);
  np_await_true (is_written (rig, NP_FIELD_TASK, "small"));
  flush (rig);
  set_file_limit (BIG);
  type_much (rig, "three");
  test_clock_turn (500);
  np_await_true (failures.n == 2);
  g_assert_cmpuint (failures.n_over, ==, 1);
  set_file_limit (RLIM_INFINITY);
  type_much (rig, "and three");
  test_clock_turn (500);
  np_await_true (failures.n_over == 2);
  g_assert_true (workspace_rig_flush (rig, NULL));
  workspace_rig_restart (rig);
  reopen (rig);
  g_assert_true (g_str_has_suffix (
      np_model_form_get_text (rig->form, NP_FIELD_MODEL_DESCRIPTION), "three"));
}

/* A model that was left while the disk was full: its edits are there when it is opened
 * again, and are written when there is room. */
static void
test_disk_full_and_left (void)
{
  g_autoptr (WorkspaceRig) rig = NULL;
  g_autoptr (GError) error = NULL;
  Failures failures = { 0 };

  if (!is_subprocess ())
    return;
  rig = open_rig (MODEL ("\"Task\":\"old\""));
  g_signal_connect (rig->document, "draft-failed", G_CALLBACK (failed_cb), &failures);
  set_file_limit (BIG);
  type_much (rig, "one");
  g_assert_true (workspace_rig_open (rig, RIG_OTHER_ID, &error));
  np_await_true (failures.n == 1);
  g_assert_false (workspace_rig_flush (rig, &error));
  reopen (rig);
  g_assert_true (
      g_str_has_suffix (np_model_form_get_text (rig->form, NP_FIELD_MODEL_DESCRIPTION), "one"));
  g_assert_true (workspace_rig_open (rig, RIG_OTHER_ID, NULL));
  set_file_limit (RLIM_INFINITY);
  test_clock_turn (10000);
  flush (rig);
  workspace_rig_restart (rig);
  reopen (rig);
  g_assert_true (
      g_str_has_suffix (np_model_form_get_text (rig->form, NP_FIELD_MODEL_DESCRIPTION), "one"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  test_clock_install ();

  g_test_add_func ("/drafts/written-while-typing", test_written_while_typing);
  g_test_add_func ("/drafts/newest-wins", test_newest_wins);
  g_test_add_func ("/drafts/flush-while-writing", test_flush_while_writing);
  g_test_add_func ("/drafts/dropped/clean", test_dropped_when_clean);
  g_test_add_func ("/drafts/dropped/saved", test_dropped_when_saved);
  g_test_add_func ("/drafts/dropped/equal", test_equal_is_dropped);
  g_test_add_func ("/drafts/edits-while-saving", test_edits_while_saving);
  g_test_add_func ("/drafts/restored", test_restored);
  g_test_add_func ("/drafts/joined", test_joined);
  g_test_add_func ("/drafts/conflict", test_conflict);
  g_test_add_func ("/drafts/conflict/stays", test_conflict_stays);
  g_test_add_func ("/drafts/orphan", test_orphan);
  g_test_add_func ("/drafts/model-switch", test_model_switch);
  g_test_add_func ("/drafts/reopen", test_reopen_keeps_edits);
  g_test_add_func ("/drafts/close", test_close_keeps_edits);
  g_test_add_func ("/drafts/disk-full", test_disk_full);
  g_test_add_func ("/drafts/disk-full/left", test_disk_full_and_left);

  return g_test_run ();
}
