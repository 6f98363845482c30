/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-model-summary.h"

G_BEGIN_DECLS

GPtrArray *np_sample_models_new (guint n);

G_END_DECLS
