/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-request-log.h"

G_BEGIN_DECLS

#define NP_TYPE_REQUEST_ROW (np_request_row_get_type ())
G_DECLARE_FINAL_TYPE (NpRequestRow, np_request_row, NP, REQUEST_ROW, AdwBin)

GtkWidget *np_request_row_new (void);
void np_request_row_set_entry (NpRequestRow *self, NpRequestLogEntry *entry);
char *np_request_row_dup_words (NpRequestRow *self);

G_END_DECLS
