/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "practice-fixture.h"

#include "np-await.h"

#include <string.h>

/* The client of these tests is a plain libsoup session, so that nothing of the
 * program's own client can hide a mistake of the service, or share it. */

void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->service = np_practice_service_new ();
  np_practice_service_start (fixture->service, &error);
  g_assert_no_error (error);
  fixture->session = soup_session_new ();
}

void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (np_practice_service_get_n_pending_faults (fixture->service), ==, 0);
  soup_session_abort (fixture->session);
  g_assert_finalize_object (fixture->session);
  g_assert_finalize_object (fixture->service);
}

static char *
make_date (const Request *request)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) date = g_date_time_add_seconds (now, (double) request->date_offset);

  if (request->date != NULL)
    return g_strdup (request->date);
  return g_date_time_format (date, "%Y-%m-%dT%H:%M:%SZ");
}

static GBytes *
get_body (const Request *request)
{
  const char *body = request->body != NULL ? request->body : "";

  return g_bytes_new (body, request->body_length > 0 ? request->body_length : strlen (body));
}

static char *
make_query (const Request *request)
{
  GString *out = g_string_new (NULL);

  for (gsize i = 0; i < request->n_query; i++)
    {
      g_autofree char *name = np_sign_encode (request->query[i].name);
      g_autofree char *value = np_sign_encode (request->query[i].value);

      g_string_append_printf (out, "%c%s=%s", i == 0 ? '?' : '&', name, value);
    }
  return g_string_free (out, FALSE);
}

static SoupMessage *
make_message (Fixture *fixture, const Request *request)
{
  const char *url = np_practice_service_get_url (fixture->service);
  g_autofree char *query = make_query (request);
  g_autofree char *text = g_strconcat (url, request->path, query, NULL);
  SoupMessage *message = soup_message_new (request->method, text);

  g_assert_nonnull (message);
  return message;
}

static void
set_headers (SoupMessage *message, const Request *request, const char *host, const char *hash)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autofree char *date = make_date (request);
  g_autofree char *uuid = g_uuid_string_random ();

  soup_message_headers_append (headers, "Host", host);
  soup_message_headers_append (headers, "x-acs-action", request->action);
  soup_message_headers_append (headers, "x-acs-version",
                               request->version != NULL ? request->version : "2021-02-04");
  soup_message_headers_append (headers, "x-acs-date", date);
  soup_message_headers_append (headers, "x-acs-signature-nonce",
                               request->nonce != NULL ? request->nonce : uuid);
  soup_message_headers_append (headers, "x-acs-content-sha256",
                               request->claimed_hash != NULL ? request->claimed_hash : hash);
  if (request->token != NULL)
    soup_message_headers_append (headers, "x-acs-security-token", request->token);
  if (request->extra != NULL)
    soup_message_headers_append (headers, request->extra->name, request->extra->value);
  if (request->missing_header != NULL)
    soup_message_headers_remove (headers, request->missing_header);
}

static GArray *
collect_signed (SoupMessage *message, const Request *request)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (NpSignPair));
  SoupMessageHeadersIter iter;
  NpSignPair pair = { NULL };

  soup_message_headers_iter_init (&iter, soup_message_get_request_headers (message));
  while (soup_message_headers_iter_next (&iter, &pair.name, &pair.value))
    {
      g_autofree char *lower = g_ascii_strdown (pair.name, -1);

      if (!g_str_has_prefix (lower, "x-acs-") && !g_str_equal (lower, "host") &&
          !g_str_equal (lower, "content-type"))
        continue;
      if (g_strcmp0 (lower, request->skipped_header) != 0)
        g_array_append_val (pairs, pair);
    }
  return pairs;
}

static char *
authorize (Fixture *fixture, SoupMessage *message, const Request *request, const char *hash)
{
  const char *id = np_practice_service_get_access_key_id (fixture->service);
  const char *secret = np_practice_service_get_access_key_secret (fixture->service);
  g_autoptr (GArray) pairs = collect_signed (message, request);
  const NpSignPair *headers = (const NpSignPair *) (gpointer) pairs->data;
  g_autofree char *canonical = NULL;
  g_autofree char *to_sign = NULL;
  g_autofree char *names = np_sign_signed_headers (headers, pairs->len);
  g_autofree char *signature = NULL;

  if (request->access_key_id != NULL)
    id = request->access_key_id;
  if (request->access_key_secret != NULL)
    secret = request->access_key_secret;
  canonical = np_sign_canonical_request (request->method, request->path, request->query,
                                         request->n_query, headers, pairs->len, hash);
  to_sign = np_sign_string_to_sign (canonical);
  signature = np_sign_signature (to_sign, secret, strlen (secret));
  return np_sign_authorization (id, names, signature);
}

/* Makes the message of a request, signed and ready to be sent or tampered with. */
SoupMessage *
fixture_sign (Fixture *fixture, const Request *request)
{
  SoupMessage *message = make_message (fixture, request);
  g_autoptr (GBytes) body = get_body (request);
  gsize length = 0;
  gconstpointer data = g_bytes_get_data (body, &length);
  g_autofree char *hash = np_sign_hash_payload (data, length);
  const char *host = np_practice_service_get_url (fixture->service) + strlen ("http://");
  g_autofree char *authorization = NULL;

  set_headers (message, request, host, hash);
  if (length > 0)
    soup_message_set_request_body_from_bytes (message, "application/json; charset=utf-8", body);
  authorization = authorize (fixture, message, request, hash);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                authorization);
  return message;
}

