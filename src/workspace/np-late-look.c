/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-late-look-private.h"

#include "np-model-merge.h"
#include "np-timer-private.h"
#include "np-workspace-private.h"

struct _NpLateLook
{
  /* Owned */
  NpSaveOutcome *outcome;
  GCancellable *reading;

  /* Borrowed */
  NpLateLookFunc done;
  gpointer user_data;

  /* State */
  gboolean is_watched[NP_N_FIELDS];
  guint timer;
};

static void
late_look_clear (gpointer data)
{
  NpLateLook *self = data;

  g_object_unref (self->reading);
  np_save_outcome_unref (self->outcome);
}

/* What would bring the saved values back: nothing if they are still there. Keys of
 * extra info that this save did not touch are no matter of it. */
static NpModelChanges *
compare (NpLateLook *self, NpModel *now)
{
  NpModel *before = np_save_outcome_get_before (self->outcome);
  NpModel *stored = np_save_outcome_get_stored (self->outcome);
  const char *base[NP_N_FIELDS] = { NULL };
  const char *ours[NP_N_FIELDS] = { NULL };
  g_autoptr (NpModelMerge) merge = NULL;

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      if (!self->is_watched[id])
        continue;
      base[id] = np_model_get_text (before, id);
      ours[id] = np_model_get_text (stored, id);
    }
  merge = np_model_merge_new (base, now, ours);
  return np_model_merge_dup_changes (merge);
}

/* A read that fails tells nothing, and nobody waits for it. */
static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  NpLateLook *self = user_data;
  g_autoptr (NpModel) now = np_client_get_model_finish (NP_CLIENT (source), result, NULL);
  g_autoptr (NpModelChanges) undone = NULL;

  if (now != NULL)
    undone = compare (self, now);
  if (!g_cancellable_is_cancelled (self->reading))
    self->done (self, self->outcome,
                undone != NULL && np_model_changes_get_length (undone) > 0 ? undone : NULL,
                self->user_data);
  g_rc_box_release_full (self, late_look_clear);
}

static gboolean
look_cb (gpointer user_data)
{
  NpLateLook *self = user_data;
  NpWorkspace *workspace = np_save_outcome_get_workspace (self->outcome);

  self->timer = 0;
  np_client_get_model_async (np_workspace_get_client (workspace),
                             np_save_outcome_get_model_id (self->outcome), self->reading,
                             read_cb, g_rc_box_acquire (self));
  return G_SOURCE_REMOVE;
}

/*< private >
 * np_late_look_new:
 * @outcome: a save whose result was read back
 * @done: called once; if somebody changed what was saved, with the changes that would
 *   bring it back (the old texts are theirs, the new ones ours), else with %NULL
 * @user_data: passed to @done
 *
 * Returns: (transfer full): a look that waits for its time
 */
NpLateLook *
np_late_look_new (NpSaveOutcome *outcome, NpLateLookFunc done, gpointer user_data)
{
  NpLateLook *self = g_rc_box_new0 (NpLateLook);
  NpModelChanges *changes = np_save_outcome_get_changes (outcome);

  self->outcome = np_save_outcome_ref (outcome);
  self->reading = g_cancellable_new ();
  self->done = done;
  self->user_data = user_data;
  for (guint i = 0; i < np_model_changes_get_length (changes); i++)
    self->is_watched[np_model_changes_get_field (changes, i)] =
        np_save_outcome_get_fate (outcome, i) != NP_FATE_NOT_KEPT;
  self->timer = np_timer_add (NP_LATE_LOOK_MS, look_cb, self);
  return self;
}

/*< private >
 * np_late_look_stop:
 * @self: (transfer full): a look
 *
 * A read under way is cancelled, and nothing is called any more.
 */
void
np_late_look_stop (NpLateLook *self)
{
  np_timer_clear (&self->timer);
  g_cancellable_cancel (self->reading);
  g_rc_box_release_full (self, late_look_clear);
}

/*< private >
 * np_late_look_let_go:
 * @self: a look
 * @later: a save that came after it
 *
 * What was saved again meanwhile is no longer looked at: the later save has a look
 * of its own.
 */
void
np_late_look_let_go (NpLateLook *self, NpSaveOutcome *later)
{
  NpModelChanges *changes = np_save_outcome_get_changes (later);

  if (!g_str_equal (np_save_outcome_get_model_id (later),
                    np_save_outcome_get_model_id (self->outcome)))
    return;
  for (guint i = 0; i < np_model_changes_get_length (changes); i++)
    self->is_watched[np_model_changes_get_field (changes, i)] = FALSE;
}
