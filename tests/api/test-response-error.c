/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>

#include "np-response-error.h"
#include "np-response-fixture.h"
#include "np-secret.h"

#define ANY_ID "\"RequestId\":\"R-1\""

static NpCall
make_call (gboolean is_save)
{
  NpCall call = { "host.example", is_save ? "UpdateModel" : "GetModel", is_save, TRUE };

  return call;
}

typedef struct
{
  guint status;
  const char *body;
  NpApiError expected;
  const char *code;
} CodeCase;

/* Code first, HTTP status second. */
static const CodeCase code_cases[] = {
  { 404, "{\"Code\":\"InvalidAccessKeyId.NotFound\",\"Message\":\"m\"," ANY_ID "}",
    NP_API_ERROR_CREDENTIALS_REJECTED, "InvalidAccessKeyId.NotFound" },
  { 400, "{\"Code\":\"InvalidAccessKeyId.Inactive\"}", NP_API_ERROR_CREDENTIALS_REJECTED,
    "InvalidAccessKeyId.Inactive" },
  { 400, "{\"Code\":\"InvalidAccessKeyId\"}", NP_API_ERROR_CREDENTIALS_REJECTED,
    "InvalidAccessKeyId" },
  { 400, "{\"Code\":\"SignatureDoesNotMatch\"}", NP_API_ERROR_CREDENTIALS_REJECTED,
    "SignatureDoesNotMatch" },
  { 403, "{\"Code\":\"SignatureDoesNotMatch\"}", NP_API_ERROR_CREDENTIALS_REJECTED,
    "SignatureDoesNotMatch" },
  { 400, "{\"Code\":\"IncompleteSignature\"}", NP_API_ERROR_FAILED, "IncompleteSignature" },
  { 400, "{\"Code\":\"InvalidSecurityToken.Expired\"}", NP_API_ERROR_TOKEN_EXPIRED,
    "InvalidSecurityToken.Expired" },
  { 403, "{\"Code\":\"InvalidSecurityToken.Malformed\"}", NP_API_ERROR_CREDENTIALS_REJECTED,
    "InvalidSecurityToken.Malformed" },
  { 400, "{\"Code\":\"InvalidSecurityToken.MismatchWithAccessKey\"}",
    NP_API_ERROR_CREDENTIALS_REJECTED, "InvalidSecurityToken.MismatchWithAccessKey" },
  { 400, "{\"Code\":\"MissingSecurityToken\"}", NP_API_ERROR_CREDENTIALS_REJECTED,
    "MissingSecurityToken" },
  { 400, "{\"Code\":\"InvalidTimeStamp.Expired\"}", NP_API_ERROR_CLOCK_SKEW,
    "InvalidTimeStamp.Expired" },
  { 400, "{\"Code\":\"IllegalTimestamp\"}", NP_API_ERROR_CLOCK_SKEW, "IllegalTimestamp" },
  { 400, "{\"Code\":\"SignatureNonceUsed\"}", NP_API_ERROR_OUTCOME_UNKNOWN,
    "SignatureNonceUsed" },
  { 403, "{\"Code\":\"Forbidden.RAM\"}", NP_API_ERROR_PERMISSION_DENIED, "Forbidden.RAM" },
  { 400, "{\"Code\":\"Forbidden.RAM\"}", NP_API_ERROR_PERMISSION_DENIED, "Forbidden.RAM" },
  { 403, "{\"Code\":\"Forbidden\"}", NP_API_ERROR_PERMISSION_DENIED, "Forbidden" },
  { 403, "{\"Code\":\"NoPermission\"}", NP_API_ERROR_PERMISSION_DENIED, "NoPermission" },
  { 403, "{\"code\":\"StatusForbidden\",\"message\":\"m\",\"requestId\":\"R-1\"}",
    NP_API_ERROR_PERMISSION_DENIED, "StatusForbidden" },
  { 400, "{\"Code\":\"Throttling\"}", NP_API_ERROR_THROTTLED, "Throttling" },
  { 400, "{\"Code\":\"Throttling.User\"}", NP_API_ERROR_THROTTLED, "Throttling.User" },
  { 503, "{\"Code\":\"Throttling.Api\"}", NP_API_ERROR_THROTTLED, "Throttling.Api" },
  { 400, "{\"Code\":\"Rejected.Throttling\"}", NP_API_ERROR_THROTTLED, "Rejected.Throttling" },
  { 503, "{\"Code\":\"ServiceUnavailable\"}", NP_API_ERROR_SERVER, "ServiceUnavailable" },
  { 400, "{\"Code\":\"InternalError\"}", NP_API_ERROR_SERVER, "InternalError" },
  { 404, "{\"Code\":\"InvalidAction.NotFound\"}", NP_API_ERROR_INVALID_ARGUMENT,
    "InvalidAction.NotFound" },
  { 400, "{\"Code\":\"InvalidVersion\"}", NP_API_ERROR_INVALID_ARGUMENT, "InvalidVersion" },
  { 400, "{\"Code\":\"MissingParameter\"}", NP_API_ERROR_INVALID_ARGUMENT, "MissingParameter" },
  { 400, "{\"Code\":\"InvalidParameter.ModelName\"}", NP_API_ERROR_INVALID_ARGUMENT,
    "InvalidParameter.ModelName" },
  { 400, "{\"Code\":\"201900002\"}", NP_API_ERROR_NOT_FOUND, "201900002" },
  { 400, "{\"Code\":201900002}", NP_API_ERROR_NOT_FOUND, "201900002" },
  { 404, "{\"Code\":201900003}", NP_API_ERROR_NOT_FOUND, "201900003" },
  { 400, "{\"Code\":\"100400008\"}", NP_API_ERROR_NOT_FOUND, "100400008" },
  /* Codes that are not known, and bodies without one: the status decides. */
  { 400, "{\"Code\":\"Whatever\"}", NP_API_ERROR_INVALID_ARGUMENT, "Whatever" },
  { 400, "{\"Code\":\"2019000021\"}", NP_API_ERROR_INVALID_ARGUMENT, "2019000021" },
  { 404, "{\"Code\":\"\"}", NP_API_ERROR_NOT_FOUND, NULL },
  { 404, "{\"Code\":null}", NP_API_ERROR_NOT_FOUND, NULL },
  { 404, "{\"Code\":[\"Throttling\"]}", NP_API_ERROR_NOT_FOUND, NULL },
  { 401, "{}", NP_API_ERROR_CREDENTIALS_REJECTED, NULL },
  { 403, "[]", NP_API_ERROR_PERMISSION_DENIED, NULL },
  { 404, "", NP_API_ERROR_NOT_FOUND, NULL },
  { 407, "<html>", NP_API_ERROR_PROXY, NULL },
  { 408, "", NP_API_ERROR_OUTCOME_UNKNOWN, NULL },
  { 409, "{\"Code\":\"X\"}", NP_API_ERROR_CONFLICT, "X" },
  { 412, "null", NP_API_ERROR_CONFLICT, NULL },
  { 413, "too large", NP_API_ERROR_INVALID_ARGUMENT, NULL },
  { 418, "\"text\"", NP_API_ERROR_INVALID_ARGUMENT, NULL },
  { 429, "{\"Code\":\"Throttl", NP_API_ERROR_THROTTLED, NULL },
  { 500, "<html><h1>Oops</h1></html>", NP_API_ERROR_SERVER, NULL },
  { 502, "{\"Code\":\"InternalError\"} {}", NP_API_ERROR_SERVER, NULL },
  { 503, "<?xml version=\"1.0\"?><Error><Code>Throttling</Code></Error>", NP_API_ERROR_SERVER,
    NULL },
  { 504, "{\"a\":\"\xff\"}", NP_API_ERROR_SERVER, NULL },
  /* A redirect is no word of the service. */
  { 302, "{\"Code\":\"Throttling\"}", NP_API_ERROR_REDIRECTED, "Throttling" },
  { 301, "", NP_API_ERROR_REDIRECTED, NULL },
  { 304, "", NP_API_ERROR_REDIRECTED, NULL },
  { 999, "", NP_API_ERROR_FAILED, NULL },
};

