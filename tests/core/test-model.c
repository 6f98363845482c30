/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model.h"

#include "np-json.h"

#include <string.h>

static NpModel *
make (const char *json)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (GError) error = NULL;
  NpModel *model = np_model_new_from_json (bytes, &error);

  g_assert_no_error (error);
  g_assert_true (NP_IS_MODEL (model));
  return model;
}

/* A model with one more member than its ID. */
static NpModel *
make_with (const char *member)
{
  g_autofree char *json = g_strdup_printf ("{\"ModelId\":\"model-1\",%s}", member);

  return make (json);
}

static const char whole[] =
    "{\n"
    "  \"RequestId\": \"A0F049F0-8D69-5BAC-8F10-B4DBF1E0A34C\",\n"
    "  \"ModelId\": \"model-rbvg5wzks92\",\n"
    "  \"ModelName\": \"\xe6\x96\xb0\xe9\x97\xbb\xe5\x88\x86\xe7\xb1\xbb\",\n"
    "  \"ModelDescription\": \"one\\r\\ntwo \\ud83d\\ude00\",\n"
    "  \"GmtCreateTime\": \"2021-01-30T12:51:33.028Z\",\n"
    "  \"GmtModifiedTime\": \"2021-01-31T12:51:33Z\",\n"
    "  \"UserId\": \"1557702098******\",\n"
    "  \"OwnerId\": 1234567890123456789,\n"
    "  \"WorkspaceId\": \"234\",\n"
    "  \"Origin\": \"ModelScope\",\n"
    "  \"Provider\": \"pai\",\n"
    "  \"Domain\": \"nlp\",\n"
    "  \"Task\": \"text-classification\",\n"
    "  \"ModelDoc\": \"https://example.com/a.md\",\n"
    "  \"ModelType\": \"Checkpoint\",\n"
    "  \"Accessibility\": \"PUBLIC\",\n"
    "  \"OrderNumber\": 0,\n"
    "  \"ParameterSize\": 9007199254740993,\n"
    "  \"Labels\": [{\"Key\": \"base_model\", \"Value\": \"SD 1.5\"}, {\"Value\": \"nlp\","
    " \"Key\": \"team\"}, {\"Key\": \"empty\", \"Value\": \"\"}, 7, {}],\n"
    "  \"LatestVersion\": {\"VersionName\": \"0.2.0\"},\n"
    "  \"ExtraInfo\": {\"Rating\": 4.90, \"n\": 1E5, \"z\": -0, \"b\": 9223372036854775808,"
    " \"u\": [\"\\u00e9\"], \"o\": {}},\n"
    "  \"Unknown\": true\n"
    "}\n";

static void
test_whole (void)
{
  static const char *const texts[NP_N_FIELDS] = {
    [NP_FIELD_MODEL_NAME] = "\xe6\x96\xb0\xe9\x97\xbb\xe5\x88\x86\xe7\xb1\xbb",
    [NP_FIELD_MODEL_DESCRIPTION] = "one\r\ntwo \xf0\x9f\x98\x80",
    [NP_FIELD_ACCESSIBILITY] = "PUBLIC",
    [NP_FIELD_ORIGIN] = "ModelScope",
    [NP_FIELD_DOMAIN] = "nlp",
    [NP_FIELD_TASK] = "text-classification",
    [NP_FIELD_MODEL_TYPE] = "Checkpoint",
    [NP_FIELD_PARAMETER_SIZE] = "9007199254740993",
    [NP_FIELD_MODEL_DOC] = "https://example.com/a.md",
    [NP_FIELD_ORDER_NUMBER] = "0",
  };
  g_autoptr (NpModel) model = make (whole);

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      g_assert_cmpint (np_model_get_value (model, id), ==, NP_MODEL_VALUE_PRESENT);
      if (id != NP_FIELD_EXTRA_INFO)
        g_assert_cmpstr (np_model_get_text (model, id), ==, texts[id]);
    }
}

