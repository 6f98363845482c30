/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "client-rig.h"
#include "np-await.h"
#include "np-client-private.h"
#include "np-tls-error.h"

#define WAIT_MS 400

#define FOLDER_VARIABLE "NP_TEST_CERTIFICATES"

/* What openssl's own server is told, and what the client has to say of it. */
typedef struct
{
  const char *name;
  const char *certificate; /* NULL for none */
  const char *authority;   /* whom the client trusts; NULL for those of the system */
  const char *options;     /* of openssl s_server, parted by spaces */
  NpApiTlsProblem problem; /* NONE if the request has to arrive */
  const char *words;       /* in the error */
} TlsCase;

#define PROBLEM(name) NP_API_TLS_PROBLEM_##name
#define NO_STORE      "no-store"
#define WEAK_CIPHERS  "-cipher DEFAULT@SECLEVEL=0"

static const TlsCase tls_cases[] = {
  { "tls-1.3", "good", "ca", "-tls1_3", PROBLEM (NONE), NULL },
  { "tls-1.2", "good", "ca", "-tls1_2", PROBLEM (NONE), NULL },
  { "rsa-2048", "good-rsa", "ca", "-tls1_2", PROBLEM (NONE), NULL },
  { "tls-1.1", "good-rsa", "ca", "-tls1_1 " WEAK_CIPHERS, PROBLEM (OLD_PROTOCOL),
    "no protected connection" },
  { "tls-1.0", "good-rsa", "ca", "-tls1 " WEAK_CIPHERS, PROBLEM (OLD_PROTOCOL),
    "no protected connection" },
  { "anonymous", NULL, "ca", "-tls1_2 -nocert -cipher aNULL@SECLEVEL=0", PROBLEM (OTHER),
    "no protected connection" },
  { "no-encryption", "good-rsa", "ca", "-tls1_2 -cipher NULL-SHA256@SECLEVEL=0",
    PROBLEM (OTHER), "no protected connection" },
  { "rsa-1024", "short-rsa", "ca", WEAK_CIPHERS, PROBLEM (WEAK), "is not safe" },
  { "sha-1", "sha1", "ca", WEAK_CIPHERS, PROBLEM (WEAK), "is not safe" },
  { "unknown-authority", "good", "other-ca", "", PROBLEM (UNKNOWN_ISSUER),
    "(issuer: CN=Nameplate test authority)" },
  { "no-store", "good", NO_STORE, "", PROBLEM (UNKNOWN_ISSUER),
    "(issuer: CN=Nameplate test authority)" },
  { "self-signed", "self", "ca", "", PROBLEM (SELF_SIGNED),
    "is not signed by an authority that this system trusts" },
  { "wrong-host", "wrong-host", "ca", "", PROBLEM (WRONG_HOST), "is made out to another host" },
  { "no-name", "no-name", "ca", "", PROBLEM (WRONG_HOST), "is made out to another host" },
  { "expired", "expired", "ca", "", PROBLEM (EXPIRED), "has expired" },
  { "early", "early", "ca", "", PROBLEM (NOT_YET_VALID), "is not valid yet" },
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
spawn (const TlsCase *item, const char *port)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) options = g_strsplit (item->options, " ", -1);
  g_auto (GStrv) arguments = NULL;
  g_autofree char *address = g_strconcat ("127.0.0.1:", port, NULL);
  g_autoptr (GError) error = NULL;
  GSubprocess *process = NULL;

  g_strv_builder_add_many (builder, "openssl", "s_server", "-accept", address, NULL);
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
tls_server_start (TlsServer *self, const TlsCase *item, const char *port)
{
  self->process = spawn (item, port);
  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  self->text = g_string_new (NULL);
  for (;;)
    {
      g_autofree char *line = read_line (self);

      if (line == NULL)
        g_error ("openssl did not start: %s", self->text->str);
      /* It tells the port only if it chose one. */
      if (g_str_has_prefix (line, "ACCEPT"))
        return g_strdup (strchr (line, ':') != NULL ? strrchr (line, ':') + 1 : port);
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

/* Of a store that is empty or cannot be read the TLS library makes no database. */
static void
trust (NpClient *client, const char *authority)
{
  g_autofree char *anchors = get_path (authority, ".pem");
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsDatabase) database = NULL;

  if (!g_str_equal (authority, NO_STORE))
    {
      database = g_tls_file_database_new (anchors, &error);
      g_assert_no_error (error);
    }
  soup_session_set_tls_database (np_client_get_session (client), database);
}

static NpClient *
make_client (const char *port, const char *authority)
{
  const NpClientDeadlines deadlines = { 10000, WAIT_MS, 10000, 10000, 10000 };
  g_autofree char *uri = g_strconcat ("https://127.0.0.1:", port, NULL);
  g_autoptr (NpEndpoint) endpoint = np_endpoint_new_custom (uri, NULL);
  g_autoptr (NpSecret) secret = np_secret_new (RIG_SECRET, -1);
  g_autoptr (NpCredentials) credentials = np_credentials_new (RIG_KEY_ID, secret, NULL);
  g_autoptr (NpFixedCredentials) provider = np_fixed_credentials_new (credentials);
  NpClient *client = NULL;

  client = np_client_new (endpoint, NP_CREDENTIALS_PROVIDER (provider), NULL);
  np_client_set_deadlines (client, &deadlines);
  if (authority != NULL)
    trust (client, authority);
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

/* Nothing that TLS protects has left: neither does the server show a byte of it,
 * nor does the error take it for possible. */
static void
assert_refused (const TlsServer *server, const GError *error, const TlsCase *item)
{
  const NpApiErrorDetail *detail = np_api_error_get_detail (error);

  if (strstr (error->message, item->words) == NULL)
    g_error ("\"%s\" is not in: %s", item->words, error->message);
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_TLS);
  g_assert_nonnull (strstr (error->message, "127.0.0.1:"));
  g_assert_cmpint (detail->tls_problem, ==, item->problem);
  g_assert_cmpint (detail->phase, ==, NP_API_PHASE_TLS);
  g_assert_cmpuint (detail->n_attempts, ==, 1);
  g_assert_false (detail->maybe_sent);
  if (item->problem == NP_API_TLS_PROBLEM_UNKNOWN_ISSUER)
    g_assert_cmpstr (detail->tls_issuer, ==, "CN=Nameplate test authority");
  g_assert_null (strstr (server->text->str, "/api/v1"));
  g_assert_null (strstr (server->text->str, "x-acs"));
}

/* A look at the way finds the same, at the step that it concerns. */
static void
assert_diagnosed (NpClient *client, const TlsCase *item)
{
  g_autoptr (NpDiagnosis) diagnosis = np_client_diagnose (client, NULL);
  NpDiagnosisStep *step = np_diagnosis_get_step (diagnosis, NP_DIAGNOSIS_TLS);
  const GError *error = NULL;

  np_await_true (!np_diagnosis_get_is_running (diagnosis));
  error = np_diagnosis_step_get_error (step);
  if (item->problem == NP_API_TLS_PROBLEM_NONE)
    {
      g_assert_cmpint (np_diagnosis_step_get_state (step), ==, NP_DIAGNOSIS_GOOD);
      g_assert_true (g_str_has_prefix (np_diagnosis_step_get_detail (step), "TLS 1."));
      return;
    }
  g_assert_cmpint (np_diagnosis_step_get_state (step), ==, NP_DIAGNOSIS_BAD);
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_TLS);
  g_assert_cmpint (np_api_error_get_detail (error)->tls_problem, ==, item->problem);
  step = np_diagnosis_get_step (diagnosis, NP_DIAGNOSIS_SIGNATURE);
  g_assert_cmpint (np_diagnosis_step_get_state (step), ==, NP_DIAGNOSIS_UNKNOWN);
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
  port = tls_server_start (&server, item, "0");
  client = make_client (port, item->authority);
  error = put (client);
  assert_diagnosed (client, item);
  tls_server_stop (&server);
  if (item->problem == NP_API_TLS_PROBLEM_NONE)
    assert_arrived (&server, error);
  else
    assert_refused (&server, error, item);
  tls_server_clear (&server);
}

