/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-fake-proxies.h"

struct _NpFakeProxies
{
  GObject parent_instance;

  /* Owned */
  char **proxies;        /* NULL: never answers */
  GPtrArray *unanswered; /* of GTask: each may be cancelled */

  /* State */
  guint n_lookups;
};

static void np_fake_proxies_resolver_init (GProxyResolverInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NpFakeProxies,
                               np_fake_proxies,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER,
                                                      np_fake_proxies_resolver_init))

/* What is asked in a thread, as the system does it, can be let go of at once. */
static void
cancelled_cb (GCancellable *cancellable, gpointer task)
{
  g_task_return_error_if_cancelled (task);
}

static void
np_fake_proxies_lookup_async (GProxyResolver *resolver,
                              const char *uri,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  NpFakeProxies *self = NP_FAKE_PROXIES (resolver);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, np_fake_proxies_lookup_async);
  self->n_lookups++;
  if (self->proxies != NULL)
    {
      g_task_return_pointer (task, g_strdupv (self->proxies), (GDestroyNotify) g_strfreev);
      return;
    }
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (cancelled_cb), task, 0);
  g_ptr_array_add (self->unanswered, g_steal_pointer (&task));
}

static char **
np_fake_proxies_lookup_finish (GProxyResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
np_fake_proxies_dispose (GObject *object)
{
  NpFakeProxies *self = NP_FAKE_PROXIES (object);

  g_ptr_array_set_size (self->unanswered, 0);

  G_OBJECT_CLASS (np_fake_proxies_parent_class)->dispose (object);
}

static void
np_fake_proxies_finalize (GObject *object)
{
  NpFakeProxies *self = NP_FAKE_PROXIES (object);

  g_strfreev (self->proxies);
  g_ptr_array_unref (self->unanswered);

  G_OBJECT_CLASS (np_fake_proxies_parent_class)->finalize (object);
}

static void
np_fake_proxies_class_init (NpFakeProxiesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = np_fake_proxies_dispose;
  G_OBJECT_CLASS (klass)->finalize = np_fake_proxies_finalize;
}

static void
np_fake_proxies_init (NpFakeProxies *self)
{
  self->unanswered = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
np_fake_proxies_resolver_init (GProxyResolverInterface *iface)
{
  iface->lookup_async = np_fake_proxies_lookup_async;
  iface->lookup_finish = np_fake_proxies_lookup_finish;
}

/**
 * np_fake_proxies_new:
 * @proxies: (nullable): what every question is answered with; %NULL for never
 *
 * Returns: (transfer full): the settings
 */
NpFakeProxies *
np_fake_proxies_new (const char *const *proxies)
{
  NpFakeProxies *self = g_object_new (NP_TYPE_FAKE_PROXIES, NULL);

  self->proxies = g_strdupv ((char **) proxies);
  return self;
}

/**
 * np_fake_proxies_get_n_lookups:
 * @self: settings
 *
 * Returns: how often they were asked
 */
guint
np_fake_proxies_get_n_lookups (NpFakeProxies *self)
{
  return self->n_lookups;
}
