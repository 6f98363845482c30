/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-window-private.h"

#include "np-toast.h"

/* What the window says after something was done. */

/**
 * np_window_show_message: (skip)
 * @self: a window
 * @message: what to say
 */
void
np_window_show_message (NpWindow *self, const char *message)
{
  adw_toast_overlay_add_toast (self->toasts, np_toast_new (message));
}

/**
 * np_window_show_lasting_message: (skip)
 * @self: a window
 * @message: what to say
 *
 * For what stands nowhere else: it is there until it is closed.
 */
void
np_window_show_lasting_message (NpWindow *self, const char *message)
{
  AdwToast *toast = np_toast_new (message);

  adw_toast_set_timeout (toast, 0);
  adw_toast_overlay_add_toast (self->toasts, toast);
}
