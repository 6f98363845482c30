/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-response.h"

G_BEGIN_DECLS

NpApiErrorDetail *np_response_error_new_detail (const NpCall *call, const NpResponse *response);
GError *np_response_error_new (const NpCall *call, const NpResponse *response);
gboolean np_response_error_is_in (const NpJsonValue *root);
char *np_response_error_dup_text (const NpJsonValue *root,
                                  const char *key,
                                  const char *other_key);

G_END_DECLS
