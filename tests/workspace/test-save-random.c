/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-api-error.h"
#include "np-await.h"
#include "np-review-private.h"
#include "save-world.h"
#include "test-clock.h"

/* Random saves: edits, other writers and faults at every step, every way in which the
 * service may behave, and restarts. Each run comes from its seed alone and is held
 * against a model of the service. */

#define N_RUNS      300
#define N_ALL_RUNS  10000
#define MAX_ACTIONS 12

/* They showed a fault once, and are always run. */
static const guint special_seeds[] = { 8188 };

typedef struct
{
  World *world;
  guint n_faults; /* left */
  guint n_writes; /* left */
  gboolean is_saving;
  NpSaveOutcome *outcome; /* nullable: of the last save */
} Run;

/* ------------------------------------------------------ what others do to it */

static WireFate
pick_fate (Run *run, const WireRequest *request)
{
  static const WireFate put_fates[] = {
    WIRE_DROP, WIRE_DO_AND_DROP, WIRE_DO_AND_CUT,  WIRE_DO_AND_FAIL,
    WIRE_FAIL, WIRE_REFUSE,      WIRE_DROP_AND_DO,
  };
  static const WireFate get_fates[] = { WIRE_DROP, WIRE_DO_AND_CUT, WIRE_FAIL, WIRE_REFUSE };
  World *world = run->world;

  if (run->n_faults == 0 || world_pick (world, 5) > 0)
    return WIRE_DO;
  run->n_faults--;
  if (g_str_equal (request->operation, "UpdateModel"))
    return put_fates[world_pick (world, G_N_ELEMENTS (put_fates))];
  return get_fates[world_pick (world, G_N_ELEMENTS (get_fates))];
}

static WireFate
meddle_cb (WireRig *rig, const WireRequest *request, gpointer data)
{
  Run *run = data;
  World *world = run->world;

  world_trace (world, "%s", request->operation);
  if (run->n_writes > 0 && world_pick (world, 4) == 0)
    {
      run->n_writes--;
      world_write_foreign (world);
    }
  if (world_pick (world, 8) == 0)
    wire_rig_arrive_late (rig);
  /* The form stays usable while a save is under way. */
  if (run->is_saving && world_pick (world, 12) == 0)
    world_type_anything (world);
  return pick_fate (run, request);
}

static void
watch_cb (
    WireRig *rig, const WireRequest *request, GBytes *before, GBytes *after, gpointer data)
{
  Run *run = data;

  if (g_str_equal (request->operation, "UpdateModel"))
    world_note (run->world, before, after);
}

/* -------------------------------------------------------- what the person does */

static NpDocument *
get_document (Run *run)
{
  return run->world->rig->clients[0].document;
}

static NpModelForm *
get_form (Run *run)
{
  return run->world->rig->clients[0].form;
}

static void
take_outcome (Run *run, NpSaveOutcome *outcome, const GError *error)
{
  World *world = run->world;

  run->is_saving = FALSE;
  world_end_save (world);
  world_trace (world, "outcome %d: %s",
               outcome != NULL ? (int) np_save_outcome_get_result (outcome) : -1,
               error != NULL ? error->message : "");
  if (outcome != NULL)
    world_judge (world, outcome);
  else if (g_error_matches (error, NP_API_ERROR, NP_API_ERROR_CONFLICT))
    world->totals->n_conflicts++;
  else
    world->totals->n_errors++;
  g_clear_pointer (&run->outcome, np_save_outcome_unref);
  run->outcome = outcome;
}

static void
begin (Run *run, gboolean is_of_edits)
{
  run->is_saving = TRUE;
  run->world->totals->n_saves++;
  world_begin_save (run->world, is_of_edits);
}

static void
save (Run *run)
{
  g_autoptr (GError) error = NULL;
  NpSaveOutcome *outcome = NULL;

  if (!np_model_form_get_can_save (get_form (run)))
    return;
  begin (run, TRUE);
  outcome = wire_rig_save (run->world->rig, 0, &error);
  take_outcome (run, outcome, error);
}

static void
save_reviewed (Run *run)
{
  if (!np_model_form_get_can_save (get_form (run)))
    return;
  wire_rig_review (run->world->rig, 0);
  if (world_pick (run->world, 4) == 0)
    test_clock_turn (NP_REVIEW_INTERVAL_MS);
  save (run);
  np_document_end_review (get_document (run));
}

