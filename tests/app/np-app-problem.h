/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-app-rig.h"
#include "np-problem-card.h"

G_BEGIN_DECLS

/* The cards that say what went wrong, as a person sees and uses them. */
NpProblemCard *app_problem_find (AppRig *self, const char *part);
NpProblemCard *app_problem_await (AppRig *self, const char *part);
guint app_problem_count (AppRig *self);
void app_problem_click (AppRig *self, const char *part, const char *button);
void app_problem_open_details (NpProblemCard *card);
char *app_problem_dup_report (NpProblemCard *card);

G_END_DECLS
