/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-search-provider.h"

#include <glib/gi18n.h>

#define MAX_RESULTS 20

/* A program that was started to search, and has no window, stays for the next letter
 * and to tell about what it found. */
#define STAY_MS 10000

/**
 * NpSearchProvider:
 *
 * The models of the remembered lists in the search of the desktop. It asks no
 * service and needs no key. A result is named “MODEL-ID/ACCOUNT”; no ModelId has a
 * slash in it.
 */
struct _NpSearchProvider
{
  GObject parent_instance;

  /* Owned */
  GDBusConnection *connection; /* NULL while it is not exported */
  GHashTable *hits;            /* of the last search: names to hits of the library */
  GCancellable *searching;     /* NULL while nothing is searched */

  /* Borrowed: it owns this object */
  NpApplication *application;

  /* State */
  guint registration;
};

G_DEFINE_FINAL_TYPE (NpSearchProvider, np_search_provider, G_TYPE_OBJECT)

/* As GNOME Shell documents it. */
static const char interface_xml[] = "<node>"
                                    " <interface name='org.gnome.Shell.SearchProvider2'>"
                                    "  <method name='GetInitialResultSet'>"
                                    "   <arg type='as' name='terms' direction='in'/>"
                                    "   <arg type='as' name='results' direction='out'/>"
                                    "  </method>"
                                    "  <method name='GetSubsearchResultSet'>"
                                    "   <arg type='as' name='previous_results' direction='in'/>"
                                    "   <arg type='as' name='terms' direction='in'/>"
                                    "   <arg type='as' name='results' direction='out'/>"
                                    "  </method>"
                                    "  <method name='GetResultMetas'>"
                                    "   <arg type='as' name='identifiers' direction='in'/>"
                                    "   <arg type='aa{sv}' name='metas' direction='out'/>"
                                    "  </method>"
                                    "  <method name='ActivateResult'>"
                                    "   <arg type='s' name='identifier' direction='in'/>"
                                    "   <arg type='as' name='terms' direction='in'/>"
                                    "   <arg type='u' name='timestamp' direction='in'/>"
                                    "  </method>"
                                    "  <method name='LaunchSearch'>"
                                    "   <arg type='as' name='terms' direction='in'/>"
                                    "   <arg type='u' name='timestamp' direction='in'/>"
                                    "  </method>"
                                    " </interface>"
                                    "</node>";

/* A search on its way; it keeps the program running. */
typedef struct
{
  NpSearchProvider *provider;
  GDBusMethodInvocation *invocation;
  GApplication *application;
  GCancellable *cancellable;
} Search;

static Search *
search_new (NpSearchProvider *self, GDBusMethodInvocation *invocation)
{
  Search *search = g_new0 (Search, 1);

  search->provider = g_object_ref (self);
  search->invocation = invocation;
  search->application = G_APPLICATION (g_object_ref (self->application));
  search->cancellable = g_object_ref (self->searching);
  g_application_hold (search->application);
  if (gtk_application_get_windows (GTK_APPLICATION (self->application)) == NULL)
    g_application_set_inactivity_timeout (search->application, STAY_MS);
  return search;
}

static void
search_free (Search *search)
{
  g_application_release (search->application);
  g_object_unref (search->application);
  g_object_unref (search->cancellable);
  g_object_unref (search->provider);
  g_free (search);
}

static char *
dup_name (GVariant *hit)
{
  const char *account_id = NULL;
  const char *model_id = NULL;

  g_variant_get (hit, "(&s&s&s&s)", &account_id, NULL, &model_id, NULL);
  return g_strconcat (model_id, "/", account_id, NULL);
}

/* Keeps the hits, to tell about them when they are shown. Returns: (transfer none): their
 * names, as the answer of a search */
