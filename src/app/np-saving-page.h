/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-library.h"

G_BEGIN_DECLS

#define NP_TYPE_SAVING_PAGE (np_saving_page_get_type ())
G_DECLARE_FINAL_TYPE (NpSavingPage, np_saving_page, NP, SAVING_PAGE, AdwPreferencesPage)

GtkWidget *np_saving_page_new (GSettings *settings, NpLibrary *library);

G_END_DECLS
