/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>

#include "client-rig.h"
#include "np-await.h"
#include "np-client-private.h"

#define N_SAVES 100
#define BODY    "{\"Task\":\"x\"}"
static void
assert_saved (ClientRig *rig)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *request_id = client_rig_put (rig, RIG_MODEL_ID, BODY, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (request_id, ==, "R-SAV");
}

static void
test_reuse (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();

  np_fault_server_answer_all (rig->server, RIG_SAVED);
  for (guint i = 0; i < N_SAVES; i++)
    assert_saved (rig);
  g_assert_cmpuint (np_fault_server_get_n_requests (rig->server), ==, N_SAVES);
  g_assert_cmpuint (np_fault_server_get_n_connections (rig->server), <=, 2);
}

static void
assert_checked (ClientRig *rig)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *request_id = client_rig_check (rig, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (request_id, ==, "R-SAV");
}

/* A kept connection that the server closes as the next request arrives: libsoup
 * sends it again, and it must not be the same one. */
static void
test_signed_again (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  np_fault_server_answer (rig->server, RIG_SAVED);
  np_fault_server_read (rig->server);
  np_fault_server_close (rig->server);
  np_fault_server_answer (rig->server, RIG_SAVED);
  assert_checked (rig);
  assert_checked (rig);
  np_fault_server_assert_consumed (rig->server);

  g_assert_cmpuint (np_fault_server_get_n_requests (rig->server), ==, 3);
  g_assert_cmpuint (np_fault_server_get_n_connections (rig->server), ==, 2);
  first = client_rig_dup_header (rig, 1, "x-acs-signature-nonce");
  second = client_rig_dup_header (rig, 2, "x-acs-signature-nonce");
  g_assert_cmpstr (first, ==, "nonce-1");
  g_assert_cmpstr (second, ==, "nonce-2");
  for (guint i = 0; i < 3; i++)
    client_rig_assert_signed (rig, i);
}

/* A save is not sent a second time: the first one may have been done. */
static void
test_save_not_again (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *request_id = NULL;

  np_fault_server_answer (rig->server, RIG_SAVED);
  np_fault_server_read (rig->server);
  np_fault_server_close (rig->server);
  assert_saved (rig);
  request_id = client_rig_put (rig, RIG_MODEL_ID, "{}", &error);
  g_assert_null (request_id);
  g_assert_true (np_api_error_get_detail (error)->maybe_sent);
  client_rig_assert_error (&error, NP_API_ERROR_OUTCOME_UNKNOWN);
  np_fault_server_assert_consumed (rig->server);
  np_fault_server_answer (rig->server, RIG_SAVED);
  assert_saved (rig);
  g_assert_cmpuint (np_fault_server_get_n_requests (rig->server), ==, 3);
}

/* A service that has seen the nonce of a request has seen the request. */
static void
test_nonce_used (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *request_id = NULL;

  np_fault_server_answer (rig->server,
                          "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"
                          "{\"RequestId\":\"R-1\",\"Code\":\"SignatureNonceUsed\"}");
  np_fault_server_close (rig->server);
  request_id = client_rig_put (rig, RIG_MODEL_ID, "{}", &error);
  g_assert_null (request_id);
  client_rig_assert_error (&error, NP_API_ERROR_OUTCOME_UNKNOWN);
}

static void
test_other_model (void)
{
  static const char *const bodies[] = {
    "{\"RequestId\":\"R-1\",\"ModelId\":\"model-other\"}",
    "{\"RequestId\":\"R-1\"}",
    "{\"RequestId\":\"R-1\",\"ModelId\":null}",
  };
  g_autoptr (ClientRig) rig = client_rig_new ();

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *answer =
          g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Length: %u\r\n\r\n%s",
                           (guint) strlen (bodies[i]), bodies[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (NpModel) model = NULL;

      np_fault_server_answer (rig->server, answer);
      model = client_rig_get (rig, RIG_MODEL_ID, &error);
      g_assert_null (model);
      client_rig_assert_error (&error, NP_API_ERROR_PROTOCOL);
    }
}

static void
count_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  guint *n_left = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *request_id = np_client_update_model_finish (NP_CLIENT (source), result,
                                                               &error);

  g_assert_no_error (error);
  g_assert_cmpstr (request_id, ==, "R-SAV");
  (*n_left)--;
}

static void
test_many_at_once (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  g_autoptr (GHashTable) nonces = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_left = 32;

  np_fault_server_answer_all (rig->server, RIG_SAVED);
  for (guint i = 0; i < 32; i++)
    np_client_update_model_async (rig->client, RIG_MODEL_ID, body, NULL, count_cb, &n_left);
  np_await_true (n_left == 0);
  for (guint i = 0; i < 32; i++)
    {
      client_rig_assert_signed (rig, i);
      g_hash_table_add (nonces, client_rig_dup_header (rig, i, "x-acs-signature-nonce"));
    }
  g_assert_cmpuint (g_hash_table_size (nonces), ==, 32);
  g_assert_cmpuint (np_fault_server_get_n_connections (rig->server), <=, 10);
}

static void
test_endpoint (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autofree char *uri = np_fault_server_dup_uri (rig->server, "http");

  g_assert_cmpstr (np_endpoint_get_base_uri (np_client_get_endpoint (rig->client)), ==, uri);
}

