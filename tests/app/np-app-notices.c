/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-app-notices.h"

#include "np-await.h"

#define NAME "org.freedesktop.Notifications"
#define PATH "/org/freedesktop/Notifications"

struct _NpAppNotices
{
  GDBusConnection *bus; /* its own: a desktop is another program */
  GPtrArray *titles;
  GPtrArray *bodies;
  GArray *gone; /* of guint, the numbers of those that were taken back */
  guint registration;
  guint name;
  gboolean is_there;
};

/* As the desktops specify it; what GLib does not use is left out. */
static const char interface_xml[] = "<node>"
                                    " <interface name='" NAME "'>"
                                    "  <method name='Notify'>"
                                    "   <arg type='s' direction='in'/>"
                                    "   <arg type='u' direction='in'/>"
                                    "   <arg type='s' direction='in'/>"
                                    "   <arg type='s' direction='in'/>"
                                    "   <arg type='s' direction='in'/>"
                                    "   <arg type='as' direction='in'/>"
                                    "   <arg type='a{sv}' direction='in'/>"
                                    "   <arg type='i' direction='in'/>"
                                    "   <arg type='u' direction='out'/>"
                                    "  </method>"
                                    "  <method name='CloseNotification'>"
                                    "   <arg type='u' direction='in'/>"
                                    "  </method>"
                                    "  <signal name='ActionInvoked'>"
                                    "   <arg type='u'/>"
                                    "   <arg type='s'/>"
                                    "  </signal>"
                                    " </interface>"
                                    "</node>";

static void
call_cb (GDBusConnection *connection,
         const char *sender,
         const char *object_path,
         const char *interface_name,
         const char *method_name,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         gpointer user_data)
{
  NpAppNotices *self = user_data;

  if (g_str_equal (method_name, "Notify"))
    {
      const char *title = NULL;
      const char *body = NULL;

      g_variant_get (parameters, "(&su&s&s&s@as@a{sv}i)", NULL, NULL, NULL, &title, &body, NULL,
                     NULL, NULL);
      g_ptr_array_add (self->titles, g_strdup (title));
      g_ptr_array_add (self->bodies, g_strdup (body));
      g_dbus_method_invocation_return_value (invocation,
                                             g_variant_new ("(u)", self->titles->len));
      return;
    }
  else
    {
      guint n = 0;

      g_variant_get (parameters, "(u)", &n);
      g_array_append_val (self->gone, n);
      g_dbus_method_invocation_return_value (invocation, NULL);
    }
}

static void
name_cb (GDBusConnection *connection, const char *name, gpointer user_data)
{
  NpAppNotices *self = user_data;

  self->is_there = TRUE;
}

static GDBusConnection *
connect_to_bus (void)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GDBusConnection *bus = NULL;

  g_dbus_connection_new_for_address (g_getenv ("DBUS_SESSION_BUS_ADDRESS"),
                                     G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                         G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                     NULL, NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  bus = g_dbus_connection_new_for_address_finish (result, &error);
  g_assert_no_error (error);
  return bus;
}

/* Before what it is to be told of. */
NpAppNotices *
np_app_notices_new (void)
{
  static const GDBusInterfaceVTable methods = { .method_call = call_cb };
  NpAppNotices *self = g_new0 (NpAppNotices, 1);
  g_autoptr (GDBusNodeInfo) info = NULL;
  g_autoptr (GError) error = NULL;

  self->titles = g_ptr_array_new_with_free_func (g_free);
  self->bodies = g_ptr_array_new_with_free_func (g_free);
  self->gone = g_array_new (FALSE, FALSE, sizeof (guint));
  self->bus = connect_to_bus ();
  info = g_dbus_node_info_new_for_xml (interface_xml, &error);
  g_assert_no_error (error);
  self->registration = g_dbus_connection_register_object (self->bus, PATH, info->interfaces[0],
                                                          &methods, self, NULL, &error);
  g_assert_no_error (error);
  self->name = g_bus_own_name_on_connection (self->bus, NAME, G_BUS_NAME_OWNER_FLAGS_NONE,
                                             name_cb, NULL, self, NULL);
  np_await_true (self->is_there);
  return self;
}

void
np_app_notices_free (NpAppNotices *self)
{
  g_bus_unown_name (self->name);
  g_dbus_connection_unregister_object (self->bus, self->registration);
  g_object_unref (self->bus);
  g_array_unref (self->gone);
  g_ptr_array_unref (self->bodies);
  g_ptr_array_unref (self->titles);
  g_free (self);
}

/* What was sent on a connection before is with the bus after that. */
static void
ping (GDBusConnection *bus)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) error = NULL;

  g_dbus_connection_call (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                          "org.freedesktop.DBus", "GetId", NULL, NULL, G_DBUS_CALL_FLAGS_NONE,
                          -1, NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  answer = g_dbus_connection_call_finish (bus, result, &error);
  g_assert_no_error (error);
}

/* Waits for the notice of a number, from 1, and looks at what it says. After that the
 * application knows the number: up to GLib 2.74 it must not take a notice back before. */
void
np_app_notices_await (NpAppNotices *self, guint n, const char *title, const char *body)
{
  np_await_true (self->titles->len >= n);
  g_assert_cmpstr (self->titles->pdata[n - 1], ==, title);
  g_assert_cmpstr (self->bodies->pdata[n - 1], ==, body);
  np_app_notices_ping (self);
}

/* Waits until both sides have what the other one said before. */
void
np_app_notices_ping (NpAppNotices *self)
{
  GDBusConnection *bus = g_application_get_dbus_connection (g_application_get_default ());

  ping (bus);
  ping (self->bus);
  ping (bus);
}

/* A person clicks on it. */
void
np_app_notices_choose (NpAppNotices *self, guint n)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_emit_signal (self->bus, NULL, PATH, NAME, "ActionInvoked",
                                 g_variant_new ("(us)", n, "default"), &error);
  g_assert_no_error (error);
}

guint
np_app_notices_count (NpAppNotices *self)
{
  return self->titles->len;
}

gboolean
np_app_notices_is_gone (NpAppNotices *self, guint n)
{
  for (guint i = 0; i < self->gone->len; i++)
    if (g_array_index (self->gone, guint, i) == n)
      return TRUE;
  return FALSE;
}
