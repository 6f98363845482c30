/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model-form.h"

#include "np-model-form-private.h"

G_DEFINE_FINAL_TYPE (NpModelForm, np_model_form, G_TYPE_OBJECT)

enum
{
  SIGNAL_FIELD_REVEALED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
get_aspect (const NpModelFormField *field, NpModelFormAspect aspect, GValue *value)
{
  switch (aspect)
    {
    case ASPECT_PROBLEM:
      g_value_set_string (value, field->problem);
      break;
    case ASPECT_CHANGED:
      g_value_set_boolean (value, field->is_changed);
      break;
    case ASPECT_WAS:
      g_value_set_string (value, field->was);
      break;
    case ASPECT_EDITABLE:
      g_value_set_boolean (value, field->is_editable);
      break;
    case ASPECT_TEXT:
    default:
      g_value_set_string (value, field->text);
      break;
    }
}

static void
np_model_form_get_property (GObject *object,
                            guint property_id,
                            GValue *value,
                            GParamSpec *pspec)
{
  NpModelForm *self = NP_MODEL_FORM (object);

  switch (property_id)
    {
    case PROP_MODEL:
      g_value_set_object (value, self->model);
      break;
    case PROP_DIRTY:
      g_value_set_boolean (value, np_model_form_get_is_dirty (self));
      break;
    case PROP_CAN_SAVE:
      g_value_set_boolean (value, self->can_save);
      break;
    case PROP_N_CHANGES:
      g_value_set_uint (value, self->n_changes);
      break;
    case PROP_N_PROBLEMS:
      g_value_set_uint (value, self->n_problems);
      break;
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, self->can_undo);
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, self->can_redo);
      break;
    default:
      if (property_id < N_OWN_PROPS || property_id >= N_PROPS)
        G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      else
        get_aspect (&self->fields[(property_id - N_OWN_PROPS) / N_ASPECTS],
                    (property_id - N_OWN_PROPS) % N_ASPECTS, value);
      break;
    }
}

static void
np_model_form_set_property (GObject *object,
                            guint property_id,
                            const GValue *value,
                            GParamSpec *pspec)
{
  NpModelForm *self = NP_MODEL_FORM (object);

  if (property_id == PROP_MODEL)
    np_model_form_set_model (self, g_value_get_object (value));
  else if (property_id >= N_OWN_PROPS && property_id < N_PROPS &&
           (property_id - N_OWN_PROPS) % N_ASPECTS == ASPECT_TEXT)
    np_model_form_set_text (self, (property_id - N_OWN_PROPS) / N_ASPECTS,
                            g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
np_model_form_finalize (GObject *object)
{
  NpModelForm *self = NP_MODEL_FORM (object);

  g_clear_object (&self->model);
  np_form_undo_clear (&self->undo);
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      g_free (self->fields[id].text);
      g_free (self->fields[id].was);
      g_free (self->fields[id].problem);
    }

  G_OBJECT_CLASS (np_model_form_parent_class)->finalize (object);
}

static void
install_field (NpFieldId id)
{
  const char *name = np_field_get_property (id);
  g_autofree char *problem = g_strconcat (name, "-problem", NULL);
  g_autofree char *changed = g_strconcat (name, "-changed", NULL);
  g_autofree char *was = g_strconcat (name, "-was", NULL);
  g_autofree char *editable = g_strconcat (name, "-editable", NULL);
  GParamFlags read_only = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY;

  properties[np_model_form_get_property_id (id, ASPECT_TEXT)] =
      g_param_spec_string (name, NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY);
  properties[np_model_form_get_property_id (id, ASPECT_PROBLEM)] =
      g_param_spec_string (problem, NULL, NULL, NULL, read_only);
  properties[np_model_form_get_property_id (id, ASPECT_CHANGED)] =
      g_param_spec_boolean (changed, NULL, NULL, FALSE, read_only);
  properties[np_model_form_get_property_id (id, ASPECT_WAS)] =
      g_param_spec_string (was, NULL, NULL, "", read_only);
  properties[np_model_form_get_property_id (id, ASPECT_EDITABLE)] =
      g_param_spec_boolean (editable, NULL, NULL, FALSE, read_only);
}

static void
np_model_form_class_init (NpModelFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = np_model_form_get_property;
  object_class->set_property = np_model_form_set_property;
  object_class->finalize = np_model_form_finalize;

  properties[PROP_MODEL] = g_param_spec_object ("model", NULL, NULL, NP_TYPE_MODEL,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
                                                    G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_DIRTY] = g_param_spec_boolean ("dirty", NULL, NULL, FALSE, read_only);
  properties[PROP_CAN_SAVE] = g_param_spec_boolean ("can-save", NULL, NULL, FALSE, read_only);
  properties[PROP_N_CHANGES] = g_param_spec_uint ("n-changes", NULL, NULL, 0, NP_N_FIELDS, 0,
                                                  read_only);
  properties[PROP_N_PROBLEMS] = g_param_spec_uint ("n-problems", NULL, NULL, 0, NP_N_FIELDS, 0,
                                                   read_only);
  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, read_only);
  properties[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, read_only);
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    install_field (id);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * NpModelForm::field-revealed:
   * @self: a form
   * @id: an [enum@Np.FieldId]
   *
   * An undo or redo has changed a field, the first one of them, so that it can be
   * brought into view.
   */
  signals[SIGNAL_FIELD_REVEALED] = g_signal_new ("field-revealed", G_TYPE_FROM_CLASS (klass),
                                                 G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                 G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
np_model_form_init (NpModelForm *self)
{
  self->seam = *np_seam_get_default ();
  np_form_undo_init (&self->undo);
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      self->fields[id].text = g_strdup ("");
      self->fields[id].was = g_strdup ("");
    }
}

/*< private >
 * np_model_form_notify:
 * @self: a form
 * @property_id: one of its properties
 *
 * Says that a property has another value now.
 */
void
np_model_form_notify (NpModelForm *self, guint property_id)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property_id]);
}

