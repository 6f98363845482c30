/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-transport-session.h"

#include "np-proxy-watch.h"

#define USER_AGENT      "Nameplate/" PACKAGE_VERSION
#define MAX_CONNECTIONS 10

/* Shorter than a gateway keeps a silent connection, so that few are stale. */
#define IDLE_TIMEOUT_S 20

static SoupSession *
new_bare_session (void)
{
  SoupSession *session = soup_session_new_with_options (
      "user-agent", USER_AGENT, "timeout", 0u, "idle-timeout", (guint) IDLE_TIMEOUT_S,
      "max-conns", MAX_CONNECTIONS, "max-conns-per-host", MAX_CONNECTIONS, NULL);

  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  return session;
}

/**
 * np_transport_new_session:
 * @endpoint: where the service answers
 *
 * Makes a session that does nothing on its own account: no cookies, no cache,
 * no guessing of types, no log, no unpacking, and no answers to requests for a
 * login, which would come from a proxy. Time is kept by the deadlines of each
 * exchange, so the session has no limit.
 *
 * Returns: (transfer full): the session
 */
SoupSession *
np_transport_new_session (NpEndpoint *endpoint)
{
  SoupSession *session = new_bare_session ();

  if (np_transport_is_loopback (endpoint))
    soup_session_set_proxy_resolver (session, NULL);
  else
    np_transport_set_proxy_resolver (session, NULL);
  return session;
}

/**
 * np_transport_renew_session:
 * @session: (transfer full): a session of np_transport_new_session()
 *
 * Makes a session like another one, but without its connections: these end with
 * the last exchange that uses them.
 *
 * Returns: (transfer full): the session
 */
SoupSession *
np_transport_renew_session (SoupSession *session)
{
  g_autoptr (SoupSession) old = session;
  SoupSession *renewed = new_bare_session ();

  soup_session_set_proxy_resolver (renewed, soup_session_get_proxy_resolver (old));
  soup_session_set_tls_database (renewed, soup_session_get_tls_database (old));
  return renewed;
}

/**
 * np_transport_set_proxy_resolver:
 * @session: a session of np_transport_new_session()
 * @resolver: (nullable): who knows the proxies; %NULL for the system's settings
 */
void
np_transport_set_proxy_resolver (SoupSession *session, GProxyResolver *resolver)
{
  g_autoptr (NpProxyWatch) watch = np_proxy_watch_new (resolver);

  soup_session_set_proxy_resolver (session, G_PROXY_RESOLVER (watch));
}

/**
 * np_transport_is_loopback:
 * @endpoint: where a service answers
 *
 * A request to this computer itself never goes through a proxy: the only service
 * that may be asked without TLS is here.
 *
 * Returns: %TRUE if that is this computer
 */
gboolean
np_transport_is_loopback (NpEndpoint *endpoint)
{
  return np_transport_is_loopback_host (np_endpoint_get_host (endpoint));
}

/**
 * np_transport_is_loopback_host:
 * @host: the name or address of a host
 *
 * Returns: %TRUE if it is this computer, by its address or as localhost
 */
gboolean
np_transport_is_loopback_host (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return g_ascii_strcasecmp (host, "localhost") == 0 ||
         (address != NULL && g_inet_address_get_is_loopback (address));
}
