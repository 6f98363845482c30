/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Stands in for the system's resolver: knows what a test says, and nobody is
 * asked. */
#define NP_TYPE_FAKE_RESOLVER (np_fake_resolver_get_type ())
G_DECLARE_FINAL_TYPE (NpFakeResolver, np_fake_resolver, NP, FAKE_RESOLVER, GResolver)

NpFakeResolver *np_fake_resolver_install (void);
void np_fake_resolver_remove (NpFakeResolver *self);
void np_fake_resolver_set_addresses (NpFakeResolver *self, const char *const *addresses);
void np_fake_resolver_set_error (NpFakeResolver *self, GResolverError code);
void np_fake_resolver_set_is_silent (NpFakeResolver *self);
guint np_fake_resolver_get_n_lookups (NpFakeResolver *self);

G_END_DECLS
