/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-retry.h"

#include "np-client.h"
#include "np-seam.h"

#define N_SAMPLES 10000

typedef struct
{
  const char *name;
  NpApiError code;
  NpApiErrorDetail detail;
  NpRetryKind read;
  NpRetryKind save;
} RetryCase;

#define T NP_RETRY_TRANSIENT
#define N NP_RETRY_NONE

static const RetryCase retry_cases[] = {
  { "refused", NP_API_ERROR_UNREACHABLE, { .net_problem = NP_API_NET_PROBLEM_REFUSED }, T, T },
  { "name",
    NP_API_ERROR_UNREACHABLE,
    { .net_problem = NP_API_NET_PROBLEM_NAME_UNKNOWN },
    T,
    T },
  { "broken", NP_API_ERROR_UNREACHABLE, { .maybe_sent = TRUE }, T, N },
  { "connect", NP_API_ERROR_TIMED_OUT, { .phase = NP_API_PHASE_CONNECT }, T, T },
  { "first-byte",
    NP_API_ERROR_TIMED_OUT,
    { .phase = NP_API_PHASE_FIRST_BYTE, .maybe_sent = TRUE },
    T,
    N },
  { "whole", NP_API_ERROR_TIMED_OUT, { .phase = NP_API_PHASE_WHOLE }, N, N },
  { "status-408", NP_API_ERROR_TIMED_OUT, { .status = 408, .maybe_sent = TRUE }, T, N },
  { "handshake", NP_API_ERROR_TLS, { .tls_problem = NP_API_TLS_PROBLEM_BROKEN_OFF }, T, T },
  { "certificate", NP_API_ERROR_TLS, { .tls_problem = NP_API_TLS_PROBLEM_EXPIRED }, N, N },
  { "old-tls", NP_API_ERROR_TLS, { .tls_problem = NP_API_TLS_PROBLEM_OLD_PROTOCOL }, N, N },
  { "500", NP_API_ERROR_SERVER, { .status = 500, .maybe_sent = TRUE }, T, N },
  { "502", NP_API_ERROR_SERVER, { .status = 502, .maybe_sent = TRUE }, T, N },
  { "503", NP_API_ERROR_SERVER, { .status = 503, .maybe_sent = TRUE }, T, N },
  { "504", NP_API_ERROR_SERVER, { .status = 504, .maybe_sent = TRUE }, T, N },
  { "501", NP_API_ERROR_SERVER, { .status = 501, .maybe_sent = TRUE }, N, N },
  { "505", NP_API_ERROR_SERVER, { .status = 505, .maybe_sent = TRUE }, N, N },
  { "cut", NP_API_ERROR_PROTOCOL, { .is_incomplete = TRUE, .maybe_sent = TRUE }, T, N },
  { "other-shape", NP_API_ERROR_PROTOCOL, { .maybe_sent = TRUE }, N, N },
  { "sign-in",
    NP_API_ERROR_PROTOCOL,
    { .is_incomplete = TRUE, .is_sign_in_page = TRUE, .maybe_sent = TRUE },
    N,
    N },
  { "throttled",
    NP_API_ERROR_THROTTLED,
    { .status = 429, .maybe_sent = TRUE },
    NP_RETRY_THROTTLED,
    NP_RETRY_THROTTLED },
  { "key", NP_API_ERROR_CREDENTIALS_REJECTED, { .status = 401 }, N, N },
  { "token", NP_API_ERROR_TOKEN_EXPIRED, { .status = 400 }, N, N },
  { "denied", NP_API_ERROR_PERMISSION_DENIED, { .status = 403 }, N, N },
  { "not-found", NP_API_ERROR_NOT_FOUND, { .status = 404 }, N, N },
  { "conflict", NP_API_ERROR_CONFLICT, { .status = 409 }, N, N },
  { "argument", NP_API_ERROR_INVALID_ARGUMENT, { .status = 400 }, N, N },
  { "too-large", NP_API_ERROR_TOO_LARGE, { .status = 200 }, N, N },
  { "redirect", NP_API_ERROR_REDIRECTED, { .status = 302 }, N, N },
  { "clock", NP_API_ERROR_CLOCK_SKEW, { .status = 400 }, N, N },
  { "proxy", NP_API_ERROR_PROXY, { .net_problem = NP_API_NET_PROBLEM_REFUSED }, N, N },
  { "unknown", NP_API_ERROR_OUTCOME_UNKNOWN, { .maybe_sent = TRUE }, N, N },
  { "not-applied", NP_API_ERROR_NOT_APPLIED, { .maybe_sent = TRUE }, N, N },
  { "failed", NP_API_ERROR_FAILED, { .status = 999 }, N, N },
};

