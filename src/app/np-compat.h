/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One answer that np_confirm_async() offers. */
typedef struct
{
  const char *id;
  const char *label;
  gboolean is_suggested;
  gboolean is_destructive;
} NpAnswer;

void np_confirm_async (GtkWidget *parent,
                       const char *heading,
                       const char *body,
                       const NpAnswer *answers,
                       gsize n_answers,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
char *np_confirm_finish (GAsyncResult *result, GError **error);

void np_ask_text_async (GtkWidget *parent,
                        const char *heading,
                        const char *body,
                        const char *label,
                        const char *accept_label,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
char *np_ask_text_finish (GAsyncResult *result, GError **error);

void np_choose_file_async (GtkWindow *parent,
                           const char *title,
                           GFile *folder,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
void np_choose_new_file_async (GtkWindow *parent,
                               const char *title,
                               const char *name,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
GFile *np_choose_file_finish (GAsyncResult *result, GError **error);

void np_announce (GtkWidget *widget, const char *message);
void np_show_about (GtkWindow *parent);

G_END_DECLS
