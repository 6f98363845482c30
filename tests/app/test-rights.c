/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <json-glib/json-glib.h>
#include <locale.h>
#include <string.h>

#include "np-rights.h"
#include "np-secret.h"

/* A denial: which right was missing, whether a policy helps, the smallest one that
 * does, and the letter that asks for it. */

#define USER "200000000000000001"

static const char *const policy_types[] = {
  "AccountLevelIdentityBasedPolicy",
  "ResourceGroupLevelIdentityBasedPolicy",
  "SessionPolicy",
  "AssumeRolePolicy",
  "ControlPolicy",
};

static NpApiErrorDetail *
make_detail (const char *policy_type, gboolean is_explicit)
{
  NpApiErrorDetail *detail = np_api_error_detail_new ();

  detail->host = g_strdup ("aiworkspace.cn-hangzhou.aliyuncs.com");
  detail->operation = g_strdup ("UpdateModel");
  detail->status = 403;
  detail->code = g_strdup ("NoPermission");
  detail->request_id = g_strdup ("3C85E634-7E0C");
  detail->principal = g_strdup (USER);
  detail->principal_type = g_strdup ("SubUser");
  detail->principal_owner = g_strdup ("1234567890123456");
  detail->action = g_strdup ("paimodel:UpdateModel");
  detail->policy_type = g_strdup (policy_type);
  detail->is_explicit_deny = is_explicit;
  detail->server_time = 1794000000;
  return detail;
}

static NpRights *
make_rights (NpApiErrorDetail *detail, NpModel *model)
{
  g_autoptr (GError) error = np_api_error_new (NP_API_ERROR_PERMISSION_DENIED, detail, "x");

  return np_rights_new (error, "model-rbvg5wzljz0000ks92", model);
}

static NpRights *
make_denial (const char *policy_type, gboolean is_explicit)
{
  g_autoptr (NpApiErrorDetail) detail = make_detail (policy_type, is_explicit);

  return make_rights (detail, NULL);
}

/* The policy is JSON, allows the one right, and nothing else. */
static void
assert_policy (const NpRights *rights, const char *action)
{
  g_autofree char *policy = np_rights_dup_policy (rights);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonObject *root = NULL;
  JsonObject *statement = NULL;

  json_parser_load_from_data (parser, policy, -1, &error);
  g_assert_no_error (error);
  root = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpuint (json_object_get_size (root), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (root, "Version"), ==, "1");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (root, "Statement")),
                    ==, 1);
  statement = json_array_get_object_element (json_object_get_array_member (root, "Statement"),
                                             0);
  g_assert_cmpuint (json_object_get_size (statement), ==, 3);
  g_assert_cmpstr (json_object_get_string_member (statement, "Effect"), ==, "Allow");
  g_assert_cmpstr (json_object_get_string_member (statement, "Action"), ==, action);
  g_assert_cmpstr (json_object_get_string_member (statement, "Resource"), ==, "*");
}

/* Five kinds of policy, missing or forbidding: ten different sentences. */
static void
test_policy_types (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (policy_types); i++)
    {
      for (int is_explicit = 0; is_explicit < 2; is_explicit++)
        {
          g_autoptr (NpRights) rights = make_denial (policy_types[i], is_explicit);
          g_autofree char *policy = np_rights_dup_policy (rights);
          gboolean can_help = i < 2 && !is_explicit;

          g_assert_true (g_hash_table_add (seen, np_rights_dup_sentence (rights)));
          g_assert_true (np_rights_get_can_policy_help (rights) == can_help);
          g_assert_true ((policy != NULL) == can_help);
        }
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, 10);
}

static void
assert_action (const char *told, const char *operation, const char *action)
{
  g_autoptr (NpApiErrorDetail) detail = make_detail (policy_types[0], FALSE);
  g_autoptr (NpRights) rights = NULL;

  g_free (detail->action);
  g_free (detail->operation);
  detail->action = g_strdup (told);
  detail->operation = g_strdup (operation);
  rights = make_rights (detail, NULL);
  g_assert_cmpstr (np_rights_get_action (rights), ==, action);
  assert_policy (rights, action);
}

/* The right that the denial names, unless it would grant more than one right. */
static void
test_action (void)
{
  assert_action ("paimodel:CreateModelLabels", "UpdateModel", "paimodel:CreateModelLabels");
  assert_action ("PaiModel:UpdateModel", "UpdateModel", "PaiModel:UpdateModel");
  assert_action (NULL, "UpdateModel", "paimodel:UpdateModel");
  assert_action (NULL, "GetModel", "paimodel:GetModel");
  assert_action (NULL, "ListModels", "paimodel:ListModels");
  assert_action (NULL, "ListWorkspaces", "paiworkspace:ListWorkspaces");
  assert_action (NULL, "CreateModelLabels", "paimodel:CreateModelLabels");
  assert_action ("*", "UpdateModel", "paimodel:UpdateModel");
  assert_action ("paimodel:*", "UpdateModel", "paimodel:UpdateModel");
  assert_action ("paimodel:", "UpdateModel", "paimodel:UpdateModel");
  assert_action (":UpdateModel", "UpdateModel", "paimodel:UpdateModel");
  assert_action ("", "UpdateModel", "paimodel:UpdateModel");
  assert_action ("paimodel:A\",\"ram:CreateUser", "UpdateModel", "paimodel:UpdateModel");
}

static void
assert_cause (const char *code, const char *policy_type, NpModel *model, NpRightsCause cause)
{
  g_autoptr (NpApiErrorDetail) detail = make_detail (policy_type, FALSE);
  g_autoptr (NpRights) rights = NULL;

  g_free (detail->code);
  detail->code = g_strdup (code);
  rights = make_rights (detail, model);
  g_assert_cmpint (np_rights_get_cause (rights), ==, cause);
}

