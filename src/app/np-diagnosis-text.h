/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-diagnosis.h"
#include "np-workspace.h"

G_BEGIN_DECLS

const char *np_diagnosis_text_get_title (NpDiagnosisStepId id);
char *np_diagnosis_text_dup_sentence (NpDiagnosis *diagnosis, NpDiagnosisStepId id);
char *np_diagnosis_text_dup_next_step (NpDiagnosis *diagnosis, NpDiagnosisStepId id);
char *np_diagnosis_text_dup_time (NpDiagnosisStep *step);
char *np_diagnosis_text_dup_verdict (NpDiagnosis *diagnosis);
char *np_diagnosis_text_dup_report (NpDiagnosis *diagnosis, NpWorkspace *workspace);

G_END_DECLS
