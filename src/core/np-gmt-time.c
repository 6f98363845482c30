/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-gmt-time-private.h"

#define DAYS_OF_400_YEARS 146097
/* From 0000-03-01 to 1970-01-01. */
#define DAYS_BEFORE_1970 719468

/* Reads exactly N digits. */
static gboolean
read_digits (const char **at, guint n, gint *out_value)
{
  *out_value = 0;
  for (guint i = 0; i < n; i++, (*at)++)
    {
      if (!g_ascii_isdigit (**at))
        return FALSE;
      *out_value = *out_value * 10 + (**at - '0');
    }
  return TRUE;
}

static gboolean
read_char (const char **at, char c)
{
  if (**at != c)
    return FALSE;
  (*at)++;
  return TRUE;
}

/* The year begins in March, so that the odd day comes last. */
static gint64
count_days (gint year, gint month, gint day)
{
  gint y = month > 2 ? year : year - 1;
  gint m = month > 2 ? month - 3 : month + 9;
  gint of_cycle = y % 400;
  gint of_year = (153 * m + 2) / 5 + day - 1;

  return (gint64) (y / 400) * DAYS_OF_400_YEARS + of_cycle * 365 + of_cycle / 4 -
         of_cycle / 100 + of_year - DAYS_BEFORE_1970;
}

static gboolean
read_date (const char **at, gint64 *out_days)
{
  gint year, month, day;

  if (!read_digits (at, 4, &year) || !read_char (at, '-') || !read_digits (at, 2, &month) ||
      !read_char (at, '-') || !read_digits (at, 2, &day) ||
      !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;
  *out_days = count_days (year, month, day);
  return TRUE;
}

/* A minute may have a 61st second: then it is the first of the next one. */
static gboolean
read_clock (const char **at, gint64 *out_seconds)
{
  gint hour, minute, second;

  if (!read_digits (at, 2, &hour) || !read_char (at, ':') || !read_digits (at, 2, &minute) ||
      !read_char (at, ':') || !read_digits (at, 2, &second) || hour > 23 || minute > 59 ||
      second > 60)
    return FALSE;
  *out_seconds = (hour * 60 + minute) * 60 + second;
  return TRUE;
}

/* What is finer than a microsecond is cut off. */
static gboolean
read_fraction (const char **at, gint64 *out_us)
{
  gint64 unit = G_TIME_SPAN_SECOND / 10;

  *out_us = 0;
  if (!read_char (at, '.'))
    return TRUE;
  if (!g_ascii_isdigit (**at))
    return FALSE;
  for (; g_ascii_isdigit (**at); (*at)++, unit /= 10)
    *out_us += unit * (**at - '0');
  return TRUE;
}

/*< private >
 * np_gmt_time_parse:
 * @text: a time in UTC by ISO 8601, as the service writes it:
 *   `2021-01-21T17:12:35Z` or `2021-01-30T12:51:33.028Z`. The examples of the
 *   API's documentation have both.
 *
 * g_date_time_new_from_iso8601() takes a microsecond and three allocations,
 * and a list has two times for each of its models.
 *
 * Returns: microseconds since 1970; 0 if @text is no such time
 */
gint64
np_gmt_time_parse (const char *text)
{
  gint64 days, seconds, us;

  if (!read_date (&text, &days) || !read_char (&text, 'T') || !read_clock (&text, &seconds) ||
      !read_fraction (&text, &us) || !read_char (&text, 'Z') || *text != '\0')
    return 0;
  return (days * 24 * 60 * 60 + seconds) * G_TIME_SPAN_SECOND + us;
}
