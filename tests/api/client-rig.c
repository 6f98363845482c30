/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "client-rig.h"

#include <string.h>

#include "np-await.h"

static gint64
get_real_time (gpointer user_data)
{
  ClientRig *self = user_data;

  return self->now * G_TIME_SPAN_SECOND;
}

static char *
make_nonce (gpointer user_data)
{
  ClientRig *self = user_data;

  return g_strdup_printf ("nonce-%u", self->n_nonces++);
}

static gint64
get_boot_time (gpointer user_data)
{
  ClientRig *self = user_data;

  return np_seam_get_boot_time (np_seam_get_default ()) + self->slept;
}

static double
get_chance (gpointer user_data)
{
  ClientRig *self = user_data;

  return self->chance;
}

static gboolean
dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  return callback (user_data);
}

/* Is never ready by itself. */
static GSourceFuncs held_funcs = { NULL, NULL, dispatch, NULL, NULL, NULL };

static GSource *
make_timer (guint milliseconds, gpointer user_data)
{
  ClientRig *self = user_data;

  g_array_append_val (self->waits, milliseconds);
  return self->holds_waits ? g_source_new (&held_funcs, sizeof (GSource))
                           : g_idle_source_new ();
}

static ClientRig *
rig_new (const char *uri, NpFaultServer *server, const char *token_text)
{
  ClientRig *self = g_new0 (ClientRig, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (NpEndpoint) endpoint = np_endpoint_new_custom (uri, &error);
  g_autoptr (NpSecret) secret = np_secret_new (RIG_SECRET, -1);
  g_autoptr (NpSecret) token = token_text != NULL ? np_secret_new (token_text, -1) : NULL;
  g_autoptr (NpCredentials) credentials = np_credentials_new (RIG_KEY_ID, secret, token);
  g_autoptr (NpFixedCredentials) provider = np_fixed_credentials_new (credentials);
  const NpSeam seam = {
    .get_real_time = get_real_time,
    .make_nonce = make_nonce,
    .get_boot_time = get_boot_time,
    .get_chance = get_chance,
    .make_timer = make_timer,
    .user_data = self,
  };

  g_assert_no_error (error);
  self->server = server;
  self->now = RIG_NOW;
  self->waits = g_array_new (FALSE, FALSE, sizeof (guint));
  self->client = np_client_new (endpoint, NP_CREDENTIALS_PROVIDER (provider), &seam);
  np_client_set_max_attempts (self->client, 1);
  return self;
}

/* A client of a service at URI. */
ClientRig *
client_rig_new_at (const char *uri)
{
  return rig_new (uri, NULL, NULL);
}

/* A client of a new server whose script is still empty. */
ClientRig *
client_rig_new (void)
{
  return client_rig_new_for (np_fault_server_new (), "http");
}

/* A client of SERVER, which is taken. */
ClientRig *
client_rig_new_for (NpFaultServer *server, const char *scheme)
{
  g_autofree char *uri = np_fault_server_dup_uri (server, scheme);

  return rig_new (uri, server, NULL);
}

ClientRig *
client_rig_new_with_token (const char *token)
{
  NpFaultServer *server = np_fault_server_new ();
  g_autofree char *uri = np_fault_server_dup_uri (server, "http");

  return rig_new (uri, server, token);
}

/* Asserts that nothing holds the client any more. */
void
client_rig_free (ClientRig *self)
{
  np_await_nothing_pending ();
  g_assert_finalize_object (self->client);
  client_rig_drop (self);
}

/* Frees a rig whose client is gone. */
void
client_rig_drop (ClientRig *self)
{
  g_clear_pointer (&self->server, np_fault_server_free);
  g_array_unref (self->waits);
  g_free (self);
}

void
client_rig_set_deadlines (
    ClientRig *self, guint connect, guint first_byte, guint idle, guint whole)
{
  const NpClientDeadlines deadlines = { connect, first_byte, idle, whole, whole, 0 };

  np_client_set_deadlines (self->client, &deadlines);
}

/* The computer sleeps for an hour. */
void
client_rig_sleep (ClientRig *self)
{
  self->slept += G_TIME_SPAN_HOUR;
}

NpModel *
client_rig_get (ClientRig *self, const char *model_id, GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  np_client_get_model_async (self->client, model_id, NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  return np_client_get_model_finish (self->client, result, error);
}

char *
client_rig_put (ClientRig *self, const char *model_id, const char *body, GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

  np_client_update_model_async (self->client, model_id, bytes, NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  return np_client_update_model_finish (self->client, result, error);
}

char *
client_rig_check (ClientRig *self, GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  np_client_check_async (self->client, NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  return np_client_check_finish (self->client, result, error);
}

/* The next request is answered so, as JSON. */
void
client_rig_answer (ClientRig *self, const char *status, const char *body)
{
  g_autofree char *text = g_strdup_printf (
      "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %" G_GSIZE_FORMAT
      "\r\n\r\n%s",
      status, strlen (body), body);

  np_fault_server_answer (self->server, text);
}

/* A save works. */
void
client_rig_assert_saves (ClientRig *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *request_id = client_rig_put (self, RIG_MODEL_ID, "{}", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (request_id, ==, "R-SAV");
}

/* Asserts the code and that the error says which call it was, then clears it. */
void
client_rig_assert_error (GError **error, NpApiError code)
{
  const NpApiErrorDetail *detail = np_api_error_get_detail (*error);

  g_assert_error (*error, NP_API_ERROR, (int) code);
  g_assert_nonnull (detail);
  g_assert_nonnull (detail->operation);
  g_assert_true (g_str_has_prefix (detail->host, "127.0.0.1:"));
  g_assert_null (strstr ((*error)->message, RIG_SECRET));
  g_clear_error (error);
}

/* Gives the value of a header of request I, or NULL; fails if it stands twice. */
char *
client_rig_dup_header (ClientRig *self, guint i, const char *name)
{
  g_autofree char *head = np_fault_server_dup_head (self->server, i);
  g_auto (GStrv) lines = g_strsplit (head, "\r\n", -1);
  g_autofree char *prefix = g_strconcat (name, ": ", NULL);
  char *found = NULL;

  for (guint n = 1; lines[n] != NULL; n++)
    {
      if (g_ascii_strncasecmp (lines[n], prefix, strlen (prefix)) != 0)
        continue;
      g_assert_null (found);
      found = g_strdup (lines[n] + strlen (prefix));
    }
  return found;
}

static char *
cut_out (const char *text, const char *after, const char *before)
{
  const char *start = strstr (text, after);
  const char *end = NULL;

  g_assert_nonnull (start);
  start += strlen (after);
  end = before != NULL ? strstr (start, before) : start + strlen (start);
  g_assert_nonnull (end);
  return g_strndup (start, (gsize) (end - start));
}

/* The canonical request, made from nothing but the bytes that arrived. */
static char *
derive_canonical_request (ClientRig *self, guint i, const char *signed_headers)
{
  g_autofree char *head = np_fault_server_dup_head (self->server, i);
  g_autoptr (GBytes) body = np_fault_server_dup_body (self->server, i);
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, body);
  g_autofree char *line = cut_out (head, "", "\r\n");
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  g_auto (GStrv) target = NULL;
  g_auto (GStrv) names = g_strsplit (signed_headers, ";", -1);
  GString *out = g_string_new (NULL);

  g_assert_cmpuint (g_strv_length (words), ==, 3);
  target = g_strsplit (words[1], "?", 2);
  g_string_append_printf (out, "%s\n%s\n%s\n", words[0], target[0],
                          target[1] != NULL ? target[1] : "");
  for (guint n = 0; names[n] != NULL; n++)
    {
      g_autofree char *value = client_rig_dup_header (self, i, names[n]);

      g_assert_nonnull (value);
      g_string_append_printf (out, "%s:%s\n", names[n], value);
    }
  g_string_append_printf (out, "\n%s\n%s", signed_headers, hash);
  return g_string_free (out, FALSE);
}

/* Asserts that request I carries the signature that its own bytes ask for. */
void
client_rig_assert_signed (ClientRig *self, guint i)
{
  g_autofree char *authorization = client_rig_dup_header (self, i, "Authorization");
  g_autofree char *names = cut_out (authorization, ",SignedHeaders=", ",");
  g_autofree char *signature = cut_out (authorization, ",Signature=", NULL);
  g_autofree char *canonical = derive_canonical_request (self, i, names);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, canonical, -1);
  g_autofree char *to_sign = g_strconcat ("ACS3-HMAC-SHA256\n", hash, NULL);
  g_autofree char *expected = g_compute_hmac_for_string (
      G_CHECKSUM_SHA256, (const guchar *) RIG_SECRET, strlen (RIG_SECRET), to_sign, -1);

  g_assert_true (
      g_str_has_prefix (authorization, "ACS3-HMAC-SHA256 Credential=" RIG_KEY_ID ","));
  g_assert_cmpstr (signature, ==, expected);
}
