/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where time and chance enter the program. Tests pass their own, so that every
 * signed byte can be foretold. */
typedef struct
{
  gint64 (*get_real_time) (gpointer user_data); /* microseconds since 1970, UTC */
  char *(*make_nonce) (gpointer user_data);     /* transfer full, never the same twice */
  gpointer user_data;
} NpSeam;

const NpSeam *np_seam_get_default (void);
gint64 np_seam_get_real_time (const NpSeam *seam);
char *np_seam_make_nonce (const NpSeam *seam);

G_END_DECLS
