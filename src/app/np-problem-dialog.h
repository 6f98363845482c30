/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-problem.h"

G_BEGIN_DECLS

#define NP_TYPE_PROBLEM_DIALOG (np_problem_dialog_get_type ())
G_DECLARE_FINAL_TYPE (NpProblemDialog, np_problem_dialog, NP, PROBLEM_DIALOG, AdwWindow)

NpProblemDialog *np_problem_dialog_new (GtkWindow *parent, NpProblem *problem);

G_END_DECLS