static void
reload (Run *run)
{
  NpDocument *document = get_document (run);
  GAsyncResult *slot = NULL;

  np_document_reload_async (document, NULL, np_await_result_cb, &slot);
  np_await_true (slot != NULL);
  g_object_unref (slot);
}

static void
settle (Run *run)
{
  NpDocument *document = get_document (run);
  NpModelMerge *conflict = np_document_get_conflict (document);

  if (conflict == NULL)
    return;
  if (world_pick (run->world, 4) == 0)
    {
      np_document_drop_conflict (document);
      return;
    }
  for (guint i = 0; i < np_model_merge_get_n_collisions (conflict); i++)
    np_model_merge_choose (
        conflict, i,
        world_pick (run->world, 2) == 0 ? NP_MERGE_SIDE_MINE : NP_MERGE_SIDE_THEIRS, NULL);
  np_document_settle_conflict (document, conflict);
  world_read_wishes (run->world);
}

static void
give_back (Run *run)
{
  NpDocument *document = get_document (run);
  GAsyncResult *slot = NULL;
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  if (run->outcome == NULL || (np_save_outcome_get_n_lost (run->outcome) == 0 &&
                               np_save_outcome_get_n_overwritten (run->outcome) == 0))
    return;
  begin (run, FALSE);
  np_document_give_back_async (document, run->outcome, NULL, np_await_result_cb, &slot);
  np_await_true (slot != NULL);
  outcome = np_document_give_back_finish (document, slot, &error);
  g_object_unref (slot);
  take_outcome (run, g_steal_pointer (&outcome), error);
}

static void
undo_save (Run *run)
{
  NpDocument *document = get_document (run);
  GAsyncResult *slot = NULL;
  g_autoptr (NpHistoryEntry) entry = NULL;
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  if (run->outcome == NULL || np_save_outcome_get_is_already_there (run->outcome))
    return;
  entry = np_save_outcome_dup_history_entry (run->outcome);
  begin (run, FALSE);
  np_document_undo_save_async (document, entry, NULL, np_await_result_cb, &slot);
  np_await_true (slot != NULL);
  outcome = np_document_undo_save_finish (document, slot, &error);
  g_object_unref (slot);
  take_outcome (run, g_steal_pointer (&outcome), error);
}

static void
put_back (Run *run)
{
  NpModelForm *form = get_form (run);

  switch (world_pick (run->world, 3))
    {
    case 0:
      np_model_form_undo (form);
      break;
    case 1:
      np_model_form_redo (form);
      break;
    default:
      np_model_form_put_back (form, world_pick (run->world, NP_N_FIELDS));
    }
  world_read_wishes (run->world);
}

/* Faults cannot keep somebody from opening a model for ever. */
static void
open_model (Run *run)
{
  WireRig *rig = run->world->rig;
  WireHook hook = rig->hook;

  rig->hook = NULL;
  wire_rig_open (rig, 0);
  rig->hook = hook;
}

static void
restart (Run *run)
{
  if (run->world->rig->library == NULL)
    return;
  wire_rig_restart (run->world->rig, 0);
  open_model (run);
}

static void
wait_a_while (Run *run)
{
  static const guint times[] = { 1000, 5000, 15000 };

  test_clock_turn (times[world_pick (run->world, G_N_ELEMENTS (times))]);
  np_await_nothing_pending ();
}

static void
act (Run *run)
{
  guint dice = world_pick (run->world, 100);

  world_trace (run->world, "action %u", dice);
  if (np_document_get_conflict (get_document (run)) != NULL && dice < 50)
    settle (run);
  else if (dice < 35)
    world_type_anything (run->world);
  else if (dice < 50)
    save (run);
  else if (dice < 68)
    save_reviewed (run);
  else if (dice < 73)
    reload (run);
  else if (dice < 78)
    put_back (run);
  else if (dice < 83)
    restart (run);
  else if (dice < 88)
    wait_a_while (run);
  else if (dice < 94)
    give_back (run);
  else if (dice < 97)
    undo_save (run);
  else
    world_write_foreign (run->world);
}

/* When all is quiet again everything can be saved after all. */
static void
finish (Run *run)
{
  World *world = run->world;
  NpDocument *document = get_document (run);

  run->n_faults = 0;
  run->n_writes = 0;
  wire_rig_arrive_late (world->rig);
  if (!np_model_form_get_can_save (get_form (run)))
    return;
  world->rig->hook = NULL;
  save (run);
  world_assert_wishes (world);
  if (run->outcome != NULL)
    {
      g_assert_cmpint (np_save_outcome_get_result (run->outcome), !=, NP_SAVED_UNKNOWN);
      g_assert_cmpint (np_save_outcome_get_result (run->outcome), !=, NP_SAVED_UNCONFIRMED);
    }
  else
    g_assert_nonnull (np_document_get_conflict (document));
}

