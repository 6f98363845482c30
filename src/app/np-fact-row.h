/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define NP_TYPE_FACT_ROW (np_fact_row_get_type ())
G_DECLARE_FINAL_TYPE (NpFactRow, np_fact_row, NP, FACT_ROW, AdwActionRow)

G_END_DECLS
