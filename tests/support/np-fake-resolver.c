/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-fake-resolver.h"

struct _NpFakeResolver
{
  GResolver parent_instance;

  /* Owned */
  GResolver *system;
  char **addresses;      /* NULL: an error */
  GPtrArray *unanswered; /* of GTask: each may be cancelled */

  /* State */
  int code;
  gboolean is_silent;
  guint n_lookups;
};

G_DEFINE_FINAL_TYPE (NpFakeResolver, np_fake_resolver, G_TYPE_RESOLVER)

static void
free_addresses (gpointer addresses)
{
  g_resolver_free_addresses (addresses);
}

static gboolean
is_wanted (const char *text, GResolverNameLookupFlags flags)
{
  gboolean is_ipv6 = g_strrstr (text, ":") != NULL;

  if ((flags & G_RESOLVER_NAME_LOOKUP_FLAGS_IPV4_ONLY) != 0)
    return !is_ipv6;
  return (flags & G_RESOLVER_NAME_LOOKUP_FLAGS_IPV6_ONLY) == 0 || is_ipv6;
}

static void
answer (NpFakeResolver *self, GTask *task, const char *name, GResolverNameLookupFlags flags)
{
  GList *found = NULL;

  for (guint i = 0; self->addresses != NULL && self->addresses[i] != NULL; i++)
    {
      if (is_wanted (self->addresses[i], flags))
        found = g_list_append (found, g_inet_address_new_from_string (self->addresses[i]));
    }
  if (found != NULL)
    g_task_return_pointer (task, found, free_addresses);
  else
    g_task_return_new_error (task, G_RESOLVER_ERROR, self->code,
                             "Error resolving \342\200\234%s\342\200\235: no", name);
}

/* What is asked in a thread, as the system does it, can be let go of at once. */
static void
cancelled_cb (GCancellable *cancellable, gpointer task)
{
  g_task_return_error_if_cancelled (task);
}

static void
lookup_async (GResolver *resolver,
              const char *name,
              GResolverNameLookupFlags flags,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  NpFakeResolver *self = NP_FAKE_RESOLVER (resolver);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, lookup_async);
  self->n_lookups++;
  if (self->is_silent)
    {
      g_ptr_array_add (self->unanswered, task);
      if (cancellable != NULL)
        g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (cancelled_cb), task, 0);
      return;
    }
  answer (self, task, name, flags);
  g_object_unref (task);
}

static void
lookup_all_async (GResolver *resolver,
                  const char *name,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  lookup_async (resolver, name, G_RESOLVER_NAME_LOOKUP_FLAGS_DEFAULT, cancellable, callback,
                user_data);
}

static GList *
lookup_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
np_fake_resolver_finalize (GObject *object)
{
  NpFakeResolver *self = NP_FAKE_RESOLVER (object);

  g_clear_object (&self->system);
  g_strfreev (self->addresses);
  g_ptr_array_unref (self->unanswered);

  G_OBJECT_CLASS (np_fake_resolver_parent_class)->finalize (object);
}

static void
np_fake_resolver_class_init (NpFakeResolverClass *klass)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = np_fake_resolver_finalize;
  resolver_class->lookup_by_name_async = lookup_all_async;
  resolver_class->lookup_by_name_finish = lookup_finish;
  resolver_class->lookup_by_name_with_flags_async = lookup_async;
  resolver_class->lookup_by_name_with_flags_finish = lookup_finish;
}

static void
np_fake_resolver_init (NpFakeResolver *self)
{
  self->unanswered = g_ptr_array_new_with_free_func (g_object_unref);
  self->code = G_RESOLVER_ERROR_NOT_FOUND;
}

/**
 * np_fake_resolver_install:
 *
 * Puts a resolver that knows no name in the place of the system's.
 *
 * Returns: (transfer full): the resolver
 */
NpFakeResolver *
np_fake_resolver_install (void)
{
  NpFakeResolver *self = g_object_new (NP_TYPE_FAKE_RESOLVER, NULL);

  self->system = g_resolver_get_default ();
  g_resolver_set_default (G_RESOLVER (self));
  return self;
}

/**
 * np_fake_resolver_remove:
 * @self: (transfer full): the resolver that was installed last
 *
 * Puts the system's back in its place.
 */
void
np_fake_resolver_remove (NpFakeResolver *self)
{
  g_ptr_array_set_size (self->unanswered, 0);
  g_resolver_set_default (self->system);
  g_object_unref (self);
}

/**
 * np_fake_resolver_set_addresses:
 * @self: a resolver
 * @addresses: what every name has, in this order
 */
void
np_fake_resolver_set_addresses (NpFakeResolver *self, const char *const *addresses)
{
  g_strfreev (self->addresses);
  self->addresses = g_strdupv ((char **) addresses);
}

/**
 * np_fake_resolver_set_error:
 * @self: a resolver
 * @code: why there is no address for any name
 */
void
np_fake_resolver_set_error (NpFakeResolver *self, GResolverError code)
{
  g_clear_pointer (&self->addresses, g_strfreev);
  self->code = (int) code;
}

/**
 * np_fake_resolver_set_is_silent:
 * @self: a resolver
 *
 * From now on no question is answered.
 */
void
np_fake_resolver_set_is_silent (NpFakeResolver *self)
{
  self->is_silent = TRUE;
}

/**
 * np_fake_resolver_get_n_lookups:
 * @self: a resolver
 *
 * Returns: how many names it was asked for
 */
guint
np_fake_resolver_get_n_lookups (NpFakeResolver *self)
{
  return self->n_lookups;
}
