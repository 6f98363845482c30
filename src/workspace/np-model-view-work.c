/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

/* Which models the view shows, and in which order: found out at once for few models,
 * in a thread for many. */

#include "config.h"

#include "np-model-view-private.h"

#include "np-model-list-set-private.h"

/* A list of this size is indexed at once, without a thread: it takes less than
 * drawing it. */
#define FEW_MODELS 1000

/* So many names are collated before the list is shown; more of them are shown
 * in the order of their folded names first. */
#define FEW_COLLATIONS 5000

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

static void work (NpModelView *self, guint max_collations);

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
passes_filters (NpModelView *self, NpModelSummary *model)
{
  for (guint kind = 0; kind < NP_N_FILTERS; kind++)
    if (self->filters[kind] != NULL &&
        !np_filter_matches (model, (NpFilterKind) kind, self->filters[kind]))
      return FALSE;
  return TRUE;
}

/*< private >
 * np_model_view_filter:
 * @self: a view
 *
 * Looks which models pass the filters.
 */
void
np_model_view_filter (NpModelView *self)
{
  GPtrArray *models = np_model_index_get_models (self->index);

  for (guint i = 0; i < models->len; i++)
    if (passes_filters (self, models->pdata[i]))
      self->hits[i] |= NP_HIT_FILTER;
    else
      self->hits[i] &= (guint8) ~NP_HIT_FILTER;
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
    if (self->hits[self->order[i]] == NP_HIT_ALL)
      g_ptr_array_add (visible, models->pdata[self->order[i]]);
  return visible;
}

/*< private >
 * np_model_view_show:
 * @self: a view
 *
 * Tells what became of the list between the first and the last difference. The
 * models of the old list must still be there.
 */
void
np_model_view_show (NpModelView *self)
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
    np_model_view_notify_n_matches (self);
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
      np_model_index_search (self->index, self->words, self->hits, NP_HIT_SEARCH, FALSE);
      np_model_view_filter (self);
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
  np_model_view_show (self);
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

/*< private >
 * np_model_view_refresh:
 * @self: a view
 *
 * Follows the list and the order that is asked for, which have to be others now.
 */
void
np_model_view_refresh (NpModelView *self)
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
