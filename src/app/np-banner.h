/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define NP_TYPE_BANNER (np_banner_get_type ())
G_DECLARE_FINAL_TYPE (NpBanner, np_banner, NP, BANNER, AdwBin)

void np_banner_set_text (NpBanner *self, const char *text);
void np_banner_set_button (NpBanner *self, const char *label, const char *action_name);

G_END_DECLS
