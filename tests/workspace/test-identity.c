/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-await.h"
#include "np-workspace-private.h"
#include "workspace-rig.h"

static NpIdentityType
get_identity (WorkspaceRig *rig, GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  np_workspace_get_identity_async (rig->workspace, NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  return np_workspace_get_identity_finish (rig->workspace, result, error);
}

static void
ask_at (WorkspaceRig *rig, const char *url)
{
  g_autoptr (NpEndpoint) endpoint = np_endpoint_new_custom (url, NULL);

  g_assert_nonnull (endpoint);
  np_workspace_set_identity_endpoint (rig->workspace, endpoint);
}

static char *
dup_host_to_ask (NpEndpoint *endpoint, gboolean is_practice)
{
  g_autoptr (NpSecret) secret = np_secret_new ("TestKeySecret", -1);
  g_autoptr (NpCredentials) key = np_credentials_new ("LTAI5tTestKeyId", secret, NULL);
  g_autoptr (NpFixedCredentials) provider = np_fixed_credentials_new (key);
  g_autoptr (NpWorkspace) workspace =
      np_workspace_new ("Work", endpoint, NP_CREDENTIALS_PROVIDER (provider), is_practice);
  NpEndpoint *asked = np_workspace_get_identity_endpoint (workspace);

  return asked != NULL ? g_strdup (np_endpoint_get_base_uri (asked)) : NULL;
}

static void
test_whom_to_ask (void)
{
  g_autoptr (NpEndpoint) region = np_endpoint_new_for_region ("cn-beijing", NULL);
  g_autoptr (NpEndpoint)
      typed = np_endpoint_new_custom ("aiworkspace.cn-beijing.aliyuncs.com", NULL);
  g_autofree char *of_region = dup_host_to_ask (region, FALSE);
  g_autofree char *of_practice = dup_host_to_ask (region, TRUE);
  g_autofree char *of_typed = dup_host_to_ask (typed, FALSE);

  g_assert_cmpstr (of_region, ==, "https://sts.cn-beijing.aliyuncs.com");
  g_assert_null (of_practice);
  g_assert_null (of_typed);
}

/* The service would answer, but it was not chosen for this. */
static void
test_nobody_asked (void)
{
  g_autoptr (WorkspaceRig) rig = workspace_rig_new ();
  g_autoptr (GError) error = NULL;

  np_practice_service_set_identity (rig->service, "Account");
  g_assert_cmpint (get_identity (rig, &error), ==, NP_IDENTITY_UNKNOWN);
  g_assert_no_error (error);
  g_assert_cmpuint (workspace_rig_count (rig, "GET"), ==, 0);
}

static void
test_types (void)
{
  static const struct
  {
    const char *text;
    NpIdentityType type;
  } cases[] = {
    { "Account", NP_IDENTITY_ACCOUNT },
    { "RAMUser", NP_IDENTITY_RAM_USER },
    { "AssumedRoleUser", NP_IDENTITY_ASSUMED_ROLE },
    { "Robot", NP_IDENTITY_UNKNOWN },
  };
  g_autoptr (WorkspaceRig) rig = workspace_rig_new ();

  ask_at (rig, np_practice_service_get_url (rig->service));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      np_practice_service_set_identity (rig->service, cases[i].text);
      g_assert_cmpint (get_identity (rig, &error), ==, cases[i].type);
      g_assert_no_error (error);
      g_assert_cmpuint (workspace_rig_count (rig, "GET"), ==, i + 1);
    }
}

/* Nobody hears of a question that has no answer. */
static void
test_silent (void)
{
  static const NpPracticeFault faults[] = {
    NP_PRACTICE_FAULT_SIGNATURE_MISMATCH, NP_PRACTICE_FAULT_KEY_NOT_FOUND,
    NP_PRACTICE_FAULT_NO_PERMISSION,      NP_PRACTICE_FAULT_THROTTLED,
    NP_PRACTICE_FAULT_UNAVAILABLE,
  };
  g_autoptr (WorkspaceRig) rig = workspace_rig_new ();

  np_practice_service_set_identity (rig->service, "Account");
  ask_at (rig, np_practice_service_get_url (rig->service));
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (GError) error = NULL;

      np_practice_service_push_fault (rig->service, "GetCallerIdentity", faults[i]);
      g_assert_cmpint (get_identity (rig, &error), ==, NP_IDENTITY_UNKNOWN);
      g_assert_no_error (error);
    }
}

static void
test_unreachable (void)
{
  g_autoptr (WorkspaceRig) rig = workspace_rig_new ();
  g_autoptr (NpFaultServer) refusing = np_fault_server_new_refusing ();
  g_autofree char *url = np_fault_server_dup_uri (refusing, "http");
  g_autoptr (GError) error = NULL;

  ask_at (rig, url);
  g_assert_cmpint (get_identity (rig, &error), ==, NP_IDENTITY_UNKNOWN);
  g_assert_no_error (error);
}

/* A window that closes has to know that its callback must not touch it. */
static void
test_cancelled (void)
{
  g_autoptr (WorkspaceRig) rig = workspace_rig_new ();

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      GAsyncResult *slot = NULL;
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      np_workspace_get_identity_async (rig->workspace, cancellable, np_await_result_cb, &slot);
      g_cancellable_cancel (cancellable);
      result = np_await_result (&slot);
      g_assert_cmpint (np_workspace_get_identity_finish (rig->workspace, result, &error), ==,
                       NP_IDENTITY_UNKNOWN);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpuint (workspace_rig_count (rig, "GET"), ==, 0);
      ask_at (rig, np_practice_service_get_url (rig->service));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/workspace/identity/whom-to-ask", test_whom_to_ask);
  g_test_add_func ("/workspace/identity/nobody-asked", test_nobody_asked);
  g_test_add_func ("/workspace/identity/types", test_types);
  g_test_add_func ("/workspace/identity/silent", test_silent);
  g_test_add_func ("/workspace/identity/unreachable", test_unreachable);
  g_test_add_func ("/workspace/identity/cancelled", test_cancelled);
  return g_test_run ();
}
