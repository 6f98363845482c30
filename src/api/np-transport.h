/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <libsoup/soup.h>

#include "np-client.h"
#include "np-request.h"
#include "np-response.h"

G_BEGIN_DECLS

SoupSession *np_transport_new_session (NpEndpoint *endpoint);
void np_transport_send_async (SoupSession *session,
                              NpRequest *request,
                              const NpClientDeadlines *deadlines,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
NpResponse *np_transport_send_finish (SoupSession *session,
                                      GAsyncResult *result,
                                      GError **error);

G_END_DECLS
