/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-save-outcome-private.h"

G_BEGIN_DECLS

/* How long after a save it is looked once more. Longer than a check may be old
 * (NP_REVIEW_MAX_AGE_MS): who checked before our save and sends after it has sent
 * by then, unless the sending itself takes that long. */
#define NP_LATE_LOOK_MS 15000

/* One quiet read after a save: whether somebody wrote over it. */
typedef struct _NpLateLook NpLateLook;

typedef void (*NpLateLookFunc) (NpLateLook *self,
                                NpSaveOutcome *outcome,
                                NpModelChanges *undone,
                                gpointer user_data);

NpLateLook *np_late_look_new (NpSaveOutcome *outcome, NpLateLookFunc done, gpointer user_data);
void np_late_look_stop (NpLateLook *self);
void np_late_look_let_go (NpLateLook *self, NpSaveOutcome *later);

G_END_DECLS
