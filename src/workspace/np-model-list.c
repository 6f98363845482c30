/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model-list.h"

#include "np-model-list-load-private.h"
#include "np-model-list-set-private.h"
#include "np-seam.h"
#include "np-workspace-private.h"

/* While it loads, the models on show change this often at most: the more there
 * are, the longer everybody needs to follow. */
#define MIN_PAUSE_MS  100
#define MAX_PAUSE_MS  1000
#define MODELS_PER_MS 100

/* So many cached models are taken in one turn of the main loop. */
#define CACHED_AT_ONCE 4096

struct _NpModelList
{
  GObject parent_instance;

  /* Owned */
  NpWorkspace *workspace;
  char *workspace_id;
  char *provider;
  NpListLoad *load;  /* the last one, NULL before it */
  NpModelSet *set;   /* everything known */
  GPtrArray *shown;  /* what was told of it; never changed, only replaced */
  GHashTable *saved; /* ModelId -> NpModelSummary: newer than what the load brings */
  GPtrArray *cached; /* models of the cache that are not taken yet */
  GError *error;

  /* State */
  gboolean is_loading;
  gboolean is_complete;
  gboolean was_complete; /* once, of this source */
  gint64 total_count;
  gint64 fetched_at;
  gint64 load_began;
  gint64 shown_at; /* monotonic */
  guint show_source;
  guint cached_source;
  guint n_cached_taken;
};

G_DEFINE_FINAL_TYPE (NpModelList, np_model_list, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_LOADING,
  PROP_N_MODELS,
  PROP_TOTAL_COUNT,
  PROP_COMPLETE,
  PROP_ERROR,
  PROP_FETCHED_AT,
  N_PROPS
};

enum
{
  SIGNAL_MODELS_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
notify (NpModelList *self, guint prop_id)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);
}

static void
set_loading (NpModelList *self, gboolean is_loading)
{
  if (self->is_loading == is_loading)
    return;
  self->is_loading = is_loading;
  notify (self, PROP_LOADING);
}

static void
set_complete (NpModelList *self, gboolean is_complete)
{
  if (self->is_complete == is_complete)
    return;
  self->is_complete = is_complete;
  notify (self, PROP_COMPLETE);
}

static void
set_error (NpModelList *self, const GError *error)
{
  if (self->error == NULL && error == NULL)
    return;
  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  notify (self, PROP_ERROR);
}

static void
set_total_count (NpModelList *self, gint64 total_count)
{
  if (self->total_count == total_count)
    return;
  self->total_count = total_count;
  notify (self, PROP_TOTAL_COUNT);
}

static void
set_fetched_at (NpModelList *self, gint64 fetched_at)
{
  if (self->fetched_at == fetched_at)
    return;
  self->fetched_at = fetched_at;
  notify (self, PROP_FETCHED_AT);
}

/* Tells everybody about the models as they are now. */
static void
show_now (NpModelList *self)
{
  g_clear_handle_id (&self->show_source, g_source_remove);
  if (!np_model_set_has_changed (self->set))
    return;
  np_models_unref_aside (self->shown);
  self->shown = np_model_set_take_snapshot (self->set);
  self->shown_at = g_get_monotonic_time ();
  g_signal_emit (self, signals[SIGNAL_MODELS_CHANGED], 0);
}

static gboolean
show_cb (gpointer user_data)
{
  NpModelList *self = user_data;

  self->show_source = 0;
  show_now (self);
  return G_SOURCE_REMOVE;
}

static void
show_soon (NpModelList *self)
{
  gint64 pause = CLAMP (np_model_set_get_size (self->set) / MODELS_PER_MS, MIN_PAUSE_MS,
                        MAX_PAUSE_MS);
  gint64 passed = (g_get_monotonic_time () - self->shown_at) / G_TIME_SPAN_MILLISECOND;

  if (self->show_source == 0 && np_model_set_has_changed (self->set))
    self->show_source = g_timeout_add ((guint) MAX (pause - passed, 0), show_cb, self);
}

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
  show_now (self);
  notify (self, PROP_N_MODELS);
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
    set_total_count (self, np_batch_get_total_count (page));
  if (self->fetched_at == 0)
    set_fetched_at (self, self->load_began);
  if (n_new > 0)
    notify (self, PROP_N_MODELS);
  show_soon (self);
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
  show_now (self);
  /* Whoever saw the models may have turned to another source. */
  if (self->load != load)
    return;
  notify (self, PROP_N_MODELS);
  if (error == NULL)
    set_fetched_at (self, self->load_began);
  set_error (self, error);
  set_complete (self, error == NULL);
  set_loading (self, FALSE);
}

