/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-request.h"

#include <string.h>

#define MODELS_PATH     "/api/v1/models/"
#define WORKSPACES_PATH "/api/v1/workspaces/"

/* host, content-type and seven of the gateway's own. */
#define MAX_SIGNED_HEADERS 9

struct _NpRequest
{
  /* Owned */
  SoupMessage *message;
  NpEndpoint *endpoint;
  NpCredentials *credentials;
  char *path;
  GArray *query; /* of NpSignPair, whose texts are borrowed */
  char *payload_hash;
  char *date;
  char *nonce;
  char *authorization;
  GBytes *body; /* NULL for none */

  /* Borrowed: static */
  const char *version;

  /* State */
  NpCall call;
  NpSeam seam;
  gint64 clock_offset; /* seconds */
  gint64 signed_at;    /* seconds since 1970, as the service counts them */
};

static const char *
get_token (NpRequest *self)
{
  NpSecret *token = np_credentials_get_security_token (self->credentials);

  return token != NULL ? np_secret_peek (token, NULL) : NULL;
}

/* The gateway wants every x-acs header, the host and the content type signed. */
static gsize
list_signed_headers (NpRequest *self, NpSignPair *out_headers)
{
  const char *token = get_token (self);
  gsize n = 0;

  out_headers[n++] = (NpSignPair){ "host", np_endpoint_get_authority (self->endpoint) };
  out_headers[n++] = (NpSignPair){ "x-acs-version", self->version };
  out_headers[n++] = (NpSignPair){ "x-acs-action", self->call.operation };
  out_headers[n++] = (NpSignPair){ "x-acs-date", self->date };
  out_headers[n++] = (NpSignPair){ "x-acs-signature-nonce", self->nonce };
  out_headers[n++] = (NpSignPair){ "x-acs-content-sha256", self->payload_hash };
  if (self->body != NULL)
    out_headers[n++] = (NpSignPair){ "content-type", NP_REQUEST_CONTENT_TYPE };
  if (token != NULL)
    out_headers[n++] = (NpSignPair){ "x-acs-security-token", token };
  return n;
}

/* `2006-01-02T15:04:05Z`, made without the locale. */
static char *
format_date (gint64 seconds)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (seconds);

  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02dZ", g_date_time_get_year (date),
                          g_date_time_get_month (date), g_date_time_get_day_of_month (date),
                          g_date_time_get_hour (date), g_date_time_get_minute (date),
                          g_date_time_get_second (date));
}

static char *
make_authorization (NpRequest *self, const NpSignPair *headers, gsize n_headers)
{
  gsize secret_length = 0;
  const char *secret = np_secret_peek (np_credentials_get_secret (self->credentials),
                                       &secret_length);
  g_autofree char *canonical =
      np_sign_canonical_request (soup_message_get_method (self->message), self->path,
                                 (const NpSignPair *) (gpointer) self->query->data,
                                 self->query->len, headers, n_headers, self->payload_hash);
  g_autofree char *names = np_sign_signed_headers (headers, n_headers);
  g_autofree char *to_sign = np_sign_string_to_sign (canonical);
  g_autofree char *signature = np_sign_signature (to_sign, secret, secret_length);

  return np_sign_authorization (np_credentials_get_access_key_id (self->credentials), names,
                                signature);
}

/* What libsoup sends unchanged: printable ASCII without space at the ends. */
static gboolean
is_sendable (const char *value)
{
  gsize length = strlen (value);

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isprint (value[i]))
        return FALSE;
    }
  return length > 0 && value[0] != ' ' && value[length - 1] != ' ';
}

/* libsoup drops a header that it can't send and lets the request go without
 * it. So each one is looked at before, and again where it will be sent from. */
static gboolean
put_header (NpRequest *self, const char *name, const char *value, GError **error)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (self->message);

  if (is_sendable (value))
    {
      soup_message_headers_replace (headers, name, value);
      if (g_strcmp0 (soup_message_headers_get_list (headers, name), value) == 0)
        return TRUE;
    }
  g_propagate_error (
      error, np_call_new_error (&self->call, NP_API_ERROR_INVALID_ARGUMENT, NULL,
                                "the header %s can't be sent as it must be signed", name));
  return FALSE;
}

/* Signs with the time of now and a nonce of its own, so that no two attempts
 * are alike: the service refuses a nonce it has seen. */
