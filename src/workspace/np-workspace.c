/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-workspace-private.h"

#include "np-store.h"

enum
{
  PROP_0,
  PROP_CLOCK_OFFSET,
  N_PROPS
};

enum
{
  SIGNAL_RETRYING,
  N_SIGNALS
};

struct _NpWorkspace
{
  GObject parent_instance;

  /* Owned */
  char *name;
  char *account_id; /* nullable */
  char *region_id;  /* nullable */
  NpClient *client;
  NpCredentialsProvider *credentials;
  NpEndpoint *identity_endpoint; /* NULL where nobody is asked whose the key is */

  /* State */
  gboolean is_practice;
};

G_DEFINE_FINAL_TYPE (NpWorkspace, np_workspace, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
check_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *request_id = np_client_check_finish (NP_CLIENT (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_steal_pointer (&request_id), g_free);
}

/* Whose the key is is good to know and nothing more: only who cancelled has to
 * hear why there is no answer. */
static void
identity_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  NpIdentityType type = np_client_get_identity_finish (NP_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_int (task, type);
}

static void
retrying_cb (NpWorkspace *self,
             const char *operation,
             guint attempt,
             guint wait_ms,
             const GError *reason)
{
  g_signal_emit (self, signals[SIGNAL_RETRYING], 0, operation, attempt, wait_ms, reason);
}

static void
clock_offset_cb (NpWorkspace *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CLOCK_OFFSET]);
}

static void
np_workspace_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  NpWorkspace *self = NP_WORKSPACE (object);

  if (prop_id == PROP_CLOCK_OFFSET)
    g_value_set_int64 (value, np_workspace_get_clock_offset (self));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
np_workspace_finalize (GObject *object)
{
  NpWorkspace *self = NP_WORKSPACE (object);

  g_free (self->name);
  g_free (self->account_id);
  g_free (self->region_id);
  g_object_unref (self->client);
  g_object_unref (self->credentials);
  g_clear_pointer (&self->identity_endpoint, np_endpoint_unref);

  G_OBJECT_CLASS (np_workspace_parent_class)->finalize (object);
}

static void
np_workspace_class_init (NpWorkspaceClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = np_workspace_get_property;
  G_OBJECT_CLASS (klass)->finalize = np_workspace_finalize;

  /**
   * NpWorkspace:clock-offset:
   *
   * How far the clock of the service is ahead of this computer's, in seconds; 0
   * if this computer's is as good as right.
   */
  properties[PROP_CLOCK_OFFSET] =
      g_param_spec_int64 ("clock-offset", NULL, NULL, G_MININT64, G_MAXINT64, 0,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);

  /**
   * NpWorkspace::retrying:
   * @operation: the operation of the service
   * @attempt: which attempt comes next, from 2
   * @wait_ms: how long it waits for that, in milliseconds
   * @reason: (type GError): why the last one failed
   *
   * A call waits to be tried again. Its #GCancellable ends the wait at once.
   */
  signals[SIGNAL_RETRYING] = g_signal_new ("retrying", NP_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 4, G_TYPE_STRING,
                                           G_TYPE_UINT, G_TYPE_UINT, G_TYPE_ERROR);
}

static void
np_workspace_init (NpWorkspace *self)
{
}

/**
 * np_workspace_new:
 * @name: what a person calls it: the name of the account
 * @endpoint: where the service answers
 * @credentials: who gives the AccessKey
 * @is_practice: whether this is the practice workspace, where nothing leaves the computer
 *
 * A connected workspace: everything that the screens ask of the service goes
 * through it.
 *
 * Returns: (transfer full): a new workspace
 */
