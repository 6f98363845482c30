/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-json.h"

G_BEGIN_DECLS

NpJson *json_checks_parse (const char *text);
void json_checks_assert_refused (
    const char *text, NpJsonErrorCode code, guint line, guint column, const char *sentence);

G_END_DECLS