static gboolean
sign (NpRequest *self, GError **error)
{
  NpSignPair headers[MAX_SIGNED_HEADERS];
  gsize n_headers = 0;

  self->signed_at = np_seam_get_real_time (&self->seam) / G_TIME_SPAN_SECOND +
                    self->clock_offset;
  g_free (self->date);
  self->date = format_date (self->signed_at);
  g_free (self->nonce);
  self->nonce = np_seam_make_nonce (&self->seam);
  n_headers = list_signed_headers (self, headers);
  g_free (self->authorization);
  self->authorization = make_authorization (self, headers, n_headers);

  for (gsize i = 0; i < n_headers; i++)
    {
      if (!put_header (self, headers[i].name, headers[i].value, error))
        return FALSE;
    }
  return put_header (self, "Authorization", self->authorization, error);
}

static void
put_body (NpRequest *self)
{
  if (self->body != NULL)
    soup_message_set_request_body_from_bytes (self->message, NP_REQUEST_CONTENT_TYPE,
                                              self->body);
}

/* A kept connection that the server had closed: libsoup sends the message once
 * more. It would send the very same headers, and an empty body, because it has
 * read the one it was given to its end. */
static void
restarted_cb (SoupMessage *message, gpointer user_data)
{
  NpRequest *self = user_data;

  put_body (self);
  sign (self, NULL);
}

static char *
join_query (const NpRequestSpec *spec)
{
  GString *out = NULL;

  if (spec->n_query == 0)
    return NULL;
  out = g_string_new (NULL);
  for (gsize i = 0; i < spec->n_query; i++)
    {
      g_autofree char *name = np_sign_encode (spec->query[i].name);
      g_autofree char *value = np_sign_encode (spec->query[i].value);

      g_string_append_printf (out, "%s%s=%s", i > 0 ? "&" : "", name, value);
    }
  return g_string_free (out, FALSE);
}

/* The path is set as it was encoded, not parsed: what is signed is what is
 * sent, byte for byte. */
static SoupMessage *
make_message (const NpRequestSpec *spec, NpEndpoint *endpoint)
{
  g_autoptr (GUri)
      base = g_uri_parse (np_endpoint_get_base_uri (endpoint), SOUP_HTTP_URI_FLAGS, NULL);
  g_autofree char *query = join_query (spec);
  g_autoptr (GUri) uri = NULL;

  g_return_val_if_fail (base != NULL, NULL);
  uri = g_uri_build (SOUP_HTTP_URI_FLAGS, g_uri_get_scheme (base), NULL, g_uri_get_host (base),
                     g_uri_get_port (base), spec->path, query, NULL);
  return soup_message_new_from_uri (spec->method, uri);
}

static void
fill_message (NpRequest *self)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (self->message);

  soup_message_add_flags (self->message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_replace (headers, "Accept", "application/json");
  soup_message_headers_replace (headers, "Accept-Encoding", "identity");
  put_body (self);
}

/**
 * np_request_new:
 * @spec: what is asked; the texts of its query and its version must outlive the
 *   request
 * @endpoint: where the service answers
 * @credentials: the AccessKey to sign with
 * @seam: where time and nonces come from
 * @clock_offset: how far the service's clock is ahead of that, in seconds
 * @error: set to %NP_API_ERROR_INVALID_ARGUMENT
 *
 * Makes one message and signs it with ACS3-HMAC-SHA256. It is signed again, as
 * a new attempt, whenever libsoup sends it once more on its own account.
 *
 * Returns: (transfer full) (nullable): the request; %NULL if a part of the
 *   AccessKey can't be sent in a header
 */
