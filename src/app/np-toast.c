/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-toast.h"

/**
 * np_toast_new:
 * @text: what to say
 *
 * AdwToast reads its title as markup, and what is said may come from the service.
 *
 * Returns: (transfer full): a toast that says @text as it is
 */
AdwToast *
np_toast_new (const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  return adw_toast_new (escaped);
}
