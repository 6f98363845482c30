/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-keyring-private.h"

#include "np-accounts-error.h"
#include "np-keyring-guard-private.h"

#define SERVICE_NAME "org.freedesktop.secrets"

/* A call to libsecret, as the task data of the task that it answers. libsecret
 * 0.20 never answers when the keyring leaves the bus while its prompt is open,
 * so the call ends then by itself. */
typedef struct
{
  guint watch;       /* of the service's name, 0 when the call has ended */
  gboolean was_seen; /* the service was on the bus */
} Call;

/* The first answer counts. */
static gboolean
end_call (GTask *task)
{
  Call *call = g_task_get_task_data (task);

  if (call->watch == 0)
    return FALSE;

  g_bus_unwatch_name (call->watch);
  call->watch = 0;
  return TRUE;
}

static void
appeared_cb (GDBusConnection *bus, const char *name, const char *owner, gpointer user_data)
{
  Call *call = g_task_get_task_data (user_data);

  call->was_seen = TRUE;
}

/* Also called when there never was a service, or no bus: libsecret says so itself. */
static void
vanished_cb (GDBusConnection *bus, const char *name, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  Call *call = g_task_get_task_data (task);

  if (call->was_seen && end_call (task))
    g_task_return_new_error (task, NP_ACCOUNTS_ERROR, NP_ACCOUNTS_ERROR_KEYRING_FAILED,
                             "The keyring went away");
}

static GTask *
call_new (gpointer source_tag, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Call *call = g_new0 (Call, 1);

  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, call, g_free);
  call->watch = g_bus_watch_name (G_BUS_TYPE_SESSION, SERVICE_NAME,
                                  G_BUS_NAME_WATCHER_FLAGS_NONE, appeared_cb, vanished_cb,
                                  g_object_ref (task), g_object_unref);

  return task;
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  NpKeyringRequest *request = g_task_get_task_data (G_TASK (result));

  if (request->was_let_through)
    np_keyring_guard_leave ();
  if (end_call (task))
    g_task_return_pointer (task, g_object_ref (result), g_object_unref);
}

static void
entered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  NpKeyringRequest *request = g_task_get_task_data (task);
  GError *error = NULL;

  request->was_let_through = np_keyring_guard_enter_finish (result, &request->n_items, &error);
  if (request->was_let_through)
    request->start (task);
  else
    g_task_return_error (task, error);
}

/**
 * np_keyring_call:
 * @source_tag: the function that makes the call
 * @request: (transfer full): what to ask; its "start" is given the task to answer
 * @callback: called when it is done
 * @user_data: passed to @callback
 *
 * Makes a call to libsecret, if that is safe.
 */
void
np_keyring_call (gpointer source_tag,
                 NpKeyringRequest *request,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  GTask *call = call_new (source_tag, callback, user_data);
  g_autoptr (GTask) task = g_task_new (NULL, NULL, answered_cb, call);

  g_task_set_source_tag (task, np_keyring_call);
  g_task_set_task_data (task, request, (GDestroyNotify) np_keyring_request_free);
  np_keyring_guard_enter_async (np_keyring_get_attribute_names (), entered_cb,
                                g_steal_pointer (&task));
}

/**
 * np_keyring_call_finish:
 * @result: the result of np_keyring_call()
 * @error: return location
 *
 * Returns: (transfer full): the answer, or %NULL with %NP_ACCOUNTS_ERROR_KEYRING_FAILED
 */
GTask *
np_keyring_call_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
