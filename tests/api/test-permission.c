/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "client-rig.h"
#include "np-await.h"

#define CODE "PaiModel:UpdateModel"

static const NpPermissionQuery whole_query = {
  "324017", CODE, "PRIVATE", "200000000000000001", "model/" RIG_MODEL_ID,
};

static NpPermission *
ask (ClientRig *rig, const NpPermissionQuery *query, GCancellable *cancellable, GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  np_client_get_permission_async (rig->client, query, cancellable, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  return np_client_get_permission_finish (rig->client, result, error);
}

static void
assert_target (ClientRig *rig, guint i, const char *target)
{
  g_autofree char *head = np_fault_server_dup_head (rig->server, i);
  g_autofree char *expected = g_strdup_printf ("GET %s HTTP/1.1\r\n", target);
  g_autofree char *action = client_rig_dup_header (rig, i, "x-acs-action");

  g_assert_cmpstr (action, ==, "GetPermission");
  if (!g_str_has_prefix (head, expected))
    g_error ("%s instead of %s", head, expected);
  client_rig_assert_signed (rig, i);
}

/* Path and query as the API's documentation has them; what is not known is left
 * out. */
static void
test_wire (void)
{
  static const NpPermissionQuery short_query = { "324017", CODE, NULL, "", NULL };
  static const NpPermissionQuery odd_query = { "a/b?c", "x y%/..", NULL, NULL, "m&n=ä" };
  static const char body[] =
      "{\"RequestId\":\"R-1\",\"PermissionCode\":\"" CODE "\",\"PermissionRules\":["
      "{\"Accessibility\":\"PRIVATE\",\"EntityAccessType\":\"CREATOR\"}]}";
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (NpPermission) permission = NULL;
  g_autoptr (NpPermission) second = NULL;
  g_autoptr (NpPermission) third = NULL;

  for (guint i = 0; i < 3; i++)
    client_rig_answer (rig, "200 OK", body);
  permission = ask (rig, &whole_query, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (np_permission_get_answer (permission), ==, NP_PERMISSION_CONDITIONAL);
  g_assert_cmpstr (np_permission_get_words (permission), ==, "PRIVATE CREATOR");
  assert_target (
      rig, 0,
      "/api/v1/workspaces/324017/permissions/PaiModel%3AUpdateModel"
      "?Accessibility=PRIVATE&Creator=200000000000000001&Resource=model%2F" RIG_MODEL_ID);
  second = ask (rig, &short_query, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (second);
  assert_target (rig, 1, "/api/v1/workspaces/324017/permissions/PaiModel%3AUpdateModel");
  third = ask (rig, &odd_query, NULL, &error);
  g_assert_no_error (error);
  /* The answer is about another permission. */
  g_assert_cmpint (np_permission_get_answer (third), ==, NP_PERMISSION_UNKNOWN);
  assert_target (rig, 2,
                 "/api/v1/workspaces/a%2Fb%3Fc/permissions/x%20y%25%2F.."
                 "?Resource=m%26n%3D%C3%A4");
}

/* What is no part of a path never leaves. */
static void
test_no_path (void)
{
  static const NpPermissionQuery queries[] = {
    { "", CODE, NULL, NULL, NULL },       { ".", CODE, NULL, NULL, NULL },
    { "..", CODE, NULL, NULL, NULL },     { "\xff", CODE, NULL, NULL, NULL },
    { "324017", "", NULL, NULL, NULL },   { "324017", ".", NULL, NULL, NULL },
    { "324017", "..", NULL, NULL, NULL }, { "324017", "\xc3", NULL, NULL, NULL },
  };
  g_autoptr (ClientRig) rig = client_rig_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ask (rig, &queries[i], NULL, &error));
      g_assert_error (error, NP_API_ERROR, NP_API_ERROR_INVALID_ARGUMENT);
    }
  g_assert_cmpuint (np_fault_server_get_n_bytes (rig->server), ==, 0);
}

/* An answer that is none is an error, one that is not understood is unknown. */
static void
test_answers (void)
{
  static const struct
  {
    const char *status;
    const char *body;
    int code; /* -1 for an answer */
  } cases[] = {
    { "200 OK", "{\"RequestId\":\"R-1\"}", -1 },
    { "200 OK", "{\"RequestId\":\"R-1\",\"PermissionRules\":\"none\"}", -1 },
    { "200 OK", "{\"PermissionRules\":[]}", NP_API_ERROR_PROTOCOL },
    { "200 OK", "<html>", NP_API_ERROR_PROTOCOL },
    { "200 OK", "", NP_API_ERROR_PROTOCOL },
    { "200 OK", "[]", NP_API_ERROR_PROTOCOL },
    { "204 No Content", "", NP_API_ERROR_PROTOCOL },
    { "302 Found\r\nLocation: http://127.0.0.1:1/", "", NP_API_ERROR_REDIRECTED },
    { "403 No", "{\"RequestId\":\"R-1\",\"Code\":\"NoPermission\",\"Message\":\"No.\"}",
      NP_API_ERROR_PERMISSION_DENIED },
    { "403 No", "", NP_API_ERROR_PERMISSION_DENIED },
    { "404 No", "{\"RequestId\":\"R-1\",\"Code\":\"100400008\",\"Message\":\"No.\"}",
      NP_API_ERROR_NOT_FOUND },
    { "500 Oops", "{\"RequestId\":\"R-1\",\"Code\":\"InternalError\",\"Message\":\"No.\"}",
      NP_API_ERROR_SERVER },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ClientRig) rig = client_rig_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (NpPermission) permission = NULL;

      g_test_message ("%s %s", cases[i].status, cases[i].body);
      client_rig_answer (rig, cases[i].status, cases[i].body);
      permission = ask (rig, &whole_query, NULL, &error);
      np_fault_server_assert_consumed (rig->server);
      if (cases[i].code >= 0)
        {
          g_assert_null (permission);
          g_assert_cmpstr (np_api_error_get_detail (error)->operation, ==, "GetPermission");
          client_rig_assert_error (&error, (NpApiError) cases[i].code);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpint (np_permission_get_answer (permission), ==, NP_PERMISSION_UNKNOWN);
    }
}

/* A hint is not worth a second try, whatever the client does otherwise. */
static void
test_once (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autoptr (GError) error = NULL;

  np_client_set_max_attempts (rig->client, NP_CLIENT_MAX_ATTEMPTS);
  client_rig_answer (rig, "503 No", "");
  g_assert_null (ask (rig, &whole_query, NULL, &error));
  g_assert_cmpuint (np_api_error_get_detail (error)->n_attempts, ==, 1);
  client_rig_assert_error (&error, NP_API_ERROR_SERVER);
  np_await_nothing_pending ();
  g_assert_cmpuint (np_fault_server_get_n_requests (rig->server), ==, 1);
}

static void
test_timeout (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autoptr (GError) error = NULL;

  client_rig_set_deadlines (rig, 5000, 50, 5000, 5000);
  np_fault_server_read (rig->server);
  np_fault_server_await_close (rig->server);
  g_assert_null (ask (rig, &whole_query, NULL, &error));
  client_rig_assert_error (&error, NP_API_ERROR_TIMED_OUT);
  np_fault_server_assert_consumed (rig->server);
}

int
main (int argc, char **argv)
{
  np_client_prepare_process ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client-permission/wire", test_wire);
  g_test_add_func ("/client-permission/no-path", test_no_path);
  g_test_add_func ("/client-permission/answers", test_answers);
  g_test_add_func ("/client-permission/once", test_once);
  g_test_add_func ("/client-permission/timeout", test_timeout);
  return g_test_run ();
}
