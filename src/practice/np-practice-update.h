/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-practice-errors.h"
#include "np-practice-record.h"
#include "np-practice-service.h"

G_BEGIN_DECLS

NpPracticeProblem np_practice_update_check (GBytes *body,
                                            NpPracticeSemantics semantics,
                                            NpJson **out_json,
                                            char **out_detail);
void np_practice_update_apply (NpPracticeRecord *model,
                               NpJson *json,
                               NpPracticeSemantics semantics);

G_END_DECLS