NpRequest *
np_request_new (const NpRequestSpec *spec,
                NpEndpoint *endpoint,
                NpCredentials *credentials,
                const NpSeam *seam,
                gint64 clock_offset,
                GError **error)
{
  g_autoptr (NpRequest) self = g_new0 (NpRequest, 1);
  gsize length = 0;
  gconstpointer data = spec->body != NULL ? g_bytes_get_data (spec->body, &length) : NULL;

  self->endpoint = np_endpoint_ref (endpoint);
  self->credentials = np_credentials_ref (credentials);
  self->seam = *seam;
  self->clock_offset = clock_offset;
  self->path = g_strdup (spec->path);
  self->version = spec->version != NULL ? spec->version : NP_REQUEST_API_VERSION;
  self->query = g_array_new (FALSE, FALSE, sizeof (NpSignPair));
  if (spec->n_query > 0)
    g_array_append_vals (self->query, spec->query, (guint) spec->n_query);
  self->body = spec->body != NULL ? g_bytes_ref (spec->body) : NULL;
  self->payload_hash = np_sign_hash_payload (data, length);
  self->call.host = np_endpoint_get_authority (self->endpoint);
  self->call.operation = spec->operation;
  self->call.is_save = !g_str_equal (spec->method, SOUP_METHOD_GET);
  self->message = make_message (spec, endpoint);
  fill_message (self);
  if (!sign (self, error))
    return NULL;
  g_signal_connect (self->message, "restarted", G_CALLBACK (restarted_cb), self);
  return g_steal_pointer (&self);
}

/**
 * np_request_free:
 * @self: (transfer full): a request
 */
void
np_request_free (NpRequest *self)
{
  g_signal_handlers_disconnect_by_data (self->message, self);
  g_object_unref (self->message);
  np_endpoint_unref (self->endpoint);
  np_credentials_unref (self->credentials);
  g_array_unref (self->query);
  g_free (self->path);
  g_free (self->payload_hash);
  g_free (self->date);
  g_free (self->nonce);
  g_free (self->authorization);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

/**
 * np_request_get_message:
 * @self: a request
 *
 * Returns: (transfer none): its message
 */
SoupMessage *
np_request_get_message (NpRequest *self)
{
  return self->message;
}

/**
 * np_request_get_call:
 * @self: a request
 *
 * Returns: (transfer none): what its errors say of it
 */
NpCall *
np_request_get_call (NpRequest *self)
{
  return &self->call;
}

/**
 * np_request_get_signed_at:
 * @self: a request
 *
 * Returns: the time it carries, in seconds since 1970
 */
gint64
np_request_get_signed_at (NpRequest *self)
{
  return self->signed_at;
}

/* Encodes TEXT as one segment of a path, whatever is in it. Three texts are no
 * segment: the empty one, and two that are folders of the path however they are
 * encoded. */
static char *
encode_segment (const char *text, const char *what, GError **error)
{
  if (*text != '\0' && !g_str_equal (text, ".") && !g_str_equal (text, "..") &&
      g_utf8_validate (text, -1, NULL))
    return np_sign_encode (text);
  g_propagate_error (error, np_api_error_new (NP_API_ERROR_INVALID_ARGUMENT, NULL,
                                              "This is no %s", what));
  return NULL;
}

/**
 * np_request_encode_model_path:
 * @model_id: the ID of a model
 * @error: set to %NP_API_ERROR_INVALID_ARGUMENT
 *
 * Makes the path of a model, `/api/v1/models/{ModelId}`, with the ID as one
 * segment whatever is in it. Three IDs have no such path: an empty one would ask
 * for the list, and `.` and `..` are folders of the path however they are
 * encoded.
 *
 * Returns: (transfer full) (nullable): the path as it goes over the wire
 */
char *
np_request_encode_model_path (const char *model_id, GError **error)
{
  g_autofree char *segment = encode_segment (model_id, "model ID", error);

  return segment != NULL ? g_strconcat (MODELS_PATH, segment, NULL) : NULL;
}

/**
 * np_request_encode_permission_path:
 * @workspace_id: the ID of a workspace
 * @code: the code of a permission
 * @error: set to %NP_API_ERROR_INVALID_ARGUMENT
 *
 * Makes the path of a permission, `/api/v1/workspaces/{WorkspaceId}/permissions/
 * {PermissionCode}`, with each of the two as one segment whatever is in it.
 *
 * Returns: (transfer full) (nullable): the path as it goes over the wire
 */
char *
np_request_encode_permission_path (const char *workspace_id, const char *code, GError **error)
{
  g_autofree char *workspace = encode_segment (workspace_id, "workspace ID", error);
  g_autofree char *permission = NULL;

  if (workspace == NULL)
    return NULL;
  permission = encode_segment (code, "permission", error);
  return permission != NULL
             ? g_strconcat (WORKSPACES_PATH, workspace, "/permissions/", permission, NULL)
             : NULL;
}
