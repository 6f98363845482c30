/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model-form.h"

#include "np-model-form-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How a form changes: what the user types, what the service tells, and what
 * follows from both. */

static void
notify_aspect (NpModelForm *self, NpFieldId id, NpModelFormAspect aspect)
{
  np_model_form_notify (self, np_model_form_get_property_id (id, aspect));
}

static gboolean
replace_text (char **slot, const char *text)
{
  char *old = *slot;

  if (g_strcmp0 (old, text) == 0)
    return FALSE;

  /* TEXT may be a part of the old one. */
  *slot = g_strdup (text);
  g_free (old);
  return TRUE;
}

static gboolean
replace_boolean (gboolean *slot, gboolean value)
{
  gboolean differs = *slot != value;

  *slot = value;
  return differs;
}

static gboolean
replace_number (guint *slot, guint value)
{
  gboolean differs = *slot != value;

  *slot = value;
  return differs;
}

static const char *
get_base_text (NpModelForm *self, NpFieldId id)
{
  return self->model != NULL ? np_model_get_text (self->model, id) : "";
}

static char *
find_problem (const NpModelFormField *field, NpFieldId id)
{
  if (!field->is_changed)
    return NULL;
  if (!field->is_editable)
    return g_strdup (_ ("The service now has a value here that Nameplate cannot read. "
                        "Put it back to save the rest."));

  return np_field_check (id, field->text);
}

/* Brings what follows from a field's text and the model up to date. */
static void
update_field (NpModelForm *self, NpFieldId id)
{
  NpModelFormField *field = &self->fields[id];
  g_autofree char *problem = NULL;

  if (replace_text (&field->was, get_base_text (self, id)))
    notify_aspect (self, id, ASPECT_WAS);
  if (replace_boolean (&field->is_editable,
                       self->model != NULL &&
                           np_model_get_value (self->model, id) != NP_MODEL_VALUE_UNREADABLE))
    notify_aspect (self, id, ASPECT_EDITABLE);
  if (replace_boolean (&field->is_changed, !np_model_texts_equal (id, field->was, field->text)))
    notify_aspect (self, id, ASPECT_CHANGED);

  problem = find_problem (field, id);
  if (replace_text (&field->problem, problem))
    notify_aspect (self, id, ASPECT_PROBLEM);
}

static void
update_totals (NpModelForm *self)
{
  gboolean was_dirty = self->n_changes > 0;
  guint n_changes = 0;
  guint n_problems = 0;

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      n_changes += self->fields[id].is_changed ? 1 : 0;
      n_problems += self->fields[id].problem != NULL ? 1 : 0;
    }

  if (replace_number (&self->n_changes, n_changes))
    np_model_form_notify (self, PROP_N_CHANGES);
  if (replace_number (&self->n_problems, n_problems))
    np_model_form_notify (self, PROP_N_PROBLEMS);
  if (was_dirty != (n_changes > 0))
    np_model_form_notify (self, PROP_DIRTY);
  if (replace_boolean (&self->can_save,
                       self->model != NULL && n_changes > 0 && n_problems == 0))
    np_model_form_notify (self, PROP_CAN_SAVE);
}

/*< private >
 * np_model_form_take_text:
 * @self: a form
 * @id: a field
 * @text: a text
 *
 * Gives a field a text, without noting it for an undo. All properties change
 * together: nobody is told before the last one has.
 */
void
np_model_form_take_text (NpModelForm *self, NpFieldId id, const char *text)
{
  if (!replace_text (&self->fields[id].text, text))
    return;

  g_object_freeze_notify (G_OBJECT (self));
  notify_aspect (self, id, ASPECT_TEXT);
  update_field (self, id);
  update_totals (self);
  np_model_form_update_undo (self);
  g_object_thaw_notify (G_OBJECT (self));
}

/* Texts that differ from those of the form are given to it in one step. */
static void
take_texts (NpModelForm *self, const char *const texts[NP_N_FIELDS])
{
  const char *old_texts[NP_N_FIELDS] = { NULL };

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      if (texts[id] != NULL && strcmp (texts[id], self->fields[id].text) != 0)
        old_texts[id] = self->fields[id].text;
    }
  np_form_undo_note_texts (&self->undo, old_texts);

  g_object_freeze_notify (G_OBJECT (self));
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      if (old_texts[id] != NULL)
        np_model_form_take_text (self, id, texts[id]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

/* With KEEP_EDITS an edited field keeps its text, and so does one whose text
 * says the same as the model's: it would only move the cursor. */
static void
take_model (NpModelForm *self, NpModel *model, gboolean keep_edits)
{
  g_object_freeze_notify (G_OBJECT (self));

  if (g_set_object (&self->model, model))
    np_model_form_notify (self, PROP_MODEL);

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      NpModelFormField *field = &self->fields[id];
      const char *text = get_base_text (self, id);
      gboolean keep = keep_edits &&
                      (field->is_changed || np_model_texts_equal (id, field->text, text));

      if (!keep && replace_text (&field->text, text))
        notify_aspect (self, id, ASPECT_TEXT);
      update_field (self, id);
    }

  np_form_undo_break (&self->undo);
  update_totals (self);
  np_model_form_update_undo (self);
  g_object_thaw_notify (G_OBJECT (self));
}

static gboolean
is_same_model (NpModelForm *self, NpModel *model)
{
  return self->model != NULL && model != NULL &&
         strcmp (np_model_get_model_id (self->model), np_model_get_model_id (model)) == 0;
}

