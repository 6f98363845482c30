/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

/* Undo and redo against the naive way: a list of all states. NP_TEST_SEED repeats
 * a run, NP_TEST_FULL makes all of them. */

#include "config.h"

#include "np-model-form.h"

#include "np-model-fixture.h"
#include "np-random-model.h"

#include <string.h>

#define N_RUNS  2000
#define N_EDITS 200

typedef struct
{
  char *texts[NP_N_FIELDS];
} State;

typedef struct
{
  GRand *rand;
  NpModelForm *form;
  gint64 now;
  GArray *states; /* of State */
  guint at;

  /* The run of typing that can go on. */
  gboolean is_open;
  gboolean is_inserting;
  NpFieldId field;
  gint64 typed_at;
} Walk;

static void
clear_state (gpointer data)
{
  State *state = data;

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    g_free (state->texts[id]);
}

static State *
get_state (Walk *walk, guint i)
{
  return &g_array_index (walk->states, State, i);
}

static gint64
get_time (gpointer user_data)
{
  Walk *walk = user_data;

  return walk->now;
}

static gboolean
same_states (Walk *walk, guint i, guint j)
{
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      if (strcmp (get_state (walk, i)->texts[id], get_state (walk, j)->texts[id]) != 0)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_at_state (Walk *walk)
{
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      if (strcmp (np_model_form_get_text (walk->form, id),
                  get_state (walk, walk->at)->texts[id]) != 0)
        return FALSE;
    }
  return TRUE;
}

/* Without a difference there was no edit. */
static void
take_state (Walk *walk, gboolean goes_on)
{
  State state;

  if (walk->states->len > 0)
    {
      if (is_at_state (walk))
        return;
      g_array_set_size (walk->states, goes_on ? walk->at : walk->at + 1);
    }
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    state.texts[id] = g_strdup (np_model_form_get_text (walk->form, id));
  g_array_append_val (walk->states, state);
  walk->at = walk->states->len - 1;
}

static char *
dup_typed (Walk *walk, const char *old_text, gboolean is_inserting)
{
  const char *end = old_text + strlen (old_text);

  if (is_inserting)
    return g_strdup_printf ("%s%c", old_text, g_rand_int_range (walk->rand, 'a', 'd'));

  return g_strndup (old_text, (gsize) (g_utf8_prev_char (end) - old_text));
}

static void
step_typing (Walk *walk)
{
  NpFieldId id = (NpFieldId) g_rand_int_range (walk->rand, 0, 3);
  const char *old_text = np_model_form_get_text (walk->form, id);
  gboolean is_inserting = *old_text == '\0' || g_rand_int_range (walk->rand, 0, 3) > 0;
  g_autofree char *text = dup_typed (walk, old_text, is_inserting);
  gint64 pause = 0;
  gboolean goes_on = FALSE;

  walk->now += g_rand_int_range (walk->rand, 0, 1300) * 1000;
  pause = walk->now - walk->typed_at;
  goes_on = walk->is_open && walk->field == id && pause <= G_TIME_SPAN_SECOND &&
            (is_inserting || !walk->is_inserting);
  np_model_form_set_text (walk->form, id, text);
  take_state (walk, goes_on);

  walk->is_open = TRUE;
  walk->is_inserting = is_inserting;
  walk->field = id;
  walk->typed_at = walk->now;
}

static void
step_texts (Walk *walk)
{
  const char *texts[NP_N_FIELDS] = { NULL };

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      if (g_rand_boolean (walk->rand))
        texts[id] = g_rand_boolean (walk->rand) ? np_fixture_edits[id] : "";
    }
  np_model_form_set_texts (walk->form, texts);
  take_state (walk, FALSE);
}

static void
step_undo (Walk *walk)
{
  guint from = walk->at;

  while (walk->at > 0 && same_states (walk, walk->at, from))
    walk->at--;
  g_assert_cmpint (np_model_form_get_can_undo (walk->form), ==,
                   !same_states (walk, walk->at, from));
  np_model_form_undo (walk->form);
}

static void
step_redo (Walk *walk)
{
  guint from = walk->at;

  while (walk->at + 1 < walk->states->len && same_states (walk, walk->at, from))
    walk->at++;
  g_assert_cmpint (np_model_form_get_can_redo (walk->form), ==,
                   !same_states (walk, walk->at, from));
  np_model_form_redo (walk->form);
}

static void
step_any (Walk *walk)
{
  int choice = g_rand_int_range (walk->rand, 0, 100);

  if (choice < 50)
    step_typing (walk);
  else
    walk->is_open = FALSE;

  if (choice >= 97)
    step_texts (walk);
  else if (choice >= 95)
    np_model_form_put_back_all (walk->form);
  else if (choice >= 92)
    np_model_form_put_back (walk->form, (NpFieldId) g_rand_int_range (walk->rand, 0, 3));
  else if (choice >= 90)
    np_model_form_break_undo (walk->form);
  else if (choice >= 75)
    step_redo (walk);
  else if (choice >= 50)
    step_undo (walk);

  if (choice >= 92 && choice < 97)
    take_state (walk, FALSE);
}

static void
walk_once (GRand *rand)
{
  Walk walk = { .rand = rand, .form = np_fixture_form (np_fixture_whole) };
  NpSeam seam = { .get_real_time = get_time, .user_data = &walk };

  np_model_form_set_seam (walk.form, &seam);
  walk.states = g_array_new (FALSE, FALSE, sizeof (State));
  g_array_set_clear_func (walk.states, clear_state);
  take_state (&walk, FALSE);
  for (guint i = 0; i < N_EDITS; i++)
    {
      step_any (&walk);
      g_assert_true (is_at_state (&walk));
    }
  g_array_unref (walk.states);
  g_assert_finalize_object (walk.form);
}

static void
test_random (void)
{
  GRand *rand = g_rand_new_with_seed (np_random_choose_seed ());
  guint n_runs = np_random_get_n_runs (N_RUNS);

  for (guint i = 0; i < n_runs; i++)
    walk_once (rand);
  g_rand_free (rand);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/model-form-undo/random", test_random);

  return g_test_run ();
}
