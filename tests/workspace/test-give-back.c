/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-api-error.h"
#include "test-clock.h"
#include "wire-rig-steps.h"

/* Giving back what a save cost: what it cleared, or what came in between. */

/* A service that clears what is left out: noticed, and given back in one call that
 * leaves nothing out. */
static void
test_give_back_cleared (void)
{
  g_autoptr (WireRig) rig = wire_rig_new_open (
      NP_PRACTICE_OMITTED_FIELD_CLEARED,
      WIRE_MODEL (
          "\"Task\":\"old\",\"Domain\":\"nlp\",\"OrderNumber\":7,\"Accessibility\":\"PUBLIC\","
          "\"ExtraInfo\":{\"a\":1,\"b\":4.90}"));
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (NpSaveOutcome) given = NULL;
  g_autoptr (GError) error = NULL;

  wire_rig_type (rig, NP_FIELD_TASK, "new");
  outcome = wire_rig_save_typed (rig);
  wire_assert_outcome (outcome, NP_SAVED_CONFIRMED, 1, 1);
  g_assert_cmpuint (np_save_outcome_get_n_lost (outcome), ==, 4);
  g_assert_cmpint (np_save_outcome_get_lost_field (outcome, 0), ==, NP_FIELD_ACCESSIBILITY);
  g_assert_cmpstr (np_save_outcome_get_lost_text (outcome, 0), ==, "PUBLIC");
  g_assert_cmpstr (np_save_outcome_get_lost_text (outcome, 1), ==, "nlp");
  wire_assert_stored (rig, NP_FIELD_DOMAIN, "");

  given = wire_rig_give_back (rig, outcome, &error);
  g_assert_no_error (error);
  wire_assert_outcome (given, NP_SAVED_CONFIRMED, 4, 4);
  g_assert_cmpuint (np_save_outcome_get_n_lost (given), ==, 0);
  wire_assert_stored (rig, NP_FIELD_MODEL_NAME, "A");
  wire_assert_stored (rig, NP_FIELD_TASK, "new");
  wire_assert_stored (rig, NP_FIELD_DOMAIN, "nlp");
  wire_assert_stored (rig, NP_FIELD_ORDER_NUMBER, "7");
  wire_assert_stored (rig, NP_FIELD_ACCESSIBILITY, "PUBLIC");
  wire_assert_stored (rig, NP_FIELD_EXTRA_INFO, "{\"a\":1,\"b\":4.90}");
  g_assert_false (np_model_form_get_is_dirty (rig->clients[0].form));
}

/* What somebody put there since is not given away for it. */
static void
test_give_back_of_changed (void)
{
  g_autoptr (WireRig) rig = wire_rig_new_open (NP_PRACTICE_OMITTED_FIELD_CLEARED, WIRE_OLD);
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (NpSaveOutcome) given = NULL;
  g_autoptr (GError) error = NULL;

  wire_rig_type (rig, NP_FIELD_TASK, "new");
  outcome = wire_rig_save_typed (rig);
  g_assert_cmpuint (np_save_outcome_get_n_lost (outcome), ==, 1);
  wire_rig_put (rig, WIRE_MODEL ("\"Task\":\"new\",\"Domain\":\"theirs\""));
  given = wire_rig_give_back (rig, outcome, &error);
  g_assert_null (given);
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_CONFLICT);
  wire_assert_stored (rig, NP_FIELD_DOMAIN, "theirs");
}

static WireFate
write_keys_cb (WireRig *rig, const WireRequest *request, gpointer data)
{
  if (g_str_equal (request->operation, "GetModel") && request->number == 3)
    wire_rig_put (rig, WIRE_EXTRA ("new", "\"a\":1,\"c\":5"));
  return WIRE_DO;
}

/* Extra info that was not sent, key by key: what is gone comes back, what came stays. */
static void
test_give_back_keys (void)
{
  g_autoptr (WireRig) rig = wire_rig_new_open (NP_PRACTICE_SEMANTICS_DEFAULT,
                                               WIRE_EXTRA ("old", "\"a\":1,\"b\":2"));
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (NpSaveOutcome) given = NULL;
  g_autoptr (GError) error = NULL;

  rig->hook = write_keys_cb;
  wire_rig_type (rig, NP_FIELD_TASK, "new");
  outcome = wire_rig_save_typed (rig);
  g_assert_cmpuint (np_save_outcome_get_n_lost (outcome), ==, 1);
  given = wire_rig_give_back (rig, outcome, &error);
  g_assert_no_error (error);
  wire_assert_stored (rig, NP_FIELD_EXTRA_INFO, "{\"a\":1,\"c\":5,\"b\":2}");
}

static void
test_nothing_to_give_back (void)
{
  g_autoptr (WireRig) rig = wire_rig_new_open (NP_PRACTICE_SEMANTICS_DEFAULT, WIRE_OLD);
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (NpSaveOutcome) given = NULL;
  g_autoptr (GError) error = NULL;

  wire_rig_type (rig, NP_FIELD_TASK, "new");
  outcome = wire_rig_save_typed (rig);
  given = wire_rig_give_back (rig, outcome, &error);
  g_assert_null (given);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

/* A service that merges extra info cannot take a key out: the keys that it still has
 * are known. */
static void
test_remaining_keys (void)
{
  g_autoptr (WireRig) rig = wire_rig_new_open (NP_PRACTICE_EXTRA_INFO_MERGED,
                                               WIRE_EXTRA ("old", "\"a\":1,\"b\":2,\"c\":3"));
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autofree char *stored = NULL;

  wire_rig_type (rig, NP_FIELD_EXTRA_INFO, "{\"a\":1}");
  outcome = wire_rig_save_typed (rig);
  g_assert_cmpint (np_save_outcome_get_fate (outcome, 0), ==, NP_FATE_NOT_KEPT);
  stored = np_save_outcome_dup_stored_text (outcome, 0);
  g_assert_true (
      np_model_texts_equal (NP_FIELD_EXTRA_INFO, stored, "{\"a\":1,\"b\":2,\"c\":3}"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  test_clock_install ();

  g_test_add_func ("/give-back/cleared", test_give_back_cleared);
  g_test_add_func ("/give-back/changed-since", test_give_back_of_changed);
  g_test_add_func ("/give-back/keys", test_give_back_keys);
  g_test_add_func ("/give-back/nothing", test_nothing_to_give_back);
  g_test_add_func ("/give-back/remaining-keys", test_remaining_keys);

  return g_test_run ();
}