static void
note_edits (NpModelForm *self)
{
  const char *old_texts[NP_N_FIELDS] = { NULL };

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      if (self->fields[id].is_changed)
        old_texts[id] = self->fields[id].text;
    }
  np_form_undo_note_texts (&self->undo, old_texts);
}

/**
 * np_model_form_set_model:
 * @self: a form
 * @model: (transfer none) (nullable): a model, or %NULL for none
 *
 * Starts over with a model: every text becomes the model's, edits are dropped.
 * If it is the same model, read again, an undo gives the edits back; of another
 * one there is nothing to take back yet.
 */
void
np_model_form_set_model (NpModelForm *self, NpModel *model)
{
  g_return_if_fail (NP_IS_MODEL_FORM (self));
  g_return_if_fail (model == NULL || NP_IS_MODEL (model));

  if (is_same_model (self, model))
    note_edits (self);
  else
    np_form_undo_forget (&self->undo);
  take_model (self, model, FALSE);
}

/**
 * np_model_form_rebase:
 * @self: a form
 * @model: (transfer none): the same model, as it was read again
 *
 * Compares with what the service has now. Edited fields keep the user's text
 * and are changed as far as they differ from @model; the others follow it. An
 * edited field whose value cannot be read any more keeps its text too, with a
 * problem that says so. What could be taken back still can.
 */
void
np_model_form_rebase (NpModelForm *self, NpModel *model)
{
  g_return_if_fail (NP_IS_MODEL_FORM (self));
  g_return_if_fail (NP_IS_MODEL (model));

  take_model (self, model, TRUE);
}

/**
 * np_model_form_set_text:
 * @self: a form
 * @id: a field
 * @text: (nullable): a text, kept byte for byte; %NULL is ""
 *
 * Takes what the user typed. Ignored if the field cannot be edited. Typing that
 * goes on without a pause of more than a second is taken back as one step.
 */
void
np_model_form_set_text (NpModelForm *self, NpFieldId id, const char *text)
{
  const char *new_text = text != NULL ? text : "";

  g_return_if_fail (NP_IS_MODEL_FORM (self));
  g_return_if_fail (id < NP_N_FIELDS);

  if (!self->fields[id].is_editable || strcmp (self->fields[id].text, new_text) == 0)
    return;

  if (!self->is_replaying)
    np_form_undo_note_typing (&self->undo, id, self->fields[id].text, new_text,
                              np_seam_get_real_time (&self->seam));
  np_model_form_take_text (self, id, new_text);
}

/**
 * np_model_form_set_texts:
 * @self: a form
 * @texts: (array fixed-size=11): for each field a text, or %NULL to leave it
 *
 * Gives several fields other texts; an undo takes them back as one step. Fields
 * that cannot be edited are left.
 */
void
np_model_form_set_texts (NpModelForm *self, const char *const texts[NP_N_FIELDS])
{
  const char *editable[NP_N_FIELDS] = { NULL };

  g_return_if_fail (NP_IS_MODEL_FORM (self));

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      if (self->fields[id].is_editable)
        editable[id] = texts[id];
    }
  take_texts (self, editable);
}

/**
 * np_model_form_put_back:
 * @self: a form
 * @id: a field
 *
 * Gives a field the model's text again.
 */
void
np_model_form_put_back (NpModelForm *self, NpFieldId id)
{
  const char *texts[NP_N_FIELDS] = { NULL };

  g_return_if_fail (NP_IS_MODEL_FORM (self));
  g_return_if_fail (id < NP_N_FIELDS);

  texts[id] = self->fields[id].was;
  take_texts (self, texts);
}

/**
 * np_model_form_put_back_all:
 * @self: a form
 *
 * Gives every field the model's text again. An undo takes that back as one step.
 */
void
np_model_form_put_back_all (NpModelForm *self)
{
  const char *texts[NP_N_FIELDS];

  g_return_if_fail (NP_IS_MODEL_FORM (self));

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    texts[id] = self->fields[id].was;
  take_texts (self, texts);
}

/**
 * np_model_form_dup_changes:
 * @self: a form
 *
 * Takes down what is changed now; later edits do not reach it.
 *
 * Returns: (transfer full) (nullable): the changes, maybe none; %NULL if there is
 *   no model
 */
NpModelChanges *
np_model_form_dup_changes (NpModelForm *self)
{
  const char *texts[NP_N_FIELDS];

  g_return_val_if_fail (NP_IS_MODEL_FORM (self), NULL);

  if (self->model == NULL)
    return NULL;

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    texts[id] = self->fields[id].text;

  return np_model_changes_new (self->model, texts);
}

/**
 * np_model_form_dup_draft:
 * @self: a form
 * @edited_at: when the last edit was made, in microseconds since 1970
 *
 * Takes down what was typed and is not saved, be it valid or not.
 *
 * Returns: (transfer full) (nullable): a draft; %NULL if nothing is edited
 */
NpDraft *
np_model_form_dup_draft (NpModelForm *self, gint64 edited_at)
{
  const char *texts[NP_N_FIELDS] = { NULL };

  g_return_val_if_fail (NP_IS_MODEL_FORM (self), NULL);

  if (self->model == NULL || self->n_changes == 0)
    return NULL;

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      if (self->fields[id].is_changed)
        texts[id] = self->fields[id].text;
    }

  return np_draft_new_for_model (self->model, texts, edited_at);
}
