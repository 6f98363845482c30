/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-api-error.h"
#include "np-batch.h"
#include "np-credentials.h"
#include "np-diagnosis.h"
#include "np-endpoint.h"
#include "np-identity.h"
#include "np-model.h"
#include "np-permission.h"
#include "np-request-log.h"
#include "np-seam.h"

G_BEGIN_DECLS

#define NP_TYPE_CLIENT (np_client_get_type ())
G_DECLARE_FINAL_TYPE (NpClient, np_client, NP, CLIENT, GObject)

/* How long a call may take, in milliseconds. */
typedef struct
{
  guint connect;    /* name lookup, connect and TLS together */
  guint first_byte; /* from the request being sent to the first byte of the answer */
  guint idle;       /* between two pieces of the body */
  guint read;       /* the whole of a reading call, its retries included */
  guint save;       /* the whole of a writing call, its retries included */
  guint look;       /* how often to look at the time; 0 for once a second */
} NpClientDeadlines;

/* How often a call is tried where that does no harm. */
#define NP_CLIENT_MAX_ATTEMPTS 3

void np_client_prepare_process (void);

NpClient *np_client_new (NpEndpoint *endpoint,
                         NpCredentialsProvider *credentials,
                         const NpSeam *seam);
NpEndpoint *np_client_get_endpoint (NpClient *self);
void np_client_set_deadlines (NpClient *self, const NpClientDeadlines *deadlines);
void np_client_set_log (NpClient *self, NpRequestLog *log);
void np_client_set_max_attempts (NpClient *self, guint max_attempts);
gint64 np_client_get_clock_offset (NpClient *self);

void np_client_get_model_async (NpClient *self,
                                const char *model_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
NpModel *np_client_get_model_finish (NpClient *self, GAsyncResult *result, GError **error);

void np_client_update_model_async (NpClient *self,
                                   const char *model_id,
                                   GBytes *body,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
char *np_client_update_model_finish (NpClient *self, GAsyncResult *result, GError **error);

/* A signed read that changes nothing: ListWorkspaces with one item a page. */
void np_client_check_async (NpClient *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
char *np_client_check_finish (NpClient *self, GAsyncResult *result, GError **error);

/* Looks at every step of the way to the service; fills what it returns. */
NpDiagnosis *np_client_diagnose (NpClient *self, GCancellable *cancellable);

/* Which models ListModels is asked for. */
typedef struct
{
  const char *workspace_id; /* nullable: every workspace of the account */
  const char *provider;     /* nullable: the public models of a provider instead of one's own */
  guint page_number;        /* from 1 */
  guint page_size;
} NpListModelsQuery;

void np_client_list_models_async (NpClient *self,
                                  const NpListModelsQuery *query,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
NpBatch *np_client_list_models_finish (NpClient *self,
                                       GAsyncResult *result,
                                       GError **error); /* of NpModelSummary */
void np_client_list_workspaces_async (NpClient *self,
                                      guint page_number,
                                      guint page_size,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
NpBatch *np_client_list_workspaces_finish (NpClient *self,
                                           GAsyncResult *result,
                                           GError **error); /* of NpWorkspaceInfo */

/* What may be done, and with what. */
typedef struct
{
  const char *workspace_id;
  const char *code;          /* such as NP_PERMISSION_UPDATE_MODEL */
  const char *accessibility; /* nullable */
  const char *creator;       /* nullable: a UID */
  const char *resource;      /* nullable, such as `model/` and an ID */
} NpPermissionQuery;

void np_client_get_permission_async (NpClient *self,
                                     const NpPermissionQuery *query,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
NpPermission *np_client_get_permission_finish (NpClient *self,
                                               GAsyncResult *result,
                                               GError **error);

/* A call of another service: only for a client of an endpoint of STS. */
void np_client_get_identity_async (NpClient *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
NpIdentityType np_client_get_identity_finish (NpClient *self,
                                              GAsyncResult *result,
                                              GError **error);

G_END_DECLS