/* The tokens of the answer, in their order, and nothing but white space new. */
static void
test_extra_info_keeps_tokens (void)
{
  g_autoptr (NpModel) model = make (whole);
  const char *text = np_model_get_text (model, NP_FIELD_EXTRA_INFO);
  g_autoptr (NpJson) json = np_json_parse_text (text, NULL);
  g_autoptr (GString) compact = g_string_new (NULL);

  g_assert_nonnull (strchr (text, '\n'));
  np_json_value_append_compact (np_json_get_root (json), compact);
  g_assert_cmpstr (compact->str, ==,
                   "{\"Rating\":4.90,\"n\":1E5,\"z\":-0,\"b\":9223372036854775808,"
                   "\"u\":[\"\\u00e9\"],\"o\":{}}");
}

static void
test_facts (void)
{
  static const struct
  {
    const char *property;
    const char *(*get) (NpModel *);
    const char *text;
  } facts[] = {
    { "model-id", np_model_get_model_id, "model-rbvg5wzks92" },
    { "workspace-id", np_model_get_workspace_id, "234" },
    { "owner-id", np_model_get_owner_id, "1234567890123456789" },
    { "user-id", np_model_get_user_id, "1557702098******" },
    { "provider", np_model_get_provider, "pai" },
    { "gmt-create-time", np_model_get_gmt_create_time, "2021-01-30T12:51:33.028Z" },
    { "gmt-modified-time", np_model_get_gmt_modified_time, "2021-01-31T12:51:33Z" },
    { "latest-version", np_model_get_latest_version, "0.2.0" },
    { "labels", np_model_get_labels, "base_model = SD 1.5, team = nlp, empty" },
    { "request-id", np_model_get_request_id, "A0F049F0-8D69-5BAC-8F10-B4DBF1E0A34C" },
  };
  g_autoptr (NpModel) model = make (whole);
  g_autofree GParamSpec **pspecs = NULL;
  guint n_pspecs = 0;

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      g_autofree char *text = NULL;

      g_object_get (model, facts[i].property, &text, NULL);
      g_assert_cmpstr (text, ==, facts[i].text);
      g_assert_cmpstr (facts[i].get (model), ==, facts[i].text);
    }

  pspecs = g_object_class_list_properties (G_OBJECT_GET_CLASS (model), &n_pspecs);
  g_assert_cmpuint (n_pspecs, ==, G_N_ELEMENTS (facts));
  for (guint i = 0; i < n_pspecs; i++)
    g_assert_false (pspecs[i]->flags & G_PARAM_WRITABLE);
}

static void
test_missing (void)
{
  g_autoptr (NpModel) model = make ("{\"ModelId\":\"model-1\"}");

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      g_assert_cmpint (np_model_get_value (model, id), ==, NP_MODEL_VALUE_ABSENT);
      g_assert_cmpstr (np_model_get_text (model, id), ==, "");
    }
  g_assert_cmpstr (np_model_get_model_id (model), ==, "model-1");
  g_assert_null (np_model_get_workspace_id (model));
  g_assert_null (np_model_get_owner_id (model));
  g_assert_null (np_model_get_user_id (model));
  g_assert_null (np_model_get_provider (model));
  g_assert_null (np_model_get_gmt_create_time (model));
  g_assert_null (np_model_get_gmt_modified_time (model));
  g_assert_null (np_model_get_latest_version (model));
  g_assert_null (np_model_get_labels (model));
  g_assert_null (np_model_get_request_id (model));
}

static void
test_null (void)
{
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      g_autofree char *member = g_strdup_printf ("\"%s\":null", np_field_get_wire_name (id));
      g_autoptr (NpModel) model = make_with (member);

      for (NpFieldId other = 0; other < NP_N_FIELDS; other++)
        g_assert_cmpint (np_model_get_value (model, other), ==,
                         other == id ? NP_MODEL_VALUE_NULL : NP_MODEL_VALUE_ABSENT);
      g_assert_cmpstr (np_model_get_text (model, id), ==, "");
    }
}

