/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-client.h"
#include "np-diagnosis.h"

G_BEGIN_DECLS

void np_diagnosis_run (NpDiagnosis *self, NpClient *client, GCancellable *cancellable);

G_END_DECLS
