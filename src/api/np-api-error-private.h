/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-api-error.h"

G_BEGIN_DECLS

NpApiErrorDetail *np_api_error_edit_detail (GError *error);

G_END_DECLS
