/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-problem-panel.h"

G_BEGIN_DECLS

#define NP_TYPE_WELCOME_PAGE (np_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (NpWelcomePage, np_welcome_page, NP, WELCOME_PAGE, AdwBin)

GtkWidget *np_welcome_page_new (void);
NpProblemPanel *np_welcome_page_get_problems (NpWelcomePage *self);

G_END_DECLS
