/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-field.h"

G_BEGIN_DECLS

#define NP_TYPE_VALUE_GRID (np_value_grid_get_type ())
G_DECLARE_FINAL_TYPE (NpValueGrid, np_value_grid, NP, VALUE_GRID, AdwBin)

void np_value_grid_add_heading (NpValueGrid *self, const char *text);
void np_value_grid_add_value (NpValueGrid *self,
                              NpFieldId id,
                              const char *title,
                              const char *value);
void np_value_grid_add_fact (NpValueGrid *self, const char *title, const char *value);
void np_value_grid_add_copyable (NpValueGrid *self,
                                 const char *title,
                                 const char *value,
                                 const char *tooltip,
                                 const char *action_name);
void np_value_grid_add_note (NpValueGrid *self, const char *text, const char *style);

G_END_DECLS
