/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

/* Read before each source by the analysers of build-aux/analyse. A precondition is a
 * promise of the caller: that it is broken is no path to follow, or every function that
 * checks its arguments would seem to return nothing. */

#pragma once

#include <glib.h>

#undef g_return_if_fail
#undef g_return_val_if_fail

#define g_return_if_fail(condition) \
  do                                \
    {                               \
      if (!(condition))             \
        __builtin_unreachable ();   \
    }                               \
  while (0)
#define g_return_val_if_fail(condition, value) g_return_if_fail (condition)
