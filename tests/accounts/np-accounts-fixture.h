/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#pragma once

#include "np-accounts.h"

G_BEGIN_DECLS

#define TEST_KEY_ID "LTAI5tTestNotARealKeyId"
#define TEST_SECRET "TestNotARealSecret0123456789xyz"
#define TEST_TOKEN  "CAISTestNotARealToken+/0123456789=="

GSettings *test_settings_new (void);
GSettings *test_settings_new_at_home (void);
NpAccount *test_account_new (const char *id, const char *access_key_id);
NpCredentials *test_credentials_new (const char *access_key_id,
                                     const char *secret,
                                     const char *token);
void test_assert_credentials (NpCredentials *credentials,
                              const char *access_key_id,
                              const char *secret,
                              const char *token);

gboolean test_connect (NpAccounts *accounts,
                       NpAccount *account,
                       NpCredentials *credentials,
                       GError **error);
void test_connect_with_test_key (NpAccounts *accounts, NpAccount *account, const char *token);
gboolean test_change_key (NpAccounts *accounts,
                          NpAccount *account,
                          NpCredentials *credentials,
                          gint64 token_expires,
                          GError **error);
gboolean test_forget (NpAccounts *accounts, GError **error);
NpCredentialsProvider *test_get_provider (NpAccounts *accounts);
NpCredentials *test_get_credentials (NpAccounts *accounts, GError **error);
NpCredentials *test_get_credentials_of (NpCredentialsProvider *provider, GError **error);
void test_record (GSettings *settings, const char *id, gboolean in_keyring);
void test_assert_settings_lack (GSettings *settings, const char *secret);
void test_assert_record_is_empty (GSettings *settings);

NpCredentials *test_look_in_keyring (NpAccount *account, GError **error);
void test_assert_not_in_keyring (NpAccount *account);
void test_clear_keyring (NpAccount *account);

char *test_enter_home (void);
void test_leave_home (char *home);
int test_run_at_home (void);

/* The service of a real keyring, on the bus. */
#define TEST_KEYRING_NAME "org.freedesktop.secrets"

void test_await_keyring (void);

G_END_DECLS