static void
test_codes (void)
{
  NpCall call = make_call (TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (code_cases); i++)
    {
      const CodeCase *item = &code_cases[i];
      g_autoptr (NpResponse) response = test_response_new (item->status, "", item->body);
      g_autoptr (GError) error = NULL;
      g_autofree char *request_id = np_response_open (response, &call, &error);
      const NpApiErrorDetail *detail = np_api_error_get_detail (error);

      g_test_message ("case %u", i);
      g_assert_null (request_id);
      g_assert_error (error, NP_API_ERROR, (int) item->expected);
      g_assert_cmpuint (detail->status, ==, item->status);
      g_assert_cmpstr (detail->code, ==, item->code);
      g_assert_cmpstr (detail->host, ==, "host.example");
      g_assert_cmpstr (detail->operation, ==, "UpdateModel");
      g_assert_true (detail->maybe_sent);
    }
}

typedef struct
{
  guint status;
  const char *headers;
  const char *body;
  const char *request_id; /* NULL: no success */
  NpApiError expected; /* for a read; a save's outcome is unknown wherever this is PROTOCOL */
} OpenCase;

static const OpenCase open_cases[] = {
  { 200, "", "{" ANY_ID "}", "R-1", 0 },
  { 200, "", " {\"requestId\":\"R-2\"}\r\n", "R-2", 0 },
  { 201, "", "{" ANY_ID "}", "R-1", 0 },
  { 200, "x-acs-request-id: R-H", "{}", "R-H", 0 },
  { 200, "x-acs-request-id: R-H", "{" ANY_ID "}", "R-1", 0 },
  { 200, "", "{" ANY_ID ",\"Code\":\"OK\",\"Message\":\"\"}", "R-1", 0 },
  { 200, "", "{" ANY_ID ",\"code\":200,\"message\":\"fine\"}", "R-1", 0 },
  { 200, "", "{" ANY_ID ",\"Code\":\"x\"}", "R-1", 0 },
  { 200, "", "", NULL, NP_API_ERROR_PROTOCOL },
  { 200, "x-acs-request-id: R-H", "", NULL, NP_API_ERROR_PROTOCOL },
  { 200, "", "{}", NULL, NP_API_ERROR_PROTOCOL },
  { 200, "", "[{" ANY_ID "}]", NULL, NP_API_ERROR_PROTOCOL },
  { 200, "", "\"text\"", NULL, NP_API_ERROR_PROTOCOL },
  { 200, "", "null", NULL, NP_API_ERROR_PROTOCOL },
  { 200, "", "{\"RequestId\":\"R", NULL, NP_API_ERROR_PROTOCOL },
  { 200, "", "{" ANY_ID "}{", NULL, NP_API_ERROR_PROTOCOL },
  { 200, "", "{\"RequestId\":null}", NULL, NP_API_ERROR_PROTOCOL },
  { 200, "", "{\"RequestId\":\"\"}", NULL, NP_API_ERROR_PROTOCOL },
  { 200, "Content-Type: text/html", "<html>Sign in</html>", NULL, NP_API_ERROR_PROTOCOL },
  { 200, "", "{" ANY_ID ",\"Code\":\"Throttling\",\"Message\":\"m\"}", NULL,
    NP_API_ERROR_THROTTLED },
  { 200, "", "{" ANY_ID ",\"code\":201900002,\"message\":\"m\"}", NULL,
    NP_API_ERROR_NOT_FOUND },
  { 200, "", "{" ANY_ID ",\"Code\":\"New\",\"Message\":\"m\"}", NULL, NP_API_ERROR_FAILED },
  { 204, "", "", NULL, NP_API_ERROR_PROTOCOL },
};

