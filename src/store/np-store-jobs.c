/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-store-jobs-private.h"

#include "np-store-lists-private.h"
#include "np-store-marks-private.h"
#include "np-store-search-private.h"

/**
 * np_store_request_new:
 * @key: (nullable): a key, or what the keys of an account begin with
 *
 * Returns: (transfer full): what a job needs to know
 */
NpStoreRequest *
np_store_request_new (const char *key)
{
  NpStoreRequest *request = g_new0 (NpStoreRequest, 1);

  request->key = g_strdup (key);

  return request;
}

/**
 * np_store_request_new_for_model:
 * @key: a key
 * @model_id: the ModelId
 * @model_name: (nullable): its name
 *
 * Returns: (transfer full): what a job needs to know
 */
NpStoreRequest *
np_store_request_new_for_model (const char *key, const char *model_id, const char *model_name)
{
  NpStoreRequest *request = np_store_request_new (key);

  request->model_id = g_strdup (model_id);
  request->model_name = g_strdup (model_name != NULL ? model_name : "");

  return request;
}

/**
 * np_store_request_free:
 * @data: an `NpStoreRequest`
 */
void
np_store_request_free (gpointer data)
{
  NpStoreRequest *request = data;

  g_free (request->key);
  g_free (request->account_id);
  g_clear_pointer (&request->models, g_ptr_array_unref);
  g_free (request->model_id);
  g_free (request->model_name);
  g_clear_pointer (&request->draft, np_draft_unref);
  g_clear_object (&request->entry);
  g_free (request->query);
  g_strfreev (request->words);
  g_free (request);
}

/**
 * np_store_marks_free:
 * @data: an `NpStoreMarks`
 */
void
np_store_marks_free (gpointer data)
{
  NpStoreMarks *marks = data;

  g_clear_object (&marks->recents);
  g_clear_object (&marks->stars);
  g_free (marks);
}

static void
list_free (gpointer data)
{
  np_store_list_free (data);
}

static gboolean
return_true_if (gboolean ok, GTask *task)
{
  if (ok)
    g_task_return_boolean (task, TRUE);

  return ok;
}

/**
 * np_store_job_save_list:
 * @database: the database
 * @task: the task, with an `NpStoreRequest`; answered with %TRUE
 *
 * Returns: whether it was answered
 */
gboolean
np_store_job_save_list (NpDatabase *database, GTask *task)
{
  NpStoreRequest *request = g_task_get_task_data (task);

  return return_true_if (
      np_store_lists_save (database, request->key, request->models, request->fetched_at), task);
}

/**
 * np_store_job_load_list:
 * @database: the database
 * @task: the task, with an `NpStoreRequest`; answered with an `NpStoreList`
 *
 * Returns: whether it was answered
 */
gboolean
np_store_job_load_list (NpDatabase *database, GTask *task)
{
  NpStoreRequest *request = g_task_get_task_data (task);
  NpStoreList *list = np_store_lists_load (database, request->key, request->first,
                                           request->max_models, g_task_get_cancellable (task));

  if (list != NULL)
    g_task_return_pointer (task, list, list_free);

  return list != NULL;
}

static void
hits_free (gpointer data)
{
  g_variant_unref (data);
}

/**
 * np_store_job_search:
 * @database: the database
 * @task: the task, with an `NpStoreRequest`; answered with a #GVariant
 *
 * Returns: whether it was answered
 */
gboolean
np_store_job_search (NpDatabase *database, GTask *task)
{
  NpStoreRequest *request = g_task_get_task_data (task);
  GVariant *hits = np_store_search_lists (database, request->words, request->max_models,
                                          g_task_get_cancellable (task));

  if (hits != NULL)
    g_task_return_pointer (task, hits, hits_free);

  return hits != NULL;
}

/**
 * np_store_job_add_recent:
 * @database: the database
 * @task: the task, with an `NpStoreRequest`; answered with %TRUE
 *
 * Returns: whether it was answered
 */
gboolean
np_store_job_add_recent (NpDatabase *database, GTask *task)
{
  NpStoreRequest *request = g_task_get_task_data (task);

  return return_true_if (np_store_marks_add_recent (database, request->key, request->model_id,
                                                    request->model_name),
                         task);
}

/**
 * np_store_job_set_star:
 * @database: the database
 * @task: the task, with an `NpStoreRequest`; answered with %TRUE
 *
 * Returns: whether it was answered
 */
gboolean
np_store_job_set_star (NpDatabase *database, GTask *task)
{
  NpStoreRequest *request = g_task_get_task_data (task);

  return return_true_if (np_store_marks_set_star (database, request->key, request->model_id,
                                                  request->model_name, request->is_starred),
                         task);
}

/**
 * np_store_job_load_marks:
 * @database: the database
 * @task: the task, with an `NpStoreRequest`; answered with an `NpStoreMarks`
 *
 * Returns: whether it was answered
 */
gboolean
np_store_job_load_marks (NpDatabase *database, GTask *task)
{
  NpStoreRequest *request = g_task_get_task_data (task);
  NpStoreMarks *marks = g_new0 (NpStoreMarks, 1);

  marks->recents = np_store_marks_load (database, NP_MARK_RECENT, request->key);
  marks->stars = np_store_marks_load (database, NP_MARK_STAR, request->key);
  if (np_database_is_well (database))
    g_task_return_pointer (task, marks, np_store_marks_free);
  else
    np_store_marks_free (marks);

  return np_database_is_well (database);
}
