/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-document-private.h"

#include "np-late-look-private.h"
#include "np-library-private.h"

/* Saving what is in the form, and what follows a save, be it this or one that takes
 * another one back: each is a wish for np_save_operation_run_async(). */

/* One of them on its way: the data of a task. */
typedef struct
{
  char *model_id;
  char *sent[NP_N_FIELDS]; /* the texts of the form as they were sent; all NULL if none were */
} SaveTask;

static void
save_task_free (gpointer data)
{
  SaveTask *save = data;

  g_free (save->model_id);
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    g_free (save->sent[id]);
  g_free (save);
}

/* What was typed while the save was on its way, also if it is what the field had
 * before; in extra info joined with what the service has now. */
static char *
merge_later_edit (NpDocument *self, SaveTask *save, NpModel *stored, NpFieldId id)
{
  const char *base[NP_N_FIELDS] = { NULL };
  const char *mine[NP_N_FIELDS] = { NULL };
  g_autofree char *object = NULL;
  g_autoptr (NpModelMerge) merge = NULL;

  mine[id] = np_model_form_get_text (self->form, id);
  if (save->sent[id] == NULL || np_model_texts_equal (id, save->sent[id], mine[id]))
    return NULL;
  if (np_field_get_kind (id) != NP_FIELD_KIND_JSON_OBJECT)
    return g_strdup (mine[id]);
  object = np_save_judge_later_base (np_model_form_get_was (self->form, id), save->sent[id],
                                     np_model_get_text (stored, id), mine[id]);
  if (object == NULL)
    return g_strdup (mine[id]);
  base[id] = object;
  merge = np_model_merge_new (base, stored, mine);
  return np_model_merge_dup_text (merge, id);
}

/* A field whose text is still the one that was sent shows from now on how the
 * service writes it; what was typed since stays an edit. */
static void
take_stored (NpDocument *self, SaveTask *save, NpSaveOutcome *outcome)
{
  NpModel *stored = np_save_outcome_get_stored (outcome);
  NpModelChanges *changes = np_save_outcome_get_changes (outcome);
  g_autoptr (NpModelMerge) merge = np_document_merge (self, stored);
  char *texts[NP_N_FIELDS] = { NULL };

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      guint i = 0;

      texts[id] = merge_later_edit (self, save, stored, id);
      if (texts[id] == NULL && save->sent[id] != NULL &&
          np_model_changes_has_field (changes, id, &i) &&
          np_save_outcome_get_fate (outcome, i) == NP_FATE_KEPT)
        texts[id] = g_strdup (np_model_get_text (stored, id));
    }
  np_document_join (self, merge, texts);
}

static void
late_look_cb (NpLateLook *look,
              NpSaveOutcome *outcome,
              NpModelChanges *undone,
              gpointer user_data)
{
  NpDocument *self = user_data;
  g_autoptr (NpSaveOutcome) owned = np_save_outcome_ref (outcome);

  g_ptr_array_remove_fast (self->late_looks, look);
  if (undone != NULL)
    np_document_emit_changed_after_save (self, owned, undone);
}

static void
look_later (NpDocument *self, NpSaveOutcome *outcome)
{
  for (guint i = 0; i < self->late_looks->len; i++)
    np_late_look_let_go (self->late_looks->pdata[i], outcome);
  if (np_save_outcome_get_stored (outcome) != NULL)
    g_ptr_array_add (self->late_looks, np_late_look_new (outcome, late_look_cb, self));
}

static void
remember (NpDocument *self, NpSaveOutcome *outcome)
{
  g_autoptr (NpHistoryEntry) entry = NULL;

  if (self->library == NULL ||
      np_workspace_get_account_id (np_save_outcome_get_workspace (outcome)) == NULL)
    return;
  entry = np_save_outcome_dup_history_entry (outcome);
  np_library_add_history (self->library, entry);
}

/* Another model may be open by now: its form has nothing to do with this. */
static gboolean
is_open (NpDocument *self, SaveTask *save)
{
  return self->model_id != NULL && g_str_equal (self->model_id, save->model_id);
}

static void
take_outcome (NpDocument *self, SaveTask *save, NpSaveOutcome *outcome)
{
  gboolean is_known = np_save_outcome_get_stored (outcome) != NULL;

  if (is_known && is_open (self, save))
    take_stored (self, save, outcome);
  if (!np_save_outcome_was_sent (outcome))
    return;
  remember (self, outcome);
  /* A document that was closed has nobody to tell. */
  if (self->workspace != NULL)
    look_later (self, outcome);
}

/* A refusal, and a save that was cancelled, are remembered as what they are; who
 * asked for them hears an error. */
static gboolean
is_error (NpSaveOutcome *outcome)
{
  return np_save_outcome_get_result (outcome) == NP_SAVED_FAILED ||
         g_error_matches (np_save_outcome_get_error (outcome), G_IO_ERROR,
                          G_IO_ERROR_CANCELLED);
}

