/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gio/gio.h>

#include "np-field.h"

G_BEGIN_DECLS

typedef enum
{
  NP_MODEL_VALUE_ABSENT,
  NP_MODEL_VALUE_NULL,
  NP_MODEL_VALUE_PRESENT,
  NP_MODEL_VALUE_UNREADABLE,
} NpModelValue;

#define NP_MODEL_ERROR (np_model_error_quark ())
GQuark np_model_error_quark (void);

typedef enum
{
  NP_MODEL_ERROR_NOT_A_MODEL,
  NP_MODEL_ERROR_INVALID_TEXT,
} NpModelErrorCode;

#define NP_TYPE_MODEL (np_model_get_type ())
G_DECLARE_FINAL_TYPE (NpModel, np_model, NP, MODEL, GObject)

NpModel *np_model_new_from_json (GBytes *json, GError **error);
NpModelValue np_model_get_value (NpModel *self, NpFieldId id);
const char *np_model_get_text (NpModel *self, NpFieldId id);
const char *np_model_get_model_id (NpModel *self);
const char *np_model_get_workspace_id (NpModel *self);
const char *np_model_get_owner_id (NpModel *self);
const char *np_model_get_user_id (NpModel *self);
const char *np_model_get_provider (NpModel *self);
const char *np_model_get_gmt_create_time (NpModel *self);
const char *np_model_get_gmt_modified_time (NpModel *self);
const char *np_model_get_latest_version (NpModel *self);
const char *np_model_get_labels (NpModel *self);
const char *np_model_get_request_id (NpModel *self);
GBytes *np_model_get_json (NpModel *self);

G_END_DECLS
