/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean np_model_id_parse (const char *text,
                            char **out_model_id,
                            char **out_region,
                            GError **error);

G_END_DECLS