static GVariant *
take_hits (NpSearchProvider *self, GVariant *hits)
{
  GVariantBuilder names;

  g_hash_table_remove_all (self->hits);
  g_variant_builder_init (&names, G_VARIANT_TYPE ("as"));
  for (gsize i = 0; hits != NULL && i < g_variant_n_children (hits); i++)
    {
      GVariant *hit = g_variant_get_child_value (hits, i);
      char *name = dup_name (hit);

      g_variant_builder_add (&names, "s", name);
      g_hash_table_insert (self->hits, name, hit);
    }
  return g_variant_new ("(as)", &names);
}

static GVariant *
answer_nothing (void)
{
  return g_variant_new ("(as)", NULL);
}

/* The desktop shows nothing where there is nothing, and no errors. */
static void
searched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Search *search = user_data;
  NpSearchProvider *self = search->provider;
  g_autoptr (GVariant) hits = np_library_search_finish (NP_LIBRARY (source), result, NULL);

  /* The next search has begun, and its hits are those that count. */
  if (search->cancellable != self->searching)
    g_dbus_method_invocation_return_value (search->invocation, answer_nothing ());
  else
    {
      g_clear_object (&self->searching);
      g_dbus_method_invocation_return_value (search->invocation, take_hits (self, hits));
    }
  search_free (search);
}

static void
start_search (NpSearchProvider *self,
              const char *const *terms,
              GDBusMethodInvocation *invocation)
{
  g_autofree char *text = g_strjoinv (" ", (char **) terms);

  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  self->searching = g_cancellable_new ();
  np_library_search_async (np_application_get_library (self->application), text, MAX_RESULTS,
                           self->searching, searched_cb, search_new (self, invocation));
}

static void
initial_method (NpSearchProvider *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_autofree const char **terms = NULL;

  g_variant_get (parameters, "(^a&s)", &terms);
  start_search (self, terms, invocation);
}

/* Not among the last results: they were only the first few. */
static void
subsearch_method (NpSearchProvider *self,
                  GVariant *parameters,
                  GDBusMethodInvocation *invocation)
{
  g_autofree const char **terms = NULL;

  g_variant_get (parameters, "(@as^a&s)", NULL, &terms);
  start_search (self, terms, invocation);
}

static char *
describe (NpSearchProvider *self,
          const char *account_id,
          const char *workspace_id,
          const char *model_id)
{
  GListModel *accounts = np_application_get_account_list (self->application);

  if (*workspace_id != '\0')
    return g_strdup_printf ("%s · %s", model_id, workspace_id);
  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr (NpAccount) account = g_list_model_get_item (accounts, i);

      if (g_str_equal (np_account_get_id (account), account_id))
        return g_strdup_printf ("%s · %s", model_id, np_account_get_name (account));
    }
  return g_strdup (model_id);
}

