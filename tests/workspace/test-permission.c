/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>

#include "np-await.h"
#include "workspace-rig.h"

#define CODE NP_PERMISSION_UPDATE_MODEL

/* What GetCallerIdentity of the practice service calls its own user, and another
 * one. */
#define OWN_ID   "200000000000000001"
#define OTHER_ID "200000000000000002"

static NpModel *
make_model (const char *workspace_id, const char *accessibility, const char *user_id)
{
  g_autofree char *json = g_strdup_printf ("{\"RequestId\":\"R-1\",\"ModelId\":\"" RIG_MODEL_ID
                                           "\",\"WorkspaceId\":%s,"
                                           "\"Accessibility\":\"%s\",\"UserId\":\"%s\"}",
                                           workspace_id, accessibility, user_id);
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (GError) error = NULL;
  NpModel *model = np_model_new_from_json (bytes, &error);

  g_assert_no_error (error);
  return model;
}

static NpPermission *
ask (WorkspaceRig *rig, NpModel *model, GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  np_workspace_get_permission_async (rig->workspace, CODE, model, NULL, np_await_result_cb,
                                     &slot);
  result = np_await_result (&slot);
  return np_workspace_get_permission_finish (rig->workspace, result, error);
}

static void
assert_answer (WorkspaceRig *rig, NpModel *model, NpPermissionAnswer answer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NpPermission) permission = ask (rig, model, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (np_permission_get_code (permission), ==, CODE);
  g_assert_cmpint (np_permission_get_answer (permission), ==, answer);
}

/* What the practice service says before, and what it then does. */
static void
test_rights (void)
{
  static const struct
  {
    NpPracticeRights rights;
    NpPermissionAnswer answer;
    gboolean may_own;
    gboolean may_other;
  } cases[] = {
    { NP_PRACTICE_RIGHTS_ALL, NP_PERMISSION_ALLOWED, TRUE, TRUE },
    { NP_PRACTICE_RIGHTS_OWN, NP_PERMISSION_CONDITIONAL, TRUE, FALSE },
    { NP_PRACTICE_RIGHTS_PUBLIC, NP_PERMISSION_CONDITIONAL, FALSE, TRUE },
    { NP_PRACTICE_RIGHTS_OWN_PRIVATE, NP_PERMISSION_CONDITIONAL, TRUE, FALSE },
    { NP_PRACTICE_RIGHTS_NONE, NP_PERMISSION_DENIED, FALSE, FALSE },
  };
  g_autoptr (WorkspaceRig) rig = workspace_rig_new ();
  g_autoptr (NpModel) own = make_model ("\"324017\"", "PRIVATE", OWN_ID);
  g_autoptr (NpModel) other = make_model ("\"324017\"", "PUBLIC", OTHER_ID);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NpPermission) permission = NULL;

      np_practice_service_set_rights (rig->service, cases[i].rights);
      permission = ask (rig, own, NULL);
      g_assert_cmpint (np_permission_get_answer (permission), ==, cases[i].answer);
      g_assert_cmpint (np_permission_judge (permission, "PRIVATE", NP_PERMISSION_OWNER_SELF),
                       ==, cases[i].may_own ? NP_PERMISSION_ALLOWED : NP_PERMISSION_DENIED);
      g_assert_cmpint (np_permission_judge (permission, "PUBLIC", NP_PERMISSION_OWNER_OTHER),
                       ==, cases[i].may_other ? NP_PERMISSION_ALLOWED : NP_PERMISSION_DENIED);
      assert_answer (rig, other, cases[i].answer);
    }
}

/* Nothing is known where nobody could tell, and no error comes of it. */
static void
test_faults (void)
{
  static const NpPracticeFault faults[] = {
    NP_PRACTICE_FAULT_SIGNATURE_MISMATCH, NP_PRACTICE_FAULT_KEY_NOT_FOUND,
    NP_PRACTICE_FAULT_DATE_EXPIRED,       NP_PRACTICE_FAULT_NO_PERMISSION,
    NP_PRACTICE_FAULT_EXPLICIT_DENY,      NP_PRACTICE_FAULT_THROTTLED,
    NP_PRACTICE_FAULT_INTERNAL_ERROR,     NP_PRACTICE_FAULT_UNAVAILABLE,
    NP_PRACTICE_FAULT_INVALID_PARAMETER,
  };
  g_autoptr (WorkspaceRig) rig = workspace_rig_new ();
  g_autoptr (NpModel) model = make_model ("\"324017\"", "PRIVATE", OWN_ID);
  g_autoptr (NpModel) lost = make_model ("\"1\"", "PRIVATE", OWN_ID);

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      np_practice_service_push_fault (rig->service, "GetPermission", faults[i]);
      assert_answer (rig, model, NP_PERMISSION_UNKNOWN);
    }
  assert_answer (rig, lost, NP_PERMISSION_UNKNOWN);
  g_assert_cmpuint (workspace_rig_count (rig, "GET"), ==, G_N_ELEMENTS (faults) + 1);
}

