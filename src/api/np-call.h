/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-api-error.h"

G_BEGIN_DECLS

/* What an error has to say of the call it ended. */
typedef struct
{
  /* Borrowed */
  const char *host;
  const char *operation;

  /* State */
  gboolean is_save;
  gboolean maybe_sent; /* TRUE from the moment a connection was ready to take the request */
  NpApiPhase phase;    /* what it waits for */
  gboolean is_proxy_only_way;
  guint n_resent; /* how often the library below sent it once more by itself */

  /* Borrowed: interned */
  const char *proxy_host; /* NULL while no proxy is known to be on the way */
} NpCall;

NpApiErrorDetail *np_call_new_detail (const NpCall *self);
GError *np_call_new_error (const NpCall *self,
                           NpApiError code,
                           const NpApiErrorDetail *detail,
                           const char *format,
                           ...) G_GNUC_PRINTF (4, 5);

G_END_DECLS
