/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-client-private.h"

#include "np-model-summary.h"
#include "np-response-error.h"
#include "np-workspace-info.h"

#define MODELS_PATH "/api/v1/models"

/* A larger body is read in a thread: this much takes a tenth of a millisecond,
 * and many answers can come in one turn of the main loop. */
#define MAX_BODY_IN_LOOP (16u * 1024)

#define MAX_QUERY 6

typedef gpointer (*ReadItem) (const NpJsonValue *item);

/* What one list call differs by from the other. */
typedef struct
{
  const char *operation;
  const char *path;
  const char *member; /* of the answer: where the items stand */
  ReadItem read;
} ListKind;

static gpointer
read_model (const NpJsonValue *item)
{
  return np_model_summary_new_from_json (item);
}

static gpointer
read_workspace (const NpJsonValue *item)
{
  return np_workspace_info_new_from_json (item);
}

static const ListKind models_kind = { "ListModels", MODELS_PATH, "Models", read_model };
static const ListKind workspaces_kind = { "ListWorkspaces", NP_CLIENT_WORKSPACES_PATH,
                                          "Workspaces", read_workspace };

/* One call of a list. While a thread reads the body, nothing else touches it. */
typedef struct
{
  /* Owned */
  NpResponse *response;
  NpJson *json;   /* NULL if the body is no JSON */
  NpBatch *batch; /* NULL if there is no list in it */

  /* Borrowed: static */
  const ListKind *kind;
} ListCall;

static void
list_call_free (ListCall *call)
{
  g_clear_pointer (&call->batch, np_batch_unref);
  g_clear_pointer (&call->json, np_json_unref);
  g_clear_pointer (&call->response, np_response_free);
  g_free (call);
}

static gint64
read_total (const NpJsonValue *root)
{
  const NpJsonValue *value = np_json_value_get_member (root, "TotalCount");
  gint64 total = -1;

  return value != NULL && np_json_value_get_int64 (value, &total) ? MAX (total, -1) : -1;
}

static NpBatch *
read_batch (const ListKind *kind, const NpJsonValue *root)
{
  const NpJsonValue *list = np_json_value_get_member (root, kind->member);
  GPtrArray *items = NULL;
  guint n = 0;

  if (list == NULL || np_json_value_get_kind (list) != NP_JSON_KIND_ARRAY)
    return NULL;
  n = np_json_value_get_length (list);
  items = g_ptr_array_new_full (n, g_object_unref);
  for (guint i = 0; i < n; i++)
    {
      gpointer item = kind->read (np_json_value_get_element (list, i));

      if (item != NULL)
        g_ptr_array_add (items, item);
    }
  return np_batch_new (items, n, read_total (root));
}

/* Only the body is read here, and its RequestId later: the headers are not for
 * another thread. */
static void
read_body (ListCall *call)
{
  call->json = np_json_parse (call->response->body, NULL);
  if (call->json != NULL)
    call->batch = read_batch (call->kind, np_json_get_root (call->json));
}

static void
read_body_in_thread (GTask *task,
                     gpointer source_object,
                     gpointer task_data,
                     GCancellable *cancellable)
{
  read_body (task_data);
  g_task_return_boolean (task, TRUE);
}

static GError *
new_no_list (const ListCall *call, const NpCall *about)
{
  g_autoptr (NpApiErrorDetail) detail = np_response_error_new_detail (about, call->response);

  return np_call_new_error (about, NP_API_ERROR_PROTOCOL, detail,
                            "the answer has no list of %s", call->kind->member);
}

static void
interpret (GTask *task)
{
  NpClient *self = g_task_get_source_object (task);
  ListCall *call = g_task_get_task_data (task);
  const NpCall about = { .host = np_endpoint_get_authority (np_client_get_endpoint (self)),
                         .operation = call->kind->operation,
                         .maybe_sent = TRUE };
  GError *error = NULL;
  g_autofree char *request_id = np_response_open_json (call->response, &about, call->json,
                                                       &error);

  if (request_id != NULL && call->batch == NULL)
    error = new_no_list (call, &about);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&call->batch),
                           (GDestroyNotify) np_batch_unref);
}

static void
body_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  interpret (task);
}

