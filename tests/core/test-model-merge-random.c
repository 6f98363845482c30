/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

/* Random merges against an oracle that knows no JSON. NP_TEST_SEED repeats a run,
 * NP_TEST_FULL makes all of them. */

#include "config.h"

#include "np-model-merge.h"

#include "np-json.h"
#include "np-random-model.h"

#include <string.h>

#define N_RUNS 20000

typedef struct
{
  GRand *rand;

  /* What was there, what is there now, and what the person wants. */
  NpRandomState base;
  NpRandomState theirs;
  NpRandomState mine;

  NpModel *base_model;
  NpModel *theirs_model;
  char *mine_texts[NP_N_FIELDS];
  NpModelMerge *merge;
} Case;

typedef void (*Check) (Case *c);

static gboolean
same_members (const NpRandomState *a, const NpRandomState *b)
{
  for (guint i = 0; i < NP_RANDOM_N_KEYS; i++)
    {
      if (g_strcmp0 (a->members[i], b->members[i]) != 0)
        return FALSE;
    }
  return TRUE;
}

/* Makes models and texts of the states, and merges. */
static void
merge_case (Case *c)
{
  c->base_model = np_random_state_make_model (&c->base, c->rand);
  c->theirs_model = np_random_state_make_model (&c->theirs, c->rand);
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    c->mine_texts[id] = id == NP_FIELD_EXTRA_INFO
                            ? np_random_state_dup_extra_info (&c->mine, c->rand)
                            : g_strdup (c->mine.texts[id]);

  /* A form keeps the spelling of what nobody changed. */
  if (same_members (&c->base, &c->mine))
    {
      g_free (c->mine_texts[NP_FIELD_EXTRA_INFO]);
      c->mine_texts[NP_FIELD_EXTRA_INFO] = g_strdup (
          np_model_get_text (c->base_model, NP_FIELD_EXTRA_INFO));
    }
  c->merge = np_model_merge_new_for_model (c->base_model, c->theirs_model,
                                           (const char *const *) c->mine_texts);
}

static void
clear_case (Case *c)
{
  g_clear_object (&c->merge);
  g_clear_object (&c->base_model);
  g_clear_object (&c->theirs_model);
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    g_clear_pointer (&c->mine_texts[id], g_free);
}

/* The extra info has these members and no others. */
static void
assert_members (const char *text, const NpRandomState *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NpJson) json = np_json_parse_text (text, &error);
  guint n_expected = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < NP_RANDOM_N_KEYS; i++)
    {
      g_autoptr (NpJson) key = np_json_parse_text (np_random_get_key (i), NULL);
      g_autofree char *name = np_json_value_dup_string (np_json_get_root (key));
      const NpJsonValue *value = np_json_value_get_member (np_json_get_root (json), name);
      g_autoptr (GString) compact = g_string_new (NULL);

      g_assert_cmpint (value != NULL, ==, expected->members[i] != NULL);
      if (value == NULL)
        continue;
      n_expected++;
      np_json_value_append_compact (value, compact);
      g_assert_cmpstr (compact->str, ==, expected->members[i]);
      g_assert_nonnull (strstr (text, np_random_get_key (i)));
    }
  g_assert_cmpuint (np_json_value_get_length (np_json_get_root (json)), ==, n_expected);
}

static void
assert_result (Case *c, const NpRandomState *expected)
{
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      g_autofree char *text = np_model_merge_dup_text (c->merge, id);

      if (id == NP_FIELD_EXTRA_INFO)
        assert_members (text, expected);
      else
        g_assert_cmpstr (text, ==, expected->texts[id]);
    }
}

static void
assert_nothing_to_send (Case *c)
{
  g_autoptr (NpModelChanges) changes = np_model_merge_dup_changes (c->merge);

  g_assert_cmpuint (np_model_changes_get_length (changes), ==, 0);
}

