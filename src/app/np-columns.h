/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NP_TYPE_COLUMNS (np_columns_get_type ())
G_DECLARE_FINAL_TYPE (NpColumns, np_columns, NP, COLUMNS, GtkWidget)

G_END_DECLS
