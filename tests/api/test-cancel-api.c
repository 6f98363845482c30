/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "client-rig.h"
#include "np-cancel-matrix.h"
#include "np-client-private.h"
#include "np-transport.h"

#define GOOD_ANSWER                                                           \
  "HTTP/1.1 200 OK\r\nContent-Length: 118\r\n\r\n"                            \
  "{\"RequestId\":\"R-1\",\"ModelId\":\"" RIG_MODEL_ID "\",\"TotalCount\":0," \
  "\"Models\":[],\"Workspaces\":[],\"PermissionRules\":[]}"

typedef struct
{
  ClientRig *rig;
  NpRequest *request; /* of the transport alone, which does not own it */
} World;

static gpointer
world_new (void)
{
  World *self = g_new0 (World, 1);

  self->rig = client_rig_new ();
  np_fault_server_answer_all (self->rig->server, GOOD_ANSWER);
  return self;
}

static void
world_free (gpointer world)
{
  World *self = world;

  client_rig_free (self->rig);
  g_clear_pointer (&self->request, np_request_free);
  g_free (self);
}

static guint
count_requests (gpointer world)
{
  return np_fault_server_get_n_requests (((World *) world)->rig->server);
}

#define CLIENT (((World *) world)->rig->client)
#define START(name)                                                    \
  static void start_##name (gpointer world, GCancellable *cancellable, \
                            GAsyncReadyCallback callback, gpointer user_data)
#define FINISH(name) \
  static void finish_##name (gpointer world, GAsyncResult *result, GError **error)

START (get_model)
{
  np_client_get_model_async (CLIENT, RIG_MODEL_ID, cancellable, callback, user_data);
}

FINISH (get_model)
{
  g_autoptr (NpModel) model = np_client_get_model_finish (CLIENT, result, error);

  g_assert_true ((model != NULL) == (*error == NULL));
}

START (update_model)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);

  np_client_update_model_async (CLIENT, RIG_MODEL_ID, body, cancellable, callback, user_data);
}

FINISH (update_model)
{
  g_autofree char *request_id = np_client_update_model_finish (CLIENT, result, error);

  g_assert_true ((request_id != NULL) == (*error == NULL));
}

START (check)
{
  np_client_check_async (CLIENT, cancellable, callback, user_data);
}

FINISH (check)
{
  g_autofree char *request_id = np_client_check_finish (CLIENT, result, error);

  g_assert_true ((request_id != NULL) == (*error == NULL));
}

START (list_models)
{
  const NpListModelsQuery query = { .page_number = 1, .page_size = 10 };

  np_client_list_models_async (CLIENT, &query, cancellable, callback, user_data);
}

FINISH (list_models)
{
  g_autoptr (NpBatch) batch = np_client_list_models_finish (CLIENT, result, error);

  g_assert_true ((batch != NULL) == (*error == NULL));
}

START (list_workspaces)
{
  np_client_list_workspaces_async (CLIENT, 1, 10, cancellable, callback, user_data);
}

FINISH (list_workspaces)
{
  g_autoptr (NpBatch) batch = np_client_list_workspaces_finish (CLIENT, result, error);

  g_assert_true ((batch != NULL) == (*error == NULL));
}

START (get_permission)
{
  const NpPermissionQuery query = { .workspace_id = "324017",
                                    .code = NP_PERMISSION_UPDATE_MODEL };

  np_client_get_permission_async (CLIENT, &query, cancellable, callback, user_data);
}

FINISH (get_permission)
{
  g_autoptr (NpPermission) permission = np_client_get_permission_finish (CLIENT, result, error);

  g_assert_true ((permission != NULL) == (*error == NULL));
}

START (get_identity)
{
  np_client_get_identity_async (CLIENT, cancellable, callback, user_data);
}

FINISH (get_identity)
{
  g_assert_cmpint (np_client_get_identity_finish (CLIENT, result, error), ==,
                   NP_IDENTITY_UNKNOWN);
}

START (send)
{
  World *self = world;
  const NpRequestSpec spec = { .method = SOUP_METHOD_PUT,
                               .operation = "UpdateModel",
                               .path = "/" };
  const NpTransportTime time = { *np_seam_get_default (),
                                 { 9000, 9000, 9000, 9000, 9000, 0 },
                                 G_MAXINT64 / 2 };
  g_autoptr (NpSecret) secret = np_secret_new (RIG_SECRET, -1);
  g_autoptr (NpCredentials) credentials = np_credentials_new (RIG_KEY_ID, secret, NULL);

  self->request = np_request_new (&spec, np_client_get_endpoint (CLIENT), credentials,
                                  &time.seam, 0, NULL);
  np_transport_send_async (np_client_get_session (CLIENT), self->request, &time, cancellable,
                           callback, user_data);
}

FINISH (send)
{
  g_autoptr (NpResponse)
      response = np_transport_send_finish (np_client_get_session (CLIENT), result, error);

  g_assert_true ((response != NULL) == (*error == NULL));
}

#define CASE(prefix, name)                                               \
  {                                                                      \
    "np_" #prefix "_" #name "_async", start_##name, finish_##name, FALSE \
  }

static const NpCancelCase cases[] = {
  CASE (client, get_model),    CASE (client, update_model),    CASE (client, check),
  CASE (client, list_models),  CASE (client, list_workspaces), CASE (client, get_permission),
  CASE (client, get_identity), CASE (transport, send),
};

static void
test_case (gconstpointer data)
{
  static const NpCancelWorld kind = { world_new, world_free, count_requests, 40, TRUE };

  np_cancel_matrix_run (&kind, data);
}

static void
test_complete (void)
{
  np_cancel_matrix_assert_complete ("api", cases, G_N_ELEMENTS (cases), NULL);
}

int
main (int argc, char **argv)
{
  np_client_prepare_process ();
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/cancel/api/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/cancel/api/complete", test_complete);
  return g_test_run ();
}