static void
test_classify (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (retry_cases); i++)
    {
      const RetryCase *item = &retry_cases[i];
      g_autoptr (GError) error = np_api_error_new (item->code, &item->detail, "no");

      g_test_message ("%s", item->name);
      g_assert_cmpint (np_retry_classify (error, FALSE), ==, item->read);
      g_assert_cmpint (np_retry_classify (error, TRUE), ==, item->save);
    }
}

static void
test_other_errors (void)
{
  g_autoptr (GError) cancelled = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "no");
  g_autoptr (GError) bare = np_api_error_new (NP_API_ERROR_SERVER, NULL, "no");

  g_assert_cmpint (np_retry_classify (cancelled, FALSE), ==, NP_RETRY_NONE);
  g_assert_cmpint (np_retry_classify (bare, FALSE), ==, NP_RETRY_NONE);
}

static void
test_max_attempts (void)
{
  const NpApiErrorDetail unknown = { .net_problem = NP_API_NET_PROBLEM_NAME_UNKNOWN };
  const NpApiErrorDetail other = { .net_problem = NP_API_NET_PROBLEM_NAME_LOOKUP_FAILED };
  g_autoptr (GError) once = np_api_error_new (NP_API_ERROR_UNREACHABLE, &unknown, "no");
  g_autoptr (GError) twice = np_api_error_new (NP_API_ERROR_UNREACHABLE, &other, "no");

  g_assert_cmpuint (np_retry_get_max_attempts (once), ==, 2);
  g_assert_cmpuint (np_retry_get_max_attempts (twice), ==, 3);
}

static void
test_waits (void)
{
  static const struct
  {
    NpRetryKind kind;
    guint n_retries;
    double chance;
    gint64 asked_ms;
    gint64 wait;
  } cases[] = {
    { NP_RETRY_TRANSIENT, 0, 0.0, -1, 0 },
    { NP_RETRY_TRANSIENT, 0, 0.999, -1, 49 },
    { NP_RETRY_TRANSIENT, 1, 0.5, -1, 50 },
    { NP_RETRY_TRANSIENT, 2, 0.5, -1, 100 },
    { NP_RETRY_TRANSIENT, 30, 0.5, -1, 10000 },
    { NP_RETRY_TRANSIENT, G_MAXUINT, 0.999, -1, 19980 },
    { NP_RETRY_THROTTLED, 0, 0.5, -1, 500 },
    { NP_RETRY_THROTTLED, 1, 0.5, -1, 1000 },
    { NP_RETRY_THROTTLED, 9, 0.5, -1, 10000 },
    /* What is asked for is a lower limit, at most 5 seconds above one's own. */
    { NP_RETRY_THROTTLED, 0, 0.5, 100, 500 },
    { NP_RETRY_THROTTLED, 0, 0.5, 700, 700 },
    { NP_RETRY_THROTTLED, 0, 0.5, 5500, 5500 },
    { NP_RETRY_THROTTLED, 0, 0.5, 5501, 5500 },
    { NP_RETRY_THROTTLED, 0, 0.0, 20000, 5000 },
    { NP_RETRY_THROTTLED, 0, 0.5, 20001, -1 },
    { NP_RETRY_TRANSIENT, 0, 0.5, 3600000, -1 },
    { NP_RETRY_TRANSIENT, 0, 0.5, 300, 300 },
    { NP_RETRY_TRANSIENT, 0, 0.5, 0, 25 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %u", i);
      g_assert_cmpint (np_retry_get_wait (cases[i].kind, cases[i].n_retries, cases[i].chance,
                                          cases[i].asked_ms),
                       ==, cases[i].wait);
    }
}

static double
get_seeded_chance (gpointer user_data)
{
  return g_rand_double (user_data);
}

/* How far N_BINS counts of what should be N_SAMPLES equal chances are from that. */
static double
get_chi_square (const guint *counts, guint n_bins)
{
  double expected = (double) N_SAMPLES / n_bins;
  double sum = 0;

  for (guint i = 0; i < n_bins; i++)
    sum += (counts[i] - expected) * (counts[i] - expected) / expected;
  return sum;
}

/* With 19 degrees of freedom a fair one is beyond 43.82 once in a thousand. */
static void
assert_uniform (NpRetryKind kind, guint n_retries, guint limit_ms)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260102);
  const NpSeam seam = { .get_chance = get_seeded_chance, .user_data = rand };
  guint counts[20] = { 0 };

  for (guint i = 0; i < N_SAMPLES; i++)
    {
      gint64 wait = np_retry_get_wait (kind, n_retries, np_seam_get_chance (&seam), -1);

      g_assert_cmpint (wait, >=, 0);
      g_assert_cmpint (wait, <, limit_ms);
      counts[wait * 20 / limit_ms]++;
    }
  g_test_message ("chi square %.2f", get_chi_square (counts, 20));
  g_assert_cmpfloat (get_chi_square (counts, 20), <, 43.82);
}

