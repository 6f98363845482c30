/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "practice-fixture.h"

#include <string.h>

/* UpdateModel: what it does to a model, and with which behaviour of the service. */

#define MODEL_ID   "model-test"
#define MODEL_PATH MODELS_PATH "/" MODEL_ID
#define EXTRA_INFO "{\"Rating\":4.90,\"Count\":9007199254740993,\"Big\":1E5,\"Zero\":-0}"
#define MODEL                                                                             \
  "{\"ModelName\":\"a\",\"ModelDescription\":\"b\",\"GmtCreateTime\":\"2024-01-01T00:00:" \
  "00Z\","                                                                                \
  "\"GmtModifiedTime\":\"2024-01-01T00:00:00Z\",\"Accessibility\":\"PUBLIC\",\"Origin\":" \
  "\"c\","                                                                                \
  "\"OrderNumber\":5,\"ExtraInfo\":" EXTRA_INFO "}"

static void
put_model (Fixture *fixture)
{
  g_assert_true (np_practice_service_put_model_json (fixture->service, MODEL_ID, MODEL));
}

/* The member of the model as the service holds it now. */
static char *
dup_raw (Fixture *fixture, const char *key)
{
  g_autoptr (Answer) answer = fixture_get_model (fixture, MODEL_PATH);

  assert_answer (answer, 200, NULL);
  return answer_dup_raw (answer, key);
}

static void
assert_raw (Fixture *fixture, const char *key, const char *expected)
{
  g_autofree char *raw = dup_raw (fixture, key);

  g_assert_cmpstr (raw, ==, expected);
}

static void
update (Fixture *fixture, const char *body)
{
  g_autoptr (Answer) answer = fixture_update (fixture, MODEL_PATH, body);

  assert_answer (answer, 200, NULL);
  /* RequestId and nothing else. */
  g_assert_cmpuint (np_json_value_get_length (np_json_get_root (answer->json)), ==, 1);
}

static void
assert_refused (Fixture *fixture, const char *body)
{
  g_autoptr (Answer) answer = fixture_update (fixture, MODEL_PATH, body);

  assert_answer (answer, 400, "InvalidParameter");
}

static void
test_update_default (Fixture *fixture, gconstpointer data)
{
  put_model (fixture);
  update (fixture, "{\"ModelDescription\":\"新\",\"OrderNumber\":-9223372036854775808,"
                   "\"Unknown\":[1]}");
  assert_raw (fixture, "ModelDescription", "\"新\"");
  assert_raw (fixture, "OrderNumber", "-9223372036854775808");
  assert_raw (fixture, "ModelName", "\"a\"");
  assert_raw (fixture, "Origin", "\"c\"");
  assert_raw (fixture, "Accessibility", "\"PUBLIC\"");
  assert_raw (fixture, "ExtraInfo", EXTRA_INFO);
  assert_raw (fixture, "Unknown", NULL);
}

static void
test_update_all_fields (Fixture *fixture, gconstpointer data)
{
  static const NpSignPair fields[] = { { "ModelName", "\"n\"" },
                                       { "ModelDescription", "\"d\"" },
                                       { "Accessibility", "\"PRIVATE\"" },
                                       { "Origin", "\"o\"" },
                                       { "Domain", "\"nlp\"" },
                                       { "Task", "\"t\"" },
                                       { "ModelDoc", "\"https://e\"" },
                                       { "OrderNumber", "7" },
                                       { "ModelType", "\"LoRA\"" },
                                       { "ExtraInfo", "{\"k\":1.0}" },
                                       { "ParameterSize", "3000" } };
  g_autoptr (GString) body = g_string_new ("{");

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    g_string_append_printf (body, "%s\"%s\":%s", i > 0 ? "," : "", fields[i].name,
                            fields[i].value);
  g_string_append_c (body, '}');
  put_model (fixture);
  update (fixture, body->str);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    assert_raw (fixture, fields[i].name, fields[i].value);
}

static void
test_update_empty_text (Fixture *fixture, gconstpointer data)
{
  put_model (fixture);
  update (fixture, "{\"ModelDescription\":\"\",\"Origin\":\"\"}");
  assert_raw (fixture, "ModelDescription", "\"\"");
  assert_raw (fixture, "Origin", "\"\"");
}

