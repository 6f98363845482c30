/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A thread that looks whether the main loop still turns: what a person would feel as
 * a window that does not answer. */
typedef struct _NpAppStall NpAppStall;

NpAppStall *np_app_stall_new (void);
gboolean np_app_stall_get_is_asking (NpAppStall *self);
gint64 np_app_stall_end (NpAppStall *self);

G_END_DECLS
