/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gtk/gtk.h>

#include "np-secret.h"

G_BEGIN_DECLS

#define NP_TYPE_SECRET_BUFFER (np_secret_buffer_get_type ())
G_DECLARE_FINAL_TYPE (NpSecretBuffer, np_secret_buffer, NP, SECRET_BUFFER, GtkEntryBuffer)

const char *np_secret_buffer_peek_secret (NpSecretBuffer *self);

G_END_DECLS
