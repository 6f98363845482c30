/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-json.h"

G_BEGIN_DECLS

/* The texts that a list shows, filters and searches. */
typedef enum
{
  NP_SUMMARY_MODEL_ID,
  NP_SUMMARY_MODEL_NAME,
  NP_SUMMARY_DESCRIPTION,
  NP_SUMMARY_ACCESSIBILITY,
  NP_SUMMARY_DOMAIN,
  NP_SUMMARY_TASK,
  NP_SUMMARY_MODEL_TYPE,
  NP_SUMMARY_ORIGIN,
  NP_SUMMARY_LABELS, /* "key=value" lines, as they are searched and filtered */
  NP_SUMMARY_USER_ID,
  NP_SUMMARY_GMT_CREATE_TIME,
  NP_SUMMARY_GMT_MODIFIED_TIME,
} NpSummaryText;

#define NP_N_SUMMARY_TEXTS (NP_SUMMARY_GMT_MODIFIED_TIME + 1)

/* One model as a list knows it: immutable, so that threads can share it. */
#define NP_TYPE_MODEL_SUMMARY (np_model_summary_get_type ())
G_DECLARE_FINAL_TYPE (NpModelSummary, np_model_summary, NP, MODEL_SUMMARY, GObject)

NpModelSummary *np_model_summary_new_from_json (const NpJsonValue *item);
const char *np_model_summary_get_text (NpModelSummary *self, NpSummaryText text);
gboolean np_model_summary_get_order_number (NpModelSummary *self, gint64 *out_number);
gboolean np_model_summary_get_parameter_size (NpModelSummary *self, gint64 *out_millions);
gint64 np_model_summary_get_created (
    NpModelSummary *self); /* microseconds since 1970, 0 if unknown */
gint64 np_model_summary_get_modified (NpModelSummary *self); /* likewise */
gboolean np_model_summary_has_document (NpModelSummary *self);
const char *np_model_summary_get_search_key (NpModelSummary *self);
gboolean np_model_summary_equal (NpModelSummary *a, NpModelSummary *b);

void np_model_summary_append_to (NpModelSummary *self, GByteArray *out);
NpModelSummary *np_model_summary_new_from_record (const guint8 *data,
                                                  gsize length,
                                                  gsize *out_used);

char *np_search_fold (const char *text);

G_END_DECLS
