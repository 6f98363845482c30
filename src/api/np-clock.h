/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean np_clock_is_believable (gint64 time);
gboolean np_clock_is_off (gint64 server_time, gint64 own_time);
gboolean np_clock_may_be_reason (const GError *error);

G_END_DECLS
