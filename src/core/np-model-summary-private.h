/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-model-summary.h"

G_BEGIN_DECLS

#define NP_SUMMARY_MAX_LONG_TEXT 4096
#define NP_SUMMARY_MAX_TEXT      1024

typedef enum
{
  NP_SUMMARY_HAS_ORDER_NUMBER = 1 << 0,
  NP_SUMMARY_HAS_PARAMETER_SIZE = 1 << 1,
  NP_SUMMARY_HAS_DOCUMENT = 1 << 2,
} NpSummaryFlags;

#define NP_SUMMARY_ALL_FLAGS \
  (NP_SUMMARY_HAS_ORDER_NUMBER | NP_SUMMARY_HAS_PARAMETER_SIZE | NP_SUMMARY_HAS_DOCUMENT)

/* A summary that is being put together. The texts are appended in their order;
 * np_summary_parts_end_text() ends each. */
typedef struct
{
  /* Owned */
  GString *texts;

  /* State */
  guint16 offsets[NP_N_SUMMARY_TEXTS + 1]; /* the last one is of the search key */
  guint n_texts;
  guint flags;
  gint64 order_number;
  gint64 parameter_size;
} NpSummaryParts;

void np_summary_parts_init (NpSummaryParts *parts);
void np_summary_parts_clear (NpSummaryParts *parts);
void np_summary_parts_end_text (NpSummaryParts *parts);
NpModelSummary *np_summary_parts_build (NpSummaryParts *parts);
gsize np_summary_get_max_bytes (NpSummaryText text);

guint np_model_summary_get_flags (NpModelSummary *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NpSummaryParts, np_summary_parts_clear)

G_END_DECLS
