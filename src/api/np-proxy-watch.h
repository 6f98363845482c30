/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define NP_TYPE_PROXY_WATCH (np_proxy_watch_get_type ())
G_DECLARE_FINAL_TYPE (NpProxyWatch, np_proxy_watch, NP, PROXY_WATCH, GObject)

NpProxyWatch *np_proxy_watch_new (GProxyResolver *resolver);
const char *np_proxy_watch_get_host (NpProxyWatch *self);
gboolean np_proxy_watch_get_is_only_way (NpProxyWatch *self);

G_END_DECLS
