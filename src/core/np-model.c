/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model.h"

#include "np-json.h"
#include "np-model-read-private.h"

#include <glib/gi18n-lib.h>

/* What the service tells about a model besides the fields of the table. */
typedef enum
{
  FACT_MODEL_ID,
  FACT_WORKSPACE_ID,
  FACT_OWNER_ID,
  FACT_USER_ID,
  FACT_PROVIDER,
  FACT_GMT_CREATE_TIME,
  FACT_GMT_MODIFIED_TIME,
  FACT_LATEST_VERSION,
  FACT_LABELS,
  FACT_REQUEST_ID,
} Fact;

#define N_FACTS (FACT_REQUEST_ID + 1)

typedef char *(*ReadFact) (const NpJsonValue *value);

typedef struct
{
  const char *wire_name;
  const char *property;
  ReadFact read;
} FactInfo;

struct _NpModel
{
  GObject parent_instance;

  /* Owned */
  GBytes *json;
  char *texts[NP_N_FIELDS]; /* never NULL */
  char *facts[N_FACTS];     /* NULL where the answer has none */

  /* State */
  NpModelValue values[NP_N_FIELDS];
};

G_DEFINE_FINAL_TYPE (NpModel, np_model, G_TYPE_OBJECT)
G_DEFINE_QUARK (np - model - error - quark, np_model_error)

/* The keys of a GetModel answer, by the API's documentation. */
static const FactInfo fact_infos[N_FACTS] = {
  [FACT_MODEL_ID] = { "ModelId", "model-id", np_model_read_plain },
  [FACT_WORKSPACE_ID] = { "WorkspaceId", "workspace-id", np_model_read_plain },
  [FACT_OWNER_ID] = { "OwnerId", "owner-id", np_model_read_plain },
  [FACT_USER_ID] = { "UserId", "user-id", np_model_read_plain },
  [FACT_PROVIDER] = { "Provider", "provider", np_model_read_plain },
  [FACT_GMT_CREATE_TIME] = { "GmtCreateTime", "gmt-create-time", np_model_read_plain },
  [FACT_GMT_MODIFIED_TIME] = { "GmtModifiedTime", "gmt-modified-time", np_model_read_plain },
  [FACT_LATEST_VERSION] = { "LatestVersion", "latest-version", np_model_read_version_name },
  [FACT_LABELS] = { "Labels", "labels", np_model_read_labels },
  [FACT_REQUEST_ID] = { "RequestId", "request-id", np_model_read_plain },
};

/* A property's ID is its fact's number plus one, as 0 is taken. */
static GParamSpec *properties[N_FACTS + 1];

static void
take_field (NpModel *self, NpFieldId id, const NpJsonValue *root)
{
  const char *wire_name = np_field_get_wire_name (id);
  const NpJsonValue *value = np_json_value_get_member (root, wire_name);

  if (value == NULL)
    self->values[id] = NP_MODEL_VALUE_ABSENT;
  else if (np_json_value_has_key_twice (root, wire_name))
    self->values[id] = NP_MODEL_VALUE_UNREADABLE;
  else if (np_json_value_get_kind (value) == NP_JSON_KIND_NULL)
    self->values[id] = NP_MODEL_VALUE_NULL;
  else
    {
      self->texts[id] = np_model_read_field (id, value);
      self->values[id] = self->texts[id] != NULL ? NP_MODEL_VALUE_PRESENT
                                                 : NP_MODEL_VALUE_UNREADABLE;
    }

  if (self->values[id] == NP_MODEL_VALUE_UNREADABLE)
    self->texts[id] = np_json_value_dup_raw (value);
  else if (self->texts[id] == NULL)
    self->texts[id] = g_strdup ("");
}

static void
take_facts (NpModel *self, const NpJsonValue *root)
{
  for (Fact fact = 0; fact < N_FACTS; fact++)
    {
      const NpJsonValue *value = np_json_value_get_member (root, fact_infos[fact].wire_name);

      if (value != NULL)
        self->facts[fact] = fact_infos[fact].read (value);
    }
}

