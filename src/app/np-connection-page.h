/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-workspace.h"

G_BEGIN_DECLS

#define NP_TYPE_CONNECTION_PAGE (np_connection_page_get_type ())
G_DECLARE_FINAL_TYPE (
    NpConnectionPage, np_connection_page, NP, CONNECTION_PAGE, AdwPreferencesPage)

GtkWidget *np_connection_page_new (NpWorkspace *workspace);

G_END_DECLS
