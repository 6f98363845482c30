/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-practice-service.h"

#include "np-practice-state.h"

#include <string.h>

/* The same bound that the program sets to the answers it reads. */
#define MAX_BODY_BYTES    NP_JSON_MAX_BYTES
#define ACCESS_KEY_ID     "LTAI5tPracticeWorkspace1"
#define ACCESS_KEY_LENGTH 30
#define CONTENT_TYPE      "application/json;charset=utf-8"

/* The service answers in a thread of its own. The server and its sources belong
 * to that thread while it runs; before and after, to the thread that starts and
 * stops the service. */
struct _NpPracticeService
{
  GObject parent_instance;

  /* Owned */
  NpPracticeState *state;
  char *access_key_secret;
  char *workspace_id;
  char *url;
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  SoupServer *server;
  GPtrArray *delays;
};

G_DEFINE_FINAL_TYPE (NpPracticeService, np_practice_service, G_TYPE_OBJECT)

/* An answer that waits for its time. */
typedef struct
{
  NpPracticeService *service; /* borrowed */
  SoupServerMessage *message;
  GSource *source;
} Delay;

static void
delay_free (Delay *delay)
{
  g_source_destroy (delay->source);
  g_source_unref (delay->source);
  g_object_unref (delay->message);
  g_free (delay);
}

static gboolean
delay_over_cb (gpointer user_data)
{
  Delay *delay = user_data;
  NpPracticeService *self = delay->service;

  soup_server_message_unpause (delay->message);
  g_ptr_array_remove_fast (self->delays, delay);
  return G_SOURCE_REMOVE;
}

static void
delay_answer (NpPracticeService *self, SoupServerMessage *message, guint latency)
{
  Delay *delay = g_new0 (Delay, 1);

  delay->service = self;
  delay->message = g_object_ref (message);
  delay->source = g_timeout_source_new (latency);
  g_source_set_callback (delay->source, delay_over_cb, delay, NULL);
  g_source_attach (delay->source, self->context);
  g_ptr_array_add (self->delays, delay);
  soup_server_message_pause (message);
}

static void
set_date (SoupMessageHeaders *headers, gint64 now)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
  g_autofree char *text = soup_date_time_to_string (date, SOUP_DATE_HTTP);

  soup_message_headers_replace (headers, "Date", text);
}

static void
send_answer (NpPracticeService *self,
             SoupServerMessage *message,
             const NpPracticeAnswer *answer)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_server_message_set_status (message, answer->status, NULL);
  soup_message_headers_replace (headers, "x-acs-request-id", answer->request_id);
  if (answer->is_throttled)
    soup_message_headers_replace (headers, "x-acs-retry-after", NP_PRACTICE_RETRY_AFTER_MS);
  set_date (headers, answer->date);
  soup_server_message_set_response (message, CONTENT_TYPE, SOUP_MEMORY_COPY, answer->body,
                                    strlen (answer->body));
  if (answer->latency > 0)
    delay_answer (self, message, answer->latency);
}

static void
handle_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  NpPracticeService *self = user_data;
  GUri *uri = soup_server_message_get_uri (message);
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  gboolean is_too_large = body->length > MAX_BODY_BYTES;
  g_autoptr (NpPracticeQuery) parameters = np_practice_query_new (g_uri_get_query (uri));
  g_autoptr (GBytes) bytes = NULL;
  NpPracticeCall call = { NULL };
  NpPracticeAnswer answer = { 0 };

  bytes = is_too_large ? g_bytes_new (NULL, 0) : soup_message_body_flatten (body);
  call.method = soup_server_message_get_method (message);
  call.path = g_uri_get_path (uri);
  call.encoded_query = g_uri_get_query (uri);
  call.query = parameters;
  call.headers = soup_server_message_get_request_headers (message);
  call.body = bytes;
  np_practice_state_answer (self->state, &call, is_too_large, &answer);
  send_answer (self, message, &answer);
  np_practice_answer_clear (&answer);
}

/* A body over the bound is read to its end, so that the client comes to read
 * the answer, but no longer kept. */
static void
got_chunk_cb (SoupServerMessage *message, GBytes *chunk, gpointer user_data)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  if (body->length > MAX_BODY_BYTES)
    soup_message_body_set_accumulate (body, FALSE);
}

static void
request_started_cb (SoupServer *server, SoupServerMessage *message, gpointer user_data)
{
  g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), NULL);
}

static gpointer
run_thread (gpointer user_data)
{
  NpPracticeService *self = user_data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static void
attach_idle (NpPracticeService *self, int priority, GSourceFunc callback)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, priority);
  g_source_set_callback (source, callback, self, NULL);
  g_source_attach (source, self->context);
}