static void
test_update_null (Fixture *fixture, gconstpointer data)
{
  put_model (fixture);
  update (fixture, "{\"ModelName\":null,\"ExtraInfo\":null,\"OrderNumber\":null}");
  assert_raw (fixture, "ModelName", "\"a\"");
  assert_raw (fixture, "OrderNumber", "5");
  assert_raw (fixture, "ExtraInfo", EXTRA_INFO);
}

static void
test_update_no_body (Fixture *fixture, gconstpointer data)
{
  put_model (fixture);
  update (fixture, NULL);
  update (fixture, "{}");
  assert_raw (fixture, "ModelName", "\"a\"");
}

static void
test_update_omitted_cleared (Fixture *fixture, gconstpointer data)
{
  put_model (fixture);
  np_practice_service_set_semantics (fixture->service, NP_PRACTICE_OMITTED_FIELD_CLEARED);
  update (fixture, "{\"Domain\":\"cv\"}");
  assert_raw (fixture, "Domain", "\"cv\"");
  assert_raw (fixture, "ModelName", "\"a\"");
  assert_raw (fixture, "Accessibility", "\"PRIVATE\"");
  assert_raw (fixture, "ModelDescription", NULL);
  assert_raw (fixture, "OrderNumber", NULL);
  assert_raw (fixture, "ExtraInfo", NULL);
  assert_raw (fixture, "GmtCreateTime", "\"2024-01-01T00:00:00Z\"");
}

static void
test_update_extra_info_replaced (Fixture *fixture, gconstpointer data)
{
  put_model (fixture);
  update (fixture, "{ \"ExtraInfo\" : { \"New\" : [ 1.50 , 2E+3 ] } }");
  assert_raw (fixture, "ExtraInfo", "{\"New\":[1.50,2E+3]}");
}

static void
test_update_extra_info_merged (Fixture *fixture, gconstpointer data)
{
  put_model (fixture);
  np_practice_service_set_semantics (fixture->service, NP_PRACTICE_EXTRA_INFO_MERGED);
  update (fixture, "{\"ExtraInfo\":{\"Count\":1.0,\"New\":null}}");
  assert_raw (fixture, "ExtraInfo",
              "{\"Rating\":4.90,\"Count\":1.0,\"Big\":1E5,\"Zero\":-0,\"New\":null}");
}

static void
test_update_extra_info_merged_into_nothing (Fixture *fixture, gconstpointer data)
{
  np_practice_service_put_model_json (fixture->service, MODEL_ID, "{\"ModelName\":\"a\"}");
  np_practice_service_set_semantics (fixture->service, NP_PRACTICE_EXTRA_INFO_MERGED);
  update (fixture, "{\"ExtraInfo\":{\"New\":4.90}}");
  assert_raw (fixture, "ExtraInfo", "{\"New\":4.90}");
}

static void
test_update_empty_ignored (Fixture *fixture, gconstpointer data)
{
  put_model (fixture);
  np_practice_service_set_semantics (fixture->service, NP_PRACTICE_EMPTY_STRING_IGNORED);
  update (fixture, "{\"ModelName\":\"\",\"ModelDescription\":\"\",\"Accessibility\":\"\","
                   "\"Origin\":\"x\"}");
  assert_raw (fixture, "ModelName", "\"a\"");
  assert_raw (fixture, "ModelDescription", "\"b\"");
  assert_raw (fixture, "Accessibility", "\"PUBLIC\"");
  assert_raw (fixture, "Origin", "\"x\"");
}

static void
test_update_trimmed (Fixture *fixture, gconstpointer data)
{
  put_model (fixture);
  np_practice_service_set_semantics (fixture->service, NP_PRACTICE_TEXT_TRIMMED);
  update (fixture, "{\"ModelDescription\":\" \\n c d\\t\",\"OrderNumber\":7,"
                   "\"ExtraInfo\":{\"New\":\" x \"}}");
  assert_raw (fixture, "ModelDescription", "\"c d\"");
  assert_raw (fixture, "OrderNumber", "7");
  assert_raw (fixture, "ExtraInfo", "{\"New\":\" x \"}");
}

