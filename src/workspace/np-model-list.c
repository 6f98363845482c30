/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model-list-private.h"

/* While it loads, the models on show change this often at most: the more there
 * are, the longer everybody needs to follow. */
#define MIN_PAUSE_MS  100
#define MAX_PAUSE_MS  1000
#define MODELS_PER_MS 100

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

/*< private >
 * np_model_list_set_loading:
 * @self: a list
 * @is_loading: whether pages are on their way
 */
void
np_model_list_set_loading (NpModelList *self, gboolean is_loading)
{
  if (self->is_loading == is_loading)
    return;
  self->is_loading = is_loading;
  notify (self, PROP_LOADING);
}

/*< private >
 * np_model_list_set_complete:
 * @self: a list
 * @is_complete: whether every page of the last load arrived
 */
void
np_model_list_set_complete (NpModelList *self, gboolean is_complete)
{
  if (self->is_complete == is_complete)
    return;
  self->is_complete = is_complete;
  notify (self, PROP_COMPLETE);
}

/*< private >
 * np_model_list_set_error:
 * @self: a list
 * @error: (nullable): why not
 */
void
np_model_list_set_error (NpModelList *self, const GError *error)
{
  if (self->error == NULL && error == NULL)
    return;
  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  notify (self, PROP_ERROR);
}

/*< private >
 * np_model_list_set_total_count:
 * @self: a list
 * @total_count: how many models there are; -1 if that is not known
 */
void
np_model_list_set_total_count (NpModelList *self, gint64 total_count)
{
  if (self->total_count == total_count)
    return;
  self->total_count = total_count;
  notify (self, PROP_TOTAL_COUNT);
}

/*< private >
 * np_model_list_set_fetched_at:
 * @self: a list
 * @fetched_at: when the oldest part of what is on show was asked for
 */
void
np_model_list_set_fetched_at (NpModelList *self, gint64 fetched_at)
{
  if (self->fetched_at == fetched_at)
    return;
  self->fetched_at = fetched_at;
  notify (self, PROP_FETCHED_AT);
}

/*< private >
 * np_model_list_notify_n_models:
 * @self: a list
 *
 * Tells how many models are known.
 */
void
np_model_list_notify_n_models (NpModelList *self)
{
  notify (self, PROP_N_MODELS);
}

/*< private >
 * np_model_list_show_now:
 * @self: a list
 *
 * Tells everybody about the models as they are now.
 */
void
np_model_list_show_now (NpModelList *self)
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
  np_model_list_show_now (self);
  return G_SOURCE_REMOVE;
}

/*< private >
 * np_model_list_show_soon:
 * @self: a list
 *
 * Does so a moment later: not too often while pages arrive.
 */
void
np_model_list_show_soon (NpModelList *self)
{
  gint64 pause = CLAMP (np_model_set_get_size (self->set) / MODELS_PER_MS, MIN_PAUSE_MS,
                        MAX_PAUSE_MS);
  gint64 passed = (g_get_monotonic_time () - self->shown_at) / G_TIME_SPAN_MILLISECOND;

  if (self->show_source == 0 && np_model_set_has_changed (self->set))
    self->show_source = g_timeout_add ((guint) MAX (pause - passed, 0), show_cb, self);
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

  np_model_list_forget_source (self);
  g_hash_table_unref (self->saved);
  np_model_set_free (self->set);
  np_models_unref_aside (self->shown);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (np_model_list_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

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
}

static void
np_model_list_class_init (NpModelListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = np_model_list_get_property;
  object_class->finalize = np_model_list_finalize;
  install_properties (object_class);

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
  np_model_list_show_now (self);
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
