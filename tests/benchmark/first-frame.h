/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void np_first_frame_watch (GtkApplication *application, const char *wanted);

G_END_DECLS
