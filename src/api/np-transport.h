/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <libsoup/soup.h>

#include "np-client.h"
#include "np-request.h"
#include "np-response.h"
#include "np-transport-session.h"

G_BEGIN_DECLS

/* The time that one exchange has. */
typedef struct
{
  NpSeam seam;
  NpClientDeadlines deadlines;
  gint64 end; /* of the whole call, in microseconds of boot time */
} NpTransportTime;

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
