/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-save-outcome-private.h"

#include "np-model-merge.h"

/* What a save may say of itself. All of it is found by comparing what was read
 * before, during and after the PUT; and comparing is always the same question:
 * who changed a field, or a key of extra info, since when. */

static NpModelMerge *
merge_field (NpFieldId id, const char *base, NpModel *theirs, const char *mine)
{
  const char *base_texts[NP_N_FIELDS] = { NULL };
  const char *mine_texts[NP_N_FIELDS] = { NULL };

  base_texts[id] = base;
  mine_texts[id] = mine;
  return np_model_merge_new (base_texts, theirs, mine_texts);
}

static char *
merge_text (NpFieldId id, const char *base, NpModel *theirs, const char *mine)
{
  g_autoptr (NpModelMerge) merge = merge_field (id, base, theirs, mine);

  return np_model_merge_dup_text (merge, id);
}

static gboolean
is_same_in (NpModel *model, NpFieldId id, const char *text)
{
  return np_model_texts_equal (id, np_model_get_text (model, id), text);
}

/*< private >
 * np_save_findings_clear:
 * @self: findings
 *
 * Frees what they hold.
 */
void
np_save_findings_clear (NpSaveFindings *self)
{
  g_clear_object (&self->workspace);
  g_clear_object (&self->before);
  g_clear_pointer (&self->changes, np_model_changes_unref);
  g_clear_object (&self->witness);
  g_clear_object (&self->stored);
  g_clear_pointer (&self->request_id, g_free);
  g_clear_error (&self->error);
}

/*< private >
 * np_save_findings_has_all:
 * @self: findings
 *
 * Returns: whether the last read shows everything that was sent
 */
gboolean
np_save_findings_has_all (const NpSaveFindings *self)
{
  return self->stored != NULL && np_model_changes_count_kept (self->changes, self->stored) ==
                                     np_model_changes_get_length (self->changes);
}

/*< private >
 * np_save_judge_fate:
 * @self: findings
 * @i: which change
 *
 * Returns: what became of it
 */
NpChangeFate
np_save_judge_fate (const NpSaveFindings *self, guint i)
{
  NpFieldId id = np_model_changes_get_field (self->changes, i);
  g_autoptr (NpModelMerge) merge = NULL;

  if (self->is_refused)
    return NP_FATE_NOT_KEPT;
  if (self->stored == NULL)
    return NP_FATE_NOT_KNOWN;
  if (np_model_changes_is_kept (self->changes, i, self->stored))
    return NP_FATE_KEPT;
  merge = merge_field (id, np_model_changes_get_old_text (self->changes, i), self->stored,
                       np_model_changes_get_new_text (self->changes, i));
  return np_model_merge_get_state (merge, id) == NP_MERGE_COLLISION ? NP_FATE_STORED_AS
                                                                    : NP_FATE_NOT_KEPT;
}

/*< private >
 * np_save_judge_result:
 * @self: findings
 *
 * Returns: how the save ended
 */
NpSavedResult
np_save_judge_result (const NpSaveFindings *self)
{
  guint n_changes = np_model_changes_get_length (self->changes);
  guint counts[NP_FATE_NOT_KNOWN + 1] = { 0 };

  if (self->is_refused)
    return NP_SAVED_FAILED;
  if (self->stored == NULL)
    return self->request_id != NULL ? NP_SAVED_UNCONFIRMED : NP_SAVED_UNKNOWN;
  for (guint i = 0; i < n_changes; i++)
    counts[np_save_judge_fate (self, i)]++;

  if (counts[NP_FATE_KEPT] == n_changes)
    return NP_SAVED_CONFIRMED;
  if (counts[NP_FATE_NOT_KEPT] == n_changes)
    return NP_SAVED_NOT_APPLIED;
  return counts[NP_FATE_NOT_KEPT] > 0 ? NP_SAVED_PARTLY : NP_SAVED_STORED_DIFFERENTLY;
}

/* Whether the witness saw our own value: it came after the PUT. More keys of
 * extra info than ours are not ours. */
static gboolean
is_ours (const NpSaveFindings *self, NpFieldId id, guint i)
{
  if (np_field_get_kind (id) == NP_FIELD_KIND_JSON_OBJECT)
    return is_same_in (self->witness, id, np_model_changes_get_new_text (self->changes, i));
  return np_model_changes_is_kept (self->changes, i, self->witness);
}

/* Whether some of what was sent is in a model and was not there before. */
static gboolean
shows_ours (const NpSaveFindings *self, NpModel *model)
{
  for (guint i = 0; i < np_model_changes_get_length (self->changes); i++)
    {
      if (np_model_changes_is_kept (self->changes, i, model)
              ? !np_model_changes_is_kept (self->changes, i, self->before)
              : np_save_judge_has_key (self, i, model, TRUE))
        return TRUE;
    }
  return FALSE;
}

/* Whether some of what was sent is in a model as it was before. */
static gboolean
shows_old (const NpSaveFindings *self, NpModel *model)
{
  for (guint i = 0; i < np_model_changes_get_length (self->changes); i++)
    {
      NpFieldId id = np_model_changes_get_field (self->changes, i);

      if (is_same_in (model, id, np_model_changes_get_old_text (self->changes, i)) ||
          np_save_judge_has_key (self, i, model, FALSE))
        return TRUE;
    }
  return FALSE;
}

