/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-random-model.h"

#include "np-json.h"

#include <string.h>

#define N_SAMPLES 5
#define SAMPLE    20

/* Few, so that two people often want the same; none is the same as another to
 * the service. */
static const char *const strings[N_SAMPLES] = {
  "",
  "a",
  "e\xcc\x81 \xe9\x93\xad\xe7\x89\x8c",
  "\"\\\n\t",
  "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb ",
};
static const char *const names[N_SAMPLES] = { "a", "A", "\xc3\xa9", "e\xcc\x81", " x " };
static const char *const choices[N_SAMPLES] = {
  "PRIVATE", "PUBLIC", "PRIVATE", "PUBLIC", "PUBLIC",
};
static const char *const integers[N_SAMPLES] = {
  "0", "-1", "9223372036854775807", "7000", "-9223372036854775808",
};
static const char *const members[N_SAMPLES] = {
  NULL, "4.90", "4.9", "{\"x\":[1e400,null]}", "\"\\u00e9\"",
};
static const char *const keys[NP_RANDOM_N_KEYS] = {
  "\"Rating\"", "\"\"", "\"\\u00e9\"", "\"a\\\"b\"", "\"\xe9\x93\xad\"", "\"rating\"",
};

/* NP_TEST_SEED repeats a run. */
guint32
np_random_choose_seed (void)
{
  const char *wanted = g_getenv ("NP_TEST_SEED");
  guint64 seed = (guint64) g_test_rand_int_range (0, G_MAXINT32);

  if (wanted != NULL && !g_ascii_string_to_unsigned (wanted, 10, 0, G_MAXUINT32, &seed, NULL))
    g_error ("NP_TEST_SEED is not a number: %s", wanted);
  g_test_message ("NP_TEST_SEED=%u", (guint32) seed);
  return (guint32) seed;
}

/* Without NP_TEST_FULL only a part of N_RUNS. */
guint
np_random_get_n_runs (guint n_runs)
{
  return g_getenv ("NP_TEST_FULL") != NULL ? n_runs : n_runs / SAMPLE;
}

static const char *
pick (const char *const samples[N_SAMPLES], GRand *rand)
{
  return samples[g_rand_int_range (rand, 0, N_SAMPLES)];
}

/* As JSON, in quotes. */
const char *
np_random_get_key (guint i)
{
  return keys[i];
}

void
np_random_state_edit_field (NpRandomState *state, NpFieldId id, GRand *rand)
{
  switch (np_field_get_kind (id))
    {
    case NP_FIELD_KIND_INTEGER:
      state->texts[id] = pick (integers, rand);
      break;
    case NP_FIELD_KIND_CHOICE:
      state->texts[id] = pick (choices, rand);
      break;
    case NP_FIELD_KIND_JSON_OBJECT:
      np_random_state_edit_key (state, (guint) g_rand_int_range (rand, 0, NP_RANDOM_N_KEYS),
                                rand);
      break;
    case NP_FIELD_KIND_STRING:
    case NP_FIELD_KIND_TEXT:
    case NP_FIELD_KIND_DOCUMENT_LINK:
    default:
      state->texts[id] = pick (id == NP_FIELD_MODEL_NAME ? names : strings, rand);
      break;
    }
}

void
np_random_state_edit_key (NpRandomState *state, guint key, GRand *rand)
{
  state->members[key] = pick (members, rand);
}

void
np_random_state_init (NpRandomState *state, GRand *rand)
{
  memset (state, 0, sizeof *state);
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    np_random_state_edit_field (state, id, rand);
  for (guint key = 0; key < NP_RANDOM_N_KEYS; key++)
    np_random_state_edit_key (state, key, rand);
}

void
np_random_state_edit (NpRandomState *state, GRand *rand)
{
  guint n_edits = (guint) g_rand_int_range (rand, 0, 12);

  for (guint i = 0; i < n_edits; i++)
    np_random_state_edit_field (state, (NpFieldId) g_rand_int_range (rand, 0, NP_N_FIELDS),
                                rand);
}

/* Begins with any key and has blanks anywhere. */
char *
np_random_state_dup_extra_info (const NpRandomState *state, GRand *rand)
{
  guint first = (guint) g_rand_int_range (rand, 0, NP_RANDOM_N_KEYS);
  const char *space = g_rand_boolean (rand) ? "\n " : "";
  GString *out = g_string_new ("{");

  for (guint i = 0; i < NP_RANDOM_N_KEYS; i++)
    {
      guint key = (first + i) % NP_RANDOM_N_KEYS;

      if (state->members[key] != NULL)
        g_string_append_printf (out, "%s%s%s%s:%s%s", out->len > 1 ? "," : "", space, keys[key],
                                space, space, state->members[key]);
    }
  g_string_append (out, space);
  g_string_append_c (out, '}');
  return g_string_free (out, FALSE);
}

static void
append_field (GString *json, const NpRandomState *state, NpFieldId id, GRand *rand)
{
  const char *text = state->texts[id];
  g_autofree char *extra_info = NULL;

  /* All the same to a person. */
  if (text != NULL && *text == '\0' && g_rand_boolean (rand))
    return;

  g_string_append_c (json, ',');
  np_json_append_string (json, np_field_get_wire_name (id));
  g_string_append_c (json, ':');
  if (np_field_get_kind (id) == NP_FIELD_KIND_JSON_OBJECT)
    {
      extra_info = np_random_state_dup_extra_info (state, rand);
      g_string_append (json, extra_info);
    }
  else if (np_field_get_kind (id) == NP_FIELD_KIND_INTEGER)
    g_string_append (json, text);
  else if (*text == '\0' && g_rand_boolean (rand))
    g_string_append (json, "null");
  else
    np_json_append_string (json, text);
}

NpModel *
np_random_state_make_model (const NpRandomState *state, GRand *rand)
{
  GString *json = g_string_new ("{\"ModelId\":\"model-1\"");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  NpModel *model = NULL;

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    append_field (json, state, id, rand);
  g_string_append_c (json, '}');

  bytes = g_string_free_to_bytes (json);
  model = np_model_new_from_json (bytes, &error);
  g_assert_no_error (error);
  return model;
}