static void
test_odd_facts (void)
{
  g_autoptr (NpModel)
      model = make_with ("\"OwnerId\":null,\"UserId\":{},\"WorkspaceId\":true,\"Provider\":[1],"
                         "\"Labels\":[],\"LatestVersion\":\"0.1.0\",\"RequestId\":\"\"");
  g_autoptr (NpModel) other = make_with ("\"Labels\":{\"Key\":\"a\"},\"LatestVersion\":{}");

  g_assert_null (np_model_get_owner_id (model));
  g_assert_null (np_model_get_user_id (model));
  g_assert_null (np_model_get_workspace_id (model));
  g_assert_null (np_model_get_provider (model));
  g_assert_null (np_model_get_labels (model));
  g_assert_null (np_model_get_latest_version (model));
  g_assert_cmpstr (np_model_get_request_id (model), ==, "");
  g_assert_null (np_model_get_labels (other));
  g_assert_null (np_model_get_latest_version (other));
}

#define INTEGER NP_FIELD_ORDER_NUMBER
#define STRING  NP_FIELD_TASK
#define OBJECT  NP_FIELD_EXTRA_INFO
#define GOOD    NP_MODEL_VALUE_PRESENT
#define BAD     NP_MODEL_VALUE_UNREADABLE

static const struct
{
  NpFieldId id;
  const char *json;
  NpModelValue value;
  const char *text;
} values[] = {
  { INTEGER, "-5", GOOD, "-5" },
  { INTEGER, "-0", GOOD, "-0" },
  { INTEGER, "9223372036854775807", GOOD, "9223372036854775807" },
  { INTEGER, "-9223372036854775808", GOOD, "-9223372036854775808" },
  { INTEGER, "\"5\"", GOOD, "5" },
  { INTEGER, "\"-9223372036854775808\"", GOOD, "-9223372036854775808" },
  { INTEGER, "9223372036854775808", BAD, "9223372036854775808" },
  { INTEGER, "-9223372036854775809", BAD, "-9223372036854775809" },
  { INTEGER, "1e3", BAD, "1e3" },
  { INTEGER, "4.90", BAD, "4.90" },
  { INTEGER, "1.0", BAD, "1.0" },
  { INTEGER, "1e400", BAD, "1e400" },
  { INTEGER, "\"\"", BAD, "\"\"" },
  { INTEGER, "\" 5\"", BAD, "\" 5\"" },
  { INTEGER, "\"5B\"", BAD, "\"5B\"" },
  { INTEGER, "\"+5\"", BAD, "\"+5\"" },
  { INTEGER, "\"9223372036854775808\"", BAD, "\"9223372036854775808\"" },
  { INTEGER, "true", BAD, "true" },
  { INTEGER, "[ 1 ]", BAD, "[ 1 ]" },
  { INTEGER, "{}", BAD, "{}" },
  { STRING, "\"\"", GOOD, "" },
  { STRING, "\" a\\u001f\\t\\r\\n\"", GOOD, " a\x1f\t\r\n" },
  { STRING, "\"\\u2028\xe2\x80\xae\"", GOOD, "\xe2\x80\xa8\xe2\x80\xae" },
  { STRING, "5", BAD, "5" },
  { STRING, "4.90", BAD, "4.90" },
  { STRING, "false", BAD, "false" },
  { STRING, "[\"nlp\"]", BAD, "[\"nlp\"]" },
  { STRING, "{ \"a\" : 1 }", BAD, "{ \"a\" : 1 }" },
  { OBJECT, "{}", GOOD, "{}" },
  { OBJECT, "[]", BAD, "[]" },
  { OBJECT, "[ {\"a\":1} ]", BAD, "[ {\"a\":1} ]" },
  { OBJECT, "\"{}\"", BAD, "\"{}\"" },
  { OBJECT, "\"\"", BAD, "\"\"" },
  { OBJECT, "7", BAD, "7" },
  { OBJECT, "{\"a\":1, \"a\":2}", BAD, "{\"a\":1, \"a\":2}" },
  { OBJECT, "{\"a\":1, \"\\u0061\":2}", BAD, "{\"a\":1, \"\\u0061\":2}" },
  { OBJECT, "{\"o\":[{\"a\":1,\"a\":1}]}", BAD, "{\"o\":[{\"a\":1,\"a\":1}]}" },
};

static void
test_values (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      NpFieldId id = values[i].id;
      g_autofree char *member = g_strdup_printf ("\"%s\":%s", np_field_get_wire_name (id),
                                                 values[i].json);
      g_autoptr (NpModel) model = make_with (member);

      g_test_message ("%s", member);
      g_assert_cmpint (np_model_get_value (model, id), ==, values[i].value);
      g_assert_cmpstr (np_model_get_text (model, id), ==, values[i].text);
    }
}