static const TlsCase *
find_case (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (tls_cases); i++)
    {
      if (g_str_equal (tls_cases[i].name, name))
        return &tls_cases[i];
    }
  g_assert_not_reached ();
}

/* The certificate of a host that was trusted changes: each is looked at by itself. */
static void
test_changed (void)
{
  const TlsCase *good = find_case ("tls-1.3");
  const TlsCase *bad = find_case ("self-signed");
  TlsServer first = { NULL, NULL, NULL };
  TlsServer second = { NULL, NULL, NULL };
  g_autofree char *port = NULL;
  g_autofree char *same_port = NULL;
  g_autoptr (NpClient) client = NULL;
  g_autoptr (GError) arrived = NULL;
  g_autoptr (GError) refused = NULL;

  if (folder == NULL)
    {
      g_test_skip ("there is no openssl here");
      return;
    }
  port = tls_server_start (&first, good, "0");
  client = make_client (port, good->authority);
  arrived = put (client);
  tls_server_stop (&first);
  assert_arrived (&first, arrived);
  tls_server_clear (&first);
  same_port = tls_server_start (&second, bad, port);
  refused = put (client);
  tls_server_stop (&second);
  assert_refused (&second, refused, bad);
  tls_server_clear (&second);
}

/* Kinds that no TLS server shows: what answers is no TLS, says nothing, or
 * goes away. The bytes that arrive are those of a greeting, in clear. */
