/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-window-private.h"

#include <glib/gi18n.h>

#include "np-time-text.h"

/* What is true of the connection for a while, and is said for as long. */

/* The system may be wrong about it, so it is a hint and stops nothing. */
static gboolean
is_offline (NpWindow *self)
{
  return self->account != NULL &&
         !g_network_monitor_get_network_available (g_network_monitor_get_default ());
}

/**
 * np_window_dup_connection_note: (skip)
 * @self: a window
 *
 * Returns: (transfer full) (nullable): what there is to know about the network and the
 *   clock; %NULL if all seems well
 */
char *
np_window_dup_connection_note (NpWindow *self)
{
  gint64 offset = self->workspace != NULL ? np_workspace_get_clock_offset (self->workspace) : 0;
  g_autofree char *words = NULL;

  if (is_offline (self))
    return g_strdup (_ ("You seem to be offline. What you type stays."));
  if (offset == 0)
    return NULL;
  words = np_time_text_dup_offset (offset);
  /* Translators: what the clock is, such as “12 minutes slow” */
  return g_strdup_printf (_ ("Your clock is %s. Nameplate allows for it until you set it."),
                          words);
}

/**
 * np_window_watch_network: (skip)
 * @self: a window
 */
void
np_window_watch_network (NpWindow *self)
{
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                           G_CALLBACK (np_window_update_notes), self, G_CONNECT_SWAPPED);
}
