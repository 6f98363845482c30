/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "practice-fixture.h"

#include <string.h>

#define BODY       "{\"ModelDescription\":\"一\"}"
#define STS_ID     "STS.practice"
#define STS_SECRET "sts-secret"
#define STS_TOKEN  "CAIS+token/with=signs"

static const NpSignPair list_query[] = { { "Label", "" },
                                         { "ModelName", "新闻 a+b" },
                                         { "Query", "~!'()*/%2F" } };

static const Request get_request = { .method = "GET",
                                     .action = "GetModel",
                                     .path = FIRST_MODEL_PATH };
static const Request put_request = {
  .method = "PUT", .action = "UpdateModel", .path = FIRST_MODEL_PATH, .body = BODY
};
static const Request list_request = { .method = "GET",
                                      .action = "ListModels",
                                      .path = MODELS_PATH,
                                      .query = list_query,
                                      .n_query = G_N_ELEMENTS (list_query) };

static void
assert_call (Fixture *fixture, const Request *request, guint status, const char *code)
{
  g_autoptr (Answer) answer = fixture_call (fixture, request);

  assert_answer (answer, status, code);
}

static void
assert_sent (Fixture *fixture, SoupMessage *message, guint status, const char *code)
{
  g_autoptr (Answer) answer = fixture_send (fixture, message);

  assert_answer (answer, status, code);
}

static void
test_accepted (Fixture *fixture, gconstpointer data)
{
  const NpSignPair extra = { "x-acs-credentials-provider", "static_ak" };
  Request request = get_request;

  request.extra = &extra;
  assert_call (fixture, &get_request, 200, NULL);
  assert_call (fixture, &put_request, 200, NULL);
  assert_call (fixture, &list_request, 200, NULL);
  assert_call (fixture, &request, 200, NULL);
}

/* Each header in turn arrives with another value than was signed. */
static void
test_tampered_header (Fixture *fixture, gconstpointer data)
{
  static const NpSignPair changes[] = {
    { "Host", "aiworkspace.cn-hangzhou.aliyuncs.com" },
    { "Content-Type", "application/json" },
    { "x-acs-action", "GetModel" },
    { "x-acs-version", "2021-02-05" },
    { "x-acs-signature-nonce", "another" },
    { "x-acs-content-sha256",
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (SoupMessage) message = fixture_sign (fixture, &put_request);

      soup_message_headers_replace (soup_message_get_request_headers (message), changes[i].name,
                                    changes[i].value);
      assert_sent (fixture, message, 400, "SignatureDoesNotMatch");
    }
}

static void
test_tampered_date (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SoupMessage) message = fixture_sign (fixture, &put_request);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) later = g_date_time_add_seconds (now, 60);
  g_autofree char *date = g_date_time_format (later, "%Y-%m-%dT%H:%M:%SZ");

  soup_message_headers_replace (soup_message_get_request_headers (message), "x-acs-date", date);
  assert_sent (fixture, message, 400, "SignatureDoesNotMatch");
}

static void
test_tampered_target (Fixture *fixture, gconstpointer data)
{
  static const char *const targets[] = {
    MODELS_PATH "/model-rbvg5wzljz0000ks93",
    MODELS_PATH "/Model-rbvg5wzljz0000ks92",
    FIRST_MODEL_PATH "/",
    FIRST_MODEL_PATH "?Verbose=true",
    "/",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autoptr (SoupMessage) message = fixture_sign (fixture, &get_request);
      const char *url = np_practice_service_get_url (fixture->service);
      g_autofree char *text = g_strconcat (url, targets[i], NULL);
      g_autoptr (GUri) uri = g_uri_parse (text, SOUP_HTTP_URI_FLAGS, NULL);

      soup_message_set_uri (message, uri);
      assert_sent (fixture, message, 400, "SignatureDoesNotMatch");
    }
}

