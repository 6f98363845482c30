/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-proxy-watch.h"

#define DIRECT "direct://"

/* A proxy resolver that asks another one and remembers what it said: so that an
 * error can name the proxy, which the libraries below do not tell. */
struct _NpProxyWatch
{
  GObject parent_instance;

  /* Owned */
  GProxyResolver *resolver; /* NULL for the system's */

  /* Borrowed: interned, there are never many */
  const char *host;

  /* State */
  gboolean is_only_way;
  gboolean is_unknown; /* the settings gave an error */
};

static void np_proxy_watch_resolver_init (GProxyResolverInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NpProxyWatch,
                               np_proxy_watch,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER,
                                                      np_proxy_watch_resolver_init))

/* The system's is made when it is asked for the first time: it may have to ask
 * the desktop. */
static GProxyResolver *
get_resolver (NpProxyWatch *self)
{
  return self->resolver != NULL ? self->resolver : g_proxy_resolver_get_default ();
}

static const char *
intern_host (const char *proxy)
{
  g_autoptr (GUri) uri = g_uri_parse (proxy, G_URI_FLAGS_NON_DNS, NULL);

  return uri != NULL ? g_intern_string (g_uri_get_host (uri)) : NULL;
}

static void
remember (NpProxyWatch *self, char **proxies)
{
  self->host = NULL;
  self->is_only_way = TRUE;
  self->is_unknown = proxies == NULL;
  for (guint i = 0; proxies != NULL && proxies[i] != NULL; i++)
    {
      if (g_str_has_prefix (proxies[i], DIRECT))
        self->is_only_way = FALSE;
      else if (self->host == NULL)
        self->host = intern_host (proxies[i]);
    }
}

static void
lookup_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char **proxies = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, &error);

  remember (g_task_get_source_object (task), proxies);
  if (proxies != NULL)
    g_task_return_pointer (task, proxies, (GDestroyNotify) g_strfreev);
  else
    g_task_return_error (task, error);
}

static gboolean
np_proxy_watch_is_supported (GProxyResolver *resolver)
{
  return TRUE;
}

static char **
np_proxy_watch_lookup (GProxyResolver *resolver,
                       const char *uri,
                       GCancellable *cancellable,
                       GError **error)
{
  NpProxyWatch *self = NP_PROXY_WATCH (resolver);
  char **proxies = g_proxy_resolver_lookup (get_resolver (self), uri, cancellable, error);

  remember (self, proxies);
  return proxies;
}

static void
np_proxy_watch_lookup_async (GProxyResolver *resolver,
                             const char *uri,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  NpProxyWatch *self = NP_PROXY_WATCH (resolver);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, np_proxy_watch_lookup_async);
  g_proxy_resolver_lookup_async (get_resolver (self), uri, cancellable, lookup_cb, task);
}

static char **
np_proxy_watch_lookup_finish (GProxyResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
np_proxy_watch_finalize (GObject *object)
{
  NpProxyWatch *self = NP_PROXY_WATCH (object);

  g_clear_object (&self->resolver);

  G_OBJECT_CLASS (np_proxy_watch_parent_class)->finalize (object);
}

static void
np_proxy_watch_class_init (NpProxyWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = np_proxy_watch_finalize;
}

static void
np_proxy_watch_init (NpProxyWatch *self)
{
}

static void
np_proxy_watch_resolver_init (GProxyResolverInterface *iface)
{
  iface->is_supported = np_proxy_watch_is_supported;
  iface->lookup = np_proxy_watch_lookup;
  iface->lookup_async = np_proxy_watch_lookup_async;
  iface->lookup_finish = np_proxy_watch_lookup_finish;
}

/**
 * np_proxy_watch_new:
 * @resolver: (nullable): whom to ask; %NULL for the system's settings
 *
 * Returns: (transfer full): a resolver that remembers
 */
NpProxyWatch *
np_proxy_watch_new (GProxyResolver *resolver)
{
  NpProxyWatch *self = g_object_new (NP_TYPE_PROXY_WATCH, NULL);

  g_set_object (&self->resolver, resolver);
  return self;
}

/**
 * np_proxy_watch_get_host:
 * @self: a resolver
 *
 * Returns: (transfer none) (nullable): the host of the proxy that the last
 *   answer named first, for ever; %NULL if it named none
 */
const char *
np_proxy_watch_get_host (NpProxyWatch *self)
{
  return self->host;
}

/**
 * np_proxy_watch_get_is_only_way:
 * @self: a resolver
 *
 * Returns: %TRUE if the last answer named proxies and no way around them, or was
 *   an error: as it is not known then which way to go, none is gone
 */
gboolean
np_proxy_watch_get_is_only_way (NpProxyWatch *self)
{
  return self->is_unknown || (self->host != NULL && self->is_only_way);
}
