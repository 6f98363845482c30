/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>

#include "np-plain-text.h"
#include "np-response-error.h"
#include "np-response-headers.h"
#include "np-secret.h"

#define ANY_ID "\"RequestId\":\"R-1\""

static NpCall
make_call (gboolean is_save)
{
  NpCall call = { "host.example", is_save ? "UpdateModel" : "GetModel", is_save, TRUE };

  return call;
}

/* HEADERS holds lines such as `Name: value`, parted by `|`. */
static NpResponse *
make_response (guint status, const char *headers_text, const char *body)
{
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  g_auto (GStrv) lines = g_strsplit (headers_text, "|", -1);
  NpResponse *response = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (lines[i], ": ", 2);

      if (pair[0] != NULL && pair[1] != NULL)
        soup_message_headers_append (headers, pair[0], pair[1]);
    }
  response = np_response_new (status, headers, bytes);
  soup_message_headers_unref (headers);
  return response;
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
      g_autoptr (NpResponse) response = make_response (item->status, "", item->body);
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
  g_autoptr (NpResponse) response = make_response (item->status, item->headers, item->body);
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
  g_autoptr (NpResponse) response = make_response (204, "x-acs-request-id: R-H", "");
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
  g_autoptr (NpResponse) response = make_response (
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
  g_autoptr (NpResponse) response = make_response (
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
  g_autoptr (NpResponse) long_response = make_response (403, "", long_body);
  g_autoptr (NpApiErrorDetail)
      long_detail = np_response_error_new_detail (&call, long_response);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdup_printf (
          "{\"AccessDeniedDetail\":{\"EncodedDiagnosticMessage\":%s}}", cases[i].raw);
      g_autoptr (NpResponse) response = make_response (403, "", body);
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
      g_autoptr (NpResponse) response = make_response (400, "", body);
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
          response = make_response (cases[i].status, cases[i].headers, cases[i].body);
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
          response = make_response (cases[i].status, cases[i].headers, cases[i].body);
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
  g_autoptr (NpResponse) response = make_response (502, "x-acs-request-id: R-H", page);
  g_autoptr (GError) error = np_response_error_new (&call, response);
  const NpApiErrorDetail *detail = np_api_error_get_detail (error);

  g_assert_cmpstr (detail->request_id, ==, "R-H");
  g_assert_null (detail->code);
  g_assert_true (g_str_has_prefix (detail->message, "<html> <h1>502</h1>xxx"));
  g_assert_cmpint (g_utf8_strlen (detail->message, -1), ==, 80);
}

static void
test_message (void)
{
  static const struct
  {
    const char *raw;
    const char *plain;
  } cases[] = {
    { NULL, NULL },
    { "", NULL },
    { "\n\t \r\n", NULL },
    { "plain", "plain" },
    { "two\nlines", "two lines" },
    { "bell\a, escape\033[31m", "bell, escape[31m" },
    { "a\xe2\x80\xae"
      "b\xe2\x81\xa6"
      "c\xd8\x9c"
      "d\xe2\x80\x8f",
      "abcd" },
    { "c1\xc2\x9b"
      "x\xe2\x80\xa8y",
      "c1x y" },
    { "<b>&amp;</b>", "<b>&amp;</b>" },
    { "铭牌 \xf0\x9f\x8f\xb7", "铭牌 \xf0\x9f\x8f\xb7" },
    { "bad \xff byte", "bad \xef\xbf\xbd byte" },
    { "Specified signature does not match our calculation. server string to sign is: PUT",
      "Specified signature does not match our calculation. [removed]" },
    { "Wrong. server StringToSign is [ACS3-HMAC-SHA256\nabc], server CanonicalRequest is [PUT]",
      "Wrong. [removed]" },
    { "Wrong. CanonicalRequest: PUT\n/\n\nx-acs-security-token:CAIS", "Wrong. [removed]" },
    { "Wrong. PUT\n/\n\nhost:h\nx-acs-security-token:CAIS", "Wrong. [removed]" },
    { "Authorization: ACS3-HMAC-SHA256 Credential=x", "Authorization: [removed]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *plain = np_plain_text_message (cases[i].raw);

      g_assert_cmpstr (plain, ==, cases[i].plain);
    }
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
      g_autoptr (NpResponse) response = make_response (400, "", bodies[i]);
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

static void
test_long_message (void)
{
  g_autofree char *raw = g_strnfill (1024 * 1024, 'm');
  g_autofree char *plain = np_plain_text_message (raw);
  GString *wide = g_string_new (NULL);
  g_autofree char *plain_wide = NULL;

  for (guint i = 0; i < 600; i++)
    g_string_append (wide, "铭");
  plain_wide = np_plain_text_message (wide->str);
  g_string_free (wide, TRUE);
  g_assert_cmpuint (strlen (plain), ==, 500);
  g_assert_cmpint (g_utf8_strlen (plain_wide, -1), ==, 500);
}

static void
test_link (void)
{
  static const struct
  {
    const char *link;
    gboolean is_kept;
  } cases[] = {
    { "https://api.aliyun.com/troubleshoot?q=X&product=Y", TRUE },
    { "https://next.api.alibabacloud.com/", TRUE },
    { "https://HELP.ALIYUN.COM/x", TRUE },
    { "http://api.aliyun.com/", FALSE },
    { "https://aliyun.com.evil.example/", FALSE },
    { "https://evilaliyun.com/", FALSE },
    { "https://api.aliyun.com@evil.example/", FALSE },
    { "https://user@api.aliyun.com/", FALSE },
    { "https://api.aliyun.com:8443/", FALSE },
    { "https://evil.example/.aliyun.com", FALSE },
    { "https://evil.example#.aliyun.com", FALSE },
    { "https://evil.example\\.aliyun.com/", FALSE },
    { "https://evil.example%2f.aliyun.com/", FALSE },
    { "https://api   .aliyun.com/", FALSE },
    { "https://api.aliyun.com/a b", FALSE },
    { "https://api.aliyun.com/\xe2\x80\xae", FALSE },
    { "https://api.aliyun.com/?Signature=abc", FALSE },
    { "javascript:alert(1)//.aliyun.com", FALSE },
    { "file:///etc/passwd", FALSE },
    { "https:", FALSE },
    { "", FALSE },
    { NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *kept = np_plain_text_link (cases[i].link);

      g_test_message ("%s", cases[i].link);
      g_assert_cmpint (kept != NULL, ==, cases[i].is_kept);
    }
}

static void
test_server_time (void)
{
  static const struct
  {
    const char *header;
    gint64 time;
  } cases[] = {
    { "Date: Fri, 02 Jan 2026 03:04:05 GMT", 1767323045 },
    { "Date: Thu, 29 Feb 2028 00:00:00 GMT", 1835395200 },
    { "Date: Thu, 30 Feb 2028 00:00:00 GMT", 0 },
    { "Date: Wed, 31 Dec 2025 23:59:59 GMT", 0 },
    { "Date: Thu, 01 Jan 2026 00:00:00 GMT", 1767225600 },
    { "Date: Mon, 31 Dec 2035 00:00:00 GMT", 2082672000 },
    { "Date: Fri, 01 Feb 2036 03:04:05 GMT", 0 },
    { "Date: Fri, 02 Jan 2026 03:04:05 +0000", 0 },
    { "Date: Fri, 02 Jan 2026 03:04:05 CET", 0 },
    { "Date: Fri, 02 Jan 2026 25:04:05 GMT", 0 },
    { "Date: Fri, 02 Foo 2026 03:04:05 GMT", 0 },
    { "Date: Fri,x02 Jan 2026 03:04:05 GMT", 0 },
    { "Date: Fri, 02 Jan 2026 03.04.05 GMT", 0 },
    { "Date: 111, 02 Jan 2026 03:04:05 GMT", 0 },
    { "Date: 2026-01-02T03:04:05Z", 0 },
    { "Date: Friday, 02-Jan-26 03:04:05 GMT", 0 },
    { "Date: Fri, 2 Jan 2026 03:04:05 GMT", 0 },
    { "Date: Fri, 02 Jan 2026 03:04:05 GMT and more", 0 },
    { "Date: Fri, 02 Jan 2026", 0 },
    { "Date: 0", 0 },
    { "Date: Fri, 02 Jan 2026 03:04:05 GMT|Date: Fri, 02 Jan 2026 03:04:06 GMT", 0 },
    { "", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NpResponse) response = make_response (200, cases[i].header, "");

      g_test_message ("%s", cases[i].header);
      g_assert_cmpint (np_response_headers_get_server_time (response->headers), ==,
                       cases[i].time);
    }
}

static void
test_retry_after (void)
{
  static const struct
  {
    const char *headers;
    gint64 wait;
  } cases[] = {
    { "", -1 },
    { "x-acs-retry-after: 1500", 1500 },
    { "x-acs-retry-after: 0", -1 },
    { "x-acs-retry-after: -5", -1 },
    { "x-acs-retry-after: 1.5", -1 },
    { "x-acs-retry-after: soon", -1 },
    { "x-acs-retry-after: 1, 2", -1 },
    { "x-acs-retry-after: 1|x-acs-retry-after: 2", -1 },
    { "x-acs-retry-after: 99999999999", 3600000 },
    { "x-acs-retry-after: 99999999999999999999999999", -1 },
    { "Retry-After: 3", 3000 },
    { "Retry-After: 99999999999", 3600000 },
    { "Retry-After: 3|x-acs-retry-after: 70", 70 },
    { "Retry-After: Fri, 02 Jan 2026 03:04:15 GMT", -1 },
    { "Date: Fri, 02 Jan 2026 03:04:05 GMT|Retry-After: Fri, 02 Jan 2026 03:04:15 GMT", 10000 },
    { "Date: Fri, 02 Jan 2026 03:04:05 GMT|Retry-After: Fri, 02 Jan 2026 03:04:05 GMT", -1 },
    { "Date: Fri, 02 Jan 2026 03:04:05 GMT|Retry-After: Fri, 02 Jan 2027 03:04:05 GMT",
      3600000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NpResponse) response = make_response (429, cases[i].headers, "");

      g_test_message ("%s", cases[i].headers);
      g_assert_cmpint (np_response_headers_get_retry_after (response->headers), ==,
                       cases[i].wait);
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
  g_test_add_func ("/response-error/message", test_message);
  g_test_add_func ("/response-error/no-secret", test_no_secret);
  g_test_add_func ("/response-error/long-message", test_long_message);
  g_test_add_func ("/response-error/link", test_link);
  g_test_add_func ("/response-error/server-time", test_server_time);
  g_test_add_func ("/response-error/retry-after", test_retry_after);
  return g_test_run ();
}
