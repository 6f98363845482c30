/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-token-end.h"

#include <glib/gi18n.h>

#define DAY (24 * 60 * 60)

/* A token of STS lives for 12 hours at the most, says the API's documentation,
 * one of a sign-in in the browser for some days: a year is a slip. */
#define MAX_SECONDS (366 * DAY)

static const struct
{
  const char *unit;
  gint64 seconds;
} units[] = {
  { "h", 3600 },   { "hour", 3600 }, { "hours", 3600 }, { "小时", 3600 }, { "m", 60 },
  { "min", 60 },   { "minute", 60 }, { "minutes", 60 }, { "分钟", 60 },   { "s", 1 },
  { "second", 1 }, { "seconds", 1 }, { "秒", 1 },
};

/* "1 h", "45min", "3600 s": from now on. */
static gboolean
parse_duration (const char *text, gint64 now, gint64 *out_expires)
{
  char *unit = NULL;
  guint64 count = g_ascii_strtoull (text, &unit, 10);

  if (unit == text || count == 0 || count > MAX_SECONDS)
    return FALSE;
  while (g_ascii_isspace (*unit))
    unit++;
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      if (g_ascii_strcasecmp (unit, units[i].unit) != 0)
        continue;
      *out_expires = now + (gint64) count * units[i].seconds;
      return TRUE;
    }
  return FALSE;
}

/* "20:00": the next time that it is so late here. */
static gboolean
parse_time_of_day (const char *text, GDateTime *now, gint64 *out_expires)
{
  g_autoptr (GRegex) regex = g_regex_new ("^([01]?[0-9]|2[0-3]):([0-5][0-9])$", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GDateTime) today = NULL;
  g_autoptr (GDateTime) tomorrow = NULL;
  g_autofree char *hour = NULL;
  g_autofree char *minute = NULL;

  if (!g_regex_match (regex, text, 0, &match))
    return FALSE;
  hour = g_match_info_fetch (match, 1);
  minute = g_match_info_fetch (match, 2);
  today = g_date_time_new (g_date_time_get_timezone (now), g_date_time_get_year (now),
                           g_date_time_get_month (now), g_date_time_get_day_of_month (now),
                           (int) g_ascii_strtoll (hour, NULL, 10),
                           (int) g_ascii_strtoll (minute, NULL, 10), 0);
  tomorrow = g_date_time_add_days (today, 1);
  *out_expires = g_date_time_to_unix (g_date_time_compare (today, now) > 0 ? today : tomorrow);
  return TRUE;
}

/* "2026-11-23T20:00:00Z", as STS writes it; without a zone it is the time here. */
static gboolean
parse_iso8601 (const char *text, GDateTime *now, gint64 *out_expires)
{
  g_autoptr (GDateTime)
      end = g_date_time_new_from_iso8601 (text, g_date_time_get_timezone (now));

  if (end == NULL)
    return FALSE;
  *out_expires = g_date_time_to_unix (end);
  return TRUE;
}

/**
 * np_token_end_parse:
 * @text: what a person typed or pasted
 * @now: the time, in the person's time zone
 * @out_expires: (out): when the token ends, in seconds since 1970; 0 if @text is empty
 * @out_fault: (out): a translated sentence if @text is no end of a token
 *
 * Reads when a security token ends: a date and time as ISO 8601 writes it and STS
 * gives it, a time of day, or how long it lasts from now on.
 *
 * Returns: %TRUE if @text is empty or a time to come
 */
gboolean
np_token_end_parse (const char *text,
                    GDateTime *now,
                    gint64 *out_expires,
                    const char **out_fault)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  gint64 seconds = g_date_time_to_unix (now);

  g_return_val_if_fail (out_expires != NULL, FALSE);
  g_return_val_if_fail (out_fault != NULL, FALSE);

  *out_expires = 0;
  *out_fault = NULL;
  if (*trimmed == '\0')
    return TRUE;
  if (!parse_iso8601 (trimmed, now, out_expires) &&
      !parse_time_of_day (trimmed, now, out_expires) &&
      !parse_duration (trimmed, seconds, out_expires))
    *out_fault = _ ("Write when the token ends, such as 2026-11-23T20:00:00Z, 20:00 or 1 h.");
  else if (*out_expires <= seconds)
    *out_fault = _ ("This time has passed. The token is of no use any more.");
  else if (*out_expires - seconds > MAX_SECONDS)
    *out_fault = _ ("No token lasts that long. Check the date.");
  return *out_fault == NULL;
}
