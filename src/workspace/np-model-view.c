/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model-view.h"

#include "np-model-list-set-private.h"
#include "np-model-view-index-private.h"
#include "np-search.h"

/* A list of this size is indexed at once, without a thread: it takes less than
 * drawing it. */
#define FEW_MODELS 1000

/* So many names are collated before the list is shown; more of them are shown
 * in the order of their folded names first. */
#define FEW_COLLATIONS 5000

/* Bits of a model's hits: it is shown with all of them. */
#define HIT_SEARCH 1
#define HIT_FILTER 2
#define HIT_ALL    (HIT_SEARCH | HIT_FILTER)

struct _NpModelView
{
  GObject parent_instance;

  /* Owned */
  NpModelList *list;
  NpModelIndex *index;
  guint32 *order;     /* all places of the index, sorted */
  guint8 *hits;       /* of each place */
  GPtrArray *visible; /* borrowed from the index */
  char *search;
  char *folded; /* the search, as it is compared */
  char **words;
  char *filters[NP_N_FILTERS]; /* NULL: off */

  /* State */
  NpSortKey sort_key;
  gboolean is_descending;
  gboolean is_working; /* a thread makes another index or order */
  guint serial;        /* of what is wanted */
  guint shown_serial;  /* of what is shown */
};

/* The making of an index and an order. */
typedef struct
{
  /* Owned */
  GPtrArray *models;
  NpModelIndex *index; /* what is known before, then the result */
  guint32 *order;      /* the result */

  /* State */
  NpSortKey sort_key;
  gboolean is_descending;
  guint max_collations;
  guint serial;
} Job;

static void np_model_view_list_model_init (GListModelInterface *iface);
static void work (NpModelView *self, guint max_collations);

G_DEFINE_FINAL_TYPE_WITH_CODE (NpModelView,
                               np_model_view,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      np_model_view_list_model_init))

enum
{
  PROP_0,
  PROP_N_MATCHES,
  PROP_SEARCH,
  PROP_IS_FILTERED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
job_free (gpointer data)
{
  Job *job = data;

  np_models_unref_aside (job->models);
  g_clear_pointer (&job->index, np_model_index_unref);
  g_free (job->order);
  g_free (job);
}

static Job *
job_new (NpModelView *self, guint max_collations)
{
  Job *job = g_new0 (Job, 1);

  job->models = g_ptr_array_ref (np_model_list_get_models (self->list));
  job->index = np_model_index_ref (self->index);
  job->sort_key = self->sort_key;
  job->is_descending = self->is_descending;
  job->max_collations = max_collations;
  job->serial = self->serial;
  return job;
}

static gboolean
is_up_to_date (Job *job)
{
  return np_model_index_get_models (job->index) == job->models &&
         (np_model_index_get_is_collated (job->index) || job->max_collations != G_MAXUINT);
}

static void
job_run (Job *job)
{
  if (!is_up_to_date (job))
    {
      g_autoptr (NpModelIndex) previous = g_steal_pointer (&job->index);

      job->index = np_model_index_new (job->models, previous, job->max_collations);
    }
  job->order = np_model_index_sort (job->index, job->sort_key, job->is_descending);
}

static gboolean
is_filtered (NpModelView *self)
{
  for (guint kind = 0; kind < NP_N_FILTERS; kind++)
    if (self->filters[kind] != NULL)
      return TRUE;
  return self->words[0] != NULL;
}

static gboolean
passes_filters (NpModelView *self, NpModelSummary *model)
{
  for (guint kind = 0; kind < NP_N_FILTERS; kind++)
    if (self->filters[kind] != NULL &&
        !np_filter_matches (model, (NpFilterKind) kind, self->filters[kind]))
      return FALSE;
  return TRUE;
}

static void
filter (NpModelView *self)
{
  GPtrArray *models = np_model_index_get_models (self->index);

  for (guint i = 0; i < models->len; i++)
    if (passes_filters (self, models->pdata[i]))
      self->hits[i] |= HIT_FILTER;
    else
      self->hits[i] &= (guint8) ~HIT_FILTER;
}

static guint
count_common_start (GPtrArray *a, GPtrArray *b)
{
  guint max = MIN (a->len, b->len);
  guint n = 0;

  while (n < max && a->pdata[n] == b->pdata[n])
    n++;
  return n;
}

static guint
count_common_end (GPtrArray *a, GPtrArray *b, guint n_start)
{
  guint max = MIN (a->len, b->len) - n_start;
  guint n = 0;

  while (n < max && a->pdata[a->len - 1 - n] == b->pdata[b->len - 1 - n])
    n++;
  return n;
}

static GPtrArray *
dup_visible (NpModelView *self)
{
  GPtrArray *models = np_model_index_get_models (self->index);
  GPtrArray *visible = g_ptr_array_sized_new (models->len);

  for (guint i = 0; i < models->len; i++)
    if (self->hits[self->order[i]] == HIT_ALL)
      g_ptr_array_add (visible, models->pdata[self->order[i]]);
  return visible;
}

/* Tells what became of the list between the first and the last difference. The
 * models of the old list must still be there. */
static void
show (NpModelView *self)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->visible);
  guint n_start = 0;
  guint n_end = 0;

  self->visible = dup_visible (self);
  n_start = count_common_start (old, self->visible);
  n_end = count_common_end (old, self->visible, n_start);
  if (n_start + n_end < MAX (old->len, self->visible->len))
    g_list_model_items_changed (G_LIST_MODEL (self), n_start, old->len - n_start - n_end,
                                self->visible->len - n_start - n_end);
  if (old->len != self->visible->len)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_MATCHES]);
}

