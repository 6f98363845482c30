/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TEST_KEYRING_PATH       "/org/freedesktop/secrets"
#define TEST_KEYRING_IFACE      "org.freedesktop.Secret.Service"
#define TEST_KEYRING_COLLECTION "/org/freedesktop/secrets/collection/login"

/* Whom gnome-keyring asks to ask the person. This one never answers, as a
 * person who left for lunch. */
typedef struct
{
  GDBusConnection *bus;
  guint object;
  guint name;
  gboolean owned;
  int begun;
  int stopped;
} TestPrompter;

void test_prompter_start (TestPrompter *prompter, GDBusConnection *bus);
void test_prompter_stop (TestPrompter *prompter);

GVariant *test_keyring_call (GDBusConnection *bus,
                             const char *path,
                             const char *interface,
                             const char *method,
                             GVariant *parameters);
void test_keyring_lock_collection (GDBusConnection *bus, const char *collection);
void test_keyring_lock (GDBusConnection *bus);
void test_keyring_unlock (GDBusConnection *bus);
void test_keyring_create_item (GDBusConnection *bus,
                               const char *collection,
                               const char *account_id,
                               const char *secret);
void test_keyring_kill (GDBusConnection *bus);

G_END_DECLS
