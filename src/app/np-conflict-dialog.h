/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-model-merge.h"

G_BEGIN_DECLS

#define NP_TYPE_CONFLICT_DIALOG (np_conflict_dialog_get_type ())
G_DECLARE_FINAL_TYPE (NpConflictDialog, np_conflict_dialog, NP, CONFLICT_DIALOG, AdwWindow)

void np_conflict_dialog_run_async (NpModelMerge *merge,
                                   GtkWindow *parent,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean np_conflict_dialog_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
