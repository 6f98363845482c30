/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model-view-private.h"

#include "np-search.h"

static void np_model_view_list_model_init (GListModelInterface *iface);

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

static gboolean
is_filtered (NpModelView *self)
{
  for (guint kind = 0; kind < NP_N_FILTERS; kind++)
    if (self->filters[kind] != NULL)
      return TRUE;
  return self->words[0] != NULL;
}

static void
notify_filtered (NpModelView *self, gboolean was_filtered)
{
  if (is_filtered (self) != was_filtered)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_FILTERED]);
}

/*< private >
 * np_model_view_notify_n_matches:
 * @self: a view
 *
 * Tells how many models it has.
 */
void
np_model_view_notify_n_matches (NpModelView *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_MATCHES]);
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
  g_signal_connect_object (list, "models-changed", G_CALLBACK (np_model_view_refresh), self,
                           G_CONNECT_SWAPPED);
  np_model_view_refresh (self);
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
  np_model_index_search (self->index, self->words, self->hits, NP_HIT_SEARCH,
                         g_str_has_prefix (self->folded, old_folded));
  np_model_view_show (self);
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
  np_model_view_filter (self);
  np_model_view_show (self);
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
  np_model_view_filter (self);
  np_model_view_show (self);
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
  np_model_view_refresh (self);
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
