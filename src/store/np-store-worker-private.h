/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-database-private.h"

G_BEGIN_DECLS

/* The thread that owns the connection, and the jobs that wait for it. */
typedef struct _NpStoreWorker NpStoreWorker;

/* In which order jobs run. */
typedef enum
{
  NP_STORE_COMMON,  /* one after the other */
  NP_STORE_URGENT,  /* likewise among themselves, but before the common ones that wait */
  NP_STORE_BARRIER, /* after all that came before it, and before all that comes later */
} NpStoreUrgency;

/* Does the work of @task in the thread. Returns FALSE, without an answer to the
 * task, if the database failed: the worker mends it and tries once more, or
 * answers with the error. */
typedef gboolean (*NpStoreJobFunc) (NpDatabase *database, GTask *task);
/* Runs in the main context that the worker was started from. */
typedef void (*NpStoreNoticeFunc) (GObject *object, const char *notice);

NpStoreWorker *np_store_worker_start (const char *path,
                                      GObject *object,
                                      NpStoreNoticeFunc notice_func);
void np_store_worker_push (NpStoreWorker *self,
                           NpStoreUrgency urgency,
                           NpStoreJobFunc run,
                           GTask *task);
void np_store_worker_stop (NpStoreWorker *self, GTask *task);

G_END_DECLS