typedef struct
{
  const char *name;
  const char *answer; /* after the greeting of the client */
  char end;           /* 'c' closes, 'r' resets, 'w' waits for the client to go */
  NpApiError code;
  NpApiTlsProblem problem;
} BareCase;

static const BareCase bare_cases[] = {
  { "plain-http", "HTTP/1.1 400 Bad Request\r\n\r\n", 'w', NP_API_ERROR_TLS, PROBLEM (NO_TLS) },
  { "ssh", "SSH-2.0-OpenSSH_9.2\r\n", 'w', NP_API_ERROR_TLS, PROBLEM (NO_TLS) },
  { "stalled", "", 'w', NP_API_ERROR_TIMED_OUT, PROBLEM (NONE) },
  { "stalled-later", "\x16\x03\x03", 'w', NP_API_ERROR_TIMED_OUT, PROBLEM (NONE) },
  { "cut", "", 'c', NP_API_ERROR_TLS, PROBLEM (BROKEN_OFF) },
  { "cut-later", "\x16\x03\x03", 'c', NP_API_ERROR_TLS, PROBLEM (BROKEN_OFF) },
  { "reset", "", 'r', NP_API_ERROR_TLS, PROBLEM (BROKEN_OFF) },
};

static void
script_bare (NpFaultServer *server, const BareCase *item)
{
  np_fault_server_accept (server);
  np_fault_server_receive (server);
  np_fault_server_send (server, item->answer, -1);
  if (item->end == 'c')
    np_fault_server_close (server);
  else if (item->end == 'r')
    np_fault_server_reset (server);
  else
    np_fault_server_await_close (server);
}

static void
test_bare (gconstpointer data)
{
  const BareCase *item = data;
  g_autoptr (ClientRig) rig = client_rig_new_for (np_fault_server_new (), "https");
  g_autoptr (GError) error = NULL;
  const NpApiErrorDetail *detail = NULL;

  if (item->code == NP_API_ERROR_TIMED_OUT)
    client_rig_set_deadlines (rig, WAIT_MS, 10000, 10000, 10000);
  script_bare (rig->server, item);
  error = put (rig->client);
  np_fault_server_assert_consumed (rig->server);
  g_assert_error (error, NP_API_ERROR, (int) item->code);
  detail = np_api_error_get_detail (error);
  g_assert_cmpint (detail->tls_problem, ==, item->problem);
  g_assert_cmpint (detail->phase, ==, NP_API_PHASE_TLS);
  g_assert_false (detail->maybe_sent);
  g_assert_cmpuint (np_fault_server_get_n_requests (rig->server), ==, 0);
  g_assert_false (np_fault_server_has_received (rig->server, "x-acs"));
  g_assert_false (np_fault_server_has_received (rig->server, "/api/v1"));
}

/* A handshake that broke off may work the next time, a certificate won't. */
static void
test_cut_again (void)
{
  g_autoptr (ClientRig) rig = client_rig_new_for (np_fault_server_new (), "https");
  g_autoptr (GError) error = NULL;

  np_client_set_max_attempts (rig->client, NP_CLIENT_MAX_ATTEMPTS);
  for (guint i = 0; i < NP_CLIENT_MAX_ATTEMPTS; i++)
    {
      np_fault_server_accept (rig->server);
      np_fault_server_receive (rig->server);
      np_fault_server_close (rig->server);
    }
  error = put (rig->client);
  np_fault_server_assert_consumed (rig->server);
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_TLS);
  g_assert_cmpuint (np_api_error_get_detail (error)->n_attempts, ==, NP_CLIENT_MAX_ATTEMPTS);
}

