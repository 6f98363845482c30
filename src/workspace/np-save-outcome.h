/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-model-changes.h"
#include "np-model.h"

G_BEGIN_DECLS

/* How a save ended when the service did not refuse it. */
typedef enum
{
  NP_SAVE_CONFIRMED,            /* read back, and every change is there */
  NP_SAVE_STORED_DIFFERENTLY,   /* read back, and some changes are not there as sent */
  NP_SAVE_ACCEPTED_UNCONFIRMED, /* accepted with a RequestId, but the read back failed */
} NpSaveResult;

/* What a save came to: counted and immutable. */
typedef struct _NpSaveOutcome NpSaveOutcome;

#define NP_TYPE_SAVE_OUTCOME (np_save_outcome_get_type ())
GType np_save_outcome_get_type (void);

NpSaveOutcome *np_save_outcome_new (NpModelChanges *changes,
                                    const char *request_id,
                                    NpModel *stored,
                                    const GError *read_error);
NpSaveOutcome *np_save_outcome_ref (NpSaveOutcome *self);
void np_save_outcome_unref (NpSaveOutcome *self);
NpSaveResult np_save_outcome_get_result (NpSaveOutcome *self);
guint np_save_outcome_get_n_changes (NpSaveOutcome *self);
guint np_save_outcome_get_n_kept (NpSaveOutcome *self);
const char *np_save_outcome_get_request_id (NpSaveOutcome *self);
NpModelChanges *np_save_outcome_get_changes (NpSaveOutcome *self);
NpModel *np_save_outcome_get_stored (NpSaveOutcome *self);
const GError *np_save_outcome_get_read_error (NpSaveOutcome *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpSaveOutcome, np_save_outcome_unref)

G_END_DECLS
