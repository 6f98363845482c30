/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "client-rig.h"
#include "np-await.h"
#include "np-client-private.h"

#define WAIT_MS 400

/* What openssl's own server is told, and what the client has to say of it. */
typedef struct
{
  const char *name;
  const char *certificate; /* NULL for none */
  const char *authority;   /* whom the client trusts */
  const char *options;     /* of openssl s_server, parted by spaces */
  const char *words;       /* in the error; NULL if the request has to arrive */
} TlsCase;

static const TlsCase tls_cases[] = {
  { "tls-1.3", "good", "ca", "-tls1_3", NULL },
  { "tls-1.2", "good", "ca", "-tls1_2", NULL },
  { "rsa-2048", "good-rsa", "ca", "-tls1_2", NULL },
  { "tls-1.1", "good-rsa", "ca", "-tls1_1 -cipher DEFAULT@SECLEVEL=0",
    "no protected connection" },
  { "tls-1.0", "good-rsa", "ca", "-tls1 -cipher DEFAULT@SECLEVEL=0",
    "no protected connection" },
  { "anonymous", NULL, "ca", "-tls1_2 -nocert -cipher aNULL@SECLEVEL=0",
    "no protected connection" },
  { "rsa-1024", "short-rsa", "ca", "-cipher DEFAULT@SECLEVEL=0", "is not safe" },
  { "sha-1", "sha1", "ca", "-cipher DEFAULT@SECLEVEL=0", "is not safe" },
  { "unknown-authority", "good", "other-ca", "", "(issuer: CN=Nameplate test authority)" },
  { "self-signed", "self", "ca", "", "is not signed by an authority that this system trusts" },
  { "wrong-host", "wrong-host", "ca", "", "is made out to another host" },
  { "no-name", "no-name", "ca", "", "is made out to another host" },
  { "expired", "expired", "ca", "", "has expired" },
  { "early", "early", "ca", "", "is not valid yet" },
};

static char *folder;

typedef struct
{
  GSubprocess *process;
  GDataInputStream *output;
  GString *text; /* what it has printed: its address, later every decrypted byte */
} TlsServer;

static char *
get_path (const char *name, const char *ending)
{
  g_autofree char *file = g_strconcat (name, ending, NULL);

  return g_build_filename (folder, file, NULL);
}

static GSubprocess *
spawn (const TlsCase *item)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) options = g_strsplit (item->options, " ", -1);
  g_auto (GStrv) arguments = NULL;
  g_autoptr (GError) error = NULL;
  GSubprocess *process = NULL;

  g_strv_builder_add_many (builder, "openssl", "s_server", "-accept", "127.0.0.1:0", NULL);
  if (item->certificate != NULL)
    {
      g_autofree char *certificate = get_path (item->certificate, ".pem");
      g_autofree char *key = get_path (item->certificate, ".key");

      g_strv_builder_add_many (builder, "-cert", certificate, "-key", key, NULL);
    }
  if (*item->options != '\0')
    g_strv_builder_addv (builder, (const char **) options);
  arguments = g_strv_builder_end (builder);
  process = g_subprocess_newv ((const char *const *) arguments,
                               G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                   G_SUBPROCESS_FLAGS_STDERR_MERGE,
                               &error);
  g_assert_no_error (error);
  return process;
}

static char *
read_line (TlsServer *self)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  char *line = NULL;

  g_data_input_stream_read_line_async (self->output, G_PRIORITY_DEFAULT, NULL,
                                       np_await_result_cb, &slot);
  result = np_await_result (&slot);
  line = g_data_input_stream_read_line_finish (self->output, result, NULL, NULL);
  if (line != NULL)
    g_string_append_printf (self->text, "%s\n", line);
  return line;
}

/* Starts the server. Returns its port. */
static char *
tls_server_start (TlsServer *self, const TlsCase *item)
{
  self->process = spawn (item);
  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  self->text = g_string_new (NULL);
  for (;;)
    {
      g_autofree char *line = read_line (self);

      if (line == NULL)
        g_error ("openssl did not start: %s", self->text->str);
      if (g_str_has_prefix (line, "ACCEPT "))
        return g_strdup (strrchr (line, ':') + 1);
    }
}

/* Ends the server and reads what it still had to say. */
static void
tls_server_stop (TlsServer *self)
{
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  g_subprocess_send_signal (self->process, SIGTERM);
  for (char *line = read_line (self); line != NULL; line = read_line (self))
    g_free (line);
  g_subprocess_wait (self->process, NULL, NULL);
}

static void
tls_server_clear (TlsServer *self)
{
  g_string_free (self->text, TRUE);
  g_object_unref (self->output);
  g_object_unref (self->process);
}