static void
take_index (NpModelView *self, NpModelIndex *index)
{
  guint n = np_model_index_get_models (index)->len;

  if (np_model_index_get_models (self->index) != np_model_index_get_models (index))
    {
      g_free (self->hits);
      self->hits = g_malloc0 (n);
      np_model_index_unref (self->index);
      self->index = np_model_index_ref (index);
      np_model_index_search (self->index, self->words, self->hits, HIT_SEARCH, FALSE);
      filter (self);
      return;
    }
  np_model_index_unref (self->index);
  self->index = np_model_index_ref (index);
}

static void
take_job (NpModelView *self, Job *job)
{
  g_autoptr (NpModelIndex) old = np_model_index_ref (self->index);

  take_index (self, job->index);
  g_free (self->order);
  self->order = g_steal_pointer (&job->order);
  self->shown_serial = job->serial;
  show (self);
}

static void
work_in_thread (GTask *task, gpointer source, gpointer job, GCancellable *cancellable)
{
  job_run (job);
  g_task_return_boolean (task, TRUE);
}

static void
worked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  NpModelView *self = NP_MODEL_VIEW (source);
  Job *job = g_task_get_task_data (G_TASK (result));

  self->is_working = FALSE;
  /* What was shown meanwhile is newer, if it needed no thread. */
  if ((gint) (job->serial - self->shown_serial) >= 0)
    take_job (self, job);
  if (self->is_working)
    return;
  if (self->serial != self->shown_serial)
    work (self, FEW_COLLATIONS);
  else if (!np_model_index_get_is_collated (self->index))
    work (self, G_MAXUINT);
}

static void
work (NpModelView *self, guint max_collations)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, worked_cb, NULL);

  g_task_set_source_tag (task, work);
  g_task_set_task_data (task, job_new (self, max_collations), job_free);
  self->is_working = TRUE;
  g_task_run_in_thread (task, work_in_thread);
}

/* The models or their order have to be others. */
static void
refresh (NpModelView *self)
{
  self->serial++;
  if (np_model_list_get_models (self->list)->len <= FEW_MODELS)
    {
      Job *job = job_new (self, G_MAXUINT);

      job_run (job);
      take_job (self, job);
      job_free (job);
    }
  else if (!self->is_working)
    work (self, FEW_COLLATIONS);
}

static void
notify_filtered (NpModelView *self, gboolean was_filtered)
{
  if (is_filtered (self) != was_filtered)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_FILTERED]);
}

static GType
np_model_view_get_item_type (GListModel *model)
{
  return NP_TYPE_MODEL_SUMMARY;
}

static guint
np_model_view_get_n_items (GListModel *model)
{
  return NP_MODEL_VIEW (model)->visible->len;
}

static gpointer
np_model_view_get_item (GListModel *model, guint position)
{
  NpModelView *self = NP_MODEL_VIEW (model);

  if (position >= self->visible->len)
    return NULL;
  return g_object_ref (self->visible->pdata[position]);
}