static void
check_open (const OpenCase *item, gboolean is_save)
{
  NpCall call = make_call (is_save);
  g_autoptr (NpResponse) response = test_response_new (item->status, item->headers, item->body);
  g_autoptr (GError) error = NULL;
  g_autofree char *request_id = np_response_open (response, &call, &error);
  NpApiError expected = item->expected;

  g_test_message ("%u %s", item->status, item->body);
  g_assert_cmpstr (request_id, ==, item->request_id);
  if (item->request_id != NULL)
    {
      g_assert_no_error (error);
      return;
    }
  if (is_save && expected == NP_API_ERROR_PROTOCOL)
    expected = NP_API_ERROR_OUTCOME_UNKNOWN;
  g_assert_error (error, NP_API_ERROR, (int) expected);
}

static void
test_open (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (open_cases); i++)
    {
      check_open (&open_cases[i], FALSE);
      check_open (&open_cases[i], TRUE);
    }
}

static void
test_no_content (void)
{
  NpCall read = make_call (FALSE);
  NpCall save = make_call (TRUE);
  g_autoptr (NpResponse) response = test_response_new (204, "x-acs-request-id: R-H", "");
  g_autoptr (GError) error = NULL;
  g_autofree char *saved = np_response_open (response, &save, &error);
  g_autofree char *got = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (saved, ==, "R-H");
  got = np_response_open (response, &read, &error);
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_PROTOCOL);
  g_assert_null (got);
}

