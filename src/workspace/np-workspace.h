/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gio/gio.h>

#include "np-credentials.h"
#include "np-diagnosis.h"
#include "np-endpoint.h"
#include "np-identity.h"
#include "np-model.h"
#include "np-permission.h"

G_BEGIN_DECLS

#define NP_TYPE_WORKSPACE (np_workspace_get_type ())
G_DECLARE_FINAL_TYPE (NpWorkspace, np_workspace, NP, WORKSPACE, GObject)

NpWorkspace *np_workspace_new (const char *name,
                               NpEndpoint *endpoint,
                               NpCredentialsProvider *credentials,
                               gboolean is_practice);
const char *np_workspace_get_name (NpWorkspace *self);
const char *np_workspace_get_host (NpWorkspace *self);
const char *np_workspace_get_key_host (NpWorkspace *self);
gboolean np_workspace_get_is_practice (NpWorkspace *self);
void np_workspace_set_account (NpWorkspace *self,
                               const char *account_id,
                               const char *region_id);
const char *np_workspace_get_account_id (NpWorkspace *self);
const char *np_workspace_get_region_id (NpWorkspace *self);
gint64 np_workspace_get_clock_offset (NpWorkspace *self);

void np_workspace_check_async (NpWorkspace *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
char *np_workspace_check_finish (NpWorkspace *self, GAsyncResult *result, GError **error);

NpDiagnosis *np_workspace_diagnose (NpWorkspace *self, GCancellable *cancellable);

/* Whose the key is: to warn who uses that of the main account. Never fails. */
void np_workspace_get_identity_async (NpWorkspace *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
NpIdentityType np_workspace_get_identity_finish (NpWorkspace *self,
                                                 GAsyncResult *result,
                                                 GError **error);

/* Whether the key may do something with a model: a hint. Never fails. */
void np_workspace_get_permission_async (NpWorkspace *self,
                                        const char *code,
                                        NpModel *model,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
NpPermission *np_workspace_get_permission_finish (NpWorkspace *self,
                                                  GAsyncResult *result,
                                                  GError **error);

G_END_DECLS
