/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-client-private.h"

#include "np-model-summary.h"
#include "np-workspace-info.h"

#define MODELS_PATH "/api/v1/models"

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

static ListKind models_kind = { "ListModels", MODELS_PATH, "Models", read_model };
static ListKind workspaces_kind = { "ListWorkspaces", NP_CLIENT_WORKSPACES_PATH, "Workspaces",
                                    read_workspace };

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

static gpointer
read_list (NpJson *json, gpointer kind, char **out_problem)
{
  const ListKind *list = kind;
  NpBatch *batch = read_batch (list, np_json_get_root (json));

  if (batch == NULL)
    *out_problem = g_strconcat ("the answer has no list of ", list->member, NULL);
  return batch;
}

/*< private >
 * np_client_read_models:
 * @json: the body of an answer
 * @out_problem: (out): what is wrong with it, if something is
 *
 * Returns: (transfer full) (nullable): the page of models
 */
NpBatch *
np_client_read_models (NpJson *json, char **out_problem)
{
  return read_list (json, &models_kind, out_problem);
}

static const NpClientReading list_reading = { read_list, (GDestroyNotify) np_batch_unref,
                                              FALSE };

/* Takes TASK. */
static void
start (GTask *task, ListKind *kind, const NpSignPair *query, gsize n_query)
{
  const NpRequestSpec spec = {
    .method = SOUP_METHOD_GET,
    .operation = kind->operation,
    .path = kind->path,
    .query = query,
    .n_query = n_query,
  };

  np_client_call (g_task_get_source_object (task), task, &spec, &list_reading, kind, NULL);
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
  GTask *task = g_task_new (self, cancellable, callback, user_data);
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
  GTask *task = g_task_new (self, cancellable, callback, user_data);
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
