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
            g_hash_table_add (seen, answer_dup_item_string (answer, "Models", i, "ModelId")));
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
  g_autofree char *last = answer_dup_item_string (answer, "Models", 26, "ModelId");
  g_autofree char *first = answer_dup_item_string (ascending, "Models", 0, "ModelId");

  g_assert_cmpstr (last, ==, FIRST_MODEL_ID);
  g_assert_cmpstr (first, ==, FIRST_MODEL_ID);
  for (guint i = 1; i < 27; i++)
    {
      g_autofree char *newer = answer_dup_item_string (answer, "Models", i - 1,
                                                       "GmtCreateTime");
      g_autofree char *older = answer_dup_item_string (answer, "Models", i, "GmtCreateTime");

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
  g_autofree char *first_id = answer_dup_item_string (all, "Workspaces", 0, "WorkspaceId");
  g_autofree char *second_id = answer_dup_item_string (second, "Workspaces", 0, "WorkspaceId");
  g_autofree char *named_id = answer_dup_item_string (named, "Workspaces", 0, "WorkspaceId");
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
  return g_test_run ();
}
