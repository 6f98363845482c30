/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where this room waits, and how it knows how old something is. Tests put a
 * clock of their own here and turn it: no test waits for one of these. */
typedef struct
{
  guint (*add) (guint milliseconds, GSourceFunc callback, gpointer data);
  void (*remove) (guint id);
  gint64 (*get_time) (void); /* microseconds; goes on while the computer sleeps */
} NpTimerClock;

void np_timer_set_clock (const NpTimerClock *clock);
guint np_timer_add (guint milliseconds, GSourceFunc callback, gpointer data);
void np_timer_remove (guint id);
gint64 np_timer_get_time (void);

static inline void
np_timer_clear (guint *id)
{
  g_clear_handle_id (id, np_timer_remove);
}

G_END_DECLS