/* @signed_query was signed; @sent_query is what arrives. */
static void
assert_query (Fixture *fixture,
              const NpSignPair *signed_query,
              const char *sent_query,
              guint status,
              const char *code)
{
  Request request = list_request;
  g_autoptr (SoupMessage) message = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GUri) uri = NULL;

  request.query = signed_query;
  request.n_query = 1;
  message = fixture_sign (fixture, &request);
  text = g_strconcat (np_practice_service_get_url (fixture->service), MODELS_PATH, "?",
                      sent_query, NULL);
  uri = g_uri_parse (text, SOUP_HTTP_URI_FLAGS, NULL);
  soup_message_set_uri (message, uri);
  assert_sent (fixture, message, status, code);
}

static void
test_query_forms (Fixture *fixture, gconstpointer data)
{
  const NpSignPair plus = { "Query", "a+b" };
  const NpSignPair space = { "Query", "a b" };
  const NpSignPair marks = { "Query", "!'()*~" };
  const NpSignPair empty = { "Query", "" };
  const NpSignPair slash = { "Query", "%2F" };

  /* A bare plus is a space, as in a form. */
  assert_query (fixture, &plus, "Query=a%2Bb", 200, NULL);
  assert_query (fixture, &plus, "Query=a+b", 400, "SignatureDoesNotMatch");
  assert_query (fixture, &space, "Query=a%20b", 200, NULL);
  assert_query (fixture, &space, "Query=a+b", 200, NULL);
  /* Bare marks arrive from the official client, which signs them encoded. */
  assert_query (fixture, &marks, "Query=!'()*~", 200, NULL);
  assert_query (fixture, &marks, "Query=%21%27%28%29%2A%7E", 200, NULL);
  assert_query (fixture, &empty, "Query=", 200, NULL);
  assert_query (fixture, &empty, "Query", 200, NULL);
  assert_query (fixture, &slash, "Query=%252F", 200, NULL);
  assert_query (fixture, &slash, "Query=%2F", 400, "SignatureDoesNotMatch");
  assert_query (fixture, &plus, "Query=a%2Bc", 400, "SignatureDoesNotMatch");
  assert_query (fixture, &plus, "Query=a%2Bb&Label=x", 400, "SignatureDoesNotMatch");
  assert_query (fixture, &plus, "Query=a%00b", 400, "SignatureDoesNotMatch");
}

static void
test_tampered_body (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SoupMessage) message = fixture_sign (fixture, &put_request);
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"ModelDescription\":\"二\"}", strlen (BODY));
  g_autoptr (Answer) answer = NULL;
  g_autofree char *text = NULL;

  soup_message_set_request_body_from_bytes (message, "application/json; charset=utf-8", body);
  assert_sent (fixture, message, 400, "SignatureDoesNotMatch");
  answer = fixture_get_model (fixture, FIRST_MODEL_PATH);
  text = answer_dup_string (answer, "ModelDescription");
  g_assert_cmpstr (text, !=, "二");
}

static void
test_tampered_method (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SoupMessage) message = fixture_sign (fixture, &get_request);

  soup_message_set_method (message, "DELETE");
  assert_sent (fixture, message, 400, "SignatureDoesNotMatch");
}

static void
test_wrong_secret (Fixture *fixture, gconstpointer data)
{
  Request request = get_request;
  g_autofree char *with_ampersand = NULL;
  const char *secret = np_practice_service_get_access_key_secret (fixture->service);

  with_ampersand = g_strconcat (secret, "&", NULL);
  request.access_key_secret = "wrong";
  assert_call (fixture, &request, 400, "SignatureDoesNotMatch");
  request.access_key_secret = with_ampersand;
  assert_call (fixture, &request, 400, "SignatureDoesNotMatch");
}

static void
test_unknown_key (Fixture *fixture, gconstpointer data)
{
  Request request = get_request;

  request.access_key_id = "LTAI5tNobody";
  assert_call (fixture, &request, 404, "InvalidAccessKeyId.NotFound");
}

static void
test_nonce_twice (Fixture *fixture, gconstpointer data)
{
  Request request = get_request;

  request.nonce = "once";
  assert_call (fixture, &request, 200, NULL);
  assert_call (fixture, &request, 400, "SignatureNonceUsed");
}

