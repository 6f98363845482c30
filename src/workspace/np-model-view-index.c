/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model-view-index-private.h"

#include "np-model-list-set-private.h"
#include "np-search.h"

#include <string.h>

/* So many models ahead the processor is told what will be read. */
#define AHEAD        8
#define CACHE_LINE   64
#define NO_COLLATION G_MAXUINT32

struct _NpModelIndex
{
  /* Owned */
  GPtrArray *models;
  guint32 *by_id;            /* places in the order of ModelId */
  guint32 *name_ranks;       /* equal names have the same */
  GByteArray *collations;    /* keys of g_utf8_collate_key(), each with its NUL */
  guint32 *collation_starts; /* of the key of each model, or NO_COLLATION */
  guint32 *key_lengths;
  char **values[NP_N_FILTERS];

  /* Borrowed from the models */
  const char **keys;

  /* State */
  gboolean is_collated; /* every name is */
};

typedef struct
{
  guint64 value;
  guint32 place;
} Ranked;

static NpModelSummary *
get_model (NpModelIndex *self, guint place)
{
  return self->models->pdata[place];
}

static const char *
get_text (NpModelIndex *self, guint place, NpSummaryText text)
{
  return np_model_summary_get_text (get_model (self, place), text);
}

/* Looks for a model in an older list, from *AT on: what is in both lists stands
 * in the same order. If it does not, models only count as new. */
static gboolean
find_in_old (GPtrArray *old, guint *at, NpModelSummary *model, guint *out_place)
{
  const char *id = np_model_summary_get_text (model, NP_SUMMARY_MODEL_ID);

  for (; *at < old->len; (*at)++)
    {
      NpModelSummary *candidate = old->pdata[*at];

      if (candidate == model)
        {
          *out_place = (*at)++;
          return TRUE;
        }
      if (g_str_equal (np_model_summary_get_text (candidate, NP_SUMMARY_MODEL_ID), id))
        {
          (*at)++;
          return FALSE;
        }
    }
  return FALSE;
}

static void
append_collation (NpModelIndex *self, guint place, const char *key)
{
  self->collation_starts[place] = self->collations->len;
  g_byte_array_append (self->collations, (const guint8 *) key, (guint) strlen (key) + 1);
}

static void
take_collations (NpModelIndex *self, NpModelIndex *previous)
{
  guint at = 0;
  guint old = 0;

  for (guint i = 0; i < self->models->len; i++)
    {
      self->collation_starts[i] = NO_COLLATION;
      if (previous == NULL || !find_in_old (previous->models, &at, get_model (self, i), &old) ||
          previous->collation_starts[old] == NO_COLLATION)
        continue;
      append_collation (
          self, i, (const char *) previous->collations->data + previous->collation_starts[old]);
    }
}

static guint
count_uncollated (NpModelIndex *self)
{
  guint n = 0;

  for (guint i = 0; i < self->models->len; i++)
    n += self->collation_starts[i] == NO_COLLATION ? 1 : 0;
  return n;
}

/* Comparing two names by the rules of the language takes long, so each gets a
 * key once. */
static void
collate (NpModelIndex *self, NpModelIndex *previous, guint max_collations)
{
  self->collations = g_byte_array_new ();
  self->collation_starts = g_new (guint32, self->models->len);
  take_collations (self, previous);
  self->is_collated = count_uncollated (self) <= max_collations;
  if (!self->is_collated)
    return;
  for (guint i = 0; i < self->models->len; i++)
    {
      g_autofree char *key = NULL;

      if (self->collation_starts[i] != NO_COLLATION)
        continue;
      key = g_utf8_collate_key (get_text (self, i, NP_SUMMARY_MODEL_NAME), -1);
      append_collation (self, i, key);
    }
}

static void
take_keys (NpModelIndex *self)
{
  self->keys = g_new (const char *, self->models->len);
  self->key_lengths = g_new (guint32, self->models->len);
  for (guint i = 0; i < self->models->len; i++)
    {
      self->keys[i] = np_model_summary_get_search_key (get_model (self, i));
      self->key_lengths[i] = (guint32) strlen (self->keys[i]);
    }
}

static void
sort_ids (NpModelIndex *self)
{
  g_autofree const char **ids = g_new (const char *, self->models->len);

  for (guint i = 0; i < self->models->len; i++)
    ids[i] = get_text (self, i, NP_SUMMARY_MODEL_ID);
  self->by_id = np_sort_texts (ids, self->models->len);
}

/* A search key begins with the folded name: it is the order until the names are
 * collated. */
static void
rank_names (NpModelIndex *self)
{
  guint n = self->models->len;
  g_autofree const char **texts = g_new (const char *, n);
  g_autofree guint32 *order = NULL;
  guint32 rank = 0;

  for (guint i = 0; i < n; i++)
    texts[i] = self->is_collated
                   ? (const char *) self->collations->data + self->collation_starts[i]
                   : self->keys[i];
  order = np_sort_texts (texts, n);
  self->name_ranks = g_new (guint32, n);
  for (guint i = 0; i < n; i++)
    {
      if (i > 0 && !g_str_equal (texts[order[i - 1]], texts[order[i]]))
        rank++;
      self->name_ranks[order[i]] = rank;
    }
}

static void
take_old_facts (NpModelIndex *self, NpModelIndex *previous)
{
  self->by_id = g_memdup2 (previous->by_id, self->models->len * sizeof *self->by_id);
  for (guint kind = 0; kind < NP_N_FILTERS; kind++)
    self->values[kind] = g_strdupv (previous->values[kind]);
}

static void
find_facts (NpModelIndex *self)
{
  sort_ids (self);
  np_filter_count_values (self->models, self->values);
}

