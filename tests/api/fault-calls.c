/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "fault-calls.h"

#include "client-rig.h"

static void
send_get_model (NpClient *client, GAsyncReadyCallback callback, gpointer slot)
{
  np_client_get_model_async (client, RIG_MODEL_ID, NULL, callback, slot);
}

static gboolean
finish_get_model (NpClient *client, GAsyncResult *result, GError **error)
{
  g_autoptr (NpModel) model = np_client_get_model_finish (client, result, error);

  return model != NULL;
}

static void
send_update_model (NpClient *client, GAsyncReadyCallback callback, gpointer slot)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);

  np_client_update_model_async (client, RIG_MODEL_ID, body, NULL, callback, slot);
}

static gboolean
finish_update_model (NpClient *client, GAsyncResult *result, GError **error)
{
  g_autofree char *request_id = np_client_update_model_finish (client, result, error);

  return request_id != NULL;
}

static void
send_list_models (NpClient *client, GAsyncReadyCallback callback, gpointer slot)
{
  const NpListModelsQuery query = { .page_number = 1, .page_size = 10 };

  np_client_list_models_async (client, &query, NULL, callback, slot);
}

static gboolean
finish_list_models (NpClient *client, GAsyncResult *result, GError **error)
{
  g_autoptr (NpBatch) batch = np_client_list_models_finish (client, result, error);

  return batch != NULL;
}

static void
send_list_workspaces (NpClient *client, GAsyncReadyCallback callback, gpointer slot)
{
  np_client_list_workspaces_async (client, 1, 10, NULL, callback, slot);
}

static gboolean
finish_list_workspaces (NpClient *client, GAsyncResult *result, GError **error)
{
  g_autoptr (NpBatch) batch = np_client_list_workspaces_finish (client, result, error);

  return batch != NULL;
}

static void
send_get_permission (NpClient *client, GAsyncReadyCallback callback, gpointer slot)
{
  const NpPermissionQuery query = { .workspace_id = "324017", .code = "PaiModel:UpdateModel" };

  np_client_get_permission_async (client, &query, NULL, callback, slot);
}

static gboolean
finish_get_permission (NpClient *client, GAsyncResult *result, GError **error)
{
  g_autoptr (NpPermission) permission = np_client_get_permission_finish (client, result, error);

  return permission != NULL;
}

const FaultCall fault_calls[] = {
  { "GetModel", send_get_model, finish_get_model, FALSE, FALSE },
  { "UpdateModel", send_update_model, finish_update_model, TRUE, FALSE },
  { "ListModels", send_list_models, finish_list_models, FALSE, FALSE },
  { "ListWorkspaces", send_list_workspaces, finish_list_workspaces, FALSE, FALSE },
  { "GetPermission", send_get_permission, finish_get_permission, FALSE, TRUE },
};

const gsize n_fault_calls = G_N_ELEMENTS (fault_calls);
