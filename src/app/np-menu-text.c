/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-menu-text.h"

/**
 * np_menu_text_new_item:
 * @text: what the item says
 *
 * A menu takes an underscore for the mark of a mnemonic and leaves it out; names and
 * values of the service are full of them.
 *
 * Returns: (transfer full): an item that shows @text as it is
 */
GMenuItem *
np_menu_text_new_item (const char *text)
{
  g_autoptr (GString) label = g_string_new (text);

  g_string_replace (label, "_", "__", 0);
  return g_menu_item_new (label->str, NULL);
}
