/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-keyring-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "np-accounts-error.h"

#define ATTRIBUTE_ACCOUNT_ID    "account-id"
#define ATTRIBUTE_ACCESS_KEY_ID "access-key-id"

/* Between the secret and the token in an item's value; neither holds one. */
#define SEPARATOR '\n'

/* The AccessKey ID is an attribute too: a secret is then only ever found for
 * the ID it belongs to, whatever the settings say. */
static const SecretSchema schema = {
  "io.github.nameplate.Nameplate.AccessKey",
  SECRET_SCHEMA_NONE,
  {
      { ATTRIBUTE_ACCOUNT_ID, SECRET_SCHEMA_ATTRIBUTE_STRING },
      { ATTRIBUTE_ACCESS_KEY_ID, SECRET_SCHEMA_ATTRIBUTE_STRING },
  }
};

/**
 * np_keyring_get_attribute_names:
 *
 * Returns: (transfer none) (array zero-terminated=1): the attributes of every item of ours
 */
const char *const *
np_keyring_get_attribute_names (void)
{
  static const char *const names[] = { ATTRIBUTE_ACCOUNT_ID, ATTRIBUTE_ACCESS_KEY_ID, NULL };

  return names;
}

/**
 * np_keyring_request_free:
 * @request: (transfer full): a request
 */
void
np_keyring_request_free (NpKeyringRequest *request)
{
  g_hash_table_unref (request->attributes);
  g_free (request->access_key_id);
  g_free (request->label);
  g_clear_pointer (&request->value, secret_value_unref);
  g_free (request);
}

static GHashTable *
create_attributes (const char *account_id, const char *access_key_id)
{
  GHashTable *attributes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  g_hash_table_insert (attributes, (gpointer) ATTRIBUTE_ACCOUNT_ID, g_strdup (account_id));
  if (access_key_id != NULL)
    g_hash_table_insert (attributes, (gpointer) ATTRIBUTE_ACCESS_KEY_ID,
                         g_strdup (access_key_id));

  return attributes;
}

static NpKeyringRequest *
create_request (void (*start) (GTask *task), const char *account_id, const char *access_key_id)
{
  NpKeyringRequest *request = g_new0 (NpKeyringRequest, 1);

  request->start = start;
  request->attributes = create_attributes (account_id, access_key_id);
  request->access_key_id = g_strdup (access_key_id);

  return request;
}

/* A key with a separator or a NUL inside would come back as another key. */
static gboolean
is_storable (NpSecret *secret)
{
  gsize length = 0;
  const char *text = np_secret_peek (secret, &length);

  return length > 0 && memchr (text, SEPARATOR, length) == NULL &&
         memchr (text, '\0', length) == NULL;
}

static gboolean
check_storable (NpCredentials *credentials, GError **error)
{
  NpSecret *token = np_credentials_get_security_token (credentials);

  if (is_storable (np_credentials_get_secret (credentials)) &&
      (token == NULL || is_storable (token)))
    return TRUE;

  g_set_error_literal (error, NP_ACCOUNTS_ERROR, NP_ACCOUNTS_ERROR_INVALID_KEY,
                       "The key is empty or has a line break inside");
  return FALSE;
}

/* The secret alone, or the secret, a line break and the token. Only the second
 * passes through ordinary memory, for as long as it takes to copy it. */
static SecretValue *
create_value (NpCredentials *credentials)
{
  NpSecret *token = np_credentials_get_security_token (credentials);
  gsize length = 0;
  const char *secret = np_secret_peek (np_credentials_get_secret (credentials), &length);
  const char separator[] = { SEPARATOR, '\0' };
  g_autofree char *joined = NULL;
  SecretValue *value = NULL;

  if (token == NULL)
    return secret_value_new (secret, (gssize) length, "text/plain");

  joined = g_strconcat (secret, separator, np_secret_peek (token, NULL), NULL);
  value = secret_value_new (joined, -1, "text/plain");
  np_secret_wipe_text (joined);

  return value;
}

static NpCredentials *
read_value (const char *access_key_id, SecretValue *value)
{
  gsize length = 0;
  const char *text = secret_value_get (value, &length);
  const char *separator = length > 0 ? memchr (text, SEPARATOR, length) : NULL;
  gsize secret_length = separator != NULL ? (gsize) (separator - text) : length;
  g_autoptr (NpSecret) secret = NULL;
  g_autoptr (NpSecret) token = NULL;

  if (secret_length == 0)
    return NULL;

  secret = np_secret_new (text, (gssize) secret_length);
  if (separator != NULL && secret_length + 1 < length)
    token = np_secret_new (separator + 1, (gssize) (length - secret_length - 1));

  return np_credentials_new (access_key_id, secret, token);
}

static void
return_problem (GTask *task, NpAccountsError code, const char *message)
{
  g_task_return_new_error (task, NP_ACCOUNTS_ERROR, (int) code, "%s", message);
}

