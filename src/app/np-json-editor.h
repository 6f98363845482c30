/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NP_TYPE_JSON_EDITOR (np_json_editor_get_type ())
G_DECLARE_FINAL_TYPE (NpJsonEditor, np_json_editor, NP, JSON_EDITOR, GtkWidget)

GtkWidget *np_json_editor_get_view (NpJsonEditor *self);

G_END_DECLS
