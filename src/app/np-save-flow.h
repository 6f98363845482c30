/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gtk/gtk.h>

#include "np-document.h"

G_BEGIN_DECLS

void np_save_flow_run_async (NpDocument *document,
                             GtkWindow *parent,
                             gboolean reviews_harmless,
                             NpModelChanges *agreed,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
NpSaveOutcome *np_save_flow_run_finish (NpDocument *document,
                                        GAsyncResult *result,
                                        NpModelChanges **out_agreed,
                                        GError **error);

G_END_DECLS
