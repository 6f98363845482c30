/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A wait that the service asks for and that is longer is not waited for. */
#define NP_RETRY_MAX_WAIT_MS 20000

/* Why a call may be tried again. */
typedef enum
{
  NP_RETRY_NONE,      /* it may not */
  NP_RETRY_TRANSIENT, /* the fault may be over in a moment */
  NP_RETRY_THROTTLED, /* the service asks for fewer requests */
} NpRetryKind;

/* How many retries the service is still worth: each costs, each success pays
 * back. A service that is down is not asked three times as often as one that is
 * up. */
typedef struct
{
  guint tokens;
} NpRetryBucket;

void np_retry_bucket_init (NpRetryBucket *self);
gboolean np_retry_bucket_take (NpRetryBucket *self, NpRetryKind kind);
void np_retry_bucket_give (NpRetryBucket *self, NpRetryKind last_kind);

NpRetryKind np_retry_classify (const GError *error, gboolean is_save);
guint np_retry_get_max_attempts (const GError *error);
gint64 np_retry_get_wait (NpRetryKind kind, guint n_retries, double chance, gint64 asked_ms);

G_END_DECLS
