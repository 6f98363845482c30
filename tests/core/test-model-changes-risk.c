/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model-changes.h"

#include "np-model-fixture.h"

#define OBJECT NP_FIELD_EXTRA_INFO

static NpModelChanges *
change (NpFieldId id, const char *old_value, const char *new_text)
{
  g_autoptr (NpModel) base = np_fixture_model_with (id, old_value);
  const char *texts[NP_N_FIELDS] = { NULL };

  texts[id] = new_text;
  return np_model_changes_new (base, texts);
}

static void
test_risk (void)
{
  static const struct
  {
    NpFieldId id;
    const char *old_value;
    const char *new_text;
    NpChangeRisk risk;
  } rows[] = {
    { NP_FIELD_ACCESSIBILITY, "\"PRIVATE\"", "PUBLIC", NP_CHANGE_RISK_PUBLIC },
    { NP_FIELD_ACCESSIBILITY, NULL, "PUBLIC", NP_CHANGE_RISK_PUBLIC },
    { NP_FIELD_ACCESSIBILITY, "\"PUBLIC\"", "PRIVATE", NP_CHANGE_RISK_NONE },
    { NP_FIELD_ACCESSIBILITY, "\"PUBLIC\"", "", NP_CHANGE_RISK_EMPTIED },
    { NP_FIELD_MODEL_NAME, "\"a\"", "b", NP_CHANGE_RISK_RENAMED },
    { NP_FIELD_MODEL_NAME, NULL, "b", NP_CHANGE_RISK_RENAMED },
    { NP_FIELD_MODEL_NAME, "\"a\"", "", NP_CHANGE_RISK_EMPTIED },
    { NP_FIELD_TASK, "\"a\"", "b", NP_CHANGE_RISK_NONE },
    { NP_FIELD_TASK, "\"\"", "b", NP_CHANGE_RISK_NONE },
    { NP_FIELD_TASK, "\"a\"", "", NP_CHANGE_RISK_EMPTIED },
    { NP_FIELD_TASK, "\"a\"", " \n\xe2\x80\x8b", NP_CHANGE_RISK_EMPTIED },
    { NP_FIELD_TASK, "\" \"", "", NP_CHANGE_RISK_NONE },
    { NP_FIELD_ORDER_NUMBER, "1", "2", NP_CHANGE_RISK_NONE },
    { NP_FIELD_ORDER_NUMBER, "1", " ", NP_CHANGE_RISK_EMPTIED },
    { OBJECT, "{\"a\":1}", "{ }", NP_CHANGE_RISK_EMPTIED },
    { OBJECT, "{\"a\":1}", "", NP_CHANGE_RISK_EMPTIED },
    { OBJECT, "{\"a\":1}", "{\"b\":1}", NP_CHANGE_RISK_NONE },
    { OBJECT, "{\"a\":1}", "[]", NP_CHANGE_RISK_NONE },
    { OBJECT, NULL, "{}", NP_CHANGE_RISK_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (NpModelChanges)
          changes = change (rows[i].id, rows[i].old_value, rows[i].new_text);

      g_test_message ("%u", i);
      g_assert_cmpuint (np_model_changes_get_length (changes), ==, 1);
      g_assert_cmpint (np_model_changes_get_risk (changes, 0), ==, rows[i].risk);
      g_assert_cmpint (np_model_changes_get_is_harmless (changes), ==,
                       rows[i].risk == NP_CHANGE_RISK_NONE);
    }
}

static void
test_has_field (void)
{
  g_autoptr (NpModel) base = np_fixture_model (np_fixture_whole);
  const char *texts[NP_N_FIELDS] = { [NP_FIELD_TASK] = "a", [NP_FIELD_DOMAIN] = "b" };
  g_autoptr (NpModelChanges) changes = np_model_changes_new (base, texts);
  guint i = 7;

  g_assert_false (np_model_changes_has_field (changes, NP_FIELD_ORIGIN, &i));
  g_assert_cmpuint (i, ==, 7);
  g_assert_true (np_model_changes_has_field (changes, NP_FIELD_TASK, &i));
  g_assert_cmpuint (i, ==, 1);
  g_assert_true (np_model_changes_has_field (changes, NP_FIELD_DOMAIN, NULL));
}

/* Saved as sent, all old values come back. */
static void
test_reverse_all (void)
{
  g_autoptr (NpModel) base = np_fixture_model (np_fixture_whole);
  g_autoptr (NpModel) stored = np_fixture_model (np_fixture_other);
  const char *texts[NP_N_FIELDS] = { NULL };
  g_autoptr (NpModelChanges) changes = NULL;
  g_autoptr (NpModelChanges) reverse = NULL;

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    texts[id] = np_model_get_text (stored, id);
  changes = np_model_changes_new (base, texts);
  reverse = np_model_changes_new_reverse (changes, stored);
  g_assert_cmpuint (np_model_changes_get_length (reverse), ==, NP_N_FIELDS);
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      g_assert_cmpstr (np_model_changes_get_old_text (reverse, id), ==,
                       np_model_get_text (stored, id));
      g_assert_cmpstr (np_model_changes_get_new_text (reverse, id), ==,
                       np_model_get_text (base, id));
    }
}