/*< private >
 * np_model_form_reveal:
 * @self: a form
 * @id: a field
 *
 * Emits [signal@Np.ModelForm::field-revealed].
 */
void
np_model_form_reveal (NpModelForm *self, NpFieldId id)
{
  g_signal_emit (self, signals[SIGNAL_FIELD_REVEALED], 0, (guint) id);
}

/**
 * np_model_form_new:
 *
 * Makes a form without a model: all texts are empty and none can be edited.
 *
 * For each field of the table the form has five properties, here those of the
 * order number: `order-number` (the text; never %NULL), and, to read only,
 * `order-number-problem` (a sentence or %NULL), `order-number-changed`,
 * `order-number-was` (the model's text) and `order-number-editable`. All of them
 * notify only when their value really changes.
 *
 * Returns: (transfer full): a new form
 */
NpModelForm *
np_model_form_new (void)
{
  return g_object_new (NP_TYPE_MODEL_FORM, NULL);
}

/**
 * np_model_form_set_seam:
 * @self: a form
 * @seam: the clock that tells a pause in typing; it is copied
 *
 * Takes another clock than the system's.
 */
void
np_model_form_set_seam (NpModelForm *self, const NpSeam *seam)
{
  g_return_if_fail (NP_IS_MODEL_FORM (self));
  g_return_if_fail (seam != NULL);

  self->seam = *seam;
}

/**
 * np_model_form_get_model:
 * @self: a form
 *
 * Returns: (transfer none) (nullable): the model that the texts are compared with
 */
NpModel *
np_model_form_get_model (NpModelForm *self)
{
  g_return_val_if_fail (NP_IS_MODEL_FORM (self), NULL);

  return self->model;
}

/**
 * np_model_form_get_text:
 * @self: a form
 * @id: a field
 *
 * Returns: (transfer none): the text as the user left it
 */
const char *
np_model_form_get_text (NpModelForm *self, NpFieldId id)
{
  g_return_val_if_fail (NP_IS_MODEL_FORM (self), NULL);
  g_return_val_if_fail (id < NP_N_FIELDS, NULL);

  return self->fields[id].text;
}

/**
 * np_model_form_get_was:
 * @self: a form
 * @id: a field
 *
 * Returns: (transfer none): the text that the model has
 */
const char *
np_model_form_get_was (NpModelForm *self, NpFieldId id)
{
  g_return_val_if_fail (NP_IS_MODEL_FORM (self), NULL);
  g_return_val_if_fail (id < NP_N_FIELDS, NULL);

  return self->fields[id].was;
}

/**
 * np_model_form_get_problem:
 * @self: a form
 * @id: a field
 *
 * Gets what keeps a changed text from being sent. What the service already has
 * is never a problem, even if it breaks a limit.
 *
 * Returns: (transfer none) (nullable): a sentence in the user's language
 */
const char *
np_model_form_get_problem (NpModelForm *self, NpFieldId id)
{
  g_return_val_if_fail (NP_IS_MODEL_FORM (self), NULL);
  g_return_val_if_fail (id < NP_N_FIELDS, NULL);

  return self->fields[id].problem;
}

/**
 * np_model_form_get_is_changed:
 * @self: a form
 * @id: a field
 *
 * Returns: %TRUE if the text says something else than the model
 */
gboolean
np_model_form_get_is_changed (NpModelForm *self, NpFieldId id)
{
  g_return_val_if_fail (NP_IS_MODEL_FORM (self), FALSE);
  g_return_val_if_fail (id < NP_N_FIELDS, FALSE);

  return self->fields[id].is_changed;
}

/**
 * np_model_form_get_is_editable:
 * @self: a form
 * @id: a field
 *
 * Returns: %TRUE if there is a model and its value could be read
 */
gboolean
np_model_form_get_is_editable (NpModelForm *self, NpFieldId id)
{
  g_return_val_if_fail (NP_IS_MODEL_FORM (self), FALSE);
  g_return_val_if_fail (id < NP_N_FIELDS, FALSE);

  return self->fields[id].is_editable;
}

/**
 * np_model_form_get_is_dirty:
 * @self: a form
 *
 * Returns: %TRUE if at least one field is changed
 */
gboolean
np_model_form_get_is_dirty (NpModelForm *self)
{
  g_return_val_if_fail (NP_IS_MODEL_FORM (self), FALSE);

  return self->n_changes > 0;
}

/**
 * np_model_form_get_can_save:
 * @self: a form
 *
 * Returns: %TRUE if there is a model, something is changed and nothing is wrong
 */
gboolean
np_model_form_get_can_save (NpModelForm *self)
{
  g_return_val_if_fail (NP_IS_MODEL_FORM (self), FALSE);

  return self->can_save;
}

/**
 * np_model_form_get_n_changes:
 * @self: a form
 *
 * Returns: how many fields are changed
 */
guint
np_model_form_get_n_changes (NpModelForm *self)
{
  g_return_val_if_fail (NP_IS_MODEL_FORM (self), 0);

  return self->n_changes;
}

/**
 * np_model_form_get_n_problems:
 * @self: a form
 *
 * Returns: how many fields have a problem
 */
guint
np_model_form_get_n_problems (NpModelForm *self)
{
  g_return_val_if_fail (NP_IS_MODEL_FORM (self), 0);

  return self->n_problems;
}
