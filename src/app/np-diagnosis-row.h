/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <adwaita.h>

#include "np-diagnosis.h"

G_BEGIN_DECLS

#define NP_TYPE_DIAGNOSIS_ROW (np_diagnosis_row_get_type ())
G_DECLARE_FINAL_TYPE (NpDiagnosisRow, np_diagnosis_row, NP, DIAGNOSIS_ROW, AdwActionRow)

GtkWidget *np_diagnosis_row_new (NpDiagnosisStepId id);
void np_diagnosis_row_set_diagnosis (NpDiagnosisRow *self, NpDiagnosis *diagnosis);

G_END_DECLS
