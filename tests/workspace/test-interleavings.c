/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>

#include "np-api-error.h"
#include "np-await.h"
#include "save-world.h"
#include "test-clock.h"

/* Two people save the same model at the same time, in every order in which their
 * requests can be done, then in random ones: whoever is overwritten, it is prevented or
 * one of the two is told. */

#define N_SEEDED     500
#define N_ALL_SEEDED 3000
#define N_STEPS      64

#define BASE                                                 \
  "\"ModelName\":\"A\",\"Task\":\"old\",\"Domain\":\"old\"," \
  "\"ExtraInfo\":{\"a\":1,\"b\":1,\"c\":1,\"d\":1}"

typedef enum
{
  STAGE_CHECK,
  STAGE_SEND
} Stage;

typedef struct
{
  gboolean is_reviewed;
  Stage stage;
  gboolean has_put;
  gboolean has_looked;
  GAsyncResult *slot;
  NpSaveOutcome *outcome; /* nullable */
  GError *error;          /* nullable */
  gboolean is_told[WORLD_N_UNITS];
} Person;

/* A value of one that a PUT of the other replaced. */
typedef struct
{
  guint unit;
  guint by;
  char *value;
} Overwrite;

typedef struct
{
  guint n_runs;
  guint n_prevented;
  guint n_told_at_once;
  guint n_told_later;
} Totals;

typedef struct
{
  WireRig *rig;
  Person people[2];
  GArray *overwrites; /* of Overwrite */
  char *owners[WORLD_N_UNITS];

  /* The order */
  guint choices[N_STEPS];
  guint n_options[N_STEPS];
  guint n_steps;
  GRand *random; /* nullable: then the choices are made on the way */
} Play;

typedef void (*Type) (WireRig *rig, guint client, Play *play);

/* ----------------------------------------------------- what each of them wants */

static void
type_field (WireRig *rig, guint client, Play *play)
{
  np_model_form_set_text (rig->clients[client].form, NP_FIELD_TASK, client == 0 ? "x0" : "x1");
}

static void
type_other_field (WireRig *rig, guint client, Play *play)
{
  np_model_form_set_text (rig->clients[client].form,
                          client == 0 ? NP_FIELD_TASK : NP_FIELD_DOMAIN,
                          client == 0 ? "x0" : "x1");
}

static void
type_key (WireRig *rig, guint client, Play *play)
{
  np_model_form_set_text (rig->clients[client].form, NP_FIELD_EXTRA_INFO,
                          client == 0 ? "{\"a\":20,\"b\":1,\"c\":1,\"d\":1}"
                                      : "{\"a\":30,\"b\":1,\"c\":1,\"d\":1}");
}

static void
type_other_key (WireRig *rig, guint client, Play *play)
{
  np_model_form_set_text (rig->clients[client].form, NP_FIELD_EXTRA_INFO,
                          client == 0 ? "{\"a\":20,\"b\":1,\"c\":1,\"d\":1}"
                                      : "{\"a\":1,\"b\":30,\"c\":1,\"d\":1}");
}

static guint
pick (Play *play, guint n)
{
  return (guint) g_rand_int_range (play->random, 0, (gint32) n);
}

static void
type_anything (WireRig *rig, guint client, Play *play)
{
  NpModelForm *form = rig->clients[client].form;
  guint n = client * 100 + 2;
  g_autofree char *text = g_strdup_printf ("x%u", client);
  g_autofree char *object =
      g_strdup_printf ("{\"a\":%u,\"b\":%u,\"c\":%u,\"d\":1}", pick (play, 2) == 0 ? 1 : n,
                       pick (play, 2) == 0 ? 1 : n + 1, pick (play, 2) == 0 ? 1 : n + 2);

  np_model_form_set_text (form, NP_FIELD_EXTRA_INFO, object);
  if (pick (play, 2) == 0)
    np_model_form_set_text (form, NP_FIELD_TASK, text);
  if (pick (play, 2) == 0 || !np_model_form_get_is_dirty (form))
    np_model_form_set_text (form, NP_FIELD_DOMAIN, text);
}

/* ------------------------------------------------------------------- the order */

/* Every request is a step but further looks, which say the same as the first. */
static WireFate
hold_cb (WireRig *rig, const WireRequest *request, gpointer data)
{
  Play *play = data;
  Person *person = &play->people[request->client];

  if (!person->has_put)
    return WIRE_HOLD;
  if (person->has_looked)
    return WIRE_DO;
  person->has_looked = TRUE;
  return WIRE_HOLD;
}

