/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-save-outcome-private.h"

#include "np-api-error.h"
#include "np-workspace-private.h"

typedef struct
{
  NpFieldId ids[NP_N_FIELDS];
  guint length;
} FieldList;

struct _NpSaveOutcome
{
  /* Owned */
  NpSaveFindings found;

  /* State */
  NpSavedResult result;
  NpChangeFate fates[NP_N_FIELDS];
  FieldList lost;
  FieldList overwritten;
  FieldList unsendable;
};

G_DEFINE_BOXED_TYPE (NpSaveOutcome, np_save_outcome, np_save_outcome_ref, np_save_outcome_unref)

static void
save_outcome_clear (gpointer data)
{
  NpSaveOutcome *self = data;

  np_save_findings_clear (&self->found);
}

static void
copy_findings (NpSaveFindings *self, const NpSaveFindings *findings)
{
  *self = *findings;
  self->workspace = g_object_ref (findings->workspace);
  self->before = g_object_ref (findings->before);
  self->changes = np_model_changes_ref (findings->changes);
  self->witness = findings->witness != NULL ? g_object_ref (findings->witness) : NULL;
  self->stored = findings->stored != NULL ? g_object_ref (findings->stored) : NULL;
  self->request_id = g_strdup (findings->request_id);
  self->error = findings->error != NULL ? g_error_copy (findings->error) : NULL;
}

static void
add_field (FieldList *list, NpFieldId id, gboolean is_in)
{
  if (is_in)
    list->ids[list->length++] = id;
}

/*< private >
 * np_save_outcome_new:
 * @findings: what was found out; with the workspace, the model before and the changes
 *
 * Returns: (transfer full): what the save came to
 */
NpSaveOutcome *
np_save_outcome_new (const NpSaveFindings *findings)
{
  NpSaveOutcome *self = g_atomic_rc_box_new0 (NpSaveOutcome);
  guint n_changes = np_model_changes_get_length (findings->changes);

  copy_findings (&self->found, findings);
  self->result = np_save_judge_result (findings);
  for (guint i = 0; i < n_changes; i++)
    self->fates[i] = np_save_judge_fate (findings, i);
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      add_field (&self->lost, id, np_save_judge_lost (findings, id) != NULL);
      add_field (&self->overwritten, id, np_save_judge_overwritten (findings, id) != NULL);
      add_field (&self->unsendable, id, findings->is_unsendable[id]);
    }
  return self;
}

/**
 * np_save_outcome_ref:
 * @self: an outcome
 *
 * Returns: (transfer full): @self
 */
