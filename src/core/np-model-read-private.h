/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-field.h"
#include "np-json.h"

G_BEGIN_DECLS

char *np_model_read_plain (const NpJsonValue *value);
char *np_model_read_version_name (const NpJsonValue *value);
char *np_model_read_labels (const NpJsonValue *value);
char *np_model_read_field (NpFieldId id, const NpJsonValue *value);

G_END_DECLS