static const NpListLoadFuncs load_funcs = { begin_pass, take_page, ended };

static void
start_loading (NpModelList *self)
{
  set_error (self, NULL);
  set_complete (self, FALSE);
  set_loading (self, TRUE);
  np_list_load_start (self->load);
}

static void
forget_source (NpModelList *self)
{
  g_clear_pointer (&self->load, np_list_load_free);
  g_clear_handle_id (&self->show_source, g_source_remove);
  drop_cached (self);
  g_hash_table_remove_all (self->saved);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->workspace_id, g_free);
  g_clear_pointer (&self->provider, g_free);
}

static void
np_model_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  NpModelList *self = NP_MODEL_LIST (object);

  switch (prop_id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, self->is_loading);
      break;
    case PROP_N_MODELS:
      g_value_set_uint (value, np_model_list_get_n_models (self));
      break;
    case PROP_TOTAL_COUNT:
      g_value_set_int64 (value, self->total_count);
      break;
    case PROP_COMPLETE:
      g_value_set_boolean (value, self->is_complete);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    case PROP_FETCHED_AT:
      g_value_set_int64 (value, self->fetched_at);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
np_model_list_finalize (GObject *object)
{
  NpModelList *self = NP_MODEL_LIST (object);

  forget_source (self);
  g_hash_table_unref (self->saved);
  np_model_set_free (self->set);
  np_models_unref_aside (self->shown);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (np_model_list_parent_class)->finalize (object);
}

static void
np_model_list_class_init (NpModelListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = np_model_list_get_property;
  object_class->finalize = np_model_list_finalize;

  /**
   * NpModelList:loading:
   *
   * Whether pages are on their way. The other properties and the models are up
   * to date when it becomes %FALSE.
   */
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  /**
   * NpModelList:n-models:
   *
   * How many models are known. It runs ahead of what is on show while pages
   * arrive.
   */
  properties[PROP_N_MODELS] = g_param_spec_uint ("n-models", NULL, NULL, 0, G_MAXUINT, 0,
                                                 flags);
  /**
   * NpModelList:total-count:
   *
   * How many models there are, by the last word of the service; -1 if it did
   * not say.
   */
  properties[PROP_TOTAL_COUNT] = g_param_spec_int64 ("total-count", NULL, NULL, -1, G_MAXINT64,
                                                     -1, flags);
  /**
   * NpModelList:complete:
   *
   * Whether every page of the last load arrived.
   */
  properties[PROP_COMPLETE] = g_param_spec_boolean ("complete", NULL, NULL, FALSE, flags);
  /**
   * NpModelList:error:
   *
   * Why the last load is not complete, %NULL if it is, was stopped or runs.
   */
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  /**
   * NpModelList:fetched-at:
   *
   * When the oldest part of what is on show was asked for, in microseconds
   * since 1970; 0 before anything is.
   */
  properties[PROP_FETCHED_AT] = g_param_spec_int64 ("fetched-at", NULL, NULL, 0, G_MAXINT64, 0,
                                                    flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * NpModelList::models-changed:
   *
   * np_model_list_get_models() gives another array now. While pages arrive it
   * comes ten times a second at most, and more seldom for very many models.
   */
  signals[SIGNAL_MODELS_CHANGED] = g_signal_new ("models-changed", NP_TYPE_MODEL_LIST,
                                                 G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                 G_TYPE_NONE, 0);
}

static void
np_model_list_init (NpModelList *self)
{
  self->set = np_model_set_new ();
  self->shown = g_ptr_array_new_with_free_func (g_object_unref);
  self->saved = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  self->total_count = -1;
}

/**
 * np_model_list_new:
 *
 * Returns: (transfer full): a list without a source and without models
 */
NpModelList *
np_model_list_new (void)
{
  return g_object_new (NP_TYPE_MODEL_LIST, NULL);
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
  forget_source (self);
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
      g_signal_emit (self, signals[SIGNAL_MODELS_CHANGED], 0);
      notify (self, PROP_N_MODELS);
    }
  set_total_count (self, -1);
  set_fetched_at (self, 0);
  set_error (self, NULL);
  set_complete (self, FALSE);
  set_loading (self, FALSE);
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
    set_fetched_at (self, fetched_at);
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
  show_now (self);
  set_loading (self, FALSE);
}

