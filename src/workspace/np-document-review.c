/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-document-private.h"

/* What others changed while a model is open, and how it comes together with the
 * edits in the form.
 *
 * One rule holds everywhere: the model that the form is compared with moves on only
 * when nothing collides, or when a person has decided. So a save that follows
 * always meets what was not decided. */

/*< private >
 * np_document_merge:
 * @self: a document with a model open
 * @theirs: the same model, as it was read again
 *
 * Returns: (transfer full): @theirs and the edits, joined as far as that goes
 */
NpModelMerge *
np_document_merge (NpDocument *self, NpModel *theirs)
{
  const char *mine[NP_N_FIELDS] = { NULL };

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      if (np_model_form_get_is_changed (self->form, id))
        mine[id] = np_model_form_get_text (self->form, id);
    }
  return np_model_merge_new_for_model (np_model_form_get_model (self->form), theirs, mine);
}

/* The same in other words would only move the cursor. */
static void
drop_same_texts (NpModelForm *form, char **texts)
{
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      if (texts[id] != NULL &&
          np_model_texts_equal (id, texts[id], np_model_form_get_text (form, id)))
        g_clear_pointer (&texts[id], g_free);
    }
}

/*< private >
 * np_document_join:
 * @self: a document with a model open
 * @merge: a merge of its edits, in which nothing is left to decide
 * @texts: (array fixed-size=11): texts to put into the form besides; is used up
 *
 * Brings the form up to date. Edits stay. Where keys of extra info came together the
 * joined text takes the place of the edit: without the keys of others it would
 * look like an edit that takes them out.
 */
void
np_document_join (NpDocument *self, NpModelMerge *merge, char **texts)
{
  g_object_freeze_notify (G_OBJECT (self->form));
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      NpMergeState state = np_model_merge_get_state (merge, id);

      if (texts[id] == NULL && (state == NP_MERGE_JOINED || state == NP_MERGE_COLLISION))
        texts[id] = np_model_merge_dup_text (merge, id);
    }
  np_model_form_rebase (self->form, np_model_merge_get_theirs (merge));
  drop_same_texts (self->form, texts);
  np_model_form_set_texts (self->form, (const char *const *) texts);
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    g_free (texts[id]);
  g_object_thaw_notify (G_OBJECT (self->form));
}

/*< private >
 * np_document_take:
 * @self: a document with a model open
 * @theirs: the same model, as it was read again
 *
 * Brings the form up to date, unless something collides: then the form stays and the
 * conflict is told.
 */
void
np_document_take (NpDocument *self, NpModel *theirs)
{
  g_autoptr (NpModelMerge) merge = np_document_merge (self, theirs);
  char *texts[NP_N_FIELDS] = { NULL };

  if (np_model_merge_get_n_collisions (merge) > 0)
    {
      np_document_set_conflict (self, merge);
      return;
    }
  np_document_set_conflict (self, NULL);
  np_document_join (self, merge, texts);
}

/* Nobody has to decide the same again because the model was read again. */
static gboolean
is_same_question (NpModelMerge *a, NpModelMerge *b)
{
  if (a == NULL)
    return FALSE;
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      if (np_model_merge_get_state (a, id) != np_model_merge_get_state (b, id) ||
          g_strcmp0 (np_model_merge_get_theirs_text (a, id),
                     np_model_merge_get_theirs_text (b, id)) != 0 ||
          g_strcmp0 (np_model_merge_get_mine_text (a, id),
                     np_model_merge_get_mine_text (b, id)) != 0)
        return FALSE;
    }
  return TRUE;
}

static void
compare (NpDocument *self, NpModel *theirs)
{
  g_autoptr (NpModelMerge) merge = np_document_merge (self, theirs);
  guint n_joined = np_model_merge_get_n_joined (merge);

  if (np_model_merge_get_n_collisions (merge) > 0)
    {
      if (!is_same_question (self->conflict, merge))
        np_document_set_conflict (self, merge);
      np_document_set_review_state (self, NP_REVIEW_COLLISION, n_joined);
      return;
    }
  np_document_set_conflict (self, NULL);
  np_document_set_review_state (self, n_joined > 0 ? NP_REVIEW_JOINED : NP_REVIEW_CLEAR,
                                n_joined);
}

/* A change may be taken back during the review, and with it what collides. */
static void
update_review_cb (NpDocument *self)
{
  if (self->is_saving)
    return;
  if (np_review_get_has_failed (self->review))
    np_document_set_review_state (self, NP_REVIEW_FAILED, 0);
  else if (np_review_get_model (self->review) == NULL)
    np_document_set_review_state (self, NP_REVIEW_LOOKING, 0);
  else
    compare (self, np_review_get_model (self->review));
}

static void
disconnect_review (NpDocument *self)
{
  g_signal_handlers_disconnect_by_func (self->form, update_review_cb, self);
  g_signal_handlers_disconnect_by_func (self->review, update_review_cb, self);
}

