/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-store-jobs-private.h"

#include "np-database-aside-private.h"
#include "np-store-drafts-private.h"
#include "np-store-history-private.h"

/**
 * np_store_found_free: (skip)
 * @self: (transfer full): what was found
 */
void
np_store_found_free (NpStoreFound *self)
{
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self);
}

static void
free_found (gpointer data)
{
  np_store_found_free (data);
}

/* What is only in memory counts as an error: whoever wrote it tries again, and each
 * time the file is tried again. */
static gboolean
return_kept (NpDatabase *database, GTask *task, gboolean ok)
{
  if (ok && database->is_stand_in)
    g_task_return_error (task, np_database_dup_error (database));
  else if (ok)
    g_task_return_boolean (task, TRUE);

  return ok;
}

static gboolean
return_found (NpDatabase *database, GTask *task, GPtrArray *items, guint n_damaged)
{
  g_autoptr (NpStoreFound) found = g_new0 (NpStoreFound, 1);

  found->items = items;
  found->n_damaged = n_damaged;
  if (!np_database_is_well (database))
    return FALSE;

  g_task_return_pointer (task, g_steal_pointer (&found), free_found);

  return TRUE;
}

/**
 * np_store_job_save_draft:
 * @database: the database
 * @task: the task, with an `NpStoreRequest`; answered with %TRUE
 *
 * Returns: whether it was answered
 */
gboolean
np_store_job_save_draft (NpDatabase *database, GTask *task)
{
  NpStoreRequest *request = g_task_get_task_data (task);

  np_database_return_to_file (database);

  return return_kept (database, task,
                      np_store_drafts_save (database, request->key, request->draft));
}

/**
 * np_store_job_drop_draft:
 * @database: the database
 * @task: the task, with an `NpStoreRequest`; answered with %TRUE
 *
 * Returns: whether it was answered
 */
gboolean
np_store_job_drop_draft (NpDatabase *database, GTask *task)
{
  NpStoreRequest *request = g_task_get_task_data (task);

  np_database_return_to_file (database);

  return return_kept (database, task,
                      np_store_drafts_drop (database, request->key, request->model_id));
}

/**
 * np_store_job_load_drafts:
 * @database: the database
 * @task: the task, with an `NpStoreRequest`; answered with an `NpStoreFound`
 *
 * Returns: whether it was answered
 */
gboolean
np_store_job_load_drafts (NpDatabase *database, GTask *task)
{
  NpStoreRequest *request = g_task_get_task_data (task);
  guint n_damaged = 0;
  GPtrArray *drafts = np_store_drafts_load (database, request->key, request->model_id,
                                            &n_damaged);

  return return_found (database, task, drafts, n_damaged);
}

/**
 * np_store_job_add_history:
 * @database: the database
 * @task: the task, with an `NpStoreRequest`; answered with %TRUE
 *
 * Returns: whether it was answered
 */
gboolean
np_store_job_add_history (NpDatabase *database, GTask *task)
{
  NpStoreRequest *request = g_task_get_task_data (task);

  np_database_return_to_file (database);

  return return_kept (database, task, np_store_history_add (database, request->entry) > 0);
}

/**
 * np_store_job_search_history:
 * @database: the database
 * @task: the task, with an `NpStoreRequest`; answered with an `NpStoreFound`
 *
 * Returns: whether it was answered
 */
gboolean
np_store_job_search_history (NpDatabase *database, GTask *task)
{
  NpStoreRequest *request = g_task_get_task_data (task);
  const NpHistoryQuery query = {
    .account_id = request->account_id,
    .model_id = request->model_id,
    .query = request->query,
    .before = request->before,
    .max_entries = request->max_entries,
  };
  guint n_damaged = 0;
  GPtrArray *entries = np_store_history_search (database, &query, g_task_get_cancellable (task),
                                                &n_damaged);

  return return_found (database, task, entries, n_damaged);
}

/**
 * np_store_job_count_history:
 * @database: the database
 * @task: the task, with an `NpStoreRequest`; answered with a number
 *
 * Returns: whether it was answered
 */
gboolean
np_store_job_count_history (NpDatabase *database, GTask *task)
{
  NpStoreRequest *request = g_task_get_task_data (task);
  gint64 n_entries = np_store_history_count (database, request->account_id);

  if (np_database_is_well (database))
    g_task_return_int (task, n_entries);

  return np_database_is_well (database);
}

/* What was removed is still in the log of changes, and in files that were put aside.
 * While the database stands in for its file nothing can be removed there. */
static gboolean
remove_traces (NpDatabase *database, const NpAsideFilter *filter)
{
  np_database_exec (database, "PRAGMA wal_checkpoint (TRUNCATE)");
  if (database->path != NULL)
    np_database_clean_aside (database, filter);

  return np_database_is_well (database);
}

/**
 * np_store_job_wipe_history:
 * @database: the database
 * @task: the task, with an `NpStoreRequest`; answered with %TRUE
 *
 * Returns: whether it was answered
 */
gboolean
np_store_job_wipe_history (NpDatabase *database, GTask *task)
{
  NpStoreRequest *request = g_task_get_task_data (task);
  const NpAsideFilter filter = {
    .account_id = request->account_id,
    .is_history_only = TRUE,
  };

  np_database_return_to_file (database);

  return return_kept (database, task,
                      np_store_history_wipe (database, request->account_id) &&
                          remove_traces (database, &filter));
}

static gboolean
remove_account (NpDatabase *database, NpStoreRequest *request)
{
  static const char *const tables[] = { "lists", "marks", "drafts" };

  if (!np_database_begin (database))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *sql = g_strdup_printf (
          "DELETE FROM %s WHERE substr (key, 1, length (?1) + 1) = ?1 || '/'", tables[i]);

      np_database_run (database, sql, "t", request->key);
    }
  np_store_history_wipe (database, request->account_id);

  return np_database_end (database);
}

/**
 * np_store_job_forget_account:
 * @database: the database
 * @task: the task, with an `NpStoreRequest`; answered with %TRUE
 *
 * Removes what is kept for an account.
 *
 * Returns: whether it was answered
 */
gboolean
np_store_job_forget_account (NpDatabase *database, GTask *task)
{
  NpStoreRequest *request = g_task_get_task_data (task);
  const NpAsideFilter filter = {
    .account_id = request->account_id,
    .key = request->key,
  };

  np_database_return_to_file (database);

  return return_kept (database, task,
                      remove_account (database, request) && remove_traces (database, &filter));
}
