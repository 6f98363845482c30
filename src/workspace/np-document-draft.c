/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-document-private.h"

#include "np-library-private.h"

/* What is typed and not saved, as it survives the end of the program. */


static void
keeper_failed_cb (NpDocument *self, const GError *error)
{
  np_document_emit_draft_failed (self, error);
}

/* A keeper that was left and still tries to write must not write over the new one. */
static void
keep (NpDocument *self, NpDraft *draft, gboolean is_stored)
{
  g_autofree char *key = np_workspace_dup_key (self->workspace);

  if (self->library == NULL || key == NULL)
    return;
  for (guint i = 0; i < self->left_keepers->len; i++)
    {
      if (np_draft_keeper_is_for (self->left_keepers->pdata[i], key, self->model_id))
        np_draft_keeper_give_up (self->left_keepers->pdata[i]);
    }
  self->keeper = np_draft_keeper_new (self->form, np_library_get_store (self->library), key,
                                      self->model_id);
  g_signal_connect_object (self->keeper, "failed", G_CALLBACK (keeper_failed_cb), self,
                           G_CONNECT_SWAPPED);
  np_draft_keeper_start (self->keeper, draft, is_stored);
}

static void
drop_done_keepers (NpDocument *self)
{
  for (guint i = self->left_keepers->len; i > 0; i--)
    {
      if (!np_draft_keeper_get_is_pending (self->left_keepers->pdata[i - 1]))
        g_ptr_array_remove_index_fast (self->left_keepers, i - 1);
    }
}

/*< private >
 * np_document_leave_draft:
 * @self: a document whose form is about to hold another model
 *
 * Writes down what the form holds. Where that does not work it stays in memory, and
 * is tried again.
 */
void
np_document_leave_draft (NpDocument *self)
{
  np_document_set_draft_note (self, NP_DRAFT_NOTE_NONE, 0, 0);
  drop_done_keepers (self);
  if (self->keeper == NULL)
    return;
  np_draft_keeper_leave (self->keeper);
  g_ptr_array_add (self->left_keepers, g_steal_pointer (&self->keeper));
}

/*< private >
 * np_document_set_orphan:
 * @self: a document
 * @orphan: (nullable): edits of a model that could not be opened because it is gone
 */
void
np_document_set_orphan (NpDocument *self, NpDraft *orphan)
{
  g_clear_pointer (&self->orphan, np_draft_unref);
  self->orphan = orphan != NULL ? np_draft_ref (orphan) : NULL;
}

static NpDraftKeeper *
find_keeper (NpDocument *self, const char *key, const char *model_id)
{
  if (self->keeper != NULL && np_draft_keeper_is_for (self->keeper, key, model_id))
    return self->keeper;
  for (guint i = self->left_keepers->len; i > 0; i--)
    {
      NpDraftKeeper *keeper = self->left_keepers->pdata[i - 1];

      if (np_draft_keeper_get_is_pending (keeper) &&
          np_draft_keeper_is_for (keeper, key, model_id))
        return keeper;
    }
  return NULL;
}

/*< private >
 * np_document_find_unwritten:
 * @self: a document
 * @key: what drafts are kept under
 * @model_id: a model that is about to be opened
 * @out_draft: (out) (nullable) (transfer full): its edits, %NULL if it has none
 *
 * Finds edits of a model that are newer than what the store has: those in the form,
 * and those that could not be written so far.
 *
 * Returns: %FALSE if only the store knows
 */
gboolean
np_document_find_unwritten (NpDocument *self,
                            const char *key,
                            const char *model_id,
                            NpDraft **out_draft)
{
  NpDraftKeeper *keeper = find_keeper (self, key, model_id);

  *out_draft = keeper != NULL ? np_draft_keeper_dup_draft (keeper) : NULL;
  return keeper != NULL;
}

static NpModelMerge *
merge_draft (NpModel *base, NpModel *model, NpDraft *draft)
{
  const char *mine[NP_N_FIELDS];

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    mine[id] = np_draft_get_text (draft, id);
  return np_model_merge_new_for_model (base, model, mine);
}

static gboolean
is_nothing_new (NpModelMerge *merge)
{
  g_autoptr (NpModelChanges) changes = np_model_merge_dup_changes (merge);

  return np_model_merge_get_n_collisions (merge) == 0 &&
         np_model_changes_get_length (changes) == 0;
}

static void
put_edits_in (NpDocument *self, NpModelMerge *merge, gboolean is_joined)
{
  char *texts[NP_N_FIELDS] = { NULL };

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      if (np_model_merge_get_mine_text (merge, id) != NULL)
        texts[id] = is_joined ? np_model_merge_dup_text (merge, id)
                              : g_strdup (np_model_merge_get_mine_text (merge, id));
    }
  np_model_form_set_texts (self->form, (const char *const *) texts);
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    g_free (texts[id]);
}

/* Others may have changed the model since. As anywhere else, the form is compared
 * with the newer model only when nothing collides. */
