/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-document-private.h"

#include <glib/gi18n-lib.h>

#include "np-late-look-private.h"
#include "np-library-private.h"
#include "np-save-operation-private.h"

/* Saving what is in the form, taking a save back, and giving back what a save
 * cost: each is a wish for np_save_operation_run_async(), and all end the same way. */

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

/* Takes the wish and the task over. */
static void
run (NpDocument *self, NpSaveWish *wish, GTask *task)
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

static GTask *
new_task (NpDocument *self,
          gpointer tag,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  /* The tag is that of the caller. */
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_new0 (SaveTask, 1), save_task_free);
  return task;
}

static gboolean
return_if_busy (NpDocument *self, GTask *task)
{
  if (!self->is_saving)
    return FALSE;
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING, "A save is under way");
  return TRUE;
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

  task = new_task (self, np_document_save_async, cancellable, callback, user_data);
  if (return_if_busy (self, task))
    return;
  if (self->model_id == NULL || !np_model_form_get_can_save (self->form))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "Nothing to save");
      return;
    }
  np_document_set_conflict (self, NULL);
  np_model_form_break_undo (self->form);
  wish = wish_for_edits (self, g_task_get_task_data (task));
  run (self, wish, g_steal_pointer (&task));
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

static NpWorkspace *
get_workspace (NpDocument *self)
{
  return self->workspace != NULL ? self->workspace : self->home;
}

static gboolean
is_of_workspace (NpHistoryEntry *entry, NpWorkspace *workspace)
{
  return workspace != NULL &&
         g_strcmp0 (np_history_entry_get_account_id (entry),
                    np_workspace_get_account_id (workspace)) == 0 &&
         g_strcmp0 (np_history_entry_get_host (entry), np_workspace_get_key_host (workspace)) ==
             0;
}

/* What the service should have: what it was seen to have, else what was sent. */
static const char *
get_kept_text (NpHistoryEntry *entry, guint i)
{
  const char *stored = np_history_entry_get_change_stored (entry, i);

  return stored != NULL ? stored : np_history_entry_get_change_new (entry, i);
}

static NpSaveWish *
wish_for_old_values (NpWorkspace *workspace, NpHistoryEntry *entry, char **out_unsendable)
{
  g_autoptr (NpSaveWish)
      wish = np_save_wish_new (workspace, np_history_entry_get_model_id (entry));
  g_autoptr (GString) unsendable = g_string_new (NULL);
  guint n_wishes = 0;

  for (guint i = 0; i < np_history_entry_get_n_changes (entry); i++)
    {
      NpFieldId id = np_history_entry_get_change_field (entry, i);

      if (np_save_wish_add (wish, id, get_kept_text (entry, i),
                            np_history_entry_get_change_old (entry, i)))
        n_wishes++;
      else
        g_string_append_printf (unsendable, "%s%s", unsendable->len > 0 ? _ (", ") : "",
                                np_field_get_label (id));
    }
  wish->is_undo = TRUE;
  *out_unsendable = g_string_free (g_steal_pointer (&unsendable), FALSE);
  return n_wishes > 0 ? g_steal_pointer (&wish) : NULL;
}

/**
 * np_document_undo_save_async:
 * @self: a document
 * @entry: a save of the workspace on show, of the open model or any other
 * @cancellable: (nullable): ends the undo
 * @callback: called when the outcome is known
 * @user_data: passed to @callback
 *
 * Takes a save back: reads the model, and if each field still has what the save
 * left in it, sends the old values of just these fields and reads them back. A
 * field, or a key of extra info, that somebody changed since stops it with
 * %NP_API_ERROR_CONFLICT and a message that names the fields.
 *
 * A number, a visibility or a name that was absent before cannot be given back; the
 * outcome lists it. If there is nothing else, it ends with
 * %NP_API_ERROR_INVALID_ARGUMENT.
 */
void
np_document_undo_save_async (NpDocument *self,
                             NpHistoryEntry *entry,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *unsendable = NULL;
  NpSaveWish *wish = NULL;

  g_return_if_fail (NP_IS_DOCUMENT (self));
  g_return_if_fail (NP_IS_HISTORY_ENTRY (entry));

  task = new_task (self, np_document_undo_save_async, cancellable, callback, user_data);
  if (return_if_busy (self, task))
    return;
  if (!is_of_workspace (entry, get_workspace (self)))
    {
      g_task_return_error (task,
                           np_api_error_new (NP_API_ERROR_INVALID_ARGUMENT, NULL, "%s",
                                             _ ("This save belongs to another account.")));
      return;
    }
  wish = wish_for_old_values (get_workspace (self), entry, &unsendable);
  if (wish == NULL)
    g_task_return_error (task, np_api_error_new (NP_API_ERROR_INVALID_ARGUMENT, NULL,
                                                 /* Translators: %s are names of fields */
                                                 _ ("This was empty before, and the service "
                                                    "has no way to empty it again: %s"),
                                                 unsendable));
  else
    run (self, wish, g_steal_pointer (&task));
}