static void
check_itself (Case *c)
{
  c->theirs = c->mine = c->base;
  merge_case (c);

  g_assert_cmpuint (np_model_merge_get_n_collisions (c->merge), ==, 0);
  g_assert_true (np_model_merge_get_is_settled (c->merge));
  assert_nothing_to_send (c);
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      g_autofree char *text = np_model_merge_dup_text (c->merge, id);

      g_assert_cmpstr (text, ==, np_model_get_text (c->theirs_model, id));
    }
}

static void
check_same_edits (Case *c)
{
  np_random_state_edit (&c->mine, c->rand);
  c->theirs = c->mine;
  merge_case (c);

  g_assert_cmpuint (np_model_merge_get_n_collisions (c->merge), ==, 0);
  assert_result (c, &c->mine);
  for (NpFieldId id = 0; id < NP_FIELD_EXTRA_INFO; id++)
    g_assert_cmpint (np_model_merge_get_state (c->merge, id), ==,
                     g_strcmp0 (c->base.texts[id], c->mine.texts[id]) == 0 ? NP_MERGE_UNTOUCHED
                                                                           : NP_MERGE_SAME);
  for (NpFieldId id = 0; id < NP_FIELD_EXTRA_INFO; id++)
    {
      g_autofree char *text = np_model_merge_dup_text (c->merge, id);

      g_assert_cmpstr (text, ==, np_model_get_text (c->theirs_model, id));
    }
}

static void
check_only_mine (Case *c)
{
  g_autoptr (NpModelChanges) direct = NULL;
  g_autoptr (NpModelChanges) merged = NULL;

  np_random_state_edit (&c->mine, c->rand);
  merge_case (c);
  g_object_unref (c->merge);
  c->merge = np_model_merge_new_for_model (c->base_model, c->base_model,
                                           (const char *const *) c->mine_texts);

  direct = np_model_changes_new (c->base_model, (const char *const *) c->mine_texts);
  merged = np_model_merge_dup_changes (c->merge);
  g_assert_cmpuint (np_model_merge_get_n_joined (c->merge), ==, 0);
  g_assert_cmpuint (np_model_changes_get_length (merged), ==,
                    np_model_changes_get_length (direct));
  for (guint i = 0; i < np_model_changes_get_length (direct); i++)
    {
      g_assert_cmpint (np_model_changes_get_field (merged, i), ==,
                       np_model_changes_get_field (direct, i));
      g_assert_cmpstr (np_model_changes_get_old_text (merged, i), ==,
                       np_model_changes_get_old_text (direct, i));
      g_assert_cmpstr (np_model_changes_get_new_text (merged, i), ==,
                       np_model_changes_get_new_text (direct, i));
    }
}

static void
swap_sides (Case *c)
{
  NpRandomState mine = c->mine;

  clear_case (c);
  c->mine = c->theirs;
  c->theirs = mine;
  merge_case (c);
}

/* Each place is edited by one person or by none. */
static void
check_disjoint (Case *c)
{
  NpRandomState both = c->base;

  for (guint place = 0; place < NP_FIELD_EXTRA_INFO + NP_RANDOM_N_KEYS; place++)
    {
      NpRandomState *side = g_rand_boolean (c->rand) ? &c->mine : &c->theirs;

      if (g_rand_boolean (c->rand))
        continue;
      if (place < NP_FIELD_EXTRA_INFO)
        {
          np_random_state_edit_field (side, place, c->rand);
          both.texts[place] = side->texts[place];
        }
      else
        {
          np_random_state_edit_key (side, place - NP_FIELD_EXTRA_INFO, c->rand);
          both.members[place - NP_FIELD_EXTRA_INFO] =
              side->members[place - NP_FIELD_EXTRA_INFO];
        }
    }

  merge_case (c);
  g_assert_cmpuint (np_model_merge_get_n_collisions (c->merge), ==, 0);
  assert_result (c, &both);
  swap_sides (c);
  g_assert_cmpuint (np_model_merge_get_n_collisions (c->merge), ==, 0);
  assert_result (c, &both);
}

/* Returns TRUE if the three collide; else what they give. */
static gboolean
ask_oracle (const char *base, const char *theirs, const char *mine, const char **out)
{
  *out = g_strcmp0 (mine, base) == 0 ? theirs : mine;

  return g_strcmp0 (mine, base) != 0 && g_strcmp0 (theirs, base) != 0 &&
         g_strcmp0 (mine, theirs) != 0;
}

