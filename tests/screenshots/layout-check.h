/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Looks for text that a person cannot read: cut off, outside of what it stands in,
 * or over other text. Returns: (transfer full): what is wrong, a line each; empty
 * when nothing is */
char *layout_check (GtkWidget *root);

G_END_DECLS
