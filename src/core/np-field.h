/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The eleven fields of UpdateModel, in the order in which the form shows them. */
typedef enum
{
  NP_FIELD_MODEL_NAME,
  NP_FIELD_MODEL_DESCRIPTION,
  NP_FIELD_ACCESSIBILITY,
  NP_FIELD_ORIGIN,
  NP_FIELD_DOMAIN,
  NP_FIELD_TASK,
  NP_FIELD_MODEL_TYPE,
  NP_FIELD_PARAMETER_SIZE,
  NP_FIELD_MODEL_DOC,
  NP_FIELD_ORDER_NUMBER,
  NP_FIELD_EXTRA_INFO,
} NpFieldId;

#define NP_N_FIELDS (NP_FIELD_EXTRA_INFO + 1)

typedef enum
{
  NP_FIELD_KIND_STRING,
  NP_FIELD_KIND_TEXT,
  NP_FIELD_KIND_CHOICE,
  NP_FIELD_KIND_INTEGER,
  NP_FIELD_KIND_DOCUMENT_LINK,
  NP_FIELD_KIND_JSON_OBJECT,
} NpFieldKind;

const char *np_field_get_wire_name (NpFieldId id);
const char *np_field_get_property (NpFieldId id);
NpFieldKind np_field_get_kind (NpFieldId id);
const char *np_field_get_label (NpFieldId id);
const char *np_field_get_hint (NpFieldId id);
const char *const *np_field_get_values (NpFieldId id);
guint np_field_get_max_length (NpFieldId id);
char *np_field_check (NpFieldId id, const char *text);
gboolean np_field_from_property (const char *property, NpFieldId *out_id);
gboolean np_field_from_wire_name (const char *wire_name, NpFieldId *out_id);
gboolean np_field_text_is_web_link (const char *text);

G_END_DECLS