static void
test_nobody_asked (void)
{
  g_autoptr (WorkspaceRig) rig = workspace_rig_new ();
  g_autoptr (NpModel) model = make_model ("null", "PRIVATE", OWN_ID);

  assert_answer (rig, model, NP_PERMISSION_UNKNOWN);
  g_assert_cmpuint (workspace_rig_count (rig, "GET"), ==, 0);
}

/* A 403 says no only if it is about the very thing that was asked about. */
static void
test_denial (void)
{
  static const struct
  {
    const char *action;
    NpPermissionAnswer answer;
  } cases[] = {
    { "PaiModel:UpdateModel", NP_PERMISSION_DENIED },
    { "paimodel:UpdateModel", NP_PERMISSION_DENIED },
    { "paiworkspace:GetPermission", NP_PERMISSION_UNKNOWN },
    { "PaiModel:UpdateModelVersion", NP_PERMISSION_UNKNOWN },
  };
  g_autoptr (NpModel) model = make_model ("\"324017\"", "PRIVATE", OWN_ID);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WorkspaceRig) rig = workspace_rig_new_scripted ();
      g_autofree char *json = g_strdup_printf (
          "{\"RequestId\":\"R-1\",\"Code\":\"NoPermission\",\"AccessDeniedDetail\":"
          "{\"AuthAction\":\"%s\"}}",
          cases[i].action);

      workspace_rig_answer (rig, "403 No", json);
      assert_answer (rig, model, cases[i].answer);
      np_fault_server_assert_consumed (rig->server);
    }
}

/* A window that closes has to know that its callback must not touch it. */
static void
test_cancelled (void)
{
  g_autoptr (WorkspaceRig) rig = workspace_rig_new ();
  g_autoptr (NpModel) model = make_model ("\"324017\"", "PRIVATE", OWN_ID);
  g_autoptr (NpModel) unasked = make_model ("null", "PRIVATE", OWN_ID);
  NpModel *const models[] = { model, unasked };

  for (gsize i = 0; i < G_N_ELEMENTS (models); i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      GAsyncResult *slot = NULL;
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      np_workspace_get_permission_async (rig->workspace, CODE, models[i], cancellable,
                                         np_await_result_cb, &slot);
      g_cancellable_cancel (cancellable);
      result = np_await_result (&slot);
      g_assert_null (np_workspace_get_permission_finish (rig->workspace, result, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
  g_assert_cmpuint (workspace_rig_count (rig, "GET"), ==, 0);
}

/* The way to the practice service, which checks the signature for itself. */
static void
test_diagnose (void)
{
  static const NpDiagnosisState states[] = {
    NP_DIAGNOSIS_GOOD, NP_DIAGNOSIS_GOOD, NP_DIAGNOSIS_GOOD, NP_DIAGNOSIS_UNKNOWN,
    NP_DIAGNOSIS_GOOD, NP_DIAGNOSIS_GOOD, NP_DIAGNOSIS_GOOD,
  };
  g_autoptr (WorkspaceRig) rig = workspace_rig_new ();
  g_autoptr (NpDiagnosis) diagnosis = np_workspace_diagnose (rig->workspace, NULL);

  np_await_true (!np_diagnosis_get_is_running (diagnosis));
  for (guint i = 0; i < NP_DIAGNOSIS_N_STEPS; i++)
    {
      NpDiagnosisStep *step = np_diagnosis_get_step (diagnosis, (NpDiagnosisStepId) i);

      g_assert_cmpint (np_diagnosis_step_get_state (step), ==, states[i]);
    }
  g_assert_cmpuint (workspace_rig_count (rig, "GET"), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/workspace/permission/rights", test_rights);
  g_test_add_func ("/workspace/permission/faults", test_faults);
  g_test_add_func ("/workspace/permission/nobody-asked", test_nobody_asked);
  g_test_add_func ("/workspace/permission/denial", test_denial);
  g_test_add_func ("/workspace/permission/cancelled", test_cancelled);
  g_test_add_func ("/workspace/permission/diagnose", test_diagnose);
  return g_test_run ();
}
