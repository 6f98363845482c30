/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void np_long_words_wrap (GtkTextBuffer *buffer);

G_END_DECLS