static void
test_detail (void)
{
  NpCall call = make_call (TRUE);
  g_autoptr (NpResponse) response = test_response_new (
      403, "Date: Fri, 02 Jan 2026 03:04:05 GMT|x-acs-retry-after: 1500",
      "{\"RequestId\":\"R-1\",\"Message\":\"You may not.\",\"Code\":\"NoPermission\","
      "\"Recommend\":\"https://api.aliyun.com/troubleshoot?q=NoPermission\","
      "\"HostId\":\"h\",\"AccessDeniedDetail\":{\"AuthAction\":\"paimodel:UpdateModel\","
      "\"AuthPrincipalDisplayName\":\"2001234\",\"AuthPrincipalType\":\"SubUser\","
      "\"AuthPrincipalOwnerId\":\"1001\",\"PolicyType\":\"AccountLevelIdentityBasedPolicy\","
      "\"NoPermissionType\":\"ImplicitDeny\",\"EncodedDiagnosticMessage\":\"AQEA+/=\"}}");
  g_autoptr (GError) error = np_response_error_new (&call, response);
  const NpApiErrorDetail *detail = np_api_error_get_detail (error);

  g_assert_cmpstr (detail->request_id, ==, "R-1");
  g_assert_cmpstr (detail->message, ==, "You may not.");
  g_assert_cmpstr (detail->recommend, ==, "https://api.aliyun.com/troubleshoot?q=NoPermission");
  g_assert_cmpstr (detail->action, ==, "paimodel:UpdateModel");
  g_assert_cmpstr (detail->principal, ==, "2001234");
  g_assert_cmpstr (detail->principal_type, ==, "SubUser");
  g_assert_cmpstr (detail->principal_owner, ==, "1001");
  g_assert_cmpstr (detail->policy_type, ==, "AccountLevelIdentityBasedPolicy");
  g_assert_cmpstr (detail->no_permission_type, ==, "ImplicitDeny");
  g_assert_false (detail->is_explicit_deny);
  g_assert_cmpstr (detail->diagnostic_message, ==, "AQEA+/=");
  g_assert_cmpint (detail->numeric_code, ==, 0);
  g_assert_cmpint (detail->phase, ==, NP_API_PHASE_NONE);
  g_assert_cmpint (detail->server_time, ==, 1767323045);
  g_assert_cmpint (detail->retry_after_ms, ==, 1500);
}

static void
test_lower_case_detail (void)
{
  NpCall call = make_call (TRUE);
  g_autoptr (NpResponse) response = test_response_new (
      403, "x-acs-request-id: R-H",
      "{\"accessDeniedDetail\":{\"AuthAction\":\"a:b\",\"NoPermissionType\":\"ExplicitDeny\"},"
      "\"code\":\"StatusForbidden\",\"message\":\"m\",\"requestId\":\"R-1\",\"status\":403}");
  g_autoptr (GError) error = np_response_error_new (&call, response);
  const NpApiErrorDetail *detail = np_api_error_get_detail (error);

  g_assert_cmpstr (detail->request_id, ==, "R-1");
  g_assert_cmpstr (detail->message, ==, "m");
  g_assert_cmpstr (detail->action, ==, "a:b");
  g_assert_cmpstr (detail->no_permission_type, ==, "ExplicitDeny");
  g_assert_true (detail->is_explicit_deny);
  g_assert_null (detail->diagnostic_message);
  g_assert_cmpint (detail->retry_after_ms, ==, -1);
  g_assert_cmpint (detail->server_time, ==, 0);
}

