/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-api-error.h"
#include "np-client.h"
#include "np-fault-server.h"

G_BEGIN_DECLS

#define RIG_MODEL_ID "model-rbvg5wz2abc1ks92"
#define RIG_KEY_ID   "LTAI5tTestKeyId"
#define RIG_SECRET   "TestKeySecret"

/* A success of each kind, whole. */
#define RIG_SAVED                                                                   \
  "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 21\r\n\r\n" \
  "{\"RequestId\":\"R-SAV\"}"
#define RIG_MODEL_JSON "{\"RequestId\":\"R-GET\",\"ModelId\":\"" RIG_MODEL_ID "\"}"

#define RIG_NOW G_GINT64_CONSTANT (1767323045) /* 2026-01-02T03:04:05Z */

/* A client, and the server it is pointed at. Time stands still in it, nonces are
 * counted and waits are noted and left out, so that every byte can be foretold.
 * At first every call is tried once. */
typedef struct
{
  NpFaultServer *server;
  NpClient *client;
  guint n_nonces;

  gint64 now;           /* what the clock shows, seconds since 1970 */
  gint64 slept;         /* microseconds that boot time is ahead of the system's */
  double chance;        /* what chance gives each time */
  GArray *waits;        /* of guint, milliseconds */
  gboolean holds_waits; /* TRUE: no wait ends by itself */
} ClientRig;

ClientRig *client_rig_new (void);
ClientRig *client_rig_new_for (NpFaultServer *server, const char *scheme);
ClientRig *client_rig_new_with_token (const char *token);
ClientRig *client_rig_new_at (const char *uri);
void client_rig_free (ClientRig *self);
void client_rig_drop (ClientRig *self);
void client_rig_set_deadlines (
    ClientRig *self, guint connect, guint first_byte, guint idle, guint whole);

void client_rig_sleep (ClientRig *self);

NpModel *client_rig_get (ClientRig *self, const char *model_id, GError **error);
char *client_rig_put (ClientRig *self, const char *model_id, const char *body, GError **error);
char *client_rig_check (ClientRig *self, GError **error);

void client_rig_answer (ClientRig *self, const char *status, const char *body);
void client_rig_assert_saves (ClientRig *self);
void client_rig_assert_error (GError **error, NpApiError code);
char *client_rig_dup_header (ClientRig *self, guint i, const char *name);
void client_rig_assert_signed (ClientRig *self, guint i);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ClientRig, client_rig_free)

G_END_DECLS
