/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <libsoup/soup.h>

#include "np-client.h"
#include "np-request.h"
#include "np-response.h"

G_BEGIN_DECLS

/* The time that one exchange has. */
typedef struct
{
  NpSeam seam;
  NpClientDeadlines deadlines;
  gint64 end; /* of the whole call, in microseconds of boot time */
} NpTransportTime;

SoupSession *np_transport_new_session (NpEndpoint *endpoint);
SoupSession *np_transport_renew_session (SoupSession *session);
void np_transport_set_proxy_resolver (SoupSession *session, GProxyResolver *resolver);
gboolean np_transport_is_loopback (NpEndpoint *endpoint);
void np_transport_send_async (SoupSession *session,
                              NpRequest *request,
                              const NpTransportTime *time,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
NpResponse *np_transport_send_finish (SoupSession *session,
                                      GAsyncResult *result,
                                      GError **error);

G_END_DECLS
