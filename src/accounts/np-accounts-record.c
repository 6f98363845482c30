/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-accounts-private.h"

#include "np-account-private.h"

#define KEY_ACCOUNTS        "accounts"
#define KEY_CURRENT_ACCOUNT "current-account"

/* The members of an account's record. All of it is one value, so that it can
 * never hold the AccessKey ID of one account and the endpoint of another. */
#define MEMBER_ID                  "id"
#define MEMBER_NAME                "name"
#define MEMBER_COLOUR              "colour"
#define MEMBER_ACCESS_KEY_ID       "access-key-id"
#define MEMBER_REGION              "region"
#define MEMBER_ENDPOINT            "endpoint"
#define MEMBER_WORKSPACE_ID        "workspace-id"
#define MEMBER_HAS_TOKEN           "has-token"
#define MEMBER_TOKEN_EXPIRES       "token-expires"
#define MEMBER_KEY_IN_KEYRING      "key-in-keyring"
#define MEMBER_MAIN_ACCOUNT_WARNED "main-account-warned"

static const char *const members[] = {
  MEMBER_ID,
  MEMBER_NAME,
  MEMBER_COLOUR,
  MEMBER_ACCESS_KEY_ID,
  MEMBER_REGION,
  MEMBER_ENDPOINT,
  MEMBER_WORKSPACE_ID,
  MEMBER_HAS_TOKEN,
  MEMBER_TOKEN_EXPIRES,
  MEMBER_KEY_IN_KEYRING,
  MEMBER_MAIN_ACCOUNT_WARNED,
  NULL,
};

static const char *
read_text (GVariant *entry, const char *member)
{
  const char *text = "";

  g_variant_lookup (entry, member, "&s", &text);
  return text;
}

static gboolean
read_flag (GVariant *entry, const char *member)
{
  gboolean flag = FALSE;

  g_variant_lookup (entry, member, "b", &flag);
  return flag;
}

static gint64
read_time (GVariant *entry, const char *member)
{
  gint64 seconds = 0;

  g_variant_lookup (entry, member, "x", &seconds);
  return seconds;
}

static gboolean
has_id (GVariant *entry, const char *id)
{
  return g_str_equal (read_text (entry, MEMBER_ID), id);
}

/**
 * np_accounts_record_read:
 * @settings: the program's settings
 *
 * Returns: (transfer container) (element-type GVariant): the records of the
 *   remembered accounts; what is damaged, and the second of two with one ID, is left out
 */
GPtrArray *
np_accounts_record_read (GSettings *settings)
{
  g_autoptr (GVariant) all = g_settings_get_value (settings, KEY_ACCOUNTS);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *sound = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
  gsize i = 0;

  for (i = 0; i < g_variant_n_children (all); i++)
    {
      g_autoptr (GVariant) entry = g_variant_get_child_value (all, i);
      const char *id = read_text (entry, MEMBER_ID);

      if (*id != '\0' && *read_text (entry, MEMBER_ACCESS_KEY_ID) != '\0' &&
          g_hash_table_add (seen, (gpointer) id))
        g_ptr_array_add (sound, g_steal_pointer (&entry));
    }

  return sound;
}

/**
 * np_accounts_record_get_id:
 * @entry: a record
 *
 * Returns: (transfer none): the ID of the account
 */
const char *
np_accounts_record_get_id (GVariant *entry)
{
  return read_text (entry, MEMBER_ID);
}

static void
apply_labels (GVariant *entry, NpAccount *account)
{
  np_account_set_name (account, read_text (entry, MEMBER_NAME));
  np_account_set_colour (account, read_text (entry, MEMBER_COLOUR));
  np_account_set_workspace_id (account, read_text (entry, MEMBER_WORKSPACE_ID));
  np_account_set_is_main_account_warned (account,
                                         read_flag (entry, MEMBER_MAIN_ACCOUNT_WARNED));
}

static void
apply_key (GVariant *entry, NpAccount *account)
{
  np_account_set_access_key_id (account, read_text (entry, MEMBER_ACCESS_KEY_ID));
  np_account_set_has_token (account, read_flag (entry, MEMBER_HAS_TOKEN));
  np_account_set_token_expires (account, read_time (entry, MEMBER_TOKEN_EXPIRES));
}

/**
 * np_accounts_record_create_key:
 * @entry: a record
 *
 * Returns: (transfer full): the key of the account that it tells of
 */
NpAccountKey *
np_accounts_record_create_key (GVariant *entry)
{
  g_autoptr (NpAccount) account =
      np_account_new (read_text (entry, MEMBER_ID), read_text (entry, MEMBER_NAME),
                      read_text (entry, MEMBER_ACCESS_KEY_ID), read_text (entry, MEMBER_REGION),
                      read_text (entry, MEMBER_ENDPOINT));
  NpAccountKey *key = np_account_key_new (account, read_flag (entry, MEMBER_KEY_IN_KEYRING));

  apply_labels (entry, account);
  apply_key (entry, account);
  np_account_key_set_is_recorded (key, TRUE);

  return key;
}

static gboolean
tells_of_another_key (GVariant *entry, NpAccount *account)
{
  return !g_str_equal (read_text (entry, MEMBER_ACCESS_KEY_ID),
                       np_account_get_access_key_id (account)) ||
         read_flag (entry, MEMBER_HAS_TOKEN) != np_account_get_has_token (account) ||
         read_time (entry, MEMBER_TOKEN_EXPIRES) != np_account_get_token_expires (account);
}

