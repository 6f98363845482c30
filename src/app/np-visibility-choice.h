/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NP_TYPE_VISIBILITY_CHOICE (np_visibility_choice_get_type ())
G_DECLARE_FINAL_TYPE (
    NpVisibilityChoice, np_visibility_choice, NP, VISIBILITY_CHOICE, GtkWidget)

G_END_DECLS