static gboolean
is_model (const NpJsonValue *root)
{
  const NpJsonValue *id = np_json_value_get_member (root, "ModelId");
  g_autofree char *text = NULL;

  if (id == NULL || np_json_value_get_kind (id) != NP_JSON_KIND_STRING)
    return FALSE;
  text = np_json_value_dup_string (id);

  return *text != '\0' && !np_json_value_has_key_twice (root, "ModelId");
}

static void
np_model_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  NpModel *self = NP_MODEL (object);

  if (property_id == 0 || property_id > N_FACTS)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      return;
    }

  g_value_set_string (value, self->facts[property_id - 1]);
}

static void
np_model_finalize (GObject *object)
{
  NpModel *self = NP_MODEL (object);

  g_clear_pointer (&self->json, g_bytes_unref);
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    g_free (self->texts[id]);
  for (Fact fact = 0; fact < N_FACTS; fact++)
    g_free (self->facts[fact]);

  G_OBJECT_CLASS (np_model_parent_class)->finalize (object);
}

static void
np_model_class_init (NpModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = np_model_get_property;
  object_class->finalize = np_model_finalize;

  for (Fact fact = 0; fact < N_FACTS; fact++)
    properties[fact + 1] = g_param_spec_string (fact_infos[fact].property, NULL, NULL, NULL,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_FACTS + 1, properties);
}

static void
np_model_init (NpModel *self)
{
}

/**
 * np_model_new_from_json:
 * @json: the body of a GetModel answer
 * @error: (nullable): where to put an `NP_JSON_ERROR` if it is not JSON, or
 *   %NP_MODEL_ERROR_NOT_A_MODEL if it is, but no object with one ModelId in it
 *
 * Makes a model from what the service answered. Nothing is changed on the way:
 * numbers keep their digits, and a value that is of another type than the
 * API's documentation says, or whose key is there twice, is kept as text that
 * can be shown but never sent ([enum@Np.ModelValue]).
 *
 * Returns: (transfer full) (nullable): a new model, or %NULL with @error set
 */
NpModel *
np_model_new_from_json (GBytes *json, GError **error)
{
  g_autoptr (NpJson) document = NULL;
  const NpJsonValue *root = NULL;
  NpModel *self = NULL;

  g_return_val_if_fail (json != NULL, NULL);

  document = np_json_parse (json, error);
  if (document == NULL)
    return NULL;

  root = np_json_get_root (document);
  if (!is_model (root))
    {
      g_set_error_literal (error, NP_MODEL_ERROR, NP_MODEL_ERROR_NOT_A_MODEL,
                           _ ("The answer does not hold a model."));
      return NULL;
    }

  self = g_object_new (NP_TYPE_MODEL, NULL);
  self->json = g_bytes_ref (json);
  take_facts (self, root);
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    take_field (self, id, root);

  return self;
}

/**
 * np_model_get_value:
 * @self: a model
 * @id: a field
 *
 * Tells what stands behind the text of a field. The service does not document
 * what it means when a key is missing or null; both are kept apart from "".
 *
 * Returns: %NP_MODEL_VALUE_PRESENT for a value of the documented type;
 *   %NP_MODEL_VALUE_ABSENT if the answer does not have the key;
 *   %NP_MODEL_VALUE_NULL if it is null; %NP_MODEL_VALUE_UNREADABLE if it cannot
 *   be edited without changing more than the user sees
 */
NpModelValue
np_model_get_value (NpModel *self, NpFieldId id)
{
  g_return_val_if_fail (NP_IS_MODEL (self), NP_MODEL_VALUE_ABSENT);
  g_return_val_if_fail (id < NP_N_FIELDS, NP_MODEL_VALUE_ABSENT);

  return self->values[id];
}

/**
 * np_model_get_text:
 * @self: a model
 * @id: a field
 *
 * Gets a field as text to edit: a string as it is, a number with the digits it
 * came with, extra info as indented JSON, an absent or null value as "". For an
 * unreadable value it is the JSON as it came.
 *
 * Returns: (transfer none): the text, in UTF-8
 */
