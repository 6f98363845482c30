/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-secret.h"

G_BEGIN_DECLS

GPtrArray *np_secret_dup_all (void);

G_END_DECLS
