/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-model-read-private.h"

#include "np-text-private.h"

/* Each gives a text, or NULL if the value is of another kind than expected. */

/* Account IDs are documented as strings of digits; a number would be the same ID. */
char *
np_model_read_plain (const NpJsonValue *value)
{
  switch (np_json_value_get_kind (value))
    {
    case NP_JSON_KIND_STRING:
      return np_json_value_dup_string (value);
    case NP_JSON_KIND_NUMBER:
      return np_json_value_dup_raw (value);
    case NP_JSON_KIND_NULL:
    case NP_JSON_KIND_BOOLEAN:
    case NP_JSON_KIND_ARRAY:
    case NP_JSON_KIND_OBJECT:
    default:
      return NULL;
    }
}

static char *
read_member (const NpJsonValue *value, const char *key)
{
  const NpJsonValue *member = NULL;

  if (np_json_value_get_kind (value) == NP_JSON_KIND_OBJECT)
    member = np_json_value_get_member (value, key);

  return member != NULL ? np_model_read_plain (member) : NULL;
}

char *
np_model_read_version_name (const NpJsonValue *value)
{
  return read_member (value, "VersionName");
}

static void
append_label (GString *labels, const NpJsonValue *label)
{
  g_autofree char *key = read_member (label, "Key");
  g_autofree char *value = read_member (label, "Value");

  if (key == NULL)
    return;

  if (labels->len > 0)
    g_string_append (labels, ", ");
  g_string_append (labels, key);
  if (value != NULL && *value != '\0')
    g_string_append_printf (labels, " = %s", value);
}

char *
np_model_read_labels (const NpJsonValue *value)
{
  g_autoptr (GString) labels = g_string_new (NULL);

  if (np_json_value_get_kind (value) != NP_JSON_KIND_ARRAY)
    return NULL;
  for (guint i = 0; i < np_json_value_get_length (value); i++)
    append_label (labels, np_json_value_get_element (value, i));

  return labels->len > 0 ? g_string_free (g_steal_pointer (&labels), FALSE) : NULL;
}

static char *
read_string (const NpJsonValue *value)
{
  if (np_json_value_get_kind (value) != NP_JSON_KIND_STRING)
    return NULL;

  return np_json_value_dup_string (value);
}

/* The digits stay as they came. Some services write an int64 as a string,
 * since JavaScript rounds it; that is the same number. */
static char *
read_integer (const NpJsonValue *value)
{
  g_autofree char *digits = np_model_read_plain (value);

  if (digits == NULL || !np_text_get_int64 (digits, NULL))
    return NULL;

  return g_steal_pointer (&digits);
}

static char *
read_object (const NpJsonValue *value)
{
  GString *text = NULL;

  if (np_json_value_get_kind (value) != NP_JSON_KIND_OBJECT ||
      np_json_value_has_duplicate_keys (value))
    return NULL;

  text = g_string_new (NULL);
  np_json_value_append_pretty (value, text);
  return g_string_free (text, FALSE);
}

char *
np_model_read_field (NpFieldId id, const NpJsonValue *value)
{
  switch (np_field_get_kind (id))
    {
    case NP_FIELD_KIND_INTEGER:
      return read_integer (value);
    case NP_FIELD_KIND_JSON_OBJECT:
      return read_object (value);
    case NP_FIELD_KIND_STRING:
    case NP_FIELD_KIND_TEXT:
    case NP_FIELD_KIND_CHOICE:
    case NP_FIELD_KIND_DOCUMENT_LINK:
    default:
      return read_string (value);
    }
}
