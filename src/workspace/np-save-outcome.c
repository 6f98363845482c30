/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-save-outcome.h"

struct _NpSaveOutcome
{
  NpModelChanges *changes;
  char *request_id;
  NpModel *stored;
  GError *read_error;
};

G_DEFINE_BOXED_TYPE (NpSaveOutcome, np_save_outcome, np_save_outcome_ref, np_save_outcome_unref)

static void
save_outcome_clear (gpointer data)
{
  NpSaveOutcome *self = data;

  np_model_changes_unref (self->changes);
  g_free (self->request_id);
  g_clear_object (&self->stored);
  g_clear_error (&self->read_error);
}

/**
 * np_save_outcome_new:
 * @changes: what was sent
 * @request_id: (nullable): the RequestId of the answer, %NULL if the answer was lost
 * @stored: (nullable): the model as it was read back, %NULL if it could not be read
 * @read_error: (nullable): why it could not be read back
 *
 * Returns: (transfer full): what the save came to
 */
NpSaveOutcome *
np_save_outcome_new (NpModelChanges *changes,
                     const char *request_id,
                     NpModel *stored,
                     const GError *read_error)
{
  NpSaveOutcome *self = g_atomic_rc_box_new0 (NpSaveOutcome);

  self->changes = np_model_changes_ref (changes);
  self->request_id = g_strdup (request_id);
  g_set_object (&self->stored, stored);
  self->read_error = read_error != NULL ? g_error_copy (read_error) : NULL;
  return self;
}

/**
 * np_save_outcome_ref:
 * @self: an outcome
 *
 * Returns: (transfer full): @self
 */
NpSaveOutcome *
np_save_outcome_ref (NpSaveOutcome *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * np_save_outcome_unref:
 * @self: (transfer full): an outcome
 */
void
np_save_outcome_unref (NpSaveOutcome *self)
{
  g_atomic_rc_box_release_full (self, save_outcome_clear);
}

/**
 * np_save_outcome_get_result:
 * @self: an outcome
 *
 * Returns: how the save ended
 */
NpSaveResult
np_save_outcome_get_result (NpSaveOutcome *self)
{
  if (self->stored == NULL)
    return NP_SAVE_ACCEPTED_UNCONFIRMED;
  if (np_save_outcome_get_n_kept (self) == np_save_outcome_get_n_changes (self))
    return NP_SAVE_CONFIRMED;
  return NP_SAVE_STORED_DIFFERENTLY;
}

/**
 * np_save_outcome_get_n_changes:
 * @self: an outcome
 *
 * Returns: how many fields were sent
 */
guint
np_save_outcome_get_n_changes (NpSaveOutcome *self)
{
  return np_model_changes_get_length (self->changes);
}

/**
 * np_save_outcome_get_n_kept:
 * @self: an outcome
 *
 * Returns: how many of the sent fields the read back shows as sent
 */
guint
np_save_outcome_get_n_kept (NpSaveOutcome *self)
{
  if (self->stored == NULL)
    return 0;
  return np_model_changes_count_kept (self->changes, self->stored);
}

/**
 * np_save_outcome_get_request_id:
 * @self: an outcome
 *
 * Returns: (transfer none) (nullable): the RequestId of UpdateModel, %NULL if
 *   its answer was lost and only the read back shows that it arrived
 */
const char *
np_save_outcome_get_request_id (NpSaveOutcome *self)
{
  return self->request_id;
}

/**
 * np_save_outcome_get_changes:
 * @self: an outcome
 *
 * Returns: (transfer none): what was sent
 */
NpModelChanges *
np_save_outcome_get_changes (NpSaveOutcome *self)
{
  return self->changes;
}

/**
 * np_save_outcome_get_stored:
 * @self: an outcome
 *
 * Returns: (transfer none) (nullable): the model as it was read back
 */
NpModel *
np_save_outcome_get_stored (NpSaveOutcome *self)
{
  return self->stored;
}

/**
 * np_save_outcome_get_read_error:
 * @self: an outcome
 *
 * Returns: (transfer none) (nullable): why the model could not be read back
 */
const GError *
np_save_outcome_get_read_error (NpSaveOutcome *self)
{
  return self->read_error;
}