static void
watch_cb (
    WireRig *rig, const WireRequest *request, GBytes *before, GBytes *after, gpointer data)
{
  Play *play = data;
  g_autoptr (NpModel) old = np_model_new_from_json (before, NULL);
  g_autoptr (NpModel) new = np_model_new_from_json (after, NULL);
  g_autofree char *me = g_strdup_printf ("%u", request->client);

  play->people[request->client].has_put |= g_str_equal (request->operation, "UpdateModel");
  for (guint unit = 0; unit < WORLD_N_UNITS; unit++)
    {
      g_autofree char *old_value = world_read_unit (old, unit);
      g_autofree char *new_value = world_read_unit (new, unit);

      if (unit == NP_FIELD_EXTRA_INFO || g_str_equal (old_value, new_value))
        continue;
      if (play->owners[unit] != NULL && !g_str_equal (play->owners[unit], me))
        {
          Overwrite overwrite = { unit, request->client, g_steal_pointer (&old_value) };

          g_array_append_val (play->overwrites, overwrite);
        }
      g_free (play->owners[unit]);
      play->owners[unit] = g_strdup (me);
    }
}

static void
told_cb (NpDocument *document, NpSaveOutcome *outcome, NpModelChanges *undone, Person *person)
{
  for (guint i = 0; i < np_model_changes_get_length (undone); i++)
    {
      for (guint unit = 0; unit < WORLD_N_UNITS; unit++)
        person->is_told[unit] |= WORLD_FIELD (unit) == np_model_changes_get_field (undone, i);
    }
}

static guint
count_held (WireRig *rig, guint client)
{
  guint n = 0;

  for (guint i = 0; i < wire_rig_count_held (rig); i++)
    n += wire_rig_get_held (rig, i)->client == client ? 1 : 0;
  return n;
}

/* Whoever has pressed Send waits for the service, or is done. */
static gboolean
is_waiting (Play *play, guint client)
{
  Person *person = &play->people[client];

  if (person->stage == STAGE_CHECK)
    return count_held (play->rig, client) == (person->is_reviewed ? 2 : 1);
  return person->slot != NULL || count_held (play->rig, client) > 0;
}

static void
settle_down (Play *play)
{
  do
    np_await_nothing_pending ();
  while (!is_waiting (play, 0) || !is_waiting (play, 1));
}

static void
send (Play *play, guint client)
{
  play->people[client].stage = STAGE_SEND;
  np_document_save_async (play->rig->clients[client].document, NULL, np_await_result_cb,
                          &play->people[client].slot);
}

static void
release (Play *play, guint client, guint n)
{
  for (guint i = 0; i < wire_rig_count_held (play->rig) && n > 0;)
    {
      if (wire_rig_get_held (play->rig, i)->client != client)
        {
          i++;
          continue;
        }
      wire_rig_release (play->rig, i);
      n--;
    }
}

/* The check of a review: both of its reads are done, and the person presses Send. */
static void
check_reviewed (Play *play, guint client)
{
  NpDocument *document = play->rig->clients[client].document;

  release (play, client, 2);
  np_await_true (np_document_get_review_state (document) != NP_REVIEW_LOOKING);
  send (play, client);
}

typedef struct
{
  guint client;
  guint held;
} Option;

static guint
list_options (Play *play, Option *options)
{
  guint n = 0;

  for (guint i = 0; i < wire_rig_count_held (play->rig); i++)
    {
      guint client = wire_rig_get_held (play->rig, i)->client;
      gboolean is_second = n > 0 && options[n - 1].client == client &&
                           play->people[client].stage == STAGE_CHECK;
      gboolean is_known = FALSE;

      for (guint k = 0; k < n; k++)
        is_known |= options[k].client == client && play->people[client].stage == STAGE_CHECK;
      if (!is_second && !is_known)
        options[n++] = (Option){ client, i };
    }
  return n;
}

static guint
choose (Play *play, guint n_options)
{
  guint step = play->n_steps++;

  g_assert_cmpuint (step, <, N_STEPS);
  play->n_options[step] = n_options;
  if (play->random != NULL)
    return pick (play, n_options);
  return MIN (play->choices[step], n_options - 1);
}

static void
take_step (Play *play)
{
  Option options[8];
  guint n_options = list_options (play, options);
  Option option = options[choose (play, n_options)];
  Person *person = &play->people[option.client];

  if (person->stage == STAGE_CHECK && person->is_reviewed)
    {
      check_reviewed (play, option.client);
      return;
    }
  person->stage = STAGE_SEND;
  wire_rig_release (play->rig, option.held);
}

static gboolean
is_over (Play *play)
{
  return play->people[0].slot != NULL && play->people[1].slot != NULL &&
         wire_rig_count_held (play->rig) == 0;
}

/* ----------------------------------------------------------------- the judgement */

