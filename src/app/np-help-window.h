/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define NP_TYPE_HELP_WINDOW (np_help_window_get_type ())
G_DECLARE_FINAL_TYPE (NpHelpWindow, np_help_window, NP, HELP_WINDOW, AdwWindow)

void np_help_window_present (GtkApplication *application, const char *topic);
const char *const *np_help_window_get_topics (void);

G_END_DECLS
