/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model-list-set-private.h"

#include <gio/gio.h>

/* From here on freeing takes longer than handing it to a thread. */
#define MANY_MODELS 2000

struct _NpModelSet
{
  /* Owned */
  GPtrArray *models;
  GByteArray *marks;  /* of the model at the same place, 1 for seen */
  GHashTable *places; /* ModelId, the model's own text -> place */

  /* State */
  gboolean has_changed; /* since the last snapshot */
};

NpModelSet *
np_model_set_new (void)
{
  NpModelSet *self = g_new0 (NpModelSet, 1);

  self->models = g_ptr_array_new_with_free_func (g_object_unref);
  self->marks = g_byte_array_new ();
  self->places = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

void
np_model_set_free (NpModelSet *self)
{
  g_hash_table_unref (self->places);
  g_byte_array_unref (self->marks);
  np_models_unref_aside (self->models);
  g_free (self);
}

guint
np_model_set_get_size (NpModelSet *self)
{
  return self->models->len;
}

static const char *
get_id (NpModelSummary *model)
{
  return np_model_summary_get_text (model, NP_SUMMARY_MODEL_ID);
}

static gboolean
find (NpModelSet *self, NpModelSummary *model, guint *out_place)
{
  gpointer place = NULL;

  if (!g_hash_table_lookup_extended (self->places, get_id (model), NULL, &place))
    return FALSE;
  *out_place = GPOINTER_TO_UINT (place);
  return TRUE;
}

static void
append (NpModelSet *self, NpModelSummary *model, guint8 mark)
{
  g_hash_table_insert (self->places, (gpointer) get_id (model),
                       GUINT_TO_POINTER (self->models->len));
  g_ptr_array_add (self->models, g_object_ref (model));
  g_byte_array_append (self->marks, &mark, 1);
  self->has_changed = TRUE;
}

/* A model that says the same stays the same object: nobody has to redraw it. */
static void
set_at (NpModelSet *self, guint place, NpModelSummary *model)
{
  NpModelSummary *old = self->models->pdata[place];

  if (old == model || np_model_summary_equal (old, model))
    return;
  g_hash_table_replace (self->places, (gpointer) get_id (model), GUINT_TO_POINTER (place));
  self->models->pdata[place] = g_object_ref (model);
  g_object_unref (old);
  self->has_changed = TRUE;
}

/* Adds a model or puts it in the place of the one with the same ModelId, and
 * marks it. Returns whether it had no mark. */
gboolean
np_model_set_put (NpModelSet *self, NpModelSummary *model)
{
  guint place = 0;
  gboolean had_mark = FALSE;

  if (!find (self, model, &place))
    {
      append (self, model, 1);
      return TRUE;
    }
  had_mark = self->marks->data[place] != 0;
  self->marks->data[place] = 1;
  set_at (self, place, model);
  return !had_mark;
}

/* Adds a model without a mark, unless there is one with its ModelId. */
void
np_model_set_put_old (NpModelSet *self, NpModelSummary *model)
{
  guint place = 0;

  if (!find (self, model, &place))
    append (self, model, 0);
}

/* Replaces a model; returns %FALSE if there is none with its ModelId. */
gboolean
np_model_set_replace (NpModelSet *self, NpModelSummary *model)
{
  guint place = 0;

  if (!find (self, model, &place))
    return FALSE;
  set_at (self, place, model);
  return TRUE;
}

void
np_model_set_unmark (NpModelSet *self)
{
  for (guint i = 0; i < self->marks->len; i++)
    self->marks->data[i] = 0;
}

static guint
count_marks (NpModelSet *self)
{
  guint n = 0;

  for (guint i = 0; i < self->marks->len; i++)
    n += self->marks->data[i];
  return n;
}

/* Removes what has no mark. The others keep their order. */
void
np_model_set_sweep (NpModelSet *self)
{
  guint n_kept = 0;

  if (count_marks (self) == self->marks->len)
    return;
  for (guint i = 0; i < self->models->len; i++)
    {
      NpModelSummary *model = self->models->pdata[i];

      if (self->marks->data[i] == 0)
        {
          g_hash_table_remove (self->places, get_id (model));
          g_object_unref (model);
          continue;
        }
      if (n_kept != i)
        g_hash_table_insert (self->places, (gpointer) get_id (model),
                             GUINT_TO_POINTER (n_kept));
      self->models->pdata[n_kept] = model;
      self->marks->data[n_kept] = 1;
      n_kept++;
    }
  /* What stands behind has moved to the front or is gone already. */
  g_ptr_array_set_free_func (self->models, NULL);
  g_ptr_array_set_size (self->models, (int) n_kept);
  g_ptr_array_set_free_func (self->models, g_object_unref);
  g_byte_array_set_size (self->marks, n_kept);
  self->has_changed = TRUE;
}

/* Whether another snapshot would differ from the last one. */
gboolean
np_model_set_has_changed (NpModelSet *self)
{
  return self->has_changed;
}

static gpointer
ref_model (gconstpointer model, gpointer user_data)
{
  return g_object_ref ((gpointer) model);
}

/* The models as they are now, in an array that never changes: threads and
 * views may keep it. */
GPtrArray *
np_model_set_take_snapshot (NpModelSet *self)
{
  self->has_changed = FALSE;
  return g_ptr_array_copy (self->models, ref_model, NULL);
}

static void
unref_in_thread (GTask *task, gpointer source, gpointer models, GCancellable *cancellable)
{
  g_ptr_array_unref (models);
  g_task_return_boolean (task, TRUE);
}

/* Drops a reference. It may be the last one to very many models, so that is
 * done in a thread; a destroy function of the task would run in the main loop. */
void
np_models_unref_aside (GPtrArray *models)
{
  g_autoptr (GTask) task = NULL;

  if (models->len < MANY_MODELS)
    {
      g_ptr_array_unref (models);
      return;
    }
  task = g_task_new (NULL, NULL, NULL, NULL);
  g_task_set_source_tag (task, np_models_unref_aside);
  g_task_set_task_data (task, models, NULL);
  g_task_run_in_thread (task, unref_in_thread);
}
