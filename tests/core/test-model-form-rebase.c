/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model-form.h"

#include "np-model-fixture.h"

static void
test_rebase_keeps_edits (void)
{
  for (NpFieldId edited = 0; edited < NP_N_FIELDS; edited++)
    {
      g_autoptr (NpModelForm) form = np_fixture_form (np_fixture_whole);
      g_autoptr (NpModel) model = np_fixture_model (np_fixture_other);

      /* Equal to the other model, so no change. */
      if (edited == NP_FIELD_ACCESSIBILITY)
        continue;
      np_model_form_set_text (form, edited, np_fixture_edits[edited]);
      np_model_form_rebase (form, model);

      g_assert_cmpuint (np_model_form_get_n_changes (form), ==, 1);
      g_assert_true (np_model_form_get_can_save (form));
      for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
        {
          g_assert_cmpstr (np_model_form_get_was (form, id), ==, np_model_get_text (model, id));
          g_assert_cmpstr (np_model_form_get_text (form, id), ==,
                           id == edited ? np_fixture_edits[id] : np_model_get_text (model, id));
          g_assert_cmpint (np_model_form_get_is_changed (form, id), ==, id == edited);
        }
    }
}

/* What was saved is no edit any more; what was typed meanwhile stays one. */
static void
test_rebase_after_save (void)
{
  g_autoptr (NpModelForm) form = np_fixture_form (np_fixture_whole);
  g_autoptr (NpModel) stored = np_fixture_model (np_fixture_other);
  NpEar ear;

  np_model_form_set_text (form, NP_FIELD_MODEL_NAME, "name 2");
  np_model_form_set_text (form, NP_FIELD_ORDER_NUMBER, " 6");
  np_model_form_set_text (form, NP_FIELD_TASK, "typed meanwhile");

  np_ear_open (&ear, form);
  np_model_form_rebase (form, stored);
  g_assert_false (g_hash_table_contains (ear.counts, "model-name"));
  g_assert_false (g_hash_table_contains (ear.counts, "order-number"));
  g_assert_false (g_hash_table_contains (ear.counts, "task"));
  g_assert_true (g_hash_table_contains (ear.counts, "task-was"));
  g_assert_true (g_hash_table_contains (ear.counts, "domain"));
  g_assert_false (g_hash_table_contains (ear.counts, "dirty"));
  np_ear_close (&ear);

  g_assert_cmpuint (np_model_form_get_n_changes (form), ==, 1);
  g_assert_true (np_model_form_get_is_changed (form, NP_FIELD_TASK));
  g_assert_cmpstr (np_model_form_get_text (form, NP_FIELD_TASK), ==, "typed meanwhile");
  g_assert_cmpstr (np_model_form_get_text (form, NP_FIELD_DOMAIN), ==, "cv");
  np_model_form_put_back (form, NP_FIELD_TASK);
  g_assert_cmpstr (np_model_form_get_text (form, NP_FIELD_TASK), ==, "fill-mask");
  g_assert_false (np_model_form_get_is_dirty (form));
}

/* A text that says the same stays as it was typed: the cursor would jump. */
static void
test_rebase_keeps_spelling (void)
{
  g_autoptr (NpModelForm) form = np_fixture_form (np_fixture_whole);
  g_autoptr (NpModel) first = np_fixture_model (",\"ExtraInfo\":{\"a\":[1, 2]}");
  g_autoptr (NpModel) second = np_fixture_model (",\"ExtraInfo\":{\"a\":[1,2]}");

  np_model_form_set_text (form, NP_FIELD_EXTRA_INFO, "{\"a\":[1,2]}");
  np_model_form_rebase (form, first);
  g_assert_cmpstr (np_model_form_get_text (form, NP_FIELD_EXTRA_INFO), ==, "{\"a\":[1,2]}");
  g_assert_false (np_model_form_get_is_dirty (form));
  np_model_form_rebase (form, second);
  g_assert_cmpstr (np_model_form_get_text (form, NP_FIELD_EXTRA_INFO), ==, "{\"a\":[1,2]}");
}

/* A faulty edit is not lost, and still is faulty. */
static void
test_rebase_keeps_problems (void)
{
  g_autoptr (NpModelForm) form = np_fixture_form (np_fixture_whole);
  g_autoptr (NpModel) model = np_fixture_model (np_fixture_other);

  np_model_form_set_text (form, NP_FIELD_EXTRA_INFO, "{\"a\":");
  np_model_form_rebase (form, model);
  g_assert_cmpstr (np_model_form_get_text (form, NP_FIELD_EXTRA_INFO), ==, "{\"a\":");
  g_assert_cmpuint (np_model_form_get_n_problems (form), ==, 1);
  g_assert_false (np_model_form_get_can_save (form));
}

/* The edit stays in sight, but it is never sent over what cannot be read. */
static void
test_rebase_onto_unreadable (void)
{
  g_autoptr (NpModelForm) form = np_fixture_form (np_fixture_whole);
  g_autoptr (NpModel) model = np_fixture_model (",\"ExtraInfo\":[1],\"OrderNumber\":1e3");
  g_autoptr (NpModelChanges) changes = NULL;

  np_model_form_set_text (form, NP_FIELD_EXTRA_INFO, "{\"typed\":1}");
  np_model_form_rebase (form, model);
  g_assert_cmpstr (np_model_form_get_text (form, NP_FIELD_EXTRA_INFO), ==, "{\"typed\":1}");
  g_assert_cmpstr (np_model_form_get_text (form, NP_FIELD_ORDER_NUMBER), ==, "1e3");
  g_assert_false (np_model_form_get_is_editable (form, NP_FIELD_EXTRA_INFO));
  g_assert_nonnull (np_model_form_get_problem (form, NP_FIELD_EXTRA_INFO));
  g_assert_false (np_model_form_get_can_save (form));
  changes = np_model_form_dup_changes (form);
  g_assert_cmpuint (np_model_changes_get_length (changes), ==, 0);

  np_model_form_put_back (form, NP_FIELD_EXTRA_INFO);
  g_assert_cmpstr (np_model_form_get_text (form, NP_FIELD_EXTRA_INFO), ==, "[1]");
  np_form_assert_clean (form);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/model-form-rebase/keeps-edits", test_rebase_keeps_edits);
  g_test_add_func ("/core/model-form-rebase/after-save", test_rebase_after_save);
  g_test_add_func ("/core/model-form-rebase/keeps-spelling", test_rebase_keeps_spelling);
  g_test_add_func ("/core/model-form-rebase/keeps-problems", test_rebase_keeps_problems);
  g_test_add_func ("/core/model-form-rebase/onto-unreadable", test_rebase_onto_unreadable);

  return g_test_run ();
}
