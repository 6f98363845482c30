/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-diagnosis.h"

enum
{
  STEP_PROP_0,
  STEP_PROP_ID,
  STEP_PROP_STATE,
  STEP_PROP_MILLISECONDS,
  STEP_PROP_DETAIL,
  STEP_N_PROPS
};

enum
{
  PROP_0,
  PROP_RUNNING,
  N_PROPS
};

struct _NpDiagnosisStep
{
  GObject parent_instance;

  /* Owned */
  char *detail;
  GError *error;

  /* State */
  NpDiagnosisStepId id;
  NpDiagnosisState state;
  guint milliseconds;
};

struct _NpDiagnosis
{
  GObject parent_instance;

  /* Owned */
  NpDiagnosisStep *steps[NP_DIAGNOSIS_N_STEPS];

  /* State */
  gboolean is_running;
};

static void np_diagnosis_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE (NpDiagnosisStep, np_diagnosis_step, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (NpDiagnosis,
                               np_diagnosis,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      np_diagnosis_list_model_init))

static GParamSpec *step_properties[STEP_N_PROPS];
static GParamSpec *properties[N_PROPS];

static void
np_diagnosis_step_get_property (GObject *object,
                                guint prop_id,
                                GValue *value,
                                GParamSpec *pspec)
{
  NpDiagnosisStep *self = NP_DIAGNOSIS_STEP (object);

  switch (prop_id)
    {
    case STEP_PROP_ID:
      g_value_set_int (value, (int) self->id);
      break;
    case STEP_PROP_STATE:
      g_value_set_int (value, (int) self->state);
      break;
    case STEP_PROP_MILLISECONDS:
      g_value_set_uint (value, self->milliseconds);
      break;
    case STEP_PROP_DETAIL:
      g_value_set_string (value, self->detail);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
np_diagnosis_step_finalize (GObject *object)
{
  NpDiagnosisStep *self = NP_DIAGNOSIS_STEP (object);

  g_free (self->detail);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (np_diagnosis_step_parent_class)->finalize (object);
}

static void
np_diagnosis_step_class_init (NpDiagnosisStepClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = np_diagnosis_step_get_property;
  object_class->finalize = np_diagnosis_step_finalize;

  step_properties[STEP_PROP_ID] = g_param_spec_int ("id", NULL, NULL, 0,
                                                    NP_DIAGNOSIS_N_STEPS - 1, 0, flags);
  step_properties[STEP_PROP_STATE] =
      g_param_spec_int ("state", NULL, NULL, NP_DIAGNOSIS_WAITING, NP_DIAGNOSIS_UNKNOWN,
                        NP_DIAGNOSIS_WAITING, flags);
  step_properties[STEP_PROP_MILLISECONDS] = g_param_spec_uint ("milliseconds", NULL, NULL, 0,
                                                               G_MAXUINT, 0, flags);
  step_properties[STEP_PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, STEP_N_PROPS, step_properties);
}

static void
np_diagnosis_step_init (NpDiagnosisStep *self)
{
}

static GType
np_diagnosis_get_item_type (GListModel *model)
{
  return NP_TYPE_DIAGNOSIS_STEP;
}

static guint
np_diagnosis_get_n_items (GListModel *model)
{
  return NP_DIAGNOSIS_N_STEPS;
}

static gpointer
np_diagnosis_get_item (GListModel *model, guint position)
{
  NpDiagnosis *self = NP_DIAGNOSIS (model);

  return position < NP_DIAGNOSIS_N_STEPS ? g_object_ref (self->steps[position]) : NULL;
}

static void
np_diagnosis_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  NpDiagnosis *self = NP_DIAGNOSIS (object);

  if (prop_id == PROP_RUNNING)
    g_value_set_boolean (value, self->is_running);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
np_diagnosis_finalize (GObject *object)
{
  NpDiagnosis *self = NP_DIAGNOSIS (object);

  for (guint i = 0; i < NP_DIAGNOSIS_N_STEPS; i++)
    g_object_unref (self->steps[i]);

  G_OBJECT_CLASS (np_diagnosis_parent_class)->finalize (object);
}

static void
np_diagnosis_class_init (NpDiagnosisClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = np_diagnosis_get_property;
  object_class->finalize = np_diagnosis_finalize;

  /**
   * NpDiagnosis:running:
   *
   * Whether steps are still being looked at.
   */
  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, TRUE,
                                                   G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                                       G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
np_diagnosis_init (NpDiagnosis *self)
{
  self->is_running = TRUE;
  for (guint i = 0; i < NP_DIAGNOSIS_N_STEPS; i++)
    {
      self->steps[i] = g_object_new (NP_TYPE_DIAGNOSIS_STEP, NULL);
      self->steps[i]->id = (NpDiagnosisStepId) i;
    }
}

static void
np_diagnosis_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = np_diagnosis_get_item_type;
  iface->get_n_items = np_diagnosis_get_n_items;
  iface->get_item = np_diagnosis_get_item;
}

/**
 * np_diagnosis_step_get_id:
 * @self: a step
 *
 * Returns: which step it is
 */
NpDiagnosisStepId
np_diagnosis_step_get_id (NpDiagnosisStep *self)
{
  g_return_val_if_fail (NP_IS_DIAGNOSIS_STEP (self), NP_DIAGNOSIS_PROXY);

  return self->id;
}

/**
 * np_diagnosis_step_get_state:
 * @self: a step
 *
 * Returns: what came of it
 */
NpDiagnosisState
np_diagnosis_step_get_state (NpDiagnosisStep *self)
{
  g_return_val_if_fail (NP_IS_DIAGNOSIS_STEP (self), NP_DIAGNOSIS_UNKNOWN);

  return self->state;
}

/**
 * np_diagnosis_step_get_milliseconds:
 * @self: a step
 *
 * Returns: how long it took; that of the request stands with the signature
 */
guint
np_diagnosis_step_get_milliseconds (NpDiagnosisStep *self)
{
  g_return_val_if_fail (NP_IS_DIAGNOSIS_STEP (self), 0);

  return self->milliseconds;
}

/**
 * np_diagnosis_step_get_detail:
 * @self: a step
 *
 * Returns: (transfer none) (nullable): what was found, raw; see
 *   #NpDiagnosisStepId
 */
const char *
np_diagnosis_step_get_detail (NpDiagnosisStep *self)
{
  g_return_val_if_fail (NP_IS_DIAGNOSIS_STEP (self), NULL);

  return self->detail;
}

/**
 * np_diagnosis_step_get_error:
 * @self: a step
 *
 * Returns: (transfer none) (nullable): why it is bad, or why it could not be
 *   known
 */
const GError *
np_diagnosis_step_get_error (NpDiagnosisStep *self)
{
  g_return_val_if_fail (NP_IS_DIAGNOSIS_STEP (self), NULL);

  return self->error;
}

/**
 * np_diagnosis_get_step:
 * @self: a diagnosis
 * @id: a step
 *
 * Returns: (transfer none): that step
 */
NpDiagnosisStep *
np_diagnosis_get_step (NpDiagnosis *self, NpDiagnosisStepId id)
{
  g_return_val_if_fail (NP_IS_DIAGNOSIS (self), NULL);
  g_return_val_if_fail (id < NP_DIAGNOSIS_N_STEPS, NULL);

  return self->steps[id];
}

/**
 * np_diagnosis_get_is_running:
 * @self: a diagnosis
 *
 * Returns: %TRUE until every step has come to something
 */
gboolean
np_diagnosis_get_is_running (NpDiagnosis *self)
{
  g_return_val_if_fail (NP_IS_DIAGNOSIS (self), FALSE);

  return self->is_running;
}

/**
 * np_diagnosis_new:
 *
 * Returns: (transfer full): a diagnosis all of whose steps wait
 */
NpDiagnosis *
np_diagnosis_new (void)
{
  return g_object_new (NP_TYPE_DIAGNOSIS, NULL);
}

/**
 * np_diagnosis_begin:
 * @self: a diagnosis
 * @id: the step that is looked at now
 */
void
np_diagnosis_begin (NpDiagnosis *self, NpDiagnosisStepId id)
{
  self->steps[id]->state = NP_DIAGNOSIS_RUNNING;
  g_object_notify_by_pspec (G_OBJECT (self->steps[id]), step_properties[STEP_PROP_STATE]);
}

/**
 * np_diagnosis_settle:
 * @self: a diagnosis
 * @id: a step
 * @state: what came of it
 * @milliseconds: how long it took
 * @detail: (nullable): what was found
 * @error: (nullable): why it is bad or not known
 */
void
np_diagnosis_settle (NpDiagnosis *self,
                     NpDiagnosisStepId id,
                     NpDiagnosisState state,
                     guint milliseconds,
                     const char *detail,
                     const GError *error)
{
  NpDiagnosisStep *step = self->steps[id];

  g_object_freeze_notify (G_OBJECT (step));
  step->milliseconds = milliseconds;
  g_free (step->detail);
  step->detail = g_strdup (detail);
  g_clear_error (&step->error);
  step->error = error != NULL ? g_error_copy (error) : NULL;
  step->state = state;
  g_object_notify_by_pspec (G_OBJECT (step), step_properties[STEP_PROP_MILLISECONDS]);
  g_object_notify_by_pspec (G_OBJECT (step), step_properties[STEP_PROP_DETAIL]);
  g_object_notify_by_pspec (G_OBJECT (step), step_properties[STEP_PROP_STATE]);
  g_object_thaw_notify (G_OBJECT (step));
}

/**
 * np_diagnosis_end:
 * @self: a diagnosis
 *
 * What was not looked at stays unknown.
 */
void
np_diagnosis_end (NpDiagnosis *self)
{
  for (guint i = 0; i < NP_DIAGNOSIS_N_STEPS; i++)
    {
      if (self->steps[i]->state <= NP_DIAGNOSIS_RUNNING)
        np_diagnosis_settle (self, (NpDiagnosisStepId) i, NP_DIAGNOSIS_UNKNOWN, 0, NULL, NULL);
    }
  self->is_running = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}