static gboolean
is_in (const char *text, guint unit, const char *value)
{
  g_autofree char *json = NULL;
  g_autoptr (NpModel) model = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *found = NULL;

  if (!WORLD_IS_KEY (unit))
    return g_str_equal (text, value);
  json = g_strdup_printf ("{\"ModelId\":\"m\",\"ExtraInfo\":%s}", text);
  bytes = g_bytes_new (json, strlen (json));
  model = np_model_new_from_json (bytes, NULL);
  found = world_read_unit (model, unit);
  return g_str_equal (found, value);
}

static gboolean
is_told_at_once (const Person *person, const Overwrite *overwrite)
{
  for (guint i = 0; i < np_save_outcome_get_n_overwritten (person->outcome); i++)
    {
      if (np_save_outcome_get_overwritten_field (person->outcome, i) ==
              WORLD_FIELD (overwrite->unit) &&
          is_in (np_save_outcome_get_overwritten_text (person->outcome, i), overwrite->unit,
                 overwrite->value))
        return TRUE;
    }
  return FALSE;
}

/* The other one was told when his save was read back, or fifteen seconds later. */
static gboolean
is_victim_told (const Person *person, const Overwrite *overwrite)
{
  NpModelChanges *changes = np_save_outcome_get_changes (person->outcome);
  guint i = 0;

  if (person->is_told[overwrite->unit])
    return TRUE;
  return np_model_changes_has_field (changes, WORLD_FIELD (overwrite->unit), &i) &&
         np_save_outcome_get_fate (person->outcome, i) != NP_FATE_KEPT;
}

static void
judge (Play *play, Totals *totals)
{
  for (guint i = 0; i < 2; i++)
    {
      if (play->people[i].error == NULL)
        continue;
      g_assert_error (play->people[i].error, NP_API_ERROR, NP_API_ERROR_CONFLICT);
      totals->n_prevented++;
    }
  for (guint i = 0; i < play->overwrites->len; i++)
    {
      const Overwrite *overwrite = &g_array_index (play->overwrites, Overwrite, i);
      gboolean at_once = is_told_at_once (&play->people[overwrite->by], overwrite);
      gboolean later = is_victim_told (&play->people[1 - overwrite->by], overwrite);

      g_assert_true (at_once || later);
      totals->n_told_at_once += at_once ? 1 : 0;
      totals->n_told_later += at_once ? 0 : 1;
    }
  totals->n_runs++;
}

static void
begin (Play *play, guint client, Type type)
{
  WireRig *rig = play->rig;

  rig->hook = NULL;
  wire_rig_open (rig, client);
  type (rig, client, play);
}

static void
start (Play *play, guint client)
{
  NpDocument *document = play->rig->clients[client].document;

  g_signal_connect (document, "changed-after-save", G_CALLBACK (told_cb),
                    &play->people[client]);
  if (play->people[client].is_reviewed)
    np_document_begin_review (document);
  else
    np_document_save_async (document, NULL, np_await_result_cb, &play->people[client].slot);
}

static void
end (Play *play, guint client)
{
  WireClient *it = &play->rig->clients[client];
  Person *person = &play->people[client];

  person->outcome = np_document_save_finish (it->document, person->slot, &person->error);
  g_clear_object (&person->slot);
  np_document_end_review (it->document);
}

static void
clear (Play *play)
{
  for (guint i = 0; i < 2; i++)
    {
      Person *person = &play->people[i];
      NpDocument *document = play->rig->clients[i].document;

      g_signal_handlers_disconnect_by_func (document, told_cb, person);
      np_document_close (document);
      g_clear_pointer (&person->outcome, np_save_outcome_unref);
      g_clear_error (&person->error);
    }
  for (guint i = 0; i < play->overwrites->len; i++)
    g_free (g_array_index (play->overwrites, Overwrite, i).value);
  g_array_unref (play->overwrites);
  for (guint unit = 0; unit < WORLD_N_UNITS; unit++)
    g_clear_pointer (&play->owners[unit], g_free);
}

/* One order, from both having typed to both being told. */
static void
run_play (Play *play, NpPracticeSemantics semantics, Type type, Totals *totals)
{
  WireRig *rig = play->rig;

  play->n_steps = 0;
  play->overwrites = g_array_new (FALSE, FALSE, sizeof (Overwrite));
  wire_rig_reset (rig, semantics, BASE);
  begin (play, 0, type);
  begin (play, 1, type);
  rig->hook = hold_cb;
  rig->watch = watch_cb;
  rig->hook_data = play;
  start (play, 0);
  start (play, 1);
  for (settle_down (play); !is_over (play); settle_down (play))
    take_step (play);
  rig->hook = NULL;
  end (play, 0);
  end (play, 1);
  test_clock_turn (15000);
  np_await_true (test_clock_count () == 0);
  while (rig->clients[0].document != NULL && g_main_context_pending (NULL))
    np_await_nothing_pending ();
  rig->watch = NULL;
}

