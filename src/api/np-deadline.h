/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The clock of one call: how long the whole may take, and how long the phase
 * it is in. */
typedef struct _NpDeadline NpDeadline;

typedef void (*NpDeadlineFunc) (const char *phase, guint limit_ms, gpointer user_data);

NpDeadline *np_deadline_new (guint whole_ms, NpDeadlineFunc expired, gpointer user_data);
void np_deadline_free (NpDeadline *self);
void np_deadline_enter (NpDeadline *self, const char *phase, guint limit_ms);

G_END_DECLS
