/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gio/gio.h>

#include "np-workspace.h"

G_BEGIN_DECLS

#define NP_TYPE_PRACTICE (np_practice_get_type ())
G_DECLARE_FINAL_TYPE (NpPractice, np_practice, NP, PRACTICE, GObject)

NpPractice *np_practice_start (GError **error);
NpWorkspace *np_practice_get_workspace (NpPractice *self);

G_END_DECLS
