/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-store-private.h"

#include <glib/gi18n-lib.h>

/**
 * np_store_save_draft_async:
 * @self: the store
 * @key: whose model it is, see np_store_dup_key()
 * @draft: the draft
 * @cancellable: (nullable): stops it as long as it waits
 * @callback: (nullable): called when it is done
 * @user_data: passed to @callback
 *
 * Puts a draft in the place of the one of the same model. It goes before lists and
 * marks that wait to be written, and is made into bytes by the thread of the store.
 */
void
np_store_save_draft_async (NpStore *self,
                           const char *key,
                           NpDraft *draft,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = NULL;
  NpStoreRequest *request = NULL;

  g_return_if_fail (NP_IS_STORE (self));
  g_return_if_fail (key != NULL && draft != NULL);

  request = np_store_request_new (key);
  request->draft = np_draft_ref (draft);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, np_store_save_draft_async);
  np_store_push (self, NP_STORE_URGENT, np_store_job_save_draft, task, request);
}

/**
 * np_store_save_draft_finish:
 * @self: the store
 * @result: the result
 * @error: return location: %G_IO_ERROR_NO_SPACE, %G_IO_ERROR_READ_ONLY,
 *   %G_IO_ERROR_PERMISSION_DENIED, %G_IO_ERROR_BUSY, %G_IO_ERROR_MESSAGE_TOO_LARGE or
 *   %G_IO_ERROR_FAILED with a translated sentence; %G_IO_ERROR_CLOSED or
 *   %G_IO_ERROR_CANCELLED
 *
 * After an error the older draft of the model is still there, whole, or this one if it
 * was written and only not synced. A later call may succeed. If the whole file could not be
 * used, each call tries it again, and the draft is in memory meanwhile.
 *
 * Returns: whether the draft is on the disk
 */
gboolean
np_store_save_draft_finish (NpStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * np_store_drop_draft_async:
 * @self: the store
 * @key: whose model it is
 * @model_id: the ModelId
 * @cancellable: (nullable): stops it as long as it waits
 * @callback: (nullable): called when it is done
 * @user_data: passed to @callback
 *
 * Removes the draft of a model, if there is one.
 */
void
np_store_drop_draft_async (NpStore *self,
                           const char *key,
                           const char *model_id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (NP_IS_STORE (self));
  g_return_if_fail (key != NULL && model_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, np_store_drop_draft_async);
  np_store_push (self, NP_STORE_URGENT, np_store_job_drop_draft, task,
                 np_store_request_new_for_model (key, model_id, NULL));
}

/**
 * np_store_drop_draft_finish:
 * @self: the store
 * @result: the result
 * @error: return location, as in np_store_save_draft_finish()
 *
 * Returns: whether there is no draft of the model on the disk
 */
gboolean
np_store_drop_draft_finish (NpStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * np_store_load_draft_async:
 * @self: the store
 * @key: whose model it is
 * @model_id: the ModelId
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: passed to @callback
 *
 * Reads the draft of a model.
 */
void
np_store_load_draft_async (NpStore *self,
                           const char *key,
                           const char *model_id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (NP_IS_STORE (self));
  g_return_if_fail (key != NULL && model_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, np_store_load_draft_async);
  np_store_push (self, NP_STORE_URGENT, np_store_job_load_drafts, task,
                 np_store_request_new_for_model (key, model_id, NULL));
}

/**
 * np_store_load_draft_finish:
 * @self: the store
 * @result: the result
 * @error: return location: %G_IO_ERROR_INVALID_DATA if the draft is damaged, else as in
 *   np_store_save_draft_finish()
 *
 * Returns: (transfer full) (nullable): the draft; %NULL without @error if there is none
 */
NpDraft *
np_store_load_draft_finish (NpStore *self, GAsyncResult *result, GError **error)
{
  g_autoptr (NpStoreFound) found = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  found = g_task_propagate_pointer (G_TASK (result), error);
  if (found == NULL)
    return NULL;
  if (found->items->len > 0)
    return np_draft_ref (g_ptr_array_index (found->items, 0));

  if (found->n_damaged > 0)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                         _ ("The unsaved edits of this model were damaged."));

  return NULL;
}

/**
 * np_store_load_drafts_async:
 * @self: the store
 * @key: whose models
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: passed to @callback
 *
 * Reads all drafts of a key.
 */
void
np_store_load_drafts_async (NpStore *self,
                            const char *key,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (NP_IS_STORE (self));
  g_return_if_fail (key != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, np_store_load_drafts_async);
  np_store_push (self, NP_STORE_URGENT, np_store_job_load_drafts, task,
                 np_store_request_new (key));
}

/**
 * np_store_load_drafts_finish:
 * @self: the store
 * @result: the result
 * @out_n_damaged: (out) (optional): how many drafts are damaged
 * @error: return location, as in np_store_save_draft_finish()
 *
 * Returns: (transfer full) (nullable) (element-type NpDraft): the others, newest first;
 *   %NULL with @error set
 */
GPtrArray *
np_store_load_drafts_finish (NpStore *self,
                             GAsyncResult *result,
                             guint *out_n_damaged,
                             GError **error)
{
  g_autoptr (NpStoreFound) found = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  found = g_task_propagate_pointer (G_TASK (result), error);
  if (out_n_damaged != NULL)
    *out_n_damaged = found != NULL ? found->n_damaged : 0;

  return found != NULL ? g_steal_pointer (&found->items) : NULL;
}
