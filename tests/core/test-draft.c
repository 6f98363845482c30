/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-draft.h"

#include "np-awkward-strings.h"
#include "np-json.h"
#include "np-model-fixture.h"

#include <string.h>

#define EDITED_AT (G_GINT64_CONSTANT (1796472000) * G_USEC_PER_SEC) /* 2026-12-05T12:00:00Z */

static GBytes *
take_bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static GBytes *
make_base (void)
{
  g_autoptr (NpModel) model = np_fixture_model (np_fixture_whole);

  return g_bytes_ref (np_model_get_json (model));
}

static void
assert_fails (const char *edits)
{
  g_autoptr (GBytes) base = make_base ();
  g_autofree char *shown = g_strescape (edits, NULL);
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", shown);
  g_assert_null (np_draft_new_from_json ("model-1", base, edits, 0, &error));
  g_assert_true (error->domain == NP_JSON_ERROR);
}

static void
test_getters (void)
{
  g_autoptr (GBytes) base = make_base ();
  const char *texts[NP_N_FIELDS] = { [NP_FIELD_TASK] = "", [NP_FIELD_EXTRA_INFO] = "{\"a\":" };
  g_autoptr (NpDraft) draft = np_draft_new ("model-1", base, texts, EDITED_AT);
  g_autoptr (NpModel) model = np_draft_dup_base (draft);

  g_assert_cmpstr (np_draft_get_model_id (draft), ==, "model-1");
  g_assert_cmpstr (np_draft_get_model_name (draft), ==, "name");
  g_assert_true (g_bytes_equal (np_draft_get_base_json (draft), base));
  g_assert_cmpint (np_draft_get_edited_at (draft), ==, EDITED_AT);
  g_assert_cmpuint (np_draft_get_n_edits (draft), ==, 2);
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    g_assert_cmpstr (np_draft_get_text (draft, id), ==, texts[id]);
  g_assert_cmpstr (np_model_get_text (model, NP_FIELD_TASK), ==, "translation");
}

/* What the base is does not matter to what was typed. */
static void
test_bad_base (void)
{
  static const char *const bases[] = { "",
                                       "{",
                                       "[]",
                                       "{\"ModelName\":\"n\"}",
                                       "{\"ModelId\":\"m\"}",
                                       "{\"ModelId\":\"m\",\"ModelName\":\"\"}",
                                       "{\"ModelId\":\"m\",\"ModelName\":7}" };
  const char *texts[NP_N_FIELDS] = { [NP_FIELD_TASK] = "kept" };

  for (guint i = 0; i < G_N_ELEMENTS (bases); i++)
    {
      g_autoptr (GBytes) base = take_bytes (bases[i]);
      g_autoptr (NpDraft) draft = np_draft_new ("model-1", base, texts, 0);
      g_autoptr (NpModel) model = np_draft_dup_base (draft);
      g_autofree char *export = np_draft_dup_export (draft);

      g_test_message ("%s", bases[i]);
      g_assert_cmpint (model == NULL, ==, i < 4);
      g_assert_cmpstr (np_draft_get_model_name (draft), ==, "model-1");
      g_assert_cmpstr (np_draft_get_text (draft, NP_FIELD_TASK), ==, "kept");
      g_assert_nonnull (strstr (export, "kept"));
    }
}

static void
test_json (void)
{
  g_autoptr (GBytes) base = make_base ();
  const char *texts[NP_N_FIELDS] = {
    [NP_FIELD_MODEL_NAME] = "a\"\\\n\x01", [NP_FIELD_ORDER_NUMBER] = " 7,5"
  };
  g_autoptr (NpDraft) draft = np_draft_new ("model-1", base, texts, EDITED_AT);
  g_autofree char *json = np_draft_dup_edits_json (draft);
  g_autoptr (NpDraft) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (json, ==,
                   "{\"ModelName\":\"a\\\"\\\\\\n\\u0001\",\"OrderNumber\":\" 7,5\"}");
  again = np_draft_new_from_json ("model-1", base, json, EDITED_AT, &error);
  g_assert_no_error (error);
  g_assert_true (np_draft_equal (draft, again));
  g_assert_cmpint (np_draft_get_edited_at (again), ==, EDITED_AT);
}

