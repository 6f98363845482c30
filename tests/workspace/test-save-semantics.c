/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "test-clock.h"
#include "wire-rig-steps.h"

/* No document says whether a field that is left out stays, whether extra info is
 * replaced or merged and whether an empty text clears. Whatever a service does, and
 * whatever becomes of the PUT on its way: what a save says is what the service has. */

#define BASE                                                                          \
  "\"ModelName\":\"A\",\"ModelDescription\":\"about\",\"Accessibility\":\"PUBLIC\","  \
  "\"Origin\":\"ModelScope\",\"Task\":\"old\",\"OrderNumber\":7,\"ParameterSize\":9," \
  "\"ExtraInfo\":{\"a\":1,\"b\":4.90,\"c\":[1,2]}"

typedef struct
{
  const char *name;
  const char *texts[NP_N_FIELDS];
} Edits;

static const Edits all_edits[] = {
  { "a text", { [NP_FIELD_TASK] = "new" } },
  { "an emptied text", { [NP_FIELD_ORIGIN] = "", [NP_FIELD_TASK] = "new" } },
  { "only emptied", { [NP_FIELD_ORIGIN] = "" } },
  { "a key changed", { [NP_FIELD_EXTRA_INFO] = "{\"a\":2,\"b\":4.90,\"c\":[1,2]}" } },
  { "a key added", { [NP_FIELD_EXTRA_INFO] = "{\"a\":1,\"b\":4.90,\"c\":[1,2],\"d\":0}" } },
  { "a key taken out", { [NP_FIELD_EXTRA_INFO] = "{\"a\":1,\"c\":[1,2]}" } },
  { "all kinds",
    { [NP_FIELD_MODEL_NAME] = "B",
      [NP_FIELD_ACCESSIBILITY] = "PRIVATE",
      [NP_FIELD_ORIGIN] = "",
      [NP_FIELD_ORDER_NUMBER] = "-8",
      [NP_FIELD_EXTRA_INFO] = "{\"a\":1,\"d\":{\"x\":null}}" } },
};

static const WireFate fates[] = {
  WIRE_DO,          WIRE_DROP, WIRE_DO_AND_DROP, WIRE_DO_AND_CUT,
  WIRE_DO_AND_FAIL, WIRE_FAIL, WIRE_REFUSE,
};

static WireFate
fate_cb (WireRig *rig, const WireRequest *request, gpointer data)
{
  return g_str_equal (request->operation, "UpdateModel") ? GPOINTER_TO_INT (data) : WIRE_DO;
}

static NpModel *
read_service (WireRig *rig)
{
  g_autoptr (GBytes) json = np_practice_state_dup_model_json (rig->state, WIRE_MODEL_ID);

  return np_model_new_from_json (json, NULL);
}

/* Each sentence about a field that was sent is true. */
static void
assert_fates (NpSaveOutcome *outcome, NpModel *now)
{
  NpModelChanges *changes = np_save_outcome_get_changes (outcome);

  for (guint i = 0; i < np_model_changes_get_length (changes); i++)
    {
      NpFieldId id = np_model_changes_get_field (changes, i);
      const char *text = np_model_get_text (now, id);
      g_autofree char *stored = np_save_outcome_dup_stored_text (outcome, i);
      gboolean is_kept = np_model_changes_is_kept (changes, i, now);

      g_assert_cmpstr (stored, ==, text);
      g_assert_true ((np_save_outcome_get_fate (outcome, i) == NP_FATE_KEPT) == is_kept);
      if (np_save_outcome_get_fate (outcome, i) == NP_FATE_NOT_KEPT &&
          id != NP_FIELD_EXTRA_INFO)
        g_assert_true (
            np_model_texts_equal (id, text, np_model_changes_get_old_text (changes, i)));
    }
}

/* A field that nobody here touched is told as lost if, and only if, it is. */
static void
assert_lost (NpSaveOutcome *outcome, NpModel *before, NpModel *now)
{
  guint n_lost = 0;

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      const char *old = np_model_get_text (before, id);
      gboolean was_sent = np_model_changes_has_field (np_save_outcome_get_changes (outcome), id,
                                                      NULL);
      gboolean is_lost = !was_sent && *old != '\0' &&
                         !np_model_texts_equal (id, old, np_model_get_text (now, id));

      if (!is_lost)
        continue;
      g_assert_cmpint (np_save_outcome_get_lost_field (outcome, n_lost), ==, id);
      g_assert_cmpstr (np_save_outcome_get_lost_text (outcome, n_lost), ==, old);
      n_lost++;
    }
  g_assert_cmpuint (np_save_outcome_get_n_lost (outcome), ==, n_lost);
}

