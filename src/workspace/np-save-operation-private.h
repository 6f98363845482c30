/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-client.h"
#include "np-save-outcome.h"

G_BEGIN_DECLS

void np_save_operation_run_async (NpClient *client,
                                  const char *model_id,
                                  NpModelChanges *changes,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
NpSaveOutcome *np_save_operation_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
