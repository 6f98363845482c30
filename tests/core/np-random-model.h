/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-model.h"

G_BEGIN_DECLS

#define NP_RANDOM_N_KEYS 6

/* What a model has, or what somebody wants it to have, before it becomes text.
 * Everything points to constants, so it may be copied. */
typedef struct
{
  const char *texts[NP_N_FIELDS];        /* but for the extra info */
  const char *members[NP_RANDOM_N_KEYS]; /* of the extra info: JSON, or NULL if not there */
} NpRandomState;

guint32 np_random_choose_seed (void);
guint np_random_get_n_runs (guint n_runs);
const char *np_random_get_key (guint i);
void np_random_state_init (NpRandomState *state, GRand *rand);
void np_random_state_edit_field (NpRandomState *state, NpFieldId id, GRand *rand);
void np_random_state_edit_key (NpRandomState *state, guint key, GRand *rand);
void np_random_state_edit (NpRandomState *state, GRand *rand);
char *np_random_state_dup_extra_info (const NpRandomState *state, GRand *rand);
NpModel *np_random_state_make_model (const NpRandomState *state, GRand *rand);

G_END_DECLS
