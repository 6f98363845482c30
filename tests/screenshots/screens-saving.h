/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "screens.h"

G_BEGIN_DECLS

/* The screens before, in and after a save. */
const Screen *screens_saving_get (gsize *out_n_screens);

G_END_DECLS