/* Of two values nobody knows which one the service means. */
static void
test_field_twice (void)
{
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      g_autofree char *member = g_strdup_printf (
          "\"%s\":1,\"%s\":2", np_field_get_wire_name (id), np_field_get_wire_name (id));
      g_autoptr (NpModel) model = make_with (member);

      for (NpFieldId other = 0; other < NP_N_FIELDS; other++)
        g_assert_cmpint (np_model_get_value (model, other), ==,
                         other == id ? NP_MODEL_VALUE_UNREADABLE : NP_MODEL_VALUE_ABSENT);
      g_assert_cmpstr (np_model_get_text (model, id), ==, "2");
    }
}

/* A key that is there twice elsewhere is no reason to lock a field. */
static void
test_other_key_twice (void)
{
  g_autoptr (NpModel) model = make_with ("\"Task\":\"nlp\",\"Other\":1,\"Other\":2");

  g_assert_cmpint (np_model_get_value (model, NP_FIELD_TASK), ==, NP_MODEL_VALUE_PRESENT);
}

static void
test_json_is_kept (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (whole, strlen (whole));
  g_autoptr (NpModel) model = np_model_new_from_json (bytes, NULL);

  g_assert_true (g_bytes_equal (np_model_get_json (model), bytes));
}

static void
test_no_model (void)
{
  const char *const texts[] = { "{}",
                                "[]",
                                "null",
                                "\"ModelId\"",
                                "{\"ModelId\":\"\"}",
                                "{\"ModelId\":7}",
                                "{\"ModelId\":null}",
                                "{\"ModelId\":{\"ModelId\":\"a\"}}",
                                "{\"modelId\":\"model-1\"}",
                                "{\"ModelId\":\"model-1\",\"ModelId\":\"model-2\"}",
                                "{\"RequestId\":\"x\",\"Model\":{\"ModelId\":\"a\"}}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", texts[i]);
      g_assert_null (np_model_new_from_json (bytes, &error));
      g_assert_error (error, NP_MODEL_ERROR, NP_MODEL_ERROR_NOT_A_MODEL);
    }
}

static void
test_no_json (void)
{
  static const struct
  {
    const char *text;
    NpJsonErrorCode code;
  } bad[] = {
    { "", NP_JSON_ERROR_EMPTY },
    { "<html>", NP_JSON_ERROR_SYNTAX },
    { "{\"ModelId\":\"model-1\"", NP_JSON_ERROR_SYNTAX },
    { "{\"ModelId\":\"model-1\"}x", NP_JSON_ERROR_TRAILING },
    { "{\"ModelId\":\"model-1\",\"Task\":\"\\ud800\"}", NP_JSON_ERROR_ENCODING },
    { "{\"ModelId\":\"model-1\",\"Task\":\"\\u0000\"}", NP_JSON_ERROR_ENCODING },
    { "{\"ModelId\":\"model-1\",\"Task\":\"\xff\"}", NP_JSON_ERROR_ENCODING },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (bad[i].text, strlen (bad[i].text));
      g_autoptr (GError) error = NULL;

      g_assert_null (np_model_new_from_json (bytes, &error));
      g_assert_error (error, NP_JSON_ERROR, (int) bad[i].code);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/model/whole", test_whole);
  g_test_add_func ("/core/model/extra-info-keeps-tokens", test_extra_info_keeps_tokens);
  g_test_add_func ("/core/model/facts", test_facts);
  g_test_add_func ("/core/model/missing", test_missing);
  g_test_add_func ("/core/model/null", test_null);
  g_test_add_func ("/core/model/odd-facts", test_odd_facts);
  g_test_add_func ("/core/model/values", test_values);
  g_test_add_func ("/core/model/field-twice", test_field_twice);
  g_test_add_func ("/core/model/other-key-twice", test_other_key_twice);
  g_test_add_func ("/core/model/json-is-kept", test_json_is_kept);
  g_test_add_func ("/core/model/no-model", test_no_model);
  g_test_add_func ("/core/model/no-json", test_no_json);

  return g_test_run ();
}
