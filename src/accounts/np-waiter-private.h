/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A task that waits for something which cannot be cancelled. When the task is
 * cancelled it returns at once, and what it waited for finds nobody to tell. */
typedef struct _NpWaiter NpWaiter;

NpWaiter *np_waiter_new (GTask *task);
void np_waiter_free (NpWaiter *self);
GTask *np_waiter_claim (NpWaiter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpWaiter, np_waiter_free)

G_END_DECLS
