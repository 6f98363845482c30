/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "wire-rig.h"

#include <string.h>

#include <glib/gstdio.h>

#include "np-await.h"
#include "np-workspace-private.h"

#define RESETS_OF_A_STATE 64

#define SECRET      "TestKeySecret"
#define NONCE       "x-acs-signature-nonce"
#define CUT_ANSWER  "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"RequestId\":"
#define FAIL_ANSWER "{\"Code\":\"InternalError\",\"Message\":\"Oh no\",\"RequestId\":\"R-500\"}"
#define DENY_ANSWER "{\"Code\":\"NoPermission\",\"Message\":\"No\",\"RequestId\":\"R-403\"}"

static const char *const key_ids[] = { "LTAI5tTestKeyOne", "LTAI5tTestKeyTwo" };

/* A request that has arrived, whole, in case it is done later. */
typedef struct
{
  SoupServerMessage *message; /* nullable: its connection may be closed by now */
  WireRequest request;
  char *method;
  char *path;
  SoupMessageHeaders *headers;
  GBytes *body;
} Arrival;

static void
arrival_free (gpointer data)
{
  Arrival *arrival = data;

  g_clear_object (&arrival->message);
  g_free (arrival->method);
  g_free (arrival->path);
  soup_message_headers_unref (arrival->headers);
  g_bytes_unref (arrival->body);
  g_free (arrival);
}

static void
answer (SoupServerMessage *message, guint status, const char *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body,
                                    strlen (body));
}

static void
close_connection (SoupServerMessage *message, const char *last_words)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

  if (last_words != NULL)
    g_output_stream_write_all (g_io_stream_get_output_stream (stream), last_words,
                               strlen (last_words), NULL, NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
}

/* The service does what it is asked. */
static void
perform (WireRig *self, Arrival *arrival, NpPracticeAnswer *out_answer)
{
  g_autoptr (NpPracticeQuery) query = np_practice_query_new (NULL);
  g_autoptr (GBytes) before = np_practice_state_dup_model_json (self->state, WIRE_MODEL_ID);
  g_autoptr (GBytes) after = NULL;
  NpPracticeCall call = {
    .method = arrival->method,
    .path = arrival->path,
    .query = query,
    .headers = arrival->headers,
    .body = arrival->body,
  };

  np_practice_state_answer (self->state, &call, FALSE, out_answer);
  after = np_practice_state_dup_model_json (self->state, WIRE_MODEL_ID);
  if (self->watch != NULL)
    self->watch (self, &arrival->request, before, after, self->hook_data);
}

static void
perform_unheard (WireRig *self, Arrival *arrival)
{
  NpPracticeAnswer unheard = { 0 };

  perform (self, arrival, &unheard);
  np_practice_answer_clear (&unheard);
}

static void
perform_and_answer (WireRig *self, Arrival *arrival)
{
  NpPracticeAnswer said = { 0 };

  perform (self, arrival, &said);
  answer (arrival->message, said.status, said.body);
  np_practice_answer_clear (&said);
}

static void
apply_fate (WireRig *self, Arrival *arrival, WireFate fate)
{
  switch (fate)
    {
    case WIRE_DO:
      perform_and_answer (self, arrival);
      break;
    case WIRE_DROP:
    case WIRE_DROP_AND_DO:
      close_connection (arrival->message, NULL);
      break;
    case WIRE_DO_AND_DROP:
    case WIRE_DO_AND_CUT:
      perform_unheard (self, arrival);
      close_connection (arrival->message, fate == WIRE_DO_AND_CUT ? CUT_ANSWER : NULL);
      break;
    case WIRE_DO_AND_FAIL:
      perform_unheard (self, arrival);
      answer (arrival->message, 500, FAIL_ANSWER);
      break;
    case WIRE_FAIL:
      answer (arrival->message, 500, FAIL_ANSWER);
      break;
    case WIRE_REFUSE:
      answer (arrival->message, 403, DENY_ANSWER);
      break;
    case WIRE_HOLD:
    default:
      g_assert_not_reached ();
    }
}

static guint
find_client (SoupMessageHeaders *headers)
{
  const char *authorization = soup_message_headers_get_one (headers, "Authorization");

  for (guint i = 0; i < WIRE_MAX_CLIENTS; i++)
    {
      if (strstr (authorization, key_ids[i]) != NULL)
        return i;
    }
  g_assert_not_reached ();
}

static Arrival *
arrival_new (WireRig *self, SoupServerMessage *message)
{
  Arrival *arrival = g_new0 (Arrival, 1);

  arrival->message = g_object_ref (message);
  arrival->method = g_strdup (soup_server_message_get_method (message));
  arrival->path = g_strdup (g_uri_get_path (soup_server_message_get_uri (message)));
  arrival->headers = soup_message_headers_ref (
      soup_server_message_get_request_headers (message));
  arrival->body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  arrival->request.client = find_client (arrival->headers);
  arrival->request.operation = g_str_equal (arrival->method, "PUT") ? "UpdateModel"
                                                                    : "GetModel";
  arrival->request.number = self->n_requests[arrival->request.client]++;
  return arrival;
}

