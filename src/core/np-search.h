/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a person types to search, and where it is. np_search_fold() makes the texts
 * that are looked through. */
char **np_search_words (const char *text);
const char *np_search_find (const char *text,
                            gsize length,
                            const char *word,
                            gsize word_length);

G_END_DECLS
