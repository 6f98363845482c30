/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-api-error.h"

static NpApiErrorDetail *
make_detail (void)
{
  NpApiErrorDetail *detail = np_api_error_detail_new ();

  detail->host = g_strdup ("host");
  detail->operation = g_strdup ("UpdateModel");
  detail->status = 403;
  detail->code = g_strdup ("NoPermission");
  detail->message = g_strdup ("no");
  detail->request_id = g_strdup ("R-1");
  detail->recommend = g_strdup ("https://api.aliyun.com/");
  detail->action = g_strdup ("paimodel:UpdateModel");
  detail->principal = g_strdup ("someone");
  detail->no_permission_type = g_strdup ("ImplicitDeny");
  detail->tls_issuer = g_strdup ("CN=x");
  detail->proxy_host = g_strdup ("proxy");
  detail->principal_type = g_strdup ("SubUser");
  detail->principal_owner = g_strdup ("1001");
  detail->policy_type = g_strdup ("SessionPolicy");
  detail->diagnostic_message = g_strdup ("AQEA");
  detail->phase = NP_API_PHASE_TLS;
  detail->tls_problem = NP_API_TLS_PROBLEM_EXPIRED;
  detail->server_time = 1;
  detail->retry_after_ms = 2;
  detail->maybe_sent = TRUE;
  return detail;
}

static void
assert_details_equal (const NpApiErrorDetail *a, const NpApiErrorDetail *b)
{
  g_assert_cmpstr (a->host, ==, b->host);
  g_assert_cmpstr (a->operation, ==, b->operation);
  g_assert_cmpuint (a->status, ==, b->status);
  g_assert_cmpstr (a->code, ==, b->code);
  g_assert_cmpstr (a->message, ==, b->message);
  g_assert_cmpstr (a->request_id, ==, b->request_id);
  g_assert_cmpstr (a->recommend, ==, b->recommend);
  g_assert_cmpstr (a->action, ==, b->action);
  g_assert_cmpstr (a->principal, ==, b->principal);
  g_assert_cmpstr (a->no_permission_type, ==, b->no_permission_type);
  g_assert_cmpstr (a->tls_issuer, ==, b->tls_issuer);
  g_assert_cmpstr (a->proxy_host, ==, b->proxy_host);
  g_assert_cmpstr (a->principal_type, ==, b->principal_type);
  g_assert_cmpstr (a->principal_owner, ==, b->principal_owner);
  g_assert_cmpstr (a->policy_type, ==, b->policy_type);
  g_assert_cmpstr (a->diagnostic_message, ==, b->diagnostic_message);
  g_assert_true (a->tls_issuer != b->tls_issuer);
  g_assert_cmpint (a->phase, ==, b->phase);
  g_assert_cmpint (a->tls_problem, ==, b->tls_problem);
  g_assert_cmpint (a->server_time, ==, b->server_time);
  g_assert_cmpint (a->retry_after_ms, ==, b->retry_after_ms);
  g_assert_cmpint (a->maybe_sent, ==, b->maybe_sent);
}

static void
test_new (void)
{
  g_autoptr (NpApiErrorDetail) detail = make_detail ();
  g_autoptr (GError)
      error = np_api_error_new (NP_API_ERROR_PERMISSION_DENIED, detail, "%s %d", "no", 3);

  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_PERMISSION_DENIED);
  g_assert_cmpstr (error->message, ==, "no 3");
  g_assert_true (np_api_error_get_detail (error) != detail);
  assert_details_equal (np_api_error_get_detail (error), detail);
}

/* A detail that outlives its error, and the other way round. */
static void
test_copy (void)
{
  g_autoptr (NpApiErrorDetail) detail = make_detail ();
  GError *error = np_api_error_new (NP_API_ERROR_FAILED, detail, "no");
  g_autoptr (GError) copy = g_error_copy (error);
  g_autoptr (NpApiErrorDetail) boxed = g_boxed_copy (NP_TYPE_API_ERROR_DETAIL, detail);

  g_error_free (error);
  g_assert_error (copy, NP_API_ERROR, NP_API_ERROR_FAILED);
  assert_details_equal (np_api_error_get_detail (copy), detail);
  assert_details_equal (boxed, detail);
}

static void
test_without_detail (void)
{
  g_autoptr (GError) bare = np_api_error_new (NP_API_ERROR_FAILED, NULL, "no");
  g_autoptr (GError) copy = g_error_copy (bare);
  g_autoptr (GError) foreign = g_error_new_literal (G_FILE_ERROR, G_FILE_ERROR_IO, "no");

  g_assert_null (np_api_error_get_detail (bare));
  g_assert_null (np_api_error_get_detail (copy));
  g_assert_null (np_api_error_get_detail (foreign));
  g_assert_null (np_api_error_get_detail (NULL));
  g_assert_null (np_api_error_detail_copy (NULL));
}

static void
test_code_matches (void)
{
  g_assert_true (np_api_code_matches ("Forbidden", "Forbidden"));
  g_assert_false (np_api_code_matches ("Forbidden", "Forbidden.RAM"));
  g_assert_false (np_api_code_matches ("Forbidden.RAM", "Forbidden"));
  g_assert_true (np_api_code_matches ("Throttling*", "Throttling"));
  g_assert_true (np_api_code_matches ("Throttling*", "Throttling.User"));
  g_assert_false (np_api_code_matches ("Throttling*", "throttling"));
  g_assert_false (np_api_code_matches ("Throttling*", "Rejected.Throttling"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/api-error/new", test_new);
  g_test_add_func ("/api-error/copy", test_copy);
  g_test_add_func ("/api-error/without-detail", test_without_detail);
  g_test_add_func ("/api-error/code-matches", test_code_matches);
  return g_test_run ();
}
