/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-save-operation-private.h"

/* How long to wait before each look at the model. The service does not say how
 * soon GetModel shows what UpdateModel stored, so a first look that does not
 * show it is not yet an answer. */
static const guint look_pauses_ms[] = { 0, 400, 1200 };

/* One save, from the changes to what the service really kept. The steps below
 * stand in the order in which they run. */
typedef struct
{
  NpClient *client;
  char *model_id;
  NpModelChanges *changes;
  char *request_id; /* NULL until UpdateModel answered */
  GError *lost;     /* set when the answer of UpdateModel was lost */
  guint n_looks;
} SaveOperation;

static void send_update (GTask *task);
static void look_after_pause (GTask *task);
static gboolean look (gpointer user_data);
static void judge (GTask *task, NpModel *stored);
static void give_up_looking (GTask *task, const GError *read_error);

static void
save_operation_free (gpointer data)
{
  SaveOperation *operation = data;

  g_object_unref (operation->client);
  g_free (operation->model_id);
  np_model_changes_unref (operation->changes);
  g_free (operation->request_id);
  g_clear_error (&operation->lost);
  g_free (operation);
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

static void
update_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SaveOperation *operation = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  operation->request_id = np_client_update_model_finish (NP_CLIENT (source), result, &error);
  if (error != NULL && !may_have_arrived (error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  operation->lost = g_steal_pointer (&error);
  look_after_pause (g_steal_pointer (&task));
}

static void
send_update (GTask *task)
{
  SaveOperation *operation = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = np_model_changes_dup_body (operation->changes, &error);

  if (body == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
      return;
    }
  np_client_update_model_async (operation->client, operation->model_id, body,
                                g_task_get_cancellable (task), update_cb, task);
}

static void
look_after_pause (GTask *task)
{
  SaveOperation *operation = g_task_get_task_data (task);
  g_autoptr (GSource) pause = g_timeout_source_new (look_pauses_ms[operation->n_looks]);

  g_task_attach_source (task, pause, look);
  g_object_unref (task);
}

static void
look_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NpModel) stored = np_client_get_model_finish (NP_CLIENT (source), result, &error);

  if (stored != NULL)
    judge (task, stored);
  else
    give_up_looking (task, error);
}

/* Owned by the task that it belongs to: g_task_attach_source() keeps a
 * reference for as long as the source lives, so the call takes its own. */
static gboolean
look (gpointer user_data)
{
  GTask *task = user_data;
  SaveOperation *operation = g_task_get_task_data (task);

  operation->n_looks++;
  np_client_get_model_async (operation->client, operation->model_id,
                             g_task_get_cancellable (task), look_cb, g_object_ref (task));
  return G_SOURCE_REMOVE;
}

/* An answer of the service stays what it is; only a lost answer becomes a new
 * statement: it was looked, and the old values are there. */
static GError *
make_not_applied_error (SaveOperation *operation)
{
  if (operation->lost->code != NP_API_ERROR_OUTCOME_UNKNOWN)
    return g_steal_pointer (&operation->lost);
  return np_api_error_new (NP_API_ERROR_NOT_APPLIED, np_api_error_get_detail (operation->lost),
                           "%s", operation->lost->message);
}

static void
judge (GTask *task, NpModel *stored)
{
  SaveOperation *operation = g_task_get_task_data (task);
  guint n_kept = np_model_changes_count_kept (operation->changes, stored);
  gboolean all_kept = n_kept == np_model_changes_get_length (operation->changes);

  if (!all_kept && operation->n_looks < G_N_ELEMENTS (look_pauses_ms))
    {
      look_after_pause (task);
      return;
    }
  if (operation->lost != NULL && n_kept == 0)
    g_task_return_error (task, make_not_applied_error (operation));
  else
    g_task_return_pointer (
        task, np_save_outcome_new (operation->changes, operation->request_id, stored, NULL),
        (GDestroyNotify) np_save_outcome_unref);
  g_object_unref (task);
}

static void
give_up_looking (GTask *task, const GError *read_error)
{
  SaveOperation *operation = g_task_get_task_data (task);

  if (operation->lost != NULL)
    g_task_return_error (task, g_steal_pointer (&operation->lost));
  else
    g_task_return_pointer (
        task, np_save_outcome_new (operation->changes, operation->request_id, NULL, read_error),
        (GDestroyNotify) np_save_outcome_unref);
  g_object_unref (task);
}

/**
 * np_save_operation_run_async:
 * @client: the client to send with
 * @model_id: the model
 * @changes: what to change; not empty
 * @cancellable: (nullable): ends the operation
 * @callback: called when the outcome is known
 * @user_data: passed to @callback
 *
 * Sends the changes as one PUT, then reads the model to see what the service
 * kept: UpdateModel answers with a RequestId only. When the answer to the PUT
 * was lost, it looks and never sends again.
 */
void
np_save_operation_run_async (NpClient *client,
                             const char *model_id,
                             NpModelChanges *changes,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  SaveOperation *operation = NULL;
  GTask *task = NULL;

  g_return_if_fail (NP_IS_CLIENT (client));
  g_return_if_fail (model_id != NULL);
  g_return_if_fail (np_model_changes_get_length (changes) > 0);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, np_save_operation_run_async);
  /* A finished PUT stays finished, whatever is cancelled after it. */
  g_task_set_check_cancellable (task, FALSE);

  operation = g_new0 (SaveOperation, 1);
  operation->client = g_object_ref (client);
  operation->model_id = g_strdup (model_id);
  operation->changes = np_model_changes_ref (changes);
  g_task_set_task_data (task, operation, save_operation_free);

  send_update (task);
}

/**
 * np_save_operation_run_finish:
 * @result: what the callback got
 * @error: set to an %NP_API_ERROR, an %NP_ACCOUNTS_ERROR or %G_IO_ERROR_CANCELLED
 *
 * %NP_API_ERROR_OUTCOME_UNKNOWN means that the request may have arrived and the
 * look that followed could not tell.
 *
 * Returns: (transfer full) (nullable): what the save came to, or %NULL with @error set
 */
NpSaveOutcome *
np_save_operation_run_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
