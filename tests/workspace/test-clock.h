/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A clock that stands still until a test turns it, in place of the timers of
 * src/workspace. Only the pauses between two looks of a save are over at once. */
void test_clock_install (void);
void test_clock_turn (guint milliseconds);
guint test_clock_count (void);

G_END_DECLS
