/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "list-rig.h"

#include "np-api-error.h"
#include "np-await.h"

/* Lists that change, and services that count, cut, repeat and fail, while the
 * pages are read. Every sequence comes from its seed alone. */

#define N_SEQUENCES 1000
#define MAX_ERRORS  3 /* how often to ask for the rest while pages fail */

/* What a service does wrong in one sequence. */
typedef enum
{
  MOOD_GROWING,      /* models are made: at the front, at the end, in between */
  MOOD_SHRINKING,    /* models are deleted */
  MOOD_DOUBLING,     /* models stand in the list twice */
  MOOD_FAILING,      /* pages fail with all kinds of errors */
  MOOD_MISCOUNTING,  /* TotalCount is wrong, always by the same */
  MOOD_UNCOUNTED,    /* TotalCount is not said */
  MOOD_CUTTING,      /* pages come with a part of their models, once */
  MOOD_REPEATING,    /* page numbers from some page on are not heard */
  MOOD_ENDLESS,      /* there is always another page */
  MOOD_SMALL_PAGES,  /* a page of 50 is refused */
  MOOD_OUT_OF_ORDER, /* answers wait for later ones */
  N_MOODS
} Mood;

typedef struct
{
  GRand *random;
  Mood mood;
  GHashTable *always; /* IDs that were in the list all the time */
  guint next_id;
  guint n_changes; /* left */
  gint wrong_by;
  guint from_page;
  guint n_cut; /* models that pages kept back */
} World;

typedef struct
{
  guint status;
  const char *code;
} Fault;

static const Fault faults[] = {
  { 500, "InternalError" }, { 503, "ServiceUnavailable" }, { 429, "Throttling.User" },
  { 403, "NoPermission" },  { 400, "SignatureNonceUsed" }, { 404, "Whatever" },
};

static guint
pick (World *world, guint n)
{
  return n > 0 ? (guint) g_rand_int_range (world->random, 0, (gint32) n) : 0;
}

static guint
read_id (const char *model)
{
  guint64 id = 0;
  g_autofree char *text = g_strndup (model + strlen ("{'ModelId':'model-"), 6);

  g_assert_true (g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT, &id, NULL));
  return (guint) id;
}

static void
grow (ListRig *rig, World *world)
{
  static const guint amounts[] = { 1, 1, 2, 60 };
  guint n = amounts[pick (world, G_N_ELEMENTS (amounts))];

  for (guint i = 0; i < n; i++)
    list_rig_insert (rig, pick (world, rig->models->len + 1), world->next_id++, NULL);
}

static void
shrink (ListRig *rig, World *world)
{
  guint n = MIN (1 + pick (world, 3) * 20, rig->models->len);

  for (guint i = 0; i < n; i++)
    {
      guint at = pick (world, rig->models->len);

      g_hash_table_remove (world->always, GUINT_TO_POINTER (read_id (rig->models->pdata[at])));
      list_rig_remove (rig, at);
    }
}

static void
change_sometimes (ListRig *rig, World *world, void (*change) (ListRig *, World *))
{
  if (world->n_changes == 0 || pick (world, 3) > 0)
    return;
  world->n_changes--;
  change (rig, world);
}

static void
fail_sometimes (ListAnswer *answer, World *world)
{
  const Fault *fault = &faults[pick (world, G_N_ELEMENTS (faults))];

  if (world->n_changes == 0 || pick (world, 4) > 0)
    return;
  world->n_changes--;
  answer->status = fault->status;
  answer->code = fault->code;
}

static void
cut_sometimes (ListAnswer *answer, World *world)
{
  guint n = pick (world, answer->models->len + 1);

  if (world->n_changes == 0 || pick (world, 3) > 0)
    return;
  world->n_changes--;
  world->n_cut += answer->models->len - n;
  g_ptr_array_set_size (answer->models, (int) n);
}