NpWorkspace *
np_workspace_new (const char *name,
                  NpEndpoint *endpoint,
                  NpCredentialsProvider *credentials,
                  gboolean is_practice)
{
  NpWorkspace *self = NULL;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (endpoint != NULL, NULL);
  g_return_val_if_fail (NP_IS_CREDENTIALS_PROVIDER (credentials), NULL);

  self = g_object_new (NP_TYPE_WORKSPACE, NULL);
  self->name = g_strdup (name);
  self->client = np_client_new (endpoint, credentials, NULL);
  g_signal_connect_object (self->client, "retrying", G_CALLBACK (retrying_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->client, "notify::clock-offset", G_CALLBACK (clock_offset_cb),
                           self, G_CONNECT_SWAPPED);
  self->credentials = g_object_ref (credentials);
  self->identity_endpoint = is_practice ? NULL : np_endpoint_dup_sts (endpoint);
  self->is_practice = is_practice;
  self->account_id = is_practice ? g_strdup (NP_WORKSPACE_PRACTICE) : NULL;
  return self;
}

/**
 * np_workspace_get_name:
 * @self: a workspace
 *
 * Returns: (transfer none): what a person calls it
 */
const char *
np_workspace_get_name (NpWorkspace *self)
{
  g_return_val_if_fail (NP_IS_WORKSPACE (self), NULL);

  return self->name;
}

/**
 * np_workspace_get_host:
 * @self: a workspace
 *
 * Returns: (transfer none): the host that answers for it
 */
const char *
np_workspace_get_host (NpWorkspace *self)
{
  g_return_val_if_fail (NP_IS_WORKSPACE (self), NULL);

  return np_endpoint_get_host (np_client_get_endpoint (self->client));
}

/**
 * np_workspace_get_is_practice:
 * @self: a workspace
 *
 * Returns: whether nothing leaves the computer
 */
gboolean
np_workspace_get_is_practice (NpWorkspace *self)
{
  g_return_val_if_fail (NP_IS_WORKSPACE (self), FALSE);

  return self->is_practice;
}

/**
 * np_workspace_set_account:
 * @self: a workspace that is not the practice workspace
 * @account_id: the account that it belongs to
 * @region_id: (nullable): its region, if it is one that is known
 *
 * Sets under which account drafts and the history of this workspace are kept.
 * Without one nothing is kept.
 */
void
np_workspace_set_account (NpWorkspace *self, const char *account_id, const char *region_id)
{
  g_return_if_fail (NP_IS_WORKSPACE (self));
  g_return_if_fail (!self->is_practice);

  g_free (self->account_id);
  self->account_id = g_strdup (account_id);
  g_free (self->region_id);
  self->region_id = g_strdup (region_id);
}

/**
 * np_workspace_get_account_id:
 * @self: a workspace
 *
 * Returns: (transfer none) (nullable): the account that it belongs to
 */
const char *
np_workspace_get_account_id (NpWorkspace *self)
{
  g_return_val_if_fail (NP_IS_WORKSPACE (self), NULL);

  return self->account_id;
}

/**
 * np_workspace_get_region_id:
 * @self: a workspace
 *
 * Returns: (transfer none) (nullable): its region
 */
const char *
np_workspace_get_region_id (NpWorkspace *self)
{
  g_return_val_if_fail (NP_IS_WORKSPACE (self), NULL);

  return self->region_id;
}

/**
 * np_workspace_get_key_host:
 * @self: a workspace
 *
 * Returns: (transfer none): the host under which drafts and the history are kept
 */
const char *
np_workspace_get_key_host (NpWorkspace *self)
{
  g_return_val_if_fail (NP_IS_WORKSPACE (self), NULL);

  return self->is_practice ? NP_WORKSPACE_PRACTICE : np_workspace_get_host (self);
}

/**
 * np_workspace_dup_key: (skip)
 * @self: a workspace
 *
 * Returns: (transfer full) (nullable): the key of what is kept for it; %NULL if
 *   nothing is to be kept
 */
char *
np_workspace_dup_key (NpWorkspace *self)
{
  g_return_val_if_fail (NP_IS_WORKSPACE (self), NULL);

  if (self->account_id == NULL)
    return NULL;
  return np_store_dup_key (self->account_id, np_workspace_get_key_host (self), NULL, NULL);
}

/**
 * np_workspace_get_clock_offset:
 * @self: a workspace
 *
 * Returns: how far the clock of the service is ahead of this computer's, in
 *   seconds; 0 if this computer's is as good as right
 */
gint64
np_workspace_get_clock_offset (NpWorkspace *self)
{
  g_return_val_if_fail (NP_IS_WORKSPACE (self), 0);

  return np_client_get_clock_offset (self->client);
}

/**
 * np_workspace_get_client:
 * @self: a workspace
 *
 * For the siblings in this room; screens have no business with it.
 *
 * Returns: (transfer none): the client
 */
NpClient *
np_workspace_get_client (NpWorkspace *self)
{
  g_return_val_if_fail (NP_IS_WORKSPACE (self), NULL);

  return self->client;
}

/**
 * np_workspace_get_identity_endpoint:
 * @self: a workspace
 *
 * Returns: (transfer none) (nullable): where it is asked whose the key is; %NULL
 *   if nobody is asked
 */
NpEndpoint *
np_workspace_get_identity_endpoint (NpWorkspace *self)
{
  g_return_val_if_fail (NP_IS_WORKSPACE (self), NULL);

  return self->identity_endpoint;
}

/**
 * np_workspace_set_identity_endpoint:
 * @self: a workspace
 * @endpoint: where to ask instead
 *
 * For tests, whose services all answer on this computer.
 */
void
np_workspace_set_identity_endpoint (NpWorkspace *self, NpEndpoint *endpoint)
{
  g_return_if_fail (NP_IS_WORKSPACE (self));

  g_clear_pointer (&self->identity_endpoint, np_endpoint_unref);
  self->identity_endpoint = np_endpoint_ref (endpoint);
}

/**
 * np_workspace_check_async:
 * @self: a workspace
 * @cancellable: (nullable): ends the check
 * @callback: called when the check is done
 * @user_data: passed to @callback
 *
 * Asks the service one harmless signed question, to learn whether key, clock,
 * endpoint and rights are good.
 */
void
np_workspace_check_async (NpWorkspace *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (NP_IS_WORKSPACE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, np_workspace_check_async);
  np_client_check_async (self->client, cancellable, check_cb, task);
}

/**
 * np_workspace_check_finish:
 * @self: a workspace
 * @result: what the callback got
 * @error: set to an %NP_API_ERROR, an %NP_ACCOUNTS_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the RequestId, or %NULL with @error set
 */
char *
np_workspace_check_finish (NpWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * np_workspace_diagnose:
 * @self: a workspace
 * @cancellable: (nullable): ends it
 *
 * Looks at every step of the way to the service, one after the other.
 *
 * Returns: (transfer full): the steps, which tell when they have come to something
 */
NpDiagnosis *
np_workspace_diagnose (NpWorkspace *self, GCancellable *cancellable)
{
  g_return_val_if_fail (NP_IS_WORKSPACE (self), NULL);

  return np_client_diagnose (self->client, cancellable);
}

/**
 * np_workspace_get_identity_async:
 * @self: a workspace
 * @cancellable: (nullable): ends the question
 * @callback: called when the answer is there
 * @user_data: passed to @callback
 *
 * Asks whose the key is, which the service itself does not tell: the Security
 * Token Service of the same region does. Only where the workspace is connected to
 * the endpoint of a region. A practice workspace, and an endpoint that somebody
 * typed, have no such service beside them, and nothing is sent.
 */
void
np_workspace_get_identity_async (NpWorkspace *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (NpClient) client = NULL;

  g_return_if_fail (NP_IS_WORKSPACE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, np_workspace_get_identity_async);
  if (self->identity_endpoint == NULL)
    {
      g_task_return_int (task, NP_IDENTITY_UNKNOWN);
      return;
    }
  client = np_client_new (self->identity_endpoint, self->credentials, NULL);
  np_client_set_max_attempts (client, 1);
  np_client_get_identity_async (client, cancellable, identity_cb, g_steal_pointer (&task));
}

/**
 * np_workspace_get_identity_finish:
 * @self: a workspace
 * @result: what the callback got
 * @error: set to %G_IO_ERROR_CANCELLED, and to nothing else
 *
 * Returns: whose the key is; %NP_IDENTITY_UNKNOWN if nobody was asked or nobody
 *   could tell
 */
NpIdentityType
np_workspace_get_identity_finish (NpWorkspace *self, GAsyncResult *result, GError **error)
{
  gssize type = -1;

  g_return_val_if_fail (g_task_is_valid (result, self), NP_IDENTITY_UNKNOWN);

  type = g_task_propagate_int (G_TASK (result), error);
  return type >= 0 ? (NpIdentityType) type : NP_IDENTITY_UNKNOWN;
}
