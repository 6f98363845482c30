/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gtk/gtk.h>

#include "np-value-text.h"

G_BEGIN_DECLS

#define NP_TYPE_PAIR_VIEW (np_pair_view_get_type ())
G_DECLARE_FINAL_TYPE (NpPairView, np_pair_view, NP, PAIR_VIEW, GtkWidget)

GtkWidget *np_pair_view_new (NpFieldId id,
                             const NpValuePair *pair,
                             const char *old_caption,
                             const char *new_caption);

G_END_DECLS
