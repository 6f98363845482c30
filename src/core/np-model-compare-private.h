/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-field.h"

G_BEGIN_DECLS

gboolean np_json_texts_kept (const char *old_text,
                             const char *new_text,
                             const char *stored_text);
gboolean np_number_texts_kept (const char *new_text, const char *stored_text);

G_END_DECLS
