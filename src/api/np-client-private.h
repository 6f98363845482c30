/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <libsoup/soup.h>

#include "np-client.h"
#include "np-request.h"
#include "np-response.h"

G_BEGIN_DECLS

#define NP_CLIENT_WORKSPACES_PATH "/api/v1/workspaces"

SoupSession *np_client_get_session (NpClient *self);
void np_client_read_async (NpClient *self,
                           const NpRequestSpec *spec,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
NpResponse *np_client_read_finish (NpClient *self, GAsyncResult *result, GError **error);

G_END_DECLS