static gboolean
quit_cb (gpointer user_data)
{
  NpPracticeService *self = user_data;

  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

/* What the server had under way still has to hear that it is cancelled, so the
 * loop ends only when nothing else is left to run. */
static gboolean
disconnect_cb (gpointer user_data)
{
  NpPracticeService *self = user_data;

  g_ptr_array_set_size (self->delays, 0);
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  attach_idle (self, G_PRIORITY_LOW, quit_cb);
  return G_SOURCE_REMOVE;
}

static gboolean
listen_locally (NpPracticeService *self, GError **error)
{
  GSList *uris = NULL;

  if (!soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, error))
    return FALSE;
  uris = soup_server_get_uris (self->server);
  g_free (self->url);
  self->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return TRUE;
}

static char *
make_secret (void)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_auto (GStrv) parts = g_strsplit (uuid, "-", -1);
  g_autofree char *digits = g_strjoinv (NULL, parts);

  return g_strndup (digits, ACCESS_KEY_LENGTH);
}

static void
np_practice_service_finalize (GObject *object)
{
  NpPracticeService *self = NP_PRACTICE_SERVICE (object);

  np_practice_service_stop (self);
  np_practice_state_free (self->state);
  g_free (self->access_key_secret);
  g_free (self->workspace_id);
  g_free (self->url);
  g_main_context_unref (self->context);
  g_main_loop_unref (self->loop);
  g_ptr_array_unref (self->delays);

  G_OBJECT_CLASS (np_practice_service_parent_class)->finalize (object);
}

static void
np_practice_service_class_init (NpPracticeServiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = np_practice_service_finalize;
}

static void
np_practice_service_init (NpPracticeService *self)
{
  self->access_key_secret = make_secret ();
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->delays = g_ptr_array_new_with_free_func ((GDestroyNotify) delay_free);
  self->state = np_practice_state_new ();
  self->workspace_id = np_practice_state_dup_workspace_id (self->state);
  np_practice_state_add_key (self->state, ACCESS_KEY_ID, self->access_key_secret, NULL);
}

/**
 * np_practice_service_new:
 *
 * Makes a practice workspace: a double of the service for people and tests,
 * with sample models and one key, that never leaves this computer. It does not
 * listen yet.
 *
 * Returns: (transfer full): the service
 */
NpPracticeService *
np_practice_service_new (void)
{
  return g_object_new (NP_TYPE_PRACTICE_SERVICE, NULL);
}

/**
 * np_practice_service_start:
 * @error: where to say why it could not listen, a %G_IO_ERROR
 *
 * Listens on a free port of 127.0.0.1 and answers in a thread of its own. A
 * service that was stopped can be started again; its models are still there,
 * its port is another.
 *
 * Returns: %TRUE when it listens
 */
gboolean
np_practice_service_start (NpPracticeService *self, GError **error)
{
  gboolean is_listening = FALSE;

  g_return_val_if_fail (NP_IS_PRACTICE_SERVICE (self), FALSE);
  g_return_val_if_fail (self->server == NULL, FALSE);

  g_main_context_push_thread_default (self->context);
  self->server = soup_server_new ("raw-paths", TRUE, NULL);
  g_signal_connect (self->server, "request-started", G_CALLBACK (request_started_cb), NULL);
  soup_server_add_handler (self->server, NULL, handle_cb, self, NULL);
  is_listening = listen_locally (self, error);
  g_main_context_pop_thread_default (self->context);
  if (!is_listening)
    {
      g_clear_object (&self->server);
      return FALSE;
    }
  self->thread = g_thread_new ("np-practice", run_thread, self);
  return TRUE;
}

/**
 * np_practice_service_stop:
 *
 * Stops listening and drops every connection; does nothing when the service is
 * not running. Waits for the service's thread, which waits for nobody.
 */
void
np_practice_service_stop (NpPracticeService *self)
{
  g_return_if_fail (NP_IS_PRACTICE_SERVICE (self));

  if (self->thread == NULL)
    return;
  attach_idle (self, G_PRIORITY_HIGH, disconnect_cb);
  g_thread_join (g_steal_pointer (&self->thread));
}

/**
 * np_practice_service_get_url:
 *
 * Returns: (nullable): its address, as `http://127.0.0.1:PORT`; %NULL before
 *   the first start
 */
const char *
np_practice_service_get_url (NpPracticeService *self)
{
  return self->url;
}

/**
 * np_practice_service_get_access_key_id:
 *
 * Returns: the AccessKey ID that it knows from the beginning
 */
const char *
np_practice_service_get_access_key_id (NpPracticeService *self)
{
  return ACCESS_KEY_ID;
}

/**
 * np_practice_service_get_access_key_secret:
 *
 * Returns: the secret of that key, another one for every service
 */
const char *
np_practice_service_get_access_key_secret (NpPracticeService *self)
{
  return self->access_key_secret;
}

/**
 * np_practice_service_get_workspace_id:
 *
 * Returns: the ID of the first workspace
 */