/* The form marks what the service does not have, and nothing else. */
static void
assert_form (WireRig *rig, const Edits *edits, NpModel *now)
{
  NpModelForm *form = rig->clients[0].form;

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      const char *text = np_model_form_get_text (form, id);

      if (edits->texts[id] != NULL && np_model_form_get_is_changed (form, id))
        g_assert_true (np_model_texts_equal (id, text, edits->texts[id]));
      g_assert_true (np_model_form_get_is_changed (form, id) ==
                     !np_model_texts_equal (id, text, np_model_get_text (now, id)));
    }
}

static void
give_back (WireRig *rig, NpSaveOutcome *outcome)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NpSaveOutcome) given = wire_rig_give_back (rig, outcome, &error);
  g_autoptr (NpModel) now = NULL;

  g_assert_no_error (error);
  now = read_service (rig);
  for (guint i = 0; i < np_save_outcome_get_n_lost (outcome); i++)
    {
      NpFieldId id = np_save_outcome_get_lost_field (outcome, i);

      g_assert_true (np_model_texts_equal (id, np_model_get_text (now, id),
                                           np_save_outcome_get_lost_text (outcome, i)));
    }
  /* What was saved before is still there. */
  for (guint i = 0; i < np_save_outcome_get_n_changes (outcome); i++)
    {
      if (np_save_outcome_get_fate (outcome, i) == NP_FATE_KEPT)
        g_assert_true (
            np_model_changes_is_kept (np_save_outcome_get_changes (outcome), i, now));
    }
}

/* An outcome that must not be told after this fate. */
static void
assert_possible (NpSavedResult result, WireFate fate)
{
  if (fate == WIRE_DROP)
    g_assert_cmpint (result, ==, NP_SAVED_NOT_APPLIED);
  else
    g_assert_cmpint (result, !=, NP_SAVED_UNKNOWN);
  g_assert_cmpint (result, !=, NP_SAVED_UNCONFIRMED);
}

static void
try_one (WireRig *rig, NpPracticeSemantics semantics, const Edits *edits, WireFate fate)
{
  g_autoptr (NpModel) before = NULL;
  g_autoptr (NpModel) now = NULL;
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  wire_rig_reset (rig, semantics, BASE);
  wire_rig_restart (rig, 0);
  wire_rig_open (rig, 0);
  before = read_service (rig);
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      if (edits->texts[id] != NULL)
        np_model_form_set_text (rig->clients[0].form, id, edits->texts[id]);
    }
  rig->hook = fate_cb;
  rig->hook_data = GINT_TO_POINTER (fate);
  outcome = wire_rig_save (rig, 0, &error);
  rig->hook = NULL;
  now = read_service (rig);
  assert_form (rig, edits, now);
  if (outcome == NULL)
    {
      /* An error means that nothing was done. */
      for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
        g_assert_cmpstr (np_model_get_text (now, id), ==, np_model_get_text (before, id));
      return;
    }
  assert_possible (np_save_outcome_get_result (outcome), fate);
  assert_fates (outcome, now);
  assert_lost (outcome, before, now);
  if (np_save_outcome_get_n_lost (outcome) > 0)
    give_back (rig, outcome);
}

static void
test_semantics (gconstpointer data)
{
  NpPracticeSemantics semantics = GPOINTER_TO_UINT (data);
  g_autoptr (WireRig) rig = wire_rig_new (1);

  for (gsize i = 0; i < G_N_ELEMENTS (all_edits); i++)
    {
      for (gsize k = 0; k < G_N_ELEMENTS (fates); k++)
        {
          g_test_message ("%s, fate %d", all_edits[i].name, (int) fates[k]);
          try_one (rig, semantics, &all_edits[i], fates[k]);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  test_clock_install ();

  for (guint semantics = 0; semantics < 8; semantics++)
    {
      g_autofree char *path = g_strdup_printf (
          "/save-semantics/%s-%s-%s",
          (semantics & NP_PRACTICE_OMITTED_FIELD_CLEARED) != 0 ? "clears" : "leaves",
          (semantics & NP_PRACTICE_EXTRA_INFO_MERGED) != 0 ? "merges" : "replaces",
          (semantics & NP_PRACTICE_EMPTY_STRING_IGNORED) != 0 ? "ignores-empty"
                                                              : "takes-empty");

      g_test_add_data_func (path, GUINT_TO_POINTER (semantics), test_semantics);
    }
  return g_test_run ();
}
