/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-permission.h"

G_BEGIN_DECLS

#define NP_TYPE_PERMISSION_BUTTON (np_permission_button_get_type ())
G_DECLARE_FINAL_TYPE (NpPermissionButton, np_permission_button, NP, PERMISSION_BUTTON, AdwBin)

void np_permission_button_set_state (NpPermissionButton *self,
                                     NpPermissionAnswer answer,
                                     const char *reason);

G_END_DECLS
