/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Looks for what keeps people from using a window without a mouse or without
 * seeing it. Returns: (transfer full): what is wrong, a line each; empty when
 * nothing is */
char *access_check (GtkWidget *window);
char *access_check_keys (GtkWidget *window);
char *access_check_shortcuts (GtkApplication *application, GtkWidget *const *windows);

G_END_DECLS