/**
 * np_accounts_record_update_key:
 * @entry: a record
 * @key: the key of the account that it tells of
 *
 * Takes over what another process changed.
 */
void
np_accounts_record_update_key (GVariant *entry, NpAccountKey *key)
{
  NpAccount *account = np_account_key_get_account (key);

  apply_labels (entry, account);
  if (tells_of_another_key (entry, account))
    {
      apply_key (entry, account);
      np_account_key_drop (key);
    }
  np_account_key_set_in_keyring (key, read_flag (entry, MEMBER_KEY_IN_KEYRING));
  np_account_key_set_is_recorded (key, TRUE);
}

static void
add_text (GVariantBuilder *builder, const char *member, const char *text)
{
  g_variant_builder_add (builder, "{sv}", member, g_variant_new_string (text));
}

/* What a newer version put there stays. */
static void
add_unknown_members (GVariantBuilder *builder, GVariant *entry)
{
  GVariantIter iter;
  const char *member = NULL;
  GVariant *value = NULL;

  g_variant_iter_init (&iter, entry);
  while (g_variant_iter_loop (&iter, "{&sv}", &member, &value))
    if (!g_strv_contains (members, member))
      g_variant_builder_add (builder, "{sv}", member, value);
}

static void
add_entry (GVariantBuilder *all, NpAccountKey *key, GVariant *old_entry)
{
  NpAccount *account = np_account_key_get_account (key);
  GVariantBuilder entry;

  g_variant_builder_init (&entry, G_VARIANT_TYPE_VARDICT);
  add_text (&entry, MEMBER_ID, np_account_get_id (account));
  add_text (&entry, MEMBER_NAME, np_account_get_name (account));
  add_text (&entry, MEMBER_COLOUR, np_account_get_colour (account));
  add_text (&entry, MEMBER_ACCESS_KEY_ID, np_account_get_access_key_id (account));
  add_text (&entry, MEMBER_REGION, np_account_get_region (account));
  add_text (&entry, MEMBER_ENDPOINT, np_account_get_custom_endpoint (account));
  add_text (&entry, MEMBER_WORKSPACE_ID, np_account_get_workspace_id (account));
  g_variant_builder_add (&entry, "{sv}", MEMBER_HAS_TOKEN,
                         g_variant_new_boolean (np_account_get_has_token (account)));
  g_variant_builder_add (&entry, "{sv}", MEMBER_TOKEN_EXPIRES,
                         g_variant_new_int64 (np_account_get_token_expires (account)));
  g_variant_builder_add (&entry, "{sv}", MEMBER_KEY_IN_KEYRING,
                         g_variant_new_boolean (np_account_key_get_in_keyring (key)));
  g_variant_builder_add (
      &entry, "{sv}", MEMBER_MAIN_ACCOUNT_WARNED,
      g_variant_new_boolean (np_account_get_is_main_account_warned (account)));
  if (old_entry != NULL)
    add_unknown_members (&entry, old_entry);
  g_variant_builder_add_value (all, g_variant_builder_end (&entry));
}

/* Reads what is there now, puts @key in the place of what has its ID, and leaves
 * the rest as it is: another process may have added an account, and what is damaged
 * for us may make sense to a newer version. */
static void
rewrite (GSettings *settings, const char *id, NpAccountKey *key)
{
  g_autoptr (GVariant) old = g_settings_get_value (settings, KEY_ACCOUNTS);
  g_autoptr (GVariant) new = NULL;
  NpAccountKey *rest = key;
  GVariantBuilder all;
  gsize i = 0;

  g_variant_builder_init (&all, G_VARIANT_TYPE ("aa{sv}"));
  for (i = 0; i < g_variant_n_children (old); i++)
    {
      g_autoptr (GVariant) entry = g_variant_get_child_value (old, i);

      if (!has_id (entry, id))
        g_variant_builder_add_value (&all, entry);
      else if (rest != NULL)
        add_entry (&all, g_steal_pointer (&rest), entry);
    }
  if (rest != NULL)
    add_entry (&all, rest, NULL);

  new = g_variant_ref_sink (g_variant_builder_end (&all));
  if (g_variant_equal (old, new))
    return;
  if (g_variant_n_children (new) == 0)
    g_settings_reset (settings, KEY_ACCOUNTS);
  else
    g_settings_set_value (settings, KEY_ACCOUNTS, new);
}

/**
 * np_accounts_record_write:
 * @settings: the program's settings
 * @key: the key of the account to remember
 */
void
np_accounts_record_write (GSettings *settings, NpAccountKey *key)
{
  rewrite (settings, np_account_get_id (np_account_key_get_account (key)), key);
}

/**
 * np_accounts_record_remove:
 * @settings: the program's settings
 * @id: the ID of the account to forget
 */
void
np_accounts_record_remove (GSettings *settings, const char *id)
{
  rewrite (settings, id, NULL);
}

/**
 * np_accounts_record_dup_current:
 * @settings: the program's settings
 *
 * Returns: (transfer full): the ID of the account that was used last, or an empty text
 */
char *
np_accounts_record_dup_current (GSettings *settings)
{
  return g_settings_get_string (settings, KEY_CURRENT_ACCOUNT);
}

/**
 * np_accounts_record_write_current:
 * @settings: the program's settings
 * @id: (nullable): the ID of the account that is used now
 */
void
np_accounts_record_write_current (GSettings *settings, const char *id)
{
  if (id != NULL)
    g_settings_set_string (settings, KEY_CURRENT_ACCOUNT, id);
  else
    g_settings_reset (settings, KEY_CURRENT_ACCOUNT);
}
