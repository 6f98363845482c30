/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-document.h"
#include "np-fault-server.h"
#include "np-library.h"
#include "np-practice-service.h"

G_BEGIN_DECLS

/* Two models that every practice service has. */
#define RIG_MODEL_ID    "model-rbvg5wzljz0000ks92"
#define RIG_MODEL_NAME  "新闻分类"
#define RIG_OTHER_ID    "model-l6fz8eygvs6g4ck614"
#define RIG_OTHER_NAME  "Invoice Reader"
#define RIG_ACCOUNT_ID  "account-1"
#define RIG_N_GET_MODEL 3 /* how often a save looks before it gives up */

#define RIG_HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

/* A document and the service that its workspace is connected to: the practice
 * service, or a server that answers as its script says. */
typedef struct
{
  /* Owned; one of the two is there */
  NpPracticeService *service;
  NpFaultServer *server;

  /* Owned */
  NpWorkspace *workspace;
  NpModelForm *form;
  NpDocument *document;

  /* Owned; there after workspace_rig_keep() */
  NpLibrary *library;
  char *folder;
} WorkspaceRig;

WorkspaceRig *workspace_rig_new (void);
WorkspaceRig *workspace_rig_new_scripted (void);
void workspace_rig_free (WorkspaceRig *self);
void workspace_rig_keep (WorkspaceRig *self);
void workspace_rig_restart (WorkspaceRig *self);
void workspace_rig_put_model (WorkspaceRig *self, const char *model_id, const char *members);

gboolean workspace_rig_open (WorkspaceRig *self, const char *model_id, GError **error);
gboolean workspace_rig_reload (WorkspaceRig *self, GError **error);
NpSaveOutcome *workspace_rig_save (WorkspaceRig *self, GError **error);
gboolean workspace_rig_finish_open (WorkspaceRig *self, GAsyncResult **slot, GError **error);
NpSaveOutcome *workspace_rig_finish_save (WorkspaceRig *self,
                                          GAsyncResult **slot,
                                          GError **error);

void workspace_rig_answer (WorkspaceRig *self, const char *status, const char *json);
guint workspace_rig_count (WorkspaceRig *self, const char *method);
GPtrArray *workspace_rig_load_drafts (WorkspaceRig *self);
gboolean workspace_rig_flush (WorkspaceRig *self, GError **error);
char *workspace_rig_dup_last_body (WorkspaceRig *self);
void workspace_rig_assert_outcome (NpSaveOutcome *outcome,
                                   NpSavedResult result,
                                   guint n_kept,
                                   guint n_changes);

#define workspace_rig_assert_text(rig, id, text) \
  g_assert_cmpstr (np_model_form_get_text ((rig)->form, id), ==, text)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkspaceRig, workspace_rig_free)

G_END_DECLS