static void
test_nonce_of_refused_request (Fixture *fixture, gconstpointer data)
{
  Request request = get_request;

  request.nonce = "twice";
  request.access_key_secret = "wrong";
  assert_call (fixture, &request, 400, "SignatureDoesNotMatch");
  request.access_key_secret = NULL;
  assert_call (fixture, &request, 200, NULL);
}

static void
test_nonce_forgotten (Fixture *fixture, gconstpointer data)
{
  Request request = get_request;

  request.nonce = "again";
  assert_call (fixture, &request, 200, NULL);
  np_practice_service_set_clock_offset (fixture->service, 16 * 60);
  request.date_offset = 16 * 60;
  assert_call (fixture, &request, 200, NULL);
}

static void
test_date_window (Fixture *fixture, gconstpointer data)
{
  static const int inside[] = { -14 * 60, 14 * 60 };
  static const int outside[] = { -16 * 60, 16 * 60 };
  Request request = get_request;

  for (gsize i = 0; i < G_N_ELEMENTS (inside); i++)
    {
      request.date_offset = inside[i];
      assert_call (fixture, &request, 200, NULL);
      request.date_offset = outside[i];
      assert_call (fixture, &request, 400, "InvalidTimeStamp.Expired");
    }
}

static void
test_date_shapes (Fixture *fixture, gconstpointer data)
{
  static const char *const dates[] = { "",
                                       "now",
                                       "2023-10-26T10:22:32Z",
                                       "2023-13-26T10:22:32Z",
                                       "20231026T102232Z",
                                       "2023-10-26T10:22:32.000Z",
                                       "2023-10-26T10:22:32+00:00",
                                       "٢٠٢٣-10-26T10:22:32Z" };
  Request request = get_request;

  for (gsize i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      request.date = dates[i];
      assert_call (fixture, &request, 400, "InvalidTimeStamp.Expired");
    }
}

/* The right moment in forms that ISO 8601 allows and the documentation does not. */
static void
test_date_forms_of_now (Fixture *fixture, gconstpointer data)
{
  static const char *const forms[] = { "%Y%m%dT%H%M%SZ", "%Y-%m-%dT%H:%M:%S.000Z",
                                       "%Y-%m-%dT%H:%M:%S+00:00", "%Y-%m-%d %H:%M:%SZ",
                                       "%Y-%m-%dT%H:%M:%SZ0" };
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  Request request = get_request;

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *date = g_date_time_format (now, forms[i]);

      request.date = date;
      assert_call (fixture, &request, 400, "InvalidTimeStamp.Expired");
    }
}

static void
test_clock_offset (Fixture *fixture, gconstpointer data)
{
  Request request = get_request;
  g_autoptr (Answer) refused = NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  np_practice_service_set_clock_offset (fixture->service, 3600);
  refused = fixture_call (fixture, &request);
  assert_answer (refused, 400, "InvalidTimeStamp.Expired");
  g_assert_cmpint (ABS (refused->date - now - 3600), <=, 30);
  request.date_offset = refused->date - now;
  assert_call (fixture, &request, 200, NULL);
}

static void
test_missing_signed_header (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = {
    "host",       "content-type",          "x-acs-action",        "x-acs-version",
    "x-acs-date", "x-acs-signature-nonce", "x-acs-content-sha256"
  };
  Request request = put_request;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      request.skipped_header = names[i];
      assert_call (fixture, &request, 400, "IncompleteSignature");
    }
}

static void
test_missing_header (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "x-acs-action", "x-acs-version", "x-acs-date",
                                       "x-acs-signature-nonce", "x-acs-content-sha256" };
  Request request = get_request;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      request.missing_header = names[i];
      assert_call (fixture, &request, 400, "IncompleteSignature");
    }
}

/* The hash in the header must be that of the body, even when it is signed. */
static void
test_wrong_hash (Fixture *fixture, gconstpointer data)
{
  Request request = put_request;

  request.claimed_hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  assert_call (fixture, &request, 400, "SignatureDoesNotMatch");
}

static void
test_wrong_version (Fixture *fixture, gconstpointer data)
{
  Request request = get_request;

  request.version = "2021-02-05";
  assert_call (fixture, &request, 400, "InvalidVersion");
}