static void
put_draft_in (NpDocument *self, NpModel *model, NpDraft *draft)
{
  g_autoptr (NpModel) base = np_draft_dup_base (draft);
  g_autoptr (NpModelMerge) merge = merge_draft (base != NULL ? base : model, model, draft);
  guint n_joined = np_model_merge_get_n_joined (merge);
  gboolean collides = np_model_merge_get_n_collisions (merge) > 0;
  NpDraftNote note = n_joined > 0 ? NP_DRAFT_NOTE_JOINED : NP_DRAFT_NOTE_RESTORED;

  np_model_form_set_model (self->form, collides ? base : model);
  if (is_nothing_new (merge))
    return;
  put_edits_in (self, merge, !collides);
  np_document_set_conflict (self, collides ? merge : NULL);
  np_document_set_draft_note (self, collides ? NP_DRAFT_NOTE_CONFLICT : note,
                              np_draft_get_edited_at (draft), n_joined);
}

/*< private >
 * np_document_restore_draft:
 * @self: a document
 * @model: the model as the service has it, of the workspace and the ID that are set
 * @draft: (nullable): edits of it that were not saved
 * @is_stored: whether @draft, or that there is none, is what the store says
 *
 * Fills the form with a model, and with the edits if they still say something new.
 * From now on what is typed is written down.
 */
void
np_document_restore_draft (NpDocument *self, NpModel *model, NpDraft *draft, gboolean is_stored)
{
  if (draft != NULL && g_str_equal (np_draft_get_model_id (draft), self->model_id))
    put_draft_in (self, model, draft);
  else
    np_model_form_set_model (self->form, model);
  keep (self, draft, is_stored);
}

/**
 * np_document_get_draft_note:
 * @self: a document
 *
 * Returns: what became of edits that were not saved last time
 */
NpDraftNote
np_document_get_draft_note (NpDocument *self)
{
  g_return_val_if_fail (NP_IS_DOCUMENT (self), NP_DRAFT_NOTE_NONE);

  return self->draft_note;
}

/**
 * np_document_get_draft_edited_at:
 * @self: a document
 *
 * Returns: when they were typed, in microseconds since 1970; 0 when there are none
 */
gint64
np_document_get_draft_edited_at (NpDocument *self)
{
  g_return_val_if_fail (NP_IS_DOCUMENT (self), 0);

  return self->draft_edited_at;
}

/**
 * np_document_get_orphan_draft:
 * @self: a document
 *
 * Returns: (transfer none) (nullable): after a model could not be opened because it is
 *   gone, the edits that were kept for it
 */
NpDraft *
np_document_get_orphan_draft (NpDocument *self)
{
  g_return_val_if_fail (NP_IS_DOCUMENT (self), NULL);

  return self->orphan;
}

/**
 * np_document_get_draft_n_joined:
 * @self: a document
 *
 * Returns: with %NP_DRAFT_NOTE_JOINED, in how many fields changes of others were
 *   joined with the edits
 */
guint
np_document_get_draft_n_joined (NpDocument *self)
{
  g_return_val_if_fail (NP_IS_DOCUMENT (self), 0);

  return self->draft_n_joined;
}

/**
 * np_document_discard_draft:
 * @self: a document
 *
 * Puts all edits back, those that came out of a draft and all others, and forgets
 * what was written down of them.
 */
void
np_document_discard_draft (NpDocument *self)
{
  g_return_if_fail (NP_IS_DOCUMENT (self));

  np_model_form_put_back_all (self->form);
}

/* A flush of all keepers: the data of a task. */
typedef struct
{
  guint n_pending;
  GError *error;
} Flush;

static void
flush_free (gpointer data)
{
  Flush *flush = data;

  g_clear_error (&flush->error);
  g_free (flush);
}

static void
end_flush (GTask *task)
{
  Flush *flush = g_task_get_task_data (task);

  if (--flush->n_pending > 0)
    return;
  if (flush->error != NULL)
    g_task_return_error (task, g_steal_pointer (&flush->error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Flush *flush = g_task_get_task_data (task);

  np_draft_keeper_flush_finish (NP_DRAFT_KEEPER (source), result,
                                flush->error == NULL ? &flush->error : NULL);
  end_flush (task);
}

/**
 * np_document_flush_async:
 * @self: a document
 * @cancellable: (nullable): stops waiting
 * @callback: called when the edits are written down, or could not be
 * @user_data: passed to @callback
 *
 * Writes down at once what is typed and not saved, in the open model and in those
 * that were open before.
 */
void
np_document_flush_async (NpDocument *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Flush *flush = NULL;

  g_return_if_fail (NP_IS_DOCUMENT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, np_document_flush_async);
  flush = g_new0 (Flush, 1);
  g_task_set_task_data (task, flush, flush_free);
  flush->n_pending = 1 + self->left_keepers->len + (self->keeper != NULL ? 1 : 0);
  if (self->keeper != NULL)
    np_draft_keeper_flush_async (self->keeper, cancellable, flushed_cb, g_object_ref (task));
  for (guint i = 0; i < self->left_keepers->len; i++)
    np_draft_keeper_flush_async (self->left_keepers->pdata[i], cancellable, flushed_cb,
                                 g_object_ref (task));
  end_flush (task);
}

/**
 * np_document_flush_finish:
 * @self: a document
 * @result: what the callback got
 * @error: set to a %G_IO_ERROR
 *
 * Returns: whether nothing is left that only the form holds
 */
gboolean
np_document_flush_finish (NpDocument *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
