/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Pauses up to this are over at once: those between two looks of a save. */
#define TEST_CLOCK_SHORT_MS 1200

/* A clock that stands still until a test turns it, in place of the timers of
 * src/workspace. */
void test_clock_install (void);
void test_clock_turn (guint milliseconds);
guint test_clock_count (void);

G_END_DECLS