/* Whether a PUT that leaves a field out may have left it like this. */
static gboolean
is_cleared (NpModel *model, NpFieldId id)
{
  const char *text = np_model_get_text (model, id);

  return *text == '\0' || np_field_get_kind (id) == NP_FIELD_KIND_CHOICE ||
         (np_field_get_kind (id) == NP_FIELD_KIND_JSON_OBJECT && is_same_in (model, id, "{}"));
}

/* The latest that is known of a field before the PUT. The witness may have been read
 * before or after it: what was sent tells, if the service kept any of it and nobody else
 * wrote all of it anew. Where nothing tells, what the witness has and is still there may
 * be what the PUT made of it. */
static NpModel *
get_last_before (const NpSaveFindings *self, NpFieldId id)
{
  if (self->witness == NULL || shows_ours (self, self->witness))
    return self->before;
  if (shows_ours (self, self->stored) &&
      (shows_old (self, self->witness) || !is_cleared (self->stored, id)))
    return self->witness;
  return is_same_in (self->stored, id, np_model_get_text (self->witness, id)) ? self->before
                                                                              : self->witness;
}

/*< private >
 * np_save_judge_lost:
 * @self: findings
 * @id: a field
 *
 * Tells if a field that was not sent has another value after the PUT. What came where
 * nothing was is no loss, neither a field nor a key of extra info.
 *
 * Returns: (transfer none) (nullable): the value before; %NULL if nothing is lost
 */
const char *
np_save_judge_lost (const NpSaveFindings *self, NpFieldId id)
{
  const char *text = NULL;
  g_autofree char *all = NULL;

  if (self->stored == NULL || np_model_changes_has_field (self->changes, id, NULL))
    return NULL;
  text = np_model_get_text (get_last_before (self, id), id);
  if (*text == '\0' || is_same_in (self->stored, id, text))
    return NULL;
  if (np_field_get_kind (id) != NP_FIELD_KIND_JSON_OBJECT)
    return text;
  all = merge_text (id, "{}", self->stored, text);
  return is_same_in (self->stored, id, all) ? NULL : text;
}

/*< private >
 * np_save_judge_overwritten:
 * @self: findings
 * @id: a field
 *
 * Tells if somebody else wrote a field that was sent, between the check and the
 * PUT. When the model could not be read back, the value that was seen counts as
 * overwritten: better one look too many.
 *
 * Returns: (transfer none) (nullable): the value of somebody else; %NULL if none
 *   was seen
 */
const char *
np_save_judge_overwritten (const NpSaveFindings *self, NpFieldId id)
{
  const char *text = NULL;
  NpMergeState state = NP_MERGE_UNTOUCHED;
  g_autoptr (NpModelMerge) merge = NULL;
  guint i = 0;

  if (self->witness == NULL || self->is_refused ||
      !np_model_changes_has_field (self->changes, id, &i) || is_ours (self, id, i))
    return NULL;
  text = np_model_get_text (self->witness, id);
  merge = merge_field (id, np_model_get_text (self->before, id),
                       self->stored != NULL ? self->stored : self->before, text);
  state = np_model_merge_get_state (merge, id);
  /* A whole object was sent: also keys that nobody here changed were written back. */
  if (state == NP_MERGE_MINE)
    return self->stored == NULL || np_field_get_kind (id) == NP_FIELD_KIND_JSON_OBJECT ? text
                                                                                       : NULL;
  return state == NP_MERGE_COLLISION || state == NP_MERGE_JOINED ? text : NULL;
}

/*< private >
 * np_save_judge_give_back:
 * @self: findings
 * @id: a field
 *
 * Makes the text that gives back what was lost or overwritten in a field. In
 * extra info the keys of others that came meanwhile stay.
 *
 * Returns: (transfer full) (nullable): the text to send; %NULL if there is none,
 *   or none that the API can say
 */
char *
np_save_judge_give_back (const NpSaveFindings *self, NpFieldId id)
{
  const char *lost = np_save_judge_lost (self, id);
  const char *overwritten = np_save_judge_overwritten (self, id);
  NpModel *from = overwritten != NULL ? self->witness : self->before;
  g_autofree char *text = NULL;
  g_autofree char *problem = NULL;

  if (self->stored == NULL || (lost == NULL && overwritten == NULL))
    return NULL;
  if (lost != NULL)
    from = get_last_before (self, id);
  if (np_model_get_value (from, id) == NP_MODEL_VALUE_UNREADABLE)
    return NULL;

  if (np_field_get_kind (id) == NP_FIELD_KIND_JSON_OBJECT)
    text = merge_text (id, lost != NULL ? "{}" : np_model_get_text (self->before, id),
                       self->stored, lost != NULL ? lost : overwritten);
  else
    text = g_strdup (lost != NULL ? lost : overwritten);
  problem = np_field_check (id, text);
  return problem == NULL ? g_steal_pointer (&text) : NULL;
}
