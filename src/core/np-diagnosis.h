/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The steps from this computer to the service, in the order in which they are
 * looked at. */
typedef enum
{
  NP_DIAGNOSIS_PROXY,     /* detail: its host, NULL if there is none */
  NP_DIAGNOSIS_NAME,      /* detail: the addresses */
  NP_DIAGNOSIS_CONNECT,   /* detail: the address that answered */
  NP_DIAGNOSIS_TLS,       /* detail: the version, NULL without TLS */
  NP_DIAGNOSIS_CLOCK,     /* detail: seconds that the service is ahead */
  NP_DIAGNOSIS_SIGNATURE, /* detail: the RequestId */
  NP_DIAGNOSIS_RIGHT,     /* detail: the right that is missing */
  NP_DIAGNOSIS_N_STEPS
} NpDiagnosisStepId;

typedef enum
{
  NP_DIAGNOSIS_WAITING,
  NP_DIAGNOSIS_RUNNING,
  NP_DIAGNOSIS_GOOD,
  NP_DIAGNOSIS_BAD,
  NP_DIAGNOSIS_UNKNOWN, /* an earlier step stood in the way, or it does not apply */
} NpDiagnosisState;

#define NP_TYPE_DIAGNOSIS_STEP (np_diagnosis_step_get_type ())
G_DECLARE_FINAL_TYPE (NpDiagnosisStep, np_diagnosis_step, NP, DIAGNOSIS_STEP, GObject)

NpDiagnosisStepId np_diagnosis_step_get_id (NpDiagnosisStep *self);
NpDiagnosisState np_diagnosis_step_get_state (NpDiagnosisStep *self);
guint np_diagnosis_step_get_milliseconds (NpDiagnosisStep *self);
const char *np_diagnosis_step_get_detail (NpDiagnosisStep *self);
const GError *np_diagnosis_step_get_error (NpDiagnosisStep *self);

/* A look at all steps, one after the other: a GListModel of them, which does not
 * change; the steps do. */
#define NP_TYPE_DIAGNOSIS (np_diagnosis_get_type ())
G_DECLARE_FINAL_TYPE (NpDiagnosis, np_diagnosis, NP, DIAGNOSIS, GObject)

NpDiagnosisStep *np_diagnosis_get_step (NpDiagnosis *self, NpDiagnosisStepId id);
gboolean np_diagnosis_get_is_running (NpDiagnosis *self);

/* For who looks at them. */
NpDiagnosis *np_diagnosis_new (void);
void np_diagnosis_begin (NpDiagnosis *self, NpDiagnosisStepId id);
void np_diagnosis_settle (NpDiagnosis *self,
                          NpDiagnosisStepId id,
                          NpDiagnosisState state,
                          guint milliseconds,
                          const char *detail,
                          const GError *error);
void np_diagnosis_end (NpDiagnosis *self);

G_END_DECLS
