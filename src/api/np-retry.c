/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-retry.h"

#include "np-client.h"

/* The figures of the standard mode of the AWS SDKs as of 2026: a service cannot
 * tell one careful client from another, and these have been tried by many. */
#define MAX_TOKENS     500
#define TRANSIENT_COST 14
#define THROTTLED_COST 5
#define SUCCESS_GAIN   1

#define TRANSIENT_BASE_MS 50
#define THROTTLED_BASE_MS 1000

/* How much longer than one's own pause a wait that the service asks for may be. */
#define MAX_ASKED_BEYOND_MS 5000

/* A name that nobody knows is seldom known a moment later. */
#define MAX_ATTEMPTS_UNKNOWN_NAME 2

/**
 * np_retry_bucket_init:
 * @self: a bucket
 *
 * Fills it.
 */
void
np_retry_bucket_init (NpRetryBucket *self)
{
  self->tokens = MAX_TOKENS;
}

static guint
get_cost (NpRetryKind kind)
{
  return kind == NP_RETRY_THROTTLED ? THROTTLED_COST : TRANSIENT_COST;
}

/**
 * np_retry_bucket_take:
 * @self: a bucket
 * @kind: why the call is tried again
 *
 * Takes out what one retry costs. A full bucket is good for 35 retries in a row
 * that bring no success.
 *
 * Returns: %FALSE, and takes nothing, if there is not enough in it
 */
gboolean
np_retry_bucket_take (NpRetryBucket *self, NpRetryKind kind)
{
  if (self->tokens < get_cost (kind))
    return FALSE;
  self->tokens -= get_cost (kind);
  return TRUE;
}

/**
 * np_retry_bucket_give:
 * @self: a bucket
 * @last_kind: why the call that succeeded had been tried again the last time;
 *   %NP_RETRY_NONE if it had not
 *
 * Puts back what a success is worth: what its last retry had cost.
 */
void
np_retry_bucket_give (NpRetryBucket *self, NpRetryKind last_kind)
{
  guint gain = last_kind == NP_RETRY_NONE ? SUCCESS_GAIN : get_cost (last_kind);

  self->tokens = MIN (self->tokens + gain, MAX_TOKENS);
}

/* Faults of the service itself that pass. Without a status it said in words that
 * something went wrong inside. */
static gboolean
is_passing_status (guint status)
{
  switch (status)
    {
    case 501: /* Not Implemented */
    case 505: /* HTTP Version Not Supported */
      return FALSE;

    default:
      return TRUE;
    }
}

static NpRetryKind
classify (int code, const NpApiErrorDetail *detail)
{
  gboolean passes = FALSE;

  switch (code)
    {
    case NP_API_ERROR_THROTTLED:
      return NP_RETRY_THROTTLED;

    case NP_API_ERROR_UNREACHABLE:
      passes = TRUE;
      break;

    case NP_API_ERROR_TIMED_OUT:
      passes = detail->phase != NP_API_PHASE_WHOLE;
      break;

    case NP_API_ERROR_TLS:
      passes = detail->tls_problem == NP_API_TLS_PROBLEM_BROKEN_OFF;
      break;

    case NP_API_ERROR_SERVER:
      passes = is_passing_status (detail->status);
      break;

    case NP_API_ERROR_PROTOCOL:
      passes = detail->is_incomplete && !detail->is_sign_in_page;
      break;

    default:
      break;
    }
  return passes ? NP_RETRY_TRANSIENT : NP_RETRY_NONE;
}

/**
 * np_retry_classify:
 * @error: why a call failed
 * @is_save: whether the call writes
 *
 * Tells whether to try again. A read may be sent again as often as one likes. A
 * save may only if its request surely did not reach the service, or was turned
 * away there before anything was done.
 *
 * Returns: why the call may be tried again, or %NP_RETRY_NONE
 */
NpRetryKind
np_retry_classify (const GError *error, gboolean is_save)
{
  const NpApiErrorDetail *detail = np_api_error_get_detail (error);
  NpRetryKind kind = detail != NULL ? classify (error->code, detail) : NP_RETRY_NONE;

  if (kind == NP_RETRY_TRANSIENT && is_save && detail->maybe_sent)
    return NP_RETRY_NONE;
  return kind;
}

/**
 * np_retry_get_max_attempts:
 * @error: why a call failed, with a detail
 *
 * Returns: how often such a call may be tried in all
 */
guint
np_retry_get_max_attempts (const GError *error)
{
  const NpApiErrorDetail *detail = np_api_error_get_detail (error);

  return detail->net_problem == NP_API_NET_PROBLEM_NAME_UNKNOWN ? MAX_ATTEMPTS_UNKNOWN_NAME
                                                                : NP_CLIENT_MAX_ATTEMPTS;
}

/**
 * np_retry_get_wait:
 * @kind: why the call is tried again
 * @n_retries: how often it was before
 * @chance: from 0 to below 1
 * @asked_ms: what the service asked for, in milliseconds; -1 if nothing
 *
 * How long to wait before the next try: anything up to a limit that doubles
 * from try to try, so that many clients that failed at once do not come back at
 * once. What the service asks for is a lower limit, but one that it cannot raise
 * by more than 5 seconds.
 *
 * Returns: milliseconds; -1 if the service asks for more than 20 seconds: a
 *   person decides about that
 */
gint64
np_retry_get_wait (NpRetryKind kind, guint n_retries, double chance, gint64 asked_ms)
{
  gint64 base = kind == NP_RETRY_THROTTLED ? THROTTLED_BASE_MS : TRANSIENT_BASE_MS;
  gint64 limit = MIN (base << MIN (n_retries, 16), NP_RETRY_MAX_WAIT_MS);
  gint64 wait = (gint64) (chance * (double) limit);

  if (asked_ms > NP_RETRY_MAX_WAIT_MS)
    return -1;
  return MAX (wait, MIN (asked_ms, wait + MAX_ASKED_BEYOND_MS));
}
