/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-problem.h"

G_BEGIN_DECLS

#define NP_TYPE_PROBLEM_PANEL (np_problem_panel_get_type ())
G_DECLARE_FINAL_TYPE (NpProblemPanel, np_problem_panel, NP, PROBLEM_PANEL, GtkWidget)

void np_problem_panel_add (NpProblemPanel *self, NpProblem *problem);
void np_problem_panel_settle (NpProblemPanel *self, const char *operation);
void np_problem_panel_clear (NpProblemPanel *self);
guint np_problem_panel_get_n_problems (NpProblemPanel *self);

G_END_DECLS
