/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>

#include "client-rig.h"
#include "np-clock.h"

#define DAY        G_GINT64_CONSTANT (86400)
#define N_OFFSETS  41
#define MAX_OFFSET (G_GINT64_CONSTANT (3652) * DAY)

#define EXPIRED  "InvalidTimeStamp.Expired"
#define MISMATCH "SignatureDoesNotMatch"

static void
count_cb (guint *n)
{
  (*n)++;
}

static ClientRig *
rig_new (guint *n_notified)
{
  ClientRig *rig = client_rig_new ();

  np_client_set_max_attempts (rig->client, NP_CLIENT_MAX_ATTEMPTS);
  if (n_notified != NULL)
    g_signal_connect_swapped (rig->client, "notify::clock-offset", G_CALLBACK (count_cb),
                              n_notified);
  return rig;
}

/* `Date: Fri, 02 Jan 2026 03:04:05 GMT`, made without the locale. */
static char *
make_date (gint64 time)
{
  static const char days[] = "MonTueWedThuFriSatSun";
  static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time);

  return g_strdup_printf ("Date: %.3s, %02d %.3s %04d %02d:%02d:%02d GMT\r\n",
                          days + 3 * (g_date_time_get_day_of_week (date) - 1),
                          g_date_time_get_day_of_month (date),
                          months + 3 * (g_date_time_get_month (date) - 1),
                          g_date_time_get_year (date), g_date_time_get_hour (date),
                          g_date_time_get_minute (date), g_date_time_get_second (date));
}

/* Queues an answer of a service whose clock shows TIME; CODE NULL for a success. */
static void
answer (ClientRig *rig, const char *date, const char *code)
{
  g_autofree char *body = code == NULL ? g_strdup ("{\"RequestId\":\"R-SAV\"}")
                                       : g_strdup_printf ("{\"Code\":\"%s\"}", code);
  g_autofree char *text =
      g_strdup_printf ("HTTP/1.1 %s\r\n%sContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
                       code == NULL ? "200 OK" : "400 Bad Request", date, strlen (body), body);

  np_fault_server_answer (rig->server, text);
}

static void
answer_at (ClientRig *rig, gint64 time, const char *code)
{
  g_autofree char *date = make_date (time);

  answer (rig, date, code);
}

static void
assert_saves (ClientRig *rig)
{
  client_rig_assert_saves (rig);
  np_fault_server_assert_consumed (rig->server);
}

static GError *
save_and_fail (ClientRig *rig)
{
  GError *error = NULL;
  g_autofree char *request_id = client_rig_put (rig, RIG_MODEL_ID, "{}", &error);

  g_assert_null (request_id);
  g_assert_nonnull (error);
  np_fault_server_assert_consumed (rig->server);
  return error;
}

static void
assert_carries (ClientRig *rig, guint i, gint64 time)
{
  g_autofree char *date = client_rig_dup_header (rig, i, "x-acs-date");
  g_autoptr (GDateTime) carried = g_date_time_new_from_iso8601 (date, NULL);

  g_assert_cmpint (g_date_time_to_unix (carried), ==, time);
  client_rig_assert_signed (rig, i);
}

static void
assert_corrected (gint64 offset, const char *code)
{
  guint n_notified = 0;
  g_autoptr (ClientRig) rig = rig_new (&n_notified);
  gint64 server_time = RIG_NOW + 4 * DAY;

  rig->now = server_time - offset;
  answer_at (rig, server_time, code);
  answer_at (rig, server_time, NULL);
  assert_saves (rig);
  g_assert_cmpuint (np_fault_server_get_n_requests (rig->server), ==, 2);
  assert_carries (rig, 0, rig->now);
  assert_carries (rig, 1, server_time);
  g_assert_cmpint (np_client_get_clock_offset (rig->client), ==, offset);
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_cmpuint (rig->waits->len, ==, 0);

  /* It is known from now on. */
  answer_at (rig, server_time, NULL);
  assert_saves (rig);
  g_assert_cmpuint (np_fault_server_get_n_requests (rig->server), ==, 3);
  assert_carries (rig, 2, server_time);
  g_assert_cmpuint (n_notified, ==, 1);
}

