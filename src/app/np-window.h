/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-accounts.h"
#include "np-library.h"
#include "np-model-page.h"
#include "np-workspace.h"

G_BEGIN_DECLS

#define NP_TYPE_WINDOW (np_window_get_type ())
G_DECLARE_FINAL_TYPE (NpWindow, np_window, NP, WINDOW, AdwApplicationWindow)

NpWindow *np_window_new (GtkApplication *application,
                         NpAccounts *accounts,
                         NpLibrary *library,
                         GSettings *settings);
NpModelPage *np_window_get_model_page (NpWindow *self);
NpWorkspace *np_window_get_workspace (NpWindow *self);
void np_window_start (NpWindow *self);
void np_window_start_practice (NpWindow *self);
void np_window_open_model (NpWindow *self, const char *model_id);
void np_window_open_model_of (NpWindow *self, const char *account_id, const char *model_id);
void np_window_return_to_model (NpWindow *self, const char *account_id, const char *model_id);
void np_window_search (NpWindow *self, const char *text);

void np_window_flush_async (NpWindow *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean np_window_flush_finish (NpWindow *self, GAsyncResult *result, GError **error);

G_END_DECLS
