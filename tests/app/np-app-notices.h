/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a desktop does with notices: it is told of them over the bus, shows them, and
 * says when a person chose one. */
typedef struct _NpAppNotices NpAppNotices;

NpAppNotices *np_app_notices_new (void);
void np_app_notices_free (NpAppNotices *self);
void np_app_notices_await (NpAppNotices *self, guint n, const char *title, const char *body);
void np_app_notices_ping (NpAppNotices *self);
void np_app_notices_choose (NpAppNotices *self, guint n);
guint np_app_notices_count (NpAppNotices *self);
gboolean np_app_notices_is_gone (NpAppNotices *self, guint n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpAppNotices, np_app_notices_free)

G_END_DECLS