static void
test_jitter (void)
{
  assert_uniform (NP_RETRY_TRANSIENT, 1, 100);
  assert_uniform (NP_RETRY_TRANSIENT, 2, 200);
  assert_uniform (NP_RETRY_THROTTLED, 0, 1000);
  assert_uniform (NP_RETRY_THROTTLED, 1, 2000);
  assert_uniform (NP_RETRY_THROTTLED, 10, 20000);
}

static guint
empty (NpRetryBucket *bucket, NpRetryKind kind)
{
  guint n = 0;

  while (np_retry_bucket_take (bucket, kind))
    n++;
  return n;
}

static void
test_bucket (void)
{
  NpRetryBucket bucket;

  np_retry_bucket_init (&bucket);
  g_assert_cmpuint (empty (&bucket, NP_RETRY_TRANSIENT), ==, 35);
  g_assert_cmpuint (bucket.tokens, ==, 10);
  g_assert_cmpuint (empty (&bucket, NP_RETRY_THROTTLED), ==, 2);
  g_assert_cmpuint (bucket.tokens, ==, 0);
  np_retry_bucket_init (&bucket);
  g_assert_cmpuint (empty (&bucket, NP_RETRY_THROTTLED), ==, 100);
}

static void
test_bucket_refill (void)
{
  NpRetryBucket bucket;

  np_retry_bucket_init (&bucket);
  np_retry_bucket_give (&bucket, NP_RETRY_TRANSIENT);
  g_assert_cmpuint (bucket.tokens, ==, 500);
  empty (&bucket, NP_RETRY_TRANSIENT);
  np_retry_bucket_give (&bucket, NP_RETRY_NONE);
  g_assert_cmpuint (bucket.tokens, ==, 11);
  np_retry_bucket_give (&bucket, NP_RETRY_THROTTLED);
  g_assert_cmpuint (bucket.tokens, ==, 16);
  np_retry_bucket_give (&bucket, NP_RETRY_TRANSIENT);
  g_assert_cmpuint (bucket.tokens, ==, 30);
  for (guint i = 0; i < 1000; i++)
    np_retry_bucket_give (&bucket, NP_RETRY_NONE);
  g_assert_cmpuint (bucket.tokens, ==, 500);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/retry/classify", test_classify);
  g_test_add_func ("/retry/other-errors", test_other_errors);
  g_test_add_func ("/retry/max-attempts", test_max_attempts);
  g_test_add_func ("/retry/waits", test_waits);
  g_test_add_func ("/retry/jitter", test_jitter);
  g_test_add_func ("/retry/bucket", test_bucket);
  g_test_add_func ("/retry/bucket-refill", test_bucket_refill);
  return g_test_run ();
}