static NpClient *
make_client (const char *port, const char *authority)
{
  const NpClientDeadlines deadlines = { 10000, WAIT_MS, 10000, 10000, 10000 };
  g_autofree char *uri = g_strconcat ("https://127.0.0.1:", port, NULL);
  g_autofree char *anchors = get_path (authority, ".pem");
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsDatabase) database = g_tls_file_database_new (anchors, &error);
  g_autoptr (NpEndpoint) endpoint = np_endpoint_new_custom (uri, NULL);
  g_autoptr (NpSecret) secret = np_secret_new (RIG_SECRET, -1);
  g_autoptr (NpCredentials) credentials = np_credentials_new (RIG_KEY_ID, secret, NULL);
  g_autoptr (NpFixedCredentials) provider = np_fixed_credentials_new (credentials);
  NpClient *client = NULL;

  g_assert_no_error (error);
  client = np_client_new (endpoint, NP_CREDENTIALS_PROVIDER (provider), NULL);
  np_client_set_deadlines (client, &deadlines);
  soup_session_set_tls_database (np_client_get_session (client), database);
  return client;
}

static GError *
put (NpClient *client)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  g_autofree char *request_id = NULL;
  GError *error = NULL;

  np_client_update_model_async (client, RIG_MODEL_ID, body, NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  request_id = np_client_update_model_finish (client, result, &error);
  g_assert_null (request_id);
  g_assert_nonnull (error);
  return error;
}

/* The server of openssl never answers: that the request arrived is seen in what
 * it prints. */
static void
assert_arrived (const TlsServer *server, const GError *error)
{
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_OUTCOME_UNKNOWN);
  g_assert_nonnull (strstr (server->text->str, "PUT /api/v1/models/" RIG_MODEL_ID " HTTP/1.1"));
  g_assert_nonnull (strstr (server->text->str, "x-acs-signature-nonce"));
  g_assert_null (strstr (server->text->str, "PRI * HTTP/2"));
}

static void
assert_refused (const TlsServer *server, const GError *error, const char *words)
{
  if (strstr (error->message, words) == NULL)
    g_error ("\"%s\" is not in: %s", words, error->message);
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_TLS);
  g_assert_nonnull (strstr (error->message, "127.0.0.1:"));
  g_assert_false (np_api_error_get_detail (error)->maybe_sent);
  g_assert_null (strstr (server->text->str, "/api/v1"));
  g_assert_null (strstr (server->text->str, "x-acs"));
}

static void
test_tls (gconstpointer data)
{
  const TlsCase *item = data;
  TlsServer server = { NULL, NULL, NULL };
  g_autofree char *port = NULL;
  g_autoptr (NpClient) client = NULL;
  g_autoptr (GError) error = NULL;

  if (folder == NULL)
    {
      g_test_skip ("there is no openssl here");
      return;
    }
  port = tls_server_start (&server, item);
  client = make_client (port, item->authority);
  error = put (client);
  tls_server_stop (&server);
  if (item->words == NULL)
    assert_arrived (&server, error);
  else
    assert_refused (&server, error, item->words);
  tls_server_clear (&server);
}

/* Without the priority string the version is still looked at, on the ready
 * connection. The string is read once for each process, so this needs one of
 * its own. */
static void
test_version_looked_at (void)
{
  static const TlsCase item = { NULL, "good-rsa", "ca", "-tls1_1 -cipher DEFAULT@SECLEVEL=0",
                                "speaks a version of TLS that is not safe" };

  if (g_test_subprocess ())
    {
      test_tls (&item);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

static void
make_certificates (void)
{
  g_autofree char *program = g_find_program_in_path ("openssl");
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "api", "make-certificates",
                                                   NULL);
  g_autoptr (GError) error = NULL;
  int status = 0;

  if (program == NULL)
    return;
  folder = g_dir_make_tmp ("nameplate-tls-XXXXXX", &error);
  g_assert_no_error (error);
  g_spawn_sync (NULL, (char *[]){ script, folder, NULL }, NULL,
                G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}

static void
remove_certificates (void)
{
  g_autoptr (GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  if (folder != NULL)
    g_rmdir (folder);
  g_free (folder);
}

int
main (int argc, char **argv)
{
  int status = 0;

  np_client_prepare_process ();
  g_test_init (&argc, &argv, NULL);
  if (g_test_subprocess ())
    g_setenv ("G_TLS_GNUTLS_PRIORITY", "NORMAL", TRUE);
  make_certificates ();
  for (guint i = 0; i < G_N_ELEMENTS (tls_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/client-tls/", tls_cases[i].name, NULL);

      g_test_add_data_func (path, &tls_cases[i], test_tls);
    }
  g_test_add_func ("/client-tls/version-looked-at", test_version_looked_at);
  status = g_test_run ();
  remove_certificates ();
  return status;
}
