/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model-form.h"

#include "np-model-fixture.h"

#include <string.h>

static char *
name_aspect (NpFieldId id, const char *aspect)
{
  return g_strconcat (np_field_get_property (id), aspect, NULL);
}

static void
test_empty (void)
{
  g_autoptr (NpModelForm) form = np_model_form_new ();

  np_form_assert_clean (form);
  g_assert_null (np_model_form_get_model (form));
  g_assert_null (np_model_form_dup_changes (form));
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      g_assert_cmpstr (np_model_form_get_text (form, id), ==, "");
      g_assert_false (np_model_form_get_is_editable (form, id));
      np_model_form_set_text (form, id, np_fixture_edits[id]);
      g_assert_cmpstr (np_model_form_get_text (form, id), ==, "");
    }
  np_form_assert_clean (form);
}

static void
test_properties (void)
{
  g_autoptr (NpModelForm) form = np_model_form_new ();
  GObjectClass *object_class = G_OBJECT_GET_CLASS (form);
  g_autofree GParamSpec **pspecs = NULL;
  guint n_pspecs = 0;

  pspecs = g_object_class_list_properties (object_class, &n_pspecs);
  g_assert_cmpuint (n_pspecs, ==, 7 + 5 * NP_N_FIELDS);
  for (guint i = 0; i < n_pspecs; i++)
    {
      NpFieldId id = 0;
      gboolean is_writable = strcmp (pspecs[i]->name, "model") == 0 ||
                             np_field_from_property (pspecs[i]->name, &id);

      g_test_message ("%s", pspecs[i]->name);
      g_assert_cmpint ((pspecs[i]->flags & G_PARAM_WRITABLE) != 0, ==, is_writable);
      g_assert_true (pspecs[i]->flags & G_PARAM_READABLE);
      g_assert_true (pspecs[i]->flags & G_PARAM_EXPLICIT_NOTIFY);
    }
}

/* Each property tells the same as its function, before and after an edit. */
static void
assert_properties_agree (NpModelForm *form)
{
  g_autoptr (NpModel) model = NULL;
  gboolean dirty = FALSE;
  gboolean can_save = FALSE;
  gboolean can_undo = FALSE;
  gboolean can_redo = FALSE;
  guint n_changes = 0;
  guint n_problems = 0;

  g_object_get (form, "model", &model, "dirty", &dirty, "can-save", &can_save, "n-changes",
                &n_changes, "n-problems", &n_problems, "can-undo", &can_undo, "can-redo",
                &can_redo, NULL);
  g_assert_true (model == np_model_form_get_model (form));
  g_assert_cmpint (dirty, ==, np_model_form_get_is_dirty (form));
  g_assert_cmpint (can_save, ==, np_model_form_get_can_save (form));
  g_assert_cmpint (can_undo, ==, np_model_form_get_can_undo (form));
  g_assert_cmpint (can_redo, ==, np_model_form_get_can_redo (form));
  g_assert_cmpuint (n_changes, ==, np_model_form_get_n_changes (form));
  g_assert_cmpuint (n_problems, ==, np_model_form_get_n_problems (form));

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      g_autofree char *problem_name = name_aspect (id, "-problem");
      g_autofree char *changed_name = name_aspect (id, "-changed");
      g_autofree char *was_name = name_aspect (id, "-was");
      g_autofree char *editable_name = name_aspect (id, "-editable");
      g_autofree char *text = NULL;
      g_autofree char *problem = NULL;
      g_autofree char *was = NULL;
      gboolean is_changed = FALSE;
      gboolean is_editable = FALSE;

      g_object_get (form, np_field_get_property (id), &text, problem_name, &problem,
                    changed_name, &is_changed, was_name, &was, editable_name, &is_editable,
                    NULL);
      g_assert_cmpstr (text, ==, np_model_form_get_text (form, id));
      g_assert_cmpstr (problem, ==, np_model_form_get_problem (form, id));
      g_assert_cmpstr (was, ==, np_model_form_get_was (form, id));
      g_assert_cmpint (is_changed, ==, np_model_form_get_is_changed (form, id));
      g_assert_cmpint (is_editable, ==, np_model_form_get_is_editable (form, id));
    }
}

