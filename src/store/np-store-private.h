/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-store-jobs-private.h"
#include "np-store-worker-private.h"
#include "np-store.h"

G_BEGIN_DECLS

void np_store_run (NpStore *self,
                   gpointer tag,
                   NpStoreUrgency urgency,
                   NpStoreJobFunc run,
                   NpStoreRequest *request,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data);

/* What finishing a call comes to. */
gboolean np_store_finish (NpStore *self, GAsyncResult *result, GError **error);
GPtrArray *np_store_finish_found (NpStore *self,
                                  GAsyncResult *result,
                                  guint *out_n_damaged,
                                  GError **error);

G_END_DECLS