/**
 * np_model_list_update_model:
 * @self: a list
 * @model: what is now known of a model, after a save
 *
 * Puts a model in the place of the one with its ModelId. A load under way does
 * not put the older one back. A model that is not in the list stays out, until
 * a load brings it.
 */
void
np_model_list_update_model (NpModelList *self, NpModelSummary *model)
{
  g_return_if_fail (NP_IS_MODEL_LIST (self));
  g_return_if_fail (NP_IS_MODEL_SUMMARY (model));

  if (self->is_loading)
    g_hash_table_replace (self->saved,
                          (gpointer) np_model_summary_get_text (model, NP_SUMMARY_MODEL_ID),
                          g_object_ref (model));
  np_model_set_replace (self->set, model);
  show_now (self);
}

/**
 * np_model_list_get_models:
 * @self: a list
 *
 * Gets the models on show, in no order. The array is never changed: who needs
 * it longer than until #NpModelList::models-changed takes a reference, and may
 * read it in a thread.
 *
 * Returns: (transfer none) (element-type NpModelSummary): the models
 */
GPtrArray *
np_model_list_get_models (NpModelList *self)
{
  g_return_val_if_fail (NP_IS_MODEL_LIST (self), NULL);

  return self->shown;
}

/**
 * np_model_list_get_is_loading:
 * @self: a list
 *
 * Returns: whether pages are on their way
 */
gboolean
np_model_list_get_is_loading (NpModelList *self)
{
  g_return_val_if_fail (NP_IS_MODEL_LIST (self), FALSE);

  return self->is_loading;
}

/**
 * np_model_list_get_is_complete:
 * @self: a list
 *
 * Returns: whether every page of the last load arrived
 */
gboolean
np_model_list_get_is_complete (NpModelList *self)
{
  g_return_val_if_fail (NP_IS_MODEL_LIST (self), FALSE);

  return self->is_complete;
}

/**
 * np_model_list_get_n_models:
 * @self: a list
 *
 * Returns: how many models are known
 */
guint
np_model_list_get_n_models (NpModelList *self)
{
  g_return_val_if_fail (NP_IS_MODEL_LIST (self), 0);

  return np_model_set_get_size (self->set);
}

/**
 * np_model_list_get_total_count:
 * @self: a list
 *
 * Returns: how many models the service says there are, -1 if it did not say
 */
gint64
np_model_list_get_total_count (NpModelList *self)
{
  g_return_val_if_fail (NP_IS_MODEL_LIST (self), -1);

  return self->total_count;
}

/**
 * np_model_list_get_error:
 * @self: a list
 *
 * An %NP_API_ERROR or what the provider of the credentials said. Of the former,
 * %NP_API_ERROR_PROTOCOL also stands for pages without end or pages that repeat,
 * and %NP_API_ERROR_CONFLICT for a list that changed each time it was read.
 *
 * Returns: (transfer none) (nullable): why the last load is not complete
 */
const GError *
np_model_list_get_error (NpModelList *self)
{
  g_return_val_if_fail (NP_IS_MODEL_LIST (self), NULL);

  return self->error;
}

/**
 * np_model_list_get_fetched_at:
 * @self: a list
 *
 * Returns: when the oldest part of what is on show was asked for, in
 *   microseconds since 1970; 0 before anything is
 */
gint64
np_model_list_get_fetched_at (NpModelList *self)
{
  g_return_val_if_fail (NP_IS_MODEL_LIST (self), 0);

  return self->fetched_at;
}
