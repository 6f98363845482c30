/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-document-private.h"

#include <glib/gi18n-lib.h>

#include "np-api-error.h"

/* Taking a save back, and giving back what a save cost. Both are saves themselves: the
 * values that a field must have now are what they are made upon, so whatever somebody
 * changed since collides. */

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

  task = np_document_new_save (self, np_document_undo_save_async, cancellable, callback,
                               user_data);
  if (task == NULL)
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
    np_document_run_save (self, wish, g_steal_pointer (&task));
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

  task = np_document_new_save (self, np_document_give_back_async, cancellable, callback,
                               user_data);
  if (task == NULL)
    return;
  wish = wish_for_give_back (outcome);
  if (wish == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "Nothing to give back");
  else
    np_document_run_save (self, wish, g_steal_pointer (&task));
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
