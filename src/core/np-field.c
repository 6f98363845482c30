/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-field.h"

#include "np-field-private.h"

#include <glib/gi18n-lib.h>

typedef char *(*Check) (const char *text);

typedef struct
{
  const char *wire_name;
  const char *property;
  NpFieldKind kind;
  const char *label;
  const char *hint;
  const char *const *values;
  guint max_length; /* Unicode characters; 0 where no limit is documented */
  Check check;      /* NULL where any text will do */
} Field;

static const char *const accessibility_values[] = { "PRIVATE", "PUBLIC", NULL };
static const char *const origin_values[] = { "ModelScope", "HuggingFace", "Civitai", NULL };
static const char *const domain_values[] = {
  "nlp", "cv", "aigc", "audio", "multi-modal", NULL
};
static const char *const task_values[] = {
  "text-classification",
  "text-generation",
  "text-to-image-synthesis",
  "automatic-speech-recognition",
  "feature-extraction",
  "fill-mask",
  "image-classification",
  "image-segmentation",
  "object-detection",
  "question-answering",
  "sentence-similarity",
  "summarization",
  "text-to-speech",
  "token-classification",
  "translation",
  NULL,
};
static const char *const model_type_values[] = {
  "Checkpoint", "LoRA", "Hypernetwork", "Embedding", "VAE", "Endpoint", NULL,
};

/* Every rule here is one that the API's documentation states for UpdateModel:
 * the wire names and their types; 1 to 127 characters for ModelName; the two
 * values of Accessibility; ParameterSize in millions. The documentation says
 * "integer" and the official SDK makes it an int64. Of the other values the
 * first ones come from the documentation and the SDK's examples, the rest are
 * the names that public model hubs use; they are suggestions and forbid
 * nothing. ModelDoc is documented as "the model document" with a link as its
 * example, so any text is allowed. No length is documented but that of
 * ModelName, so no other is checked. */
static const Field fields[NP_N_FIELDS] = {
  [NP_FIELD_MODEL_NAME] = {
    .wire_name = "ModelName",
    .property = "model-name",
    .kind = NP_FIELD_KIND_STRING,
    .label = N_ ("Model name"),
    .hint = N_ ("1 to 127 characters"),
    .max_length = NP_FIELD_MAX_NAME_LENGTH,
    .check = np_field_check_name,
  },
  [NP_FIELD_MODEL_DESCRIPTION] = {
    .wire_name = "ModelDescription",
    .property = "model-description",
    .kind = NP_FIELD_KIND_TEXT,
    /* Translators: a field of a model: a text about it */
    .label = N_ ("Description"),
    .hint = N_ ("What the model does and who it is for"),
  },
  [NP_FIELD_ACCESSIBILITY] = {
    .wire_name = "Accessibility",
    .property = "accessibility",
    .kind = NP_FIELD_KIND_CHOICE,
    /* Translators: a field of a model: who can see it; the term of the service */
    .label = N_ ("Visibility"),
    .hint = N_ ("Who can see the model in the workspace"),
    .values = accessibility_values,
    .check = np_field_check_accessibility,
  },
  [NP_FIELD_ORIGIN] = {
    .wire_name = "Origin",
    .property = "origin",
    .kind = NP_FIELD_KIND_STRING,
    /* Translators: a field of a model: the community it comes from; the term of the service */
    .label = N_ ("Origin"),
    .hint = N_ ("The community or organization it comes from, such as ModelScope"),
    .values = origin_values,
  },
  [NP_FIELD_DOMAIN] = {
    .wire_name = "Domain",
    .property = "domain",
    .kind = NP_FIELD_KIND_STRING,
    /* Translators: a field of a model: what it is used for, such as nlp; the term of the
     * service */
    .label = N_ ("Domain"),
    .hint = N_ ("The field it is used in, such as nlp or cv"),
    .values = domain_values,
  },
  [NP_FIELD_TASK] = {
    .wire_name = "Task",
    .property = "task",
    .kind = NP_FIELD_KIND_STRING,
    /* Translators: a field of a model: the problem it solves; the term of the service */
    .label = N_ ("Task"),
    .hint = N_ ("The problem it solves, such as text-classification"),
    .values = task_values,
  },
  [NP_FIELD_MODEL_TYPE] = {
    .wire_name = "ModelType",
    .property = "model-type",
    .kind = NP_FIELD_KIND_STRING,
    .label = N_ ("Model type"),
    .hint = N_ ("What kind of file it is, such as Checkpoint or LoRA"),
    .values = model_type_values,
  },
  [NP_FIELD_PARAMETER_SIZE] = {
    .wire_name = "ParameterSize",
    .property = "parameter-size",
    .kind = NP_FIELD_KIND_INTEGER,
    .label = N_ ("Parameter size (millions)"),
    .hint = N_ ("A whole number of millions: 7000 for 7 billion"),
    .check = np_field_check_integer,
  },
  [NP_FIELD_MODEL_DOC] = {
    .wire_name = "ModelDoc",
    .property = "model-doc",
    .kind = NP_FIELD_KIND_DOCUMENT_LINK,
    .label = N_ ("Model document"),
    .hint = N_ ("A link to the document about the model"),
  },
  [NP_FIELD_ORDER_NUMBER] = {
    .wire_name = "OrderNumber",
    .property = "order-number",
    .kind = NP_FIELD_KIND_INTEGER,
    .label = N_ ("Order number"),
    .hint = N_ ("A whole number to sort your models by"),
    .check = np_field_check_integer,
  },
  [NP_FIELD_EXTRA_INFO] = {
    .wire_name = "ExtraInfo",
    .property = "extra-info",
    .kind = NP_FIELD_KIND_JSON_OBJECT,
    .label = N_ ("Extra info"),
    .hint = N_ ("Any other facts, as a JSON object"),
    .check = np_field_check_json_object,
  },
};

