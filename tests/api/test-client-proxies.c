/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include <string.h>

#include "client-rig.h"
#include "np-await.h"
#include "np-client-private.h"
#include "np-fake-proxies.h"

#define SERVICE "https://service.test"

#define PORTAL_NAME  "org.freedesktop.portal.Desktop"
#define PORTAL_PATH  "/org/freedesktop/portal/desktop"
#define PORTAL_IFACE "org.freedesktop.portal.ProxyResolver"

/* The desktop's portal, in a thread of its own: GIO asks for it in ways that wait. */
typedef struct
{
  /* Owned */
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  GDBusConnection *connection;
  char *proxy; /* NULL: it answers with an error */

  /* State, guarded by the mutex */
  GMutex mutex;
  GString *asked;
} Portal;

static const char portal_xml[] =
    "<node><interface name='" PORTAL_IFACE "'>"
    "<method name='Lookup'><arg type='s' direction='in'/><arg type='as' direction='out'/>"
    "</method><property name='version' type='u' access='read'/></interface></node>";

static void
portal_call_cb (GDBusConnection *connection,
                const char *sender,
                const char *path,
                const char *interface,
                const char *method,
                GVariant *parameters,
                GDBusMethodInvocation *invocation,
                gpointer user_data)
{
  Portal *self = user_data;
  const char *const proxies[] = { self->proxy, NULL };
  const char *uri = NULL;

  g_variant_get (parameters, "(&s)", &uri);
  g_mutex_lock (&self->mutex);
  g_string_append_printf (self->asked, "%s ", uri);
  g_mutex_unlock (&self->mutex);
  if (self->proxy == NULL)
    g_dbus_method_invocation_return_dbus_error (invocation, "org.test.Broken", "No script");
  else
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(^as)", proxies));
}

static GVariant *
portal_get_cb (GDBusConnection *connection,
               const char *sender,
               const char *path,
               const char *interface,
               const char *property,
               GError **error,
               gpointer user_data)
{
  return g_variant_new_uint32 (1);
}

static gpointer
portal_run (gpointer user_data)
{
  static const GDBusInterfaceVTable vtable = { portal_call_cb, portal_get_cb, NULL, { NULL } };
  Portal *self = user_data;
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (portal_xml, NULL);
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;

  g_main_context_push_thread_default (self->context);
  self->connection = g_dbus_connection_new_for_address_sync (
      g_getenv ("DBUS_SESSION_BUS_ADDRESS"),
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
          G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
      NULL, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_register_object (self->connection, PORTAL_PATH, node->interfaces[0],
                                     &vtable, self, NULL, &error);
  g_assert_no_error (error);
  reply = g_dbus_connection_call_sync (self->connection, "org.freedesktop.DBus",
                                       "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                       "RequestName", g_variant_new ("(su)", PORTAL_NAME, 0u),
                                       NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  g_main_loop_run (self->loop);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static gboolean
portal_is_there (void)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GVariant)
      reply = g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                           "org.freedesktop.DBus", "NameHasOwner",
                                           g_variant_new ("(s)", PORTAL_NAME), NULL,
                                           G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  gboolean is_there = FALSE;

  g_variant_get (reply, "(b)", &is_there);
  return is_there;
}

static Portal *
portal_new (void)
{
  Portal *self = g_new0 (Portal, 1);

  g_mutex_init (&self->mutex);
  self->asked = g_string_new (NULL);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->thread = g_thread_new ("portal", portal_run, self);
  np_await_true (portal_is_there ());
  return self;
}

static void
portal_free (Portal *self)
{
  g_main_loop_quit (self->loop);
  g_thread_join (self->thread);
  g_dbus_connection_close_sync (self->connection, NULL, NULL);
  g_object_unref (self->connection);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_string_free (self->asked, TRUE);
  g_mutex_clear (&self->mutex);
  g_free (self->proxy);
  g_free (self);
}

static char *
portal_steal_asked (Portal *self)
{
  char *asked = NULL;

  g_mutex_lock (&self->mutex);
  asked = g_strdup (self->asked->str);
  g_string_truncate (self->asked, 0);
  g_mutex_unlock (&self->mutex);
  return asked;
}

static Portal *portal;

/* What the desktop says is the way, for what runs in a sandbox. */
static void
test_portal (void)
{
  ClientRig *rig = client_rig_new_at (SERVICE);
  g_autofree char *asked = NULL;
  g_autofree char *request_id = NULL;
  g_autofree char *head = NULL;
  g_autoptr (GError) error = NULL;

  rig->server = np_fault_server_new ();
  g_free (portal->proxy);
  portal->proxy = np_fault_server_dup_uri (rig->server, "http");
  np_fault_server_answer (rig->server, "HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n");
  request_id = client_rig_put (rig, RIG_MODEL_ID, "{}", &error);
  g_assert_null (request_id);
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_PROXY);
  g_assert_cmpstr (np_api_error_get_detail (error)->proxy_host, ==, "127.0.0.1");
  g_assert_cmpuint (np_api_error_get_detail (error)->status, ==, 407);
  asked = portal_steal_asked (portal);
  g_assert_true (g_str_has_prefix (asked, "https://service.test"));
  head = np_fault_server_dup_head (rig->server, 0);
  g_assert_true (g_str_has_prefix (head, "CONNECT service.test:443 HTTP/1."));
  client_rig_free (rig);
}

/* This computer itself is never asked for through a proxy. */
static void
test_portal_not_for_loopback (void)
{
  g_autoptr (ClientRig) rig = client_rig_new ();
  g_autofree char *request_id = NULL;
  g_autofree char *asked = NULL;
  g_autoptr (GError) error = NULL;

  g_free (portal->proxy);
  portal->proxy = g_strdup ("http://127.0.0.1:1");
  np_fault_server_answer (rig->server, RIG_SAVED);
  request_id = client_rig_put (rig, RIG_MODEL_ID, "{}", &error);
  g_assert_no_error (error);
  asked = portal_steal_asked (portal);
  g_assert_cmpstr (asked, ==, "");
}

