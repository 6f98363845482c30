/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model-mark.h"

struct _NpModelMark
{
  GObject parent_instance;

  /* Owned */
  char *model_id;
  char *model_name;
};

G_DEFINE_FINAL_TYPE (NpModelMark, np_model_mark, G_TYPE_OBJECT)

enum
{
  PROP_MODEL_ID = 1,
  PROP_MODEL_NAME,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
np_model_mark_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  NpModelMark *self = NP_MODEL_MARK (object);

  switch (prop_id)
    {
    case PROP_MODEL_ID:
      g_value_set_string (value, self->model_id);
      break;
    case PROP_MODEL_NAME:
      g_value_set_string (value, self->model_name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
np_model_mark_set_property (GObject *object,
                            guint prop_id,
                            const GValue *value,
                            GParamSpec *pspec)
{
  NpModelMark *self = NP_MODEL_MARK (object);

  switch (prop_id)
    {
    case PROP_MODEL_ID:
      self->model_id = g_value_dup_string (value);
      break;
    case PROP_MODEL_NAME:
      self->model_name = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
np_model_mark_finalize (GObject *object)
{
  NpModelMark *self = NP_MODEL_MARK (object);

  g_free (self->model_id);
  g_free (self->model_name);

  G_OBJECT_CLASS (np_model_mark_parent_class)->finalize (object);
}

static void
np_model_mark_class_init (NpModelMarkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = np_model_mark_get_property;
  object_class->set_property = np_model_mark_set_property;
  object_class->finalize = np_model_mark_finalize;

  properties[PROP_MODEL_ID] = g_param_spec_string ("model-id", NULL, NULL, NULL, flags);
  properties[PROP_MODEL_NAME] = g_param_spec_string ("model-name", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
np_model_mark_init (NpModelMark *self)
{
}

/**
 * np_model_mark_new:
 * @model_id: the ModelId
 * @model_name: the name of the model, perhaps empty
 *
 * Returns: (transfer full): the mark
 */
NpModelMark *
np_model_mark_new (const char *model_id, const char *model_name)
{
  return g_object_new (NP_TYPE_MODEL_MARK, "model-id", model_id, "model-name", model_name,
                       NULL);
}

/**
 * np_model_mark_get_model_id:
 * @self: the mark
 *
 * Returns: (transfer none): the ModelId
 */
const char *
np_model_mark_get_model_id (NpModelMark *self)
{
  g_return_val_if_fail (NP_IS_MODEL_MARK (self), NULL);

  return self->model_id;
}

/**
 * np_model_mark_get_model_name:
 * @self: the mark
 *
 * Returns: (transfer none): the name that the model had when it was opened last;
 *   empty if it was not known
 */
const char *
np_model_mark_get_model_name (NpModelMark *self)
{
  g_return_val_if_fail (NP_IS_MODEL_MARK (self), NULL);

  return self->model_name;
}
