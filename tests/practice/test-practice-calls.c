/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "practice-fixture.h"

#include <string.h>

#define N_MODELS          31
#define N_PUBLIC_MODELS   4
#define N_FIRST_WORKSPACE 20
#define FIRST_WORKSPACE   "324017"
#define SECOND_WORKSPACE  "324058"
#define STS_VERSION       "2015-04-01"
#define MODEL_ID          "model-test"
#define MODEL_PATH        MODELS_PATH "/" MODEL_ID
#define EXTRA_INFO        "{\"Rating\":4.90,\"Count\":9007199254740993,\"Big\":1E5,\"Zero\":-0}"
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
assert_listed (Fixture *fixture, const char *name, const char *value, guint count)
{
  g_autoptr (Answer) answer = fixture_list (fixture, name, value);

  assert_answer (answer, 200, NULL);
  if (answer_get_int64 (answer, "TotalCount") != count)
    g_error ("%s=%s: %" G_GINT64_FORMAT " models instead of %u", name, value,
             answer_get_int64 (answer, "TotalCount"), count);
  g_assert_cmpuint (np_json_value_get_length (answer_get_member (answer, "Models")), ==, count);
}

static Answer *
list_with (Fixture *fixture,
           const char *action,
           const char *path,
           const NpSignPair *query,
           gsize n_query)
{
  const Request request = {
    .method = "GET", .action = action, .path = path, .query = query, .n_query = n_query
  };

  return fixture_call (fixture, &request);
}

static char *
dup_item_string (Answer *answer, const char *array, guint i, const char *key)
{
  const NpJsonValue *item = np_json_value_get_element (answer_get_member (answer, array), i);

  return np_json_value_dup_string (np_json_value_get_member (item, key));
}

static void
test_list_pages (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_items = 0;
  guint page = 1;

  do
    {
      g_autofree char *number = g_strdup_printf ("%u", page++);
      const NpSignPair query[] = { { "PageNumber", number } };
      g_autoptr (Answer) answer = list_with (fixture, "ListModels", MODELS_PATH, query, 1);

      assert_answer (answer, 200, NULL);
      g_assert_cmpint (answer_get_int64 (answer, "TotalCount"), ==, N_MODELS - N_PUBLIC_MODELS);
      n_items = np_json_value_get_length (answer_get_member (answer, "Models"));
      g_assert_cmpuint (n_items, <=, 10);
      for (guint i = 0; i < n_items; i++)
        g_assert_true (
            g_hash_table_add (seen, dup_item_string (answer, "Models", i, "ModelId")));
    }
  while (n_items > 0);
  g_assert_cmpuint (page, ==, 5);
  g_assert_cmpuint (g_hash_table_size (seen), ==, N_MODELS - N_PUBLIC_MODELS);
}

static void
test_list_order (Fixture *fixture, gconstpointer data)
{
  const NpSignPair query[] = { { "SortBy", "GmtCreateTime" },
                               { "Order", "DESC" },
                               { "PageSize", "27" } };
  g_autoptr (Answer) answer = list_with (fixture, "ListModels", MODELS_PATH, query, 3);
  g_autoptr (Answer) ascending = fixture_list (fixture, "Order", "ASC");
  g_autofree char *last = dup_item_string (answer, "Models", 26, "ModelId");
  g_autofree char *first = dup_item_string (ascending, "Models", 0, "ModelId");

  g_assert_cmpstr (last, ==, FIRST_MODEL_ID);
  g_assert_cmpstr (first, ==, FIRST_MODEL_ID);
  for (guint i = 1; i < 27; i++)
    {
      g_autofree char *newer = dup_item_string (answer, "Models", i - 1, "GmtCreateTime");
      g_autofree char *older = dup_item_string (answer, "Models", i, "GmtCreateTime");

      g_assert_cmpint (strcmp (newer, older), >, 0);
    }
}

