/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-store-private.h"

/**
 * np_store_add_history_async:
 * @self: the store
 * @entry: a save; what it holds is kept as it is, so it must hold no secret
 * @cancellable: (nullable): stops it as long as it waits
 * @callback: (nullable): called when it is done
 * @user_data: passed to @callback
 *
 * Makes a save the newest of the history.
 */
void
np_store_add_history_async (NpStore *self,
                            NpHistoryEntry *entry,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  NpStoreRequest *request = NULL;

  g_return_if_fail (NP_IS_STORE (self));
  g_return_if_fail (NP_IS_HISTORY_ENTRY (entry));

  request = np_store_request_new (NULL);
  request->entry = g_object_ref (entry);
  np_store_run (self, np_store_add_history_async, NP_STORE_URGENT, np_store_job_add_history,
                request, cancellable, callback, user_data);
}

/**
 * np_store_add_history_finish:
 * @self: the store
 * @result: the result
 * @error: return location, as in np_store_save_draft_finish()
 *
 * Returns: whether it is on the disk
 */
gboolean
np_store_add_history_finish (NpStore *self, GAsyncResult *result, GError **error)
{
  return np_store_finish (self, result, error);
}

/**
 * np_store_search_history_async:
 * @self: the store
 * @account_id: (nullable): the account's id; %NULL for all accounts
 * @model_id: (nullable): the ModelId; %NULL for all models
 * @query: (nullable): words that all must be somewhere in a save, folded as
 *   np_search_fold() does; %NULL for every save
 * @before_ordinal: the ordinal of the last entry of the page before; 0 for the first
 *   page
 * @max_entries: the length of a page
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: passed to @callback
 *
 * Reads a page of the history. A search looks at the first 16 KiB of the texts of a
 * save.
 */
void
np_store_search_history_async (NpStore *self,
                               const char *account_id,
                               const char *model_id,
                               const char *query,
                               gint64 before_ordinal,
                               guint max_entries,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  NpStoreRequest *request = NULL;

  g_return_if_fail (NP_IS_STORE (self));

  request = np_store_request_new (NULL);
  request->account_id = g_strdup (account_id);
  request->model_id = g_strdup (model_id);
  request->query = g_strdup (query);
  request->before = before_ordinal;
  request->max_entries = max_entries;
  np_store_run (self, np_store_search_history_async, NP_STORE_URGENT,
                np_store_job_search_history, request, cancellable, callback, user_data);
}

/**
 * np_store_search_history_finish:
 * @self: the store
 * @result: the result
 * @out_n_damaged: (out) (optional): how many entries of the page are damaged
 * @error: return location, as in np_store_save_draft_finish()
 *
 * Returns: (transfer full) (nullable) (element-type NpHistoryEntry): the others, newest
 *   first, fewer than asked for if there are no more; %NULL with @error set
 */
GPtrArray *
np_store_search_history_finish (NpStore *self,
                                GAsyncResult *result,
                                guint *out_n_damaged,
                                GError **error)
{
  return np_store_finish_found (self, result, out_n_damaged, error);
}

/**
 * np_store_count_history_async:
 * @self: the store
 * @account_id: (nullable): the account's id; %NULL for all accounts
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: passed to @callback
 *
 * Counts the saves of the history.
 */
void
np_store_count_history_async (NpStore *self,
                              const char *account_id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  NpStoreRequest *request = NULL;

  g_return_if_fail (NP_IS_STORE (self));

  request = np_store_request_new (NULL);
  request->account_id = g_strdup (account_id);
  np_store_run (self, np_store_count_history_async, NP_STORE_URGENT, np_store_job_count_history,
                request, cancellable, callback, user_data);
}

/**
 * np_store_count_history_finish:
 * @self: the store
 * @result: the result
 * @error: return location, as in np_store_save_draft_finish()
 *
 * Returns: how many there are; -1 with @error set
 */
gssize
np_store_count_history_finish (NpStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  return g_task_propagate_int (G_TASK (result), error);
}

/**
 * np_store_wipe_history_async:
 * @self: the store
 * @account_id: (nullable): the account's id; %NULL for all accounts
 * @cancellable: (nullable): stops it as long as it waits
 * @callback: (nullable): called when it is done
 * @user_data: passed to @callback
 *
 * Removes saves from the history and overwrites the place where they were. They go
 * from files that were put aside, too; such a file is removed when its rows cannot all
 * be read.
 */
void
np_store_wipe_history_async (NpStore *self,
                             const char *account_id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  NpStoreRequest *request = NULL;

  g_return_if_fail (NP_IS_STORE (self));

  request = np_store_request_new (NULL);
  request->account_id = g_strdup (account_id);
  np_store_run (self, np_store_wipe_history_async, NP_STORE_BARRIER, np_store_job_wipe_history,
                request, cancellable, callback, user_data);
}

/**
 * np_store_wipe_history_finish:
 * @self: the store
 * @result: the result
 * @error: return location, as in np_store_save_draft_finish()
 *
 * Returns: whether they are gone
 */
gboolean
np_store_wipe_history_finish (NpStore *self, GAsyncResult *result, GError **error)
{
  return np_store_finish (self, result, error);
}
