/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-fault-server.h"

G_BEGIN_DECLS

typedef enum
{
  STEP_ACCEPT,
  STEP_READ,
  STEP_READ_HEAD,
  STEP_RECEIVE,
  STEP_SEND,
  STEP_DRIP,
  STEP_WAIT,
  STEP_CLOSE,
  STEP_RESET,
  STEP_AWAIT_CLOSE,
} NpFaultStepKind;

typedef struct
{
  NpFaultStepKind kind;
  GBytes *data; /* to send */
  guint times;
  guint interval_ms;
  char *gate;
} NpFaultStep;

typedef struct
{
  GSocket *socket;
  GByteArray *input; /* what has arrived and is not part of a request yet */
  guint number;
} NpFaultPeer;

typedef struct
{
  char *head;
  GBytes *body;
  guint connection;
} NpFaultRequest;

struct _NpFaultServer
{
  /* Owned */
  GThread *thread;
  GSocket *listener;
  GPtrArray *fillers; /* of GSocket */
  GCancellable *stop;

  /* Owned by the thread */
  GPtrArray *peers;

  /* Borrowed by the thread */
  NpFaultPeer *current;

  /* State, guarded by the mutex */
  GMutex mutex;
  GCond changed;
  GQueue steps;
  gboolean is_busy;
  char *at_gate;
  GHashTable *open_gates;
  GBytes *answer_to_all;
  GPtrArray *requests;
  guint n_connections;
  gsize n_bytes;
  GByteArray *received; /* the first of all bytes */
};

NpFaultStep *np_fault_step_new (NpFaultStepKind kind);
void np_fault_step_free (NpFaultStep *step);
void np_fault_peer_free (NpFaultPeer *peer);
void np_fault_request_free (NpFaultRequest *request);
gpointer np_fault_server_run (gpointer user_data);

G_END_DECLS