const char *
np_practice_service_get_workspace_id (NpPracticeService *self)
{
  return self->workspace_id;
}

/**
 * np_practice_service_add_key:
 * @security_token: (nullable): the token that must come with the key
 *
 * Makes one more key known. May be called from any thread.
 */
void
np_practice_service_add_key (NpPracticeService *self,
                             const char *access_key_id,
                             const char *access_key_secret,
                             const char *security_token)
{
  np_practice_state_add_key (self->state, access_key_id, access_key_secret, security_token);
}

/**
 * np_practice_service_set_semantics:
 *
 * Sets how the service behaves where no document says it. May be called from
 * any thread.
 */
void
np_practice_service_set_semantics (NpPracticeService *self, NpPracticeSemantics semantics)
{
  np_practice_state_set_semantics (self->state, semantics);
}

/**
 * np_practice_service_set_latency:
 * @milliseconds: how long every answer waits
 *
 * A request takes effect, and stands in the log, when it arrives; only its
 * answer waits. May be called from any thread.
 */
void
np_practice_service_set_latency (NpPracticeService *self, guint milliseconds)
{
  np_practice_state_set_latency (self->state, milliseconds);
}

/**
 * np_practice_service_set_clock_offset:
 * @seconds: how far the service's clock is ahead of this computer's
 *
 * May be called from any thread.
 */
void
np_practice_service_set_clock_offset (NpPracticeService *self, gint64 seconds)
{
  np_practice_state_set_clock_offset (self->state, seconds);
}

/**
 * np_practice_service_set_identity:
 * @identity_type: "Account", "RAMUser" or "AssumedRoleUser" by the STS API's
 *   documentation, or a type that is not in it
 *
 * Sets what GetCallerIdentity answers for every key; at first it is "RAMUser".
 * The real STS has a host of its own, here it is `/` of the same one. May be
 * called from any thread.
 */
void
np_practice_service_set_identity (NpPracticeService *self, const char *identity_type)
{
  np_practice_state_set_identity (self->state, identity_type);
}

/**
 * np_practice_service_set_rights:
 * @rights: which models every key may change; at first all
 *
 * Sets what GetPermission answers about PaiModel:UpdateModel and what UpdateModel
 * refuses. A model is one's own if its UserId is that of GetCallerIdentity. May be
 * called from any thread.
 */
void
np_practice_service_set_rights (NpPracticeService *self, NpPracticeRights rights)
{
  np_practice_state_set_rights (self->state, rights);
}

/**
 * np_practice_service_push_fault:
 * @operation: its name, for example "UpdateModel"
 * @fault: what its next call gets
 *
 * Queues a fault. A call takes one when its signature is good, instead of being
 * done. May be called from any thread.
 */
void
np_practice_service_push_fault (NpPracticeService *self,
                                const char *operation,
                                NpPracticeFault fault)
{
  np_practice_state_push_fault (self->state, operation, fault);
}

/**
 * np_practice_service_get_n_pending_faults:
 *
 * Returns: how many faults were pushed and not met yet. May be called from any
 *   thread.
 */
guint
np_practice_service_get_n_pending_faults (NpPracticeService *self)
{
  return np_practice_state_get_n_pending_faults (self->state);
}

/**
 * np_practice_service_dup_requests:
 *
 * The log, the oldest request first; the newest 10,000 are kept. May be called
 * from any thread.
 *
 * Returns: (transfer full) (element-type NpPracticeRequest): a copy that frees
 *   its elements
 */
GPtrArray *
np_practice_service_dup_requests (NpPracticeService *self)
{
  return np_practice_state_dup_requests (self->state);
}

/**
 * np_practice_service_dup_model_json:
 *
 * May be called from any thread.
 *
 * Returns: (nullable) (transfer full): the model as the service holds it, a
 *   JSON object without RequestId; %NULL when there is none
 */
GBytes *
np_practice_service_dup_model_json (NpPracticeService *self, const char *model_id)
{
  return np_practice_state_dup_model_json (self->state, model_id);
}

/**
 * np_practice_service_put_model_json:
 * @json: the whole model, a JSON object
 *
 * Sets a model behind everybody's back, as if somebody else had changed it. Its
 * GmtModifiedTime moves on unless @json brings another one. May be called from
 * any thread.
 *
 * Returns: %FALSE when @json is no JSON object
 */
gboolean
np_practice_service_put_model_json (NpPracticeService *self,
                                    const char *model_id,
                                    const char *json)
{
  return np_practice_state_put_model_json (self->state, model_id, json);
}

/**
 * np_practice_service_dup_model_ids:
 *
 * May be called from any thread.
 *
 * Returns: (transfer full): the IDs of all models, in the order in which they
 *   were made
 */
char **
np_practice_service_dup_model_ids (NpPracticeService *self)
{
  return np_practice_state_dup_model_ids (self->state);
}
