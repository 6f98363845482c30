/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-store-worker-private.h"

G_BEGIN_DECLS

/* What waits for the thread. */
typedef struct
{
  NpStoreUrgency urgency;
  NpStoreJobFunc run; /* NULL: stop */
  GTask *task;        /* owned, nullable */
  guint n_postponed;  /* how often it made room for an urgent job */
} NpJob;

typedef struct _NpJobQueue NpJobQueue;

void np_job_free (NpJob *job);

NpJobQueue *np_job_queue_new (void);
void np_job_queue_free (NpJobQueue *self);
int *np_job_queue_get_n_urgent (NpJobQueue *self);
void np_job_queue_push (NpJobQueue *self, NpJob *job);
void np_job_queue_put_back (NpJobQueue *self, NpJob *job);
NpJob *np_job_queue_pop (NpJobQueue *self, gint64 timeout_us);
gboolean np_job_queue_begin_check (NpJobQueue *self, sqlite3 *handle);
void np_job_queue_end_check (NpJobQueue *self);

G_END_DECLS