static void
np_model_view_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = np_model_view_get_item_type;
  iface->get_n_items = np_model_view_get_n_items;
  iface->get_item = np_model_view_get_item;
}

static void
np_model_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  NpModelView *self = NP_MODEL_VIEW (object);

  switch (prop_id)
    {
    case PROP_N_MATCHES:
      g_value_set_uint (value, self->visible->len);
      break;
    case PROP_SEARCH:
      g_value_set_string (value, self->search);
      break;
    case PROP_IS_FILTERED:
      g_value_set_boolean (value, is_filtered (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
np_model_view_set_property (GObject *object,
                            guint prop_id,
                            const GValue *value,
                            GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SEARCH:
      np_model_view_set_search (NP_MODEL_VIEW (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
np_model_view_finalize (GObject *object)
{
  NpModelView *self = NP_MODEL_VIEW (object);

  g_ptr_array_unref (self->visible);
  np_model_index_unref (self->index);
  g_object_unref (self->list);
  g_free (self->order);
  g_free (self->hits);
  g_free (self->search);
  g_free (self->folded);
  g_strfreev (self->words);
  for (guint kind = 0; kind < NP_N_FILTERS; kind++)
    g_free (self->filters[kind]);

  G_OBJECT_CLASS (np_model_view_parent_class)->finalize (object);
}

static void
np_model_view_class_init (NpModelViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = np_model_view_get_property;
  object_class->set_property = np_model_view_set_property;
  object_class->finalize = np_model_view_finalize;

  /**
   * NpModelView:n-matches:
   *
   * How many models the view has.
   */
  properties[PROP_N_MATCHES] = g_param_spec_uint ("n-matches", NULL, NULL, 0, G_MAXUINT, 0,
                                                  flags | G_PARAM_READABLE);
  /**
   * NpModelView:search:
   *
   * What is searched for, as it was typed.
   */
  properties[PROP_SEARCH] = g_param_spec_string ("search", NULL, NULL, "",
                                                 flags | G_PARAM_READWRITE);
  /**
   * NpModelView:is-filtered:
   *
   * Whether the search or a filter can hide models.
   */
  properties[PROP_IS_FILTERED] = g_param_spec_boolean ("is-filtered", NULL, NULL, FALSE,
                                                       flags | G_PARAM_READABLE);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
np_model_view_init (NpModelView *self)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  self->index = np_model_index_new (none, NULL, G_MAXUINT);
  self->visible = g_ptr_array_new ();
  self->search = g_strdup ("");
  self->folded = g_strdup ("");
  self->words = g_new0 (char *, 1);
}

/**
 * np_model_view_new:
 * @list: the list to look at
 *
 * A view of the models of a list, sorted by name. It follows the list: at once
 * while there are a thousand models or less, otherwise as soon as a thread has
 * sorted them. Of very many new names the order is at first that of their
 * folded form, and a moment later that of the user's language.
 *
 * Returns: (transfer full): a view that shows everything
 */
NpModelView *
np_model_view_new (NpModelList *list)
{
  NpModelView *self = NULL;

  g_return_val_if_fail (NP_IS_MODEL_LIST (list), NULL);

  self = g_object_new (NP_TYPE_MODEL_VIEW, NULL);
  self->list = g_object_ref (list);
  g_signal_connect_object (list, "models-changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  refresh (self);
  return self;
}

/**
 * np_model_view_set_search:
 * @self: a view
 * @text: (nullable): what to search for
 *
 * Leaves the models whose name, ID, domain, task, labels or description have
 * every word of @text, folded as np_search_fold() does. Blanks separate words.
 * A text that goes on from the last one looks only at what that one found.
 */
void
np_model_view_set_search (NpModelView *self, const char *text)
{
  g_autofree char *old_folded = NULL;
  gboolean was_filtered = FALSE;

  g_return_if_fail (NP_IS_MODEL_VIEW (self));

  text = text != NULL ? text : "";
  if (g_str_equal (self->search, text))
    return;
  was_filtered = is_filtered (self);
  old_folded = g_steal_pointer (&self->folded);
  g_free (self->search);
  g_strfreev (self->words);
  self->search = g_strdup (text);
  self->folded = np_search_fold (text);
  self->words = np_search_words (text);
  np_model_index_search (self->index, self->words, self->hits, HIT_SEARCH,
                         g_str_has_prefix (self->folded, old_folded));
  show (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCH]);
  notify_filtered (self, was_filtered);
}

/**
 * np_model_view_set_filter:
 * @self: a view
 * @kind: what to filter by
 * @value: (nullable): the value that models must have, one `key=value` for a
 *   label, "" for those that have none (not for labels); %NULL to filter no more
 *
 * Leaves the models that pass all filters that are on. %NP_FILTER_NO_DESCRIPTION
 * and %NP_FILTER_NO_DOCUMENT are on with any value.
 */
void
np_model_view_set_filter (NpModelView *self, NpFilterKind kind, const char *value)
{
  gboolean was_filtered = FALSE;

  g_return_if_fail (NP_IS_MODEL_VIEW (self));
  g_return_if_fail (kind < NP_N_FILTERS);

  if (g_strcmp0 (self->filters[kind], value) == 0)
    return;
  was_filtered = is_filtered (self);
  g_free (self->filters[kind]);
  self->filters[kind] = g_strdup (value);
  filter (self);
  show (self);
  notify_filtered (self, was_filtered);
}

/**
 * np_model_view_get_filter:
 * @self: a view
 * @kind: what to filter by
 *
 * Returns: (transfer none) (nullable): the value that is filtered by, %NULL if
 *   the filter is off
 */
const char *
np_model_view_get_filter (NpModelView *self, NpFilterKind kind)
{
  g_return_val_if_fail (NP_IS_MODEL_VIEW (self), NULL);
  g_return_val_if_fail (kind < NP_N_FILTERS, NULL);

  return self->filters[kind];
}

/**
 * np_model_view_clear_filters:
 * @self: a view
 *
 * Switches all filters off. The search stays.
 */
void
np_model_view_clear_filters (NpModelView *self)
{
  gboolean was_filtered = FALSE;

  g_return_if_fail (NP_IS_MODEL_VIEW (self));

  was_filtered = is_filtered (self);
  for (guint kind = 0; kind < NP_N_FILTERS; kind++)
    g_clear_pointer (&self->filters[kind], g_free);
  filter (self);
  show (self);
  notify_filtered (self, was_filtered);
}

/**
 * np_model_view_set_sort:
 * @self: a view
 * @key: what to sort by
 * @is_descending: whether the greatest comes first
 *
 * Sorts the models. Names follow the rules of the user's language. Models that
 * have nothing of the kind come last in both directions, equal ones in the
 * order of ModelId. Many models are sorted in a thread and change place a
 * moment later.
 */
void
np_model_view_set_sort (NpModelView *self, NpSortKey key, gboolean is_descending)
{
  g_return_if_fail (NP_IS_MODEL_VIEW (self));
  g_return_if_fail (key <= NP_SORT_PARAMETER_SIZE);

  if (self->sort_key == key && self->is_descending == is_descending)
    return;
  self->sort_key = key;
  self->is_descending = is_descending;
  refresh (self);
}

/**
 * np_model_view_dup_filter_values:
 * @self: a view
 * @kind: what to filter by
 *
 * Gives the values that the models of the list have, whatever is filtered now:
 * the most frequent first, equally frequent ones in the order of their bytes, at
 * most 200. Models without a value do not count.
 *
 * Returns: (transfer full) (array zero-terminated=1): the values; none for
 *   %NP_FILTER_NO_DESCRIPTION and %NP_FILTER_NO_DOCUMENT
 */
char **
np_model_view_dup_filter_values (NpModelView *self, NpFilterKind kind)
{
  g_return_val_if_fail (NP_IS_MODEL_VIEW (self), NULL);
  g_return_val_if_fail (kind < NP_N_FILTERS, NULL);

  return g_strdupv ((char **) np_model_index_get_values (self->index, kind));
}

/**
 * np_model_view_find:
 * @self: a view
 * @model_id: the ID of a model
 *
 * Returns: where the model stands, %G_MAXUINT if it is not in the view
 */
guint
np_model_view_find (NpModelView *self, const char *model_id)
{
  NpModelSummary *model = NULL;
  guint position = 0;

  g_return_val_if_fail (NP_IS_MODEL_VIEW (self), G_MAXUINT);
  g_return_val_if_fail (model_id != NULL, G_MAXUINT);

  model = np_model_index_find (self->index, model_id);
  if (model == NULL || !g_ptr_array_find (self->visible, model, &position))
    return G_MAXUINT;
  return position;
}
