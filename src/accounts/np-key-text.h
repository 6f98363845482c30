/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib.h>

#include "np-secret.h"

G_BEGIN_DECLS

char *np_key_text_clean_access_key_id (const char *text, GError **error);
NpSecret *np_key_text_clean_secret (const char *text, GError **error);
NpSecret *np_key_text_clean_security_token (const char *text, GError **error);

G_END_DECLS
