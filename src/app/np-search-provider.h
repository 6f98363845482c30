/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-application.h"

G_BEGIN_DECLS

/* Answers what a person types into the search of the desktop. */
#define NP_TYPE_SEARCH_PROVIDER (np_search_provider_get_type ())
G_DECLARE_FINAL_TYPE (NpSearchProvider, np_search_provider, NP, SEARCH_PROVIDER, GObject)

NpSearchProvider *np_search_provider_new (NpApplication *application);
gboolean np_search_provider_export (NpSearchProvider *self,
                                    GDBusConnection *connection,
                                    const char *path,
                                    GError **error);
void np_search_provider_unexport (NpSearchProvider *self);

G_END_DECLS
