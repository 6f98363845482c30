/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "practice-fixture.h"

#define PATH(workspace, code) "/api/v1/workspaces/" workspace "/permissions/" code
#define UPDATE                PATH ("324017", "PaiModel%3AUpdateModel")

static Answer *
ask (Fixture *fixture, const char *method, const char *path)
{
  const Request request = { .method = method, .action = "GetPermission", .path = path };

  return fixture_call (fixture, &request);
}

static void
assert_rules (Fixture *fixture, const char *path, const char *code, const char *rules)
{
  g_autoptr (Answer) answer = ask (fixture, "GET", path);
  g_autofree char *told = NULL;
  g_autofree char *raw = NULL;

  assert_answer (answer, 200, NULL);
  told = answer_dup_string (answer, "PermissionCode");
  raw = answer_dup_raw (answer, "PermissionRules");
  g_assert_cmpstr (told, ==, code);
  g_assert_cmpstr (raw, ==, rules);
}

static void
test_rules (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    NpPracticeRights rights;
    const char *rules;
  } cases[] = {
    { NP_PRACTICE_RIGHTS_NONE, "[]" },
    { NP_PRACTICE_RIGHTS_OWN,
      "[{\"Accessibility\":\"ANY\",\"EntityAccessType\":\"CREATOR\"}]" },
    { NP_PRACTICE_RIGHTS_OWN_PRIVATE,
      "[{\"Accessibility\":\"PRIVATE\",\"EntityAccessType\":\"CREATOR\"}]" },
    { NP_PRACTICE_RIGHTS_PUBLIC, "[{\"Accessibility\":\"PUBLIC\",\"EntityAccessType\":\"\"}]" },
    { NP_PRACTICE_RIGHTS_ALL, "[{\"Accessibility\":\"ANY\",\"EntityAccessType\":\"ANY\"}]" },
  };
  const char *all = cases[G_N_ELEMENTS (cases) - 1].rules;

  assert_rules (fixture, UPDATE, "PaiModel:UpdateModel", all);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      np_practice_service_set_rights (fixture->service, cases[i].rights);
      assert_rules (fixture, UPDATE, "PaiModel:UpdateModel", cases[i].rules);
      assert_rules (fixture, PATH ("324058", "paimodel%3Aupdatemodel"), "paimodel:updatemodel",
                    cases[i].rules);
      assert_rules (fixture, PATH ("324017", "PaiModel%3AGetModel"), "PaiModel:GetModel", all);
    }
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Answer) workspace = ask (fixture, "GET", PATH ("1", "PaiModel%3AUpdateModel"));
  g_autoptr (Answer) method = ask (fixture, "PUT", UPDATE);
  g_autoptr (Answer) deeper = ask (fixture, "GET", UPDATE "/x");
  g_autoptr (Answer) other = ask (fixture, "GET", "/api/v1/workspaces/324017/members/x");
  g_autoptr (Answer) nothing = ask (fixture, "GET", PATH ("324017", ""));
  g_autoptr (Answer) fault = NULL;

  assert_answer (workspace, 404, "100400008");
  assert_answer (method, 400, "UnsupportedHTTPMethod");
  assert_answer (deeper, 404, "InvalidAction.NotFound");
  assert_answer (other, 404, "InvalidAction.NotFound");
  assert_answer (nothing, 404, "InvalidAction.NotFound");
  np_practice_service_push_fault (fixture->service, "GetPermission",
                                  NP_PRACTICE_FAULT_NO_PERMISSION);
  fault = ask (fixture, "GET", UPDATE);
  assert_answer (fault, 403, "NoPermission");
}

static void
assert_update (Fixture *fixture, gboolean may, const char *accessibility, const char *user_id)
{
  g_autofree char *json = g_strdup_printf ("{\"Accessibility\":\"%s\",\"UserId\":\"%s\"}",
                                           accessibility, user_id);
  g_autoptr (Answer) answer = NULL;

  g_assert_true (np_practice_service_put_model_json (fixture->service, "model-x", json));
  answer = fixture_update (fixture, MODELS_PATH "/model-x", "{\"Origin\":\"x\"}");
  assert_answer (answer, may ? 200 : 403, may ? NULL : "NoPermission");
}

/* What is said before is what is done then. */
static void
test_done (Fixture *fixture, gconstpointer data)
{
  static const char own[] = "200000000000000001";
  static const char other[] = "200000000000000002";
  static const struct
  {
    NpPracticeRights rights;
    gboolean own_private;
    gboolean own_public;
    gboolean other_private;
    gboolean other_public;
  } cases[] = {
    { NP_PRACTICE_RIGHTS_ALL, TRUE, TRUE, TRUE, TRUE },
    { NP_PRACTICE_RIGHTS_OWN, TRUE, TRUE, FALSE, FALSE },
    { NP_PRACTICE_RIGHTS_PUBLIC, FALSE, TRUE, FALSE, TRUE },
    { NP_PRACTICE_RIGHTS_OWN_PRIVATE, TRUE, FALSE, FALSE, FALSE },
    { NP_PRACTICE_RIGHTS_NONE, FALSE, FALSE, FALSE, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      np_practice_service_set_rights (fixture->service, cases[i].rights);
      assert_update (fixture, cases[i].own_private, "PRIVATE", own);
      assert_update (fixture, cases[i].own_public, "PUBLIC", own);
      assert_update (fixture, cases[i].other_private, "PRIVATE", other);
      assert_update (fixture, cases[i].other_public, "PUBLIC", other);
    }
  /* A role has no models of its own. */
  np_practice_service_set_identity (fixture->service, "AssumedRoleUser");
  np_practice_service_set_rights (fixture->service, NP_PRACTICE_RIGHTS_OWN);
  assert_update (fixture, FALSE, "PRIVATE", own);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/practice/permission/rules", test_rules);
  fixture_add ("/practice/permission/refused", test_refused);
  fixture_add ("/practice/permission/done", test_done);
  return g_test_run ();
}
