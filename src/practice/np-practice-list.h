/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-practice-errors.h"
#include "np-practice-query.h"
#include "np-practice-store.h"

G_BEGIN_DECLS

NpPracticeProblem np_practice_list_models (NpPracticeStore *store,
                                           NpPracticeQuery *query,
                                           GString *out);
NpPracticeProblem np_practice_list_workspaces (NpPracticeStore *store,
                                               NpPracticeQuery *query,
                                               GString *out);

G_END_DECLS
