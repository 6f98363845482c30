/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What marks the words that differ: each can be told from the other without
 * colour. */
typedef enum
{
  NP_MARK_REMOVED,
  NP_MARK_ADDED,
} NpMark;

#define NP_TYPE_MARKED_TEXT (np_marked_text_get_type ())
G_DECLARE_FINAL_TYPE (NpMarkedText, np_marked_text, NP, MARKED_TEXT, AdwBin)

void np_marked_text_show (NpMarkedText *self, const char *text, GArray *spans, NpMark mark);
gboolean np_marked_text_get_is_long (NpMarkedText *self);
void np_marked_text_set_is_whole (NpMarkedText *self, gboolean is_whole);

G_END_DECLS