static void
run_seed (WireRig *rig, guint seed, WorldTotals *totals)
{
  g_autoptr (World) world = world_new (rig, seed, totals);
  Run run = { .world = world };
  guint n_actions = 3 + world_pick (world, MAX_ACTIONS - 2);

  world->is_traced = g_getenv ("NP_TEST_SEED") != NULL;
  run.n_faults = world_pick (world, 2) == 0 ? 0 : 1 + world_pick (world, 3);
  run.n_writes = world_pick (world, 5);
  wire_rig_restart (rig, 0);
  rig->hook = NULL;
  rig->watch = watch_cb;
  rig->hook_data = &run;
  wire_rig_open (rig, 0);
  rig->hook = meddle_cb;
  for (guint i = 0; i < n_actions; i++)
    {
      act (&run);
      world_assert_wishes (world);
    }
  finish (&run);
  rig->hook = NULL;
  rig->watch = NULL;
  np_document_discard_draft (rig->clients[0].document);
  np_document_close (rig->clients[0].document);
  np_await_nothing_pending ();
  g_assert_cmpuint (test_clock_count (), ==, 0);
  g_clear_pointer (&run.outcome, np_save_outcome_unref);
}

static void
print_totals (guint n_runs, const WorldTotals *totals)
{
  g_test_message ("%u runs, %u saves, %u values of others: 0 lost edits, 0 saved that was not, "
                  "0 silent overwrites, 0 nonces twice",
                  n_runs, totals->n_saves, totals->n_foreign);
  g_test_message ("confirmed %u, stored differently %u, partly %u, unconfirmed %u, unknown %u, "
                  "not applied %u, conflicts prevented %u, other errors %u",
                  totals->n_results[NP_SAVED_CONFIRMED],
                  totals->n_results[NP_SAVED_STORED_DIFFERENTLY],
                  totals->n_results[NP_SAVED_PARTLY], totals->n_results[NP_SAVED_UNCONFIRMED],
                  totals->n_results[NP_SAVED_UNKNOWN], totals->n_results[NP_SAVED_NOT_APPLIED],
                  totals->n_conflicts, totals->n_errors);
  g_test_message ("values told as overwritten %u, as lost %u; that nobody could see: between "
                  "the witness and the PUT %u, without a witness %u, by a PUT that arrived "
                  "after its connection had gone %u",
                  totals->n_told, totals->n_lost_told, totals->n_gap, totals->n_unwitnessed,
                  totals->n_late);
}

static guint
get_number (const char *name, guint otherwise)
{
  const char *text = g_getenv (name);

  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : otherwise;
}

/* NP_TEST_SEED runs a single seed and says all that happens. The seeds are in two parts,
 * so that two processors share them. */
static void
test_random (gconstpointer data)
{
  guint part = GPOINTER_TO_UINT (data);
  guint n_runs = g_getenv ("NP_TEST_FULL") != NULL ? N_ALL_RUNS : N_RUNS;
  guint first = get_number ("NP_TEST_SEED", 0);
  guint last = g_getenv ("NP_TEST_SEED") != NULL ? first + 1 : n_runs;
  g_autoptr (WireRig) rig = wire_rig_new (1);
  WorldTotals totals = { 0 };
  guint n_done = 0;

  wire_rig_keep (rig);
  for (guint i = 0; i < G_N_ELEMENTS (special_seeds) && last == N_RUNS; i++)
    {
      if (special_seeds[i] % 2 != part)
        continue;
      run_seed (rig, special_seeds[i], &totals);
      n_done++;
    }
  for (guint seed = first; seed < last; seed++)
    {
      if (seed % 2 != part && last > first + 1)
        continue;
      g_test_message ("seed %u", seed);
      run_seed (rig, seed, &totals);
      n_done++;
    }
  print_totals (n_done, &totals);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  test_clock_install ();
  g_test_add_data_func ("/save/random/even", GUINT_TO_POINTER (0), test_random);
  g_test_add_data_func ("/save/random/odd", GUINT_TO_POINTER (1), test_random);
  return g_test_run ();
}
