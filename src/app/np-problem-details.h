/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-problem.h"

G_BEGIN_DECLS

#define NP_TYPE_PROBLEM_DETAILS (np_problem_details_get_type ())
G_DECLARE_FINAL_TYPE (NpProblemDetails, np_problem_details, NP, PROBLEM_DETAILS, AdwBin)

GtkWidget *np_problem_details_new (NpProblem *problem);

G_END_DECLS
