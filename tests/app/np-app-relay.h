/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A port that leads to another one, and can be shut and opened again: the
 * network that goes away and comes back. */
typedef struct _NpAppRelay NpAppRelay;

NpAppRelay *np_app_relay_new (const char *target_url);
void np_app_relay_free (NpAppRelay *self);
char *np_app_relay_dup_url (NpAppRelay *self);
void np_app_relay_shut (NpAppRelay *self);
void np_app_relay_open (NpAppRelay *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpAppRelay, np_app_relay_free)

G_END_DECLS
