/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where time and chance enter the program. Tests pass their own, so that every
 * signed byte can be foretold and nothing has to be waited for. */
typedef struct
{
  gint64 (*get_real_time) (gpointer user_data); /* microseconds since 1970, UTC */
  char *(*make_nonce) (gpointer user_data);     /* transfer full, never the same twice */

  /* The system's own where NULL. */
  gint64 (*get_boot_time) (gpointer user_data); /* microseconds, also of sleep */
  double (*get_chance) (gpointer user_data);    /* from 0 to below 1, uniform */
  GSource *(*make_timer) (guint milliseconds, gpointer user_data); /* transfer full */

  gpointer user_data;
} NpSeam;

const NpSeam *np_seam_get_default (void);
gint64 np_seam_get_real_time (const NpSeam *seam);
char *np_seam_make_nonce (const NpSeam *seam);
gint64 np_seam_get_boot_time (const NpSeam *seam);
double np_seam_get_chance (const NpSeam *seam);
GSource *np_seam_make_timer (const NpSeam *seam, guint milliseconds);

G_END_DECLS
