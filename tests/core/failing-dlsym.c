/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <dlfcn.h>

/* Loaded before a program, as some tools are: asks for what is not there, so that the
 * next question has the words of a failure to free. */

/* Kept, so that the question is not the last thing that is done: then it would not be ours. */
static void *volatile found;

static void __attribute__ ((constructor)) ask (void)
{
  found = dlsym (RTLD_DEFAULT, "np_that_nobody_has");
}