static void
test_get_properties (void)
{
  g_autoptr (NpModelForm) form = np_model_form_new ();
  g_autoptr (NpModel) model = np_fixture_model (np_fixture_whole);

  assert_properties_agree (form);
  g_object_set (form, "model", model, NULL);
  g_assert_true (np_model_form_get_model (form) == model);
  assert_properties_agree (form);
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      g_object_set (form, np_field_get_property (id), np_fixture_edits[id], NULL);
      g_assert_cmpstr (np_model_form_get_text (form, id), ==, np_fixture_edits[id]);
      assert_properties_agree (form);
    }
  np_model_form_set_text (form, NP_FIELD_MODEL_NAME, "");
  np_model_form_set_text (form, NP_FIELD_ORDER_NUMBER, "1.5");
  assert_properties_agree (form);
  g_object_set (form, "model", NULL, NULL);
  assert_properties_agree (form);
}

/* What one edit tells: the text, that it is changed, and the totals; all once. */
static void
test_each_field_tells_once (void)
{
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      g_autoptr (NpModelForm) form = np_fixture_form (np_fixture_whole);
      const char *name = np_field_get_property (id);
      g_autofree char *all = g_strdup_printf ("%s %s-changed n-changes dirty can-save", name,
                                              name);
      g_autofree char *first = g_strconcat (all, " can-undo", NULL);
      NpEar ear;

      np_ear_open (&ear, form);
      np_model_form_set_text (form, id, np_model_form_get_text (form, id));
      np_ear_assert_told (&ear, "");

      np_model_form_set_text (form, id, np_fixture_edits[id]);
      np_ear_assert_told (&ear, first);
      g_assert_true (np_model_form_get_is_changed (form, id));
      g_assert_true (np_model_form_get_can_save (form));
      g_assert_cmpuint (np_model_form_get_n_changes (form), ==, 1);

      np_model_form_set_text (form, id, np_fixture_edits[id]);
      np_ear_assert_told (&ear, "");

      np_model_form_put_back (form, id);
      np_ear_assert_told (&ear, all);
      np_form_assert_clean (form);

      np_model_form_put_back (form, id);
      np_ear_assert_told (&ear, "");
      np_ear_close (&ear);
    }
}

static void
test_further_edits_tell_only_what_changed (void)
{
  g_autoptr (NpModelForm) form = np_fixture_form (np_fixture_whole);
  NpEar ear;

  np_model_form_set_text (form, NP_FIELD_TASK, "a");
  np_ear_open (&ear, form);
  np_model_form_set_text (form, NP_FIELD_TASK, "ab");
  np_ear_assert_told (&ear, "task");
  np_model_form_set_text (form, NP_FIELD_DOMAIN, "x");
  np_ear_assert_told (&ear, "domain domain-changed n-changes");
  np_model_form_set_text (form, NP_FIELD_ORDER_NUMBER, "x");
  np_ear_assert_told (&ear, "order-number order-number-changed order-number-problem n-changes "
                            "n-problems can-save");
  np_model_form_set_text (form, NP_FIELD_ORDER_NUMBER, "y");
  np_ear_assert_told (&ear, "order-number");
  np_model_form_set_text (form, NP_FIELD_ORDER_NUMBER, "+1");
  np_ear_assert_told (&ear, "order-number order-number-problem");
  np_model_form_set_text (form, NP_FIELD_ORDER_NUMBER, "1");
  np_ear_assert_told (&ear, "order-number order-number-problem n-problems can-save");
  np_model_form_put_back_all (form);
  np_ear_assert_told (&ear, "task task-changed domain domain-changed order-number "
                            "order-number-changed n-changes dirty can-save");
  np_form_assert_clean (form);
  np_ear_close (&ear);
}

