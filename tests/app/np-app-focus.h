/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-app-rig.h"

G_BEGIN_DECLS

/* A window with the list and a model that has a little of everything. */
AppRig *app_focus_new_rig (void);

/* Where the keys go, once all is laid out. */
GtkWidget *app_focus_await (gpointer window);
void app_focus_give (GtkWidget *widget);
void app_focus_press (GtkWidget *button);
void app_focus_assert_in (gpointer window, gpointer part);

G_END_DECLS