static void
check_nonce (WireRig *self, Arrival *arrival)
{
  const char *nonce = soup_message_headers_get_one (arrival->headers, NONCE);

  if (!g_hash_table_add (self->nonces, g_strdup (nonce)))
    self->n_nonces_used_twice++;
}

static void
serve_cb (SoupServer *server,
          SoupServerMessage *message,
          const char *path,
          GHashTable *query,
          gpointer user_data)
{
  WireRig *self = user_data;
  Arrival *arrival = arrival_new (self, message);
  WireFate fate = WIRE_DO;

  check_nonce (self, arrival);
  if (self->hook != NULL)
    fate = self->hook (self, &arrival->request, self->hook_data);
  if (fate == WIRE_HOLD)
    {
      soup_server_message_pause (message);
      g_ptr_array_add (self->held, arrival);
      return;
    }
  apply_fate (self, arrival, fate);
  if (fate == WIRE_DROP_AND_DO)
    g_ptr_array_add (self->late, arrival);
  else
    arrival_free (arrival);
}

/* Another way for a client to come by its key. */
void
wire_rig_set_provider (WireRig *self, guint client, NpCredentialsProvider *provider)
{
  GSList *uris = soup_server_get_uris (self->server);
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_autoptr (NpEndpoint) endpoint = np_endpoint_new_custom (url, NULL);
  g_autofree char *account_id = g_strdup_printf ("account-%u", client);
  NpWorkspace **workspace = &self->clients[client].workspace;

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_clear_object (workspace);
  *workspace = np_workspace_new ("Work", endpoint, provider, FALSE);
  np_workspace_set_account (*workspace, account_id, "cn-hangzhou");
}

/* The key that the service knows a client by. */
NpCredentials *
wire_rig_make_credentials (WireRig *self, guint client)
{
  g_autoptr (NpSecret) secret = np_secret_new (SECRET, -1);

  return np_credentials_new (key_ids[client], secret, NULL);
}

static void
connect_client (WireRig *self, guint i)
{
  g_autoptr (NpCredentials) credentials = wire_rig_make_credentials (self, i);
  g_autoptr (NpFixedCredentials) provider = np_fixed_credentials_new (credentials);

  wire_rig_set_provider (self, i, NP_CREDENTIALS_PROVIDER (provider));
  self->clients[i].form = np_model_form_new ();
  self->clients[i].document = np_document_new (self->clients[i].form);
}

static void
make_state (WireRig *self)
{
  g_clear_pointer (&self->state, np_practice_state_free);
  self->state = np_practice_state_new ();
  for (guint i = 0; i < WIRE_MAX_CLIENTS; i++)
    np_practice_state_add_key (self->state, key_ids[i], SECRET, NULL);
}

