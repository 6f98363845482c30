/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <libsoup/soup.h>

#include "np-call.h"
#include "np-json.h"

G_BEGIN_DECLS

/* An answer as it arrived. */
typedef struct
{
  guint status;
  SoupMessageHeaders *headers;
  GBytes *body;
  NpJson *json;         /* what it is; NULL if it was not read, or is no strict JSON */
  gboolean is_read;     /* the body was */
  gboolean is_verified; /* it comes from the service for sure: TLS, or this computer */
} NpResponse;

NpResponse *np_response_new (guint status, SoupMessageHeaders *headers, GBytes *body);
void np_response_free (NpResponse *self);
void np_response_read (NpResponse *self);
char *np_response_open (NpResponse *self, const NpCall *call, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpResponse, np_response_free)

G_END_DECLS
