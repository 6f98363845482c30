/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NP_TYPE_WRAP_BOX (np_wrap_box_get_type ())
G_DECLARE_FINAL_TYPE (NpWrapBox, np_wrap_box, NP, WRAP_BOX, GtkWidget)

void np_wrap_box_append (NpWrapBox *self, GtkWidget *child);
void np_wrap_box_remove_all (NpWrapBox *self);

G_END_DECLS
