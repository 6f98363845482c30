/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <libsoup/soup.h>

#include "np-call.h"
#include "np-credentials.h"
#include "np-endpoint.h"
#include "np-seam.h"
#include "np-sign.h"

G_BEGIN_DECLS

#define NP_REQUEST_API_VERSION  "2021-02-04"
#define NP_REQUEST_CONTENT_TYPE "application/json; charset=utf-8"

/* What is asked of the service, before it is signed. */
typedef struct
{
  const char *method;
  const char *operation;
  const char *version;     /* NULL for that of the AIWorkSpace API */
  const char *path;        /* encoded as it goes over the wire */
  const NpSignPair *query; /* not encoded */
  gsize n_query;
  GBytes *body; /* NULL for none */
} NpRequestSpec;

/* One signed request: a message and all that is needed to sign it again. */
typedef struct _NpRequest NpRequest;

NpRequest *np_request_new (const NpRequestSpec *spec,
                           NpEndpoint *endpoint,
                           NpCredentials *credentials,
                           const NpSeam *seam,
                           gint64 clock_offset,
                           GError **error);
void np_request_free (NpRequest *self);
SoupMessage *np_request_get_message (NpRequest *self);
NpCall *np_request_get_call (NpRequest *self);
gint64 np_request_get_signed_at (NpRequest *self);
char *np_request_encode_model_path (const char *model_id, GError **error);
char *np_request_encode_permission_path (const char *workspace_id,
                                         const char *code,
                                         GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpRequest, np_request_free)

G_END_DECLS
