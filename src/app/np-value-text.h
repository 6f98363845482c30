/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-field.h"

G_BEGIN_DECLS

/* One value before and after: of a field, or of one key of extra info. */
typedef struct
{
  char *key;      /* NULL for the field itself */
  char *old_text; /* NULL where there was no such key */
  char *new_text; /* NULL where there is none any more */
} NpValuePair;

GPtrArray *np_value_text_split (NpFieldId id, const char *old_text, const char *new_text);
char *np_value_text_dup_name (NpFieldId id, const char *key);
char *np_value_text_dup (NpFieldId id, const char *text);
char *np_value_text_dup_short (NpFieldId id, const char *text);
char *np_value_text_dup_start (const char *text, guint max_chars, guint max_lines);
guint np_value_text_count_words (const char *text);

G_END_DECLS
