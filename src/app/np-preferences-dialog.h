/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-library.h"

G_BEGIN_DECLS

#define NP_TYPE_PREFERENCES_DIALOG (np_preferences_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    NpPreferencesDialog, np_preferences_dialog, NP, PREFERENCES_DIALOG, AdwWindow)

NpPreferencesDialog *np_preferences_dialog_new (GtkWindow *parent,
                                                GSettings *settings,
                                                NpLibrary *library);
void np_preferences_dialog_add_page (NpPreferencesDialog *self, AdwPreferencesPage *page);
GtkWidget *np_preferences_dialog_show_page (NpPreferencesDialog *self, const char *name);

G_END_DECLS
