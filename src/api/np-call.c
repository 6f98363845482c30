/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-call.h"

#include "np-redact.h"

/* The failures after which nobody knows whether a request that left was done. */
static gboolean
leaves_outcome_open (NpApiError code)
{
  switch (code)
    {
    case NP_API_ERROR_PROTOCOL:
    case NP_API_ERROR_TOO_LARGE:
    case NP_API_ERROR_UNREACHABLE:
    case NP_API_ERROR_TLS:
    case NP_API_ERROR_TIMED_OUT:
      return TRUE;

    case NP_API_ERROR_CREDENTIALS_REJECTED:
    case NP_API_ERROR_TOKEN_EXPIRED:
    case NP_API_ERROR_PERMISSION_DENIED:
    case NP_API_ERROR_NOT_FOUND:
    case NP_API_ERROR_CONFLICT:
    case NP_API_ERROR_THROTTLED:
    case NP_API_ERROR_INVALID_ARGUMENT:
    case NP_API_ERROR_SERVER:
    case NP_API_ERROR_REDIRECTED:
    case NP_API_ERROR_CLOCK_SKEW:
    case NP_API_ERROR_PROXY:
    case NP_API_ERROR_OUTCOME_UNKNOWN:
    case NP_API_ERROR_NOT_APPLIED:
    case NP_API_ERROR_FAILED:
    default:
      return FALSE;
    }
}

/**
 * np_call_new_detail:
 * @self: a call
 *
 * Returns: (transfer full): a detail that says which call it was, and whether
 *   its request may have reached the service
 */
NpApiErrorDetail *
np_call_new_detail (const NpCall *self)
{
  NpApiErrorDetail *detail = np_api_error_detail_new ();

  detail->host = g_strdup (self->host);
  detail->operation = g_strdup (self->operation);
  detail->maybe_sent = self->maybe_sent;
  detail->phase = self->phase;
  detail->proxy_host = g_strdup (self->proxy_host);
  return detail;
}

/**
 * np_call_new_error:
 * @self: a call
 * @code: what went wrong
 * @detail: (nullable): what is known besides; %NULL for what @self knows
 * @format: the message, in English and for logs; secrets are taken out
 * @...: its arguments
 *
 * Makes the error of a call. A save whose request may have left and whose
 * answer was lost is not a failure: it is %NP_API_ERROR_OUTCOME_UNKNOWN,
 * whatever took the answer away.
 *
 * Returns: (transfer full): the error
 */
GError *
np_call_new_error (const NpCall *self,
                   NpApiError code,
                   const NpApiErrorDetail *detail,
                   const char *format,
                   ...)
{
  g_autoptr (NpApiErrorDetail) own = NULL;
  g_autofree char *raw = NULL;
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  raw = g_strdup_vprintf (format, args);
  va_end (args);
  message = np_redact_text (raw);
  if (detail == NULL)
    detail = own = np_call_new_detail (self);
  if (self->is_save && self->maybe_sent && leaves_outcome_open (code))
    code = NP_API_ERROR_OUTCOME_UNKNOWN;
  return np_api_error_new (code, detail, "%s: %s", self->operation, message);
}
