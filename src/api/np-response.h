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
} NpResponse;

NpResponse *np_response_new (guint status, SoupMessageHeaders *headers, GBytes *body);
void np_response_free (NpResponse *self);
char *np_response_open_json (const NpResponse *self,
                             const NpCall *call,
                             NpJson *json,
                             GError **error);
char *np_response_open (const NpResponse *self, const NpCall *call, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpResponse, np_response_free)

G_END_DECLS