static void
test_list_filters (Fixture *fixture, gconstpointer data)
{
  assert_listed (fixture, "WorkspaceId", FIRST_WORKSPACE, N_FIRST_WORKSPACE);
  assert_listed (fixture, "WorkspaceId", SECOND_WORKSPACE,
                 N_MODELS - N_PUBLIC_MODELS - N_FIRST_WORKSPACE);
  assert_listed (fixture, "WorkspaceId", "1", 0);
  assert_listed (fixture, "ModelName", "新闻", 1);
  assert_listed (fixture, "ModelName", "LANTERN", 2);
  assert_listed (fixture, "ModelName", "\"Lantern 7B Chat\"", 1);
  assert_listed (fixture, "ModelName", "\"Lantern 7B\"", 0);
  assert_listed (fixture, "ModelName", "\"", 0);
  assert_listed (fixture, "Provider", "pai", N_PUBLIC_MODELS);
  assert_listed (fixture, "Provider", "huggingface", 0);
  assert_listed (fixture, "Provider", "", N_MODELS - N_PUBLIC_MODELS);
  assert_listed (fixture, "Domain", "audio", 3);
  assert_listed (fixture, "Domain", "aud", 0);
  assert_listed (fixture, "Task", "text-classification", 2);
  assert_listed (fixture, "Origin", "Civitai", 2);
  assert_listed (fixture, "ModelType", "LoRA", 3);
  assert_listed (fixture, "ModelType", "Endpoint", 1);
  assert_listed (fixture, "Label", "base_model", 3);
  assert_listed (fixture, "Label", "sd 1.5", 1);
  assert_listed (fixture, "Label", "内容运营", 1);
  assert_listed (fixture, "Query", "水墨", 1);
  assert_listed (fixture, "Query", "AIGC", 2);
  assert_listed (fixture, "Query", "客服", 2);
  assert_listed (fixture, "Query", "nothing like this", 0);
}

/* A provider's models belong to no workspace. */
static void
test_list_provider_in_workspace (Fixture *fixture, gconstpointer data)
{
  const NpSignPair query[] = { { "Provider", "pai" }, { "WorkspaceId", FIRST_WORKSPACE } };
  g_autoptr (Answer) answer = list_with (fixture, "ListModels", MODELS_PATH, query, 2);

  g_assert_cmpint (answer_get_int64 (answer, "TotalCount"), ==, N_PUBLIC_MODELS);
}

static void
test_list_bad_pages (Fixture *fixture, gconstpointer data)
{
  static const NpSignPair bad[] = { { "PageNumber", "0" }, { "PageNumber", "-1" },
                                    { "PageNumber", "x" }, { "PageNumber", "4294967297" },
                                    { "PageSize", "0" },   { "PageSize", "1.5" },
                                    { "PageSize", " 1" },  { "Order", "desc" },
                                    { "SortBy", "Name" } };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (Answer) answer = list_with (fixture, "ListModels", MODELS_PATH, &bad[i], 1);

      assert_answer (answer, 400, "InvalidParameter");
    }
}

static void
test_list_far_page (Fixture *fixture, gconstpointer data)
{
  const NpSignPair query[] = { { "PageNumber", "2147483647" }, { "PageSize", "2147483647" } };
  g_autoptr (Answer) answer = list_with (fixture, "ListModels", MODELS_PATH, query, 2);

  assert_answer (answer, 200, NULL);
  g_assert_cmpuint (np_json_value_get_length (answer_get_member (answer, "Models")), ==, 0);
}

/* An item of the list has Tags, the single model has not. */
static void
test_tags (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Answer) list = fixture_list (fixture, "ModelName", "新闻分类");
  g_autoptr (Answer) model = fixture_get_model (fixture, FIRST_MODEL_PATH);
  const NpJsonValue *item = np_json_value_get_element (answer_get_member (list, "Models"), 0);
  g_autofree char *tags = np_json_value_dup_raw (np_json_value_get_member (item, "Tags"));
  g_autofree char *labels = np_json_value_dup_raw (np_json_value_get_member (item, "Labels"));
  g_autofree char *model_labels = answer_dup_raw (model, "Labels");

  g_assert_cmpstr (tags, ==, labels);
  g_assert_cmpstr (model_labels, ==, labels);
  g_assert_null (answer_get_member (model, "Tags"));
}