/**
 * np_document_begin_review:
 * @self: a document with a model open
 *
 * The person looks at the changes before they are sent. Meanwhile the model is read,
 * at once and every five seconds, so that a save that follows finds it just read
 * and a conflict is seen before anything is sent: NpDocument:review-state and
 * NpDocument:conflict say what was found.
 */
void
np_document_begin_review (NpDocument *self)
{
  g_return_if_fail (NP_IS_DOCUMENT (self));
  g_return_if_fail (self->model_id != NULL);

  np_document_end_review (self);
  self->review = np_review_new (self->workspace, self->model_id);
  g_signal_connect_object (self->review, "answered", G_CALLBACK (update_review_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "notify::n-changes", G_CALLBACK (update_review_cb), self,
                           G_CONNECT_SWAPPED);
  if (!self->is_saving)
    np_review_start (self->review);
  update_review_cb (self);
}

/**
 * np_document_end_review:
 * @self: a document
 *
 * The review is over, with a save or without. A conflict that it found stays, until
 * it is settled or dropped.
 */
void
np_document_end_review (NpDocument *self)
{
  g_return_if_fail (NP_IS_DOCUMENT (self));

  if (self->review == NULL)
    return;
  disconnect_review (self);
  np_review_stop (self->review);
  g_clear_object (&self->review);
  np_document_set_review_state (self, NP_REVIEW_NONE, 0);
}

/**
 * np_document_get_review_state:
 * @self: a document
 *
 * Returns: what is known while a review is open
 */
NpReviewState
np_document_get_review_state (NpDocument *self)
{
  g_return_val_if_fail (NP_IS_DOCUMENT (self), NP_REVIEW_NONE);

  return self->review_state;
}

/**
 * np_document_get_n_joined:
 * @self: a document
 *
 * Returns: while a review is open, in how many fields changes of others come
 *   together with the edits; NpDocument:review-state is notified when it changes
 */
guint
np_document_get_n_joined (NpDocument *self)
{
  g_return_val_if_fail (NP_IS_DOCUMENT (self), 0);

  return self->review_n_joined;
}

/**
 * np_document_get_conflict:
 * @self: a document
 *
 * Returns: (transfer none) (nullable): what others changed and is edited here too
 */
NpModelMerge *
np_document_get_conflict (NpDocument *self)
{
  g_return_val_if_fail (NP_IS_DOCUMENT (self), NULL);

  return self->conflict;
}

/* What cannot be read cannot be edited either; the only choice was theirs. */
static void
put_unreadable_back (NpDocument *self, NpModel *theirs)
{
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      if (np_model_get_value (theirs, id) == NP_MODEL_VALUE_UNREADABLE)
        np_model_form_put_back (self->form, id);
    }
}

/**
 * np_document_settle_conflict:
 * @self: a document
 * @merge: NpDocument:conflict, with every collision decided
 *
 * Takes the decisions: the form is compared with what the service has now, and its
 * texts become the merged ones. That can be undone in one step. Nothing is sent.
 */
void
np_document_settle_conflict (NpDocument *self, NpModelMerge *merge)
{
  g_autoptr (NpModelMerge) owned = NULL;
  char *texts[NP_N_FIELDS] = { NULL };

  g_return_if_fail (NP_IS_DOCUMENT (self));
  g_return_if_fail (NP_IS_MODEL_MERGE (merge));
  g_return_if_fail (np_model_merge_get_is_settled (merge));
  g_return_if_fail (g_strcmp0 (np_model_get_model_id (np_model_merge_get_theirs (merge)),
                               self->model_id) == 0);

  owned = g_object_ref (merge);
  np_document_set_conflict (self, NULL);
  np_document_join (self, merge, texts);
  put_unreadable_back (self, np_model_merge_get_theirs (merge));
}

/**
 * np_document_drop_conflict:
 * @self: a document
 *
 * Goes on editing and decides later: a save finds the conflict again.
 */
void
np_document_drop_conflict (NpDocument *self)
{
  g_return_if_fail (NP_IS_DOCUMENT (self));

  np_document_set_conflict (self, NULL);
}

/*< private >
 * np_document_drop_unneeded_conflict:
 * @self: a document whose form has no edits any more
 *
 * Nothing collides with no edits: the form follows the service.
 */
void
np_document_drop_unneeded_conflict (NpDocument *self)
{
  g_autoptr (NpModelMerge) conflict = NULL;

  if (self->conflict == NULL || np_model_form_get_model (self->form) == NULL)
    return;
  conflict = g_object_ref (self->conflict);
  np_document_set_conflict (self, NULL);
  np_model_form_rebase (self->form, np_model_merge_get_theirs (conflict));
}

/*< private >
 * np_document_pause_review:
 * @self: a document
 * @is_paused: whether a save is under way, which reads for itself
 */
void
np_document_pause_review (NpDocument *self, gboolean is_paused)
{
  if (self->review == NULL)
    return;
  if (is_paused)
    np_review_stop (self->review);
  else
    np_review_start (self->review);
}