static void
free_items (GList *items)
{
  g_list_free_full (items, g_object_unref);
}

static void
searched_all_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  NpKeyringRequest *request = g_task_get_task_data (task);
  GList *items = secret_password_search_finish (result, NULL);

  if (items != NULL)
    request->go_on (task);
  else
    return_problem (task, NP_ACCOUNTS_ERROR_KEYRING_DAMAGED,
                    "The keyring's file was made with another password");

  free_items (items);
}

/* A file that was made with another password looks as if there was nothing in it,
 * and would take a new key all the same; but one can see from outside that something
 * of ours is in it. */
static void
check_readable (GTask *task, void (*go_on) (GTask *task))
{
  NpKeyringRequest *request = g_task_get_task_data (task);
  g_autoptr (GHashTable) any = NULL;

  if (request->n_items == 0)
    {
      go_on (task);
      return;
    }

  request->go_on = go_on;
  any = g_hash_table_new (g_str_hash, g_str_equal);
  secret_password_searchv (&schema, any, SECRET_SEARCH_ALL, NULL, searched_all_cb,
                           g_object_ref (task));
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, np_keyring_take_error (error));
}

static void
store (GTask *task)
{
  NpKeyringRequest *request = g_task_get_task_data (task);

  secret_password_storev_binary (&schema, request->attributes, SECRET_COLLECTION_DEFAULT,
                                 request->label, request->value, NULL, stored_cb,
                                 g_object_ref (task));
}

static void
start_storing (GTask *task)
{
  check_readable (task, store);
}

/**
 * np_keyring_store_async:
 * @account: whose key it is
 * @credentials: the key
 * @callback: called when it is done
 * @user_data: passed to @callback
 *
 * Stores a key, over the one that is there for the same account and AccessKey
 * ID. The keyring may ask the person for a password first, for as long as that takes.
 */
void
np_keyring_store_async (NpAccount *account,
                        NpCredentials *credentials,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  NpKeyringRequest *request = NULL;
  GError *error = NULL;

  if (!check_storable (credentials, &error))
    {
      g_task_report_error (NULL, callback, user_data, np_keyring_store_async, error);
      return;
    }

  request = create_request (start_storing, np_account_get_id (account),
                            np_credentials_get_access_key_id (credentials));
  /* Translators: the name of the key in the person's keyring. %s is the account's name. */
  request->label = g_strdup_printf (_ ("Nameplate: AccessKey of %s"),
                                    np_account_get_name (account));
  request->value = create_value (credentials);
  np_keyring_call (np_keyring_store_async, request, callback, user_data);
}

/**
 * np_keyring_store_finish:
 * @result: the operation's result
 * @error: return location
 *
 * Returns: whether the key was stored; if not, with an error of the
 *   `NP_ACCOUNTS_ERROR` domain
 */
gboolean
np_keyring_store_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GTask) answer = np_keyring_call_finish (result, error);

  return answer != NULL && g_task_propagate_boolean (answer, error);
}

static void
found_collection_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (SecretCollection) collection = secret_collection_for_alias_finish (result, NULL);

  if (collection != NULL && secret_collection_get_locked (collection))
    return_problem (task, NP_ACCOUNTS_ERROR_KEYRING_LOCKED, "The keyring is locked");
  else
    return_problem (task, NP_ACCOUNTS_ERROR_NOT_STORED, "The keyring does not hold this key");
}

/* "Nothing found" is what some keyrings say while they are locked. The file
 * that stands for a keyring in a sandbox has no collections; there, and
 * wherever else this question cannot be asked, nothing found is what it says. */
static void
tell_locked_from_absent (GTask *task)
{
  secret_collection_for_alias (NULL, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE, NULL,
                               found_collection_cb, g_object_ref (task));
}

static gboolean
is_locked (SecretRetrievable *item)
{
  return SECRET_IS_ITEM (item) && secret_item_get_locked (SECRET_ITEM (item));
}

/* Two items can match when another program copied one: the newest counts. */
static SecretRetrievable *
find_newest_unlocked (GList *items)
{
  SecretRetrievable *newest = NULL;
  GList *l = NULL;

  for (l = items; l != NULL; l = l->next)
    {
      if (is_locked (l->data))
        continue;
      if (newest == NULL ||
          secret_retrievable_get_modified (l->data) > secret_retrievable_get_modified (newest))
        newest = l->data;
    }

  return newest;
}