const char *
np_model_get_text (NpModel *self, NpFieldId id)
{
  g_return_val_if_fail (NP_IS_MODEL (self), NULL);
  g_return_val_if_fail (id < NP_N_FIELDS, NULL);

  return self->texts[id];
}

/**
 * np_model_get_model_id:
 * @self: a model
 *
 * Returns: (transfer none): the ID of the model
 */
const char *
np_model_get_model_id (NpModel *self)
{
  g_return_val_if_fail (NP_IS_MODEL (self), NULL);

  return self->facts[FACT_MODEL_ID];
}

/**
 * np_model_get_workspace_id:
 * @self: a model
 *
 * Returns: (transfer none) (nullable): the ID of its workspace
 */
const char *
np_model_get_workspace_id (NpModel *self)
{
  g_return_val_if_fail (NP_IS_MODEL (self), NULL);

  return self->facts[FACT_WORKSPACE_ID];
}

/**
 * np_model_get_owner_id:
 * @self: a model
 *
 * Returns: (transfer none) (nullable): the ID of the account that owns it
 */
const char *
np_model_get_owner_id (NpModel *self)
{
  g_return_val_if_fail (NP_IS_MODEL (self), NULL);

  return self->facts[FACT_OWNER_ID];
}

/**
 * np_model_get_user_id:
 * @self: a model
 *
 * Returns: (transfer none) (nullable): the ID of the user who made it
 */
const char *
np_model_get_user_id (NpModel *self)
{
  g_return_val_if_fail (NP_IS_MODEL (self), NULL);

  return self->facts[FACT_USER_ID];
}

/**
 * np_model_get_provider:
 * @self: a model
 *
 * Returns: (transfer none) (nullable): who provides it, as "pai"
 */
const char *
np_model_get_provider (NpModel *self)
{
  g_return_val_if_fail (NP_IS_MODEL (self), NULL);

  return self->facts[FACT_PROVIDER];
}

/**
 * np_model_get_gmt_create_time:
 * @self: a model
 *
 * Returns: (transfer none) (nullable): when it was made, in UTC by ISO 8601, as the service
 * wrote it
 */
const char *
np_model_get_gmt_create_time (NpModel *self)
{
  g_return_val_if_fail (NP_IS_MODEL (self), NULL);

  return self->facts[FACT_GMT_CREATE_TIME];
}

/**
 * np_model_get_gmt_modified_time:
 * @self: a model
 *
 * Returns: (transfer none) (nullable): when it was last changed, in UTC by ISO 8601, as the
 *   service wrote it
 */
const char *
np_model_get_gmt_modified_time (NpModel *self)
{
  g_return_val_if_fail (NP_IS_MODEL (self), NULL);

  return self->facts[FACT_GMT_MODIFIED_TIME];
}

/**
 * np_model_get_latest_version:
 * @self: a model
 *
 * Returns: (transfer none) (nullable): the name of its newest version, %NULL if it has none
 */
const char *
np_model_get_latest_version (NpModel *self)
{
  g_return_val_if_fail (NP_IS_MODEL (self), NULL);

  return self->facts[FACT_LATEST_VERSION];
}

/**
 * np_model_get_labels:
 * @self: a model
 *
 * Returns: (transfer none) (nullable): its labels in one line, as "base_model = SD 1.5, team =
 * nlp"
 */
const char *
np_model_get_labels (NpModel *self)
{
  g_return_val_if_fail (NP_IS_MODEL (self), NULL);

  return self->facts[FACT_LABELS];
}

/**
 * np_model_get_request_id:
 * @self: a model
 *
 * Returns: (transfer none) (nullable): the RequestId of the answer it came in
 */
const char *
np_model_get_request_id (NpModel *self)
{
  g_return_val_if_fail (NP_IS_MODEL (self), NULL);

  return self->facts[FACT_REQUEST_ID];
}

/**
 * np_model_get_json:
 * @self: a model
 *
 * Returns: (transfer none): the answer it was made from, byte for byte
 */
GBytes *
np_model_get_json (NpModel *self)
{
  g_return_val_if_fail (NP_IS_MODEL (self), NULL);

  return self->json;
}
