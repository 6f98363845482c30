/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <libsoup/soup.h>

#include "np-client.h"
#include "np-json.h"
#include "np-request.h"
#include "np-response.h"
#include "np-retry.h"
#include "np-transport.h"

G_BEGIN_DECLS

#define NP_CLIENT_WORKSPACES_PATH "/api/v1/workspaces"

struct _NpClient
{
  GObject parent_instance;

  /* Owned */
  NpEndpoint *endpoint;
  NpCredentialsProvider *credentials;
  SoupSession *session;
  NpRequestLog *log;

  /* State */
  NpSeam seam;
  NpClientDeadlines deadlines;
  NpRetryBucket bucket;
  guint max_attempts;
  gint64 clock_offset; /* seconds, 0 unless a call was refused for it */
  gint64 seen_offset;  /* seconds, by the last answer that told */
  gboolean has_seen_offset;
};

/* What a call gives: made of an answer that is a success, maybe in another
 * thread. */
typedef struct
{
  gpointer (*read) (NpJson *json, gpointer data, char **out_problem);
  GDestroyNotify free_result;
  gboolean is_hint; /* is tried once: nobody waits for it */
} NpClientReading;

void np_client_call (NpClient *self,
                     GTask *task,
                     const NpRequestSpec *spec,
                     const NpClientReading *reading,
                     gpointer data,
                     GDestroyNotify free_data);
NpClient *np_client_new_probe (NpClient *self);
gboolean np_client_get_seen_offset (NpClient *self, gint64 *out_seconds);
void np_client_set_clock_offset (NpClient *self, gint64 seconds);
void np_client_emit_retrying (
    NpClient *self, const char *operation, guint attempt, guint wait_ms, const GError *reason);

NpBatch *np_client_read_models (NpJson *json, char **out_problem);
SoupSession *np_client_get_session (NpClient *self);

G_END_DECLS