/* What RAM decodes is of use only whole and as it came. */
static void
test_diagnostic_message (void)
{
  static const struct
  {
    const char *raw;
    gboolean is_kept;
  } cases[] = {
    { "\"AQEA\"", TRUE },     { "\"\"", FALSE },          { "null", FALSE },
    { "[\"AQEA\"]", FALSE },  { "\"two words\"", FALSE }, { "\"line\\nline\"", FALSE },
    { "\"\\u94ed\"", FALSE },
  };
  NpCall call = make_call (TRUE);
  g_autofree char *long_text = g_strnfill (8193, 'A');
  g_autofree char *long_body = g_strdup_printf (
      "{\"AccessDeniedDetail\":{\"EncodedDiagnosticMessage\":\"%s\"}}", long_text);
  g_autoptr (NpResponse) long_response = test_response_new (403, "", long_body);
  g_autoptr (NpApiErrorDetail)
      long_detail = np_response_error_new_detail (&call, long_response);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdup_printf (
          "{\"AccessDeniedDetail\":{\"EncodedDiagnosticMessage\":%s}}", cases[i].raw);
      g_autoptr (NpResponse) response = test_response_new (403, "", body);
      g_autoptr (NpApiErrorDetail) detail = np_response_error_new_detail (&call, response);

      g_assert_cmpint (detail->diagnostic_message != NULL, ==, cases[i].is_kept);
    }
  g_assert_null (long_detail->diagnostic_message);
}

static void
test_numeric_code (void)
{
  static const struct
  {
    const char *raw;
    gint64 number;
  } cases[] = {
    { "201900002", 201900002 },
    { "\"201900002\"", 201900002 },
    { "\"NoPermission\"", 0 },
    { "\"2019x\"", 0 },
    { "-5", 0 },
    { "99999999999999999999", 0 },
    { "1.5", 0 },
    { "null", 0 },
  };
  NpCall call = make_call (TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"Code\":%s}", cases[i].raw);
      g_autoptr (NpResponse) response = test_response_new (400, "", body);
      g_autoptr (NpApiErrorDetail) detail = np_response_error_new_detail (&call, response);

      g_assert_cmpint (detail->numeric_code, ==, cases[i].number);
    }
}

/* A page where the service should be is the network's own, one with an error is a
 * gateway's. */
static void
test_sign_in_page (void)
{
  static const struct
  {
    guint status;
    const char *headers;
    const char *body;
    gboolean is_page;
  } cases[] = {
    { 200, "Content-Type: text/html", "<p>Sign in</p>", TRUE },
    { 200, "Content-Type: text/html; charset=utf-8", "", TRUE },
    { 200, "Content-Type: application/xhtml+xml", "", TRUE },
    { 200, "Content-Type: application/json", "\n <!DOCTYPE HTML><title>x", TRUE },
    { 200, "", "<html><body>", TRUE },
    { 302, "Content-Type: text/html|Location: http://portal.test/", "<a>here</a>", TRUE },
    { 511, "", "", TRUE },
    { 511, "Content-Type: application/json", "{}", TRUE },
    { 200, "Content-Type: text/plain", "plain", FALSE },
    { 200, "Content-Type: application/json", "{", FALSE },
    { 200, "", "<htm", FALSE },
    { 302, "Location: https://elsewhere.test/", "", FALSE },
    { 404, "Content-Type: text/html", "<html>", FALSE },
    { 502, "Content-Type: text/html", "<html>Bad gateway", FALSE },
  };
  NpCall call = make_call (FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NpResponse)
          response = test_response_new (cases[i].status, cases[i].headers, cases[i].body);
      g_autoptr (GError) error = NULL;
      g_autofree char *request_id = np_response_open (response, &call, &error);

      g_test_message ("case %u", i);
      g_assert_null (request_id);
      g_assert_cmpint (np_api_error_get_detail (error)->is_sign_in_page, ==, cases[i].is_page);
    }
}

