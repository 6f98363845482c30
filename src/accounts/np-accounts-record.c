/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-accounts-private.h"

#define KEY_ACCOUNT_ID     "account-id"
#define KEY_ACCOUNT_NAME   "account-name"
#define KEY_ACCESS_KEY_ID  "access-key-id"
#define KEY_REGION         "region"
#define KEY_ENDPOINT       "endpoint"
#define KEY_WORKSPACE_ID   "workspace-id"
#define KEY_HAS_TOKEN      "has-token"
#define KEY_KEY_IN_KEYRING "key-in-keyring"

/**
 * np_accounts_record_open:
 * @settings: the program's settings
 *
 * Opens the same settings a second time, so that all values of an account are
 * written at once or not at all: a record that holds the AccessKey ID of one
 * account and the endpoint of another would send a key to the wrong place.
 *
 * Returns: (transfer full): settings that only change when they are applied
 */
GSettings *
np_accounts_record_open (GSettings *settings)
{
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettingsBackend) backend = NULL;
  GSettings *record = NULL;

  g_object_get (settings, "settings-schema", &schema, "backend", &backend, NULL);
  record = g_object_new (G_TYPE_SETTINGS, "settings-schema", schema, "backend", backend, NULL);
  g_settings_delay (record);

  return record;
}

/**
 * np_accounts_record_read:
 * @record: from np_accounts_record_open()
 * @out_in_keyring: (out): whether the keyring was given the key
 *
 * Returns: (transfer full) (nullable): the remembered account
 */
NpAccount *
np_accounts_record_read (GSettings *record, gboolean *out_in_keyring)
{
  g_autofree char *id = g_settings_get_string (record, KEY_ACCOUNT_ID);
  g_autofree char *name = g_settings_get_string (record, KEY_ACCOUNT_NAME);
  g_autofree char *access_key_id = g_settings_get_string (record, KEY_ACCESS_KEY_ID);
  g_autofree char *region = g_settings_get_string (record, KEY_REGION);
  g_autofree char *endpoint = g_settings_get_string (record, KEY_ENDPOINT);
  g_autofree char *workspace_id = g_settings_get_string (record, KEY_WORKSPACE_ID);
  NpAccount *account = NULL;

  *out_in_keyring = FALSE;
  if (*id == '\0' || *access_key_id == '\0')
    return NULL;

  account = np_account_new (id, name, access_key_id, region, endpoint);
  np_account_set_workspace_id (account, workspace_id);
  np_account_set_has_token (account, g_settings_get_boolean (record, KEY_HAS_TOKEN));
  *out_in_keyring = g_settings_get_boolean (record, KEY_KEY_IN_KEYRING);

  return account;
}

static void
write_account (GSettings *record, NpAccount *account, gboolean in_keyring)
{
  g_settings_set_string (record, KEY_ACCOUNT_ID, np_account_get_id (account));
  g_settings_set_string (record, KEY_ACCOUNT_NAME, np_account_get_name (account));
  g_settings_set_string (record, KEY_ACCESS_KEY_ID, np_account_get_access_key_id (account));
  g_settings_set_string (record, KEY_REGION, np_account_get_region (account));
  g_settings_set_string (record, KEY_ENDPOINT, np_account_get_custom_endpoint (account));
  g_settings_set_string (record, KEY_WORKSPACE_ID, np_account_get_workspace_id (account));
  g_settings_set_boolean (record, KEY_HAS_TOKEN, np_account_get_has_token (account));
  g_settings_set_boolean (record, KEY_KEY_IN_KEYRING, in_keyring);
}

static void
reset_account (GSettings *record)
{
  const char *keys[] = {
    KEY_ACCOUNT_ID, KEY_ACCOUNT_NAME, KEY_ACCESS_KEY_ID, KEY_REGION,
    KEY_ENDPOINT,   KEY_WORKSPACE_ID, KEY_HAS_TOKEN,     KEY_KEY_IN_KEYRING
  };
  gsize i = 0;

  for (i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (record, keys[i]);
}

/**
 * np_accounts_record_write:
 * @record: from np_accounts_record_open()
 * @account: (nullable): the account to remember; %NULL for none
 * @in_keyring: whether the keyring was given the key
 */
void
np_accounts_record_write (GSettings *record, NpAccount *account, gboolean in_keyring)
{
  if (account != NULL)
    write_account (record, account, in_keyring);
  else
    reset_account (record);

  g_settings_apply (record);
}
