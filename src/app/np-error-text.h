/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *np_error_text_get_heading (const char *operation);
const char *np_error_text_get_sentence (const GError *error);
const char *np_error_text_get_next_step (const GError *error);

G_END_DECLS