static NpModel *
make_model (const char *creator_id, const char *accessibility)
{
  g_autofree char *json =
      g_strdup_printf ("{\"ModelId\":\"m\",\"UserId\":\"%s\",\"Accessibility\":\"%s\"}",
                       creator_id, accessibility);
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (GError) error = NULL;
  NpModel *model = np_model_new_from_json (bytes, &error);

  g_assert_no_error (error);
  return model;
}

static void
test_causes (void)
{
  g_autoptr (NpModel) of_other = make_model ("999", "PRIVATE");
  g_autoptr (NpModel) own = make_model (USER, "PRIVATE");
  g_autoptr (NpModel) public = make_model ("999", "PUBLIC");

  assert_cause ("NoPermission", NULL, NULL, NP_RIGHTS_CAUSE_UNKNOWN);
  assert_cause ("Forbidden.RAM", NULL, NULL, NP_RIGHTS_CAUSE_USER_POLICY);
  assert_cause ("Forbidden.NotSupportRAM", NULL, NULL, NP_RIGHTS_CAUSE_NOT_FOR_RAM);
  assert_cause ("201900099", NULL, NULL, NP_RIGHTS_CAUSE_WORKSPACE_ROLE);
  assert_cause (NULL, NULL, NULL, NP_RIGHTS_CAUSE_UNKNOWN);
  assert_cause ("201900099", NULL, of_other, NP_RIGHTS_CAUSE_CREATOR_ONLY);
  assert_cause ("NoPermission", NULL, of_other, NP_RIGHTS_CAUSE_CREATOR_ONLY);
  assert_cause ("NoPermission", NULL, own, NP_RIGHTS_CAUSE_UNKNOWN);
  assert_cause ("201900099", NULL, public, NP_RIGHTS_CAUSE_WORKSPACE_ROLE);
  assert_cause ("NoPermission", "SessionPolicy", of_other, NP_RIGHTS_CAUSE_SESSION_POLICY);
}

static void
test_no_denial (void)
{
  g_autoptr (NpApiErrorDetail) detail = make_detail (NULL, FALSE);
  g_autoptr (GError) other = np_api_error_new (NP_API_ERROR_SERVER, detail, "x");
  g_autoptr (GError) bare = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "x");

  g_assert_null (np_rights_new (other, NULL, NULL));
  g_assert_null (np_rights_new (bare, NULL, NULL));
}

static guint
count (const char *text, const char *part)
{
  g_auto (GStrv) parts = g_strsplit (text, part, -1);

  return g_strv_length (parts) - 1;
}

/* Both languages say it all, whichever the program speaks. */
static void
test_letter (void)
{
  static const char *const facts[] = { "paimodel:UpdateModel",
                                       USER,
                                       "(SubUser)",
                                       "1234567890123456",
                                       "3C85E634-7E0C",
                                       "NoPermission",
                                       "model-rbvg5wzljz0000ks92",
                                       "2026-11-06 21:20:00" };
  g_autoptr (NpRights) rights = make_denial (policy_types[0], FALSE);
  g_autofree char *letter = np_rights_dup_letter (rights);
  g_autofree char *policy = np_rights_dup_policy (rights);

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    g_assert_cmpuint (count (letter, facts[i]), >=, 2);
  g_assert_cmpuint (count (letter, policy), ==, 2);
  g_assert_nonnull (strstr (letter, "No policy of your user allows this yet."));
  g_assert_nonnull (strstr (letter, "你的用户还没有允许此操作的权限策略。"));
  g_assert_null (strstr (letter, "{action}"));
}

static void
test_letter_without_policy (void)
{
  g_autoptr (NpApiErrorDetail) detail = make_detail ("ControlPolicy", TRUE);
  g_autoptr (NpRights) rights = NULL;
  g_autofree char *letter = NULL;

  detail->diagnostic_message = g_strdup ("AQEAAAAAUHJhY3RpY2U=");
  rights = make_rights (detail, NULL);
  letter = np_rights_dup_letter (rights);
  g_assert_null (strstr (letter, "Statement"));
  g_assert_cmpuint (count (letter, "AQEAAAAAUHJhY3RpY2U="), ==, 2);
  g_assert_cmpuint (count (letter, "ram:DecodeDiagnosticMessage"), ==, 2);
}

/* Whatever the service sends back, no key gets into a letter. */
static void
test_letter_has_no_secret (void)
{
  g_autoptr (NpSecret) secret = np_secret_new ("CanarySecretOfTheLetter0123456", -1);
  g_autoptr (NpApiErrorDetail) detail = make_detail (policy_types[0], FALSE);
  g_autoptr (NpRights) rights = NULL;
  g_autofree char *letter = NULL;

  g_free (detail->principal);
  detail->principal = g_strdup ("CanarySecretOfTheLetter0123456");
  detail->diagnostic_message = g_strdup ("Q2FuYXJ5U2VjcmV0T2ZUaGVMZXR0ZXIwMTIzNDU2");
  rights = make_rights (detail, NULL);
  letter = np_rights_dup_letter (rights);
  g_assert_null (strstr (letter, "CanarySecret"));
  g_assert_null (strstr (letter, "Q2FuYXJ5U2VjcmV0"));
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rights/policy-types", test_policy_types);
  g_test_add_func ("/rights/action", test_action);
  g_test_add_func ("/rights/causes", test_causes);
  g_test_add_func ("/rights/no-denial", test_no_denial);
  g_test_add_func ("/rights/letter", test_letter);
  g_test_add_func ("/rights/letter/without-policy", test_letter_without_policy);
  g_test_add_func ("/rights/letter/no-secret", test_letter_has_no_secret);

  return g_test_run ();
}
