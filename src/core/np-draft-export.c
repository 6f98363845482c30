/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-draft.h"

#include "np-json.h"
#include "np-text-private.h"

#define INDENT "    " /* of a value within "Edits" and "Before" */

static void
append_key (GString *out, const char *indent, const char *key)
{
  g_string_append (out, indent);
  np_json_append_string (out, key);
  g_string_append (out, ": ");
}

/* A line break in JSON text is never part of a string. */
static void
append_indented (GString *out, const char *json)
{
  for (const char *p = json; *p != '\0'; p++)
    {
      g_string_append_c (out, *p);
      if (*p == '\n')
        g_string_append (out, INDENT);
    }
}

static void
append_json (GString *out, const char *text)
{
  g_autoptr (NpJson) json = np_json_parse_text (text, NULL);
  g_autoptr (GString) pretty = g_string_new (NULL);

  if (json == NULL)
    {
      np_json_append_string (out, text);
      return;
    }
  np_json_value_append_pretty (np_json_get_root (json), pretty);
  append_indented (out, pretty->str);
}

/* What is a good number or object stands as such, all else as a string. */
static void
append_text (GString *out, NpFieldId id, const char *text)
{
  g_autofree char *problem = np_field_check (id, text);
  g_autofree char *number = NULL;

  if (np_field_get_kind (id) == NP_FIELD_KIND_INTEGER && problem == NULL)
    {
      number = np_text_dup_trimmed (text, "");
      g_string_append (out, number);
    }
  else if (np_field_get_kind (id) == NP_FIELD_KIND_JSON_OBJECT && problem == NULL)
    append_json (out, text);
  else
    np_json_append_string (out, text);
}

static void
append_before (GString *out, NpFieldId id, NpModel *base)
{
  const char *text = np_model_get_text (base, id);

  switch (np_model_get_value (base, id))
    {
    case NP_MODEL_VALUE_PRESENT:
      append_text (out, id, text);
      break;
    case NP_MODEL_VALUE_UNREADABLE:
      append_json (out, text);
      break;
    case NP_MODEL_VALUE_ABSENT:
    case NP_MODEL_VALUE_NULL:
    default:
      g_string_append (out, "null");
      break;
    }
}

/* With BASE the values that it has in the edited fields, without it the edits. */
static void
append_fields (GString *out, const char *key, NpDraft *self, NpModel *base)
{
  const char *separator = "";

  append_key (out, "  ", key);
  g_string_append_c (out, '{');
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      if (np_draft_get_text (self, id) == NULL)
        continue;

      g_string_append (out, separator);
      g_string_append_c (out, '\n');
      append_key (out, INDENT, np_field_get_wire_name (id));
      if (base != NULL)
        append_before (out, id, base);
      else
        append_text (out, id, np_draft_get_text (self, id));
      separator = ",";
    }
  g_string_append (out, *separator != '\0' ? "\n  }" : "}");
}

static void
append_member (GString *out, const char *key, const char *text)
{
  append_key (out, "  ", key);
  np_json_append_string (out, text);
  g_string_append (out, ",\n");
}

/**
 * np_draft_dup_export:
 * @self: a draft
 *
 * Writes a draft as a JSON object for a person to keep: the model, when it was
 * edited, the edited values and the values before. Numbers and extra info stand
 * as JSON where they are valid; whatever else was typed is a string. A value
 * that was not there before is null.
 *
 * Returns: (transfer full): indented JSON with a line break at its end
 */
char *
np_draft_dup_export (NpDraft *self)
{
  g_autoptr (NpModel) base = NULL;
  g_autoptr (GDateTime) edited_at = NULL;
  g_autofree char *time = NULL;
  GString *out = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  base = np_draft_dup_base (self);
  edited_at = g_date_time_new_from_unix_utc (np_draft_get_edited_at (self) /
                                             G_TIME_SPAN_SECOND);
  time = edited_at != NULL ? g_date_time_format_iso8601 (edited_at) : g_strdup ("");

  out = g_string_new ("{\n");
  append_member (out, "ModelId", np_draft_get_model_id (self));
  append_member (out, "ModelName", np_draft_get_model_name (self));
  append_member (out, "EditedAt", time);
  append_fields (out, "Edits", self, NULL);
  if (base != NULL)
    {
      g_string_append (out, ",\n");
      append_fields (out, "Before", self, base);
    }
  g_string_append (out, "\n}\n");

  return g_string_free (out, FALSE);
}
