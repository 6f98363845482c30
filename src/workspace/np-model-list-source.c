/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

/* What fills the list: a source, and the models of an earlier load. */

#include "config.h"

#include "np-model-list-private.h"

#include "np-seam.h"
#include "np-workspace-private.h"

/* So many cached models are taken in one turn of the main loop. */
#define CACHED_AT_ONCE 4096

static void
drop_cached (NpModelList *self)
{
  g_clear_handle_id (&self->cached_source, g_source_remove);
  if (self->cached != NULL)
    np_models_unref_aside (g_steal_pointer (&self->cached));
}

/* Takes a part of the cached models; returns whether that was the last one. */
static gboolean
take_some_cached (NpModelList *self)
{
  guint end = MIN (self->n_cached_taken + CACHED_AT_ONCE, self->cached->len);

  for (; self->n_cached_taken < end; self->n_cached_taken++)
    np_model_set_put_old (self->set, self->cached->pdata[self->n_cached_taken]);
  if (end < self->cached->len)
    return FALSE;
  drop_cached (self);
  np_model_list_show_now (self);
  np_model_list_notify_n_models (self);
  return TRUE;
}

static gboolean
take_cached_cb (gpointer user_data)
{
  return take_some_cached (user_data) ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

/* What was saved while the load ran is newer than what the load brings. */
static NpModelSummary *
get_newest (NpModelList *self, NpModelSummary *model)
{
  const char *id = np_model_summary_get_text (model, NP_SUMMARY_MODEL_ID);
  NpModelSummary *saved = g_hash_table_lookup (self->saved, id);

  return saved != NULL ? saved : model;
}

static void
begin_pass (gpointer user_data)
{
  NpModelList *self = user_data;

  np_model_set_unmark (self->set);
}

static guint
take_page (gpointer user_data, NpBatch *page)
{
  NpModelList *self = user_data;
  guint n_new = 0;

  for (guint i = 0; i < np_batch_get_length (page); i++)
    if (np_model_set_put (self->set, get_newest (self, np_batch_get_item (page, i))))
      n_new++;
  if (np_batch_get_total_count (page) >= 0)
    np_model_list_set_total_count (self, np_batch_get_total_count (page));
  if (self->fetched_at == 0)
    np_model_list_set_fetched_at (self, self->load_began);
  if (n_new > 0)
    np_model_list_notify_n_models (self);
  np_model_list_show_soon (self);
  return n_new;
}

static void
ended (gpointer user_data, const GError *error)
{
  g_autoptr (NpModelList) self = g_object_ref (user_data);
  NpListLoad *load = self->load;

  if (error == NULL)
    {
      drop_cached (self);
      np_model_set_sweep (self->set);
      self->was_complete = TRUE;
    }
  np_model_list_show_now (self);
  /* Whoever saw the models may have turned to another source. */
  if (self->load != load)
    return;
  np_model_list_notify_n_models (self);
  if (error == NULL)
    np_model_list_set_fetched_at (self, self->load_began);
  np_model_list_set_error (self, error);
  np_model_list_set_complete (self, error == NULL);
  np_model_list_set_loading (self, FALSE);
}

static const NpListLoadFuncs load_funcs = { begin_pass, take_page, ended };

static void
start_loading (NpModelList *self)
{
  np_model_list_set_error (self, NULL);
  np_model_list_set_complete (self, FALSE);
  np_model_list_set_loading (self, TRUE);
  np_list_load_start (self->load);
}

/*< private >
 * np_model_list_forget_source:
 * @self: a list
 *
 * Ends what is under way, and lets go of the source.
 */
void
np_model_list_forget_source (NpModelList *self)
{
  g_clear_pointer (&self->load, np_list_load_free);
  g_clear_handle_id (&self->show_source, g_source_remove);
  drop_cached (self);
  g_hash_table_remove_all (self->saved);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->workspace_id, g_free);
  g_clear_pointer (&self->provider, g_free);
}

/**
 * np_model_list_set_source:
 * @self: a list
 * @workspace: (nullable): the connection; %NULL for none
 * @workspace_id: (nullable): whose models; %NULL for all that the account may see
 * @provider: (nullable): the public models of this provider instead
 *
 * Drops everything and turns to another source. Pages of the old one that are
 * still on their way never get in. Nothing is loaded yet.
 */
