/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-save-outcome.h"

G_BEGIN_DECLS

#define NP_TYPE_OUTCOME_CARD (np_outcome_card_get_type ())
G_DECLARE_FINAL_TYPE (NpOutcomeCard, np_outcome_card, NP, OUTCOME_CARD, AdwBin)

void np_outcome_card_show (NpOutcomeCard *self, NpSaveOutcome *outcome);
void np_outcome_card_show_later (NpOutcomeCard *self, NpModelChanges *undone);
void np_outcome_card_close (NpOutcomeCard *self);

G_END_DECLS
