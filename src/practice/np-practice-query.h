/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-sign.h"

G_BEGIN_DECLS

/* The parameters of a query, decoded, as they arrived. */
typedef struct _NpPracticeQuery NpPracticeQuery;

NpPracticeQuery *np_practice_query_new (const char *encoded);
void np_practice_query_free (NpPracticeQuery *self);
const NpSignPair *np_practice_query_get_pairs (NpPracticeQuery *self, gsize *out_n_pairs);
const char *np_practice_query_get (NpPracticeQuery *self, const char *name);
gboolean np_practice_query_get_positive (NpPracticeQuery *self,
                                         const char *name,
                                         guint fallback,
                                         guint *out_number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpPracticeQuery, np_practice_query_free)

G_END_DECLS
