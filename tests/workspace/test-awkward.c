/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-await.h"
#include "np-awkward-strings.h"
#include "np-json.h"
#include "test-clock.h"
#include "wire-rig.h"

/* Awkward texts through every field and the whole way: typed, written down, restored,
 * saved, read back and opened again. Not one byte changes. */

static const NpFieldId fields[] = {
  NP_FIELD_MODEL_DESCRIPTION, NP_FIELD_ORIGIN,    NP_FIELD_DOMAIN, NP_FIELD_TASK,
  NP_FIELD_MODEL_TYPE,        NP_FIELD_MODEL_DOC,
};

#define N_TEXTS G_N_ELEMENTS (fields)

/* The same text as a value of extra info. */
static char *
write_extra_info (const char *text)
{
  g_autoptr (GString) object = g_string_new ("{\"a\":");

  np_json_append_string (object, text);
  g_string_append_c (object, '}');
  return g_string_free (g_steal_pointer (&object), FALSE);
}

static char *
read_extra_info (const char *object)
{
  g_autoptr (NpJson) json = np_json_parse_text (object, NULL);

  g_assert_nonnull (json);
  return np_json_value_dup_string (np_json_value_get_member (np_json_get_root (json), "a"));
}

static void
assert_form (WireRig *rig, const char *const texts[N_TEXTS])
{
  NpModelForm *form = rig->clients[0].form;
  g_autofree char *extra = read_extra_info (np_model_form_get_text (form, NP_FIELD_EXTRA_INFO));

  for (guint i = 0; i < N_TEXTS; i++)
    g_assert_cmpstr (np_model_form_get_text (form, fields[i]), ==, texts[i]);
  g_assert_cmpstr (extra, ==, texts[0]);
}

static void
assert_stored (WireRig *rig, const char *const texts[N_TEXTS])
{
  for (guint i = 0; i < N_TEXTS; i++)
    {
      g_autofree char *stored = wire_rig_dup_text (rig, fields[i]);

      g_assert_cmpstr (stored, ==, texts[i]);
    }
}

static void
go_all_the_way (WireRig *rig, const char *const texts[N_TEXTS])
{
  g_autofree char *extra = write_extra_info (texts[0]);
  g_autoptr (NpSaveOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_TEXTS; i++)
    np_model_form_set_text (rig->clients[0].form, fields[i], texts[i]);
  np_model_form_set_text (rig->clients[0].form, NP_FIELD_EXTRA_INFO, extra);
  wire_rig_restart (rig, 0);
  wire_rig_open (rig, 0);
  assert_form (rig, texts);
  outcome = wire_rig_save (rig, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (np_save_outcome_get_result (outcome), ==, NP_SAVED_CONFIRMED);
  g_assert_false (np_model_form_get_is_dirty (rig->clients[0].form));
  assert_form (rig, texts);
  assert_stored (rig, texts);
  wire_rig_restart (rig, 0);
  wire_rig_open (rig, 0);
  assert_form (rig, texts);
}

/* In each round a field has one text; after as many rounds as there are texts it has
 * had every one of them. */
static void
test_awkward (void)
{
  g_autoptr (WireRig) rig = wire_rig_new (1);
  gsize n = 0;
  const char *const *texts = np_awkward_strings_get (&n);
  gsize step = g_getenv ("NP_TEST_FULL") != NULL ? 1 : N_TEXTS;

  wire_rig_keep (rig);
  wire_rig_open (rig, 0);
  g_assert_cmpuint (n, >, 500);
  for (gsize first = 0; first < n; first += step)
    {
      const char *round[N_TEXTS];

      for (gsize i = 0; i < N_TEXTS; i++)
        round[i] = texts[(first + i) % n];
      go_all_the_way (rig, round);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  test_clock_install ();
  g_test_add_func ("/awkward/all-the-way", test_awkward);
  return g_test_run ();
}
