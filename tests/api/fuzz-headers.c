/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

/* A libFuzzer target: Date, Retry-After and the other headers of an answer. Whatever
 * they say, a time is one that this program can meet, a wait is within its bounds, and
 * what is read of a date is what stands there. The first byte is chance. */

#include "config.h"

#include "np-response-headers.h"

#include <stdint.h>
#include <string.h>

#include "np-clock.h"
#include "np-fuzz-headers.h"
#include "np-retry.h"

#define HOUR_MS (60 * 60 * G_GINT64_CONSTANT (1000))

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* The day of the week is not read: it says nothing that the rest does not. */
static void
check_date (SoupMessageHeaders *headers)
{
  gint64 time = np_response_headers_get_server_time (headers);
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time);
  g_autofree char *text = g_date_time_format (date, ", %d %b %Y %H:%M:%S GMT");

  if (time == 0)
    return;
  g_assert_true (np_clock_is_believable (time));
  g_assert_cmpstr (soup_message_headers_get_one (headers, "Date") + 3, ==, text);
}

static void
check_pause (gint64 asked, guint8 chance)
{
  NpRetryKind kind = (chance & 1) != 0 ? NP_RETRY_THROTTLED : NP_RETRY_TRANSIENT;
  gint64 wait = np_retry_get_wait (kind, chance >> 1, chance / 256.0, asked);

  g_assert_cmpint (wait == -1, ==, asked > NP_RETRY_MAX_WAIT_MS);
  g_assert_cmpint (wait, >=, -1);
  g_assert_cmpint (wait, <=, NP_RETRY_MAX_WAIT_MS);
}

static void
check_wait (SoupMessageHeaders *headers, guint8 chance)
{
  gint64 wait = np_response_headers_get_retry_after (headers);

  g_assert_true (wait == -1 || wait > 0);
  g_assert_cmpint (wait, <=, HOUR_MS);
  if (np_response_headers_has_gateway_wait (headers))
    g_assert_cmpint (wait, >, 0);
  check_pause (wait, chance);
}

/* An answer without a fault has at most one length, and that is a number. */
static void
check_fault (SoupMessageHeaders *headers)
{
  const char *length = soup_message_headers_get_list (headers, "Content-Length");
  guint64 bytes = 0;

  if (length != NULL && np_response_headers_get_fault (headers) == NULL)
    g_assert_true (g_ascii_string_to_unsigned (length, 10, 0, G_MAXINT64, &bytes, NULL));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  SoupMessageHeaders *headers = NULL;
  g_autofree char *request_id = NULL;

  if (size == 0)
    return -1;
  headers = np_fuzz_headers_new ((const char *) data + 1, size - 1);
  request_id = np_response_headers_dup_request_id (headers);

  check_date (headers);
  check_wait (headers, data[0]);
  check_fault (headers);
  np_fuzz_assert_plain (request_id, 128);
  np_response_headers_has_web_page (headers);
  soup_message_headers_unref (headers);
  return 0;
}
