/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

/* A libFuzzer target: from an answer to an error. Whatever arrives, an error of the
 * domain comes of it whose texts are fit for the screen, and a secret that stands in it
 * does not get out. The first byte says what was asked, the second which status came;
 * then header lines, an empty line and the body, in which a byte of 1 stands for a
 * secret that this process knows. */

#include "config.h"

#include "np-response-error.h"

#include <stdint.h>
#include <string.h>

#include "np-fuzz-headers.h"
#include "np-response-headers.h"
#include "np-secret.h"

#define CANARY      "q7Zr2TnXw9Kc4LbV8mHs3JdF6gPy1A"
#define CANARY_BYTE '\1'
/* So much of it would be worth something to somebody. */
#define CANARY_PART 12
/* So much of it the fuzzer must have looked up in what the program compares. */
#define CANARY_TRACE 6

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static const guint statuses[] = {
  100, 200, 201, 204, 206, 299, 301, 302, 304, 307, 400, 401, 403, 404, 405, 407,
  408, 409, 410, 412, 413, 418, 429, 451, 500, 501, 502, 503, 504, 505, 511, 599,
};

static GBytes *
make_body (const char *data, gsize size)
{
  GString *body = g_string_new (NULL);

  for (gsize i = 0; i < size; i++)
    {
      if (data[i] == CANARY_BYTE)
        g_string_append (body, CANARY);
      else
        g_string_append_c (body, data[i]);
    }
  return g_string_free_to_bytes (body);
}

/* Any part of that length, not only the first: a cut could leave it. */
static gboolean
has_part (const char *data, gsize size, gsize part)
{
  for (gsize i = 0; i + part <= strlen (CANARY); i++)
    {
      if (memmem (data, size, &CANARY[i], part) != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
check_text (const char *text, glong max_characters)
{
  np_fuzz_assert_plain (text, max_characters);
  g_assert_false (text != NULL && has_part (text, strlen (text), CANARY_PART));
}

static void
check_detail (const NpApiErrorDetail *detail, const NpResponse *response)
{
  check_text (detail->code, 128);
  check_text (detail->message, 500);
  check_text (detail->recommend, 1000);
  check_text (detail->request_id, 128);
  check_text (detail->action, 128);
  check_text (detail->principal, 128);
  check_text (detail->principal_type, 128);
  check_text (detail->principal_owner, 128);
  check_text (detail->policy_type, 128);
  check_text (detail->no_permission_type, 128);
  check_text (detail->diagnostic_message, 8192);
  g_assert_cmpuint (detail->status, ==, response->status);
  g_assert_cmpint (detail->numeric_code, >=, 0);
  g_assert_true (detail->recommend == NULL || g_str_has_prefix (detail->recommend, "https://"));
}

static void
check_error (const GError *error, const NpCall *call, const NpResponse *response)
{
  g_assert_true (error->domain == NP_API_ERROR);
  g_assert_cmpint (error->code, <=, NP_API_ERROR_FAILED);
  g_assert_true (g_str_has_prefix (error->message, call->operation));
  check_text (error->message, 1000);
  check_detail (np_api_error_get_detail (error), response);
}

static void
check_answer (const NpCall *call, NpResponse *response)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) made = NULL;
  g_autofree char *request_id = np_response_open (response, call, &error);

  g_assert_cmpint (request_id == NULL, ==, error != NULL);
  check_text (request_id, 128);
  if (error != NULL)
    check_error (error, call, response);
  made = np_response_error_new (call, response);
  check_error (made, call, response);
}

/* Where the body begins: behind the first empty line, or nowhere. */
static gsize
find_body (const char *data, gsize size)
{
  for (gsize i = 0; i + 1 < size; i++)
    {
      if (data[i] == '\n' && data[i + 1] == '\n')
        return i + 2;
    }
  return size;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (NpSecret) secret = np_secret_new (CANARY, -1);
  g_autoptr (NpResponse) response = NULL;
  g_autoptr (GBytes) body = NULL;
  const char *text = (const char *) data + 2;
  SoupMessageHeaders *headers = NULL;
  NpCall call = { "host.example", "UpdateModel" };
  gsize start = 0;

  if (size < 2 || has_part ((const char *) data, size, CANARY_TRACE))
    return -1;
  start = find_body (text, size - 2);
  headers = np_fuzz_headers_new (text, start);
  body = make_body (text + start, size - 2 - start);
  response = np_response_new (statuses[data[1] % G_N_ELEMENTS (statuses)], headers, body);
  call.is_save = (data[0] & 1) != 0;
  call.maybe_sent = (data[0] & 2) != 0;

  check_answer (&call, response);
  soup_message_headers_unref (headers);
  return 0;
}
