/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib.h>

#include "np-text-visible.h"

G_BEGIN_DECLS

/* A piece of a text, in bytes. */
typedef struct
{
  gsize start;
  gsize length;
  gboolean is_changed;
} NpTextSpan;

/* What makes two texts different. */
typedef enum
{
  NP_TEXT_DIFFERENCE_NONE,
  NP_TEXT_DIFFERENCE_TEXT,
  NP_TEXT_DIFFERENCE_SPACE,     /* only white space */
  NP_TEXT_DIFFERENCE_LINE_ENDS, /* only how lines end */
  NP_TEXT_DIFFERENCE_INVISIBLE, /* only what cannot be seen: the texts look the same */
} NpTextDifference;

typedef struct _NpTextDiff NpTextDiff;

NpTextDiff *np_text_diff_new (const char *old_text, const char *new_text);
void np_text_diff_free (NpTextDiff *self);
GArray *np_text_diff_get_old_spans (NpTextDiff *self);
GArray *np_text_diff_get_new_spans (NpTextDiff *self);
NpTextDifference np_text_diff_get_difference (NpTextDiff *self);
guint np_text_diff_get_n_compared (NpTextDiff *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpTextDiff, np_text_diff_free)

G_END_DECLS
