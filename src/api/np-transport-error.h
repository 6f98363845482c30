/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <libsoup/soup.h>

#include "np-call.h"

G_BEGIN_DECLS

NpApiErrorDetail *np_transport_error_new_detail (const NpCall *call, SoupMessage *message);
GError *np_transport_error_new (const NpCall *call, SoupMessage *message, const GError *cause);

G_END_DECLS