/* Which flags mean what, for those that no server here can bring about. */
static void
test_flags (void)
{
  static const struct
  {
    GTlsCertificateFlags flags;
    NpApiTlsProblem problem;
  } cases[] = {
    { G_TLS_CERTIFICATE_REVOKED, PROBLEM (REVOKED) },
    { G_TLS_CERTIFICATE_REVOKED | G_TLS_CERTIFICATE_EXPIRED, PROBLEM (REVOKED) },
    { G_TLS_CERTIFICATE_UNKNOWN_CA | G_TLS_CERTIFICATE_EXPIRED, PROBLEM (UNKNOWN_ISSUER) },
    { G_TLS_CERTIFICATE_BAD_IDENTITY | G_TLS_CERTIFICATE_INSECURE, PROBLEM (WRONG_HOST) },
    { G_TLS_CERTIFICATE_GENERIC_ERROR, PROBLEM (OTHER) },
    { 0, PROBLEM (OTHER) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (np_tls_error_judge_certificate (NULL, cases[i].flags), ==,
                     cases[i].problem);
}

/* Tests that need a process of their own. */
static void
run_alone (const TlsCase *item)
{
  if (g_test_subprocess ())
    {
      test_tls (item);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

/* What the environment says when the program starts does not weaken it: neither its
 * own priority string nor a file with further authorities. */
static void
test_weak_environment (void)
{
  static const TlsCase old = { NULL,
                               "good-rsa",
                               "ca",
                               "-tls1_1 " WEAK_CIPHERS,
                               PROBLEM (OLD_PROTOCOL),
                               "no protected connection" };
  static const TlsCase stranger = {
    NULL, "good", NULL, "", PROBLEM (UNKNOWN_ISSUER), "(issuer: CN=Nameplate test authority)"
  };
  g_autofree char *anchors = get_path ("ca", ".pem");

  if (g_test_subprocess ())
    test_tls (&old);
  if (!g_test_subprocess ())
    {
      g_setenv ("G_TLS_GNUTLS_PRIORITY", "NORMAL:%COMPAT", TRUE);
      g_setenv ("SSL_CERT_FILE", anchors, TRUE);
    }
  run_alone (&stranger);
  if (!g_test_subprocess ())
    {
      g_unsetenv ("SSL_CERT_FILE");
      np_client_prepare_process ();
    }
}

/* Without the priority string the version is still looked at, on the ready
 * connection. The string is read once for each process. */
static void
test_version_looked_at (void)
{
  static const TlsCase item = { NULL,
                                "good-rsa",
                                "ca",
                                "-tls1_1 " WEAK_CIPHERS,
                                PROBLEM (OLD_PROTOCOL),
                                "speaks a version of TLS that is not safe" };

  if (g_test_subprocess ())
    g_setenv ("G_TLS_GNUTLS_PRIORITY", "NORMAL", TRUE);
  run_alone (&item);
}

/* Two kinds are told apart by the words of the TLS library, which speaks the
 * language of the program. */
static void
test_translated (void)
{
  static const TlsCase item = { NULL,
                                "good-rsa",
                                "ca",
                                "-tls1_1 " WEAK_CIPHERS,
                                PROBLEM (OLD_PROTOCOL),
                                "no protected connection" };

  if (g_test_subprocess ())
    {
      g_unsetenv ("LANGUAGE");
      g_setenv ("LC_ALL", "zh_CN.UTF-8", TRUE);
      setlocale (LC_ALL, "");
      test_bare (&bare_cases[0]);
    }
  run_alone (&item);
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
  /* A process of one test takes those of its parent. */
  folder = g_strdup (g_getenv (FOLDER_VARIABLE));
  if (folder != NULL)
    return;
  folder = g_dir_make_tmp ("nameplate-tls-XXXXXX", &error);
  g_assert_no_error (error);
  g_spawn_sync (NULL, (char *[]){ script, folder, NULL }, NULL,
                G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  g_setenv (FOLDER_VARIABLE, folder, TRUE);
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
  make_certificates ();
  for (guint i = 0; i < G_N_ELEMENTS (tls_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/client-tls/", tls_cases[i].name, NULL);

      g_test_add_data_func (path, &tls_cases[i], test_tls);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bare_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/client-tls/", bare_cases[i].name, NULL);

      g_test_add_data_func (path, &bare_cases[i], test_bare);
    }
  g_test_add_func ("/client-tls/changed", test_changed);
  g_test_add_func ("/client-tls/cut-again", test_cut_again);
  g_test_add_func ("/client-tls/flags", test_flags);
  g_test_add_func ("/client-tls/weak-environment", test_weak_environment);
  g_test_add_func ("/client-tls/version-looked-at", test_version_looked_at);
  g_test_add_func ("/client-tls/translated", test_translated);
  status = g_test_run ();
  if (!g_test_subprocess ())
    remove_certificates ();
  return status;
}
