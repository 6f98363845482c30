/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-json-private.h"
#include "np-model-summary-private.h"
#include "np-text-private.h"

#include <string.h>

/* Of each list; the documentation gives no limit, a model has a handful. */
#define MAX_LABELS 256

/* The keys of an item of ListModels, by the API's documentation. */
static const char *const wire_names[NP_N_SUMMARY_TEXTS] = {
  [NP_SUMMARY_MODEL_ID] = "ModelId",
  [NP_SUMMARY_MODEL_NAME] = "ModelName",
  [NP_SUMMARY_DESCRIPTION] = "ModelDescription",
  [NP_SUMMARY_ACCESSIBILITY] = "Accessibility",
  [NP_SUMMARY_DOMAIN] = "Domain",
  [NP_SUMMARY_TASK] = "Task",
  [NP_SUMMARY_MODEL_TYPE] = "ModelType",
  [NP_SUMMARY_ORIGIN] = "Origin",
  [NP_SUMMARY_LABELS] = "Labels",
  [NP_SUMMARY_USER_ID] = "UserId",
  [NP_SUMMARY_GMT_CREATE_TIME] = "GmtCreateTime",
  [NP_SUMMARY_GMT_MODIFIED_TIME] = "GmtModifiedTime",
};

static gboolean
is_kind (const NpJsonValue *value, NpJsonKind kind)
{
  return value != NULL && value->kind == kind;
}

/* Decodes a string into OUT without a copy on the way. */
static void
append_text (const NpJsonValue *value, GString *out)
{
  if (is_kind (value, NP_JSON_KIND_STRING))
    np_json_decode_string (value->json->text + value->start + 1, value->length - 2, out);
}

/* A user's ID is documented as a string of digits; a number is the same ID. */
static void
append_user_id (const NpJsonValue *value, GString *out)
{
  if (is_kind (value, NP_JSON_KIND_NUMBER))
    g_string_append_len (out, value->json->text + value->start, value->length);
  else
    append_text (value, out);
}

static gboolean
has_line (const char *lines, const char *line, gsize length)
{
  for (const char *at = strstr (lines, line); at != NULL; at = strstr (at + 1, line))
    {
      if ((at == lines || at[-1] == '\n') && (at[length] == '\0' || at[length] == '\n'))
        return TRUE;
    }
  return FALSE;
}

/* One line of its own, unless it is there already or there is no room for all
 * of it: half a label would be another one. */
static void
append_label (const NpJsonValue *label, gsize start, GString *out)
{
  g_autoptr (GString) line = g_string_new (NULL);
  gsize key_length = 0;

  append_text (np_json_value_get_member (label, "Key"), line);
  key_length = line->len;
  if (key_length == 0)
    return;
  g_string_append_c (line, '=');
  append_text (np_json_value_get_member (label, "Value"), line);
  if (line->len == key_length + 1)
    g_string_truncate (line, key_length);
  g_strdelimit (line->str, "\r\n", ' ');

  if (out->len - start + 1 + line->len > NP_SUMMARY_MAX_LONG_TEXT ||
      has_line (out->str + start, line->str, line->len))
    return;
  if (out->len > start)
    g_string_append_c (out, '\n');
  g_string_append_len (out, line->str, (gssize) line->len);
}

static void
append_labels (const NpJsonValue *labels, gsize start, GString *out)
{
  if (!is_kind (labels, NP_JSON_KIND_ARRAY))
    return;
  for (guint i = 0; i < MIN (labels->n_children, MAX_LABELS); i++)
    append_label (np_json_value_get_element (labels, i), start, out);
}

static void
take_text (NpSummaryParts *parts, NpSummaryText text, const NpJsonValue *item)
{
  const NpJsonValue *value = np_json_value_get_member (item, wire_names[text]);
  gsize start = parts->texts->len;

  if (text == NP_SUMMARY_LABELS)
    {
      append_labels (value, start, parts->texts);
      append_labels (np_json_value_get_member (item, "Tags"), start, parts->texts);
    }
  else if (text == NP_SUMMARY_USER_ID)
    append_user_id (value, parts->texts);
  else
    append_text (value, parts->texts);
  np_summary_parts_end_text (parts);
}

/* Some services write an int64 as a string, since JavaScript rounds it. */
static gboolean
read_integer (const NpJsonValue *item, const char *key, gint64 *out_value)
{
  const NpJsonValue *value = np_json_value_get_member (item, key);
  g_autofree char *digits = NULL;

  if (!is_kind (value, NP_JSON_KIND_STRING))
    return value != NULL && np_json_value_get_int64 (value, out_value);
  digits = np_json_value_dup_string (value);
  return np_text_get_int64 (digits, out_value);
}

static gboolean
has_text (const NpJsonValue *item, const char *key)
{
  const NpJsonValue *value = np_json_value_get_member (item, key);

  return is_kind (value, NP_JSON_KIND_STRING) && value->length > strlen ("\"\"");
}

static gboolean
has_usable_id (const NpJsonValue *item)
{
  const NpJsonValue *value = np_json_value_get_member (item, "ModelId");

  return is_kind (value, NP_JSON_KIND_STRING) && value->length <= NP_SUMMARY_MAX_TEXT;
}

/**
 * np_model_summary_new_from_json:
 * @item: an item of the Models of a ListModels answer
 *
 * Reads what a list needs. Of the fields that the API's documentation names
 * each may be missing, null or of another type: such a text is empty. Labels are
 * those of Labels, which the documentation is about to replace, and of Tags, each
 * once. Nothing of @item is needed afterwards. Any thread may call this.
 *
 * Returns: (transfer full) (nullable): the summary; %NULL if @item is no object
 *   or has no ModelId by which it could be opened
 */
NpModelSummary *
np_model_summary_new_from_json (const NpJsonValue *item)
{
  g_auto (NpSummaryParts) parts = { 0 };

  g_return_val_if_fail (item != NULL, NULL);

  np_summary_parts_init (&parts);
  if (!has_usable_id (item))
    return NULL;
  for (NpSummaryText text = 0; text < NP_N_SUMMARY_TEXTS; text++)
    take_text (&parts, text, item);
  if (read_integer (item, "OrderNumber", &parts.order_number))
    parts.flags |= NP_SUMMARY_HAS_ORDER_NUMBER;
  if (read_integer (item, "ParameterSize", &parts.parameter_size))
    parts.flags |= NP_SUMMARY_HAS_PARAMETER_SIZE;
  if (has_text (item, "ModelDoc"))
    parts.flags |= NP_SUMMARY_HAS_DOCUMENT;
  return np_summary_parts_build (&parts);
}