static const char *
choose (Case *c, guint *i, const char *base, const char *theirs, const char *mine)
{
  NpMergeSide side = (NpMergeSide) g_rand_int_range (c->rand, 0, 3);
  const char *texts[] = { mine, theirs, base };

  np_model_merge_choose (c->merge, (*i)++, side, NULL);
  return texts[side];
}

static guint
find_key (const char *name)
{
  for (guint i = 0; i < NP_RANDOM_N_KEYS; i++)
    {
      g_autoptr (NpJson) key = np_json_parse_text (np_random_get_key (i), NULL);
      g_autofree char *text = np_json_value_dup_string (np_json_get_root (key));

      if (strcmp (text, name) == 0)
        return i;
    }
  g_assert_not_reached ();
}

static guint
expect_fields (Case *c, NpRandomState *expected)
{
  guint n_collisions = 0;

  for (NpFieldId id = 0; id < NP_FIELD_EXTRA_INFO; id++)
    {
      if (!ask_oracle (c->base.texts[id], c->theirs.texts[id], c->mine.texts[id],
                       &expected->texts[id]))
        continue;
      g_assert_cmpint (np_model_merge_get_collision_field (c->merge, n_collisions), ==, id);
      g_assert_null (np_model_merge_get_collision_key (c->merge, n_collisions));
      expected->texts[id] = choose (c, &n_collisions, c->base.texts[id], c->theirs.texts[id],
                                    c->mine.texts[id]);
    }
  return n_collisions;
}

static guint
count_colliding_keys (Case *c, NpRandomState *expected)
{
  guint n_collisions = 0;

  for (guint key = 0; key < NP_RANDOM_N_KEYS; key++)
    n_collisions += ask_oracle (c->base.members[key], c->theirs.members[key],
                                c->mine.members[key], &expected->members[key])
                        ? 1
                        : 0;
  return n_collisions;
}

/* Any three states, with any choice. */
static void
check_any (Case *c)
{
  NpRandomState expected = c->base;
  guint n_collisions = 0;
  guint n_keys = 0;

  np_random_state_edit (&c->mine, c->rand);
  np_random_state_edit (&c->theirs, c->rand);
  merge_case (c);

  n_collisions = expect_fields (c, &expected);
  n_keys = count_colliding_keys (c, &expected);
  g_assert_cmpuint (np_model_merge_get_n_collisions (c->merge), ==, n_collisions + n_keys);
  while (n_collisions < np_model_merge_get_n_collisions (c->merge))
    {
      guint key = find_key (np_model_merge_get_collision_key (c->merge, n_collisions));

      g_assert_false (np_model_merge_get_is_settled (c->merge));
      expected.members[key] = choose (c, &n_collisions, c->base.members[key],
                                      c->theirs.members[key], c->mine.members[key]);
    }

  g_assert_true (np_model_merge_get_is_settled (c->merge));
  g_assert_cmpuint (np_model_merge_get_n_open (c->merge), ==, 0);
  assert_result (c, &expected);
}

static void
test_random (gconstpointer data)
{
  Check check = (Check) data;
  Case c = { .rand = g_rand_new_with_seed (np_random_choose_seed ()) };
  guint n_runs = np_random_get_n_runs (N_RUNS);

  for (guint i = 0; i < n_runs; i++)
    {
      np_random_state_init (&c.base, c.rand);
      c.theirs = c.mine = c.base;
      check (&c);
      clear_case (&c);
    }
  g_rand_free (c.rand);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/core/model-merge/random/itself", check_itself, test_random);
  g_test_add_data_func ("/core/model-merge/random/same-edits", check_same_edits, test_random);
  g_test_add_data_func ("/core/model-merge/random/only-mine", check_only_mine, test_random);
  g_test_add_data_func ("/core/model-merge/random/disjoint", check_disjoint, test_random);
  g_test_add_data_func ("/core/model-merge/random/any", check_any, test_random);

  return g_test_run ();
}
