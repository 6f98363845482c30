/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gtk/gtk.h>

#include "np-model-form.h"

G_BEGIN_DECLS

#define NP_TYPE_FIELD_GUARD (np_field_guard_get_type ())
G_DECLARE_FINAL_TYPE (NpFieldGuard, np_field_guard, NP, FIELD_GUARD, GObject)

NpFieldGuard *np_field_guard_new (NpModelForm *form, NpFieldId id, GtkWidget *editor);
gboolean np_field_guard_is_too_long (NpFieldGuard *self);

G_END_DECLS
