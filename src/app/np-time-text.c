/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-time-text.h"

#include <glib/gi18n.h>

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
