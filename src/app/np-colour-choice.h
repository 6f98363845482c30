/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NP_TYPE_COLOUR_CHOICE (np_colour_choice_get_type ())
G_DECLARE_FINAL_TYPE (NpColourChoice, np_colour_choice, NP, COLOUR_CHOICE, GtkWidget)

G_END_DECLS