static void
test_removed_header (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "Content-Type",          "x-acs-action",
                                       "x-acs-version",         "x-acs-date",
                                       "x-acs-signature-nonce", "x-acs-content-sha256",
                                       "Authorization" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (SoupMessage) message = fixture_sign (fixture, &put_request);

      soup_message_headers_remove (soup_message_get_request_headers (message), names[i]);
      assert_sent (fixture, message, 400, "IncompleteSignature");
    }
}

static void
test_unsigned_acs_header (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SoupMessage) message = fixture_sign (fixture, &get_request);

  soup_message_headers_append (soup_message_get_request_headers (message), "X-Acs-Extra", "1");
  assert_sent (fixture, message, 400, "IncompleteSignature");
}

static void
test_repeated_acs_header (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SoupMessage) message = fixture_sign (fixture, &get_request);

  soup_message_headers_append (soup_message_get_request_headers (message), "x-acs-action",
                               "ListModels");
  assert_sent (fixture, message, 400, "SignatureDoesNotMatch");
}

static void
test_authorization_forms (Fixture *fixture, gconstpointer data)
{
  static const char *const forms[] = {
    "",
    "Basic YTpi",
    "ACS3-HMAC-SHA256",
    "ACS3-HMAC-SHA256 Credential=a,SignedHeaders=host",
    "ACS3-HMAC-SHA256 Credential=,SignedHeaders=host,Signature=0",
    "ACS3-HMAC-SHA256 Credential=a,Signature=0,SignedHeaders=host",
    "ACS3-HMAC-SHA256 Credential=a, SignedHeaders=host, Signature=0",
    "ACS3-HMAC-SM3 Credential=a,SignedHeaders=host,Signature=0",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr (SoupMessage) message = fixture_sign (fixture, &get_request);

      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                    forms[i]);
      assert_sent (fixture, message, 400, "IncompleteSignature");
    }
}

/* The names must be in lower case, in order, each once. */
static void
test_signed_headers_forms (Fixture *fixture, gconstpointer data)
{
  static const NpSignPair changes[] = { { "host;", "Host;" },
                                        { "host;", "host;host;" },
                                        { "host;x-acs-action;", "x-acs-action;host;" },
                                        { "host;", "accept-nothing;host;" },
                                        { "host;", "Accept;host;" } };

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (SoupMessage) message = fixture_sign (fixture, &get_request);
      SoupMessageHeaders *headers = soup_message_get_request_headers (message);
      const char *old = soup_message_headers_get_one (headers, "Authorization");
      g_auto (GStrv) parts = g_strsplit (old, changes[i].name, 2);
      g_autofree char *changed = g_strjoinv (changes[i].value, parts);

      g_assert_cmpstr (changed, !=, old);
      soup_message_headers_replace (headers, "Authorization", changed);
      soup_message_headers_replace (headers, "Accept", "application/json");
      assert_sent (fixture, message, 400, "IncompleteSignature");
    }
}

static void
test_sts (Fixture *fixture, gconstpointer data)
{
  Request request = put_request;

  np_practice_service_add_key (fixture->service, STS_ID, STS_SECRET, STS_TOKEN);
  request.access_key_id = STS_ID;
  request.access_key_secret = STS_SECRET;
  request.token = STS_TOKEN;
  assert_call (fixture, &request, 200, NULL);
  request.skipped_header = "x-acs-security-token";
  assert_call (fixture, &request, 400, "IncompleteSignature");
  request.skipped_header = NULL;
  request.token = "another";
  assert_call (fixture, &request, 400, "InvalidSecurityToken.MismatchWithAccessKey");
  request.token = "";
  assert_call (fixture, &request, 400, "InvalidSecurityToken.Malformed");
  request.token = NULL;
  assert_call (fixture, &request, 400, "MissingSecurityToken");
}

static void
test_token_for_plain_key (Fixture *fixture, gconstpointer data)
{
  Request request = get_request;

  request.token = STS_TOKEN;
  assert_call (fixture, &request, 400, "InvalidSecurityToken.MismatchWithAccessKey");
}

