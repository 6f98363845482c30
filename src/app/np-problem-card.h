/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-problem.h"

G_BEGIN_DECLS

#define NP_TYPE_PROBLEM_CARD (np_problem_card_get_type ())
G_DECLARE_FINAL_TYPE (NpProblemCard, np_problem_card, NP, PROBLEM_CARD, AdwBin)

GtkWidget *np_problem_card_new (NpProblem *problem);
NpProblem *np_problem_card_get_problem (NpProblemCard *self);
void np_problem_card_repeat (NpProblemCard *self, NpProblem *problem);
void np_problem_card_announce (NpProblemCard *self);

G_END_DECLS