NpSaveOutcome *
np_save_outcome_ref (NpSaveOutcome *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * np_save_outcome_unref:
 * @self: (transfer full): an outcome
 */
void
np_save_outcome_unref (NpSaveOutcome *self)
{
  g_atomic_rc_box_release_full (self, save_outcome_clear);
}

/*< private >
 * np_save_outcome_get_workspace:
 * @self: an outcome
 *
 * Returns: (transfer none): where the model lives
 */
NpWorkspace *
np_save_outcome_get_workspace (NpSaveOutcome *self)
{
  return self->found.workspace;
}

/*< private >
 * np_save_outcome_get_witness:
 * @self: an outcome
 *
 * Returns: (transfer none) (nullable): the model as it was read at the same time as the
 *   PUT
 */
NpModel *
np_save_outcome_get_witness (NpSaveOutcome *self)
{
  return self->found.witness;
}

/*< private >
 * np_save_outcome_was_sent:
 * @self: an outcome
 *
 * Returns: whether a PUT left, or may have
 */
gboolean
np_save_outcome_was_sent (NpSaveOutcome *self)
{
  return self->found.saved_at != 0;
}

/**
 * np_save_outcome_get_result:
 * @self: an outcome
 *
 * %NP_SAVED_CONFIRMED, %NP_SAVED_STORED_DIFFERENTLY, %NP_SAVED_PARTLY and
 * %NP_SAVED_NOT_APPLIED were seen by reading the model again, whether the
 * answer of the PUT came or was lost. %NP_SAVED_UNCONFIRMED is a yes of the
 * service that could not be checked, %NP_SAVED_UNKNOWN neither. A save that the
 * service refused ends as a #GError, not as an outcome.
 *
 * Returns: how the save ended
 */
NpSavedResult
np_save_outcome_get_result (NpSaveOutcome *self)
{
  return self->result;
}

/**
 * np_save_outcome_get_is_already_there:
 * @self: an outcome
 *
 * Returns: whether nothing had to be sent: the service had all of it
 */
gboolean
np_save_outcome_get_is_already_there (NpSaveOutcome *self)
{
  return self->found.saved_at == 0;
}

/**
 * np_save_outcome_get_is_undo:
 * @self: an outcome
 *
 * Returns: whether it gave old values back
 */
gboolean
np_save_outcome_get_is_undo (NpSaveOutcome *self)
{
  return self->found.is_undo;
}

/**
 * np_save_outcome_get_model_id:
 * @self: an outcome
 *
 * Returns: (transfer none): the model
 */
const char *
np_save_outcome_get_model_id (NpSaveOutcome *self)
{
  return np_model_get_model_id (self->found.before);
}

/**
 * np_save_outcome_get_request_id:
 * @self: an outcome
 *
 * Returns: (transfer none) (nullable): the RequestId of UpdateModel, %NULL if
 *   nothing was sent or its answer was lost
 */
const char *
np_save_outcome_get_request_id (NpSaveOutcome *self)
{
  return self->found.request_id;
}

/**
 * np_save_outcome_get_saved_at:
 * @self: an outcome
 *
 * Returns: when the PUT was sent, in microseconds since 1970; 0 if nothing was sent
 */
gint64
np_save_outcome_get_saved_at (NpSaveOutcome *self)
{
  return self->found.saved_at;
}

/**
 * np_save_outcome_get_error:
 * @self: an outcome
 *
 * Returns: (transfer none) (nullable): why it is not known what the service has,
 *   or, for %NP_SAVED_NOT_APPLIED, why the PUT had no answer
 */
const GError *
np_save_outcome_get_error (NpSaveOutcome *self)
{
  return self->found.error;
}

/**
 * np_save_outcome_get_before:
 * @self: an outcome
 *
 * Returns: (transfer none): the model as it was read before the PUT
 */
NpModel *
np_save_outcome_get_before (NpSaveOutcome *self)
{
  return self->found.before;
}

/**
 * np_save_outcome_get_stored:
 * @self: an outcome
 *
 * Returns: (transfer none) (nullable): the model as it was read after the PUT
 */
NpModel *
np_save_outcome_get_stored (NpSaveOutcome *self)
{
  return self->found.stored;
}

/**
 * np_save_outcome_get_n_joined:
 * @self: an outcome
 *
 * Returns: in how many fields changes of others were taken over on the way
 */
guint
np_save_outcome_get_n_joined (NpSaveOutcome *self)
{
  return self->found.n_joined;
}

/**
 * np_save_outcome_get_changes:
 * @self: an outcome
 *
 * Returns: (transfer none): what was sent, against the model just before it;
 *   empty if nothing was
 */
NpModelChanges *
np_save_outcome_get_changes (NpSaveOutcome *self)
{
  return self->found.changes;
}

/**
 * np_save_outcome_get_n_changes:
 * @self: an outcome
 *
 * Returns: how many fields were sent
 */
guint
np_save_outcome_get_n_changes (NpSaveOutcome *self)
{
  return np_model_changes_get_length (self->found.changes);
}

/**
 * np_save_outcome_get_n_kept:
 * @self: an outcome
 *
 * Returns: how many of the sent fields the service shows as sent
 */
guint
np_save_outcome_get_n_kept (NpSaveOutcome *self)
{
  guint n_kept = 0;

  for (guint i = 0; i < np_save_outcome_get_n_changes (self); i++)
    n_kept += self->fates[i] == NP_FATE_KEPT ? 1 : 0;
  return n_kept;
}

/**
 * np_save_outcome_get_fate:
 * @self: an outcome
 * @i: which change, in the order of np_save_outcome_get_changes()
 *
 * %NP_FATE_STORED_AS is neither the old nor the new value: the service made
 * something else of it, or somebody else wrote right after it. %NP_FATE_NOT_KEPT is
 * the old one; for extra info, where keys stand for themselves, that of some key.
 *
 * Returns: what became of it
 */
NpChangeFate
np_save_outcome_get_fate (NpSaveOutcome *self, guint i)
{
  g_return_val_if_fail (i < np_save_outcome_get_n_changes (self), NP_FATE_NOT_KNOWN);

  return self->fates[i];
}

/**
 * np_save_outcome_dup_stored_text:
 * @self: an outcome
 * @i: which change, in the order of np_save_outcome_get_changes()
 *
 * Returns: (transfer full) (nullable): what the service has in this field; %NULL if
 *   it could not be read
 */
char *
np_save_outcome_dup_stored_text (NpSaveOutcome *self, guint i)
{
  g_return_val_if_fail (i < np_save_outcome_get_n_changes (self), NULL);

  if (self->found.stored == NULL)
    return NULL;
  return g_strdup (np_model_get_text (self->found.stored,
                                      np_model_changes_get_field (self->found.changes, i)));
}

/**
 * np_save_outcome_get_n_lost:
 * @self: an outcome
 *
 * Returns: how many fields that were not sent have another value after the PUT
 *   than just before it. A service that replaces instead of merging does that;
 *   so does somebody else who saves at the same time.
 */
guint
np_save_outcome_get_n_lost (NpSaveOutcome *self)
{
  return self->lost.length;
}

/**
 * np_save_outcome_get_lost_field:
 * @self: an outcome
 * @i: which of them
 *
 * Returns: the field
 */
NpFieldId
np_save_outcome_get_lost_field (NpSaveOutcome *self, guint i)
{
  g_return_val_if_fail (i < self->lost.length, NP_FIELD_MODEL_NAME);

  return self->lost.ids[i];
}

/**
 * np_save_outcome_get_lost_text:
 * @self: an outcome
 * @i: which of them
 *
 * Returns: (transfer none): the value before the PUT
 */
const char *
np_save_outcome_get_lost_text (NpSaveOutcome *self, guint i)
{
  g_return_val_if_fail (i < self->lost.length, NULL);

  return np_save_judge_lost (&self->found, self->lost.ids[i]);
}

/**
 * np_save_outcome_get_n_overwritten:
 * @self: an outcome
 *
 * Counts the fields that somebody else wrote between the check and the PUT, so
 * that ours replaced theirs, as far as the witness saw it: a read that is sent at
 * the same time as the PUT of a reviewed save. What is written between the two
 * nobody can see.
 *
 * Returns: how many such fields were seen
 */
guint
np_save_outcome_get_n_overwritten (NpSaveOutcome *self)
{
  return self->overwritten.length;
}

/**
 * np_save_outcome_get_overwritten_field:
 * @self: an outcome
 * @i: which of them
 *
 * Returns: the field
 */
NpFieldId
np_save_outcome_get_overwritten_field (NpSaveOutcome *self, guint i)
{
  g_return_val_if_fail (i < self->overwritten.length, NP_FIELD_MODEL_NAME);

  return self->overwritten.ids[i];
}

/**
 * np_save_outcome_get_overwritten_text:
 * @self: an outcome
 * @i: which of them
 *
 * Returns: (transfer none): the value of somebody else
 */
const char *
np_save_outcome_get_overwritten_text (NpSaveOutcome *self, guint i)
{
  g_return_val_if_fail (i < self->overwritten.length, NULL);

  return np_save_judge_overwritten (&self->found, self->overwritten.ids[i]);
}

/**
 * np_save_outcome_dup_give_back:
 * @self: an outcome
 *
 * Makes the changes, against what the service has now, that give back what was
 * lost and what was overwritten. An old value that the API cannot say, as of a
 * number that was absent, is left out.
 *
 * Returns: (transfer full) (nullable): the changes, maybe none; %NULL if it is not
 *   known what the service has
 */
NpModelChanges *
np_save_outcome_dup_give_back (NpSaveOutcome *self)
{
  char *texts[NP_N_FIELDS] = { NULL };
  NpModelChanges *changes = NULL;

  if (self->found.stored == NULL)
    return NULL;
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    texts[id] = np_save_judge_give_back (&self->found, id);
  changes = np_model_changes_new (self->found.stored, (const char *const *) texts);
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    g_free (texts[id]);
  return changes;
}

/**
 * np_save_outcome_get_n_unsendable:
 * @self: the outcome of an undo
 *
 * Returns: how many fields could not be given back, because the API cannot say
 *   their old value: a number, a visibility or a name that was absent
 */
guint
np_save_outcome_get_n_unsendable (NpSaveOutcome *self)
{
  return self->unsendable.length;
}

/**
 * np_save_outcome_get_unsendable_field:
 * @self: the outcome of an undo
 * @i: which of them
 *
 * Returns: the field
 */
NpFieldId
np_save_outcome_get_unsendable_field (NpSaveOutcome *self, guint i)
{
  g_return_val_if_fail (i < self->unsendable.length, NP_FIELD_MODEL_NAME);

  return self->unsendable.ids[i];
}

static const char *
get_error_code (const NpSaveFindings *found)
{
  const NpApiErrorDetail *detail = NULL;

  if (found->error == NULL || found->error->domain != NP_API_ERROR)
    return NULL;
  detail = np_api_error_get_detail (found->error);
  return detail != NULL ? detail->code : NULL;
}

static const char *
get_any_request_id (const NpSaveFindings *found)
{
  const NpApiErrorDetail *detail = NULL;

  if (found->request_id != NULL || found->error == NULL ||
      found->error->domain != NP_API_ERROR || !found->is_refused)
    return found->request_id;
  detail = np_api_error_get_detail (found->error);
  return detail != NULL ? detail->request_id : NULL;
}

/**
 * np_save_outcome_dup_history_entry:
 * @self: an outcome
 *
 * Returns: (transfer full): what is remembered of it
 */
NpHistoryEntry *
np_save_outcome_dup_history_entry (NpSaveOutcome *self)
{
  const NpSaveFindings *found = &self->found;
  NpModel *named = found->stored != NULL ? found->stored : found->before;
  NpHistoryEntry *entry = np_history_entry_new (
      found->saved_at, np_workspace_get_account_id (found->workspace),
      np_workspace_get_name (found->workspace), np_workspace_get_key_host (found->workspace),
      np_workspace_get_region_id (found->workspace), np_save_outcome_get_model_id (self),
      np_model_get_text (named, NP_FIELD_MODEL_NAME), self->result, get_any_request_id (found),
      get_error_code (found), found->is_undo);

  for (guint i = 0; i < np_save_outcome_get_n_changes (self); i++)
    {
      g_autofree char *stored = np_save_outcome_dup_stored_text (self, i);

      np_history_entry_take_change (entry, np_model_changes_get_field (found->changes, i),
                                    np_model_changes_get_old_text (found->changes, i),
                                    np_model_changes_get_new_text (found->changes, i), stored,
                                    self->fates[i]);
    }
  return entry;
}
