/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-model-form.h"

G_BEGIN_DECLS

/* Counts what a form tells, by property. */
typedef struct
{
  NpModelForm *form;
  GHashTable *counts;
} NpEar;

/* Members for np_fixture_model(): all eleven fields, twice. */
extern const char np_fixture_whole[];
extern const char np_fixture_other[];
/* Valid texts that differ from both, but for the visibility. */
extern const char *const np_fixture_edits[NP_N_FIELDS];

NpModel *np_fixture_model (const char *members);
NpModel *np_fixture_model_with (NpFieldId id, const char *value);
NpModelForm *np_fixture_form (const char *members);
void np_form_assert_clean (NpModelForm *form);

void np_ear_open (NpEar *ear, NpModelForm *form);
void np_ear_close (NpEar *ear);
void np_ear_assert_told (NpEar *ear, const char *names);

G_END_DECLS
