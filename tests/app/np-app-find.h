/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Finds widgets the way a person does: by what they are and what is written on
 * them, and only those that are on the screen. ROOT is a widget, or NULL for all
 * windows. */
GtkWidget *np_app_find (gpointer root, GType type, const char *name);
GtkWidget *np_app_find_by_type_name (gpointer root, const char *type_name);
GtkWidget *np_app_await (gpointer root, GType type, const char *name);
void np_app_await_gone (GType type);
void np_app_await_frames (GtkWidget *widget, guint n);
char *np_app_dup_name (GtkWidget *widget);
gboolean np_app_has_text (gpointer root, const char *part);

/* Uses them. */
void np_app_click (gpointer root, const char *name);
gboolean np_app_can_click (gpointer root, const char *name);
void np_app_type (gpointer root, const char *row_title, const char *text);
gboolean np_app_is_enabled (gpointer widget, const char *action);
void np_app_activate (gpointer widget, const char *action, const char *target);
gboolean np_app_press (gpointer widget, const char *accelerator);

/* The clipboard. */
void np_app_paste_into (GtkWidget *text, const char *content);
char *np_app_dup_clipboard (void);

typedef void (*NpAppVisit) (GtkWidget *widget, gpointer user_data);
void np_app_visit (GtkWidget *root, NpAppVisit visit, gpointer user_data);

G_END_DECLS
