/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-time-text.h"

#include <glib/gi18n.h>

static GDateTime *
make_local (gint64 then)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (then / G_USEC_PER_SEC);

  return utc != NULL ? g_date_time_to_local (utc) : NULL;
}

static gboolean
is_same_day (GDateTime *a, GDateTime *b)
{
  return g_date_time_get_year (a) == g_date_time_get_year (b) &&
         g_date_time_get_day_of_year (a) == g_date_time_get_day_of_year (b);
}

/* In the middle of a sentence, unless it STARTS one. */
static const char *
find_moment_format (GDateTime *time, gboolean starts)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) yesterday = g_date_time_add_days (now, -1);

  if (is_same_day (time, now))
    /* Translators: a time of day, as g_date_time_format() takes it */
    return starts ? _ ("Today, %H:%M") : _ ("today, %H:%M");
  if (is_same_day (time, yesterday))
    return starts ? _ ("Yesterday, %H:%M") : _ ("yesterday, %H:%M");
  if (g_date_time_get_year (time) == g_date_time_get_year (now))
    return _ ("%-d %B, %H:%M");
  return _ ("%-d %B %Y, %H:%M");
}

/**
 * np_time_text_dup_date:
 * @iso8601: (nullable): a time as the service writes it, in UTC, with or without
 *   milliseconds
 *
 * Returns: (transfer full) (nullable): the same time here, in the form of the
 *   country; @iso8601 itself if it is no such time
 */
char *
np_time_text_dup_date (const char *iso8601)
{
  g_autoptr (GDateTime) utc = iso8601 != NULL ? g_date_time_new_from_iso8601 (iso8601, NULL)
                                              : NULL;
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  if (local == NULL)
    return g_strdup (iso8601);
  /* Translators: a day and a time of day, as g_date_time_format() takes it */
  return g_date_time_format (local, _ ("%-d %B %Y, %H:%M"));
}

/**
 * np_time_text_dup_age:
 * @then: a time, in microseconds since 1970
 *
 * Returns: (transfer full): how long ago it was, in few words
 */
char *
np_time_text_dup_age (gint64 then)
{
  gint64 minutes = (g_get_real_time () - then) / G_TIME_SPAN_MINUTE;
  gint64 hours = minutes / 60;
  gint64 days = hours / 24;

  if (minutes < 1)
    return g_strdup (_ ("just now"));
  if (hours < 1)
    return g_strdup_printf (ngettext ("%d minute ago", "%d minutes ago", (gulong) minutes),
                            (int) minutes);
  if (days < 1)
    return g_strdup_printf (ngettext ("%d hour ago", "%d hours ago", (gulong) hours),
                            (int) hours);
  if (days < 365)
    return g_strdup_printf (ngettext ("%d day ago", "%d days ago", (gulong) days), (int) days);
  return g_strdup_printf (ngettext ("%d year ago", "%d years ago", (gulong) (days / 365)),
                          (int) MIN (days / 365, 9999));
}

static char *
format_slow (int number, gint64 unit)
{
  gulong n = (gulong) number;

  if (unit == 1)
    return g_strdup_printf (ngettext ("%d second slow", "%d seconds slow", n), number);
  if (unit == 60)
    return g_strdup_printf (ngettext ("%d minute slow", "%d minutes slow", n), number);
  if (unit == 3600)
    return g_strdup_printf (ngettext ("%d hour slow", "%d hours slow", n), number);
  return g_strdup_printf (ngettext ("%d day slow", "%d days slow", n), number);
}

static char *
format_fast (int number, gint64 unit)
{
  gulong n = (gulong) number;

  if (unit == 1)
    return g_strdup_printf (ngettext ("%d second fast", "%d seconds fast", n), number);
  if (unit == 60)
    return g_strdup_printf (ngettext ("%d minute fast", "%d minutes fast", n), number);
  if (unit == 3600)
    return g_strdup_printf (ngettext ("%d hour fast", "%d hours fast", n), number);
  return g_strdup_printf (ngettext ("%d day fast", "%d days fast", n), number);
}

/**
 * np_time_text_dup_offset:
 * @seconds: how far the right time is ahead of the clock of this computer
 *
 * Returns: (transfer full): what the clock is, such as “12 minutes slow”: what
 *   follows “Your clock is”
 */
char *
np_time_text_dup_offset (gint64 seconds)
{
  guint64 distance = seconds < 0 ? 0 - (guint64) seconds : (guint64) seconds;
  gint64 unit = distance < 120 ? 1 : distance < 7200 ? 60 : distance < 172800 ? 3600 : 86400;
  int number = (int) MIN ((distance + (guint64) unit / 2) / (guint64) unit, 99999);

  return seconds < 0 ? format_fast (number, unit) : format_slow (number, unit);
}

/**
 * np_time_text_dup_moment:
 * @then: a time, in microseconds since 1970
 * @starts: whether it stands at the start of a line, or in the middle of a sentence
 *
 * Returns: (transfer full): the day, today and yesterday by their names, and the
 *   time of day
 */
char *
np_time_text_dup_moment (gint64 then, gboolean starts)
{
  g_autoptr (GDateTime) time = make_local (then);

  return time != NULL ? g_date_time_format (time, find_moment_format (time, starts))
                      : g_strdup ("");
}

/**
 * np_time_text_dup_full:
 * @then: a time, in microseconds since 1970
 *
 * Returns: (transfer full): the day and the time of day to the second
 */
char *
np_time_text_dup_full (gint64 then)
{
  g_autoptr (GDateTime) time = make_local (then);

  /* Translators: a day and a time of day, as g_date_time_format() takes it */
  return time != NULL ? g_date_time_format (time, _ ("%-d %B %Y, %H:%M:%S")) : g_strdup ("");
}