static void
start_thread (GTask *task)
{
  g_autoptr (GTask) reading = g_task_new (NULL, NULL, body_read_cb, g_object_ref (task));

  g_task_set_source_tag (reading, start_thread);
  g_task_set_task_data (reading, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (reading, read_body_in_thread);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ListCall *call = g_task_get_task_data (task);
  GBytes *body = NULL;
  GError *error = NULL;

  call->response = np_client_read_finish (NP_CLIENT (source), result, &error);
  if (call->response == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  body = SOUP_STATUS_IS_SUCCESSFUL (call->response->status) ? call->response->body : NULL;
  if (body != NULL && g_bytes_get_size (body) > MAX_BODY_IN_LOOP)
    {
      start_thread (task);
      return;
    }
  if (body != NULL)
    read_body (call);
  interpret (task);
}

static void
start (GTask *task, const ListKind *kind, const NpSignPair *query, gsize n_query)
{
  NpClient *self = g_task_get_source_object (task);
  ListCall *call = g_new0 (ListCall, 1);
  const NpRequestSpec spec = {
    .method = SOUP_METHOD_GET,
    .operation = kind->operation,
    .path = kind->path,
    .query = query,
    .n_query = n_query,
  };

  call->kind = kind;
  g_task_set_task_data (task, call, (GDestroyNotify) list_call_free);
  np_client_read_async (self, &spec, g_task_get_cancellable (task), answered_cb,
                        g_object_ref (task));
}

/* An empty value would be a filter of its own to some services. */
static void
add_pair (NpSignPair *query, gsize *n_query, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    query[(*n_query)++] = (NpSignPair){ name, value };
}

/**
 * np_client_list_models_async:
 * @self: a client
 * @query: (transfer none): which models, and which page of them; needed for this
 *   call only
 * @cancellable: (nullable): a #GCancellable
 * @callback: (scope async): called when the page is there
 * @user_data: passed to @callback
 *
 * Calls ListModels, oldest model first: so a model that is made while the pages
 * are read comes behind the last one, and moves no other to another page. By
 * the API's documentation this is the only order there is, up or down.
 */
void
np_client_list_models_async (NpClient *self,
                             const NpListModelsQuery *query,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *page_number = g_strdup_printf ("%u", query->page_number);
  g_autofree char *page_size = g_strdup_printf ("%u", query->page_size);
  NpSignPair pairs[MAX_QUERY];
  gsize n = 0;

  g_task_set_source_tag (task, np_client_list_models_async);
  add_pair (pairs, &n, "Order", "ASC");
  add_pair (pairs, &n, "PageNumber", page_number);
  add_pair (pairs, &n, "PageSize", page_size);
  add_pair (pairs, &n, "Provider", query->provider);
  add_pair (pairs, &n, "SortBy", "GmtCreateTime");
  add_pair (pairs, &n, "WorkspaceId", query->workspace_id);
  start (task, &models_kind, pairs, n);
}

/**
 * np_client_list_models_finish:
 * @self: a client
 * @result: the result
 * @error: set to an %NP_API_ERROR, to %G_IO_ERROR_CANCELLED, or to what the
 *   credentials provider said
 *
 * Returns: (transfer full) (nullable): the page, of #NpModelSummary. An item
 *   without a ModelId is left out; an answer without Models is an
 *   %NP_API_ERROR_PROTOCOL.
 */
NpBatch *
np_client_list_models_finish (NpClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * np_client_list_workspaces_async:
 * @self: a client
 * @page_number: the page, from 1
 * @page_size: how many workspaces a page has at most
 * @cancellable: (nullable): a #GCancellable
 * @callback: (scope async): called when the page is there
 * @user_data: passed to @callback
 *
 * Calls ListWorkspaces, oldest workspace first, which by the API's
 * documentation is its order.
 */
void
np_client_list_workspaces_async (NpClient *self,
                                 guint page_number,
                                 guint page_size,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *number = g_strdup_printf ("%u", page_number);
  g_autofree char *size = g_strdup_printf ("%u", page_size);
  const NpSignPair pairs[] = { { "PageNumber", number }, { "PageSize", size } };

  g_task_set_source_tag (task, np_client_list_workspaces_async);
  start (task, &workspaces_kind, pairs, G_N_ELEMENTS (pairs));
}

/**
 * np_client_list_workspaces_finish:
 * @self: a client
 * @result: the result
 * @error: set to an %NP_API_ERROR, to %G_IO_ERROR_CANCELLED, or to what the
 *   credentials provider said
 *
 * Returns: (transfer full) (nullable): the page, of #NpWorkspaceInfo. An item
 *   without a WorkspaceId is left out; an answer without Workspaces is an
 *   %NP_API_ERROR_PROTOCOL.
 */
NpBatch *
np_client_list_workspaces_finish (NpClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
