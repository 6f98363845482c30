/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-database-private.h"

G_BEGIN_DECLS

/* What a job needs to know; each job uses what it needs. */
typedef struct
{
  char *key; /* or an account's id */
  GPtrArray *models;
  gint64 fetched_at;
  guint first;
  guint max_models;
  char *model_id;
  char *model_name;
  gboolean is_starred;
} NpStoreRequest;

typedef struct
{
  GListModel *recents;
  GListModel *stars;
} NpStoreMarks;

NpStoreRequest *np_store_request_new (const char *key);
NpStoreRequest *np_store_request_new_for_model (const char *key,
                                                const char *model_id,
                                                const char *model_name);
void np_store_request_free (gpointer data);
void np_store_marks_free (gpointer data);

/* Jobs of the worker: each does what its NpStoreRequest says. */
gboolean np_store_job_save_list (NpDatabase *database, GTask *task);
gboolean np_store_job_load_list (NpDatabase *database, GTask *task);
gboolean np_store_job_add_recent (NpDatabase *database, GTask *task);
gboolean np_store_job_set_star (NpDatabase *database, GTask *task);
gboolean np_store_job_load_marks (NpDatabase *database, GTask *task);
gboolean np_store_job_forget_account (NpDatabase *database, GTask *task);

G_END_DECLS
