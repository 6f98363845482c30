/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-library-private.h"

#include "np-workspace-private.h"

/* Edits that were not saved, and the saves. */

static char *
dup_key (const char *account_id, const char *host)
{
  gboolean is_practice = g_strcmp0 (account_id, NP_WORKSPACE_PRACTICE) == 0;

  return np_store_dup_key (account_id, is_practice ? NP_WORKSPACE_PRACTICE : host, NULL, NULL);
}

static void
drafts_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *drafts = np_store_load_drafts_finish (NP_STORE (source), result, NULL, &error);

  if (drafts == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, drafts, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * np_library_load_drafts_async:
 * @self: a library
 * @account_id: the account
 * @host: the host of its endpoint
 * @cancellable: (nullable): ends the load
 * @callback: called when the drafts are there
 * @user_data: passed to @callback
 *
 * Reads all edits of an account that were not saved.
 */
void
np_library_load_drafts_async (NpLibrary *self,
                              const char *account_id,
                              const char *host,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autofree char *key = NULL;
  GTask *task = NULL;

  g_return_if_fail (NP_IS_LIBRARY (self));
  g_return_if_fail (account_id != NULL && host != NULL);

  key = dup_key (account_id, host);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, np_library_load_drafts_async);
  np_store_load_drafts_async (np_library_get_store (self), key, cancellable, drafts_cb, task);
}

/**
 * np_library_load_drafts_finish:
 * @self: a library
 * @result: what the callback got
 * @error: set to a %G_IO_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type NpDraft): the drafts, the one that
 *   was edited last first; %NULL with @error set
 */
GPtrArray *
np_library_load_drafts_finish (NpLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * np_library_drop_draft:
 * @self: a library
 * @account_id: the account
 * @host: the host of its endpoint
 * @model_id: a model that is not open
 *
 * Forgets the edits of a model.
 */
void
np_library_drop_draft (NpLibrary *self,
                       const char *account_id,
                       const char *host,
                       const char *model_id)
{
  g_autofree char *key = NULL;

  g_return_if_fail (NP_IS_LIBRARY (self));
  g_return_if_fail (account_id != NULL && host != NULL && model_id != NULL);

  key = dup_key (account_id, host);
  np_store_drop_draft_async (np_library_get_store (self), key, model_id, NULL, NULL, NULL);
}

/* What could not be written the notice says. */
static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpLibrary) self = user_data;

  if (np_store_add_history_finish (NP_STORE (source), result, NULL))
    np_library_emit_history_changed (self);
}

/**
 * np_library_add_history: (skip)
 * @self: a library
 * @entry: a save
 *
 * Remembers a save, unless the history is switched off.
 */
void
np_library_add_history (NpLibrary *self, NpHistoryEntry *entry)
{
  g_return_if_fail (NP_IS_LIBRARY (self));

  if (np_library_get_keeps_history (self))
    np_store_add_history_async (np_library_get_store (self), entry, NULL, added_cb,
                                g_object_ref (self));
}

static void
wiped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!np_store_wipe_history_finish (NP_STORE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  np_library_emit_history_changed (g_task_get_source_object (task));
  g_task_return_boolean (task, TRUE);
}

/**
 * np_library_wipe_history_async:
 * @self: a library
 * @account_id: (nullable): an account; %NULL for all
 * @cancellable: (nullable): stops it as long as it waits
 * @callback: called when it is done
 * @user_data: passed to @callback
 *
 * Forgets the saves of an account, or all.
 */
void
np_library_wipe_history_async (NpLibrary *self,
                               const char *account_id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (NP_IS_LIBRARY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, np_library_wipe_history_async);
  np_store_wipe_history_async (np_library_get_store (self), account_id, cancellable, wiped_cb,
                               task);
}

/**
 * np_library_wipe_history_finish:
 * @self: a library
 * @result: what the callback got
 * @error: set to a %G_IO_ERROR
 *
 * Returns: whether they are gone
 */
gboolean
np_library_wipe_history_finish (NpLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
