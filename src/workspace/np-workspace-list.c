/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-workspace-list.h"

#include "np-workspace-private.h"

/* The service's own default is 20 a page; its limit is not documented, and 50
 * is what the official Python SDK asks of its sister ListModels. */
#define PAGE_SIZE 50

/* More workspaces than anybody has: a service that never stops paging ends here. */
#define MAX_PAGES 40

/**
 * NpWorkspaceList:
 *
 * The workspaces that an account may see.
 */
struct _NpWorkspaceList
{
  GObject parent_instance;

  /* Owned */
  GListStore *workspaces;
};

G_DEFINE_FINAL_TYPE (NpWorkspaceList, np_workspace_list, G_TYPE_OBJECT)

/* One load, page after page: there are few workspaces. */
typedef struct
{
  NpClient *client;
  GListStore *found;
  GHashTable *ids;
  guint page_number;
} LoadOperation;

static void ask_for_page (GTask *task);

static void
load_operation_free (gpointer data)
{
  LoadOperation *operation = data;

  g_object_unref (operation->client);
  g_object_unref (operation->found);
  g_hash_table_unref (operation->ids);
  g_free (operation);
}

/* A workspace made while paging moves the others: one may come twice. */
static guint
take_page (LoadOperation *operation, NpBatch *batch)
{
  guint n_new = 0;

  for (guint i = 0; i < np_batch_get_length (batch); i++)
    {
      NpWorkspaceInfo *info = np_batch_get_item (batch, i);

      if (!g_hash_table_add (operation->ids,
                             g_strdup (np_workspace_info_get_workspace_id (info))))
        continue;
      g_list_store_append (operation->found, info);
      n_new++;
    }
  return n_new;
}

static void
show_found (NpWorkspaceList *self, LoadOperation *operation)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *found = G_LIST_MODEL (operation->found);

  for (guint i = 0; i < g_list_model_get_n_items (found); i++)
    g_ptr_array_add (items, g_list_model_get_item (found, i));
  g_list_store_splice (self->workspaces, 0,
                       g_list_model_get_n_items (G_LIST_MODEL (self->workspaces)), items->pdata,
                       items->len);
}

/* Without a TotalCount a full page may have another one behind it. */
static gboolean
may_go_on (LoadOperation *operation, NpBatch *batch, guint n_new)
{
  gint64 total = np_batch_get_total_count (batch);
  guint n_found = g_list_model_get_n_items (G_LIST_MODEL (operation->found));

  if (n_new == 0 || operation->page_number >= MAX_PAGES)
    return FALSE;
  return total < 0 ? np_batch_get_n_sent (batch) >= PAGE_SIZE : n_found < total;
}

static void
page_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoadOperation *operation = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (NpBatch)
      batch = np_client_list_workspaces_finish (NP_CLIENT (source), result, &error);

  if (batch == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (may_go_on (operation, batch, take_page (operation, batch)))
    {
      operation->page_number++;
      ask_for_page (g_steal_pointer (&task));
      return;
    }
  show_found (g_task_get_source_object (task), operation);
  g_task_return_boolean (task, TRUE);
}

static void
ask_for_page (GTask *task)
{
  LoadOperation *operation = g_task_get_task_data (task);

  np_client_list_workspaces_async (operation->client, operation->page_number, PAGE_SIZE,
                                   g_task_get_cancellable (task), page_cb, task);
}

static void
np_workspace_list_finalize (GObject *object)
{
  g_object_unref (NP_WORKSPACE_LIST (object)->workspaces);

  G_OBJECT_CLASS (np_workspace_list_parent_class)->finalize (object);
}

static void
np_workspace_list_class_init (NpWorkspaceListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = np_workspace_list_finalize;
}

static void
np_workspace_list_init (NpWorkspaceList *self)
{
  self->workspaces = g_list_store_new (NP_TYPE_WORKSPACE_INFO);
}

/**
 * np_workspace_list_new:
 *
 * Returns: (transfer full): an empty list
 */
NpWorkspaceList *
np_workspace_list_new (void)
{
  return g_object_new (NP_TYPE_WORKSPACE_LIST, NULL);
}

/**
 * np_workspace_list_get_workspaces:
 * @self: a list
 *
 * Returns: (transfer none): what was loaded, as #NpWorkspaceInfo
 */
GListModel *
np_workspace_list_get_workspaces (NpWorkspaceList *self)
{
  g_return_val_if_fail (NP_IS_WORKSPACE_LIST (self), NULL);

  return G_LIST_MODEL (self->workspaces);
}

/**
 * np_workspace_list_find:
 * @self: a list
 * @workspace_id: (nullable): the ID of a workspace
 *
 * Returns: (transfer none) (nullable): the workspace, if it is in the list
 */
NpWorkspaceInfo *
np_workspace_list_find (NpWorkspaceList *self, const char *workspace_id)
{
  g_return_val_if_fail (NP_IS_WORKSPACE_LIST (self), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->workspaces)); i++)
    {
      /* The list keeps its own reference. */
      g_autoptr (NpWorkspaceInfo)
          info = g_list_model_get_item (G_LIST_MODEL (self->workspaces), i);

      if (g_strcmp0 (np_workspace_info_get_workspace_id (info), workspace_id) == 0)
        return info;
    }
  return NULL;
}

/**
 * np_workspace_list_find_default:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): the workspace that the service calls the
 *   default one, else the first one
 */
NpWorkspaceInfo *
np_workspace_list_find_default (NpWorkspaceList *self)
{
  NpWorkspaceInfo *first = NULL;

  g_return_val_if_fail (NP_IS_WORKSPACE_LIST (self), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->workspaces)); i++)
    {
      g_autoptr (NpWorkspaceInfo)
          info = g_list_model_get_item (G_LIST_MODEL (self->workspaces), i);

      if (np_workspace_info_get_is_default (info))
        return info;
      if (first == NULL)
        first = info;
    }
  return first;
}

/**
 * np_workspace_list_load_async:
 * @self: a list
 * @workspace: the connection to ask
 * @cancellable: (nullable): ends the load
 * @callback: called when all pages are there, or one failed
 * @user_data: passed to @callback
 *
 * Asks the service for all workspaces of the account. What is in the list stays
 * until all of the new list is there.
 */
void
np_workspace_list_load_async (NpWorkspaceList *self,
                              NpWorkspace *workspace,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  LoadOperation *operation = NULL;
  GTask *task = NULL;

  g_return_if_fail (NP_IS_WORKSPACE_LIST (self));
  g_return_if_fail (NP_IS_WORKSPACE (workspace));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, np_workspace_list_load_async);
  operation = g_new0 (LoadOperation, 1);
  operation->client = g_object_ref (np_workspace_get_client (workspace));
  operation->found = g_list_store_new (NP_TYPE_WORKSPACE_INFO);
  operation->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  operation->page_number = 1;
  g_task_set_task_data (task, operation, load_operation_free);
  ask_for_page (task);
}

/**
 * np_workspace_list_load_finish:
 * @self: a list
 * @result: what the callback got
 * @error: set to an %NP_API_ERROR, an %NP_ACCOUNTS_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether the list is complete
 */
gboolean
np_workspace_list_load_finish (NpWorkspaceList *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
