/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NP_TYPE_COLUMNS (np_columns_get_type ())
G_DECLARE_FINAL_TYPE (NpColumns, np_columns, NP, COLUMNS, GtkWidget)

GtkWidget *np_columns_new (int threshold);
void np_columns_append (NpColumns *self, GtkWidget *child);

G_END_DECLS