/* A script of settings that does not work: it is the proxy's fault, and nothing is
 * sent past it. */
static void
test_portal_broken (void)
{
  ClientRig *rig = client_rig_new_at (SERVICE);
  g_autofree char *request_id = NULL;
  g_autofree char *asked = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&portal->proxy, g_free);
  request_id = client_rig_put (rig, RIG_MODEL_ID, "{}", &error);
  g_assert_null (request_id);
  asked = portal_steal_asked (portal);
  g_assert_cmpstr (asked, !=, "");
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_PROXY);
  g_assert_false (np_api_error_get_detail (error)->maybe_sent);
  client_rig_free (rig);
}

/* What a SOCKS proxy says first, and what to the request for a way. */
typedef struct
{
  const char *user; /* NULL for none */
  const char *greeting;
  gssize n_greeting;
  const char *reply;
  gssize n_reply;
} SocksCase;

#define REPLY(code) "\x05" code "\x00\x01\x00\x00\x00\x00\x00\x00", 10

static const SocksCase socks_cases[] = {
  { NULL, "\x05\xff", 2, NULL, 0 },                          /* no method that we know */
  { NULL, "\x05\x02", 2, NULL, 0 },                          /* wants a user */
  { "bad:Pa55word", "\x05\x02", 2, "\x01\x01", 2 },          /* does not want this one */
  { "bad:Pa55word", "\x05\xff", 2, NULL, 0 },                /* wants none at all */
  { NULL, "\x05\x00", 2, REPLY ("\x01") },                   /* failed */
  { NULL, "\x05\x00", 2, REPLY ("\x02") },                   /* not allowed */
  { NULL, "\x05\x00", 2, REPLY ("\x03") },                   /* no route */
  { NULL, "\x05\x00", 2, REPLY ("\x04") },                   /* no such host */
  { NULL, "\x05\x00", 2, REPLY ("\x05") },                   /* refused */
  { NULL, "\x05\x00", 2, REPLY ("\x07") },                   /* not supported */
  { NULL, "\x05\x00", 2, "\x05", 1 },                        /* cut */
  { NULL, "\x05", 1, NULL, 0 },                              /* cut earlier */
  { NULL, "", 0, NULL, 0 },                                  /* says nothing */
  { NULL, "\x04\x00", 2, NULL, 0 },                          /* another version */
  { NULL, "HTTP/1.1 400 Bad Request\r\n\r\n", 28, NULL, 0 }, /* something else */
};

static void
run_socks (const SocksCase *item)
{
  NpFaultServer *server = np_fault_server_new ();
  g_autofree char *address = np_fault_server_dup_uri (server, "socks5");
  g_autofree char *with_user = item->user != NULL
                                   ? g_strdup_printf ("socks5://%s@%s", item->user,
                                                      address + strlen ("socks5://"))
                                   : NULL;
  const char *const uris[] = { with_user != NULL ? with_user : address, NULL };
  g_autoptr (NpFakeProxies) proxies = np_fake_proxies_new (uris);
  ClientRig *rig = client_rig_new_at (SERVICE);
  g_autofree char *request_id = NULL;
  g_autoptr (GError) error = NULL;

  rig->server = server;
  np_transport_set_proxy_resolver (np_client_get_session (rig->client),
                                   G_PROXY_RESOLVER (proxies));
  np_fault_server_accept (server);
  np_fault_server_receive (server);
  np_fault_server_send (server, item->greeting, item->n_greeting);
  if (item->reply != NULL)
    {
      np_fault_server_receive (server);
      np_fault_server_send (server, item->reply, item->n_reply);
    }
  np_fault_server_close (server);
  request_id = client_rig_put (rig, RIG_MODEL_ID, "{}", &error);
  g_assert_null (request_id);
  np_fault_server_assert_consumed (server);
  g_assert_error (error, NP_API_ERROR, NP_API_ERROR_PROXY);
  g_assert_cmpstr (np_api_error_get_detail (error)->proxy_host, ==, "127.0.0.1");
  g_assert_false (np_api_error_get_detail (error)->maybe_sent);
  g_assert_false (np_fault_server_has_received (server, "x-acs"));
  g_assert_false (np_fault_server_has_received (server, RIG_KEY_ID));
  g_assert_null (strstr (error->message, "Pa55word"));
  client_rig_free (rig);
}

static void
test_socks (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (socks_cases); i++)
    {
      g_test_message ("case %" G_GSIZE_FORMAT, i);
      run_socks (&socks_cases[i]);
    }
}

int
main (int argc, char **argv)
{
  int status = 0;

  np_client_prepare_process ();
  g_test_init (&argc, &argv, NULL);
  g_unsetenv ("GIO_USE_PROXY_RESOLVER");
  /* As in a sandbox: the GLib of Debian 12 knows the first name, that of 13 the second. */
  g_setenv ("GTK_USE_PORTAL", "1", TRUE);
  g_setenv ("GIO_USE_PORTALS", "1", TRUE);
  g_setenv ("GIO_USE_NETWORK_MONITOR", "base", TRUE);
  portal = portal_new ();
  g_test_add_func ("/client-proxies/portal", test_portal);
  g_test_add_func ("/client-proxies/portal-not-for-loopback", test_portal_not_for_loopback);
  g_test_add_func ("/client-proxies/portal-broken", test_portal_broken);
  g_test_add_func ("/client-proxies/socks", test_socks);
  status = g_test_run ();
  portal_free (portal);
  return status;
}
