/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define NP_TYPE_PROBLEM (np_problem_get_type ())
G_DECLARE_FINAL_TYPE (NpProblem, np_problem, NP, PROBLEM, GObject)

NpProblem *np_problem_new (const GError *error, const char *operation, const char *model_id);
const char *np_problem_get_heading (NpProblem *self);
const char *np_problem_get_sentence (NpProblem *self);
const char *np_problem_get_next_step (NpProblem *self);
char *np_problem_dup_summary (NpProblem *self);
char *np_problem_dup_report (NpProblem *self);

G_END_DECLS
