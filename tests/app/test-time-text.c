/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "np-time-text.h"

/* Days, times and distances of time, in the form of the language. */

/* 2020-03-05, 06:07:08 UTC */
#define MOMENT (G_GINT64_CONSTANT (1583388428) * G_USEC_PER_SEC)

#define HOUR (60 * 60)
#define DAY  (24 * HOUR)

typedef struct
{
  const char *locale;
  const char *language;
  const char *date;
  const char *full;
  const char *today; /* as g_date_time_format() takes it */
  const char *yesterday;
  const char *ages[6];
} Form;

static const gint64 distances[] = { 0, 90, 150, 90 * 60, 50 * HOUR, 800 * DAY };

static const Form english = {
  .locale = "C.UTF-8",
  .language = "C",
  .date = "5 March 2020, 06:07",
  .full = "5 March 2020, 06:07:08",
  .today = "Today, %H:%M",
  .yesterday = "Yesterday, %H:%M",
  .ages = { "just now", "1 minute ago", "2 minutes ago", "1 hour ago", "2 days ago",
            "2 years ago" },
};

static const Form chinese = {
  .locale = "zh_CN.UTF-8",
  .language = "zh_CN",
  .date = "2020年3月5日 06:07",
  .full = "2020年3月5日 06:07:08",
  .today = "今天 %H:%M",
  .yesterday = "昨天 %H:%M",
  .ages = { "刚刚", "1 分钟前", "2 分钟前", "1 小时前", "2 天前", "2 年前" },
};

static gboolean
use (const Form *form)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_BUILT, "..", "po", NULL);

  if (setlocale (LC_ALL, form->locale) == NULL)
    {
      g_test_skip ("this computer has not the locale");
      return FALSE;
    }
  g_setenv ("LANGUAGE", form->language, TRUE);
  bindtextdomain (GETTEXT_PACKAGE, folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  return TRUE;
}

static void
assert_date (const char *iso8601, const char *expected)
{
  g_autofree char *text = np_time_text_dup_date (iso8601);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_dates (gconstpointer data)
{
  const Form *form = data;
  g_autofree char *full = NULL;
  g_autofree char *moment = NULL;

  if (!use (form))
    return;
  assert_date ("2020-03-05T06:07:08Z", form->date);
  assert_date ("2020-03-05T06:07:08.123Z", form->date);
  assert_date ("the fifth of March", "the fifth of March");
  assert_date (NULL, NULL);
  full = np_time_text_dup_full (MOMENT);
  g_assert_cmpstr (full, ==, form->full);
  moment = np_time_text_dup_moment (MOMENT, TRUE);
  g_assert_cmpstr (moment, ==, form->date);
}

/* What is asked a moment before midnight is answered after it: then it is asked again. */
static void
assert_day (int days, const char *format)
{
  g_autoptr (GDateTime) before = NULL;
  g_autoptr (GDateTime) after = NULL;
  g_autofree char *text = NULL;
  g_autofree char *expected = NULL;

  do
    {
      g_autoptr (GDateTime) day = NULL;

      g_clear_pointer (&before, g_date_time_unref);
      g_clear_pointer (&after, g_date_time_unref);
      g_free (text);
      g_free (expected);
      before = g_date_time_new_now_local ();
      day = g_date_time_add_days (before, days);
      text = np_time_text_dup_moment (g_date_time_to_unix (day) * G_USEC_PER_SEC, TRUE);
      expected = g_date_time_format (day, format);
      after = g_date_time_new_now_local ();
    }
  while (g_date_time_get_day_of_month (before) != g_date_time_get_day_of_month (after));
  g_assert_cmpstr (text, ==, expected);
}

static void
test_days (gconstpointer data)
{
  const Form *form = data;

  if (!use (form))
    return;
  assert_day (0, form->today);
  assert_day (-1, form->yesterday);
}

static void
test_ages (gconstpointer data)
{
  const Form *form = data;

  if (!use (form))
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (distances); i++)
    {
      g_autofree char *text = np_time_text_dup_age (g_get_real_time () -
                                                    distances[i] * G_USEC_PER_SEC);

      g_assert_cmpstr (text, ==, form->ages[i]);
    }
}

/* The service tells times of Greenwich. */
static void
test_zone (void)
{
  if (!use (&english))
    return;
  g_setenv ("TZ", "CST-8", TRUE);
  assert_date ("2020-03-05T18:07:08Z", "6 March 2020, 02:07");
  g_setenv ("TZ", "UTC", TRUE);
}

static void
add_form (const Form *form)
{
  g_autofree char *dates = g_strconcat ("/time-text/dates/", form->locale, NULL);
  g_autofree char *days = g_strconcat ("/time-text/days/", form->locale, NULL);
  g_autofree char *ages = g_strconcat ("/time-text/ages/", form->locale, NULL);

  g_test_add_data_func (dates, form, test_dates);
  g_test_add_data_func (days, form, test_days);
  g_test_add_data_func (ages, form, test_ages);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add_form (&english);
  add_form (&chinese);
  g_test_add_func ("/time-text/zone", test_zone);

  return g_test_run ();
}
