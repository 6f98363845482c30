/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <libsoup/soup.h>

#include "np-call.h"

G_BEGIN_DECLS

NpApiErrorDetail *np_transport_error_new_detail (const NpCall *call, SoupMessage *message);
GError *np_transport_error_new (const NpCall *call, SoupMessage *message, const GError *cause);
GError *np_transport_error_new_timeout (const NpCall *call,
                                        SoupMessage *message,
                                        NpApiPhase phase,
                                        guint limit_ms);
GError *np_transport_error_new_old_protocol (const NpCall *call);

G_END_DECLS