void
np_model_list_set_source (NpModelList *self,
                          NpWorkspace *workspace,
                          const char *workspace_id,
                          const char *provider)
{
  gboolean had_models = FALSE;

  g_return_if_fail (NP_IS_MODEL_LIST (self));
  g_return_if_fail (workspace == NULL || NP_IS_WORKSPACE (workspace));

  had_models = np_model_set_get_size (self->set) > 0 || self->shown->len > 0;
  np_model_list_forget_source (self);
  g_set_object (&self->workspace, workspace);
  self->workspace_id = g_strdup (workspace_id);
  self->provider = g_strdup (provider);
  self->was_complete = FALSE;

  np_model_set_free (self->set);
  self->set = np_model_set_new ();
  np_models_unref_aside (self->shown);
  self->shown = np_model_set_take_snapshot (self->set);
  self->shown_at = 0;
  if (had_models)
    {
      g_signal_emit_by_name (self, "models-changed");
      np_model_list_notify_n_models (self);
    }
  np_model_list_set_total_count (self, -1);
  np_model_list_set_fetched_at (self, 0);
  np_model_list_set_error (self, NULL);
  np_model_list_set_complete (self, FALSE);
  np_model_list_set_loading (self, FALSE);
}

/**
 * np_model_list_take_cached:
 * @self: a list with a source
 * @models: (element-type NpModelSummary): the models of an earlier load of the
 *   same source; not changed any more
 * @fetched_at: when that load was, in microseconds since 1970
 *
 * Shows models of an earlier load, with their age, until a load is complete.
 * Where the load under way has brought a model already, that one stays; after a
 * complete load nothing is taken. Very many are taken in several turns of the
 * main loop and shown together.
 */
void
np_model_list_take_cached (NpModelList *self, GPtrArray *models, gint64 fetched_at)
{
  g_return_if_fail (NP_IS_MODEL_LIST (self));
  g_return_if_fail (models != NULL);

  if (self->was_complete || models->len == 0)
    return;
  drop_cached (self);
  self->cached = g_ptr_array_ref (models);
  self->n_cached_taken = 0;
  if (self->fetched_at == 0 || fetched_at < self->fetched_at)
    np_model_list_set_fetched_at (self, fetched_at);
  if (self->cached != NULL && !take_some_cached (self))
    self->cached_source = g_idle_add (take_cached_cb, self);
}

/**
 * np_model_list_load:
 * @self: a list
 *
 * Loads all pages anew. What is there stays on show; what the service does not
 * have any more goes when the load is complete. A load under way is given up.
 * Without a source nothing happens.
 */
void
np_model_list_load (NpModelList *self)
{
  g_return_if_fail (NP_IS_MODEL_LIST (self));

  if (self->workspace == NULL)
    return;
  g_clear_pointer (&self->load, np_list_load_free);
  self->load = np_list_load_new (np_workspace_get_client (self->workspace), self->workspace_id,
                                 self->provider, &load_funcs, self);
  self->load_began = np_seam_get_real_time (np_seam_get_default ());
  np_model_set_unmark (self->set);
  g_hash_table_remove_all (self->saved);
  start_loading (self);
}

/**
 * np_model_list_load_rest:
 * @self: a list
 *
 * Loads the pages that are still missing after a failure or a stop. If nothing
 * was loaded before, or everything was, it is np_model_list_load().
 */
void
np_model_list_load_rest (NpModelList *self)
{
  g_return_if_fail (NP_IS_MODEL_LIST (self));

  if (self->is_loading)
    return;
  if (self->load == NULL || self->is_complete)
    np_model_list_load (self);
  else
    start_loading (self);
}

/**
 * np_model_list_stop:
 * @self: a list
 *
 * Ends a load. What is there stays.
 */
void
np_model_list_stop (NpModelList *self)
{
  g_return_if_fail (NP_IS_MODEL_LIST (self));

  if (!self->is_loading)
    return;
  np_list_load_stop (self->load);
  np_model_list_show_now (self);
  np_model_list_set_loading (self, FALSE);
}
