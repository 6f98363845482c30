/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-database-private.h"
#include "np-draft.h"
#include "np-history-entry.h"

G_BEGIN_DECLS

/* What a job needs to know; each job uses what it needs. */
typedef struct
{
  char *key;        /* or what the keys of an account begin with */
  char *account_id; /* nullable */
  GPtrArray *models;
  gint64 fetched_at;
  guint first;
  guint max_models;
  char *model_id;
  char *model_name;
  gboolean is_starred;
  NpDraft *draft;
  NpHistoryEntry *entry;
  char *query;
  gint64 before;
  guint max_entries;
  char **words;
} NpStoreRequest;

/* Drafts or entries of the history. */
typedef struct
{
  GPtrArray *items;
  guint n_damaged;
} NpStoreFound;

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
void np_store_found_free (NpStoreFound *self);

/* Jobs of the worker: each does what its NpStoreRequest says. */
gboolean np_store_job_save_list (NpDatabase *database, GTask *task);
gboolean np_store_job_load_list (NpDatabase *database, GTask *task);
gboolean np_store_job_add_recent (NpDatabase *database, GTask *task);
gboolean np_store_job_set_star (NpDatabase *database, GTask *task);
gboolean np_store_job_search (NpDatabase *database, GTask *task);
gboolean np_store_job_load_marks (NpDatabase *database, GTask *task);
gboolean np_store_job_save_draft (NpDatabase *database, GTask *task);
gboolean np_store_job_drop_draft (NpDatabase *database, GTask *task);
gboolean np_store_job_load_drafts (NpDatabase *database, GTask *task);
gboolean np_store_job_add_history (NpDatabase *database, GTask *task);
gboolean np_store_job_search_history (NpDatabase *database, GTask *task);
gboolean np_store_job_count_history (NpDatabase *database, GTask *task);
gboolean np_store_job_wipe_history (NpDatabase *database, GTask *task);
gboolean np_store_job_forget_account (NpDatabase *database, GTask *task);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpStoreFound, np_store_found_free)

G_END_DECLS
