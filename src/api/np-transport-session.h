/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <libsoup/soup.h>

#include "np-endpoint.h"

G_BEGIN_DECLS

SoupSession *np_transport_new_session (NpEndpoint *endpoint);
SoupSession *np_transport_renew_session (SoupSession *session);
void np_transport_set_proxy_resolver (SoupSession *session, GProxyResolver *resolver);
gboolean np_transport_is_loopback (NpEndpoint *endpoint);
gboolean np_transport_is_loopback_host (const char *host);

G_END_DECLS