/* Nothing of the session acts on its own account. */
static void
test_bare_session (void)
{
  const GType features[] = { SOUP_TYPE_AUTH_MANAGER,    SOUP_TYPE_CACHE,
                             SOUP_TYPE_CONTENT_DECODER, SOUP_TYPE_CONTENT_SNIFFER,
                             SOUP_TYPE_COOKIE_JAR,      SOUP_TYPE_HSTS_ENFORCER,
                             SOUP_TYPE_LOGGER };
  g_autoptr (ClientRig) rig = client_rig_new ();
  SoupSession *session = np_client_get_session (rig->client);

  for (guint i = 0; i < G_N_ELEMENTS (features); i++)
    g_assert_false (soup_session_has_feature (session, features[i]));
  g_assert_null (soup_session_get_proxy_resolver (session));
}

/* A service that is not on this computer goes through the system's proxy. */
static void
test_proxy_resolver (void)
{
  g_autoptr (NpEndpoint) endpoint = np_endpoint_new_for_region ("cn-hangzhou", NULL);
  g_autoptr (NpSecret) secret = np_secret_new (RIG_SECRET, -1);
  g_autoptr (NpCredentials) credentials = np_credentials_new (RIG_KEY_ID, secret, NULL);
  g_autoptr (NpFixedCredentials) provider = np_fixed_credentials_new (credentials);
  g_autoptr (NpClient)
      client = np_client_new (endpoint, NP_CREDENTIALS_PROVIDER (provider), NULL);

  g_assert_nonnull (soup_session_get_proxy_resolver (np_client_get_session (client)));
}

/* A provider that has another key each time, as when somebody changes accounts. */
#define TYPE_CHANGING_PROVIDER (changing_provider_get_type ())
G_DECLARE_FINAL_TYPE (ChangingProvider, changing_provider, TEST, CHANGING_PROVIDER, GObject)

struct _ChangingProvider
{
  GObject parent_instance;

  guint n_asked;
};

static void changing_provider_iface_init (NpCredentialsProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ChangingProvider,
                               changing_provider,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (NP_TYPE_CREDENTIALS_PROVIDER,
                                                      changing_provider_iface_init))

static void
changing_provider_get_async (NpCredentialsProvider *provider,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  ChangingProvider *self = TEST_CHANGING_PROVIDER (provider);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *id = g_strdup_printf (RIG_KEY_ID "%u", self->n_asked++);
  g_autoptr (NpSecret) secret = np_secret_new (RIG_SECRET, -1);

  g_task_set_source_tag (task, changing_provider_get_async);
  g_task_return_pointer (task, np_credentials_new (id, secret, NULL),
                         (GDestroyNotify) np_credentials_unref);
}

static NpCredentials *
changing_provider_get_finish (NpCredentialsProvider *provider,
                              GAsyncResult *result,
                              GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
changing_provider_class_init (ChangingProviderClass *klass)
{
}

static void
changing_provider_init (ChangingProvider *self)
{
}

static void
changing_provider_iface_init (NpCredentialsProviderInterface *iface)
{
  iface->get_credentials_async = changing_provider_get_async;
  iface->get_credentials_finish = changing_provider_get_finish;
}

static void
assert_key (ClientRig *rig, guint i, const char *id)
{
  g_autofree char *value = client_rig_dup_header (rig, i, "Authorization");
  g_autofree char *start = g_strdup_printf ("ACS3-HMAC-SHA256 Credential=%s,", id);

  g_assert_true (g_str_has_prefix (value, start));
}

/* A call keeps the key that it began with, through all its attempts. */
static void
test_one_key (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autoptr (ChangingProvider) provider = g_object_new (TYPE_CHANGING_PROVIDER, NULL);
  NpClient *client = np_client_new (np_client_get_endpoint (rig->client),
                                    NP_CREDENTIALS_PROVIDER (provider), NULL);
  g_autoptr (GError) error = NULL;

  g_object_unref (rig->client);
  rig->client = client;
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *request_id = NULL;

      np_fault_server_answer (rig->server, "HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n");
      np_fault_server_answer (rig->server, RIG_SAVED);
      request_id = client_rig_check (rig, &error);
      g_assert_no_error (error);
    }
  assert_key (rig, 0, RIG_KEY_ID "0");
  assert_key (rig, 1, RIG_KEY_ID "0");
  assert_key (rig, 2, RIG_KEY_ID "1");
  assert_key (rig, 3, RIG_KEY_ID "1");
  g_assert_cmpuint (provider->n_asked, ==, 2);
}

/* What the environment asks for is overwritten. */
static void
test_prepare_process (void)
{
  g_assert_cmpstr (g_getenv ("SOUP_FORCE_HTTP1"), ==, "1");
  g_assert_nonnull (strstr (g_getenv ("G_TLS_GNUTLS_PRIORITY"), "-VERS-TLS1.0"));
  g_assert_nonnull (strstr (g_getenv ("G_TLS_GNUTLS_PRIORITY"), "-VERS-TLS1.1"));
}

int
main (int argc, char **argv)
{
  g_setenv ("G_TLS_GNUTLS_PRIORITY", "NORMAL:+VERS-TLS1.0", TRUE);
  np_client_prepare_process ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/reuse", test_reuse);
  g_test_add_func ("/client/signed-again", test_signed_again);
  g_test_add_func ("/client/save-not-again", test_save_not_again);
  g_test_add_func ("/client/nonce-used", test_nonce_used);
  g_test_add_func ("/client/other-model", test_other_model);
  g_test_add_func ("/client/many-at-once", test_many_at_once);
  g_test_add_func ("/client/endpoint", test_endpoint);
  g_test_add_func ("/client/bare-session", test_bare_session);
  g_test_add_func ("/client/proxy-resolver", test_proxy_resolver);
  g_test_add_func ("/client/one-key", test_one_key);
  g_test_add_func ("/client/prepare-process", test_prepare_process);
  return g_test_run ();
}
