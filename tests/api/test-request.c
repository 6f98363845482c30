/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>

#include "client-rig.h"

static void
assert_header (ClientRig *rig, const char *name, const char *expected)
{
  g_autofree char *value = client_rig_dup_header (rig, 0, name);

  g_assert_cmpstr (value, ==, expected);
}

static void
test_update_wire (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autofree char *expected_host = np_fault_server_dup_uri (rig->server, "http");
  g_autofree char *request_id = NULL;
  g_autofree char *head = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;
  const char json[] = "{\"ModelName\":\"铭牌\"}";

  np_fault_server_answer (rig->server, RIG_SAVED);
  request_id = client_rig_put (rig, RIG_MODEL_ID, json, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (request_id, ==, "R-SAV");

  head = np_fault_server_dup_head (rig->server, 0);
  g_assert_true (g_str_has_prefix (head, "PUT /api/v1/models/" RIG_MODEL_ID " HTTP/1.1\r\n"));
  assert_header (rig, "Host", expected_host + strlen ("http://"));
  assert_header (rig, "User-Agent", "Nameplate/" PACKAGE_VERSION);
  assert_header (rig, "Accept", "application/json");
  assert_header (rig, "Accept-Encoding", "identity");
  assert_header (rig, "Content-Type", "application/json; charset=utf-8");
  assert_header (rig, "Content-Length", "22");
  assert_header (rig, "Transfer-Encoding", NULL);
  assert_header (rig, "Cookie", NULL);
  assert_header (rig, "x-acs-version", "2021-02-04");
  assert_header (rig, "x-acs-action", "UpdateModel");
  assert_header (rig, "x-acs-date", "2026-01-02T03:04:05Z");
  assert_header (rig, "x-acs-signature-nonce", "nonce-0");
  assert_header (rig, "x-acs-security-token", NULL);
  body = np_fault_server_dup_body (rig->server, 0);
  g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), json, strlen (json));
  client_rig_assert_signed (rig, 0);
}