/**
 * np_document_undo_save_finish:
 * @self: a document
 * @result: what the callback got
 * @error: set as by np_document_save_finish()
 *
 * Returns: (transfer full) (nullable): what the undo came to, or %NULL with @error set
 */
NpSaveOutcome *
np_document_undo_save_finish (NpDocument *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* A service that takes a field that is left out for one to be cleared would do it
 * again, to the fields that were saved. */
static gboolean
was_cleared (NpSaveOutcome *outcome)
{
  NpModel *stored = np_save_outcome_get_stored (outcome);

  for (guint i = 0; i < np_save_outcome_get_n_lost (outcome); i++)
    {
      if (*np_model_get_text (stored, np_save_outcome_get_lost_field (outcome, i)) == '\0')
        return TRUE;
    }
  return FALSE;
}

static NpSaveWish *
wish_for_give_back (NpSaveOutcome *outcome)
{
  g_autoptr (NpModelChanges) changes = np_save_outcome_dup_give_back (outcome);
  NpSaveWish *wish = NULL;

  if (changes == NULL || np_model_changes_get_length (changes) == 0)
    return NULL;
  wish = np_save_wish_new (np_save_outcome_get_workspace (outcome),
                           np_save_outcome_get_model_id (outcome));
  for (guint i = 0; i < np_model_changes_get_length (changes); i++)
    np_save_wish_add (wish, np_model_changes_get_field (changes, i),
                      np_model_changes_get_old_text (changes, i),
                      np_model_changes_get_new_text (changes, i));
  wish->is_undo = TRUE;
  wish->sends_all = was_cleared (outcome);
  return wish;
}

/**
 * np_document_give_back_async:
 * @self: a document
 * @outcome: a save with fields that were lost or overwritten
 * @cancellable: (nullable): ends it
 * @callback: called when the outcome is known
 * @user_data: passed to @callback
 *
 * Sends back what np_save_outcome_dup_give_back() lists, if the service still has
 * there what the save left, and reads it back. To a service that clears what is left
 * out it sends all fields in the one call. Else it ends with
 * %NP_API_ERROR_CONFLICT; with nothing to give back with %G_IO_ERROR_INVALID_DATA.
 */
void
np_document_give_back_async (NpDocument *self,
                             NpSaveOutcome *outcome,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  NpSaveWish *wish = NULL;

  g_return_if_fail (NP_IS_DOCUMENT (self));
  g_return_if_fail (outcome != NULL);

  task = new_task (self, np_document_give_back_async, cancellable, callback, user_data);
  if (return_if_busy (self, task))
    return;
  wish = wish_for_give_back (outcome);
  if (wish == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "Nothing to give back");
  else
    run (self, wish, g_steal_pointer (&task));
}

/**
 * np_document_give_back_finish:
 * @self: a document
 * @result: what the callback got
 * @error: set as by np_document_save_finish()
 *
 * Returns: (transfer full) (nullable): what it came to, or %NULL with @error set
 */
NpSaveOutcome *
np_document_give_back_finish (NpDocument *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * np_document_restore_entry:
 * @self: a document with the model of @entry open
 * @entry: a save
 *
 * Puts the values from before a save into the form, as edits that are not saved
 * yet. In extra info only the keys that the save changed go back. That can be
 * undone in one step.
 */
void
np_document_restore_entry (NpDocument *self, NpHistoryEntry *entry)
{
  const char *base[NP_N_FIELDS] = { NULL };
  const char *old[NP_N_FIELDS] = { NULL };
  char *texts[NP_N_FIELDS] = { NULL };
  g_autoptr (NpModelMerge) merge = NULL;

  g_return_if_fail (NP_IS_DOCUMENT (self));
  g_return_if_fail (NP_IS_HISTORY_ENTRY (entry));
  g_return_if_fail (g_strcmp0 (self->model_id, np_history_entry_get_model_id (entry)) == 0);

  for (guint i = 0; i < np_history_entry_get_n_changes (entry); i++)
    {
      NpFieldId id = np_history_entry_get_change_field (entry, i);

      base[id] = get_kept_text (entry, i);
      old[id] = np_history_entry_get_change_old (entry, i);
    }
  merge = np_model_merge_new (base, np_model_form_get_model (self->form), old);
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    texts[id] = old[id] != NULL ? np_model_merge_dup_text (merge, id) : NULL;
  np_model_form_set_texts (self->form, (const char *const *) texts);
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    g_free (texts[id]);
}