static void
repeat (ListRig *rig, ListAnswer *answer, World *world)
{
  guint first = (world->from_page - 1) * answer->size;

  if (answer->page <= world->from_page)
    return;
  g_ptr_array_set_size (answer->models, 0);
  for (guint i = first; i < MIN (first + answer->size, rig->models->len); i++)
    g_ptr_array_add (answer->models, rig->models->pdata[i]);
}

static void
append_for_ever (ListRig *rig, ListAnswer *answer, World *world)
{
  guint first = (answer->page - 1) * answer->size;

  while (rig->models->len <= first + answer->size)
    list_rig_insert (rig, rig->models->len, world->next_id++, NULL);
  for (guint i = answer->models->len; i < answer->size; i++)
    g_ptr_array_add (answer->models, rig->models->pdata[first + i]);
  answer->total = world->wrong_by < 0 ? -1 : (gint64) rig->models->len;
}

static void
hold_sometimes (ListRig *rig, ListAnswer *answer, World *world)
{
  answer->is_held = pick (world, 2) == 0;
}

static void
behave (ListRig *rig, ListAnswer *answer, gpointer data)
{
  World *world = data;

  switch (world->mood)
    {
    case MOOD_GROWING:
      change_sometimes (rig, world, grow);
      break;
    case MOOD_SHRINKING:
      change_sometimes (rig, world, shrink);
      break;
    case MOOD_FAILING:
      fail_sometimes (answer, world);
      break;
    case MOOD_MISCOUNTING:
      answer->total = MAX (answer->total + world->wrong_by, 0);
      break;
    case MOOD_UNCOUNTED:
      answer->total = -1;
      break;
    case MOOD_CUTTING:
      cut_sometimes (answer, world);
      break;
    case MOOD_REPEATING:
      repeat (rig, answer, world);
      break;
    case MOOD_ENDLESS:
      append_for_ever (rig, answer, world);
      break;
    case MOOD_SMALL_PAGES:
      if (answer->size == 50 || (answer->size == 20 && world->wrong_by < 0))
        {
          answer->status = 400;
          answer->code = "InvalidParameter";
        }
      break;
    case MOOD_OUT_OF_ORDER:
      hold_sometimes (rig, answer, world);
      break;
    case MOOD_DOUBLING:
    case N_MOODS:
    default:
      break;
    }
}

static void
fill_world (ListRig *rig, World *world)
{
  static const guint sizes[] = { 0, 1, 49, 50, 51, 100, 130, 230, 300 };
  guint n = sizes[pick (world, G_N_ELEMENTS (sizes))];

  list_rig_fill (rig, 0, n);
  for (guint i = 0; i < n; i++)
    g_hash_table_add (world->always, GUINT_TO_POINTER (i));
  world->next_id = n;
  if (world->mood == MOOD_DOUBLING)
    for (guint i = 0; n > 0 && i < world->n_changes * 5; i++)
      {
        guint at = pick (world, rig->models->len);

        g_ptr_array_insert (rig->models, (int) pick (world, rig->models->len),
                            rig->models->pdata[at]);
      }
}

static void
await_end (ListRig *rig)
{
  gint64 limit = g_get_monotonic_time () + NP_AWAIT_LIMIT_MS * G_TIME_SPAN_MILLISECOND;

  while (np_model_list_get_is_loading (rig->list))
    {
      np_await_nothing_pending ();
      if (rig->held->len > 0)
        list_rig_release (rig);
      else if (np_model_list_get_is_loading (rig->list))
        np_await_step (limit, "the end of the load");
    }
}

/* Every model once, none that never was, and what was there all the time is
 * there now. */
static void
assert_set (ListRig *rig, World *world, gboolean is_whole)
{
  GPtrArray *models = np_model_list_get_models (rig->list);
  g_autoptr (GHashTable) found = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer id = NULL;

  g_assert_cmpuint (np_model_list_get_n_models (rig->list), ==, models->len);
  for (guint i = 0; i < models->len; i++)
    {
      const char *text = np_model_summary_get_text (models->pdata[i], NP_SUMMARY_MODEL_ID);
      guint64 number = 0;

      g_assert_true (g_ascii_string_to_unsigned (text + strlen ("model-"), 10, 0, G_MAXUINT,
                                                 &number, NULL));
      g_assert_cmpuint (number, <, world->next_id);
      g_assert_true (g_hash_table_add (found, GUINT_TO_POINTER ((guint) number)));
    }
  if (!is_whole)
    return;
  g_hash_table_iter_init (&iter, world->always);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_assert_true (g_hash_table_contains (found, id));
}