/* Whoever is told of one property finds all others up to date. */
static void
see_totals_cb (NpModelForm *form, GParamSpec *pspec, gpointer user_data)
{
  guint *seen = user_data;

  g_assert_true (np_model_form_get_is_dirty (form));
  g_assert_true (np_model_form_get_can_save (form));
  g_assert_true (np_model_form_get_is_changed (form, NP_FIELD_TASK));
  g_assert_cmpuint (np_model_form_get_n_changes (form), ==, 1);
  ++*seen;
}

static void
test_tells_when_all_is_done (void)
{
  g_autoptr (NpModelForm) form = np_fixture_form (np_fixture_whole);
  guint seen = 0;

  g_signal_connect (form, "notify", G_CALLBACK (see_totals_cb), &seen);
  np_model_form_set_text (form, NP_FIELD_TASK, "a");
  g_assert_cmpuint (seen, ==, 6);
}

static void
test_set_model_tells_once (void)
{
  g_autoptr (NpModelForm) form = np_model_form_new ();
  g_autoptr (NpModel) model = np_fixture_model (np_fixture_whole);
  g_autoptr (NpModel) same = np_fixture_model (np_fixture_whole);
  g_autoptr (GString) names = g_string_new ("model");
  NpEar ear;

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      const char *name = np_field_get_property (id);

      g_string_append_printf (names, " %s %s-was %s-editable", name, name, name);
    }

  np_ear_open (&ear, form);
  np_model_form_set_model (form, NULL);
  np_ear_assert_told (&ear, "");
  np_model_form_set_model (form, model);
  np_ear_assert_told (&ear, names->str);
  np_model_form_set_model (form, model);
  np_ear_assert_told (&ear, "");
  np_model_form_set_model (form, same);
  np_ear_assert_told (&ear, "model");
  np_model_form_set_model (form, NULL);
  np_ear_assert_told (&ear, names->str);
  np_ear_close (&ear);
  np_form_assert_clean (form);
}

static void
test_set_model_drops_edits (void)
{
  g_autoptr (NpModelForm) form = np_fixture_form (np_fixture_whole);
  g_autoptr (NpModel) model = np_fixture_model (np_fixture_other);

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    np_model_form_set_text (form, id, np_fixture_edits[id]);
  g_assert_cmpuint (np_model_form_get_n_changes (form), ==, NP_N_FIELDS);

  np_model_form_set_model (form, model);
  np_form_assert_clean (form);
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      g_assert_cmpstr (np_model_form_get_text (form, id), ==, np_model_get_text (model, id));
      g_assert_true (np_model_form_get_is_editable (form, id));
    }
}

static void
test_null_is_empty (void)
{
  g_autoptr (NpModelForm) form = np_fixture_form (np_fixture_whole);

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      np_model_form_set_text (form, id, NULL);
      g_assert_cmpstr (np_model_form_get_text (form, id), ==, "");
      g_object_set (form, np_field_get_property (id), "x", NULL);
      g_object_set (form, np_field_get_property (id), NULL, NULL);
      g_assert_cmpstr (np_model_form_get_text (form, id), ==, "");
    }
}

static void
test_emptied (void)
{
  static const char *const problems[NP_N_FIELDS] = {
    [NP_FIELD_MODEL_NAME] = "A model needs a name of 1 to 127 characters.",
    [NP_FIELD_ACCESSIBILITY] = "The service has no documented way to clear the visibility.",
    [NP_FIELD_PARAMETER_SIZE] = "The service has no documented way to clear this number.",
    [NP_FIELD_ORDER_NUMBER] = "The service has no documented way to clear this number.",
    [NP_FIELD_EXTRA_INFO] = "Write {} to empty the extra info.",
  };
  g_autoptr (NpModelForm) form = np_fixture_form (np_fixture_whole);

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      np_model_form_set_text (form, id, "");
      g_assert_true (np_model_form_get_is_changed (form, id));
      g_assert_cmpstr (np_model_form_get_problem (form, id), ==, problems[id]);
      g_assert_cmpint (np_model_form_get_can_save (form), ==, problems[id] == NULL);
      np_model_form_put_back (form, id);
    }
}

