/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-client.h"

G_BEGIN_DECLS

/* One of the calls that faults are put to. */
typedef void (*FaultSend) (NpClient *client, GAsyncReadyCallback callback, gpointer slot);
typedef gboolean (*FaultFinish) (NpClient *client, GAsyncResult *result, GError **error);

typedef struct
{
  const char *name;
  FaultSend send;
  FaultFinish finish; /* whether it gave something */
  gboolean is_save;
  gboolean is_hint; /* nobody waits for it, so it is tried once */
} FaultCall;

extern const FaultCall fault_calls[];
extern const gsize n_fault_calls;

G_END_DECLS
