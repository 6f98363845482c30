/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-store.h"

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
 * np_store_run: (skip)
 * @self: the store
 * @tag: the function that was called
 * @urgency: whether it goes before others
 * @run: the job
 * @request: (transfer full): what it needs to know
 * @cancellable: (nullable): stops it as long as it waits
 * @callback: (nullable): called when it is done
 * @user_data: passed to @callback
 *
 * Lets the thread do a job. After closing there is nobody to do it.
 */
void
np_store_run (NpStore *self,
              gpointer tag,
              NpStoreUrgency urgency,
              NpStoreJobFunc run,
              NpStoreRequest *request,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
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
 * np_store_finish: (skip)
 * @self: the store
 * @result: the result
 * @error: return location
 *
 * Returns: whether the job did what it was asked
 */
gboolean
np_store_finish (NpStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * np_store_finish_found: (skip)
 * @self: the store
 * @result: the result
 * @out_n_damaged: (out) (optional): how many rows are damaged
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what was found but for those; %NULL with @error
 *   set
 */
GPtrArray *
np_store_finish_found (NpStore *self,
                       GAsyncResult *result,
                       guint *out_n_damaged,
                       GError **error)
{
  g_autoptr (NpStoreFound) found = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  found = g_task_propagate_pointer (G_TASK (result), error);
  if (out_n_damaged != NULL)
    *out_n_damaged = found != NULL ? found->n_damaged : 0;

  return found != NULL ? g_steal_pointer (&found->items) : NULL;
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
  return np_store_finish (self, result, error);
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

  g_return_if_fail (NP_IS_STORE (self));

  request = np_store_request_new (key);
  request->account_id = g_strdup (account_id);
  np_store_run (self, np_store_forget_account, NP_STORE_BARRIER, np_store_job_forget_account,
                request, NULL, NULL, NULL);
}