static void
test_wrong_action (Fixture *fixture, gconstpointer data)
{
  Request request = get_request;

  request.action = "UpdateModel";
  assert_call (fixture, &request, 404, "InvalidAction.NotFound");
  request.action = "DescribeModel";
  assert_call (fixture, &request, 404, "InvalidAction.NotFound");
}

static void
test_wrong_method_or_path (Fixture *fixture, gconstpointer data)
{
  Request request = get_request;

  request.method = "DELETE";
  assert_call (fixture, &request, 400, "UnsupportedHTTPMethod");
  request.method = "GET";
  request.path = "/api/v1/datasets";
  assert_call (fixture, &request, 404, "InvalidAction.NotFound");
  request.path = FIRST_MODEL_PATH "/versions";
  assert_call (fixture, &request, 404, "InvalidAction.NotFound");
  request.path = MODELS_PATH "/";
  assert_call (fixture, &request, 404, "InvalidAction.NotFound");
}

/* The refusal quotes what was signed, a token too: the harshest thing that a
 * client has to keep from the eyes of people. */
static void
test_refusal_quotes_request (Fixture *fixture, gconstpointer data)
{
  Request request = get_request;
  g_autoptr (Answer) answer = NULL;
  g_autofree char *text = NULL;

  np_practice_service_add_key (fixture->service, STS_ID, STS_SECRET, STS_TOKEN);
  request.access_key_id = STS_ID;
  request.token = STS_TOKEN;
  answer = fixture_call (fixture, &request);
  assert_answer (answer, 400, "SignatureDoesNotMatch");
  text = answer_dup_string (answer, "Message");
  g_assert_nonnull (strstr (text, "x-acs-security-token:" STS_TOKEN "\n"));
  g_assert_null (strstr (text, STS_SECRET));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/practice/auth/accepted", test_accepted);
  fixture_add ("/practice/auth/tampered-header", test_tampered_header);
  fixture_add ("/practice/auth/tampered-date", test_tampered_date);
  fixture_add ("/practice/auth/tampered-target", test_tampered_target);
  fixture_add ("/practice/auth/query-forms", test_query_forms);
  fixture_add ("/practice/auth/tampered-body", test_tampered_body);
  fixture_add ("/practice/auth/tampered-method", test_tampered_method);
  fixture_add ("/practice/auth/wrong-secret", test_wrong_secret);
  fixture_add ("/practice/auth/unknown-key", test_unknown_key);
  fixture_add ("/practice/auth/nonce-twice", test_nonce_twice);
  fixture_add ("/practice/auth/nonce-of-refused-request", test_nonce_of_refused_request);
  fixture_add ("/practice/auth/nonce-forgotten", test_nonce_forgotten);
  fixture_add ("/practice/auth/date-window", test_date_window);
  fixture_add ("/practice/auth/date-shapes", test_date_shapes);
  fixture_add ("/practice/auth/date-forms-of-now", test_date_forms_of_now);
  fixture_add ("/practice/auth/clock-offset", test_clock_offset);
  fixture_add ("/practice/auth/missing-signed-header", test_missing_signed_header);
  fixture_add ("/practice/auth/missing-header", test_missing_header);
  fixture_add ("/practice/auth/wrong-hash", test_wrong_hash);
  fixture_add ("/practice/auth/wrong-version", test_wrong_version);
  fixture_add ("/practice/auth/removed-header", test_removed_header);
  fixture_add ("/practice/auth/unsigned-acs-header", test_unsigned_acs_header);
  fixture_add ("/practice/auth/repeated-acs-header", test_repeated_acs_header);
  fixture_add ("/practice/auth/authorization-forms", test_authorization_forms);
  fixture_add ("/practice/auth/signed-headers-forms", test_signed_headers_forms);
  fixture_add ("/practice/auth/sts", test_sts);
  fixture_add ("/practice/auth/token-for-plain-key", test_token_for_plain_key);
  fixture_add ("/practice/auth/wrong-action", test_wrong_action);
  fixture_add ("/practice/auth/wrong-method-or-path", test_wrong_method_or_path);
  fixture_add ("/practice/auth/refusal-quotes-request", test_refusal_quotes_request);
  return g_test_run ();
}