/* A rig with a service whose model has nothing but a name. */
WireRig *
wire_rig_new (guint n_clients)
{
  WireRig *self = g_new0 (WireRig, 1);

  g_assert_cmpuint (n_clients, <=, WIRE_MAX_CLIENTS);
  self->server = soup_server_new ("raw-paths", TRUE, NULL);
  g_assert_true (
      soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  soup_server_add_handler (self->server, NULL, serve_cb, self, NULL);
  self->held = g_ptr_array_new_with_free_func (arrival_free);
  self->late = g_ptr_array_new_with_free_func (arrival_free);
  self->nonces = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->n_clients = n_clients;
  for (guint i = 0; i < n_clients; i++)
    connect_client (self, i);
  make_state (self);
  wire_rig_put (self, "\"ModelName\":\"A\"");
  return self;
}

static void
close_library (WireRig *self)
{
  gpointer library = self->library;
  GAsyncResult *slot = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name = NULL;

  np_library_close_async (self->library, NULL, np_await_result_cb, &slot);
  np_await_true (slot != NULL);
  g_clear_object (&slot);
  g_object_add_weak_pointer (library, &library);
  g_clear_object (&self->library);
  np_await_finalized (&library);
  dir = g_dir_open (self->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (self->folder, name, NULL);

      g_unlink (file);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
}

static void
free_client (WireClient *client)
{
  gpointer slots[] = { client->document, client->form, client->workspace };

  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    g_object_add_weak_pointer (slots[i], &slots[i]);
  g_clear_object (&client->document);
  g_clear_object (&client->form);
  g_clear_object (&client->workspace);
  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    np_await_finalized (&slots[i]);
}

/* Asserts that nothing is left, and that no nonce was seen twice. */
void
wire_rig_free (WireRig *self)
{
  self->hook = NULL;
  while (self->held->len > 0)
    wire_rig_release (self, 0);
  for (guint i = 0; i < self->n_clients; i++)
    free_client (&self->clients[i]);
  g_assert_cmpuint (self->n_nonces_used_twice, ==, 0);
  if (self->library != NULL)
    close_library (self);
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  np_practice_state_free (self->state);
  g_ptr_array_unref (self->held);
  g_ptr_array_unref (self->late);
  g_hash_table_unref (self->nonces);
  g_free (self);
}

/* Keeps drafts and the history, in a folder of the rig's own. */
void
wire_rig_keep (WireRig *self)
{
  g_autofree char *path = NULL;

  self->folder = g_dir_make_tmp ("nameplate-wire-XXXXXX", NULL);
  g_assert_nonnull (self->folder);
  path = g_build_filename (self->folder, "own.db", NULL);
  self->library = np_library_new (path);
  for (guint i = 0; i < self->n_clients; i++)
    np_document_set_library (self->clients[i].document, self->library);
}

/* A client's window is closed, and another one opened. */
void
wire_rig_restart (WireRig *self, guint client)
{
  WireClient *it = &self->clients[client];

  g_clear_object (&it->document);
  g_clear_object (&it->form);
  it->form = np_model_form_new ();
  it->document = np_document_new (it->form);
  np_document_set_library (it->document, self->library);
}

/* Another service: with a model as described, that behaves in another way. */
void
wire_rig_reset (WireRig *self, NpPracticeSemantics semantics, const char *members)
{
  g_ptr_array_set_size (self->late, 0);
  /* It remembers every nonce and every request. */
  if (self->n_resets++ % RESETS_OF_A_STATE == 0)
    make_state (self);
  self->semantics = semantics;
  np_practice_state_set_semantics (self->state, semantics);
  wire_rig_put (self, members);
  memset (self->n_requests, 0, sizeof self->n_requests);
}

/* Writes the whole model as somebody else. */
void
wire_rig_put (WireRig *self, const char *members)
{
  g_autofree char *json = g_strdup_printf ("{\"ModelId\":\"" WIRE_MODEL_ID "\",%s}", members);

  g_assert_true (np_practice_state_put_model_json (self->state, WIRE_MODEL_ID, json));
}

/* What the service has in a field. */
char *
wire_rig_dup_text (WireRig *self, NpFieldId id)
{
  g_autoptr (GBytes) json = np_practice_state_dup_model_json (self->state, WIRE_MODEL_ID);
  g_autoptr (NpModel) model = np_model_new_from_json (json, NULL);

  return g_strdup (np_model_get_text (model, id));
}

guint
wire_rig_count_held (WireRig *self)
{
  return self->held->len;
}

const WireRequest *
wire_rig_get_held (WireRig *self, guint i)
{
  Arrival *arrival = self->held->pdata[i];

  return &arrival->request;
}

/* Lets a request that was held be done. */
void
wire_rig_release (WireRig *self, guint i)
{
  Arrival *arrival = g_ptr_array_steal_index (self->held, i);

  perform_and_answer (self, arrival);
  soup_server_message_unpause (arrival->message);
  arrival_free (arrival);
}

/* Requests whose connection is gone arrive at the service all the same. */
void
wire_rig_arrive_late (WireRig *self)
{
  while (self->late->len > 0)
    {
      Arrival *arrival = g_ptr_array_steal_index (self->late, 0);

      self->is_late = TRUE;
      perform_unheard (self, arrival);
      self->is_late = FALSE;
      arrival_free (arrival);
    }
}

void
wire_rig_open (WireRig *self, guint client)
{
  WireClient *it = &self->clients[client];
  GAsyncResult *slot = NULL;
  g_autoptr (GError) error = NULL;

  np_document_open_async (it->document, it->workspace, WIRE_MODEL_ID, NULL, np_await_result_cb,
                          &slot);
  np_await_true (slot != NULL);
  np_document_open_finish (it->document, slot, &error);
  g_assert_no_error (error);
  g_object_unref (slot);
}

NpSaveOutcome *
wire_rig_finish_save (WireRig *self, guint client, GAsyncResult **slot, GError **error)
{
  g_autoptr (GAsyncResult) result = np_await_result (slot);

  return np_document_save_finish (self->clients[client].document, result, error);
}

NpSaveOutcome *
wire_rig_save (WireRig *self, guint client, GError **error)
{
  GAsyncResult *slot = NULL;

  np_document_save_async (self->clients[client].document, NULL, np_await_result_cb, &slot);
  return wire_rig_finish_save (self, client, &slot, error);
}

/* Opens a review and waits until it knows something. */
void
wire_rig_review (WireRig *self, guint client)
{
  NpDocument *document = self->clients[client].document;

  np_document_begin_review (document);
  np_await_true (np_document_get_review_state (document) != NP_REVIEW_LOOKING);
}