static void
return_outcome (GTask *task, NpSaveOutcome *outcome, GError *error)
{
  if (outcome == NULL)
    g_task_return_error (task, error);
  else if (is_error (outcome) && np_save_outcome_get_request_id (outcome) == NULL)
    g_task_return_error (task, g_error_copy (np_save_outcome_get_error (outcome)));
  else
    g_task_return_pointer (task, np_save_outcome_ref (outcome),
                           (GDestroyNotify) np_save_outcome_unref);
}

static void
save_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  NpDocument *self = g_task_get_source_object (task);
  SaveTask *save = g_task_get_task_data (task);
  g_autoptr (NpModelMerge) conflict = NULL;
  GError *error = NULL;
  g_autoptr (NpSaveOutcome) outcome = np_save_operation_run_finish (result, &conflict, &error);

  if (outcome != NULL)
    take_outcome (self, save, outcome);
  /* Only the edits in the form can be settled there. */
  if (conflict != NULL && is_open (self, save) && save->sent[0] != NULL)
    np_document_set_conflict (self, conflict);
  np_document_set_saving (self, FALSE);
  np_document_pause_review (self, FALSE);
  return_outcome (task, outcome, error);
}

/*< private >
 * np_document_run_save:
 * @self: a document
 * @wish: (transfer full): what to bring about
 * @task: (transfer full): of np_document_new_save()
 *
 * Runs a save, and does for it whatever has to be done afterwards.
 */
void
np_document_run_save (NpDocument *self, NpSaveWish *wish, GTask *task)
{
  SaveTask *save = g_task_get_task_data (task);

  save->model_id = g_strdup (wish->model_id);
  /* A reload that began before the PUT may answer after it, with older values. */
  if (self->is_reloading)
    np_document_set_reading (self, NULL);
  np_document_set_saving (self, TRUE);
  np_document_pause_review (self, TRUE);
  np_save_operation_run_async (wish, g_task_get_cancellable (task), save_cb, task);
}

/*< private >
 * np_document_new_save:
 * @self: a document
 * @tag: the function of the caller
 * @cancellable: (nullable): ends the save
 * @callback: called when the outcome is known
 * @user_data: passed to @callback
 *
 * Returns: (transfer full) (nullable): a task for np_document_run_save(); %NULL if a save
 *   is under way, which the caller hears as %G_IO_ERROR_PENDING
 */
GTask *
np_document_new_save (NpDocument *self,
                      gpointer tag,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  /* A finished PUT stays finished, whatever is cancelled after it. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_new0 (SaveTask, 1), save_task_free);
  if (!self->is_saving)
    return g_steal_pointer (&task);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING, "A save is under way");
  return NULL;
}

static NpSaveWish *
wish_for_edits (NpDocument *self, SaveTask *save)
{
  NpSaveWish *wish = np_save_wish_new (self->workspace, self->model_id);

  wish->base = g_object_ref (np_model_form_get_model (self->form));
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      save->sent[id] = g_strdup (np_model_form_get_text (self->form, id));
      if (np_model_form_get_is_changed (self->form, id))
        wish->texts[id] = g_strdup (save->sent[id]);
    }
  wish->is_reviewed = self->review != NULL;
  if (wish->is_reviewed)
    g_set_object (&wish->checked, np_review_get_fresh_model (self->review));
  return wish;
}

/**
 * np_document_save_async:
 * @self: a document
 * @cancellable: (nullable): ends the save
 * @callback: called when the outcome is known
 * @user_data: passed to @callback
 *
 * Sends what the user changed and reads back what the service kept. The model is
 * read first, unless an open review has read it less than ten seconds ago; what
 * others changed meanwhile is joined. If something collides nothing is sent, and
 * NpDocument:conflict says what.
 *
 * The form stays usable: what is edited meanwhile stays an unsaved edit. A second
 * call while a save is under way, or one when there is nothing valid to save, ends
 * with %G_IO_ERROR_PENDING or %G_IO_ERROR_INVALID_DATA and sends nothing.
 */
void
np_document_save_async (NpDocument *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  NpSaveWish *wish = NULL;

  g_return_if_fail (NP_IS_DOCUMENT (self));

  task = np_document_new_save (self, np_document_save_async, cancellable, callback, user_data);
  if (task == NULL)
    return;
  if (self->model_id == NULL || !np_model_form_get_can_save (self->form))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "Nothing to save");
      return;
    }
  np_document_set_conflict (self, NULL);
  np_model_form_break_undo (self->form);
  wish = wish_for_edits (self, g_task_get_task_data (task));
  np_document_run_save (self, wish, g_steal_pointer (&task));
}

/**
 * np_document_save_finish:
 * @self: a document
 * @result: what the callback got
 * @error: set to an %NP_API_ERROR, an %NP_ACCOUNTS_ERROR, %G_IO_ERROR_CANCELLED,
 *   %G_IO_ERROR_PENDING or %G_IO_ERROR_INVALID_DATA
 *
 * With %NP_API_ERROR_CONFLICT nothing was sent. A save that was cancelled after the
 * PUT had left may have arrived: a later one begins with a read and sees it.
 *
 * Returns: (transfer full) (nullable): what the save came to, or %NULL with @error set
 */
NpSaveOutcome *
np_document_save_finish (NpDocument *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
