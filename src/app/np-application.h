/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-accounts.h"
#include "np-library.h"

G_BEGIN_DECLS

#define NP_TYPE_APPLICATION (np_application_get_type ())
G_DECLARE_FINAL_TYPE (NpApplication, np_application, NP, APPLICATION, AdwApplication)

NpApplication *np_application_new (void);
GListModel *np_application_get_account_list (NpApplication *self);
NpLibrary *np_application_get_library (NpApplication *self);
void np_application_open_model (NpApplication *self,
                                const char *account_id,
                                const char *model_id);
void np_application_search (NpApplication *self, const char *text);

G_END_DECLS