/**
 * np_field_get_wire_name:
 * @id: a field
 *
 * Returns: (transfer none): its name in the service's JSON, as "ModelName"
 */
const char *
np_field_get_wire_name (NpFieldId id)
{
  g_return_val_if_fail (id < NP_N_FIELDS, NULL);

  return fields[id].wire_name;
}

/**
 * np_field_get_property:
 * @id: a field
 *
 * Returns: (transfer none): its name as a property of the form, as "model-name"
 */
const char *
np_field_get_property (NpFieldId id)
{
  g_return_val_if_fail (id < NP_N_FIELDS, NULL);

  return fields[id].property;
}

/**
 * np_field_get_kind:
 * @id: a field
 *
 * Returns: what its text stands for
 */
NpFieldKind
np_field_get_kind (NpFieldId id)
{
  g_return_val_if_fail (id < NP_N_FIELDS, NP_FIELD_KIND_STRING);

  return fields[id].kind;
}

/**
 * np_field_get_label:
 * @id: a field
 *
 * Returns: (transfer none): its name in the user's language
 */
const char *
np_field_get_label (NpFieldId id)
{
  g_return_val_if_fail (id < NP_N_FIELDS, NULL);

  return _ (fields[id].label);
}

/**
 * np_field_get_hint:
 * @id: a field
 *
 * Returns: (transfer none): one short line about it in the user's language
 */
const char *
np_field_get_hint (NpFieldId id)
{
  g_return_val_if_fail (id < NP_N_FIELDS, NULL);

  return _ (fields[id].hint);
}

/**
 * np_field_get_values:
 * @id: a field
 *
 * Gets the only documented values of a choice; for any other kind, suggestions
 * that forbid nothing.
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): values as the
 *   service spells them, or %NULL if there are none to offer
 */
const char *const *
np_field_get_values (NpFieldId id)
{
  g_return_val_if_fail (id < NP_N_FIELDS, NULL);

  return fields[id].values;
}

/**
 * np_field_get_max_length:
 * @id: a field
 *
 * Returns: the documented limit in Unicode characters, 0 if none is documented
 */
guint
np_field_get_max_length (NpFieldId id)
{
  g_return_val_if_fail (id < NP_N_FIELDS, 0);

  return fields[id].max_length;
}

/**
 * np_field_check:
 * @id: a field
 * @text: the text that a user wants it to have
 *
 * Checks a new value before it is sent. The text of an untouched field needs no
 * check: what the service already holds is never a fault of the user. So an
 * empty number, visibility or extra info is one that was emptied, and that
 * has no documented meaning; an emptied string is documented and fine, but for
 * the name. Only documented limits block.
 *
 * Returns: (transfer full) (nullable): a sentence in the user's language that
 *   says what is wrong and what the limit is, or %NULL if nothing is wrong
 */
char *
np_field_check (NpFieldId id, const char *text)
{
  g_return_val_if_fail (id < NP_N_FIELDS, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  if (!g_utf8_validate (text, -1, NULL))
    return g_strdup (_ ("This has bytes in it that are not text."));
  if (fields[id].check == NULL)
    return NULL;

  return fields[id].check (text);
}

/**
 * np_field_from_property:
 * @property: the name of a property of the form
 * @out_id: (out) (optional): the field
 *
 * Returns: %TRUE if there is such a field
 */
gboolean
np_field_from_property (const char *property, NpFieldId *out_id)
{
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      if (g_strcmp0 (fields[id].property, property) != 0)
        continue;
      if (out_id != NULL)
        *out_id = id;
      return TRUE;
    }

  return FALSE;
}

/**
 * np_field_from_wire_name:
 * @wire_name: a key of the service's JSON
 * @out_id: (out) (optional): the field
 *
 * Returns: %TRUE if there is such a field
 */
gboolean
np_field_from_wire_name (const char *wire_name, NpFieldId *out_id)
{
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      if (g_strcmp0 (fields[id].wire_name, wire_name) != 0)
        continue;
      if (out_id != NULL)
        *out_id = id;
      return TRUE;
    }

  return FALSE;
}