static void
test_workspaces (Fixture *fixture, gconstpointer data)
{
  const NpSignPair page[] = { { "PageNumber", "2" }, { "PageSize", "1" } };
  const NpSignPair verbose[] = { { "Verbose", "true" } };
  const NpSignPair name[] = { { "WorkspaceName", "research" } };
  const char *path = "/api/v1/workspaces";
  g_autoptr (Answer) all = list_with (fixture, "ListWorkspaces", path, verbose, 1);
  g_autoptr (Answer) second = list_with (fixture, "ListWorkspaces", path, page, 2);
  g_autoptr (Answer) named = list_with (fixture, "ListWorkspaces", path, name, 1);
  g_autofree char *first_id = dup_item_string (all, "Workspaces", 0, "WorkspaceId");
  g_autofree char *second_id = dup_item_string (second, "Workspaces", 0, "WorkspaceId");
  g_autofree char *named_id = dup_item_string (named, "Workspaces", 0, "WorkspaceId");
  const NpJsonValue *item = np_json_value_get_element (answer_get_member (all, "Workspaces"),
                                                       0);
  const NpJsonValue *brief =
      np_json_value_get_element (answer_get_member (second, "Workspaces"), 0);

  g_assert_cmpstr (first_id, ==, FIRST_WORKSPACE);
  g_assert_cmpstr (first_id, ==, np_practice_service_get_workspace_id (fixture->service));
  g_assert_cmpstr (second_id, ==, SECOND_WORKSPACE);
  g_assert_cmpstr (named_id, ==, SECOND_WORKSPACE);
  g_assert_cmpint (answer_get_int64 (second, "TotalCount"), ==, 2);
  g_assert_nonnull (np_json_value_get_member (item, "AdminNames"));
  g_assert_nonnull (np_json_value_get_member (item, "resourceGroupId"));
  g_assert_null (np_json_value_get_member (brief, "AdminNames"));
}

static void
test_get_first (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Answer) answer = fixture_get_model (fixture, FIRST_MODEL_PATH);
  g_autofree char *name = answer_dup_string (answer, "ModelName");
  g_autofree char *id = answer_dup_string (answer, "ModelId");
  const NpJsonValue *extra = answer_get_member (answer, "ExtraInfo");
  g_autofree char *rating = np_json_value_dup_raw (np_json_value_get_member (extra, "Rating"));

  assert_answer (answer, 200, NULL);
  g_assert_cmpstr (name, ==, "新闻分类");
  g_assert_cmpstr (id, ==, FIRST_MODEL_ID);
  g_assert_cmpstr (rating, ==, "4.94");
  g_assert_nonnull (answer_get_member (answer, "LatestVersion"));
}

static void
test_get_unknown (Fixture *fixture, gconstpointer data)
{
  static const char *const paths[] = { MODELS_PATH "/model-none", MODELS_PATH "/a%2Fb",
                                       MODELS_PATH "/%20", MODELS_PATH "/a%00b",
                                       MODELS_PATH "/" FIRST_MODEL_ID "%2F" };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (Answer) answer = fixture_get_model (fixture, paths[i]);
      g_autoptr (Answer) update_answer = fixture_update (fixture, paths[i], "{}");

      assert_answer (answer, 404, "201900002");
      assert_answer (update_answer, 404, "201900002");
    }
}

static void
test_get_odd_id (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Answer) answer = NULL;
  g_autofree char *id = NULL;

  np_practice_service_put_model_json (fixture->service, "a/b c*模型", "{\"ModelName\":\"x\"}");
  answer = fixture_get_model (fixture, MODELS_PATH "/a%2Fb%20c%2A%E6%A8%A1%E5%9E%8B");
  assert_answer (answer, 200, NULL);
  id = answer_dup_string (answer, "ModelId");
  g_assert_cmpstr (id, ==, "a/b c*模型");
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
  g_autofree char *id = dup_item_string (list, "Models", 0, "ModelId");
  g_autofree char *path = g_strconcat (MODELS_PATH "/", id, NULL);
  g_autoptr (Answer) answer = fixture_get_model (fixture, path);
  g_autoptr (Answer) refused = fixture_update (fixture, path, "{\"Origin\":\"x\"}");

  assert_answer (answer, 200, NULL);
  assert_answer (refused, 403, "NoPermission");
}

