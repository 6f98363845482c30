/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-secret.h"

G_BEGIN_DECLS

#define NP_TYPE_SECRET_ROW (np_secret_row_get_type ())
G_DECLARE_FINAL_TYPE (NpSecretRow, np_secret_row, NP, SECRET_ROW, AdwPreferencesRow)

const char *np_secret_row_peek_text (NpSecretRow *self);
void np_secret_row_clear (NpSecretRow *self);

G_END_DECLS
