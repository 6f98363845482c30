/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-window-private.h"

#include <glib/gi18n.h>

/* What the window says after something was done. */

static void
add_toast (NpWindow *self, AdwToast *toast)
{
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* AdwToast reads its title as markup. */
static AdwToast *
make_toast (const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  return adw_toast_new (escaped);
}

/**
 * np_window_show_message: (skip)
 * @self: a window
 * @message: what to say
 */
void
np_window_show_message (NpWindow *self, const char *message)
{
  add_toast (self, make_toast (message));
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
  AdwToast *toast = make_toast (message);

  adw_toast_set_timeout (toast, 0);
  add_toast (self, toast);
}