static void
test_json_faults (void)
{
  static const char *const faults[] = {
    "",
    " ",
    "{",
    "{}}",
    "[]",
    "null",
    "{\"Task\":null}",
    "{\"Task\":7}",
    "{\"Task\":{}}",
    "{\"Task\":\"a\",}",
    "{\"Task\":\"a\"",
    "{\"Task\" \"a\"}",
    "{Task:\"a\"}",
    "{\"Task\":\"a\"\"Domain\":\"b\"}",
    "{\"Task\":\"a\",\"Task\":\"b\"}",
    "{\"Task\":\"\\ud800\"}",
    "{\"Task\":\"\\u0000\"}",
    "{\"Task\":\"\x01\"}",
    "{\"Task\":\"\xff\"}",
    "\xef\xbb\xbf{}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    assert_fails (faults[i]);
}

/* A later version may know more fields. */
static void
test_json_unknown (void)
{
  g_autoptr (GBytes) base = make_base ();
  g_autoptr (GError) error = NULL;
  g_autoptr (NpDraft) draft = np_draft_new_from_json (
      "model-1", base, " { \"Mood\" : \"good\" , \"Task\" : \"a\" } \n", 0, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (np_draft_get_n_edits (draft), ==, 1);
  g_assert_cmpstr (np_draft_get_text (draft, NP_FIELD_TASK), ==, "a");
}

/* Larger than any answer of the service may be. */
static void
test_json_large (void)
{
  g_autoptr (GBytes) base = make_base ();
  g_autofree char *large = g_strnfill (3 * 1024 * 1024, '\x02');
  const char *texts[NP_N_FIELDS] = { [NP_FIELD_MODEL_DESCRIPTION] = large };
  g_autoptr (NpDraft) draft = np_draft_new ("model-1", base, texts, 0);
  g_autofree char *json = np_draft_dup_edits_json (draft);
  g_autoptr (NpDraft) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (strlen (json), >, NP_JSON_MAX_BYTES);
  again = np_draft_new_from_json ("model-1", base, json, 0, &error);
  g_assert_no_error (error);
  g_assert_true (np_draft_equal (draft, again));
}

static void
assert_same (const char *const texts[NP_N_FIELDS])
{
  g_autoptr (GBytes) base = make_base ();
  g_autoptr (NpDraft) draft = np_draft_new ("model-1", base, texts, 0);
  g_autofree char *json = np_draft_dup_edits_json (draft);
  g_autoptr (GError) error = NULL;
  g_autoptr (NpDraft) again = np_draft_new_from_json ("model-1", base, json, 0, &error);

  g_assert_no_error (error);
  g_assert_true (np_draft_equal (draft, again));
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    g_assert_cmpstr (np_draft_get_text (again, id), ==, texts[id]);
}

/* Each text through each field: by itself, and with others beside it. */
static void
test_awkward_strings (void)
{
  gsize n_strings = 0;
  const char *const *strings = np_awkward_strings_get (&n_strings);

  for (gsize i = 0; i < n_strings; i++)
    {
      const char *texts[NP_N_FIELDS] = { NULL };

      texts[i % NP_N_FIELDS] = strings[i];
      assert_same (texts);
      for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
        texts[id] = strings[(i + id) % n_strings];
      assert_same (texts);
    }
}

/* The list is what it says. */
static void
test_awkward_list (void)
{
  gsize n_strings = 0;
  const char *const *strings = np_awkward_strings_get (&n_strings);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (n_strings, >=, 500);
  for (gsize i = 0; i < n_strings; i++)
    {
      g_assert_true (g_utf8_validate (strings[i], -1, NULL));
      g_assert_true (g_hash_table_add (seen, (gpointer) strings[i]));
    }
  g_test_message ("%" G_GSIZE_FORMAT " strings", n_strings);
}

/* What a person can read of them is JSON, with the text in it. */
static void
test_awkward_exports (void)
{
  gsize n_strings = 0;
  const char *const *strings = np_awkward_strings_get (&n_strings);
  g_autoptr (GBytes) base = make_base ();

  for (gsize i = 0; i < n_strings; i++)
    {
      const char *texts[NP_N_FIELDS] = { [NP_FIELD_MODEL_DESCRIPTION] = strings[i],
                                         [NP_FIELD_EXTRA_INFO] = strings[i],
                                         [NP_FIELD_ORDER_NUMBER] = strings[i] };
      g_autoptr (NpDraft) draft = np_draft_new (strings[i], base, texts, 0);
      g_autofree char *export = np_draft_dup_export (draft);
      g_autoptr (GError) error = NULL;
      g_autoptr (NpJson) json = np_json_parse_text (export, &error);
      const NpJsonValue *edits = NULL;
      g_autofree char *description = NULL;

      g_assert_no_error (error);
      edits = np_json_value_get_member (np_json_get_root (json), "Edits");
      description = np_json_value_dup_string (
          np_json_value_get_member (edits, "ModelDescription"));
      g_assert_cmpstr (description, ==, strings[i]);
    }
}

static void
test_equal (void)
{
  g_autoptr (GBytes) base = make_base ();
  g_autoptr (GBytes) other_base = take_bytes ("{\"ModelId\":\"model-1\"}");
  const char *texts[NP_N_FIELDS] = { [NP_FIELD_TASK] = "a" };
  const char *other_texts[NP_N_FIELDS] = { [NP_FIELD_TASK] = "b" };
  const char *more_texts[NP_N_FIELDS] = { [NP_FIELD_TASK] = "a", [NP_FIELD_DOMAIN] = "" };
  g_autoptr (NpDraft) draft = np_draft_new ("model-1", base, texts, 1);
  g_autoptr (NpDraft) later = np_draft_new ("model-1", base, texts, 2);
  NpDraft *others[] = {
    np_draft_new ("model-2", base, texts, 1),
    np_draft_new ("model-1", other_base, texts, 1),
    np_draft_new ("model-1", base, other_texts, 1),
    np_draft_new ("model-1", base, more_texts, 1),
  };

  g_assert_true (np_draft_equal (draft, draft));
  g_assert_true (np_draft_equal (draft, later));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_assert_false (np_draft_equal (draft, others[i]));
      np_draft_unref (others[i]);
    }
}

static void
test_export (void)
{
  static const char members[] = ",\"ModelName\":\"name\",\"ParameterSize\":7000,"
                                "\"OrderNumber\":1e3,\"ExtraInfo\":{\"a\":4.90}";
  g_autoptr (NpModel) model = np_fixture_model (members);
  const char *texts[NP_N_FIELDS] = {
    [NP_FIELD_MODEL_NAME] = "new",
    [NP_FIELD_TASK] = "7",
    [NP_FIELD_PARAMETER_SIZE] = " 9000 ",
    [NP_FIELD_ORDER_NUMBER] = "7,5",
    [NP_FIELD_EXTRA_INFO] = "{\"b\":[1.50,{}]}",
  };
  g_autoptr (NpDraft) draft = np_draft_new_for_model (model, texts, EDITED_AT);
  g_autofree char *export = np_draft_dup_export (draft);

  g_assert_cmpstr (export, ==,
                   "{\n"
                   "  \"ModelId\": \"model-1\",\n"
                   "  \"ModelName\": \"name\",\n"
                   "  \"EditedAt\": \"2026-12-05T12:00:00Z\",\n"
                   "  \"Edits\": {\n"
                   "    \"ModelName\": \"new\",\n"
                   "    \"Task\": \"7\",\n"
                   "    \"ParameterSize\": 9000,\n"
                   "    \"OrderNumber\": \"7,5\",\n"
                   "    \"ExtraInfo\": {\n"
                   "      \"b\": [\n"
                   "        1.50,\n"
                   "        {}\n"
                   "      ]\n"
                   "    }\n"
                   "  },\n"
                   "  \"Before\": {\n"
                   "    \"ModelName\": \"name\",\n"
                   "    \"Task\": null,\n"
                   "    \"ParameterSize\": 7000,\n"
                   "    \"OrderNumber\": 1e3,\n"
                   "    \"ExtraInfo\": {\n"
                   "      \"a\": 4.90\n"
                   "    }\n"
                   "  }\n"
                   "}\n");
}

static void
test_form (void)
{
  g_autoptr (NpModelForm) form = np_fixture_form (np_fixture_whole);
  g_autoptr (NpDraft) draft = NULL;

  g_assert_null (np_model_form_dup_draft (form, EDITED_AT));
  np_model_form_set_text (form, NP_FIELD_EXTRA_INFO, "{\"half");
  np_model_form_set_text (form, NP_FIELD_MODEL_NAME, "");
  np_model_form_set_text (form, NP_FIELD_ORDER_NUMBER, " 5 ");
  draft = np_model_form_dup_draft (form, EDITED_AT);
  g_assert_cmpuint (np_draft_get_n_edits (draft), ==, 2);
  g_assert_cmpstr (np_draft_get_text (draft, NP_FIELD_EXTRA_INFO), ==, "{\"half");
  g_assert_cmpstr (np_draft_get_text (draft, NP_FIELD_MODEL_NAME), ==, "");
  g_assert_cmpstr (np_draft_get_model_id (draft), ==, "model-1");
  g_assert_cmpint (np_draft_get_edited_at (draft), ==, EDITED_AT);
  g_assert_true (g_bytes_equal (np_draft_get_base_json (draft),
                                np_model_get_json (np_model_form_get_model (form))));

  np_model_form_set_model (form, NULL);
  g_assert_null (np_model_form_dup_draft (form, EDITED_AT));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/draft/getters", test_getters);
  g_test_add_func ("/core/draft/bad-base", test_bad_base);
  g_test_add_func ("/core/draft/json", test_json);
  g_test_add_func ("/core/draft/json-faults", test_json_faults);
  g_test_add_func ("/core/draft/json-unknown", test_json_unknown);
  g_test_add_func ("/core/draft/json-large", test_json_large);
  g_test_add_func ("/core/draft/awkward-list", test_awkward_list);
  g_test_add_func ("/core/draft/awkward-strings", test_awkward_strings);
  g_test_add_func ("/core/draft/awkward-exports", test_awkward_exports);
  g_test_add_func ("/core/draft/equal", test_equal);
  g_test_add_func ("/core/draft/export", test_export);
  g_test_add_func ("/core/draft/form", test_form);

  return g_test_run ();
}
