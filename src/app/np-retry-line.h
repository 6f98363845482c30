/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define NP_TYPE_RETRY_LINE (np_retry_line_get_type ())
G_DECLARE_FINAL_TYPE (NpRetryLine, np_retry_line, NP, RETRY_LINE, AdwBin)

void np_retry_line_start (NpRetryLine *self, const char *reason, guint wait_ms);
void np_retry_line_stop (NpRetryLine *self);

G_END_DECLS
