/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib-object.h>

#include "np-error-text.h"
#include "np-rights.h"

G_BEGIN_DECLS

#define NP_TYPE_PROBLEM (np_problem_get_type ())
G_DECLARE_FINAL_TYPE (NpProblem, np_problem, NP, PROBLEM, GObject)

/* What is known of a failure, besides the sentences about it. */
typedef enum
{
  NP_PROBLEM_FACT_STATUS,
  NP_PROBLEM_FACT_CODE,
  NP_PROBLEM_FACT_MESSAGE,
  NP_PROBLEM_FACT_REQUEST_ID,
  NP_PROBLEM_FACT_ACTION,
  NP_PROBLEM_FACT_OPERATION,
  NP_PROBLEM_FACT_MODEL_ID,
  NP_PROBLEM_FACT_HOST,
  NP_PROBLEM_FACT_TIME,
  NP_N_PROBLEM_FACTS
} NpProblemFact;

NpProblem *np_problem_new (const GError *error, const char *operation, const char *model_id);
const GError *np_problem_get_error (NpProblem *self);
const char *np_problem_get_operation (NpProblem *self);
const char *np_problem_get_heading (NpProblem *self);
const char *np_problem_get_sentence (NpProblem *self);
const char *np_problem_get_next_step (NpProblem *self);
const char *np_problem_get_fact (NpProblem *self, NpProblemFact fact);
const char *np_problem_fact_get_label (NpProblemFact fact);
const char *np_problem_get_link (NpProblem *self);
NpErrorOffers np_problem_get_offers (NpProblem *self);
void np_problem_withdraw_offers (NpProblem *self, NpErrorOffers offers);
void np_problem_set_retry (NpProblem *self, const char *action, const char *target);
const char *np_problem_get_retry_action (NpProblem *self);
GVariant *np_problem_get_retry_target (NpProblem *self);
void np_problem_set_model (NpProblem *self, NpModel *model);
NpRights *np_problem_dup_rights (NpProblem *self);
gboolean np_problem_is_same (NpProblem *self, NpProblem *other);
char *np_problem_dup_summary (NpProblem *self);
char *np_problem_dup_report (NpProblem *self);

G_END_DECLS