static void
retrieved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  NpKeyringRequest *request = g_task_get_task_data (task);
  GError *error = NULL;
  SecretValue *value = secret_retrievable_retrieve_secret_finish (SECRET_RETRIEVABLE (source),
                                                                  result, &error);
  NpCredentials *credentials = value != NULL ? read_value (request->access_key_id, value)
                                             : NULL;

  g_clear_pointer (&value, secret_value_unref);
  if (credentials != NULL)
    g_task_return_pointer (task, credentials, (GDestroyNotify) np_credentials_unref);
  else if (error != NULL)
    g_task_return_error (task, np_keyring_take_error (error));
  else
    return_problem (task, NP_ACCOUNTS_ERROR_NOT_STORED, "The keyring's item holds no key");
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GList *items = secret_password_search_finish (result, &error);
  SecretRetrievable *newest = find_newest_unlocked (items);

  if (error != NULL)
    g_task_return_error (task, np_keyring_take_error (error));
  else if (newest != NULL)
    secret_retrievable_retrieve_secret (newest, NULL, retrieved_cb, g_object_ref (task));
  else if (items != NULL)
    return_problem (task, NP_ACCOUNTS_ERROR_KEYRING_LOCKED, "The keyring is locked");
  else
    check_readable (task, tell_locked_from_absent);

  free_items (items);
}

static void
start_lookup (GTask *task)
{
  NpKeyringRequest *request = g_task_get_task_data (task);

  secret_password_searchv (&schema, request->attributes,
                           SECRET_SEARCH_ALL | SECRET_SEARCH_UNLOCK, NULL, looked_up_cb,
                           g_object_ref (task));
}

/**
 * np_keyring_lookup_async:
 * @account: whose key is wanted
 * @callback: called when it is done
 * @user_data: passed to @callback
 *
 * Looks for the key of an account. The keyring may ask the person for a
 * password first, for as long as that takes.
 */
void
np_keyring_lookup_async (NpAccount *account, GAsyncReadyCallback callback, gpointer user_data)
{
  np_keyring_call (np_keyring_lookup_async,
                   create_request (start_lookup, np_account_get_id (account),
                                   np_account_get_access_key_id (account)),
                   callback, user_data);
}

/**
 * np_keyring_lookup_finish:
 * @result: the operation's result
 * @error: return location
 *
 * Returns: (transfer full): the key, or %NULL with an error of the
 *   `NP_ACCOUNTS_ERROR` domain. Only
 *   %NP_ACCOUNTS_ERROR_NOT_STORED says that the key is not there.
 */
NpCredentials *
np_keyring_lookup_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GTask) answer = np_keyring_call_finish (result, error);

  return answer != NULL ? g_task_propagate_pointer (answer, error) : NULL;
}

static void
searched_rest_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GList *rest = secret_password_search_finish (result, &error);

  if (error != NULL)
    g_task_return_error (task, np_keyring_take_error (error));
  else if (rest != NULL)
    return_problem (task, NP_ACCOUNTS_ERROR_KEYRING_LOCKED, "The keyring is locked");
  else
    g_task_return_boolean (task, TRUE);

  free_items (rest);
}

static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  NpKeyringRequest *request = g_task_get_task_data (task);
  GError *error = NULL;

  secret_password_clear_finish (result, &error);
  if (error != NULL)
    {
      g_task_return_error (task, np_keyring_take_error (error));
      return;
    }

  secret_password_searchv (&schema, request->attributes, SECRET_SEARCH_ALL, NULL,
                           searched_rest_cb, g_object_ref (task));
}

static void
return_cleared (GTask *task)
{
  g_task_return_boolean (task, TRUE);
}

static void
unlocked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  NpKeyringRequest *request = g_task_get_task_data (task);
  GError *error = NULL;
  GList *items = secret_password_search_finish (result, &error);

  if (error != NULL)
    g_task_return_error (task, np_keyring_take_error (error));
  else if (items == NULL)
    check_readable (task, return_cleared);
  else
    secret_password_clearv (&schema, request->attributes, NULL, cleared_cb,
                            g_object_ref (task));

  free_items (items);
}

static void
start_clearing (GTask *task)
{
  NpKeyringRequest *request = g_task_get_task_data (task);

  secret_password_searchv (&schema, request->attributes,
                           SECRET_SEARCH_ALL | SECRET_SEARCH_UNLOCK, NULL, unlocked_cb,
                           g_object_ref (task));
}

/**
 * np_keyring_clear_async:
 * @account_id: whose key is to go
 * @access_key_id: (nullable): only the key of this ID; %NULL for all of the account's
 * @callback: called when it is done
 * @user_data: passed to @callback
 *
 * Removes the items of an account. libsecret removes what is unlocked and says
 * nothing of the rest, so this unlocks first and looks again afterwards.
 */
void
np_keyring_clear_async (const char *account_id,
                        const char *access_key_id,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  np_keyring_call (np_keyring_clear_async,
                   create_request (start_clearing, account_id, access_key_id), callback,
                   user_data);
}

/**
 * np_keyring_clear_finish:
 * @result: the operation's result
 * @error: return location
 *
 * Returns: whether no item is left, also when there was none; if not, with an
 *   error of the `NP_ACCOUNTS_ERROR` domain
 */
gboolean
np_keyring_clear_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GTask) answer = np_keyring_call_finish (result, error);

  return answer != NULL && g_task_propagate_boolean (answer, error);
}