static Answer *
ask_identity (Fixture *fixture, const char *method, const char *version)
{
  const Request request = {
    .method = method, .action = "GetCallerIdentity", .path = "/", .version = version
  };

  return fixture_call (fixture, &request);
}

static void
assert_identity (Fixture *fixture, const char *type, gboolean has_user, gboolean has_role)
{
  g_autoptr (Answer) answer = NULL;
  g_autofree char *told = NULL;
  g_autofree char *account = NULL;

  np_practice_service_set_identity (fixture->service, type);
  answer = ask_identity (fixture, "GET", STS_VERSION);
  assert_answer (answer, 200, NULL);
  told = answer_dup_string (answer, "IdentityType");
  account = answer_dup_string (answer, "AccountId");
  g_assert_cmpstr (told, ==, type);
  g_assert_cmpstr (account, ==, "1234567890123456");
  g_assert_cmpint (answer_get_member (answer, "UserId") != NULL, ==, has_user);
  g_assert_cmpint (answer_get_member (answer, "RoleId") != NULL, ==, has_role);
  g_assert_cmpint (answer_get_member (answer, "PrincipalId") != NULL, ==, has_user || has_role);
  g_assert_cmpint (answer_get_member (answer, "Arn") != NULL, ==, has_user || has_role);
}

static void
test_identity (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Answer) first = ask_identity (fixture, "GET", STS_VERSION);
  g_autofree char *type = answer_dup_string (first, "IdentityType");

  g_assert_cmpstr (type, ==, "RAMUser");
  assert_identity (fixture, "Account", TRUE, FALSE);
  assert_identity (fixture, "RAMUser", TRUE, FALSE);
  assert_identity (fixture, "AssumedRoleUser", FALSE, TRUE);
  assert_identity (fixture, "Ro\"bot", FALSE, FALSE);
}

/* Each of the two APIs has its own version. */
static void
test_identity_refused (Fixture *fixture, gconstpointer data)
{
  const Request swapped = {
    .method = "GET", .action = "GetModel", .path = FIRST_MODEL_PATH, .version = STS_VERSION
  };
  const Request unknown = { .method = "GET", .action = "AssumeRole", .path = "/" };
  g_autoptr (Answer) old = ask_identity (fixture, "GET", "2021-02-04");
  g_autoptr (Answer) model = fixture_call (fixture, &swapped);
  g_autoptr (Answer) action = fixture_call (fixture, &unknown);
  g_autoptr (Answer) method = ask_identity (fixture, "PUT", STS_VERSION);
  g_autoptr (Answer) fault = NULL;

  assert_answer (old, 400, "InvalidVersion");
  assert_answer (model, 400, "InvalidVersion");
  assert_answer (action, 404, "InvalidAction.NotFound");
  assert_answer (method, 400, "UnsupportedHTTPMethod");
  np_practice_service_push_fault (fixture->service, "GetCallerIdentity",
                                  NP_PRACTICE_FAULT_INTERNAL_ERROR);
  fault = ask_identity (fixture, "GET", STS_VERSION);
  assert_answer (fault, 500, "InternalError");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/practice/calls/list/pages", test_list_pages);
  fixture_add ("/practice/calls/list/order", test_list_order);
  fixture_add ("/practice/calls/list/filters", test_list_filters);
  fixture_add ("/practice/calls/list/provider-in-workspace", test_list_provider_in_workspace);
  fixture_add ("/practice/calls/list/bad-pages", test_list_bad_pages);
  fixture_add ("/practice/calls/list/far-page", test_list_far_page);
  fixture_add ("/practice/calls/list/tags", test_tags);
  fixture_add ("/practice/calls/workspaces", test_workspaces);
  fixture_add ("/practice/calls/identity/types", test_identity);
  fixture_add ("/practice/calls/identity/refused", test_identity_refused);
  fixture_add ("/practice/calls/get/first", test_get_first);
  fixture_add ("/practice/calls/get/unknown", test_get_unknown);
  fixture_add ("/practice/calls/get/odd-id", test_get_odd_id);
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