/* From ten years behind to ten years ahead, the nearest ones just over what is
 * tolerated. */
static void
test_offsets (void)
{
  guint n = 0;

  for (int i = -20; i <= 20; i++)
    {
      gint64 offset = i * (MAX_OFFSET / 20);

      if (i == 0)
        offset = 16 * 60;
      assert_corrected (offset, EXPIRED);
      n++;
    }
  g_assert_cmpuint (n, ==, N_OFFSETS);
  assert_corrected (300, EXPIRED);
  assert_corrected (-300, "IllegalTimestamp");
}

/* A gateway may look at the signature first. */
static void
test_signature (void)
{
  guint n_notified = 0;
  g_autoptr (ClientRig) rig = rig_new (&n_notified);
  g_autoptr (GError) error = NULL;

  assert_corrected (-3600, MISMATCH);
  answer_at (rig, RIG_NOW + 299, MISMATCH);
  error = save_and_fail (rig);
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_CREDENTIALS_REJECTED);
  g_assert_cmpuint (n_notified, ==, 0);
}

/* The clock is as good as right, and still the service says it is not. */
static void
test_small_difference (void)
{
  g_autoptr (ClientRig) rig = rig_new (NULL);
  g_autoptr (GError) error = NULL;

  answer_at (rig, RIG_NOW - 299, EXPIRED);
  error = save_and_fail (rig);
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_CLOCK_SKEW);
  g_assert_true (np_api_error_get_detail (error)->has_clock_offset);
  g_assert_cmpint (np_api_error_get_detail (error)->clock_offset_s, ==, -299);
  g_assert_cmpint (np_client_get_clock_offset (rig->client), ==, 0);
}

/* No Date that can be believed: nothing is corrected, and it is said that it is
 * the clock. */
static void
test_unbelievable (void)
{
  static const char *const dates[] = {
    "",
    "Date: 99999\r\n",
    "Date: -5\r\n",
    "Date: Foo\r\n",
    "Date: Fri, 02 Jan 2026 03:04:60 GMT\r\n",
    "Date: Wed, 31 Dec 2025 23:59:59 GMT\r\n",
    "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n",
    "Date: Wed, 02 Jan 2036 00:00:01 GMT\r\n",
    "Date: Fri, 02 Jan 2099 03:04:05 GMT\r\n",
    "Date: Fri, 02 Jan 2026 13:04:05 GMT\r\nDate: Fri, 02 Jan 2026 13:04:05 GMT\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      g_autoptr (ClientRig) rig = rig_new (NULL);
      g_autoptr (GError) error = NULL;

      rig->now -= 5 * 365 * DAY;
      answer (rig, dates[i], EXPIRED);
      error = save_and_fail (rig);
      g_test_message ("%s", dates[i]);
      g_assert_error (error, NP_API_ERROR, NP_API_ERROR_CLOCK_SKEW);
      g_assert_false (np_api_error_get_detail (error)->has_clock_offset);
      g_assert_cmpuint (np_fault_server_get_n_requests (rig->server), ==, 1);
      g_assert_cmpint (np_client_get_clock_offset (rig->client), ==, 0);
    }
}

/* A service whose own clock goes back and forth is asked twice for each call,
 * however often it says so. */
static void
test_oscillating (void)
{
  g_autoptr (ClientRig) rig = rig_new (NULL);

  for (guint i = 0; i < 6; i++)
    {
      g_autoptr (GError) error = NULL;

      answer_at (rig, RIG_NOW + 7200 * (gint64) (i + 1), EXPIRED);
      answer_at (rig, RIG_NOW - 7200 * (gint64) (i + 1), EXPIRED);
      error = save_and_fail (rig);
      g_assert_error (error, NP_API_ERROR, NP_API_ERROR_CLOCK_SKEW);
      g_assert_cmpuint (np_api_error_get_detail (error)->n_attempts, ==, 2);
      g_assert_cmpuint (np_fault_server_get_n_requests (rig->server), ==, 2 * (i + 1));
    }
}

