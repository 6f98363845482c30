/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gtk/gtk.h>

#include "np-draft.h"

G_BEGIN_DECLS

void np_save_text_async (GtkWindow *parent,
                         const char *title,
                         const char *file_name,
                         const char *text,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
void np_save_draft_async (GtkWindow *parent,
                          NpDraft *draft,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
char *np_save_text_finish (GAsyncResult *result);

G_END_DECLS
