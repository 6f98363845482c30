/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define NP_TYPE_MENU_BUTTON (np_menu_button_get_type ())
G_DECLARE_FINAL_TYPE (NpMenuButton, np_menu_button, NP, MENU_BUTTON, AdwBin)

G_END_DECLS