static void
test_update_refused (Fixture *fixture, gconstpointer data)
{
  static const char *const bodies[] = {
    "x",
    "{",
    "[]",
    "\"a\"",
    "null",
    "{}{}",
    "{\"ModelName\":\"\\ud800\"}",
    "{\"ModelName\":\"\"}",
    "{\"ModelName\":1}",
    "{\"ModelDescription\":false}",
    "{\"Accessibility\":\"public\"}",
    "{\"Accessibility\":\"\"}",
    "{\"OrderNumber\":\"1\"}",
    "{\"OrderNumber\":1.5}",
    "{\"OrderNumber\":9223372036854775808}",
    "{\"ParameterSize\":true}",
    "{\"ExtraInfo\":[]}",
    "{\"ExtraInfo\":\"\"}",
  };

  put_model (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    assert_refused (fixture, bodies[i]);
  assert_raw (fixture, "GmtModifiedTime", "\"2024-01-01T00:00:00Z\"");
}

static void
test_update_is_all_or_nothing (Fixture *fixture, gconstpointer data)
{
  put_model (fixture);
  assert_refused (fixture, "{\"ModelName\":\"new\",\"OrderNumber\":\"bad\"}");
  assert_raw (fixture, "ModelName", "\"a\"");
}

static void
test_update_name_length (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) name = g_string_new (NULL);
  g_autofree char *good = NULL;
  g_autofree char *bad = NULL;

  for (guint i = 0; i < 127; i++)
    g_string_append (name, "𠀀");
  good = g_strdup_printf ("{\"ModelName\":\"%s\"}", name->str);
  bad = g_strdup_printf ("{\"ModelName\":\"%sx\"}", name->str);
  put_model (fixture);
  update (fixture, good);
  assert_refused (fixture, bad);
}

static void
test_update_moves_time (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  put_model (fixture);
  update (fixture, "{\"Origin\":\"x\"}");
  first = dup_raw (fixture, "GmtModifiedTime");
  update (fixture, "{\"Origin\":\"y\"}");
  second = dup_raw (fixture, "GmtModifiedTime");
  np_practice_service_set_clock_offset (fixture->service, -600);
  update (fixture, "{\"Origin\":\"z\"}");
  third = dup_raw (fixture, "GmtModifiedTime");
  g_assert_cmpuint (strlen (first), ==, strlen ("\"2024-01-01T00:00:00.000Z\""));
  g_assert_cmpint (strcmp (first, second), <, 0);
  g_assert_cmpint (strcmp (second, third), <, 0);
}

/* A time ahead of the service's clock moves on by the smallest step. */
static void
test_update_moves_future_time (Fixture *fixture, gconstpointer data)
{
  np_practice_service_put_model_json (fixture->service, MODEL_ID,
                                      "{\"GmtModifiedTime\":\"2999-12-31T23:59:59Z\"}");
  update (fixture, "{}");
  assert_raw (fixture, "GmtModifiedTime", "\"2999-12-31T23:59:59.001Z\"");
}

static void
test_update_public_model (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Answer) list = fixture_list (fixture, "Provider", "pai");
  g_autofree char *id = answer_dup_item_string (list, "Models", 0, "ModelId");
  g_autofree char *path = g_strconcat (MODELS_PATH "/", id, NULL);
  g_autoptr (Answer) answer = fixture_get_model (fixture, path);
  g_autoptr (Answer) refused = fixture_update (fixture, path, "{\"Origin\":\"x\"}");

  assert_answer (answer, 200, NULL);
  assert_answer (refused, 403, "NoPermission");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/practice/calls/update/default", test_update_default);
  fixture_add ("/practice/calls/update/all-fields", test_update_all_fields);
  fixture_add ("/practice/calls/update/empty-text", test_update_empty_text);
  fixture_add ("/practice/calls/update/null", test_update_null);
  fixture_add ("/practice/calls/update/no-body", test_update_no_body);
  fixture_add ("/practice/calls/update/omitted-cleared", test_update_omitted_cleared);
  fixture_add ("/practice/calls/update/extra-info-replaced", test_update_extra_info_replaced);
  fixture_add ("/practice/calls/update/extra-info-merged", test_update_extra_info_merged);
  fixture_add ("/practice/calls/update/extra-info-merged-into-nothing",
               test_update_extra_info_merged_into_nothing);
  fixture_add ("/practice/calls/update/empty-ignored", test_update_empty_ignored);
  fixture_add ("/practice/calls/update/trimmed", test_update_trimmed);
  fixture_add ("/practice/calls/update/refused", test_update_refused);
  fixture_add ("/practice/calls/update/all-or-nothing", test_update_is_all_or_nothing);
  fixture_add ("/practice/calls/update/name-length", test_update_name_length);
  fixture_add ("/practice/calls/update/moves-time", test_update_moves_time);
  fixture_add ("/practice/calls/update/moves-future-time", test_update_moves_future_time);
  fixture_add ("/practice/calls/update/public-model", test_update_public_model);
  return g_test_run ();
}
