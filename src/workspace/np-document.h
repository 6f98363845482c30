/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-model-form.h"
#include "np-save-outcome.h"
#include "np-workspace.h"

G_BEGIN_DECLS

#define NP_TYPE_DOCUMENT (np_document_get_type ())
G_DECLARE_FINAL_TYPE (NpDocument, np_document, NP, DOCUMENT, GObject)

NpDocument *np_document_new (NpModelForm *form);
NpModelForm *np_document_get_form (NpDocument *self);
NpWorkspace *np_document_get_workspace (NpDocument *self);
const char *np_document_get_model_id (NpDocument *self);
gboolean np_document_get_is_loading (NpDocument *self);
gboolean np_document_get_is_saving (NpDocument *self);
void np_document_close (NpDocument *self);

void np_document_open_async (NpDocument *self,
                             NpWorkspace *workspace,
                             const char *model_id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean np_document_open_finish (NpDocument *self, GAsyncResult *result, GError **error);

void np_document_reload_async (NpDocument *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean np_document_reload_finish (NpDocument *self, GAsyncResult *result, GError **error);

void np_document_save_async (NpDocument *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
NpSaveOutcome *np_document_save_finish (NpDocument *self, GAsyncResult *result, GError **error);

G_END_DECLS
