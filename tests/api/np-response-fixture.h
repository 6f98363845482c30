/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-response.h"

G_BEGIN_DECLS

NpResponse *test_response_new (guint status, const char *headers_text, const char *body);

G_END_DECLS
