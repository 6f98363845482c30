/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-save-operation-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "np-timer-private.h"
#include "np-workspace-private.h"

/* How long to wait before each look at the model. The service does not say how
 * soon GetModel shows what UpdateModel stored, so a first look that does not
 * show it is not yet an answer. */
static const guint look_pauses_ms[] = { 0, 400, 1200 };

/* The witness was sent before the PUT; when the looks are over it has long been
 * answered, or never will. */
#define WITNESS_LIMIT_MS 2000

/* One save, from a wish to what the service really kept:
 *
 *   check -> compare -> send (with a witness) -> look -> judge -> finish
 *
 * The steps below stand in the order in which they run.
 *
 * The service has no version to send along with a PUT, so somebody else may
 * write between the check and the PUT. Three things make that gap small and
 * visible: the check is less than ten seconds old (NpReview); the witness, a read
 * sent at the same time as the PUT, sees what was written until then; and a late
 * look after the save (NpLateLook) sees what was written over it. Who writes
 * between the witness and the PUT is not seen by this save. If it is another
 * Nameplate, its own late look sees that we wrote over it; if it is another
 * program, nobody does. */
typedef struct
{
  /* Owned */
  NpSaveWish *wish;
  NpModelMerge *conflict; /* nullable */
  NpModelChanges *all;    /* nullable: what to send instead of the changes alone */
  NpSaveFindings found;
  GCancellable *witnessing; /* nullable: while the witness is under way */

  /* State */
  guint n_looks;
  guint timer;
  gboolean is_judged; /* only the witness is missing */
} SaveOperation;

static void compare (GTask *task, NpModel *before);
static void send_update (GTask *task);
static void look_after_pause (GTask *task);
static void judge (GTask *task);
static void finish (GTask *task);

static void
save_operation_free (gpointer data)
{
  SaveOperation *operation = data;

  np_save_wish_free (operation->wish);
  g_clear_object (&operation->conflict);
  g_clear_pointer (&operation->all, np_model_changes_unref);
  np_save_findings_clear (&operation->found);
  g_clear_object (&operation->witnessing);
  g_free (operation);
}

static NpClient *
get_client (SaveOperation *operation)
{
  return np_workspace_get_client (operation->wish->workspace);
}

/* ---------------------------------------------------------------- check */

static void
check_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NpModel) before = np_client_get_model_finish (NP_CLIENT (source), result, &error);

  if (before == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    compare (g_steal_pointer (&task), before);
}

/* What the service has now, unless a review has just looked. */
static void
check (GTask *task)
{
  SaveOperation *operation = g_task_get_task_data (task);

  if (operation->wish->checked != NULL)
    compare (task, operation->wish->checked);
  else
    np_client_get_model_async (get_client (operation), operation->wish->model_id,
                               g_task_get_cancellable (task), check_cb, task);
}

/* -------------------------------------------------------------- compare */

static char *
name_collisions (NpModelMerge *merge)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < np_model_merge_get_n_collisions (merge); i++)
    {
      NpFieldId id = np_model_merge_get_collision_field (merge, i);

      if (i > 0 && id == np_model_merge_get_collision_field (merge, i - 1))
        continue;
      /* Translators: stands between the names of fields */
      g_string_append_printf (names, "%s%s", names->len > 0 ? _ (", ") : "",
                              np_field_get_label (id));
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static void
return_conflict (GTask *task, NpModelMerge *merge)
{
  SaveOperation *operation = g_task_get_task_data (task);
  g_autofree char *names = name_collisions (merge);

  g_set_object (&operation->conflict, merge);
  g_task_return_error (task, np_api_error_new (NP_API_ERROR_CONFLICT, NULL,
                                               /* Translators: %s is a list of names of
                                                * fields */
                                               _ ("Somebody else changed: %s"), names));
}

static NpModelMerge *
merge_with (NpSaveWish *wish, NpModel *theirs)
{
  const char *const *texts = (const char *const *) wish->texts;

  if (wish->base != NULL)
    return np_model_merge_new_for_model (wish->base, theirs, texts);
  return np_model_merge_new ((const char *const *) wish->base_texts, theirs, texts);
}

/* Every field that has a value and that the API can say, as the difference to a model
 * that has none. */
static NpModelChanges *
list_all (NpModelMerge *merge)
{
  static const char nothing[] = "{\"ModelId\":\"none\"}";
  g_autoptr (GBytes) json = g_bytes_new_static (nothing, strlen (nothing));
  g_autoptr (NpModel) blank = np_model_new_from_json (json, NULL);
  NpModel *theirs = np_model_merge_get_theirs (merge);
  char *texts[NP_N_FIELDS] = { NULL };
  NpModelChanges *all = NULL;

  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      g_autofree char *problem = NULL;

      if (np_model_get_value (theirs, id) == NP_MODEL_VALUE_UNREADABLE)
        continue;
      texts[id] = np_model_merge_dup_text (merge, id);
      problem = np_field_check (id, texts[id]);
      if (problem != NULL)
        g_clear_pointer (&texts[id], g_free);
    }
  all = np_model_changes_new (blank, (const char *const *) texts);
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    g_free (texts[id]);
  return all;
}

