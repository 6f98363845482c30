/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-save-outcome.h"

G_BEGIN_DECLS

/* What there is to say of one value after a save. */
typedef struct
{
  char *name;     /* of the field, or of the key of it */
  char *sentence; /* what became of it */
  gboolean is_good;
} NpOutcomeLine;

gboolean np_outcome_text_needs_look (NpSaveOutcome *outcome);
char *np_outcome_text_dup_headline (NpSaveOutcome *outcome);
const char *np_outcome_text_get_next_step (NpSaveOutcome *outcome);
GPtrArray *np_outcome_text_dup_lines (NpSaveOutcome *outcome);

char *np_outcome_text_dup_later_headline (NpModelChanges *undone);
GPtrArray *np_outcome_text_dup_later_lines (NpModelChanges *undone);

G_END_DECLS
