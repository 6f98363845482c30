/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-response-headers.h"

#include "np-response-fixture.h"

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
      g_autoptr (NpResponse) response = test_response_new (200, cases[i].header, "");

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
      g_autoptr (NpResponse) response = test_response_new (429, cases[i].headers, "");

      g_test_message ("%s", cases[i].headers);
      g_assert_cmpint (np_response_headers_get_retry_after (response->headers), ==,
                       cases[i].wait);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/response-error/server-time", test_server_time);
  g_test_add_func ("/response-error/retry-after", test_retry_after);
  return g_test_run ();
}
