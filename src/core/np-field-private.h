/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The API's documentation: "1 to 127 characters". It does not say whether it
 * counts characters or bytes; its own example is Chinese, so characters. */
#define NP_FIELD_MAX_NAME_LENGTH 127

char *np_field_check_name (const char *text);
char *np_field_check_accessibility (const char *text);
char *np_field_check_integer (const char *text);
char *np_field_check_json_value (const char *text);
char *np_field_check_json_object (const char *text);

G_END_DECLS