/* The last look at a list that shrinks or grows sees what is there now. */
static gboolean
has_only_what_is (ListRig *rig)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < rig->models->len; i++)
    g_hash_table_add (ids, GUINT_TO_POINTER (read_id (rig->models->pdata[i])));
  return g_hash_table_size (ids) == np_model_list_get_n_models (rig->list);
}

static void
assert_end (ListRig *rig, World *world)
{
  const GError *error = np_model_list_get_error (rig->list);
  gboolean is_complete = np_model_list_get_is_complete (rig->list);

  g_assert_true (is_complete == (error == NULL));
  switch (world->mood)
    {
    case MOOD_ENDLESS:
      g_assert_error (error, NP_API_ERROR, NP_API_ERROR_PROTOCOL);
      assert_set (rig, world, TRUE);
      return;
    case MOOD_REPEATING:
      if (rig->models->len > world->from_page * 50)
        g_assert_error (error, NP_API_ERROR, NP_API_ERROR_PROTOCOL);
      assert_set (rig, world, is_complete);
      return;
    case MOOD_GROWING:
    case MOOD_SHRINKING:
      if (error != NULL)
        g_assert_error (error, NP_API_ERROR, NP_API_ERROR_CONFLICT);
      assert_set (rig, world, is_complete);
      return;
    case MOOD_CUTTING:
      g_assert_no_error (error);
      g_assert_cmpuint (np_model_list_get_n_models (rig->list) + world->n_cut, >=,
                        rig->models->len);
      assert_set (rig, world, world->n_cut == 0);
      return;
    case MOOD_DOUBLING:
    case MOOD_FAILING:
    case MOOD_MISCOUNTING:
    case MOOD_UNCOUNTED:
    case MOOD_SMALL_PAGES:
    case MOOD_OUT_OF_ORDER:
    case N_MOODS:
    default:
      g_assert_no_error (error);
      assert_set (rig, world, TRUE);
      g_assert_true (has_only_what_is (rig));
    }
}

static void
run_sequence (ListRig *rig, guint seed)
{
  World world = { 0 };

  world.random = g_rand_new_with_seed (seed);
  world.mood = (Mood) pick (&world, N_MOODS);
  /* An endless list is a hundred pages each time: a few will do. */
  if (world.mood == MOOD_ENDLESS && pick (&world, 4) > 0)
    world.mood = MOOD_SHRINKING;
  world.always = g_hash_table_new (NULL, NULL);
  world.n_changes = 1 + pick (&world, 4);
  world.wrong_by = g_rand_int_range (world.random, -120, 200);
  world.from_page = 1 + pick (&world, 3);

  g_ptr_array_set_size (rig->models, 0);
  g_ptr_array_set_size (rig->texts, 0);
  np_model_list_set_source (rig->list, rig->workspace, "12345", NULL);
  rig->hook = behave;
  rig->hook_data = &world;
  fill_world (rig, &world);
  np_model_list_load (rig->list);
  await_end (rig);
  for (guint i = 0; world.mood == MOOD_FAILING && i < MAX_ERRORS + 1; i++)
    {
      if (np_model_list_get_is_complete (rig->list))
        break;
      assert_set (rig, &world, FALSE);
      np_model_list_load_rest (rig->list);
      await_end (rig);
    }
  assert_end (rig, &world);
  g_hash_table_unref (world.always);
  g_rand_free (world.random);
}

static void
test_sequences (void)
{
  g_autoptr (ListRig) rig = list_rig_new ();

  for (guint seed = 0; seed < N_SEQUENCES; seed++)
    {
      g_test_message ("seed %u", seed);
      run_sequence (rig, seed);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model-list/random", test_sequences);
  return g_test_run ();
}
