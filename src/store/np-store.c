/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-store.h"

#include "np-store-lists-private.h"
#include "np-store-private.h"

struct _NpStore
{
  GObject parent_instance;

  /* Owned */
  NpStoreWorker *worker; /* NULL when it was closed */
  char *notice;          /* nullable */
};

G_DEFINE_FINAL_TYPE (NpStore, np_store, G_TYPE_OBJECT)

enum
{
  PROP_NOTICE = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
notice_cb (GObject *object, const char *notice)
{
  NpStore *self = NP_STORE (object);

  g_free (self->notice);
  self->notice = g_strdup (notice);
  g_object_notify_by_pspec (object, properties[PROP_NOTICE]);
}

static void
np_store_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  NpStore *self = NP_STORE (object);

  switch (prop_id)
    {
    case PROP_NOTICE:
      g_value_set_string (value, self->notice);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* The last reference may be that of a job, so this can run in the thread of the
 * worker: it waits for nothing. */
static void
np_store_finalize (GObject *object)
{
  NpStore *self = NP_STORE (object);

  if (self->worker != NULL)
    np_store_worker_stop (g_steal_pointer (&self->worker), NULL);
  g_free (self->notice);

  G_OBJECT_CLASS (np_store_parent_class)->finalize (object);
}

static void
np_store_class_init (NpStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = np_store_get_property;
  object_class->finalize = np_store_finalize;

  properties[PROP_NOTICE] = g_param_spec_string ("notice", NULL, NULL, NULL,
                                                 G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                                     G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
np_store_init (NpStore *self)
{
}

/**
 * np_store_push: (skip)
 * @self: the store
 * @urgency: whether it goes before others
 * @run: the job
 * @task: (transfer full): its task
 * @request: (transfer full): what it needs to know
 *
 * Lets the thread do a job. After closing there is nobody to do it.
 */
void
np_store_push (NpStore *self,
               NpStoreUrgency urgency,
               NpStoreJobFunc run,
               GTask *task,
               NpStoreRequest *request)
{
  g_task_set_task_data (task, request, np_store_request_free);
  if (self->worker != NULL)
    {
      np_store_worker_push (self->worker, urgency, run, task);
      return;
    }

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "The store is closed");
  g_object_unref (task);
}

/**
 * np_store_new:
 * @path: (nullable): the path of the file, in a folder of its own that is made when it
 *   is missing; %NULL for a store in memory
 *
 * Returns at once; the file is opened in a thread. Callbacks and `notify::notice` run
 * in the thread-default main context of the caller.
 *
 * The store never holds a secret: no call takes one.
 *
 * Returns: (transfer full): the store
 */
NpStore *
np_store_new (const char *path)
{
  NpStore *self = g_object_new (NP_TYPE_STORE, NULL);

  self->worker = np_store_worker_start (path, G_OBJECT (self), notice_cb);

  return self;
}

/**
 * np_store_get_notice:
 * @self: the store
 *
 * Returns: (transfer none) (nullable): what the person should know about the file, as
 *   a translated sentence; %NULL while all is well
 */
const char *
np_store_get_notice (NpStore *self)
{
  g_return_val_if_fail (NP_IS_STORE (self), NULL);

  return self->notice;
}

/**
 * np_store_close_async:
 * @self: the store
 * @cancellable: (nullable): does not stop the closing, only the waiting
 * @callback: (nullable): called when it is done
 * @user_data: passed to @callback
 *
 * Carries out all that was asked for, then closes the file. Every later call ends with
 * %G_IO_ERROR_CLOSED.
 */
void
np_store_close_async (NpStore *self,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (NP_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, np_store_close_async);
  if (self->worker != NULL)
    {
      np_store_worker_stop (g_steal_pointer (&self->worker), task);
      return;
    }

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "The store is closed");
  g_object_unref (task);
}

/**
 * np_store_close_finish:
 * @self: the store
 * @result: the result
 * @error: return location: %G_IO_ERROR_CLOSED, or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether it is closed
 */
gboolean
np_store_close_finish (NpStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static char *
escape (const char *part)
{
  return g_uri_escape_string (part != NULL ? part : "", NULL, FALSE);
}

/**
 * np_store_dup_key:
 * @account_id: the account's own id, never its AccessKey
 * @host: the host that is spoken to, or a region
 * @workspace_id: (nullable): the workspace
 * @provider: (nullable): the provider of public models
 *
 * Returns: (transfer full): a key that is the same for the same parts only
 */
char *
np_store_dup_key (const char *account_id,
                  const char *host,
                  const char *workspace_id,
                  const char *provider)
{
  g_autofree char *account_part = escape (account_id);
  g_autofree char *host_part = escape (host);
  g_autofree char *workspace_part = escape (workspace_id);
  g_autofree char *provider_part = escape (provider);

  return g_strjoin ("/", account_part, host_part, workspace_part, provider_part, NULL);
}

/**
 * np_store_forget_account:
 * @self: the store
 * @account_id: the account's id, as given to np_store_dup_key()
 *
 * Removes all that is kept for an account: lists, marks, drafts and history. The place
 * where it was is overwritten. It goes from files that were put aside, too; such a
 * file is removed when its rows cannot all be read.
 */
void
np_store_forget_account (NpStore *self, const char *account_id)
{
  g_autofree char *key = escape (account_id);
  NpStoreRequest *request = NULL;
  GTask *task = NULL;

  g_return_if_fail (NP_IS_STORE (self));

  request = np_store_request_new (key);
  request->account_id = g_strdup (account_id);
  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_source_tag (task, np_store_forget_account);
  np_store_push (self, NP_STORE_BARRIER, np_store_job_forget_account, task, request);
}

/**
 * np_store_save_list:
 * @self: the store
 * @key: names the list
 * @models: (element-type NpModelSummary): its models, in the order to keep; may change
 *   after the call
 * @fetched_at: when the service was asked, in microseconds since 1970
 *
 * Keeps a list in the place of the one with the same key, whole or not at all. About
 * 20 lists are kept; the one that was not used for the longest time goes first.
 */
void
np_store_save_list (NpStore *self, const char *key, GPtrArray *models, gint64 fetched_at)
{
  GTask *task = NULL;
  NpStoreRequest *request = NULL;

  g_return_if_fail (NP_IS_STORE (self));

  request = np_store_request_new (key);
  request->models = g_ptr_array_new_full (models->len, g_object_unref);
  for (guint i = 0; i < models->len; i++)
    g_ptr_array_add (request->models, g_object_ref (g_ptr_array_index (models, i)));
  request->fetched_at = fetched_at;

  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_source_tag (task, np_store_save_list);
  np_store_push (self, NP_STORE_COMMON, np_store_job_save_list, task, request);
}

static void
load (NpStore *self, const char *key, guint first, guint max_models, GTask *task)
{
  NpStoreRequest *request = np_store_request_new (key);

  request->first = first;
  request->max_models = max_models;
  np_store_push (self, NP_STORE_COMMON, np_store_job_load_list, task, request);
}

/**
 * np_store_load_list_async:
 * @self: the store
 * @key: names the list
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: passed to @callback
 *
 * Reads a list.
 */
void
np_store_load_list_async (NpStore *self,
                          const char *key,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (NP_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, np_store_load_list_async);
  load (self, key, 0, G_MAXUINT, task);
}

/**
 * np_store_load_list_finish:
 * @self: the store
 * @result: the result
 * @out_fetched_at: (out) (optional): when the service was asked for it, in
 *   microseconds since 1970; 0 if there is no list
 * @error: return location: %G_IO_ERROR_CANCELLED, %G_IO_ERROR_CLOSED, or
 *   %G_IO_ERROR_FAILED if the file cannot be read now
 *
 * Returns: (transfer full) (nullable) (element-type NpModelSummary): the models in the
 *   order they were saved, without those that cannot be read; %NULL without @error
 *   if no such list is kept
 */
GPtrArray *
np_store_load_list_finish (NpStore *self,
                           GAsyncResult *result,
                           gint64 *out_fetched_at,
                           GError **error)
{
  return np_store_load_list_part_finish (self, result, NULL, out_fetched_at, error);
}

/**
 * np_store_load_list_part_async:
 * @self: the store
 * @key: names the list
 * @first: the position of the first model to read
 * @max_models: how many to read at most; %G_MAXUINT for all the rest
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: passed to @callback
 *
 * Reads a part of a list: first what fits on the screen, which costs the same for every
 * length of the list, then the rest. Both can be asked for at once. If the list was
 * saved in between, the two differ in `fetched_at`.
 */
void
np_store_load_list_part_async (NpStore *self,
                               const char *key,
                               guint first,
                               guint max_models,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (NP_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, np_store_load_list_part_async);
  load (self, key, first, max_models, task);
}

/**
 * np_store_load_list_part_finish:
 * @self: the store
 * @result: the result
 * @out_n_stored: (out) (optional): how many models the whole list has
 * @out_fetched_at: (out) (optional): as in np_store_load_list_finish()
 * @error: return location, as in np_store_load_list_finish()
 *
 * Returns: (transfer full) (nullable) (element-type NpModelSummary): the models of the
 *   part; empty if it lies behind the end; %NULL without @error if no such list is kept
 */
GPtrArray *
np_store_load_list_part_finish (NpStore *self,
                                GAsyncResult *result,
                                guint *out_n_stored,
                                gint64 *out_fetched_at,
                                GError **error)
{
  g_autoptr (NpStoreList) list = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  list = g_task_propagate_pointer (G_TASK (result), error);
  if (out_n_stored != NULL)
    *out_n_stored = list != NULL ? list->n_stored : 0;
  if (out_fetched_at != NULL)
    *out_fetched_at = list != NULL ? list->fetched_at : 0;

  return list != NULL ? g_steal_pointer (&list->models) : NULL;
}

/**
 * np_store_search_async:
 * @self: the store
 * @words: (array zero-terminated=1): words, each as np_search_fold() makes it
 * @max_hits: how many models to find, at most
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: passed to @callback
 *
 * Looks through every list, the one used last first. Models whose name has all words come
 * first, and each model of an account comes once.
 */
void
np_store_search_async (NpStore *self,
                       char *const *words,
                       guint max_hits,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  NpStoreRequest *request = NULL;
  GTask *task = NULL;

  g_return_if_fail (NP_IS_STORE (self));

  request = np_store_request_new (NULL);
  request->words = g_strdupv ((char **) words);
  request->max_models = max_hits;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, np_store_search_async);
  np_store_push (self, NP_STORE_COMMON, np_store_job_search, task, request);
}

/**
 * np_store_search_finish:
 * @self: the store
 * @result: the result
 * @error: return location, as in np_store_load_list_finish()
 *
 * Returns: (transfer full): an `a(ssss)` of the account's id, the workspace's ID, empty
 *   for a list of more than one, the ModelId and the name
 */
GVariant *
np_store_search_finish (NpStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * np_store_add_recent:
 * @self: the store
 * @key: whose model it is
 * @model_id: the ModelId
 * @model_name: (nullable): the name of the model
 *
 * Makes the model the newest of the recent ones, of which 20 are kept for each key. If
 * the model has a star, that learns the name.
 */
void
np_store_add_recent (NpStore *self,
                     const char *key,
                     const char *model_id,
                     const char *model_name)
{
  GTask *task = NULL;

  g_return_if_fail (NP_IS_STORE (self));

  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_source_tag (task, np_store_add_recent);
  np_store_push (self, NP_STORE_COMMON, np_store_job_add_recent, task,
                 np_store_request_new_for_model (key, model_id, model_name));
}

/**
 * np_store_set_star:
 * @self: the store
 * @key: whose model it is
 * @model_id: the ModelId
 * @model_name: (nullable): the name of the model
 * @is_starred: whether it has a star from now on
 *
 * Gives a model a star, or takes it away.
 */
void
np_store_set_star (NpStore *self,
                   const char *key,
                   const char *model_id,
                   const char *model_name,
                   gboolean is_starred)
{
  GTask *task = NULL;
  NpStoreRequest *request = NULL;

  g_return_if_fail (NP_IS_STORE (self));

  request = np_store_request_new_for_model (key, model_id, model_name);
  request->is_starred = is_starred;
  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_source_tag (task, np_store_set_star);
  np_store_push (self, NP_STORE_COMMON, np_store_job_set_star, task, request);
}

/**
 * np_store_load_marks_async:
 * @self: the store
 * @key: whose models
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: passed to @callback
 *
 * Reads the recent models and the stars, with all changes made before this call.
 */
void
np_store_load_marks_async (NpStore *self,
                           const char *key,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (NP_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, np_store_load_marks_async);
  np_store_push (self, NP_STORE_COMMON, np_store_job_load_marks, task,
                 np_store_request_new (key));
}

/**
 * np_store_load_marks_finish:
 * @self: the store
 * @result: the result
 * @out_recents: (out) (transfer full) (optional): a list of `NpModelMark`, newest first
 * @out_stars: (out) (transfer full) (optional): likewise
 * @error: return location, as in np_store_load_list_finish()
 *
 * Returns: whether they were read
 */
gboolean
np_store_load_marks_finish (NpStore *self,
                            GAsyncResult *result,
                            GListModel **out_recents,
                            GListModel **out_stars,
                            GError **error)
{
  NpStoreMarks *marks = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  marks = g_task_propagate_pointer (G_TASK (result), error);
  if (marks == NULL)
    return FALSE;

  if (out_recents != NULL)
    *out_recents = g_steal_pointer (&marks->recents);
  if (out_stars != NULL)
    *out_stars = g_steal_pointer (&marks->stars);
  np_store_marks_free (marks);

  return TRUE;
}