static void
test_reverse (void)
{
  static const struct
  {
    NpFieldId id;
    const char *old_value;
    const char *new_text;
    const char *stored;
    const char *expected; /* NULL: nothing has to be sent */
  } rows[] = {
    { NP_FIELD_TASK, "\"a\"", "b", "\"b\"", "a" },
    { NP_FIELD_TASK, NULL, "b", "\"b\"", "" },
    { NP_FIELD_TASK, "\"a\"", "b", "\"a\"", NULL },
    { NP_FIELD_TASK, "\"a\"", "b ", "\"b\"", "a" },
    { NP_FIELD_TASK, "\"a\"", "b", "\"someone\"", "a" },
    { NP_FIELD_TASK, "\"a\"", "b", "7", NULL },
    { NP_FIELD_ORDER_NUMBER, "1", "2", "2", "1" },
    { NP_FIELD_ORDER_NUMBER, NULL, "2", "2", "" },
    { OBJECT, "{\"a\":4.90}", "{\"a\":5}", "{\"a\":5}", "{\"a\":4.90}" },
    { OBJECT, "{\"a\":4.90}", "{\"a\":5}", "{\"a\":5,\"other\":1}",
      "{\"a\":4.90,\"other\":1}" },
    { OBJECT, "{\"a\":1}", "{\"a\":1,\"b\":1}", "{\"a\":2,\"b\":1}", "{\"a\":2}" },
    { OBJECT, "{\"a\":1,\"b\":1}", "{\"b\":1}", "{\"b\":2}", "{\"b\":2,\"a\":1}" },
    { OBJECT, "{\"a\":1}", "{\"a\":2}", "{\"a\":3}", "{\"a\":1}" },
    { OBJECT, "{\"a\":1}", "{\"a\":2}", "{\"a\":1,\"b\":1}", NULL },
    { OBJECT, "{\"a\":1}", "{\"a\":2}", "[]", NULL },
    { OBJECT, NULL, "{\"a\":1}", "{\"a\":1}", "{}" },
    { OBJECT, NULL, "{\"a\":1}", "{\"a\":1,\"b\":1}", "{\"b\":1}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (NpModelChanges)
          changes = change (rows[i].id, rows[i].old_value, rows[i].new_text);
      g_autoptr (NpModel) stored = np_fixture_model_with (rows[i].id, rows[i].stored);
      g_autoptr (NpModelChanges) reverse = np_model_changes_new_reverse (changes, stored);

      g_test_message ("%u", i);
      g_assert_cmpuint (np_model_changes_get_length (reverse), ==, rows[i].expected != NULL);
      if (rows[i].expected == NULL)
        continue;
      g_assert_true (np_model_texts_equal (
          rows[i].id, np_model_changes_get_new_text (reverse, 0), rows[i].expected));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/model-changes-risk/risk", test_risk);
  g_test_add_func ("/core/model-changes-risk/has-field", test_has_field);
  g_test_add_func ("/core/model-changes-risk/reverse-all", test_reverse_all);
  g_test_add_func ("/core/model-changes-risk/reverse", test_reverse);

  return g_test_run ();
}
