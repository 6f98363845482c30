/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

char *np_response_headers_dup_request_id (SoupMessageHeaders *headers);
gint64 np_response_headers_get_server_time (SoupMessageHeaders *headers);
gint64 np_response_headers_get_retry_after (SoupMessageHeaders *headers);
gboolean np_response_headers_has_gateway_wait (SoupMessageHeaders *headers);
gboolean np_response_headers_has_web_page (SoupMessageHeaders *headers);
const char *np_response_headers_get_fault (SoupMessageHeaders *headers);

G_END_DECLS
