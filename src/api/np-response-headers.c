/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-response-headers.h"

#include <string.h>

#include "np-clock.h"
#include "np-plain-text.h"

#define MAX_REQUEST_ID_CHARACTERS 128

/* The longest wait that is believed, in milliseconds: an hour. */
#define MAX_RETRY_AFTER_MS (60 * 60 * G_GINT64_CONSTANT (1000))

#define GATEWAY_WAIT "x-acs-retry-after"

/* The one form of a date that HTTP allows to be sent: 0 stands for a digit, a letter
 * for any letter. */
#define DATE_PATTERN "Ddd, 00 Mmm 0000 00:00:00 GMT"

static const char *const months[] = {
  "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
};

static const char *
get_single (SoupMessageHeaders *headers, const char *wanted)
{
  SoupMessageHeadersIter iter;
  const char *name = NULL;
  const char *value = NULL;
  const char *found = NULL;

  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    {
      if (g_ascii_strcasecmp (name, wanted) != 0)
        continue;
      if (found != NULL)
        return NULL;
      found = value;
    }
  return found;
}

static guint
count (SoupMessageHeaders *headers, const char *wanted)
{
  SoupMessageHeadersIter iter;
  const char *name = NULL;
  const char *value = NULL;
  guint n = 0;

  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    n += g_ascii_strcasecmp (name, wanted) == 0 ? 1 : 0;
  return n;
}

/**
 * np_response_headers_dup_request_id:
 * @headers: the headers of an answer
 *
 * Returns: (transfer full) (nullable): the RequestId that the gateway put into
 *   the header x-acs-request-id, safe to show
 */
char *
np_response_headers_dup_request_id (SoupMessageHeaders *headers)
{
  return np_plain_text (get_single (headers, "x-acs-request-id"), MAX_REQUEST_ID_CHARACTERS);
}

static gboolean
fits (char c, char pattern)
{
  if (pattern == '0')
    return g_ascii_isdigit (c);
  return g_ascii_isalpha (pattern) ? g_ascii_isalpha (c) : c == pattern;
}

static gboolean
matches_pattern (const char *text, const char *pattern)
{
  for (; *pattern != '\0'; pattern++, text++)
    {
      if (!fits (*text, *pattern))
        return FALSE;
    }
  return *text == '\0';
}

static int
read_digits (const char *text, guint n)
{
  int value = 0;

  for (guint i = 0; i < n; i++)
    value = value * 10 + g_ascii_digit_value (text[i]);
  return value;
}

static int
read_month (const char *text)
{
  for (int i = 0; i < (int) G_N_ELEMENTS (months); i++)
    {
      if (strncmp (text, months[i], 3) == 0)
        return i + 1;
    }
  return 0;
}

/* Reads `Sun, 06 Nov 1994 08:49:37 GMT`, gives 0 for anything else and for a time
 * that nobody's clock shows by right. The library's own reader guesses at what is
 * no date. */
static gint64
read_date (const char *text)
{
  g_autoptr (GDateTime) date = NULL;
  gint64 time = 0;

  if (text == NULL || !matches_pattern (text, DATE_PATTERN) || !g_str_has_suffix (text, " GMT"))
    return 0;
  date = g_date_time_new_utc (read_digits (text + 12, 4), read_month (text + 8),
                              read_digits (text + 5, 2), read_digits (text + 17, 2),
                              read_digits (text + 20, 2), read_digits (text + 23, 2));
  time = date != NULL ? g_date_time_to_unix (date) : 0;
  return np_clock_is_believable (time) ? time : 0;
}

/**
 * np_response_headers_get_server_time:
 * @headers: the headers of an answer
 *
 * Returns: the time of the header Date, in seconds since 1970; 0 if there is no
 *   single Date that can be believed
 */
gint64
np_response_headers_get_server_time (SoupMessageHeaders *headers)
{
  return read_date (get_single (headers, "Date"));
}

/* Gives -1 unless TEXT is a whole number above 0 and nothing else. */
static gint64
read_wait (const char *text, gint64 unit_ms)
{
  guint64 value = 0;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT64, &value, NULL))
    return -1;
  return MIN (value, (guint64) (MAX_RETRY_AFTER_MS / unit_ms)) * unit_ms;
}

/**
 * np_response_headers_get_retry_after:
 * @headers: the headers of an answer
 *
 * Reads x-acs-retry-after, which the official SDK takes as milliseconds, or
 * else the standard Retry-After, seconds or a date. Nonsense is ignored.
 *
 * Returns: how long to wait, in milliseconds, at most an hour; -1 if the answer
 *   names no wait
 */
gint64
np_response_headers_get_retry_after (SoupMessageHeaders *headers)
{
  gint64 wait = read_wait (get_single (headers, GATEWAY_WAIT), 1);
  const char *standard = get_single (headers, "Retry-After");
  gint64 now = np_response_headers_get_server_time (headers);
  gint64 then = read_date (standard);

  if (wait < 0)
    wait = read_wait (standard, 1000);
  if (wait < 0 && now > 0 && then > now)
    wait = MIN ((then - now) * 1000, MAX_RETRY_AFTER_MS);
  return wait;
}

/**
 * np_response_headers_has_gateway_wait:
 * @headers: the headers of an answer
 *
 * Returns: %TRUE if the gateway asks for a wait, which by the official client is
 *   what it does when there are too many requests
 */
gboolean
np_response_headers_has_gateway_wait (SoupMessageHeaders *headers)
{
  return read_wait (get_single (headers, GATEWAY_WAIT), 1) > 0;
}

/**
 * np_response_headers_has_web_page:
 * @headers: the headers of an answer
 *
 * Returns: %TRUE if they announce HTML
 */
gboolean
np_response_headers_has_web_page (SoupMessageHeaders *headers)
{
  const char *type = soup_message_headers_get_content_type (headers, NULL);

  return type != NULL && (g_ascii_strcasecmp (type, "text/html") == 0 ||
                          g_ascii_strcasecmp (type, "application/xhtml+xml") == 0);
}

/**
 * np_response_headers_get_fault:
 * @headers: the headers of an answer
 *
 * Finds what makes it doubtful where the body of an answer ends, or what it
 * says: the library takes the last of several lengths and shows an unknown
 * coding as if it were text.
 *
 * Returns: (nullable): what is wrong, in English; %NULL if nothing is
 */
const char *
np_response_headers_get_fault (SoupMessageHeaders *headers)
{
  const char *length = get_single (headers, "Content-Length");
  const char *coding = get_single (headers, "Content-Encoding");
  guint64 bytes = 0;

  if (count (headers, "Content-Length") > 1)
    return "the answer has two lengths";
  if (length != NULL && count (headers, "Transfer-Encoding") > 0)
    return "the answer has both a length and a transfer coding";
  if (length != NULL && !g_ascii_string_to_unsigned (length, 10, 0, G_MAXINT64, &bytes, NULL))
    return "the answer has a length that is no number";
  if (count (headers, "Content-Encoding") > 1 ||
      (coding != NULL && g_ascii_strcasecmp (coding, "identity") != 0))
    return "the answer has a content coding that was not asked for";
  return NULL;
}
