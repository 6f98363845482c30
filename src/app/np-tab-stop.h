/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define NP_TYPE_TAB_STOP (np_tab_stop_get_type ())
G_DECLARE_FINAL_TYPE (NpTabStop, np_tab_stop, NP, TAB_STOP, AdwBin)

G_END_DECLS