/* The next order, as an odometer turns. Returns FALSE after the last one. */
static gboolean
turn (Play *play)
{
  for (guint i = play->n_steps; i > 0; i--)
    {
      if (play->choices[i - 1] + 1 < play->n_options[i - 1])
        {
          play->choices[i - 1]++;
          memset (&play->choices[i], 0, sizeof play->choices[0] * (N_STEPS - i));
          return TRUE;
        }
    }
  return FALSE;
}

static void
print_totals (const char *what, const Totals *totals)
{
  guint n_overwrites = totals->n_told_at_once + totals->n_told_later;
  guint n_all = totals->n_prevented + n_overwrites;

  g_test_message (
      "%s: %u orders, %u overwrites prevented (%u %%), %u told to who sent, %u told "
      "to who was overwritten, 0 silent",
      what, totals->n_runs, totals->n_prevented,
      n_all > 0 ? 100 * totals->n_prevented / n_all : 100, totals->n_told_at_once,
      totals->n_told_later);
}

typedef struct
{
  const char *name;
  Type type;
  gboolean is_reviewed[2];
  gboolean is_disjoint; /* both values must survive */
} Case;

static const Case cases[] = {
  { "field/reviewed", type_field, { TRUE, TRUE }, FALSE },
  { "field/one-reviewed", type_field, { TRUE, FALSE }, FALSE },
  { "field/not-reviewed", type_field, { FALSE, FALSE }, FALSE },
  { "key/not-reviewed", type_key, { FALSE, FALSE }, FALSE },
  { "key/one-reviewed", type_key, { TRUE, FALSE }, FALSE },
  { "other-key/one-reviewed", type_other_key, { FALSE, TRUE }, FALSE },
  { "other-key/not-reviewed", type_other_key, { FALSE, FALSE }, FALSE },
  { "other-field/not-reviewed", type_other_field, { FALSE, FALSE }, TRUE },
  { "other-field/one-reviewed", type_other_field, { TRUE, FALSE }, TRUE },
};

static void
assert_both (WireRig *rig)
{
  g_autofree char *task = wire_rig_dup_text (rig, NP_FIELD_TASK);
  g_autofree char *domain = wire_rig_dup_text (rig, NP_FIELD_DOMAIN);

  g_assert_cmpstr (task, ==, "x0");
  g_assert_cmpstr (domain, ==, "x1");
}

static void
test_all_orders (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (WireRig) rig = wire_rig_new (2);
  Totals totals = { 0 };
  Play play = { .rig = rig };

  do
    {
      memset (play.people, 0, sizeof play.people);
      play.people[0].is_reviewed = test->is_reviewed[0];
      play.people[1].is_reviewed = test->is_reviewed[1];
      run_play (&play, NP_PRACTICE_SEMANTICS_DEFAULT, test->type, &totals);
      judge (&play, &totals);
      if (test->is_disjoint)
        assert_both (rig);
      clear (&play);
    }
  while (turn (&play));
  g_assert_cmpuint (totals.n_runs, >, 10);
  if (test->is_disjoint)
    g_assert_cmpuint (totals.n_prevented + totals.n_told_at_once + totals.n_told_later, ==, 0);
  print_totals (test->name, &totals);
}

static void
test_seeded (void)
{
  guint n = g_getenv ("NP_TEST_FULL") != NULL ? N_ALL_SEEDED : N_SEEDED;
  g_autoptr (WireRig) rig = wire_rig_new (2);
  Totals totals = { 0 };

  for (guint seed = 0; seed < n; seed++)
    {
      Play play = { .rig = rig };

      g_test_message ("seed %u", seed);
      play.random = g_rand_new_with_seed (seed);
      play.people[0].is_reviewed = pick (&play, 4) > 0;
      play.people[1].is_reviewed = pick (&play, 4) > 0;
      run_play (&play,
                pick (&play, 2) == 0 ? NP_PRACTICE_SEMANTICS_DEFAULT
                                     : NP_PRACTICE_EXTRA_INFO_MERGED,
                type_anything, &totals);
      judge (&play, &totals);
      clear (&play);
      g_rand_free (play.random);
    }
  print_totals ("seeded", &totals);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  test_clock_install ();
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/interleavings/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_all_orders);
    }
  g_test_add_func ("/interleavings/seeded", test_seeded);
  return g_test_run ();
}