/* Makes an index of @models, with what @previous, an index of an earlier state
 * of the same list, knows already. When more than @max_collations names have no
 * collation key yet, names are ordered by their folded form. May take long. */
NpModelIndex *
np_model_index_new (GPtrArray *models, NpModelIndex *previous, guint max_collations)
{
  NpModelIndex *self = g_atomic_rc_box_new0 (NpModelIndex);

  self->models = g_ptr_array_ref (models);
  take_keys (self);
  if (previous != NULL && previous->models == models)
    take_old_facts (self, previous);
  else
    find_facts (self);
  collate (self, previous, max_collations);
  rank_names (self);
  return self;
}

NpModelIndex *
np_model_index_ref (NpModelIndex *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  NpModelIndex *self = data;

  g_free (self->by_id);
  g_free (self->name_ranks);
  g_byte_array_unref (self->collations);
  g_free (self->collation_starts);
  g_free (self->key_lengths);
  g_free (self->keys);
  for (guint kind = 0; kind < NP_N_FILTERS; kind++)
    g_strfreev (self->values[kind]);
  np_models_unref_aside (self->models);
}

void
np_model_index_unref (NpModelIndex *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

GPtrArray *
np_model_index_get_models (NpModelIndex *self)
{
  return self->models;
}

gboolean
np_model_index_get_is_collated (NpModelIndex *self)
{
  return self->is_collated;
}

/* Returns: (nullable) (transfer none): the model with this ModelId */
NpModelSummary *
np_model_index_find (NpModelIndex *self, const char *model_id)
{
  guint low = 0;
  guint high = self->models->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      int order = strcmp (get_text (self, self->by_id[middle], NP_SUMMARY_MODEL_ID), model_id);

      if (order == 0)
        return get_model (self, self->by_id[middle]);
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return NULL;
}

/* What to sort a model by; FALSE if it has nothing of that kind. */
static gboolean
get_value (NpModelIndex *self, guint place, NpSortKey key, gint64 *out_value)
{
  NpModelSummary *model = get_model (self, place);

  switch (key)
    {
    case NP_SORT_ORDER_NUMBER:
      return np_model_summary_get_order_number (model, out_value);
    case NP_SORT_CREATED:
      *out_value = np_model_summary_get_created (model);
      return *out_value != 0;
    case NP_SORT_MODIFIED:
      *out_value = np_model_summary_get_modified (model);
      return *out_value != 0;
    case NP_SORT_PARAMETER_SIZE:
      return np_model_summary_get_parameter_size (model, out_value);
    case NP_SORT_NAME:
    default:
      *out_value = self->name_ranks[place];
      return *get_text (self, place, NP_SUMMARY_MODEL_NAME) != '\0';
    }
}

static int
compare_ranked (gconstpointer a, gconstpointer b)
{
  guint64 left = ((const Ranked *) a)->value;
  guint64 right = ((const Ranked *) b)->value;

  return left < right ? -1 : left > right ? 1 : 0;
}

/* Returns: (transfer full): the places of all models in order. What is missing
 * comes last, both ways; equal ones stand in the order of ModelId. */
guint32 *
np_model_index_sort (NpModelIndex *self, NpSortKey key, gboolean is_descending)
{
  guint n = self->models->len;
  g_autoptr (GArray) ranked = g_array_sized_new (FALSE, FALSE, sizeof (Ranked), n);
  g_autofree guint32 *missing = g_new (guint32, n);
  guint32 *order = g_new (guint32, n);
  guint n_missing = 0;

  for (guint i = 0; i < n; i++)
    {
      guint32 place = self->by_id[i];
      gint64 value = 0;
      Ranked entry = { 0, place };

      if (!get_value (self, place, key, &value))
        {
          missing[n_missing++] = place;
          continue;
        }
      /* With the sign turned round, the order of the bits is that of the number. */
      entry.value = (guint64) value ^ ((guint64) 1 << 63);
      entry.value = is_descending ? ~entry.value : entry.value;
      g_array_append_val (ranked, entry);
    }
  g_array_sort (ranked, compare_ranked);
  for (guint i = 0; i < ranked->len; i++)
    order[i] = g_array_index (ranked, Ranked, i).place;
  for (guint i = 0; i < n_missing; i++)
    order[ranked->len + i] = missing[i];
  return order;
}

static void
prefetch (NpModelIndex *self, guint place)
{
  if (place >= self->models->len)
    return;
  for (guint32 at = 0; at < self->key_lengths[place]; at += CACHE_LINE)
    __builtin_prefetch (self->keys[place] + at);
}

static gboolean
has_words (NpModelIndex *self, guint place, char *const *words, const gsize *lengths)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (np_search_find (self->keys[place], self->key_lengths[place], words[i], lengths[i]) ==
        NULL)
      return FALSE;
  return TRUE;
}

/* Sets or clears @bit in @hits for each model that has all @words or not. With
 * @is_among_hits only models that have the bit are looked at. */
void
np_model_index_search (
    NpModelIndex *self, char *const *words, guint8 *hits, guint8 bit, gboolean is_among_hits)
{
  g_autofree gsize *lengths = g_new (gsize, g_strv_length ((char **) words) + 1);

  for (guint i = 0; words[i] != NULL; i++)
    lengths[i] = strlen (words[i]);
  for (guint i = 0; i < self->models->len; i++)
    {
      prefetch (self, i + AHEAD);
      if (is_among_hits && (hits[i] & bit) == 0)
        continue;
      if (has_words (self, i, words, lengths))
        hits[i] |= bit;
      else
        hits[i] &= (guint8) ~bit;
    }
}

/* Returns: (transfer none): the values of a filter to choose from */
const char *const *
np_model_index_get_values (NpModelIndex *self, NpFilterKind kind)
{
  return (const char *const *) self->values[kind];
}