static void
test_get_wire (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autoptr (NpModel) model = NULL;
  g_autofree char *head = NULL;
  g_autoptr (GError) error = NULL;

  np_fault_server_answer (rig->server,
                          "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" RIG_MODEL_JSON);
  np_fault_server_close (rig->server);
  model = client_rig_get (rig, RIG_MODEL_ID, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (np_model_get_model_id (model), ==, RIG_MODEL_ID);
  g_assert_cmpstr (np_model_get_request_id (model), ==, "R-GET");

  head = np_fault_server_dup_head (rig->server, 0);
  g_assert_true (g_str_has_prefix (head, "GET /api/v1/models/" RIG_MODEL_ID " HTTP/1.1\r\n"));
  assert_header (rig, "Content-Type", NULL);
  assert_header (rig, "Content-Length", NULL);
  assert_header (rig, "x-acs-action", "GetModel");
  assert_header (rig, "x-acs-content-sha256",
                 "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  client_rig_assert_signed (rig, 0);
}

static void
test_check_wire (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autofree char *request_id = NULL;
  g_autofree char *head = NULL;
  g_autoptr (GError) error = NULL;

  np_fault_server_answer (rig->server, RIG_SAVED);
  request_id = client_rig_check (rig, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (request_id, ==, "R-SAV");
  head = np_fault_server_dup_head (rig->server, 0);
  g_assert_true (
      g_str_has_prefix (head, "GET /api/v1/workspaces?PageNumber=1&PageSize=1 HTTP/1.1\r\n"));
  assert_header (rig, "x-acs-action", "ListWorkspaces");
  client_rig_assert_signed (rig, 0);
}

static void
test_token (void)
{
  const char token[] = "CAIS+/ab==.token~_-";
  g_autoptr (ClientRig) rig = client_rig_new_with_token (token);
  g_autofree char *request_id = NULL;
  g_autofree char *authorization = NULL;
  g_autoptr (GError) error = NULL;

  np_fault_server_answer (rig->server, RIG_SAVED);
  request_id = client_rig_put (rig, RIG_MODEL_ID, "{}", &error);
  g_assert_no_error (error);
  assert_header (rig, "x-acs-security-token", token);
  authorization = client_rig_dup_header (rig, 0, "Authorization");
  g_assert_nonnull (strstr (authorization, ";x-acs-security-token;x-acs-signature-nonce;"));
  client_rig_assert_signed (rig, 0);
}

/* One path segment on the wire, and signed as it stands there. */
static void
test_odd_ids (void)
{
  static const struct
  {
    const char *id;
    const char *segment;
  } cases[] = {
    { "a/b", "a%2Fb" },
    { "../x", "..%2Fx" },
    { "...", "..." },
    { "a?b=c", "a%3Fb%3Dc" },
    { "a#b", "a%23b" },
    { "a\r\nX: y", "a%0D%0AX%3A%20y" },
    { "铭牌", "%E9%93%AD%E7%89%8C" },
    { "a*b", "a%2Ab" },
    { "a~b", "a~b" },
    { "a+b c", "a%2Bb%20c" },
    { "100%", "100%25" },
    { "%2e%2e", "%252e%252e" },
    { "!'()", "%21%27%28%29" },
    { "a:b@c;d=e&f,g", "a%3Ab%40c%3Bd%3De%26f%2Cg" },
    { "a\\b\"<>|^`{}[]", "a%5Cb%22%3C%3E%7C%5E%60%7B%7D%5B%5D" },
    { "\x7f\x01", "%7F%01" },
  };
  g_autoptr (ClientRig) rig = client_rig_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *line = g_strdup_printf ("PUT /api/v1/models/%s HTTP/1.1\r\n",
                                               cases[i].segment);
      g_autofree char *request_id = NULL;
      g_autofree char *head = NULL;
      g_autoptr (GError) error = NULL;

      np_fault_server_answer (rig->server, RIG_SAVED);
      request_id = client_rig_put (rig, cases[i].id, "{}", &error);
      g_assert_no_error (error);
      head = np_fault_server_dup_head (rig->server, i);
      head[strlen (line)] = '\0';
      g_assert_cmpstr (head, ==, line);
      client_rig_assert_signed (rig, i);
    }
  np_fault_server_assert_consumed (rig->server);
}

static void
test_impossible_ids (void)
{
  static const char *const ids[] = { "", ".", "..", "\xff", "a\xc3" };
  g_autoptr (ClientRig) rig = client_rig_new ();

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *request_id = client_rig_put (rig, ids[i], "{}", &error);
      g_autoptr (NpModel) model = NULL;

      g_assert_error (error, NP_API_ERROR, NP_API_ERROR_INVALID_ARGUMENT);
      g_assert_null (request_id);
      g_clear_error (&error);
      model = client_rig_get (rig, ids[i], &error);
      g_assert_error (error, NP_API_ERROR, NP_API_ERROR_INVALID_ARGUMENT);
      g_assert_null (model);
    }
  g_assert_cmpuint (np_fault_server_get_n_connections (rig->server), ==, 0);
}

/* Nothing may leave without a header that it was signed with. */
static void
test_unsendable_token (void)
{
  static const char *const tokens[] = {
    "CAIS\nb", "CAIS\r\nX-Evil: 1", "CAIS\n", " CAIS", "CAIS ", "CA\tIS", "令牌", "CAIS\x7f", ""
  };

  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      g_autoptr (ClientRig) rig = client_rig_new_with_token (tokens[i]);
      g_autoptr (GError) error = NULL;
      g_autofree char *request_id = client_rig_put (rig, RIG_MODEL_ID, "{}", &error);

      g_assert_null (request_id);
      g_assert_false (np_api_error_get_detail (error)->maybe_sent);
      g_assert_null (strstr (error->message, "CAIS"));
      client_rig_assert_error (&error, NP_API_ERROR_INVALID_ARGUMENT);
      g_assert_cmpuint (np_fault_server_get_n_connections (rig->server), ==, 0);
    }
}

static void
test_big_body (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autofree char *filler = g_strnfill (1024 * 1024, 'x');
  g_autofree char *json = g_strdup_printf ("{\"ModelDescription\":\"%s\"}", filler);
  g_autofree char *request_id = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;

  np_fault_server_answer (rig->server, RIG_SAVED);
  request_id = client_rig_put (rig, RIG_MODEL_ID, json, &error);
  g_assert_no_error (error);
  body = np_fault_server_dup_body (rig->server, 0);
  g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), json, strlen (json));
  client_rig_assert_signed (rig, 0);
}

int
main (int argc, char **argv)
{
  np_client_prepare_process ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/request/update-wire", test_update_wire);
  g_test_add_func ("/request/get-wire", test_get_wire);
  g_test_add_func ("/request/check-wire", test_check_wire);
  g_test_add_func ("/request/token", test_token);
  g_test_add_func ("/request/odd-ids", test_odd_ids);
  g_test_add_func ("/request/impossible-ids", test_impossible_ids);
  g_test_add_func ("/request/unsendable-token", test_unsendable_token);
  g_test_add_func ("/request/big-body", test_big_body);
  return g_test_run ();
}