/* The header alone, under a Code that nobody knows. */
static void
test_throttled_by_header (void)
{
  static const struct
  {
    guint status;
    const char *headers;
    const char *body;
    NpApiError expected;
  } cases[] = {
    { 400, "x-acs-retry-after: 50", "{\"Code\":\"New\"}", NP_API_ERROR_THROTTLED },
    { 503, "x-acs-retry-after: 50", "", NP_API_ERROR_THROTTLED },
    { 400, "x-acs-retry-after: 0", "{\"Code\":\"New\"}", NP_API_ERROR_INVALID_ARGUMENT },
    { 400, "Retry-After: 5", "{\"Code\":\"New\"}", NP_API_ERROR_INVALID_ARGUMENT },
    { 404, "x-acs-retry-after: 50", "", NP_API_ERROR_NOT_FOUND },
    { 500, "x-acs-retry-after: 50", "", NP_API_ERROR_SERVER },
    { 400, "x-acs-retry-after: 50", "{\"Code\":\"InvalidParameter\"}",
      NP_API_ERROR_INVALID_ARGUMENT },
  };
  NpCall call = make_call (TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NpResponse)
          response = test_response_new (cases[i].status, cases[i].headers, cases[i].body);
      g_autoptr (GError) error = np_response_error_new (&call, response);

      g_assert_error (error, NP_API_ERROR, (int) cases[i].expected);
    }
}

static void
test_unreadable_detail (void)
{
  NpCall call = make_call (FALSE);
  g_autofree char *filler = g_strnfill (100000, 'x');
  g_autofree char *page = g_strconcat ("<html>\n <h1>502</h1>", filler, NULL);
  g_autoptr (NpResponse) response = test_response_new (502, "x-acs-request-id: R-H", page);
  g_autoptr (GError) error = np_response_error_new (&call, response);
  const NpApiErrorDetail *detail = np_api_error_get_detail (error);

  g_assert_cmpstr (detail->request_id, ==, "R-H");
  g_assert_null (detail->code);
  g_assert_true (g_str_has_prefix (detail->message, "<html> <h1>502</h1>xxx"));
  g_assert_cmpint (g_utf8_strlen (detail->message, -1), ==, 80);
}

/* A secret of this process stays out of every text of an error, wherever the
 * answer repeats it. */
static void
test_no_secret (void)
{
  static const char *const bodies[] = {
    "{\"RequestId\":\"Kx7TestKeySecret\",\"Code\":\"Kx7TestKeySecret\","
    "\"Message\":\"you said Kx7TestKeySecret\",\"AccessDeniedDetail\":{"
    "\"AuthAction\":\"Kx7TestKeySecret\",\"AuthPrincipalDisplayName\":\"Kx7TestKeySecret\"}}",
    "<html>Kx7TestKeySecret</html>",
    "Kx7TestKeySecret",
    "{\"Message\":\"S3g3VGVzdEtleVNlY3JldA==\"}",
    "{\"Message\":\"x-acs-security-token:Kx7Other\"}",
  };
  g_autoptr (NpSecret) secret = np_secret_new ("Kx7TestKeySecret", -1);
  NpCall call = make_call (TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (NpResponse) response = test_response_new (400, "", bodies[i]);
      g_autoptr (GError) error = np_response_error_new (&call, response);
      const NpApiErrorDetail *detail = np_api_error_get_detail (error);
      g_autofree char *all = g_strdup_printf ("%s %s %s %s %s %s", error->message, detail->code,
                                              detail->message, detail->request_id,
                                              detail->action, detail->principal);

      g_assert_nonnull (strstr (all, "[removed]"));
      g_assert_null (strstr (all, "Kx7"));
      g_assert_null (strstr (all, "S3g3"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/response-error/codes", test_codes);
  g_test_add_func ("/response-error/open", test_open);
  g_test_add_func ("/response-error/no-content", test_no_content);
  g_test_add_func ("/response-error/detail", test_detail);
  g_test_add_func ("/response-error/lower-case-detail", test_lower_case_detail);
  g_test_add_func ("/response-error/diagnostic-message", test_diagnostic_message);
  g_test_add_func ("/response-error/numeric-code", test_numeric_code);
  g_test_add_func ("/response-error/sign-in-page", test_sign_in_page);
  g_test_add_func ("/response-error/throttled-by-header", test_throttled_by_header);
  g_test_add_func ("/response-error/unreadable-detail", test_unreadable_detail);
  g_test_add_func ("/response-error/no-secret", test_no_secret);
  return g_test_run ();
}
