/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-store-private.h"

/**
 * np_store_add_recent:
 * @self: the store
 * @key: whose model it is
 * @model_id: the ModelId
 * @model_name: (nullable): the name of the model
 *
 * Makes the model the newest of the recent ones, of which 20 are kept for each key. If
 * the model has a star, that learns the name.
 */
void
np_store_add_recent (NpStore *self,
                     const char *key,
                     const char *model_id,
                     const char *model_name)
{
  g_return_if_fail (NP_IS_STORE (self));

  np_store_run (self, np_store_add_recent, NP_STORE_COMMON, np_store_job_add_recent,
                np_store_request_new_for_model (key, model_id, model_name), NULL, NULL, NULL);
}

/**
 * np_store_set_star:
 * @self: the store
 * @key: whose model it is
 * @model_id: the ModelId
 * @model_name: (nullable): the name of the model
 * @is_starred: whether it has a star from now on
 *
 * Gives a model a star, or takes it away.
 */
void
np_store_set_star (NpStore *self,
                   const char *key,
                   const char *model_id,
                   const char *model_name,
                   gboolean is_starred)
{
  NpStoreRequest *request = NULL;

  g_return_if_fail (NP_IS_STORE (self));

  request = np_store_request_new_for_model (key, model_id, model_name);
  request->is_starred = is_starred;
  np_store_run (self, np_store_set_star, NP_STORE_COMMON, np_store_job_set_star, request, NULL,
                NULL, NULL);
}

/**
 * np_store_load_marks_async:
 * @self: the store
 * @key: whose models
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: passed to @callback
 *
 * Reads the recent models and the stars, with all changes made before this call.
 */
void
np_store_load_marks_async (NpStore *self,
                           const char *key,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (NP_IS_STORE (self));

  np_store_run (self, np_store_load_marks_async, NP_STORE_COMMON, np_store_job_load_marks,
                np_store_request_new (key), cancellable, callback, user_data);
}

/**
 * np_store_load_marks_finish:
 * @self: the store
 * @result: the result
 * @out_recents: (out) (transfer full) (optional): a list of `NpModelMark`, newest first
 * @out_stars: (out) (transfer full) (optional): likewise
 * @error: return location, as in np_store_load_list_finish()
 *
 * Returns: whether they were read
 */
gboolean
np_store_load_marks_finish (NpStore *self,
                            GAsyncResult *result,
                            GListModel **out_recents,
                            GListModel **out_stars,
                            GError **error)
{
  NpStoreMarks *marks = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  marks = g_task_propagate_pointer (G_TASK (result), error);
  if (marks == NULL)
    return FALSE;

  if (out_recents != NULL)
    *out_recents = g_steal_pointer (&marks->recents);
  if (out_stars != NULL)
    *out_stars = g_steal_pointer (&marks->stars);
  np_store_marks_free (marks);

  return TRUE;
}
