/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-store-jobs-private.h"
#include "np-store-worker-private.h"
#include "np-store.h"

G_BEGIN_DECLS

void np_store_push (NpStore *self,
                    NpStoreUrgency urgency,
                    NpStoreJobFunc run,
                    GTask *task,
                    NpStoreRequest *request);

G_END_DECLS