/* Where the model has nothing, an empty text is no change, so no problem. */
static void
test_absent_and_empty (void)
{
  g_autoptr (NpModelForm) form = np_fixture_form ("");

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      np_model_form_set_text (form, id, np_fixture_edits[id]);
      g_assert_true (np_model_form_get_is_changed (form, id) || *np_fixture_edits[id] == '\0');
      np_model_form_set_text (form, id, "");
    }
  np_form_assert_clean (form);
  np_model_form_set_text (form, NP_FIELD_ORDER_NUMBER, "  ");
  np_model_form_set_text (form, NP_FIELD_EXTRA_INFO, "\n");
  g_assert_false (np_model_form_get_is_dirty (form));
}

/* A value of the service that breaks a limit must not block the other fields. */
static void
test_untouched_values_are_no_problem (void)
{
  g_autoptr (NpModelForm)
      form = np_fixture_form (",\"ModelName\":\"\",\"Accessibility\":\"SHARED\"");

  np_form_assert_clean (form);
  np_model_form_set_text (form, NP_FIELD_TASK, "a");
  g_assert_true (np_model_form_get_can_save (form));
  np_model_form_set_text (form, NP_FIELD_ACCESSIBILITY, "OTHER");
  g_assert_false (np_model_form_get_can_save (form));
  np_model_form_set_text (form, NP_FIELD_ACCESSIBILITY, "SHARED");
  g_assert_true (np_model_form_get_can_save (form));
  g_assert_cmpuint (np_model_form_get_n_changes (form), ==, 1);
}

/* White space that means nothing is no change, but stays as it was typed. */
static void
test_spelling_is_no_change (void)
{
  g_autoptr (NpModelForm) form = np_fixture_form (np_fixture_whole);
  NpEar ear;

  np_ear_open (&ear, form);
  np_model_form_set_text (form, NP_FIELD_ORDER_NUMBER, " 5 ");
  np_ear_assert_told (&ear, "order-number can-undo");
  np_model_form_set_text (form, NP_FIELD_EXTRA_INFO, "{\n}");
  np_ear_assert_told (&ear, "extra-info");
  np_ear_close (&ear);
  g_assert_false (np_model_form_get_is_dirty (form));
  g_assert_cmpstr (np_model_form_get_text (form, NP_FIELD_ORDER_NUMBER), ==, " 5 ");
}

static void
test_line_ends_stay (void)
{
  g_autoptr (NpModelForm) form = np_fixture_form (np_fixture_whole);
  g_autoptr (NpModelChanges) changes = NULL;

  g_assert_cmpstr (np_model_form_get_text (form, NP_FIELD_MODEL_DESCRIPTION), ==, "one\r\ntwo");
  np_model_form_set_text (form, NP_FIELD_MODEL_DESCRIPTION, "one\ntwo");
  g_assert_true (np_model_form_get_is_changed (form, NP_FIELD_MODEL_DESCRIPTION));
  np_model_form_set_text (form, NP_FIELD_MODEL_DESCRIPTION, "one\r\ntwo\rthree");
  changes = np_model_form_dup_changes (form);
  g_assert_cmpstr (np_model_changes_get_new_text (changes, 0), ==, "one\r\ntwo\rthree");
}

static void
test_unreadable (void)
{
  g_autoptr (NpModelForm)
      form = np_fixture_form (",\"OrderNumber\":1e3,\"ExtraInfo\":[],\"Task\":\"a\"");
  g_autoptr (NpModelChanges) changes = NULL;
  NpEar ear;

  g_assert_cmpstr (np_model_form_get_text (form, NP_FIELD_ORDER_NUMBER), ==, "1e3");
  g_assert_false (np_model_form_get_is_editable (form, NP_FIELD_ORDER_NUMBER));
  g_assert_false (np_model_form_get_is_editable (form, NP_FIELD_EXTRA_INFO));
  g_assert_true (np_model_form_get_is_editable (form, NP_FIELD_TASK));

  np_ear_open (&ear, form);
  np_model_form_set_text (form, NP_FIELD_ORDER_NUMBER, "5");
  g_object_set (form, "extra-info", "{}", NULL);
  np_ear_assert_told (&ear, "");
  np_ear_close (&ear);
  g_assert_cmpstr (np_model_form_get_text (form, NP_FIELD_ORDER_NUMBER), ==, "1e3");
  np_form_assert_clean (form);

  np_model_form_set_text (form, NP_FIELD_TASK, "b");
  changes = np_model_form_dup_changes (form);
  g_assert_cmpuint (np_model_changes_get_length (changes), ==, 1);
}

