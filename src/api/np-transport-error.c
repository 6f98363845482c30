/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-transport-error.h"

#include <string.h>

#include "np-plain-text.h"
#include "np-response-error.h"

#define MAX_ISSUER_CHARACTERS 120

/* Which check of a certificate failed, in words. */
static const struct
{
  GTlsCertificateFlags flag;
  const char *words;
} certificate_checks[] = {
  { G_TLS_CERTIFICATE_UNKNOWN_CA, "is not signed by an authority that this system trusts" },
  { G_TLS_CERTIFICATE_BAD_IDENTITY, "is made out to another host" },
  { G_TLS_CERTIFICATE_NOT_ACTIVATED, "is not valid yet" },
  { G_TLS_CERTIFICATE_EXPIRED, "has expired" },
  { G_TLS_CERTIFICATE_REVOKED, "was revoked" },
  { G_TLS_CERTIFICATE_INSECURE, "uses a method that is not safe" },
};

static const struct
{
  GIOErrorEnum cause;
  NpApiError code;
} io_codes[] = {
  { G_IO_ERROR_TIMED_OUT, NP_API_ERROR_TIMED_OUT },
  { G_IO_ERROR_PROXY_FAILED, NP_API_ERROR_PROXY },
  { G_IO_ERROR_PROXY_AUTH_FAILED, NP_API_ERROR_PROXY },
  { G_IO_ERROR_PROXY_NEED_AUTH, NP_API_ERROR_PROXY },
  { G_IO_ERROR_PROXY_NOT_ALLOWED, NP_API_ERROR_PROXY },
  { G_IO_ERROR_PARTIAL_INPUT, NP_API_ERROR_PROTOCOL },
  { G_IO_ERROR_INVALID_DATA, NP_API_ERROR_PROTOCOL },
};

static char *
describe_certificate (SoupMessage *message)
{
  GTlsCertificate *certificate = soup_message_get_tls_peer_certificate (message);
  GTlsCertificateFlags flags = soup_message_get_tls_peer_certificate_errors (message);
  g_autofree char *raw_issuer = NULL;
  g_autofree char *issuer = NULL;
  GString *out = g_string_new (NULL);

  if (certificate != NULL)
    raw_issuer = g_tls_certificate_get_issuer_name (certificate);
  issuer = np_plain_text (raw_issuer, MAX_ISSUER_CHARACTERS);
  for (guint i = 0; i < G_N_ELEMENTS (certificate_checks); i++)
    {
      if ((flags & certificate_checks[i].flag) != 0)
        g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "",
                                certificate_checks[i].words);
    }
  if (out->len == 0)
    g_string_append (out, "is not acceptable");
  if (issuer != NULL)
    g_string_append_printf (out, " (issuer: %s)", issuer);
  return g_string_free (out, FALSE);
}

static GError *
new_tls_error (const NpCall *call, SoupMessage *message, const GError *cause)
{
  g_autofree char *certificate = NULL;

  if (g_error_matches (cause, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    {
      certificate = describe_certificate (message);
      return np_call_new_error (call, NP_API_ERROR_TLS, NULL, "the certificate of %s %s",
                                call->host, certificate);
    }
  return np_call_new_error (call, NP_API_ERROR_TLS, NULL,
                            "no protected connection to %s came about: %s", call->host,
                            cause->message);
}

/* What a proxy is asked for it looks up itself: a name that nobody knows, and
 * that is not the service's, is the proxy's own. */
static gboolean
is_unknown_proxy (SoupMessage *message, const GError *cause)
{
  return g_error_matches (cause, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND) &&
         strstr (cause->message, g_uri_get_host (soup_message_get_uri (message))) == NULL;
}

/* libsoup gives this the code of a connection that broke off. Only its words, in
 * the language they are shown in, tell the two apart. */
static gboolean
is_head_too_large (const GError *cause)
{
  return g_strcmp0 (cause->message, g_dgettext ("libsoup-3.0", "Header too big")) == 0;
}

/* A connection that ends inside an answer breaks the protocol; one that ends
 * before it was never any use. libsoup says the same of both. */
static NpApiError
decide (SoupMessage *message, const GError *cause)
{
  if (is_unknown_proxy (message, cause))
    return NP_API_ERROR_PROXY;
  if (soup_message_get_status (message) == SOUP_STATUS_NONE &&
      g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT) &&
      !is_head_too_large (cause))
    return NP_API_ERROR_UNREACHABLE;
  if (cause->domain == SOUP_SESSION_ERROR)
    return NP_API_ERROR_PROTOCOL;
  for (guint i = 0; cause->domain == G_IO_ERROR && i < G_N_ELEMENTS (io_codes); i++)
    {
      if (cause->code == (int) io_codes[i].cause)
        return io_codes[i].code;
    }
  return NP_API_ERROR_UNREACHABLE;
}

/**
 * np_transport_error_new_detail:
 * @call: a call
 * @message: its message
 *
 * Tells what the head of an answer said, if one came: of an answer whose body
 * was lost, its status and RequestId are still worth knowing.
 *
 * Returns: (transfer full): the detail
 */
NpApiErrorDetail *
np_transport_error_new_detail (const NpCall *call, SoupMessage *message)
{
  g_autoptr (NpResponse) response = NULL;

  if (soup_message_get_status (message) == SOUP_STATUS_NONE)
    return np_call_new_detail (call);
  response = np_response_new (soup_message_get_status (message),
                              soup_message_get_response_headers (message), NULL);
  return np_response_error_new_detail (call, response);
}

/**
 * np_transport_error_new:
 * @call: the call that failed
 * @message: its message
 * @cause: what libsoup or GIO said, anything but %G_IO_ERROR_CANCELLED
 *
 * Turns what the libraries below say into the room's own errors.
 *
 * Returns: (transfer full): an error of the domain %NP_API_ERROR
 */
GError *
np_transport_error_new (const NpCall *call, SoupMessage *message, const GError *cause)
{
  g_autoptr (NpApiErrorDetail) detail = NULL;

  if (cause->domain == G_TLS_ERROR && !call->maybe_sent)
    return new_tls_error (call, message, cause);
  detail = np_transport_error_new_detail (call, message);
  return np_call_new_error (call, decide (message, cause), detail, "%s: %s", call->host,
                            cause->message);
}
