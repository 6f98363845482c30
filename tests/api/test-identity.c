/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "client-rig.h"
#include "np-await.h"

static NpIdentityType
get_identity (ClientRig *rig, GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  np_client_get_identity_async (rig->client, NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  return np_client_get_identity_finish (rig->client, result, error);
}

static void
assert_header (ClientRig *rig, guint i, const char *name, const char *expected)
{
  g_autofree char *value = client_rig_dup_header (rig, i, name);

  g_assert_cmpstr (value, ==, expected);
}

static void
test_wire (void)
{
  const char token[] = "CAIS+/ab==.token~_-";
  g_autoptr (ClientRig) rig = client_rig_new_with_token (token);
  g_autoptr (GError) error = NULL;
  g_autofree char *head = NULL;

  client_rig_answer (
      rig, "200 OK",
      "{\"IdentityType\":\"AssumedRoleUser\",\"AccountId\":\"1968132000120000\",\"RequestId\":"
      "\"R-1\",\"PrincipalId\":\"28877:alice\",\"Arn\":\"acs:ram::1:role/a\"}");
  g_assert_cmpint (get_identity (rig, &error), ==, NP_IDENTITY_ASSUMED_ROLE);
  g_assert_no_error (error);

  head = np_fault_server_dup_head (rig->server, 0);
  g_assert_true (g_str_has_prefix (head, "GET / HTTP/1.1\r\n"));
  assert_header (rig, 0, "x-acs-action", "GetCallerIdentity");
  assert_header (rig, 0, "x-acs-version", "2015-04-01");
  assert_header (rig, 0, "x-acs-security-token", token);
  assert_header (rig, 0, "Accept", "application/json");
  assert_header (rig, 0, "Content-Type", NULL);
  client_rig_assert_signed (rig, 0);
}

/* The version is that call's own: the next one speaks to AIWorkSpace again. */
static void
test_version_of_next_call (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autofree char *request_id = NULL;

  client_rig_answer (rig, "200 OK", "{\"RequestId\":\"R-1\",\"IdentityType\":\"Account\"}");
  np_fault_server_answer (rig->server, RIG_SAVED);
  g_assert_cmpint (get_identity (rig, NULL), ==, NP_IDENTITY_ACCOUNT);
  request_id = client_rig_check (rig, NULL);
  g_assert_nonnull (request_id);
  assert_header (rig, 0, "x-acs-version", "2015-04-01");
  assert_header (rig, 1, "x-acs-version", "2021-02-04");
}

static void
test_types (void)
{
  static const struct
  {
    const char *body;
    NpIdentityType type;
  } cases[] = {
    { "{\"RequestId\":\"R-1\",\"IdentityType\":\"Account\"}", NP_IDENTITY_ACCOUNT },
    { "{\"RequestId\":\"R-1\",\"IdentityType\":\"RAMUser\"}", NP_IDENTITY_RAM_USER },
    { "{\"RequestId\":\"R-1\",\"IdentityType\":\"Robot\"}", NP_IDENTITY_UNKNOWN },
    { "{\"RequestId\":\"R-1\",\"IdentityType\":[\"Account\"]}", NP_IDENTITY_UNKNOWN },
    { "{\"RequestId\":\"R-1\",\"IdentityType\":null}", NP_IDENTITY_UNKNOWN },
    { "{\"RequestId\":\"R-1\",\"IdentityType\":1}", NP_IDENTITY_UNKNOWN },
    { "{\"RequestId\":\"R-1\"}", NP_IDENTITY_UNKNOWN },
  };
  g_autoptr (ClientRig) rig = client_rig_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      client_rig_answer (rig, "200 OK", cases[i].body);
      g_assert_cmpint (get_identity (rig, &error), ==, cases[i].type);
      g_assert_no_error (error);
    }
}

static void
test_errors (void)
{
  static const struct
  {
    const char *status;
    const char *body;
    NpApiError code;
  } cases[] = {
    { "404 Not Found",
      "{\"RequestId\":\"R-1\",\"Code\":\"InvalidAccessKeyId.NotFound\",\"Message\":\"No.\"}",
      NP_API_ERROR_CREDENTIALS_REJECTED },
    { "500 Oops", "{\"RequestId\":\"R-1\",\"Code\":\"InternalError\",\"Message\":\"No.\"}",
      NP_API_ERROR_SERVER },
    { "302 Found\r\nLocation: http://127.0.0.1:1/", "", NP_API_ERROR_REDIRECTED },
    { "200 OK", "{\"IdentityType\":\"Account\"}", NP_API_ERROR_PROTOCOL },
    { "200 OK", "<GetCallerIdentityResponse/>", NP_API_ERROR_PROTOCOL },
    { "200 OK", "[]", NP_API_ERROR_PROTOCOL },
    { "200 OK", "", NP_API_ERROR_PROTOCOL },
    { "204 No Content", "", NP_API_ERROR_PROTOCOL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ClientRig) rig = client_rig_new ();
      g_autoptr (GError) error = NULL;

      client_rig_answer (rig, cases[i].status, cases[i].body);
      g_assert_cmpint (get_identity (rig, &error), ==, NP_IDENTITY_UNKNOWN);
      g_assert_nonnull (error);
      g_assert_cmpstr (np_api_error_get_detail (error)->operation, ==, "GetCallerIdentity");
      client_rig_assert_error (&error, cases[i].code);
    }
}

static void
test_cancelled (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  np_client_get_identity_async (rig->client, cancellable, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  g_assert_cmpint (np_client_get_identity_finish (rig->client, result, &error), ==,
                   NP_IDENTITY_UNKNOWN);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (np_fault_server_get_n_requests (rig->server), ==, 0);
}

int
main (int argc, char *argv[])
{
  np_client_prepare_process ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/identity/wire", test_wire);
  g_test_add_func ("/identity/version-of-next-call", test_version_of_next_call);
  g_test_add_func ("/identity/types", test_types);
  g_test_add_func ("/identity/errors", test_errors);
  g_test_add_func ("/identity/cancelled", test_cancelled);
  return g_test_run ();
}
