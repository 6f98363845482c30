/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-transport-error.h"

#include "np-response-error.h"
#include "np-tls-error.h"

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

static const struct
{
  GIOErrorEnum cause;
  NpApiNetProblem problem;
} net_problems[] = {
  { G_IO_ERROR_CONNECTION_REFUSED, NP_API_NET_PROBLEM_REFUSED },
  { G_IO_ERROR_NETWORK_UNREACHABLE, NP_API_NET_PROBLEM_NO_ROUTE },
  { G_IO_ERROR_HOST_UNREACHABLE, NP_API_NET_PROBLEM_NO_ROUTE },
  { G_IO_ERROR_HOST_NOT_FOUND, NP_API_NET_PROBLEM_NAME_UNKNOWN },
};

static const char *const phase_words[] = {
  [NP_API_PHASE_NONE] = "the call",
  [NP_API_PHASE_NAME_LOOKUP] = "looking up the name",
  [NP_API_PHASE_CONNECT] = "connecting",
  [NP_API_PHASE_TLS] = "protecting the connection",
  [NP_API_PHASE_SEND] = "sending",
  [NP_API_PHASE_FIRST_BYTE] = "waiting for the answer",
  [NP_API_PHASE_BODY] = "the next piece of the answer",
  [NP_API_PHASE_WHOLE] = "the whole call",
};

static NpApiNetProblem
judge_net (const GError *cause)
{
  if (cause->domain == G_RESOLVER_ERROR)
    return cause->code == G_RESOLVER_ERROR_NOT_FOUND ? NP_API_NET_PROBLEM_NAME_UNKNOWN
                                                     : NP_API_NET_PROBLEM_NAME_LOOKUP_FAILED;
  for (guint i = 0; cause->domain == G_IO_ERROR && i < G_N_ELEMENTS (net_problems); i++)
    {
      if (cause->code == (int) net_problems[i].cause)
        return net_problems[i].problem;
    }
  return NP_API_NET_PROBLEM_BROKEN;
}

/* Whether what failed was the way to a proxy, or through one. A proxy looks up
 * the name of the service by itself, so until it has opened a way every name and
 * every connection is its own. */
static gboolean
is_of_proxy (const NpCall *call)
{
  return call->is_proxy_only_way && !call->maybe_sent && call->phase <= NP_API_PHASE_CONNECT;
}

/* By the word of the system, which a private network may make wrong. */
static gboolean
is_offline (void)
{
  return !g_network_monitor_get_network_available (g_network_monitor_get_default ());
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
decide (const NpCall *call, SoupMessage *message, const GError *cause)
{
  if (is_of_proxy (call))
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
  NpApiErrorDetail *detail = NULL;

  if (soup_message_get_status (message) == SOUP_STATUS_NONE)
    return np_call_new_detail (call);
  response = np_response_new (soup_message_get_status (message),
                              soup_message_get_response_headers (message), NULL);
  detail = np_response_error_new_detail (call, response);
  detail->phase = call->phase;
  return detail;
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
  NpApiError code = decide (call, message, cause);

  if (cause->domain == G_TLS_ERROR && !call->maybe_sent)
    return np_tls_error_new (call, soup_message_get_tls_peer_certificate (message),
                             soup_message_get_tls_peer_certificate_errors (message), cause);
  detail = np_transport_error_new_detail (call, message);
  detail->is_incomplete = code == NP_API_ERROR_PROTOCOL && !is_head_too_large (cause);
  if (code == NP_API_ERROR_UNREACHABLE || code == NP_API_ERROR_PROXY)
    {
      detail->net_problem = judge_net (cause);
      detail->is_offline = is_offline ();
    }
  return np_call_new_error (
      call, code, detail, "%s%s%s: %s", call->host,
      code == NP_API_ERROR_PROXY ? " through the proxy " : "",
      code == NP_API_ERROR_PROXY && call->proxy_host != NULL ? call->proxy_host : "",
      cause->message);
}

/**
 * np_transport_error_new_timeout:
 * @call: the call that took too long
 * @message: its message
 * @phase: what it waited for
 * @limit_ms: how long that might take, in milliseconds; 0 if the time of the
 *   whole call is over
 *
 * Returns: (transfer full): an error of the domain %NP_API_ERROR
 */
GError *
np_transport_error_new_timeout (const NpCall *call,
                                SoupMessage *message,
                                NpApiPhase phase,
                                guint limit_ms)
{
  g_autoptr (NpApiErrorDetail) detail = np_transport_error_new_detail (call, message);
  NpApiError code = is_of_proxy (call) ? NP_API_ERROR_PROXY : NP_API_ERROR_TIMED_OUT;

  detail->phase = phase;
  detail->is_offline = is_offline ();
  if (limit_ms == 0)
    return np_call_new_error (call, code, detail, "%s: the time for %s is over", call->host,
                              phase_words[phase]);
  return np_call_new_error (call, code, detail, "%s: %s took longer than %u ms", call->host,
                            phase_words[phase], limit_ms);
}

/**
 * np_transport_error_new_old_protocol:
 * @call: a call whose request did not leave
 *
 * Returns: (transfer full): an %NP_API_ERROR_TLS
 */
GError *
np_transport_error_new_old_protocol (const NpCall *call)
{
  g_autoptr (NpApiErrorDetail) detail = np_call_new_detail (call);

  detail->phase = NP_API_PHASE_TLS;
  detail->tls_problem = NP_API_TLS_PROBLEM_OLD_PROTOCOL;
  return np_call_new_error (call, NP_API_ERROR_TLS, detail,
                            "%s speaks a version of TLS that is not safe", call->host);
}