/* Somebody sets the clock right: the offset is wrong from then on. */
static void
test_clock_set (void)
{
  guint n_notified = 0;
  g_autoptr (ClientRig) rig = rig_new (&n_notified);

  rig->now = RIG_NOW - 3600;
  answer_at (rig, RIG_NOW, EXPIRED);
  answer_at (rig, RIG_NOW, NULL);
  assert_saves (rig);
  rig->now = RIG_NOW;
  answer_at (rig, RIG_NOW, EXPIRED);
  answer_at (rig, RIG_NOW, NULL);
  assert_saves (rig);
  assert_carries (rig, 2, RIG_NOW + 3600);
  assert_carries (rig, 3, RIG_NOW);
  g_assert_cmpint (np_client_get_clock_offset (rig->client), ==, 0);
  g_assert_cmpuint (n_notified, ==, 2);
}

/* The same, noticed by an answer that is a success. */
static void
test_clock_set_by_a_little (void)
{
  g_autoptr (ClientRig) rig = rig_new (NULL);

  rig->now = RIG_NOW - 600;
  answer_at (rig, RIG_NOW, EXPIRED);
  answer_at (rig, RIG_NOW, NULL);
  assert_saves (rig);
  g_assert_cmpint (np_client_get_clock_offset (rig->client), ==, 600);
  rig->now = RIG_NOW;
  answer_at (rig, RIG_NOW, NULL);
  assert_saves (rig);
  g_assert_cmpint (np_client_get_clock_offset (rig->client), ==, 0);
  answer_at (rig, RIG_NOW, NULL);
  assert_saves (rig);
  assert_carries (rig, 3, RIG_NOW);
}

/* The clock and the service's troubles in one call: three requests in all. */
static void
test_with_retries (void)
{
  g_autoptr (ClientRig) rig = rig_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *request_id = NULL;

  answer_at (rig, RIG_NOW + 7200, EXPIRED);
  np_fault_server_answer (rig->server, "HTTP/1.1 429 Too Many\r\nContent-Length: 0\r\n\r\n");
  np_fault_server_answer (rig->server, "HTTP/1.1 429 Too Many\r\nContent-Length: 0\r\n\r\n");
  request_id = client_rig_put (rig, RIG_MODEL_ID, "{}", &error);
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_THROTTLED);
  np_fault_server_assert_consumed (rig->server);
  g_assert_cmpuint (np_fault_server_get_n_requests (rig->server), ==, 3);
  assert_carries (rig, 1, RIG_NOW + 7200);
  assert_carries (rig, 2, RIG_NOW + 7200);
}

static void
test_property (void)
{
  g_autoptr (ClientRig) rig = rig_new (NULL);
  gint64 offset = -1;

  g_object_get (rig->client, "clock-offset", &offset, NULL);
  g_assert_cmpint (offset, ==, 0);
}

static void
test_believable (void)
{
  g_assert_false (np_clock_is_believable (0));
  g_assert_false (np_clock_is_believable (NP_SOURCE_TIME - 1));
  g_assert_true (np_clock_is_believable (NP_SOURCE_TIME));
  g_assert_true (np_clock_is_believable (NP_SOURCE_TIME + 10 * 365 * DAY));
  g_assert_false (np_clock_is_believable (NP_SOURCE_TIME + 10 * 366 * DAY));
}

int
main (int argc, char **argv)
{
  np_client_prepare_process ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client-clock/offsets", test_offsets);
  g_test_add_func ("/client-clock/signature", test_signature);
  g_test_add_func ("/client-clock/small-difference", test_small_difference);
  g_test_add_func ("/client-clock/unbelievable", test_unbelievable);
  g_test_add_func ("/client-clock/oscillating", test_oscillating);
  g_test_add_func ("/client-clock/clock-set", test_clock_set);
  g_test_add_func ("/client-clock/clock-set-by-a-little", test_clock_set_by_a_little);
  g_test_add_func ("/client-clock/with-retries", test_with_retries);
  g_test_add_func ("/client-clock/property", test_property);
  g_test_add_func ("/client-clock/believable", test_believable);
  return g_test_run ();
}
