/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-clock.h"

#include "np-api-error.h"

/* Ten years after the source was written nobody's clock is later than that by
 * right: by then there is a newer version. */
#define BELIEVED_SECONDS (G_GINT64_CONSTANT (3653) * 24 * 60 * 60)

/* The gateway takes a request that is up to 15 minutes off. A third of that is
 * already no rounding. */
#define TOLERATED_SECONDS 300

/**
 * np_clock_is_believable:
 * @time: seconds since 1970
 *
 * Returns: %TRUE for a time at which this version can be in use: not before its
 *   source was written, and not more than ten years after
 */
gboolean
np_clock_is_believable (gint64 time)
{
  return time >= NP_SOURCE_TIME && time <= NP_SOURCE_TIME + BELIEVED_SECONDS;
}

/**
 * np_clock_is_off:
 * @server_time: what the service says the time is, in seconds since 1970; 0 if
 *   it does not say
 * @own_time: what was taken for the time here
 *
 * Returns: %TRUE if the two differ so much that a request may be refused for it
 */
gboolean
np_clock_is_off (gint64 server_time, gint64 own_time)
{
  return server_time != 0 && ABS (server_time - own_time) >= TOLERATED_SECONDS;
}

/**
 * np_clock_may_be_reason:
 * @error: why a call failed
 *
 * A gateway that checks the signature before the date says that the signature
 * is wrong, of a date that it cannot read as much as of a wrong key.
 *
 * Returns: %TRUE if a wrong clock could be the reason
 */
gboolean
np_clock_may_be_reason (const GError *error)
{
  const NpApiErrorDetail *detail = np_api_error_get_detail (error);

  if (detail == NULL)
    return FALSE;
  if (error->code == NP_API_ERROR_CLOCK_SKEW)
    return TRUE;
  return error->code == NP_API_ERROR_CREDENTIALS_REJECTED && detail->code != NULL &&
         g_str_has_prefix (detail->code, "SignatureDoesNotMatch");
}
