/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model-form.h"

#include "np-model-form-private.h"

/* What the user takes back and does again. A step never sends anything: it only
 * gives texts to fields. */

static const char *
get_text (gpointer form, NpFieldId id)
{
  NpModelForm *self = form;

  return self->fields[id].is_editable ? self->fields[id].text : NULL;
}

static void
take_text (gpointer form, NpFieldId id, const char *text)
{
  np_model_form_take_text (form, id, text);
}

static const NpFormTexts texts = { get_text, take_text };

/*< private >
 * np_model_form_update_undo:
 * @self: a form
 *
 * Brings what can be taken back and done again up to date with the texts.
 */
void
np_model_form_update_undo (NpModelForm *self)
{
  gboolean can_undo = np_form_undo_can_apply (self->undo.undo, &texts, self);
  gboolean can_redo = np_form_undo_can_apply (self->undo.redo, &texts, self);

  if (self->can_undo != can_undo)
    {
      self->can_undo = can_undo;
      np_model_form_notify (self, PROP_CAN_UNDO);
    }
  if (self->can_redo != can_redo)
    {
      self->can_redo = can_redo;
      np_model_form_notify (self, PROP_CAN_REDO);
    }
}

/* What a widget makes of a text that it is given is no edit of the user. */
static void
apply (NpModelForm *self, gboolean is_undo)
{
  NpFieldId id = 0;
  gboolean has_changed = FALSE;

  if (self->is_replaying)
    return;

  self->is_replaying = TRUE;
  g_object_ref (self);
  g_object_freeze_notify (G_OBJECT (self));
  has_changed = np_form_undo_apply (&self->undo, is_undo, &texts, self, &id);
  np_model_form_update_undo (self);
  g_object_thaw_notify (G_OBJECT (self));
  self->is_replaying = FALSE;

  if (has_changed)
    np_model_form_reveal (self, id);
  g_object_unref (self);
}

/**
 * np_model_form_undo:
 * @self: a form
 *
 * Takes the newest edit back: a run of typing, or what was done to several
 * fields at once. Edits of fields that are not editable now stay for later.
 * Emits [signal@Np.ModelForm::field-revealed]. Nothing is ever sent.
 */
void
np_model_form_undo (NpModelForm *self)
{
  g_return_if_fail (NP_IS_MODEL_FORM (self));

  apply (self, TRUE);
}

/**
 * np_model_form_redo:
 * @self: a form
 *
 * Does again what np_model_form_undo() took back. After any other edit there is
 * nothing to do again.
 */
void
np_model_form_redo (NpModelForm *self)
{
  g_return_if_fail (NP_IS_MODEL_FORM (self));

  apply (self, FALSE);
}

/**
 * np_model_form_break_undo:
 * @self: a form
 *
 * Lets the next edit begin a step of its own: call it when the focus has moved
 * or a save was sent.
 */
void
np_model_form_break_undo (NpModelForm *self)
{
  g_return_if_fail (NP_IS_MODEL_FORM (self));

  np_form_undo_break (&self->undo);
}

/**
 * np_model_form_get_can_undo:
 * @self: a form
 *
 * Returns: %TRUE if there is an edit to take back
 */
gboolean
np_model_form_get_can_undo (NpModelForm *self)
{
  g_return_val_if_fail (NP_IS_MODEL_FORM (self), FALSE);

  return self->can_undo;
}

/**
 * np_model_form_get_can_redo:
 * @self: a form
 *
 * Returns: %TRUE if there is an edit to do again
 */
gboolean
np_model_form_get_can_redo (NpModelForm *self)
{
  g_return_val_if_fail (NP_IS_MODEL_FORM (self), FALSE);

  return self->can_redo;
}
