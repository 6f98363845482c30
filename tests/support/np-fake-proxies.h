/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Stands in for the proxy settings of the system. */
#define NP_TYPE_FAKE_PROXIES (np_fake_proxies_get_type ())
G_DECLARE_FINAL_TYPE (NpFakeProxies, np_fake_proxies, NP, FAKE_PROXIES, GObject)

NpFakeProxies *np_fake_proxies_new (const char *const *proxies);
guint np_fake_proxies_get_n_lookups (NpFakeProxies *self);

G_END_DECLS