static void
add_meta (NpSearchProvider *self, const char *name, GVariant *hit, GVariantBuilder *metas)
{
  g_autoptr (GIcon) icon = g_themed_icon_new (NP_APPLICATION_ID);
  g_autoptr (GVariant) serialized = g_icon_serialize (icon);
  g_autofree char *description = NULL;
  const char *account_id = NULL;
  const char *workspace_id = NULL;
  const char *model_id = NULL;
  const char *model_name = NULL;

  g_variant_get (hit, "(&s&s&s&s)", &account_id, &workspace_id, &model_id, &model_name);
  description = describe (self, account_id, workspace_id, model_id);
  g_variant_builder_open (metas, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (metas, "{sv}", "id", g_variant_new_string (name));
  g_variant_builder_add (metas, "{sv}", "name",
                         g_variant_new_string (*model_name != '\0' ? model_name
                                                                   : _ ("Without a name")));
  g_variant_builder_add (metas, "{sv}", "description", g_variant_new_string (description));
  g_variant_builder_add (metas, "{sv}", "icon", serialized);
  g_variant_builder_close (metas);
}

static void
metas_method (NpSearchProvider *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_autofree const char **names = NULL;
  GVariantBuilder metas;

  g_variant_get (parameters, "(^a&s)", &names);
  g_variant_builder_init (&metas, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; names[i] != NULL; i++)
    {
      GVariant *hit = g_hash_table_lookup (self->hits, names[i]);

      if (hit != NULL)
        add_meta (self, names[i], hit, &metas);
    }
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(aa{sv})", &metas));
}

static void
activate_method (NpSearchProvider *self,
                 GVariant *parameters,
                 GDBusMethodInvocation *invocation)
{
  g_auto (GStrv) parts = NULL;
  const char *name = NULL;

  g_variant_get (parameters, "(&s@asu)", &name, NULL, NULL);
  parts = g_strsplit (name, "/", 2);
  if (parts[0] != NULL && parts[1] != NULL)
    np_application_open_model (self->application, parts[1], parts[0]);
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
launch_method (NpSearchProvider *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_autofree const char **terms = NULL;
  g_autofree char *text = NULL;

  g_variant_get (parameters, "(^a&su)", &terms, NULL);
  text = g_strjoinv (" ", (char **) terms);
  np_application_search (self->application, text);
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static const struct
{
  const char *name;
  void (*run) (NpSearchProvider *self, GVariant *parameters, GDBusMethodInvocation *invocation);
} methods[] = {
  { "GetInitialResultSet", initial_method }, { "GetSubsearchResultSet", subsearch_method },
  { "GetResultMetas", metas_method },        { "ActivateResult", activate_method },
  { "LaunchSearch", launch_method },
};

/* GDBus lets no other method through than those of the interface. */
static void
method_cb (GDBusConnection *connection,
           const char *sender,
           const char *path,
           const char *interface,
           const char *method,
           GVariant *parameters,
           GDBusMethodInvocation *invocation,
           gpointer user_data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      if (g_str_equal (method, methods[i].name))
        methods[i].run (NP_SEARCH_PROVIDER (user_data), parameters, invocation);
    }
}

static void
np_search_provider_dispose (GObject *object)
{
  NpSearchProvider *self = NP_SEARCH_PROVIDER (object);

  np_search_provider_unexport (self);
  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);

  G_OBJECT_CLASS (np_search_provider_parent_class)->dispose (object);
}

static void
np_search_provider_finalize (GObject *object)
{
  g_hash_table_unref (NP_SEARCH_PROVIDER (object)->hits);

  G_OBJECT_CLASS (np_search_provider_parent_class)->finalize (object);
}

static void
np_search_provider_class_init (NpSearchProviderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = np_search_provider_dispose;
  object_class->finalize = np_search_provider_finalize;
}

static void
np_search_provider_init (NpSearchProvider *self)
{
  self->hits = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                      (GDestroyNotify) g_variant_unref);
}

/**
 * np_search_provider_new:
 * @application: the application, which owns the provider
 *
 * Returns: (transfer full): a provider that is not on a bus yet
 */
NpSearchProvider *
np_search_provider_new (NpApplication *application)
{
  NpSearchProvider *self = g_object_new (NP_TYPE_SEARCH_PROVIDER, NULL);

  self->application = application;
  return self;
}

/**
 * np_search_provider_export:
 * @self: a provider
 * @connection: the bus
 * @path: the path of its object
 * @error: return location
 *
 * Lets the desktop search.
 *
 * Returns: whether it can
 */
gboolean
np_search_provider_export (NpSearchProvider *self,
                           GDBusConnection *connection,
                           const char *path,
                           GError **error)
{
  static const GDBusInterfaceVTable vtable = { .method_call = method_cb };
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (interface_xml, NULL);

  g_return_val_if_fail (NP_IS_SEARCH_PROVIDER (self), FALSE);

  self->registration = g_dbus_connection_register_object (connection, path, info->interfaces[0],
                                                          &vtable, self, NULL, error);
  if (self->registration == 0)
    return FALSE;
  self->connection = g_object_ref (connection);
  return TRUE;
}

/**
 * np_search_provider_unexport:
 * @self: a provider
 *
 * Takes it from the bus again.
 */
void
np_search_provider_unexport (NpSearchProvider *self)
{
  g_return_if_fail (NP_IS_SEARCH_PROVIDER (self));

  if (self->connection != NULL)
    g_dbus_connection_unregister_object (self->connection, self->registration);
  g_clear_object (&self->connection);
}
