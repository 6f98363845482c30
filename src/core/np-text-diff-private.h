/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-text-diff.h"

G_BEGIN_DECLS

/* A part of a text in words: each is a word, a blank, a line end, or one character
 * as people see it. */
typedef struct
{
  /* Borrowed */
  const char *text;

  /* Owned */
  GArray *starts; /* of guint32: where each word begins, and where the last one ends */

  /* State */
  guint n;
} NpTextWords;

/* What two words have to differ in, to be different. */
typedef enum
{
  NP_TEXT_IGNORE_LINE_ENDS,
  NP_TEXT_IGNORE_INVISIBLE,
  NP_TEXT_IGNORE_SPACE,
} NpTextIgnore;

void np_text_find_common (const char *a, const char *b, gsize *out_start, gsize *out_end);
void np_text_words_init (NpTextWords *self, const char *text, gsize start, gsize end);
void np_text_words_clear (NpTextWords *self);
const char *np_text_words_get_start (const NpTextWords *self, guint i);
gboolean np_text_words_is_blank (const NpTextWords *self, guint i);
gboolean np_text_words_equal (const NpTextWords *a, guint i, const NpTextWords *b, guint j);
gboolean np_text_equal_but_for (
    const char *a, const char *a_end, const char *b, const char *b_end, NpTextIgnore ignore);
void np_text_visible_append_folded (GString *out, gunichar c);

guint np_text_words_mark (const NpTextWords *old_words,
                          const NpTextWords *new_words,
                          guint n_start,
                          guint n_end,
                          guint8 *old_changed,
                          guint8 *new_changed);

G_END_DECLS
