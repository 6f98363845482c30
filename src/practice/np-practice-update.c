/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-practice-update.h"

#include "np-field.h"

/* What no document says is played in every way: whether a field that is left
 * out stays, whether "" clears, whether a text is trimmed, whether ExtraInfo is
 * replaced or merged. A null
 * is taken like a field that is left out. */

static const NpJsonValue *
get_given (const NpJsonValue *root, NpFieldId id)
{
  const NpJsonValue *value = np_json_value_get_member (root, np_field_get_wire_name (id));

  if (value != NULL && np_json_value_get_kind (value) == NP_JSON_KIND_NULL)
    return NULL;
  return value;
}

static gboolean
is_empty_string (const NpJsonValue *value)
{
  g_autofree char *text = NULL;

  if (np_json_value_get_kind (value) != NP_JSON_KIND_STRING)
    return FALSE;
  text = np_json_value_dup_string (value);
  return *text == '\0';
}

static gboolean
is_ignored (const NpJsonValue *value, NpPracticeSemantics semantics)
{
  return (semantics & NP_PRACTICE_EMPTY_STRING_IGNORED) != 0 && is_empty_string (value);
}

/* The documented limits of a text: 1 to 127 characters for the name, two
 * values for the visibility, none for the others. */
static gboolean
text_is_valid (NpFieldId id, const NpJsonValue *value)
{
  const char *const *values = np_field_get_values (id);
  g_autofree char *text = NULL;
  glong length = 0;

  if (np_json_value_get_kind (value) != NP_JSON_KIND_STRING)
    return FALSE;
  text = np_json_value_dup_string (value);
  length = g_utf8_strlen (text, -1);
  if (id == NP_FIELD_MODEL_NAME)
    return length >= 1 && length <= 127;
  if (np_field_get_kind (id) == NP_FIELD_KIND_CHOICE)
    return g_strv_contains (values, text);
  return TRUE;
}

static gboolean
value_is_valid (NpFieldId id, const NpJsonValue *value)
{
  gint64 number = 0;

  switch (np_field_get_kind (id))
    {
    case NP_FIELD_KIND_INTEGER:
      return np_json_value_get_int64 (value, &number);
    case NP_FIELD_KIND_JSON_OBJECT:
      return np_json_value_get_kind (value) == NP_JSON_KIND_OBJECT;
    case NP_FIELD_KIND_STRING:
    case NP_FIELD_KIND_TEXT:
    case NP_FIELD_KIND_CHOICE:
    case NP_FIELD_KIND_DOCUMENT_LINK:
    default:
      return text_is_valid (id, value);
    }
}

static void
merge_extra_info (NpPracticeRecord *model, const NpJsonValue *given)
{
  g_autoptr (NpJson) old = np_practice_record_parse (model, "ExtraInfo");
  g_autoptr (NpPracticeRecord) merged = NULL;
  g_autoptr (GString) raw = g_string_new ("{");

  if (old == NULL || np_json_value_get_kind (np_json_get_root (old)) != NP_JSON_KIND_OBJECT)
    {
      np_practice_record_set_value (model, "ExtraInfo", given);
      return;
    }
  merged = np_practice_record_new (np_json_get_root (old));
  for (guint i = 0; i < np_json_value_get_length (given); i++)
    np_practice_record_set_value (merged, np_json_value_get_key (given, i),
                                  np_json_value_get_element (given, i));
  np_practice_record_append_members (merged, NULL, raw);
  g_string_append_c (raw, '}');
  np_practice_record_set_raw (model, "ExtraInfo", raw->str);
}

static void
clear_field (NpPracticeRecord *model, NpFieldId id)
{
  /* A model without a name or a visibility cannot be. */
  if (id == NP_FIELD_MODEL_NAME)
    return;
  if (id == NP_FIELD_ACCESSIBILITY)
    np_practice_record_set_string (model, "Accessibility", "PRIVATE");
  else
    np_practice_record_remove (model, np_field_get_wire_name (id));
}

static void
set_trimmed (NpPracticeRecord *model, NpFieldId id, const NpJsonValue *value)
{
  g_autofree char *text = np_json_value_dup_string (value);

  np_practice_record_set_string (model, np_field_get_wire_name (id), g_strstrip (text));
}

static void
apply_field (NpPracticeRecord *model,
             NpFieldId id,
             const NpJsonValue *value,
             NpPracticeSemantics semantics)
{
  if (value == NULL)
    {
      if ((semantics & NP_PRACTICE_OMITTED_FIELD_CLEARED) != 0)
        clear_field (model, id);
    }
  else if (is_ignored (value, semantics))
    return;
  else if (id == NP_FIELD_EXTRA_INFO && (semantics & NP_PRACTICE_EXTRA_INFO_MERGED) != 0)
    merge_extra_info (model, value);
  else if ((semantics & NP_PRACTICE_TEXT_TRIMMED) != 0 &&
           np_json_value_get_kind (value) == NP_JSON_KIND_STRING)
    set_trimmed (model, id, value);
  else
    np_practice_record_set_value (model, np_field_get_wire_name (id), value);
}

static NpJson *
parse_body (GBytes *body)
{
  if (g_bytes_get_size (body) == 0)
    return np_json_parse_text ("{}", NULL);
  return np_json_parse (body, NULL);
}

/**
 * np_practice_update_check:
 * @body: the body as it arrived; the documentation makes it optional
 * @semantics: how the service behaves
 * @out_json: (out) (transfer full): the body, when it is good
 * @out_detail: (out) (transfer full): what is wrong with it
 *
 * Checks a body of UpdateModel. Keys that are not known are left alone: the
 * service tolerates them.
 *
 * Returns: %NP_PRACTICE_PROBLEM_NONE or %NP_PRACTICE_PROBLEM_INVALID_PARAMETER
 */
NpPracticeProblem
np_practice_update_check (GBytes *body,
                          NpPracticeSemantics semantics,
                          NpJson **out_json,
                          char **out_detail)
{
  g_autoptr (NpJson) json = parse_body (body);

  if (json == NULL || np_json_value_get_kind (np_json_get_root (json)) != NP_JSON_KIND_OBJECT)
    {
      *out_detail = g_strdup ("The body must be a JSON object.");
      return NP_PRACTICE_PROBLEM_INVALID_PARAMETER;
    }
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      const NpJsonValue *value = get_given (np_json_get_root (json), id);

      if (value == NULL || is_ignored (value, semantics) || value_is_valid (id, value))
        continue;
      *out_detail = g_strconcat ("Parameter: ", np_field_get_wire_name (id), ".", NULL);
      return NP_PRACTICE_PROBLEM_INVALID_PARAMETER;
    }
  *out_json = g_steal_pointer (&json);
  return NP_PRACTICE_PROBLEM_NONE;
}

/**
 * np_practice_update_apply:
 * @json: a body that np_practice_update_check() found good
 *
 * Writes a body of UpdateModel into a model.
 */
void
np_practice_update_apply (NpPracticeRecord *model, NpJson *json, NpPracticeSemantics semantics)
{
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    apply_field (model, id, get_given (np_json_get_root (json), id), semantics);
}
