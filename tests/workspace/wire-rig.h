/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <libsoup/soup.h>

#include "np-document.h"
#include "np-practice-state.h"

G_BEGIN_DECLS

#define WIRE_MODEL_ID    "model-wire0000000000001"
#define WIRE_MAX_CLIENTS 2

/* What becomes of a request. */
typedef enum
{
  WIRE_DO,          /* it is done and answered */
  WIRE_HOLD,        /* it waits for wire_rig_release() */
  WIRE_DROP,        /* the connection is closed, and it is not done */
  WIRE_DO_AND_DROP, /* it is done, and the connection is closed */
  WIRE_DO_AND_CUT,  /* it is done, and the answer ends too early */
  WIRE_DO_AND_FAIL, /* it is done, and the answer says 500 */
  WIRE_FAIL,        /* it is not done, and the answer says 500 */
  WIRE_REFUSE,      /* it is not done, and the answer says 403 */
  WIRE_DROP_AND_DO, /* the connection is closed, and it is done by wire_rig_arrive_late() */
} WireFate;

typedef struct _WireRig WireRig;

/* One request that has arrived. */
typedef struct
{
  guint client;
  const char *operation; /* static */
  guint number;          /* of this client's requests, from 0 */
} WireRequest;

/* Decides about a request before it is done; may also write as somebody else. */
typedef WireFate (*WireHook) (WireRig *self, const WireRequest *request, gpointer data);
/* Sees what a request did to the model, as JSON without and with it. */
typedef void (*WireWatch) (
    WireRig *self, const WireRequest *request, GBytes *before, GBytes *after, gpointer data);

typedef struct
{
  NpWorkspace *workspace;
  NpModelForm *form;
  NpDocument *document;
} WireClient;

/* Documents, and the practice service behind a server in the same main loop: every
 * request passes a hook, and nothing takes any time. */
struct _WireRig
{
  /* Owned */
  SoupServer *server;
  NpPracticeState *state;
  WireClient clients[WIRE_MAX_CLIENTS];
  guint n_clients;
  NpLibrary *library; /* nullable */
  char *folder;       /* nullable */
  GPtrArray *held;
  GPtrArray *late;
  GHashTable *nonces;

  /* Borrowed */
  WireHook hook;
  WireWatch watch;
  gpointer hook_data;

  /* State */
  NpPracticeSemantics semantics;
  guint n_requests[WIRE_MAX_CLIENTS];
  guint n_nonces_used_twice;
  guint n_resets;
  gboolean is_late; /* what is being done arrived long ago */
};

WireRig *wire_rig_new (guint n_clients);
void wire_rig_free (WireRig *self);
void wire_rig_keep (WireRig *self);
NpCredentials *wire_rig_make_credentials (WireRig *self, guint client);
void wire_rig_set_provider (WireRig *self, guint client, NpCredentialsProvider *provider);
void wire_rig_restart (WireRig *self, guint client);
void wire_rig_reset (WireRig *self, NpPracticeSemantics semantics, const char *members);

void wire_rig_put (WireRig *self, const char *members);
char *wire_rig_dup_text (WireRig *self, NpFieldId id);
guint wire_rig_count_held (WireRig *self);
const WireRequest *wire_rig_get_held (WireRig *self, guint i);
void wire_rig_release (WireRig *self, guint i);
void wire_rig_arrive_late (WireRig *self);

void wire_rig_open (WireRig *self, guint client);
NpSaveOutcome *wire_rig_save (WireRig *self, guint client, GError **error);
NpSaveOutcome *wire_rig_finish_save (WireRig *self,
                                     guint client,
                                     GAsyncResult **slot,
                                     GError **error);
void wire_rig_review (WireRig *self, guint client);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WireRig, wire_rig_free)

G_END_DECLS