/* Three ways: what the wish was made upon, what the service has, what is wished
 * for. Only what collides stops the save. */
static void
compare (GTask *task, NpModel *before)
{
  g_autoptr (GTask) owned = task;
  SaveOperation *operation = g_task_get_task_data (task);
  NpSaveFindings *found = &operation->found;
  g_autoptr (NpModelMerge) merge = merge_with (operation->wish, before);

  if (np_model_merge_get_n_collisions (merge) > 0)
    {
      return_conflict (task, merge);
      return;
    }
  found->before = g_object_ref (before);
  found->changes = np_model_merge_dup_changes (merge);
  found->n_joined = np_model_merge_get_n_joined (merge);
  if (operation->wish->sends_all)
    operation->all = list_all (merge);
  if (np_model_changes_get_length (found->changes) == 0)
    found->stored = g_object_ref (before);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (found->stored != NULL)
    finish (g_steal_pointer (&owned));
  else
    send_update (g_steal_pointer (&owned));
}

/* ----------------------------------------------------------------- send */

static void
witness_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SaveOperation *operation = g_task_get_task_data (task);

  operation->found.witness = np_client_get_model_finish (NP_CLIENT (source), result, NULL);
  g_clear_object (&operation->witnessing);
  if (operation->is_judged)
    finish (g_steal_pointer (&task));
}

/* A second read, at the same time as the PUT and on a connection of its own, which
 * the review keeps open. Without a review it would only take the one connection
 * that there is from the PUT. */
static void
send_witness (GTask *task)
{
  SaveOperation *operation = g_task_get_task_data (task);

  if (!operation->wish->is_reviewed)
    return;
  operation->witnessing = g_cancellable_new ();
  np_client_get_model_async (get_client (operation), operation->wish->model_id,
                             operation->witnessing, witness_cb, g_object_ref (task));
}

static void
drop_witness (SaveOperation *operation)
{
  if (operation->witnessing != NULL)
    g_cancellable_cancel (operation->witnessing);
}

/* Whether the service may hold the new values although it did not say so: then
 * only a look at the model tells, never a second PUT. */
static gboolean
may_have_arrived (const GError *error)
{
  const NpApiErrorDetail *detail = NULL;

  if (error->domain != NP_API_ERROR)
    return FALSE;
  if (error->code == NP_API_ERROR_OUTCOME_UNKNOWN)
    return TRUE;
  detail = np_api_error_get_detail (error);
  return error->code == NP_API_ERROR_SERVER && detail != NULL && detail->maybe_sent;
}

/* A request that was refused before it left is no save at all. */
static gboolean
has_left (const GError *error)
{
  const NpApiErrorDetail *detail = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return TRUE;
  if (error->domain != NP_API_ERROR)
    return FALSE;
  detail = np_api_error_get_detail (error);
  return detail != NULL && detail->maybe_sent;
}

