/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-save-outcome.h"
#include "np-workspace.h"

G_BEGIN_DECLS

/* What a save has found out. The operation fills it in on its way; an outcome is
 * made of it at the end. */
typedef struct
{
  /* Owned, nullable */
  NpWorkspace *workspace;
  NpModel *before;         /* just before the PUT */
  NpModelChanges *changes; /* of BEFORE: what was sent */
  NpModel *witness;        /* read at the same time as the PUT */
  NpModel *stored;         /* read after it */
  char *request_id;        /* of the answer of the PUT */
  GError *error;           /* why it is not known, or what the service said */

  /* State */
  gint64 saved_at; /* when the PUT was sent, microseconds since 1970; 0: it was not */
  guint n_joined;
  gboolean is_undo;
  gboolean is_refused;
  gboolean is_lost;                    /* the answer of the PUT */
  gboolean is_unsendable[NP_N_FIELDS]; /* wished for, but the API cannot say it */
} NpSaveFindings;

void np_save_findings_clear (NpSaveFindings *self);
gboolean np_save_findings_has_all (const NpSaveFindings *self);
NpSaveOutcome *np_save_outcome_new (const NpSaveFindings *findings);
NpWorkspace *np_save_outcome_get_workspace (NpSaveOutcome *self);
NpModel *np_save_outcome_get_witness (NpSaveOutcome *self);
gboolean np_save_outcome_was_sent (NpSaveOutcome *self);

/* What the findings come to: each is one question. */
NpChangeFate np_save_judge_fate (const NpSaveFindings *self, guint i);
NpSavedResult np_save_judge_result (const NpSaveFindings *self);
const char *np_save_judge_lost (const NpSaveFindings *self, NpFieldId id);
const char *np_save_judge_overwritten (const NpSaveFindings *self, NpFieldId id);
char *np_save_judge_give_back (const NpSaveFindings *self, NpFieldId id);
gboolean np_save_judge_has_key (const NpSaveFindings *self,
                                guint i,
                                NpModel *model,
                                gboolean is_new);
char *np_save_judge_later_base (const char *old_text,
                                const char *sent_text,
                                const char *stored_text,
                                const char *now_text);

G_END_DECLS
