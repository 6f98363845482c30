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
 * Puts a draft in the place of the one of the same model, if that is what this process
 * wrote or loaded last: another one may have unsaved edits of the same model. It goes before
 * lists and marks that wait to be written, and is made into bytes by the thread of the store.
 */
void
np_store_save_draft_async (NpStore *self,
                           const char *key,
                           NpDraft *draft,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  NpStoreRequest *request = NULL;

  g_return_if_fail (NP_IS_STORE (self));
  g_return_if_fail (key != NULL && draft != NULL);

  request = np_store_request_new (key);
  request->draft = np_draft_ref (draft);
  np_store_run (self, np_store_save_draft_async, NP_STORE_URGENT, np_store_job_save_draft,
                request, cancellable, callback, user_data);
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
  return np_store_finish (self, result, error);
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
 * Removes the draft of a model, if there is one and it is what this process wrote or
 * loaded last.
 */
void
np_store_drop_draft_async (NpStore *self,
                           const char *key,
                           const char *model_id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (NP_IS_STORE (self));
  g_return_if_fail (key != NULL && model_id != NULL);

  np_store_run (self, np_store_drop_draft_async, NP_STORE_URGENT, np_store_job_drop_draft,
                np_store_request_new_for_model (key, model_id, NULL), cancellable, callback,
                user_data);
}

/**
 * np_store_drop_draft_finish:
 * @self: the store
 * @result: the result
 * @error: return location, as in np_store_save_draft_finish()
 *
 * Returns: whether there is no draft of this process on the disk
 */
gboolean
np_store_drop_draft_finish (NpStore *self, GAsyncResult *result, GError **error)
{
  return np_store_finish (self, result, error);
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
 * Reads the draft of a model. From now on it may be written over, or dropped.
 */
void
np_store_load_draft_async (NpStore *self,
                           const char *key,
                           const char *model_id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (NP_IS_STORE (self));
  g_return_if_fail (key != NULL && model_id != NULL);

  np_store_run (self, np_store_load_draft_async, NP_STORE_URGENT, np_store_job_load_drafts,
                np_store_request_new_for_model (key, model_id, NULL), cancellable, callback,
                user_data);
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
  guint n_damaged = 0;
  g_autoptr (GPtrArray) drafts = np_store_finish_found (self, result, &n_damaged, error);

  if (drafts != NULL && drafts->len > 0)
    return np_draft_ref (g_ptr_array_index (drafts, 0));

  if (n_damaged > 0)
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
  g_return_if_fail (NP_IS_STORE (self));
  g_return_if_fail (key != NULL);

  np_store_run (self, np_store_load_drafts_async, NP_STORE_URGENT, np_store_job_load_drafts,
                np_store_request_new (key), cancellable, callback, user_data);
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
  return np_store_finish_found (self, result, out_n_damaged, error);
}