static void
test_dup_changes (void)
{
  g_autoptr (NpModelForm) form = np_fixture_form (np_fixture_whole);
  g_autoptr (NpModelChanges) changes = NULL;
  g_autoptr (NpModelChanges) none = np_model_form_dup_changes (form);

  g_assert_cmpuint (np_model_changes_get_length (none), ==, 0);
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    np_model_form_set_text (form, id, np_fixture_edits[id]);
  changes = np_model_form_dup_changes (form);
  np_model_form_put_back_all (form);

  g_assert_cmpuint (np_model_changes_get_length (changes), ==, NP_N_FIELDS);
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      g_assert_cmpint (np_model_changes_get_field (changes, id), ==, id);
      g_assert_cmpstr (np_model_changes_get_new_text (changes, id), ==, np_fixture_edits[id]);
      g_assert_cmpstr (np_model_changes_get_old_text (changes, id), ==,
                       np_model_form_get_was (form, id));
    }
}

/* As a row of the form is bound: the two never chase each other. */
static void
test_binding (void)
{
  g_autoptr (NpModelForm) form = np_fixture_form (np_fixture_whole);
  g_autoptr (NpModelForm) widget = np_fixture_form (np_fixture_whole);
  NpEar ear;

  g_object_bind_property (form, "task", widget, "task",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  np_ear_open (&ear, form);
  np_model_form_set_text (widget, NP_FIELD_TASK, "typed");
  np_ear_assert_told (&ear, "task task-changed n-changes dirty can-save can-undo");
  g_assert_cmpstr (np_model_form_get_text (form, NP_FIELD_TASK), ==, "typed");
  np_model_form_put_back (form, NP_FIELD_TASK);
  np_ear_assert_told (&ear, "task task-changed n-changes dirty can-save");
  g_assert_cmpstr (np_model_form_get_text (widget, NP_FIELD_TASK), ==, "translation");
  np_ear_close (&ear);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/model-form/empty", test_empty);
  g_test_add_func ("/core/model-form/properties", test_properties);
  g_test_add_func ("/core/model-form/get-properties", test_get_properties);
  g_test_add_func ("/core/model-form/each-field-tells-once", test_each_field_tells_once);
  g_test_add_func ("/core/model-form/further-edits-tell-only-what-changed",
                   test_further_edits_tell_only_what_changed);
  g_test_add_func ("/core/model-form/tells-when-all-is-done", test_tells_when_all_is_done);
  g_test_add_func ("/core/model-form/set-model-tells-once", test_set_model_tells_once);
  g_test_add_func ("/core/model-form/set-model-drops-edits", test_set_model_drops_edits);
  g_test_add_func ("/core/model-form/null-is-empty", test_null_is_empty);
  g_test_add_func ("/core/model-form/emptied", test_emptied);
  g_test_add_func ("/core/model-form/absent-and-empty", test_absent_and_empty);
  g_test_add_func ("/core/model-form/untouched-values-are-no-problem",
                   test_untouched_values_are_no_problem);
  g_test_add_func ("/core/model-form/spelling-is-no-change", test_spelling_is_no_change);
  g_test_add_func ("/core/model-form/line-ends-stay", test_line_ends_stay);
  g_test_add_func ("/core/model-form/unreadable", test_unreadable);
  g_test_add_func ("/core/model-form/dup-changes", test_dup_changes);
  g_test_add_func ("/core/model-form/binding", test_binding);

  return g_test_run ();
}
