/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <libsoup/soup.h>

#include "np-client.h"

G_BEGIN_DECLS

SoupSession *np_client_get_session (NpClient *self);

G_END_DECLS
