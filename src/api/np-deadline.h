/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-api-error.h"
#include "np-seam.h"

G_BEGIN_DECLS

/* The clock of one exchange: when the whole call has to be over, and how long
 * the phase it is in may take. */
typedef struct _NpDeadline NpDeadline;

typedef void (*NpDeadlineFunc) (NpApiPhase phase, guint limit_ms, gpointer user_data);

NpDeadline *np_deadline_new (
    const NpSeam *seam, gint64 end, guint look_ms, NpDeadlineFunc expired, gpointer user_data);
void np_deadline_free (NpDeadline *self);
void np_deadline_enter (NpDeadline *self, NpApiPhase phase, guint limit_ms);
void np_deadline_go_on (NpDeadline *self, NpApiPhase phase);

G_END_DECLS
