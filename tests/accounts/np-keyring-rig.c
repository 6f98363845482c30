/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-keyring-rig.h"

#include <signal.h>
#include <string.h>

#include "np-accounts-fixture.h"
#include "np-await.h"

#define PROMPTER_NAME "org.gnome.keyring.SystemPrompter"
#define PROMPTER_PATH "/org/gnome/keyring/Prompter"

static const char prompter_xml[] =
    "<node><interface name='org.gnome.keyring.internal.Prompter'>"
    "<method name='BeginPrompting'><arg name='callback' type='o' direction='in'/></method>"
    "<method name='PerformPrompt'>"
    "<arg name='callback' type='o' direction='in'/><arg name='type' type='s' direction='in'/>"
    "<arg name='properties' type='a{sv}' direction='in'/>"
    "<arg name='exchange' type='s' direction='in'/></method>"
    "<method name='StopPrompting'><arg name='callback' type='o' direction='in'/></method>"
    "</interface></node>";

static void
prompter_called_cb (GDBusConnection *bus,
                    const char *sender,
                    const char *path,
                    const char *interface,
                    const char *method,
                    GVariant *parameters,
                    GDBusMethodInvocation *invocation,
                    gpointer user_data)
{
  TestPrompter *prompter = user_data;

  if (g_str_equal (method, "BeginPrompting"))
    prompter->begun++;
  if (g_str_equal (method, "StopPrompting"))
    prompter->stopped++;
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
prompter_owned_cb (GDBusConnection *bus, const char *name, gpointer user_data)
{
  TestPrompter *prompter = user_data;

  prompter->owned = TRUE;
}

void
test_prompter_start (TestPrompter *prompter, GDBusConnection *bus)
{
  static const GDBusInterfaceVTable vtable = { prompter_called_cb, NULL, NULL, { 0 } };
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (prompter_xml, NULL);

  prompter->bus = bus;
  prompter->object = g_dbus_connection_register_object (bus, PROMPTER_PATH, info->interfaces[0],
                                                        &vtable, prompter, NULL, NULL);
  prompter->name = g_bus_own_name_on_connection (
      bus, PROMPTER_NAME, G_BUS_NAME_OWNER_FLAGS_NONE, prompter_owned_cb, NULL, prompter, NULL);
  np_await_true (prompter->owned);
}

void
test_prompter_stop (TestPrompter *prompter)
{
  g_bus_unown_name (prompter->name);
  g_dbus_connection_unregister_object (prompter->bus, prompter->object);
  np_await_nothing_pending ();
}

GVariant *
test_keyring_call (GDBusConnection *bus,
                   const char *path,
                   const char *interface,
                   const char *method,
                   GVariant *parameters)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GVariant *reply = NULL;

  g_dbus_connection_call (bus, TEST_KEYRING_NAME, path, interface, method, parameters, NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, np_await_result_cb, &slot);
  result = np_await_result (&slot);
  reply = g_dbus_connection_call_finish (bus, result, &error);
  g_assert_no_error (error);
  return reply;
}

void
test_keyring_lock_collection (GDBusConnection *bus, const char *collection)
{
  const char *paths[] = { collection, NULL };
  g_autoptr (GVariant) reply = test_keyring_call (bus, TEST_KEYRING_PATH, TEST_KEYRING_IFACE,
                                                  "Lock", g_variant_new ("(^ao)", paths));
}

void
test_keyring_lock (GDBusConnection *bus)
{
  test_keyring_lock_collection (bus, TEST_KEYRING_COLLECTION);
}

/* What the login screen does: gives the daemon the password without a prompt. */
void
test_keyring_unlock (GDBusConnection *bus)
{
  const char *password = g_getenv ("NP_TEST_KEYRING_PASSWORD");
  g_autoptr (GVariant)
      session = test_keyring_call (bus, TEST_KEYRING_PATH, TEST_KEYRING_IFACE, "OpenSession",
                                   g_variant_new ("(sv)", "plain", g_variant_new_string ("")));
  const char *session_path = NULL;
  g_autoptr (GVariant) reply = NULL;

  g_variant_get_child (session, 1, "&o", &session_path);
  reply = test_keyring_call (
      bus, TEST_KEYRING_PATH, "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface",
      "UnlockWithMasterPassword",
      g_variant_new ("(o(o@ay@ays))", TEST_KEYRING_COLLECTION, session_path,
                     g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, NULL, 0, 1),
                     g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, password,
                                                strlen (password), 1),
                     "text/plain"));
}

void
test_keyring_create_item (GDBusConnection *bus,
                          const char *collection,
                          const char *account_id,
                          const char *secret)
{
  g_autoptr (GVariant)
      session = test_keyring_call (bus, TEST_KEYRING_PATH, TEST_KEYRING_IFACE, "OpenSession",
                                   g_variant_new ("(sv)", "plain", g_variant_new_string ("")));
  const char *session_path = NULL;
  g_autoptr (GVariant) reply = NULL;
  GVariantBuilder attributes;
  GVariantBuilder item;

  g_variant_get_child (session, 1, "&o", &session_path);
  g_variant_builder_init (&attributes, G_VARIANT_TYPE ("a{ss}"));
  g_variant_builder_add (&attributes, "{ss}", "account-id", account_id);
  g_variant_builder_add (&attributes, "{ss}", "access-key-id", TEST_KEY_ID);
  g_variant_builder_add (&attributes, "{ss}", "xdg:schema",
                         "io.github.nameplate.Nameplate.AccessKey");
  g_variant_builder_init (&item, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&item, "{sv}", "org.freedesktop.Secret.Item.Label",
                         g_variant_new_string ("copy"));
  g_variant_builder_add (&item, "{sv}", "org.freedesktop.Secret.Item.Attributes",
                         g_variant_builder_end (&attributes));
  reply = test_keyring_call (
      bus, collection, "org.freedesktop.Secret.Collection", "CreateItem",
      g_variant_new ("(a{sv}(o@ay@ays)b)", &item, session_path,
                     g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, NULL, 0, 1),
                     g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, secret, strlen (secret),
                                                1),
                     "text/plain", FALSE));
}

void
test_keyring_kill (GDBusConnection *bus)
{
  g_autoptr (GVariant)
      reply = g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                           "org.freedesktop.DBus", "GetConnectionUnixProcessID",
                                           g_variant_new ("(s)", TEST_KEYRING_NAME), NULL,
                                           G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  guint32 pid = 0;

  g_variant_get (reply, "(u)", &pid);
  g_assert_cmpint (kill ((pid_t) pid, SIGKILL), ==, 0);
}