static void
read_headers (Answer *answer, SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *date = soup_message_headers_get_one (headers, "Date");
  g_autoptr (GDateTime) time = NULL;

  g_assert_nonnull (date);
  time = soup_date_time_new_from_http_string (date);
  g_assert_nonnull (time);
  answer->date = g_date_time_to_unix (time);
  answer->request_id = g_strdup (soup_message_headers_get_one (headers, "x-acs-request-id"));
  answer->retry_after = g_strdup (soup_message_headers_get_one (headers, "x-acs-retry-after"));
}

/* Sends a message and waits for its answer, whose form is checked: a JSON
 * object whose RequestId is that of the header. */
Answer *
fixture_send (Fixture *fixture, SoupMessage *message)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *request_id = NULL;
  Answer *answer = g_new0 (Answer, 1);

  soup_session_send_and_read_async (fixture->session, message, G_PRIORITY_DEFAULT, NULL,
                                    (GAsyncReadyCallback) np_await_result_cb, &result);
  np_await_true (result != NULL);
  answer->body = soup_session_send_and_read_finish (fixture->session, result, &error);
  g_assert_no_error (error);
  answer->status = soup_message_get_status (message);
  read_headers (answer, message);
  answer->json = np_json_parse (answer->body, &error);
  g_assert_no_error (error);
  request_id = answer_dup_string (answer, "RequestId");
  g_assert_nonnull (request_id);
  g_assert_cmpstr (request_id, ==, answer->request_id);
  return answer;
}

Answer *
fixture_call (Fixture *fixture, const Request *request)
{
  g_autoptr (SoupMessage) message = fixture_sign (fixture, request);

  return fixture_send (fixture, message);
}

Answer *
fixture_get_model (Fixture *fixture, const char *path)
{
  const Request request = { .method = "GET", .action = "GetModel", .path = path };

  return fixture_call (fixture, &request);
}

Answer *
fixture_update (Fixture *fixture, const char *path, const char *body)
{
  const Request request = {
    .method = "PUT", .action = "UpdateModel", .path = path, .body = body
  };

  return fixture_call (fixture, &request);
}

/* ListModels with a page that holds all, and one filter. */
Answer *
fixture_list (Fixture *fixture, const char *name, const char *value)
{
  const NpSignPair query[] = { { "PageSize", "100" }, { name, value } };
  const Request request = { .method = "GET",
                            .action = "ListModels",
                            .path = MODELS_PATH,
                            .query = query,
                            .n_query = name != NULL ? 2 : 1 };

  return fixture_call (fixture, &request);
}

void
answer_free (Answer *answer)
{
  g_free (answer->request_id);
  g_free (answer->retry_after);
  g_bytes_unref (answer->body);
  np_json_unref (answer->json);
  g_free (answer);
}

char *
answer_dup_item_string (Answer *answer, const char *array, guint i, const char *key)
{
  const NpJsonValue *item = np_json_value_get_element (answer_get_member (answer, array), i);

  return np_json_value_dup_string (np_json_value_get_member (item, key));
}

const NpJsonValue *
answer_get_member (Answer *answer, const char *key)
{
  return np_json_value_get_member (np_json_get_root (answer->json), key);
}

char *
answer_dup_string (Answer *answer, const char *key)
{
  const NpJsonValue *value = answer_get_member (answer, key);

  if (value == NULL)
    return NULL;
  g_assert_cmpint (np_json_value_get_kind (value), ==, NP_JSON_KIND_STRING);
  return np_json_value_dup_string (value);
}

/* The member as it stands in the body, NULL when it is not there. */
char *
answer_dup_raw (Answer *answer, const char *key)
{
  const NpJsonValue *value = answer_get_member (answer, key);

  return value != NULL ? np_json_value_dup_raw (value) : NULL;
}

gint64
answer_get_int64 (Answer *answer, const char *key)
{
  const NpJsonValue *value = answer_get_member (answer, key);
  gint64 number = 0;

  g_assert_nonnull (value);
  g_assert_true (np_json_value_get_int64 (value, &number));
  return number;
}

static void
assert_error_members (Answer *answer, const char *code)
{
  static const char *const keys[] = { "Message", "Recommend", "HostId" };
  g_autofree char *actual = answer_dup_string (answer, "Code");

  g_assert_cmpstr (actual, ==, code);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *text = answer_dup_string (answer, keys[i]);

      g_assert_nonnull (text);
      g_assert_cmpstr (text, !=, "");
    }
}

/* A @code of NULL means success. */
void
assert_answer (Answer *answer, guint status, const char *code)
{
  if (answer->status != status)
    g_error ("Status %u instead of %u: %s", answer->status, status,
             (const char *) g_bytes_get_data (answer->body, NULL));
  if (code == NULL)
    g_assert_null (answer_get_member (answer, "Code"));
  else
    assert_error_members (answer, code);
}
