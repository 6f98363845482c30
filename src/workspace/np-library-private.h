/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-library.h"
#include "np-store.h"

G_BEGIN_DECLS

NpStore *np_library_get_store (NpLibrary *self);

G_END_DECLS
