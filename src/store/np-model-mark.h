/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A model that a person opened or starred, as it was called then.
 *
 * Properties, both construct-only strings: "model-id", "model-name". */
#define NP_TYPE_MODEL_MARK (np_model_mark_get_type ())
G_DECLARE_FINAL_TYPE (NpModelMark, np_model_mark, NP, MODEL_MARK, GObject)

NpModelMark *np_model_mark_new (const char *model_id, const char *model_name);
const char *np_model_mark_get_model_id (NpModelMark *self);
const char *np_model_mark_get_model_name (NpModelMark *self);

G_END_DECLS