static void
update_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SaveOperation *operation = g_task_get_task_data (task);
  NpSaveFindings *found = &operation->found;
  g_autoptr (GError) error = NULL;

  found->request_id = np_client_update_model_finish (NP_CLIENT (source), result, &error);
  if (error != NULL && !has_left (error))
    {
      drop_witness (operation);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  found->is_lost = error != NULL;
  found->is_refused = error != NULL && error->domain == NP_API_ERROR &&
                      !may_have_arrived (error);
  found->error = g_steal_pointer (&error);
  if (found->is_refused || g_error_matches (found->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    finish (g_steal_pointer (&task));
  else
    look_after_pause (g_steal_pointer (&task));
}

static void
send_update (GTask *task)
{
  SaveOperation *operation = g_task_get_task_data (task);
  NpModelChanges *sent = operation->all != NULL ? operation->all : operation->found.changes;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = np_model_changes_dup_body (sent, &error);

  if (body == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
      return;
    }
  send_witness (task);
  operation->found.saved_at = np_seam_get_real_time (np_seam_get_default ());
  np_client_update_model_async (get_client (operation), operation->wish->model_id, body,
                                g_task_get_cancellable (task), update_cb, task);
}

/* ----------------------------------------------------------------- look */

static void
look_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  SaveOperation *operation = g_task_get_task_data (task);
  NpSaveFindings *found = &operation->found;
  g_autoptr (GError) error = NULL;

  g_clear_object (&found->stored);
  found->stored = np_client_get_model_finish (NP_CLIENT (source), result, &error);
  if (found->stored == NULL && found->error == NULL)
    found->error = g_steal_pointer (&error);

  if (found->stored != NULL && !np_save_findings_has_all (found) &&
      operation->n_looks < G_N_ELEMENTS (look_pauses_ms))
    look_after_pause (task);
  else
    judge (task);
}

static gboolean
look (gpointer user_data)
{
  GTask *task = user_data;
  SaveOperation *operation = g_task_get_task_data (task);

  operation->timer = 0;
  operation->n_looks++;
  np_client_get_model_async (get_client (operation), operation->wish->model_id,
                             g_task_get_cancellable (task), look_cb, task);
  return G_SOURCE_REMOVE;
}

static void
look_after_pause (GTask *task)
{
  SaveOperation *operation = g_task_get_task_data (task);
  guint pause = look_pauses_ms[operation->n_looks];

  if (pause == 0)
    look (task);
  else
    operation->timer = np_timer_add (pause, look, task);
}

/* ---------------------------------------------------------------- judge */

/* Whether the model is as it was before the PUT, also where nothing was sent. */
static gboolean
is_untouched (const NpSaveFindings *found)
{
  for (NpFieldId id = 0; id < NP_N_FIELDS; id++)
    {
      if (np_save_judge_lost (found, id) != NULL)
        return FALSE;
    }
  return TRUE;
}

/* An answer of the service stays what it is; only a lost answer becomes a new
 * statement: it was looked, and the old values are there. */
static void
judge_lost (NpSaveFindings *found)
{
  GError *lost = found->error;

  if (np_save_judge_result (found) != NP_SAVED_NOT_APPLIED)
    {
      g_clear_error (&found->error);
      return;
    }
  if (lost->code != NP_API_ERROR_OUTCOME_UNKNOWN)
    {
      found->is_refused = is_untouched (found);
      return;
    }
  found->error = np_api_error_new (NP_API_ERROR_NOT_APPLIED, np_api_error_get_detail (lost),
                                   "%s", lost->message);
  g_error_free (lost);
}

static gboolean
witness_late_cb (gpointer user_data)
{
  GTask *task = user_data;
  SaveOperation *operation = g_task_get_task_data (task);

  operation->timer = 0;
  g_cancellable_cancel (operation->witnessing);
  g_object_unref (task);
  return G_SOURCE_REMOVE;
}

static void
judge (GTask *task)
{
  SaveOperation *operation = g_task_get_task_data (task);
  NpSaveFindings *found = &operation->found;

  if (found->is_lost && found->stored != NULL)
    judge_lost (found);
  if (operation->witnessing == NULL ||
      g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      finish (task);
      return;
    }
  operation->is_judged = TRUE;
  operation->timer = np_timer_add (WITNESS_LIMIT_MS, witness_late_cb, task);
}

/* --------------------------------------------------------------- finish */

/* Takes the task over. */
static void
finish (GTask *task)
{
  g_autoptr (GTask) owned = task;
  SaveOperation *operation = g_task_get_task_data (task);

  if (operation->timer != 0)
    {
      /* The witness came in time: the timer held a reference. */
      np_timer_clear (&operation->timer);
      g_object_unref (task);
    }
  drop_witness (operation);
  g_task_return_pointer (task, np_save_outcome_new (&operation->found),
                         (GDestroyNotify) np_save_outcome_unref);
}

/*< private >
 * np_save_operation_run_async:
 * @wish: (transfer full): what to bring about
 * @cancellable: (nullable): ends the operation
 * @callback: called when the outcome is known
 * @user_data: passed to @callback
 *
 * Reads the model unless it was just read, joins the wish with what others
 * changed, sends as one PUT what is left to change, and reads the model again to
 * see what the service kept: UpdateModel answers with a RequestId only. When the
 * answer to the PUT was lost, it looks and never sends again.
 */
void
np_save_operation_run_async (NpSaveWish *wish,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  SaveOperation *operation = g_new0 (SaveOperation, 1);
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, np_save_operation_run_async);
  /* A finished PUT stays finished, whatever is cancelled after it. */
  g_task_set_check_cancellable (task, FALSE);
  operation->wish = wish;
  operation->found.workspace = g_object_ref (wish->workspace);
  operation->found.is_undo = wish->is_undo;
  memcpy (operation->found.is_unsendable, wish->is_unsendable, sizeof wish->is_unsendable);
  g_task_set_task_data (task, operation, save_operation_free);
  check (task);
}

/*< private >
 * np_save_operation_run_finish:
 * @result: what the callback got
 * @out_conflict: (out) (optional) (nullable) (transfer full): what collided
 * @error: set to an %NP_API_ERROR, an %NP_ACCOUNTS_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Once a PUT has left there is always an outcome: a refusal is one too, with
 * %NP_SAVED_FAILED, and so is a save that was cancelled before its answer came,
 * with %NP_SAVED_UNKNOWN.
 *
 * Returns: (transfer full) (nullable): what the save came to, or %NULL with @error
 *   set if nothing was sent
 */
NpSaveOutcome *
np_save_operation_run_finish (GAsyncResult *result, NpModelMerge **out_conflict, GError **error)
{
  SaveOperation *operation = NULL;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  operation = g_task_get_task_data (G_TASK (result));
  if (out_conflict != NULL)
    *out_conflict = g_steal_pointer (&operation->conflict);
  return g_task_propagate_pointer (G_TASK (result), error);
}
