/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-store-private.h"

#include "np-store-lists-private.h"

/**
 * np_store_save_list:
 * @self: the store
 * @key: names the list
 * @models: (element-type NpModelSummary): its models, in the order to keep; may change
 *   after the call
 * @fetched_at: when the service was asked, in microseconds since 1970
 *
 * Keeps a list in the place of the one with the same key, whole or not at all. About
 * 20 lists are kept; the one that was not used for the longest time goes first.
 */
void
np_store_save_list (NpStore *self, const char *key, GPtrArray *models, gint64 fetched_at)
{
  NpStoreRequest *request = NULL;

  g_return_if_fail (NP_IS_STORE (self));

  request = np_store_request_new (key);
  request->models = g_ptr_array_new_full (models->len, g_object_unref);
  for (guint i = 0; i < models->len; i++)
    g_ptr_array_add (request->models, g_object_ref (g_ptr_array_index (models, i)));
  request->fetched_at = fetched_at;

  np_store_run (self, np_store_save_list, NP_STORE_COMMON, np_store_job_save_list, request,
                NULL, NULL, NULL);
}

/**
 * np_store_load_list_async:
 * @self: the store
 * @key: names the list
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: passed to @callback
 *
 * Reads a list.
 */
void
np_store_load_list_async (NpStore *self,
                          const char *key,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  np_store_load_list_part_async (self, key, 0, G_MAXUINT, cancellable, callback, user_data);
}

/**
 * np_store_load_list_finish:
 * @self: the store
 * @result: the result
 * @out_fetched_at: (out) (optional): when the service was asked for it, in
 *   microseconds since 1970; 0 if there is no list
 * @error: return location: %G_IO_ERROR_CANCELLED, %G_IO_ERROR_CLOSED, or
 *   %G_IO_ERROR_FAILED if the file cannot be read now
 *
 * Returns: (transfer full) (nullable) (element-type NpModelSummary): the models in the
 *   order they were saved, without those that cannot be read; %NULL without @error
 *   if no such list is kept
 */
GPtrArray *
np_store_load_list_finish (NpStore *self,
                           GAsyncResult *result,
                           gint64 *out_fetched_at,
                           GError **error)
{
  return np_store_load_list_part_finish (self, result, NULL, out_fetched_at, error);
}

/**
 * np_store_load_list_part_async:
 * @self: the store
 * @key: names the list
 * @first: the position of the first model to read
 * @max_models: how many to read at most; %G_MAXUINT for all the rest
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: passed to @callback
 *
 * Reads a part of a list: first what fits on the screen, which costs the same for every
 * length of the list, then the rest. Both can be asked for at once. If the list was
 * saved in between, the two differ in `fetched_at`.
 */
void
np_store_load_list_part_async (NpStore *self,
                               const char *key,
                               guint first,
                               guint max_models,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  NpStoreRequest *request = NULL;

  g_return_if_fail (NP_IS_STORE (self));

  request = np_store_request_new (key);
  request->first = first;
  request->max_models = max_models;
  np_store_run (self, np_store_load_list_part_async, NP_STORE_COMMON, np_store_job_load_list,
                request, cancellable, callback, user_data);
}

/**
 * np_store_load_list_part_finish:
 * @self: the store
 * @result: the result
 * @out_n_stored: (out) (optional): how many models the whole list has
 * @out_fetched_at: (out) (optional): as in np_store_load_list_finish()
 * @error: return location, as in np_store_load_list_finish()
 *
 * Returns: (transfer full) (nullable) (element-type NpModelSummary): the models of the
 *   part; empty if it lies behind the end; %NULL without @error if no such list is kept
 */
GPtrArray *
np_store_load_list_part_finish (NpStore *self,
                                GAsyncResult *result,
                                guint *out_n_stored,
                                gint64 *out_fetched_at,
                                GError **error)
{
  g_autoptr (NpStoreList) list = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  list = g_task_propagate_pointer (G_TASK (result), error);
  if (out_n_stored != NULL)
    *out_n_stored = list != NULL ? list->n_stored : 0;
  if (out_fetched_at != NULL)
    *out_fetched_at = list != NULL ? list->fetched_at : 0;

  return list != NULL ? g_steal_pointer (&list->models) : NULL;
}

/**
 * np_store_search_async:
 * @self: the store
 * @words: (array zero-terminated=1): words, each as np_search_fold() makes it
 * @max_hits: how many models to find, at most
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: passed to @callback
 *
 * Looks through every list, the one used last first. Models whose name has all words come
 * first, and each model of an account comes once.
 */
void
np_store_search_async (NpStore *self,
                       char *const *words,
                       guint max_hits,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  NpStoreRequest *request = NULL;

  g_return_if_fail (NP_IS_STORE (self));

  request = np_store_request_new (NULL);
  request->words = g_strdupv ((char **) words);
  request->max_models = max_hits;
  np_store_run (self, np_store_search_async, NP_STORE_COMMON, np_store_job_search, request,
                cancellable, callback, user_data);
}

/**
 * np_store_search_finish:
 * @self: the store
 * @result: the result
 * @error: return location, as in np_store_load_list_finish()
 *
 * Returns: (transfer full): an `a(ssss)` of the account's id, the workspace's ID, empty
 *   for a list of more than one, the ModelId and the name
 */
GVariant *
np_store_search_finish (NpStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
