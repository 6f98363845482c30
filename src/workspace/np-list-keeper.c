/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-list-keeper.h"

#include "np-library-private.h"

/* More rows than any window shows: what the first frame needs of a long list. */
#define FIRST_PART 200

/* The rest would take turns at the memory with that frame: it is read after it. */
#define REST_DELAY_MS 100

struct _NpListKeeper
{
  GObject parent_instance;

  /* Owned */
  NpModelList *list;
  NpLibrary *library;
  char *key; /* of the source on show; NULL when it is not remembered */
  GCancellable *reading;

  /* State */
  guint rest_source;
};

G_DEFINE_FINAL_TYPE (NpListKeeper, np_list_keeper, G_TYPE_OBJECT)

static void
whole_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpListKeeper) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 fetched_at = 0;
  g_autoptr (GPtrArray)
      models = np_store_load_list_finish (NP_STORE (source), result, &fetched_at, &error);

  /* Another source is on show by now. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (models != NULL && models->len > 0)
    np_model_list_take_cached (self->list, models, fetched_at);
  np_model_list_load (self->list);
}

static gboolean
read_whole_cb (gpointer user_data)
{
  NpListKeeper *self = user_data;

  self->rest_source = 0;
  np_store_load_list_async (np_library_get_store (self->library), self->key, self->reading,
                            whole_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
first_part_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NpListKeeper) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 fetched_at = 0;
  guint n_stored = 0;
  g_autoptr (GPtrArray) models = np_store_load_list_part_finish (
      NP_STORE (source), result, &n_stored, &fetched_at, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (models != NULL && models->len > 0)
    np_model_list_take_cached (self->list, models, fetched_at);
  if (models != NULL && models->len < n_stored)
    self->rest_source = g_timeout_add (REST_DELAY_MS, read_whole_cb, self);
  else
    np_model_list_load (self->list);
}

static void
remember_cb (NpListKeeper *self)
{
  if (self->key == NULL || np_model_list_get_is_loading (self->list) ||
      !np_model_list_get_is_complete (self->list))
    return;
  np_store_save_list (np_library_get_store (self->library), self->key,
                      np_model_list_get_models (self->list),
                      np_model_list_get_fetched_at (self->list));
}

static void
np_list_keeper_dispose (GObject *object)
{
  NpListKeeper *self = NP_LIST_KEEPER (object);

  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->list);
  g_clear_object (&self->library);
  g_clear_pointer (&self->key, g_free);

  G_OBJECT_CLASS (np_list_keeper_parent_class)->dispose (object);
}

static void
np_list_keeper_class_init (NpListKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = np_list_keeper_dispose;
}

static void
np_list_keeper_init (NpListKeeper *self)
{
}

/**
 * np_list_keeper_new:
 * @list: the list on show
 * @library: (nullable): where lists are remembered; %NULL to remember none
 *
 * Returns: (transfer full): a keeper for @list
 */
NpListKeeper *
np_list_keeper_new (NpModelList *list, NpLibrary *library)
{
  NpListKeeper *self = NULL;

  g_return_val_if_fail (NP_IS_MODEL_LIST (list), NULL);

  self = g_object_new (NP_TYPE_LIST_KEEPER, NULL);
  self->list = g_object_ref (list);
  g_set_object (&self->library, library);
  g_signal_connect_object (list, "notify::loading", G_CALLBACK (remember_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * np_list_keeper_stop:
 * @self: a keeper
 *
 * Shows nothing any more: what is still being read or asked for never gets in.
 */
void
np_list_keeper_stop (NpListKeeper *self)
{
  g_return_if_fail (NP_IS_LIST_KEEPER (self));

  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_pointer (&self->key, g_free);
  np_model_list_set_source (self->list, NULL, NULL, NULL);
}

/**
 * np_list_keeper_show:
 * @self: a keeper
 * @workspace: the connection
 * @account_id: (nullable): the account; %NULL for a source that is not to be
 *   remembered, such as the practice workspace
 * @workspace_id: (nullable): a workspace, or %NULL for all models of the account
 * @provider: (nullable): a provider whose public models to show instead
 *
 * Shows the models of a source: those of last time at once, then those of now.
 */
void
np_list_keeper_show (NpListKeeper *self,
                     NpWorkspace *workspace,
                     const char *account_id,
                     const char *workspace_id,
                     const char *provider)
{
  g_return_if_fail (NP_IS_LIST_KEEPER (self));

  np_list_keeper_stop (self);
  np_model_list_set_source (self->list, workspace, workspace_id, provider);
  if (self->library == NULL || account_id == NULL)
    {
      np_model_list_load (self->list);
      return;
    }
  self->key = np_store_dup_key (account_id, np_workspace_get_host (workspace), workspace_id,
                                provider);
  self->reading = g_cancellable_new ();
  np_store_load_list_part_async (np_library_get_store (self->library), self->key, 0, FIRST_PART,
                                 self->reading, first_part_cb, g_object_ref (self));
}
